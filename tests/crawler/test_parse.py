"""Bytes to Page: text, main part, links with what stands around them, and bodies made to stall a parser."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.site import Fetch, FetchOutcome, Link, Page
from crawler.marks import Marks
from crawler.parse import MAX_LINKS, parse_html

URL = "https://www.example.go.th/folder/page.html"


def parse(html: str | bytes, url: str = URL) -> Page:
    body = html.encode() if isinstance(html, str) else html
    return parse_html(body, url=url, content_type="text/html", fetch=Fetch(url, FetchOutcome.OK))


def link(page: Page, text: str) -> Link:
    return next(one for one in page.links if one.text == text)


PAGE = """<!doctype html><html><head><title> เทศบาล
ตัวอย่าง </title><meta name=description content="เว็บไซต์ของเทศบาล"></head><body>
<header><h1>เทศบาลตำบลตัวอย่าง</h1><nav><ul>
 <li><a href="/">หน้าแรก</a></li>
 <li><a href="#">ข้อมูลหน่วยงาน</a><ul class="sub-menu">
   <li><a href="/structure">โครงสร้าง</a></li><li><a href="/people">ผู้บริหาร</a></li></ul></li>
</ul></nav></header>
<div id="content">
 <h2>แผนและงบประมาณ</h2>
 <table><tr><td>แผนพัฒนา ๒๕๖๙</td><td>ลงวันที่ ๑ ตุลาคม ๒๕๖๘</td><td><a href="files/plan.pdf">ดาวน์โหลด</a></td></tr>
 <tr><td>งบประมาณ ๒๕๖๙</td><td>-</td><td><a href="files/budget.pdf">ดาวน์โหลด</a></td></tr></table>
 <ul class="nav nav-tabs"><li><a data-toggle="tab" href="#t1">ปี ๒๕๖๘</a></li></ul>
 <div id="t1"><p><a href="old.html">รายงานผล</a></p></div>
 <a href="photo.html"><img src="/img/o1.png" alt="ประกาศเจตนารมณ์"></a>
 <p>ข้อความ<br>สองบรรทัด</p><script>var hidden = "ไม่เห็น";</script><style>.x{}</style>
 <a href="javascript:void(0)">รายการที่ไม่มีปลายทาง</a> <a href="mailto:a@b.go.th">อีเมล</a>
