"""The official letter (หนังสือราชการ) asking an agency to publish what is missing: DOCX from an editable template."""

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from checklist.errors import MissingToolError, UsageError
from checklist.thai import thai_date, to_thai_digits
from checklist.verdict import Status
from reports import wording
from reports.letter_template import PLACE
from reports.missing import by_item, missing_rows
from reports.safe import clean_deep
from reports.to_pdf import has_browser, to_pdf
from reports.view import AuditView

PATIENCE = 120
"""Seconds LibreOffice may take for one letter (2 to 5 are usual)."""
_KEPT_OR_NUMBER = re.compile(r"(https?://\S+|[A-Za-z][A-Za-z0-9_./-]*)|\d+(?:[.,:]\d+)*")
_COUNTED = re.compile(r"(?:(?<![\d.,/:])(\d{1,3})|(พ\.ศ\.)) (?=[ก-ฮเ-ไ\d])")
_DATE = re.compile(r"(\d+)[ \u00a0]([ก-๙]{2,9}(?:คม|ยน|พันธ์))[ \u00a0](\d{4})")

HEADS = (
    ("องค์การบริหารส่วน", "นายก"),
    ("เทศบาล", "นายกเทศมนตรี"),
    ("เมืองพัทยา", "นายก"),
    ("กรุงเทพมหานคร", "ผู้ว่าราชการ"),
    ("จังหวัด", "ผู้ว่าราชการ"),
    ("กระทรวง", "ปลัด"),
    ("กรม", "อธิบดี"),
    ("มหาวิทยาลัย", "อธิการบดี"),
    ("โรงพยาบาล", "ผู้อำนวยการ"),
    ("โรงเรียน", "ผู้อำนวยการ"),
    ("วิทยาลัย", "ผู้อำนวยการ"),
)
"""How the name of an agency begins, and the title of its head that stands before it."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What only the sending office knows. `number` is the letter's full number, such as ``สม 0023.1/42``.

    `office` is the sender's name and address, one line each. `due` is the day asked for; None asks for none.
    """

    number: str
    on: date
    office: tuple[str, ...]
    recipient: str
    signer: str
    signer_position: str
    unit: str = ""
    contact: str = ""
    reference: str = ""
    subject: str = "ขอให้พิจารณาเผยแพร่ข้อมูลสาธารณะบนเว็บไซต์ให้ครบถ้วน"
    due: date | None = None


def to_letter(view: AuditView, facts: LetterFacts, template: Path | None = None) -> bytes:
    """The letter as DOCX. `template`: the office's own, with the same slots; `UsageError` when it cannot be used."""
    place = template or PLACE
    try:
        document = DocxTemplate(place)
        document.render(letter_values(view, facts), autoescape=True)
        out = io.BytesIO()
        document.save(out)
    except Exception as error:  # docxtpl, jinja2, lxml and zipfile each raise their own: any of them is the template's
        if template is None:
            raise
        raise UsageError(f"The letter template {template} cannot be used: {error}.") from error
    return out.getvalue()


def letter_values(view: AuditView, facts: LetterFacts) -> Mapping[str, Any]:
    """What the template's slots are filled with, Thai digits throughout (codes such as O12 and addresses stay)."""
    facts = clean_deep(facts)
    rows = _rows(view)
    return {
        "number": thai(facts.number, everywhere=True),
        "office": [thai(line) for line in facts.office],
        "date": thai_date(facts.on),
        "subject": thai(facts.subject),
        "recipient": thai(facts.recipient),
        "reference": thai(facts.reference),
        "enclosure": f"รายการข้อมูลที่ขอให้เผยแพร่เพิ่ม จำนวน {thai(str(len(rows)))} ข้อ",
        "paragraphs": _paragraphs(view, facts),
        "closing": "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป" if rows or view.unchecked else "จึงเรียนมาเพื่อโปรดทราบ",
        "signer": facts.signer,
        "signer_position": thai(facts.signer_position),
        "unit": thai(facts.unit),
        "contact": thai(facts.contact, everywhere=True),
        "attachment_title": thai(f"รายการข้อมูลที่ขอให้เผยแพร่เพิ่ม\nของ{_name(view)}"),
        "attachment_note": _note(view),
        "rows": rows,
    }


def recipient_of(name: str) -> str:
    """Whom a letter to the agency of that name is addressed to: its head's title where the name tells, else the name.

    นายกองค์การบริหารส่วนตำบล… for an อบต., ผู้อำนวยการโรงพยาบาล… for a hospital.
    """
    for start, title in HEADS:
        if name.startswith(start):
            return title + name.removeprefix("เทศบาล") if start == "เทศบาล" else title + name
    return name


def letter_pdf(view: AuditView, facts: LetterFacts, template: Path | None = None) -> bytes:
    """The same letter as PDF. `MissingToolError` when no program that can make it is installed, or it fails.

    By Chromium, which brings its official font with it; on the office's own template by LibreOffice, as it is where
    there is no Chromium: with the font of the template, if that is installed.
    """
    if template is None and has_browser():
        from reports.letter_page import letter_html

        return to_pdf(letter_html(letter_values(view, facts)))
    return _by_libreoffice(to_letter(view, facts, template), own=template is not None)


