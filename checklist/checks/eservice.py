"""eservice: a service that can be asked for online, without coming to the office."""

import re

from checklist.checks.channel import _FORM_HOSTS as FORM_HOSTS
from checklist.checks.channel import is_at, is_letter_form
from checklist.checks.params import EserviceParams
from checklist.checks.wording import find, has
from checklist.exhibit import BARE, Exhibit, Question, best_of, doubt
from checklist.reasons import reason
from checklist.site import Link
from checklist.verdict import Evidence, Finding, Outcome

_SYSTEM = (
    "e-service",
    "eservice",
    "ยื่นคำร้อง",
    "ยื่นคำขอ",
    "ยื่นเรื่อง",
    "ขอรับบริการ",
    "บริการออนไลน์",
    "จองคิว",
    "ลงทะเบียน",
    "ชำระภาษี",
    "ชำระค่า",
    "แจ้งซ่อม",
    "ขอใช้",
    "คำร้องออนไลน์",
    "คำขอออนไลน์",
    "ระบบ",
    "ออนไลน์",
    "online",
    "ตรวจสอบสถานะ",
    "นัดหมาย",
)

_ABOUT = re.compile(
    r"คู่มือ|แนวทาง|ขั้นตอน|แบบฟอร์ม|แบบคำร้อง|แบบคำขอ|ดาวน์โหลด|สถิติ|รายงาน|ประกาศ|ข่าว|อบรม|ประชุม|ความพึงพอใจ|วิธีการใช้|วิธีใช้|แผน(?!ที่)|"
    r"เงื่อนไข|นโยบาย|download|manual|report|statistic",
    re.IGNORECASE,
)
"""A link with these words is about a service: its manual, its figures, news of it."""
_OPENS = re.compile(r"ยื่น|กรอก|ส่งคำ|เข้าสู่ระบบ|เข้าใช้|ใช้บริการ|คลิก|e-?service|จอง|ชำระ|ลงทะเบียน", re.IGNORECASE)


_LOCKED = (
    "ลิงก์นำไปหน้าเข้าสู่ระบบ โดยไม่มีคำอธิบายว่าเป็นบริการใด สำหรับใคร",
    "the link leads to a log-in, and nothing says for what service and for whom",
)


def check(question: Question) -> Finding:
    """A form to ask with, or a link to a system or a form service; a manual about it alone is not the service."""
    words = tuple(question.want(EserviceParams).words)
    for place in question.outside:
        said = f"{place.anchor} {place.row} {place.heading} {place.title}"
        system = place.service == "other" or is_at(place.url, FORM_HOSTS)  # a file on a drive is no service
        if place.public is not False and system and has(said, words or _SYSTEM):
            path = tuple(step.text for step in place.path)
            evidence = Evidence(place.url, "offsite", place.found_on, path, place.anchor or place.title)
            if not question.exhibits:
                return question.found("channel_found", evidence, channel="e-service")
    for signpost in question.unread:
        pointed = _linked(question, signpost, words)
        if pointed is not None and pointed.outcome is Outcome.PASSED:
            return pointed
    if not question.exhibits and question.outside:
        return doubt(question, question.lacks("channel_missing"))
    return best_of(question, lambda exhibit: _one(question, exhibit, words))


def _one(question: Question, exhibit: Exhibit, words: tuple[str, ...]) -> Finding:
    if words and not find(exhibit, words):
        return question.lacks("words_missing", exhibit.evidence(), words=words[:3])
    for form in exhibit.forms:
        if is_letter_form(form):
            return question.found(
                "channel_found", exhibit.evidence(" ".join((*form.fields, *form.buttons))), channel="form"
            )
    pointed = _linked(question, exhibit, words)
    if pointed is not None and pointed.outcome is Outcome.PASSED:
        return pointed
    for embed in exhibit.embeds:
        if is_at(embed, FORM_HOSTS):
            return question.found("channel_found", exhibit.evidence(embed), channel="form")
    if pointed is not None:
        return pointed
    if not exhibit.deep and exhibit.kind == "page":
        return question.unsure(reason("text_unreadable", state="not_read_deeply"), exhibit.evidence())
    return question.lacks("channel_missing", exhibit.evidence())


def _linked(question: Question, exhibit: Exhibit, words: tuple[str, ...]) -> Finding | None:
    """A link to a form or a system that is there; behind a log-in that nothing is said of, a person must look."""
    locked: Finding | None = None
    for link in exhibit.links:
        if link.place in ("menu", "footer") or not link.url or link.url in exhibit.gone:
            continue
        said = f"{link.text} {link.row}"
        if is_at(link.url, FORM_HOSTS) or (
            has(said, words or _SYSTEM) and not _is_file(link.url) and not _is_about(link)
        ):
            place = exhibit.evidence(link.text or link.url)
            if link.url not in exhibit.locked or exhibit.substance >= BARE:
                return question.found("channel_found", place, channel="e-service")
            locked = locked or question.unsure(reason("person_must_look", why=_LOCKED), place)
    return locked


def _is_about(link: Link) -> bool:
    return bool(_ABOUT.search(link.text) and not _OPENS.match(link.text.strip()))


def _is_file(url: str) -> bool:
    return url.lower().split("?")[0].endswith((".pdf", ".doc", ".docx", ".xls", ".xlsx", ".jpg", ".png"))