</div>
<footer>ลิขสิทธิ์ <a href="/policy">นโยบายเว็บไซต์</a></footer></body></html>"""


def test_the_parts_of_a_page() -> None:
    page = parse(PAGE)
    assert page.title == "เทศบาล ตัวอย่าง"
    assert page.description == "เว็บไซต์ของเทศบาล"
    assert page.headings == ("แผนและงบประมาณ",)
    assert "ข้อความ\nสองบรรทัด" in page.text
    assert "แผนพัฒนา ๒๕๖๙\tลงวันที่ ๑ ตุลาคม ๒๕๖๘\tดาวน์โหลด" in page.text
    assert "ไม่เห็น" not in page.text
    assert "ลิขสิทธิ์" in page.text
    assert "ลิขสิทธิ์" not in page.main
    assert "โครงสร้าง" not in page.main
    assert "แผนพัฒนา ๒๕๖๙" in page.main
    assert page.images == ("ประกาศเจตนารมณ์ (o1.png)",)
    assert not page.truncated


def test_a_link_knows_where_it_stands() -> None:
    page = parse(PAGE)
    structure = link(page, "โครงสร้าง")
    assert (structure.place, structure.group, structure.row) == ("menu", "ข้อมูลหน่วยงาน", "")
    plan = link(page, "ดาวน์โหลด")
    assert plan.url == "https://www.example.go.th/folder/files/plan.pdf"
    assert plan.heading == "แผนและงบประมาณ"
    assert plan.row == "แผนพัฒนา ๒๕๖๙ ลงวันที่ ๑ ตุลาคม ๒๕๖๘ ดาวน์โหลด"
    assert link(page, "รายงานผล").group == "ปี ๒๕๖๘"
    assert link(page, "ประกาศเจตนารมณ์").url.endswith("/photo.html")
    assert link(page, "นโยบายเว็บไซต์").place == "footer"
    assert [one.url for one in page.links if one.text == "ดาวน์โหลด"] == [
        "https://www.example.go.th/folder/files/plan.pdf",
        "https://www.example.go.th/folder/files/budget.pdf",
    ]


def test_what_the_site_repeats_is_not_under_the_heading_of_a_page() -> None:
    page = parse(
        "<h2>รายงานผลการดำเนินงาน</h2><a href=/r>ดาวน์โหลด</a><div class=dropdown-menu><a href=/r66>2566</a></div>"
        "<aside><a href=/archive>มีนาคม</a></aside><footer><a href=/author>admin</a></footer><a href=/r65.pdf>2565</a>"
    )
    headings = {one.text: one.heading for one in page.links}
    assert headings["มีนาคม"] == headings["admin"] == ""
    assert headings["ดาวน์โหลด"] == headings["2566"] == headings["2565"] == "รายงานผลการดำเนินงาน"


def test_entries_without_a_target_are_kept() -> None:
    page = parse(PAGE)
    empty = link(page, "รายการที่ไม่มีปลายทาง")
    assert (empty.url, empty.raw) == ("", "javascript:void(0)")
    assert link(page, "ข้อมูลหน่วยงาน").url == ""
    assert not any(one.text == "อีเมล" for one in page.links)


def test_a_place_on_the_same_page_is_the_page() -> None:
    page = parse('<a href="#executives">ผู้บริหาร</a><a href="#nowhere">ไม่มี</a><h2 id="executives">คณะผู้บริหาร</h2>')
    assert link(page, "ผู้บริหาร").url == URL
    assert link(page, "ไม่มี").url == ""


@pytest.mark.parametrize(
    ("html", "url", "place"),
    [
        ("<a href='\\\\other.go.th\\x'>ก</a>", "https://other.go.th/x", "content"),
        ("<a href='..\\up.html'>ก</a>", "https://www.example.go.th/up.html", "content"),
        ("<a href=' \n/spaced '>ก</a>", "https://www.example.go.th/spaced", "content"),
        ("<base href='/b/'><a href='c'>ก</a>", "https://www.example.go.th/b/c", "content"),
        ("<map><area href='m' alt='ก'></map>", "https://www.example.go.th/folder/m", "map"),
        ("<iframe src='f'></iframe>", "https://www.example.go.th/folder/f", "embed"),
        ("<object data='o.pdf'>ก</object>", "https://www.example.go.th/folder/o.pdf", "embed"),
        ("<meta http-equiv=refresh content=\"0;URL='/home'\">", "https://www.example.go.th/home", "meta"),
        ("<form action='/find'><button>ค้น</button></form>", "https://www.example.go.th/find", "form"),
        ("<a href='#' onclick=\"window.open('/w')\">ก</a>", "https://www.example.go.th/w", "script"),
        ("<p onclick=\"location.href='t'\">ก</p>", "https://www.example.go.th/folder/t", "script"),
        ("<div data-href='/d'>ก</div>", "https://www.example.go.th/d", "script"),
        ("<html><frameset><frame src='m.html'></frameset></html>", "https://www.example.go.th/folder/m.html", "frame"),
    ],
)
def test_links_of_every_kind(html: str, url: str, place: str) -> None:
    found = {(one.url, one.place) for one in parse(html).links}
    assert (url, place) in found


def test_old_pages_of_tables_have_a_main_part() -> None:
    page = parse(
        "<table><tr><td class=menu><a href=a>หน้าแรก</a></td><td><table><tr><td>ประกาศเทศบาล เรื่อง แผนการจัดหาพัสดุ"
        "</td></tr></table></td></tr></table>"
    )
    assert "แผนการจัดหาพัสดุ" in page.main
    assert "หน้าแรก" not in page.main


def test_a_query_in_thai_is_encoded_as_its_page() -> None:
    page = parse('<a href="find?q=แผน">ก</a> ข้อมูลหน่วยงานราชการ'.encode("cp874"))
    assert page.links[0].url == "https://www.example.go.th/folder/find?q=%E1%BC%B9"


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + b"<a href=/x>x</a>",
        b"<div>" * 100_000 + b"</div>" * 100_000,
        b"<b><p>x" * 20_000,
        b"".join(b"<a href=/p%d>x</a>" % n for n in range(300_000)),
        b"<div " + b" ".join(b"a%d=1" % n for n in range(400_000)) + b">hi<a href=/x>y</a>",
        (b"<div " + b" ".join(b"a%d=1" % n for n in range(190)) + b">hi") * 3_000,
        b"<" * 1_000_000,
        b"<!--" * 200_000,
        b"<table><tr><td>" * 20_000,
        b"<a href=x>" * 100_000,
    ],
    ids=["deep", "deep-closed", "unclosed", "links", "attributes", "wide", "lt", "comments", "tables", "anchors"],
)
def test_bodies_made_to_stall_do_not(body: bytes) -> None:
    begun = time.process_time()
    page = parse(body)
    assert time.process_time() - begun < 2.5
    assert len(page.links) <= MAX_LINKS
    assert page.truncated or page.text or page.links or body.startswith((b"<!--", b"<" * 9, b"<table", b"<a"))


def test_a_long_picture_in_an_attribute_is_no_attack() -> None:
    page = parse('<img src="data:image/png;base64,' + "A" * 300_000 + '"><a href=x>ต่อไป</a>')
    assert not page.truncated
    assert link(page, "ต่อไป")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="<>/=\"' abdivtr#?กา\x00\\&;", max_size=400).map(str.encode))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    page = parse(body)
    assert page == parse_html(body, url=URL, content_type="text/html", fetch=page.fetch, marks=Marks(body))


def test_a_list_in_a_cell_is_told_by_its_row() -> None:
    months = "".join(f'<li><a href="m{n}.pdf">เดือนที่ {n}</a></li>' for n in range(9))
    page = parse(
        f"<table><tr><td>O8</td><td>แผนดำเนินงาน</td><td><ul><li><a href=p.pdf>ดูข้อมูล</a></li></ul></td></tr>"
        f"<tr><td>O21</td><td>สรุปผลรายเดือน</td><td><ul>{months}</ul></td></tr></table>"
        f"<ul><li><a href=x.html>รายการเดี่ยว</a></li></ul>"
    )
    assert link(page, "ดูข้อมูล").row == "O8 แผนดำเนินงาน ดูข้อมูล"
    assert link(page, "เดือนที่ 3").row == "O21 สรุปผลรายเดือน"
    assert link(page, "รายการเดี่ยว").row == ""


def test_labels_open_in_place_when_their_panel_says_something() -> None:
    words = "ศูนย์มีอำนาจหน้าที่รับเรื่องร้องเรียน ให้คำปรึกษา และประสานงานกับหน่วยงานที่เกี่ยวข้อง"
    page = parse(
        f"""<ul class="nav nav-tabs"><li><a data-toggle="tab" href="#tab1">อำนาจหน้าที่</a></li>
        <li><a data-toggle="tab" href="#tab2">แผนดำเนินงาน</a></li></ul>
        <div id=tab1><p>{words}</p></div><div id=tab2></div>
        <button data-bs-toggle="collapse" data-bs-target="#c1">โครงสร้างหน่วยงาน</button>
        <div id=c1><img src=chart.jpg></div>
        <a href="#c2" aria-controls="c2">รายงานผล</a><div id=c2><a href=a.pdf>รายงานผล 2568</a></div>
        <a href="#nowhere">Q&amp;A</a>"""
    )
    said = {one.text: (one.url, one.raw) for one in page.links}
    assert said["อำนาจหน้าที่"] == ("", "#tab1")
    assert said["โครงสร้างหน่วยงาน"] == ("", "#c1")
    assert said["แผนดำเนินงาน"] == ("", "#")  # its panel is empty
    assert said["Q&A"] == ("", "#")
    assert "รายงานผล" not in said  # its panel's link carries the label
    assert link(page, "รายงานผล 2568").group == "รายงานผล"


def test_a_box_in_a_list_gives_its_label_to_its_own_links_only() -> None:
    page = parse(
        "<ul><li>กองคลัง<div class=card><a href=in>ใน</a></div><a href=next>ถัดไป</a></li></ul><a href=out>นอก</a>"
    )
    assert [link(page, text).group for text in ("ใน", "ถัดไป", "นอก")] == ["กองคลัง", "", ""]
