"""Forms as those who fill them in see them."""

from checklist.site import PageDetail
from crawler.deep import read_deeply

URL = "https://www.example.go.th/"


def read(html: str) -> PageDetail:
    return read_deeply(html.encode(), url=URL)


def test_forms_show_their_fields() -> None:
    (form,) = read(
        "<form action=/send><label for=n>ชื่อ-นามสกุล</label><input id=n name=name><input placeholder='เรื่องร้องเรียน'>"
        "โทรศัพท์ <input name=tel><input type=hidden name=token><textarea name=detail></textarea>"
        "<input type=submit value='ส่งเรื่อง'></form>"
    ).forms
    assert form.action == URL + "send"
    assert form.fields == ("ชื่อ-นามสกุล", "เรื่องร้องเรียน", "โทรศัพท์", "detail")
    assert form.buttons == ("ส่งเรื่อง",)
