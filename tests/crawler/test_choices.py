"""Lists of years in forms become links."""

import time

import pytest

from checklist.site import Fetch, FetchOutcome
from crawler.looking import Seen, look

URL = "https://www.example.go.th/plan/index.php?menu=3"
YEARS = "<option value=''>เลือกปี<option value=2569 selected>ปีงบประมาณ 2569</option><option value=2568>๒๕๖๘</option>"


def asked(html: str) -> dict[str, str]:
    """What the form's choices ask for, without the host: their addresses and words."""
    body = f"<!doctype html><meta charset=utf-8><title>แผน</title><h1>แผน</h1>{html}".encode()
    page = look(body, Seen(URL, Fetch(URL, FetchOutcome.OK, URL, 200), "text/html; charset=utf-8")).page
    assert page is not None
    links = [link for link in page.links if "25" in link.url]
    assert all(link.place == "form" for link in links)
    return {link.url.removeprefix("https://www.example.go.th/"): link.text for link in links}


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("<form action='list.php'><select name=y onchange='this.form.submit()'>{}</select></form>", "plan/list.php?y="),
        (
            "<form><input type=hidden name=menu value=3><select name='y'>{}</select>",
            "plan/index.php?menu=3&y=",
        ),
        ("<form action=/l><select name=kind><option value=1>แผน</select><select name=y>{}</select></form>", "l?y="),
    ],
)
def test_each_year_is_a_link(form: str, first: str) -> None:
    found = asked(form.format(YEARS))
    assert list(found.values()) == ["ปีงบประมาณ 2569", "๒๕๖๘"]
    assert [url.partition("&kind")[0] for url in found] == [first + "2569", first + "2568"]


@pytest.mark.parametrize(
    "html",
    [
        "<form method=post action=/l><select name=y>{}</select></form>",
        "<form action=/l><select>{}</select></form>",
        "<form action=/l><select name=from>{0}</select><select name=to>{0}</select></form>",  # a range
        "<form action=/l><select name=page><option value=1>หน้า 1<option value=2>หน้า 2</select></form>",
        "<form action=javascript:go()><select name=y>{}</select></form>",
    ],
)
def test_what_is_no_list_of_years_asks_for_nothing(html: str) -> None:
    assert asked(html.format(YEARS)) == {}


@pytest.mark.parametrize("piece", ["<form ", "<form><select>", "<select name=y><option>2569", "<form><input type="])
def test_no_rule_is_slow_on_hostile_pages(piece: str) -> None:
    began = time.process_time()
    asked(piece * (290_000 // len(piece)) + "</select>")
    assert time.process_time() - began < 1.5
