"""The live view, watched on a real terminal while a real audit runs; and what comes where there is no terminal."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.oit.conftest import environment
from tests.oit.screen import Screen, run_on_terminal
from tests.sites.serve import serving

OPTIONS = ("--delay", "0.05", "--no-render", "--no-ocr", "--kind", "sao", "--lang", "en", "--db", "oit.db")
COUNTS = re.compile(r"requests (\d+)\s+left (\d+)\s+pages (\d+)\s+documents (\d+)\s+waiting (\d+)")


@pytest.fixture
def site() -> Iterator[str]:
    """The address of the sample agency."""
    with serving() as (url, _):
        yield url


def watched(site: str, home: Path, columns: int, **more: str) -> tuple[int, Screen, list[list[str]]]:
    """An audit on a terminal of 24 rows; the frames that are whole."""
    env = {name: value for name, value in environment(home).items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    command = [sys.executable, "-m", "oit", "audit", site, *OPTIONS]
    status, screen, frames = run_on_terminal(
        command, columns=columns, rows=24, cwd=home, env={**env, "TERM": "xterm-256color", **more}
    )
    live = [frame for frame in frames if COUNTS.search(" ".join(frame)) and "more items" in frame[-1]]
    return status, screen, live


@pytest.mark.parametrize("columns", [80, 40])
def test_items_turn_while_the_crawl_runs(site: str, home: Path, columns: int) -> None:
    status, screen, live = watched(site, home, columns)
    assert status == 1
    assert len(live) >= 2
    counted = [tuple(map(int, found.groups())) for frame in live if (found := COUNTS.search(" ".join(frame)))]
    assert counted == sorted(counted, key=lambda counts: counts[0])
    assert counted[-1][2] > 0, "pages were seen"
    settled = [sum("Complete" in line or "Partial" in line for line in frame) for frame in live]
    assert settled[0] == 0 and settled[-1] > 0  # how many by the last frame is a matter of the machine's load
    for frame in live:
        assert len(frame) <= 24
        assert all(cell_len(line) <= columns for line in frame)
        codes = re.findall(r"^O(\d+) ", "\n".join(frame), re.M)
        assert codes == sorted(set(codes), key=int), "each item at most once, in its order"
    assert not screen.scrolled_up_past, "a frame was taller than the window"


def test_the_live_view_leaves_nothing_behind_but_the_result(site: str, home: Path) -> None:
    status, screen, _ = watched(site, home, 80)
    left = "\n".join(screen.lines)
    assert status == 1
    assert "waiting" not in left and "━" not in left and "more items" not in left
    assert "OIT score" in left
    assert screen.sequences.count("\x1b[?25l") == screen.sequences.count("\x1b[?25h"), "the cursor is given back"


def test_without_colour_the_words_are_the_same(site: str, home: Path) -> None:
    _, screen, live = watched(site, home, 80, NO_COLOR="1")
    colours = {one for one in screen.sequences if re.fullmatch(r"\x1b\[(?:[349]\d|38;.*|48;.*)m", one)}
    assert not colours
    assert live and any("Complete" in line for frame in [*live, screen.lines] for line in frame)


def test_a_terminal_that_can_only_print_gets_plain_lines(site: str, home: Path) -> None:
    _, screen, live = watched(site, home, 80, TERM="dumb")
    assert not live
    assert any(re.match(r"\[\d+/\d+\] 200 http://127", line) for line in screen.lines)
    assert not [one for one in screen.sequences if one.startswith("\x1b[") and one.endswith("A")]


def test_without_a_terminal_one_line_an_answer_and_quiet_says_nothing(site: str, home: Path) -> None:
    for more, lines in (((), True), (("--quiet",), False)):
        done = subprocess.run(
            [sys.executable, "-m", "oit", "audit", site, *OPTIONS, *more],
            cwd=home,
            env=environment(home),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 1
        assert "\x1b" not in done.stdout + done.stderr
        assert bool(re.search(r"^\[\d+/400\] 200 http://127", done.stderr, re.M)) == lines
        assert lines or done.stderr == ""