def _by_libreoffice(letter: bytes, *, own: bool) -> bytes:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        lacking = "LibreOffice is" if own else "Neither Chromium nor LibreOffice is"
        way = "print it from there, or leave the template out" if own else "print it from there"
        raise MissingToolError(f"{lacking} installed, so the letter stays a Word file; {way}.")
    with tempfile.TemporaryDirectory(prefix="oit-letter-") as folder:
        source = Path(folder) / "letter.docx"
        source.write_bytes(letter)
        profile = f"-env:UserInstallation=file://{folder}/profile"  # one of its own: two may run at once
        command = [office, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
            return (Path(folder) / "letter.pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise MissingToolError(f"LibreOffice could not turn the letter into a PDF: {error}.") from error


def thai(text: str, *, everywhere: bool = False) -> str:
    """Numbers in Thai digits. Digits of a code or an address (O12, v2, /file3) stay, unless `everywhere`.

    A date, and a number with the word it counts, are held on one line.
    """
    text = _DATE.sub("\\1\u00a0\\2\u00a0\\3", text)
    text = _COUNTED.sub(lambda found: f"{found[1] or found[2]}\u00a0", text)
    if everywhere:
        return to_thai_digits(text)
    return _KEPT_OR_NUMBER.sub(lambda found: found[1] or to_thai_digits(found[0]), text)


def _rows(view: AuditView) -> list[dict[str, str]]:
    """One row of the attachment for each item: its name, then each missing element on a line of its own."""
    rows = []
    for number, (first, group) in enumerate(by_item(missing_rows(view, "th")), start=1):
        elements = [f"- {row.asked}" for row in group if row.element]
        seen = list(dict.fromkeys(row.seen for row in group))
        rows.append(
            {
                "number": thai(str(number)),
                "code": first.code,
                "asked": thai("\n".join([first.item, *elements])),
                "seen": thai("\n".join(seen)),
                "points": thai(wording.number(first.points)),
            }
        )
    return rows


def _paragraphs(view: AuditView, facts: LetterFacts) -> list[str]:
    counts = view.counts
    applicable = len(view.items) - counts[Status.INAPPLICABLE]
    sender = facts.office[0] if facts.office else "สำนักงาน"
    checked = date.fromisoformat(view.assessed_on[:10]) if _is_date(view.assessed_on) else facts.on
    if view.unchecked:
        return [thai(part) for part in _not_opened(view, sender, thai_date(checked))]
    first = (
        f"ด้วย{sender} ได้ตรวจดูการเปิดเผยข้อมูลสาธารณะบนเว็บไซต์ {view.agency.website} ของ{_name(view)} "
        f"ตาม{view.title} เมื่อวันที่ {thai_date(checked)} พบข้อมูลครบถ้วน {counts[Status.COMPLETE]} ข้อ "
        f"จาก {applicable} ข้อ คิดเป็น {wording.number(view.score.oit)} คะแนน จากคะแนนเต็ม 100 คะแนน"
    )
    return [thai(part) for part in (first, _request(view, facts), _doubt(view)) if part]


def _not_opened(view: AuditView, sender: str, when: str) -> tuple[str, str]:
    """For a site that did not open: nothing is said about what it discloses, and nobody is thanked."""
    return (
        f"ด้วย{sender} ได้ตรวจดูการเปิดเผยข้อมูลสาธารณะของ{_name(view)} ตาม{view.title} เมื่อวันที่ {when} "
        f"แต่ไม่สามารถเปิดเว็บไซต์ {view.agency.website} ได้ จึงยังไม่ได้ตรวจข้อมูลในข้อใด",
        "ในการนี้ จึงขอให้ตรวจสอบว่าเว็บไซต์เปิดใช้งานได้ตามปกติ และแจ้งที่อยู่เว็บที่ถูกต้องหากมีการเปลี่ยนแปลง",
    )


def _request(view: AuditView, facts: LetterFacts) -> str:
    wanting = len(view.fix_first)
    if not wanting:
        return "ทั้งนี้ ไม่พบข้อมูลที่ต้องเผยแพร่เพิ่ม จึงขอขอบคุณที่ได้ให้ความสำคัญกับการเปิดเผยข้อมูลต่อประชาชน"
    until = f" ภายในวันที่ {thai_date(facts.due)}" if facts.due else ""
    return (
        f"ในการนี้ จึงขอให้พิจารณาเผยแพร่ข้อมูลเพิ่มเติมใน {wanting} ข้อ ตามสิ่งที่ส่งมาด้วย{until} "
        "และหากข้อมูลใดได้เผยแพร่ไว้แล้วในที่อื่น โปรดแจ้งที่อยู่เว็บของข้อมูลนั้น เพื่อจะได้ตรวจดูอีกครั้งให้ถูกต้อง"
    )


def _doubt(view: AuditView) -> str:
    unclear = len(view.to_look_at)
    if not unclear:
        return ""
    codes = " ".join(item.code for item in view.to_look_at)
    return f"อนึ่ง ยังมีอีก {unclear} ข้อที่พบข้อมูลแต่ไม่อาจยืนยันได้ ({codes}) เช่น เอกสารที่เป็นภาพสแกน จึงขอให้เผยแพร่เป็นไฟล์ที่ค้นหาข้อความได้"


def _note(view: AuditView) -> str:
    note = "คะแนน คือ คะแนน OIT ของทั้งข้อ ซึ่งจะได้เมื่อเผยแพร่ครบทุกองค์ประกอบของข้อนั้น"
    return note + (" ข้อกำหนดบางส่วนยังไม่ได้ตรวจกับคู่มือการประเมินของปีนี้" if view.unverified else "")


def _name(view: AuditView) -> str:
    return view.agency.name or view.agency.website


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
