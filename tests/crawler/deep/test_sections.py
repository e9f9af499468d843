"""Sections: each heading with what follows it."""

from checklist.site import PageDetail
from crawler.deep import read_deeply

URL = "https://www.example.go.th/"


def read(html: str) -> PageDetail:
    return read_deeply(html.encode(), url=URL)


def test_sections_end_at_their_level() -> None:
    sections = read("<h2>หนึ่ง</h2><p>ก</p><h3>หนึ่งจุดหนึ่ง</h3><p>ข</p><h2>สอง</h2><p>ค</p>").sections
    texts = {section.heading: section.text for section in sections}
    assert texts == {"หนึ่ง": "ก\nข", "หนึ่งจุดหนึ่ง": "ข", "สอง": "ค"}
