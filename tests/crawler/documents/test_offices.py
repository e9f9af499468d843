"""Word, Excel, PowerPoint, OpenDocument, RTF and text: what a person reads in them is in the text and the tables."""

import io
import zipfile
from pathlib import Path

import pytest

from checklist.site import Document, DocumentState
from crawler.documents.reading import clean
from tests.crawler.documents import document_builders as build

EXCEL_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="แผน"><Table>'
    '<Row><Cell><Data ss:Type="String">รายการ</Data></Cell><Cell><Data ss:Type="String">วงเงิน</Data></Cell></Row>'
    '<Row><Cell><Data ss:Type="String">ซื้อหมึก</Data></Cell><Cell><Data ss:Type="Number">500</Data></Cell></Row>'
    "</Table></Worksheet></Workbook>"
)
MHT = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    b"Content-Type: text/html; charset=windows-874\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    b"<html><head><title>t</title></head><body><p>"
    + "ประกาศราคากลาง".encode("cp874")
    + b"</p><p>2569</p></body></html>\r\n--x--\r\n"
)


def plan_of(document: Document) -> None:
    """The plan's table is whole."""
    table = document.tables[0]
    assert table.header == build.HEADER
    assert table.rows[: len(build.ROWS)] == build.ROWS[: len(table.rows)]


def test_a_drawing_says_what_is_written_on_it() -> None:
    chart = "<svg xmlns='http://www.w3.org/2000/svg'><style>a{}</style><g><text x='1'>นายก <tspan>อบต.</tspan></text>"
    document = build.read(f"{chart}<a href='/x'><text>กองคลัง</text></a></g></svg>".encode(), "chart.svg")
    assert (document.format, document.state) == ("svg", DocumentState.TEXT)
    assert document.text.split("\n") == ["นายก อบต.", "กองคลัง"]
    curves = build.read(b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>", "chart.svg")
    assert curves.state is DocumentState.PICTURE
    assert build.read(b"<svg><text>x", "chart.svg").state in (DocumentState.BROKEN, DocumentState.TEXT)


@pytest.mark.parametrize("kept", ["hide", "very_hidden"])
def test_a_sheet_that_nobody_sees_is_not_read(kept: str) -> None:
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    book.add_worksheet("ปี 2569").write(0, 0, "แผนของปีนี้")
    old = book.add_worksheet("ปี 2568")
    old.write(0, 0, "แผนของปีก่อน")
    getattr(old, kept)()
    book.close()
    document = build.read(held.getvalue(), "plan.xlsx")
    assert "แผนของปีนี้" in document.text and "2568" not in document.text and "ปีก่อน" not in document.text
    assert (document.page_count, document.detail) == (1, "1 hidden sheets not read")


def test_docx() -> None:
    document = build.read(build.docx())
    assert document.state is DocumentState.TEXT
    assert document.title == build.TITLE
    plan_of(document)
    assert document.tables[0].heading == build.TITLE
    assert document.tables[0].rows[3] == ("รวมทั้งสิ้น", "รวมทั้งสิ้น", "1,920,000.00", "")
    assert document.page_count == 2
    assert document.pages[1].startswith("ผู้อนุมัติ")
    assert "องค์การบริหารส่วนตำบลตัวอย่างดี" in document.text


def test_xlsx() -> None:
    document = build.read(build.xlsx())
    assert document.page_count == 2
    assert document.pages[0].splitlines()[0] == "แผ่นที่ 1"
    plan_of(document)
    assert document.tables[0].heading == f"แผ่นที่ 1 {build.TITLE}"
    assert document.tables[0].page == 1
    assert "2025-10-01" in document.pages[0]
    assert "1920000" in document.pages[0]


def test_pptx() -> None:
    document = build.read(build.pptx())
    assert document.page_count == 2
    assert document.pages[0].startswith(build.TITLE)
    assert "บันทึกของผู้บรรยาย" in document.pages[0]
    plan_of(document)
    assert document.tables[0].page == 2


def test_odt_and_ods() -> None:
    for body in (build.odt(), build.ods()):
        document = build.read(body)
        assert document.state is DocumentState.TEXT
        plan_of(document)


def test_doc_by_its_piece_table() -> None:
    document = build.read(build.doc(f"{build.TITLE}\rบรรทัดที่สอง\x0cหน้าสอง"))
    assert document.format == "doc"
    assert document.pages == (f"{build.TITLE}\nบรรทัดที่สอง", "หน้าสอง")


def test_xls() -> None:
    document = build.read(build.xls())
    assert document.format == "xls"
    plan_of(document)


def test_ppt_slides() -> None:
    assert build.read(build.ppt("หัวข้อ\rข้อหนึ่ง", "สรุป")).pages == ("หัวข้อ\nข้อหนึ่ง", "สรุป")


def test_rtf_with_both_kinds_of_escapes() -> None:
    document = build.read(build.rtf())
    assert build.TITLE in document.pages[0]
    assert "นายสมมติ ใจซื่อ" in document.pages[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_csv_in_any_encoding(encoding: str) -> None:
    body = "\r\n".join(";".join(row) for row in (build.HEADER, *build.ROWS)).encode(encoding)
    document = build.read(body, "plan.csv")
    assert document.format == "csv"
    plan_of(document)


def test_plain_text_in_thai_windows() -> None:
    assert build.read("ประกาศ “ราคากลาง”".encode("cp874"), "a.txt").text == "ประกาศ “ราคากลาง”"


def test_excel_2003_xml_and_single_file_page() -> None:
    workbook = build.read(EXCEL_XML.encode(), "plan.xls")
    assert workbook.format == "xls"
    assert workbook.tables[0].rows == (("ซื้อหมึก", "500"),)
    page = build.read(MHT, "plan.doc")
    assert page.format == "mht"
    assert page.text == "ประกาศราคากลาง\n2569"


def test_locked_office_files() -> None:
    locked = build.ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})
    assert build.read(locked, "plan.xlsx").state is DocumentState.ENCRYPTED
    assert build.read(locked, "plan.xlsx").format == "xlsx"
    assert build.read(build.doc(encrypted=True)).state is DocumentState.ENCRYPTED


def test_an_empty_workbook_is_empty() -> None:
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet("ว่าง")
    assert build.read(held.getvalue()).state is DocumentState.EMPTY


def test_a_page_is_no_document() -> None:
    document = build.read(b"<html><body>404</body></html>", "plan.pdf", "application/pdf")
    assert (document.format, document.state) == ("html", DocumentState.UNSUPPORTED)


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    document = build.read(build.zip_bomb(200))
    assert document.state is DocumentState.LIMIT
    assert "inflates" in document.detail


def test_entities_from_outside_are_not_read() -> None:
    evil = (
        '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>ก่อน&x;&a;หลัง</w:t></w:r></w:p></w:body></w:document>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", evil)
    assert "ก่อน" in build.read(held.getvalue()).text
    assert Path("/etc/hostname").read_text(encoding="utf-8").strip() not in build.read(held.getvalue()).text


def test_no_lone_surrogates_and_no_nul() -> None:
    assert clean("ก\ud800ข\0ค") == "กขค"
    assert build.read("ก\0ข".encode("utf-16"), "a.txt").text == "กข"


def test_a_container_of_another_program_is_told_from_a_damaged_one() -> None:
    other = build.read(build.ole({"VisioDocument": b"x" * 600}), "drawing.vsd")
    assert (other.state, other.detail) == (DocumentState.UNSUPPORTED, "no reader for it; it holds VisioDocument")
    whole = build.sample("plan.doc")
    assert build.read(whole[:4096], "plan.doc").state is DocumentState.BROKEN
