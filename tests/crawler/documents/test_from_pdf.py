"""PDF: text, tables, scans, locks, damage and bombs."""

import shutil

import pytest

from checklist.site import DocumentState
from crawler.documents.from_pdf import damage, pages_to_read
from crawler.documents.ocr import OcrBudget, why_not
from tests.crawler.documents import document_builders as build

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
needs_tesseract = pytest.mark.skipif(bool(why_not()), reason=f"pictures cannot be read here: {why_not()}")


def test_text_layer_is_read_page_by_page() -> None:
    document = build.read(build.sample("plan.pdf"), "plan.pdf")
    assert document.state is DocumentState.TEXT
    assert document.format == "pdf"
    assert document.page_count == 2
    assert "จ้างเหมาบริการทำความสะอาดอาคาร" in document.pages[0].replace(" ", "")
    assert "นางสาวสมหญิง ตัวอย่างสุข" in document.pages[1]
    assert document.title == "แผนการจัดซื้อจัดจ้าง 2569"


@needs_poppler
def test_a_drawn_table_is_kept_with_its_wrapped_cells() -> None:
    (table,) = build.read(build.sample("plan.pdf")).tables
    assert table.page == 1
    assert table.header == ("ลำดับ", "รายการ", "วงเงิน (บาท)", "วิธีจัดหา", "ช่วงเวลา")
    assert len(table.rows) == 5
    assert table.rows[2][0] == "3"
    assert table.rows[2][1].startswith("ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 4")
    assert table.rows[2][1].endswith("ตำบลตัวอย่างดี")
    assert table.rows[2][2:] == ("1,450,000.00", "e-bidding", "มกราคม 2569")


def test_a_scan_is_told_and_left_unread_without_a_budget() -> None:
    document = build.read(build.sample("scan.pdf"), "scan.pdf")
    assert document.state is DocumentState.SCAN
    assert document.page_count == 1
    assert "1 of 1 pages are pictures" in document.detail


@pytest.mark.ocr
@needs_tesseract
def test_a_scan_is_recognised_within_the_budget() -> None:
    budget = OcrBudget(pages=3, seconds=60)
    document = build.read(build.sample("scan.pdf"), "scan.pdf", ocr=budget)
    assert document.state is DocumentState.OCR
    assert budget.pages == 2
    assert budget.seconds < 60
    wanted = ("ประกาศ", "องค์การบริหารส่วน", "แผนการจัด", "ประมาณ", "พระราชบัญญัติ", "ภาครัฐ", "ทราบโดย", "ตุลาคม")
    assert [word for word in wanted if word not in document.text.replace(" ", "")] == []


def test_a_password_is_told() -> None:
    document = build.read(build.sample("locked.pdf"), "locked.pdf")
    assert document.state is DocumentState.ENCRYPTED
    assert document.detail == "password"


@pytest.mark.parametrize("body", [b"%PDF-1.4 and nothing more", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + b"\xff" * 5000])
def test_broken_files_are_told(body: bytes) -> None:
    assert build.read(body).state in (DocumentState.BROKEN, DocumentState.EMPTY)


def test_half_a_file_ends_in_a_state() -> None:
    whole = build.sample("plan.pdf")
    for part in (100, 1_000, len(whole) // 2, len(whole) - 50):
        assert build.read(whole[:part]).state in (DocumentState.BROKEN, DocumentState.EMPTY, DocumentState.TEXT)


def test_a_page_without_anything_is_empty() -> None:
    document = build.read(build.pdf_of(b"q Q"))
    assert document.state is DocumentState.EMPTY
    assert document.page_count == 1


def test_many_bytes_without_anything_to_see_are_not_called_empty() -> None:
    body = build.pdf_of(b"q Q\n" + b"% nothing to see\n" * 3000, compressed=False)
    document = build.read(body)
    assert document.state is DocumentState.BROKEN
    assert "no text and no picture" in document.detail


def test_a_long_file_is_read_at_both_ends() -> None:
    assert pages_to_read(65) == list(range(1, 66))
    numbers = pages_to_read(300)
    assert numbers[0] == 1
    assert numbers[-1] == 300
    assert len(numbers) == 65


def test_text_turned_into_curves_is_a_picture() -> None:
    curves = b"".join(b"%d %d m %d 40 60 %d 90 200 c S\n" % (at, at % 700, at % 500, at % 300) for at in range(900))
    assert build.read(build.pdf_of(curves)).state is DocumentState.SCAN


def test_a_scanners_own_text_layer_is_no_exact_text() -> None:
    document = build.read(build.scanner_pdf())
    assert document.state is DocumentState.SCAN  # hidden text without Thai letters is rubbish
    assert document.page_count == 1


def test_damage_counts_what_cannot_be_thai() -> None:
    assert damage("สำนักงานองค์การบริหารส่วนตำบล ประจำปี 2569") == 0
    assert damage("ส านักงาน") == 1
    assert damage("ก่อสรา้ง") == 1
    assert damage("ที\uf70aนี") == 1


def test_no_poppler_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.documents.from_pdf.find_tool", lambda name: None)
    document = build.read(build.sample("plan.pdf"))
    assert document.state is DocumentState.TEXT
    assert "เฉพาะ" in document.pages[0]
    assert "pdftotext" not in document.reader
