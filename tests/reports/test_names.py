"""Names with English beside them, and addresses a person can read."""

import pytest

from checklist.load import available, load_checklist, load_topics
from reports.names import LEVELS, file_title, level, readable, unit


def test_every_level_and_every_unit_of_every_list_has_english() -> None:
    units = {topic.unit for topic in load_topics().values()}
    for name in available():
        checklist = load_checklist(name)
        units |= {item.unit for item in checklist.items}
        for one in checklist.scoring.levels:
            assert one.name.isascii() or one.name in LEVELS, one.name
    for one in sorted(units - {""}):
        assert unit(one, "en").endswith(f"({one})"), one
        assert unit(one, "th") == one


def test_thai_keeps_the_official_level_alone() -> None:
    assert level("ผ่านดี", "th") == "ผ่านดี"
    assert level("ผ่านดี", "en") == "Pass, good (ผ่านดี)"
    assert level("AA", "en") == "AA"


def test_thai_in_an_address_is_shown_as_thai_and_nothing_else_is_decoded() -> None:
    thai = "%E0%B9%81%E0%B8%9C%E0%B8%99"
    assert readable(f"https://a.go.th/{thai}-1.pdf?x=%20y%2F") == "https://a.go.th/แผน-1.pdf?x=%20y%2F"
    for kept in ("%E2%80%AE", "%E0%B8", "%FF", "%C3%A9"):  # turns the line around; half a letter; no UTF-8; not Thai
        assert readable(f"https://a.go.th/{kept}") == f"https://a.go.th/{kept}"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("page.html", ""),
        ("Untitled", ""),
        ("Microsoft Word - แผนพัฒนาท้องถิ่น.docx", "แผนพัฒนาท้องถิ่น.docx"),
        ("Microsoft Word - doc1.doc", ""),
        ("แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570", "แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570"),
        ("แผน.pdf", "แผน.pdf"),
        ("", ""),
    ],
)
def test_a_title_that_a_program_wrote_is_none(title: str, shown: str) -> None:
    assert file_title(title) == shown
