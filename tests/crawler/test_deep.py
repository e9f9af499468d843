"""The deep reading: tables as a reader sees them, pictures with their words, forms, sections, embeds, cards."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


def test_pictures_have_the_words_beside_them() -> None:
    detail = read(
        "<div class=card><img src=/a.jpg alt='รูปนายก' width=200><p>นายสมชาย ใจดี</p><p>นายกเทศมนตรี โทร 0 2000 0000</p>"
        "</div>"
        "<table><tr><td><img src=b.jpg></td><td><img src=c.jpg></td></tr>"
        "<tr><td>นางสาวหนึ่ง</td><td>นายสอง</td></tr></table>"
        "<figure><img data-src=/d.png><figcaption>แผนผังองค์กร</figcaption></figure><img src=dot.gif width=1 height=1>"
    )
    beside = {image.url.rpartition("/")[2]: image.beside for image in detail.images}
    assert beside["a.jpg"] == "นายสมชาย ใจดี นายกเทศมนตรี โทร 0 2000 0000"
    assert beside["b.jpg"] == "นางสาวหนึ่ง"
    assert beside["c.jpg"] == "นายสอง"
    assert "dot.gif" not in beside
    assert next(image for image in detail.images if image.url.endswith("d.png")).alt == "แผนผังองค์กร"


def test_forms_show_their_fields() -> None:
    (form,) = read(
        "<form action=/send><label for=n>ชื่อ-นามสกุล</label><input id=n name=name><input placeholder='เรื่องร้องเรียน'>"
        "โทรศัพท์ <input name=tel><input type=hidden name=token><textarea name=detail></textarea>"
        "<input type=submit value='ส่งเรื่อง'></form>"
    ).forms
    assert form.action == URL + "send"
    assert form.fields == ("ชื่อ-นามสกุล", "เรื่องร้องเรียน", "โทรศัพท์", "detail")
    assert form.buttons == ("ส่งเรื่อง",)


def test_sections_end_at_their_level() -> None:
    sections = read("<h2>หนึ่ง</h2><p>ก</p><h3>หนึ่งจุดหนึ่ง</h3><p>ข</p><h2>สอง</h2><p>ค</p>").sections
    texts = {section.heading: section.text for section in sections}
    assert texts == {"หนึ่ง": "ก\nข", "หนึ่งจุดหนึ่ง": "ข", "สอง": "ค"}


def test_widgets_are_seen_in_frames_scripts_and_links() -> None:
    embeds = read(
        "<iframe src='https://www.google.com/maps/embed?pb=1'></iframe><a href='https://lin.ee/abc'>LINE</a>"
        "<script>var s=1;s.src='https://embed.tawk.to/55/default';</script><script src='https://cdn.example/jquery.js'></script>"
    ).embeds
    assert "https://www.google.com/maps/embed?pb=1" in embeds
    assert "https://lin.ee/abc" in embeds
    assert "https://embed.tawk.to/55/default" in embeds
    assert not any("jquery" in url for url in embeds)


def test_repeated_blocks_are_cards() -> None:
    people = "".join(f"<div class='col person'><img src=/{n}.jpg><b>นาย{n}</b> ตำแหน่ง {n}</div>" for n in "กขค")
    cards = read(f"<div class=row>{people}</div>").cards
    assert {"นายก ตำแหน่ง ก", "นายข ตำแหน่ง ข", "นายค ตำแหน่ง ค"} <= set(cards)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.4", b"<div>" * 50_000, b"<table><tr><td>" * 5_000, b"\xff\xfe\x00"])
def test_no_body_makes_it_fail(body: bytes) -> None:
    assert isinstance(read_deeply(body, url=URL), PageDetail)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>/=\"' tabletrdhsinpuform12กา\x00", max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    read_deeply(text.encode(), url=URL)
