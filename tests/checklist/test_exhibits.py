"""Pages as exhibits: read deeply when a check asks for what only that shows, once, and never before."""

from dataclasses import replace

from checklist.exhibits import page_exhibit
from checklist.site import PageDetail, Table
from tests.checklist.small_site import HOST, page

TABLE = Table(("ที่", "โครงการ"), (("1", "ถนน"),))


def test_a_page_is_opened_once_and_only_when_asked() -> None:
    opened: list[str] = []

    def opens() -> PageDetail:
        opened.append("here")
        return PageDetail(tables=(TABLE,), embeds=("https://map.example/",))

    exhibit = page_exhibit("plan", page(HOST + "/plan", "แผน", "แผนดำเนินงาน " * 30), opens)
    assert not exhibit.is_bare
    assert exhibit.texts[0].startswith("แผนดำเนินงาน")
    assert not opened
    assert exhibit.tables == (TABLE,)
    assert exhibit.embeds == ("https://map.example/",)
    assert exhibit.deep
    assert opened == ["here"]


def test_a_page_that_cannot_be_opened_shows_nothing_more() -> None:
    exhibit = page_exhibit("plan", page(HOST + "/plan", "แผน", "แผนดำเนินงาน"), lambda: None)
    assert not exhibit.deep
    assert exhibit.tables == exhibit.images == exhibit.forms == ()


def test_a_changed_copy_is_complete() -> None:
    exhibit = page_exhibit("plan", page(HOST + "/plan", "แผน", "แผนดำเนินงาน"), lambda: PageDetail(tables=(TABLE,)))
    copy = replace(exhibit, title="แผน 2568", tables=())
    assert (copy.title, copy.tables, copy.deep) == ("แผน 2568", (), True)
    assert exhibit.tables == (TABLE,)
