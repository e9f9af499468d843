"""The official letter: Thai digits, Thai font, polite when nothing is missing, the office's own template."""

import html
import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from checklist.errors import MissingToolError, UsageError
from checklist.verdict import Status
from reports.letter_page import letter_html, words
from reports.letter_template import FONT, PLACE, build_template
from reports.to_letter import LetterFacts, letter_pdf, letter_values, thai, to_letter
from tests.reports.pretend import assessment, view

FACTS = LetterFacts(
    number="สม 0023.1/42",
    on=date(2026, 11, 23),
    office=("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดสมมุติ", "ศาลากลางจังหวัดสมมุติ ถนนตัวอย่าง", "อำเภอเมืองสมมุติ 99000"),
    recipient="นายกองค์การบริหารส่วนตำบลนากลางทุ่ง",
    signer="นางสาวทดลอง เขียนดี",
    signer_position="ท้องถิ่นจังหวัดสมมุติ",
    unit="กลุ่มงานบริหารทั่วไป",
    contact="โทร. 0 2123 4567",
    reference="หนังสือจังหวัดสมมุติ ที่ สม 0023.1/ว 12 ลงวันที่ 3 พฤศจิกายน 2569",
    due=date(2026, 12, 31),
)


def paragraphs(data: bytes) -> list[str]:
    """Their texts, with spaces that hold a line together as plain ones."""
    return [paragraph.text.replace("\u00a0", " ") for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def test_numerals_are_thai_but_codes_and_addresses_stay() -> None:
    assert thai("ข้อ O12 ปี 2569 จำนวน 1,204 แห่ง 2.5 คะแนน").replace("\u00a0", " ") == (
        "ข้อ O12 ปี ๒๕๖๙ จำนวน ๑,๒๐๔ แห่ง ๒.๕ คะแนน"
    )
    assert thai("https://a.example.go.th/file3?id=12") == "https://a.example.go.th/file3?id=12"
    text = "\n".join(paragraphs(to_letter(view(), FACTS)))
    assert "๒๓ พฤศจิกายน ๒๕๖๙" in text
    assert "ภายในวันที่ ๓๑ ธันวาคม ๒๕๖๙" in text
    assert "โทร. ๐ ๒๑๒๓ ๔๕๖๗" in text


def test_every_missing_item_is_in_the_attachment_once() -> None:
    made = view()
    table = docx.Document(io.BytesIO(to_letter(made, FACTS))).tables[1]
    assert [row.cells[1].text for row in table.rows[1:]] == [item.code for item in made.fix_first]


def test_nothing_missing_is_thanks_and_no_attachment() -> None:
    done = replace(assessment(), verdicts=tuple(replace(v, status=Status.COMPLETE) for v in assessment().verdicts))
    document = docx.Document(io.BytesIO(to_letter(view(assessment=done), FACTS)))
    assert len(document.tables) == 1
    text = "\n".join(p.text for p in document.paragraphs)
    assert "ขอขอบคุณ" in text
    assert "สิ่งที่ส่งมาด้วย" not in text


def test_every_run_says_its_thai_font_and_size() -> None:
    document = docx.Document(io.BytesIO(to_letter(view(), FACTS)))
    cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    runs = [run for p in (*document.paragraphs, *cells) for run in p.runs if run.text.strip()]
    assert runs
    for run in runs:
        xml = run._r.xml
        assert f'w:cs="{FONT}"' in xml and "w:szCs" in xml, run.text


def test_the_committed_template_is_what_its_builder_makes() -> None:
    committed, built = (docx.Document(io.BytesIO(data)) for data in (PLACE.read_bytes(), build_template()))
    assert committed.element.body.xml == built.element.body.xml


def test_an_office_may_bring_its_own_template(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("บันทึกข้อความ {{ number }} ถึง {{ recipient }}")
    own.save(str(tmp_path / "own.docx"))
    assert paragraphs(to_letter(view(), FACTS, tmp_path / "own.docx")) == [
        "บันทึกข้อความ สม ๐๐๒๓.๑/๔๒ ถึง นายกองค์การบริหารส่วนตำบลนากลางทุ่ง"
    ]


def test_a_broken_template_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"not a document")
    with pytest.raises(UsageError, match=r"x\.docx cannot be used"):
        to_letter(view(), FACTS, tmp_path / "x.docx")


def test_values_hold_no_arabic_digits_outside_codes_and_addresses() -> None:
    values = letter_values(view(), FACTS)
    for text in (values["number"], values["date"], values["enclosure"], values["contact"], values["reference"]):
        assert not set(text) & set("0123456789"), text


def test_a_date_and_a_counted_thing_stay_on_one_line() -> None:
    assert thai("ลงวันที่ 3 พฤศจิกายน 2569 จำนวน 6 ข้อ") == "ลงวันที่ ๓\u00a0พฤศจิกายน\u00a0๒๕๖๙ จำนวน ๖\u00a0ข้อ"


def test_lines_of_the_page_end_between_words() -> None:
    marked = words("ปี (ตัวอย่าง) พ.ศ.\u00a0๒๕๖๙ <b> https://a.example/")
    assert "(<wbr>" not in marked and "<wbr>)" not in marked and "\u00a0<" not in marked and "<b>" not in marked
    assert re.sub("<[^>]+>", "", marked) == "ปี (ตัวอย่าง) พ.ศ.\u00a0๒๕๖๙ &lt;b&gt; https://a.example/"


def test_the_page_says_what_the_word_file_says() -> None:
    told = re.sub(r"<style>.*?</style>|<[^>]+>", "", letter_html(letter_values(view(), FACTS)), flags=re.S)
    page = "".join(html.unescape(told).split())
    for line in paragraphs(to_letter(view(), FACTS)):
        assert "".join(line.split()) in page, line


@pytest.mark.browser
def test_pdf_by_chromium_has_the_official_font_and_thai_numerals(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(letter_pdf(view(), FACTS))
    text = subprocess.run(["pdftotext", tmp_path / "letter.pdf", "-"], capture_output=True, text=True, check=True)
    assert "๒๓ พฤศจิกายน ๒๕๖๙" in text.stdout.replace("\u00a0", " ")
    fonts = subprocess.run(["pdffonts", tmp_path / "letter.pdf"], capture_output=True, text=True, check=True)
    assert {line.split("+")[1].split("-")[0][:9] for line in fonts.stdout.splitlines()[2:]} <= {"Sarabun", "THSarabun"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_offices_own_template_is_printed_by_libreoffice() -> None:
    assert letter_pdf(view(), FACTS, PLACE).startswith(b"%PDF")


def test_no_program_for_pdf_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingToolError, match="Neither Chromium nor LibreOffice is installed"):
        letter_pdf(view(), FACTS)
    with pytest.raises(MissingToolError, match="leave the template out"):
        letter_pdf(view(), FACTS, PLACE)
