"""The table on a terminal: fits its width, breaks between Thai words, says everything in words."""

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from reports import wording
from reports.labels import label
from reports.to_terminal import to_terminal
from reports.wrapped import wrap
from tests.reports.pretend import view


def printed(width: int, lang: str) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    to_terminal(view(), console, lang)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("width", [60, 80, 100, 130, 200])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_line_fits(width: int, lang: str) -> None:
    lines = printed(width, lang).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    for item in view().items:
        assert any(item.code in line and wording.status_word(item.status, lang) in line for line in lines)


def test_colour_only_repeats_what_words_say() -> None:
    coloured = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard")
    to_terminal(view(), coloured, "th")
    assert "\x1b[" in coloured.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b" not in printed(80, "th")


def test_breaks_between_thai_words() -> None:
    lines = list(wrap("รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้าง", 30))
    assert max(map(cell_len, lines)) <= 30
    assert not any(
        line[0] in "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
        for line in lines
    )
    assert "".join(lines).replace(" ", "") == "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุและความก้าวหน้าการจัดซื้อจัดจ้าง"


def test_addresses_are_cut_where_the_line_ends() -> None:
    address = "https://www.naklangthung.example.go.th/content/structure?id=12"
    lines = list(wrap(address, 20, solid=True))
    assert "".join(lines) == address
    assert [len(line) for line in lines[:-1]] == [20] * (len(lines) - 1)


def test_endless_and_empty_texts() -> None:
    assert list(wrap("", 10)) == [""]
    assert all(cell_len(line) <= 10 for line in wrap("ที่" * 2_000, 10))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_list_known_in_part_says_so(lang: str) -> None:
    said = label("list_partial", lang)
    assert said not in printed(200, lang)
    console = Console(file=io.StringIO(), width=200, color_system=None)
    to_terminal(replace(view(), partial=True), console, lang)
    assert said in console.file.getvalue()  # type: ignore[attr-defined]
