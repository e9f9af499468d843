"""Tables as a reader sees them: spans, headers, and what is no table of data."""

from checklist.site import PageDetail
from crawler.deep import read_deeply

URL = "https://www.example.go.th/"


def read(html: str) -> PageDetail:
    return read_deeply(html.encode(), url=URL)


def test_spans_are_expanded_and_headers_joined() -> None:
    (table,) = read(
        "<h2>แผนจัดซื้อ</h2><table><thead><tr><th rowspan=2>ที่</th><th colspan=2>งบประมาณ</th></tr>"
        "<tr><th>ตั้งไว้</th><th>ใช้ไป</th></tr></thead><tr><td>1</td><td>100</td><td rowspan=2>50</td></tr>"
        "<tr><td>2</td><td>200</td></tr></table>"
    ).tables
    assert table.header == ("ที่", "งบประมาณ ตั้งไว้", "งบประมาณ ใช้ไป")
    assert table.rows == (("1", "100", "50"), ("2", "200", "50"))
    assert table.heading == "แผนจัดซื้อ"


def test_a_header_without_th_is_recognised() -> None:
    (table,) = read(
        "<table><tr><td colspan=2>สถิติการให้บริการ</td></tr><tr><td>เดือน</td><td>จำนวน</td></tr>"
        "<tr><td>ตุลาคม</td><td>12</td></tr><tr><td>พฤศจิกายน</td><td>9</td></tr></table>"
    ).tables
    assert table.header == ("เดือน", "จำนวน")
    assert len(table.rows) == 2


def test_tables_that_arrange_the_page_are_not_data() -> None:
    detail = read(
        "<table><tr><td><a href=x>เมนู</a></td><td><table><tr><th>ก</th><th>ข</th></tr>"
        "<tr><td>1</td><td>2</td></tr></table></td></tr></table><table><tr><td>คำเดียว</td></tr></table>"
    )
    assert [table.header for table in detail.tables] == [("ก", "ข")]


def test_a_table_around_head_menu_and_page_is_not_data() -> None:
    menu = "".join(f"<div><a href=/m{n}>แผนงานที่ {n}</a></div>" for n in range(20))
    frame = f"<table><tr><td>หัว</td></tr><tr><td>{menu}</td><td>ไม่พบข้อมูล</td></tr></table>"
    assert read(frame).tables == ()
