"""Who made a website, and alarms of one vendor's sites told together."""

import pytest

from checklist.agency import Agency
from checklist.site import Fetch, FetchOutcome, Page
from checklist.verdict import Status
from crawler.parse import parse_html
from crawler.vendors import vendor_of
from oit.alarms import Alarm
from oit.vendors import told

OWN = ("www.example.go.th", "example.go.th")


def home(foot: str) -> Page:
    """A home page with that foot, read as the crawler reads it."""
    url = "https://www.example.go.th/"
    body = (
        f"<html><body><nav><a href='/o1'>โครงสร้าง</a></nav><main><p>ข่าว</p></main><footer>{foot}</footer></body></html>"
    )
    fetch = Fetch(url, FetchOutcome.OK, url, 200)
    return parse_html(body.encode(), url=url, content_type="text/html; charset=utf-8", fetch=fetch)


@pytest.mark.parametrize(
    ("foot", "vendor"),
    [
        ("<a href='https://www.webfirm.example/'>พัฒนาโดย เว็บเฟิร์ม</a>", "webfirm.example"),
        ("<p>Powered by <a href='https://cms.example/'>CMS Example</a></p>", "cms.example"),
        ("<p>ออกแบบและพัฒนาระบบโดย <a href='http://maker.example/a'>บริษัท สมมุติ จำกัด</a></p>", "maker.example"),
        ("<a href='https://www.facebook.com/x'>พัฒนาโดยเรา</a>", ""),
        ("<a href='https://www.other.go.th/'>พัฒนาโดย ศูนย์คอมพิวเตอร์</a>", ""),
        ("<a href='/about'>พัฒนาโดย งานสารสนเทศ</a>", ""),
        ("<a href='https://links.example/'>หน่วยงานที่เกี่ยวข้อง</a>", ""),
        ("", ""),
    ],
)
def test_the_foot_of_the_home_page_names_the_vendor(foot: str, vendor: str) -> None:
    assert vendor_of(home(foot), OWN) == vendor


def alarm(number: int, code: str = "O8") -> Alarm:
    agency = Agency(f"a{number}", f"อบต.ที่ {number}", f"https://a{number}.example/")
    return Alarm(agency, code, Status.BROKEN, f"https://a{number}.example/plan", (), "2026-11-20", "2026-11-21")


def test_sites_of_one_vendor_that_lose_the_same_item_are_told_together() -> None:
    alarms = [alarm(1), alarm(2), alarm(3), alarm(4), alarm(2, "O1")]
    lines = told(alarms, lambda agency: "" if agency.id == "a4" else "webfirm.example")
    assert lines[0] == "ALARM O8 is gone on 3 sites of one vendor (webfirm.example):"
    assert [line.split()[0] for line in lines[1:4]] == ["a1", "a2", "a3"]
    assert [line.split()[:2] for line in lines[4:]] == [["ALARM", "a4"], ["ALARM", "a2"]]


def test_a_few_alarms_are_told_alone_and_no_home_page_is_read_for_them() -> None:
    def never(agency: Agency) -> str:
        raise AssertionError(agency)

    assert told([alarm(1), alarm(2)], never) == [alarm(1).line(), alarm(2).line()]
    assert told([], never) == []
