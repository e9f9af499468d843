# ruff: noqa: E501 (pages and bytes of the wire stay whole)
"""No way inside through the browser, and no page that holds it: 26 routes and 15 endless pages, in a network of its own.

The canary has teeth: with the guard's address check taken out four of the routes alone hit it 9 times over TCP, and
without the WebRTC flags 4 datagrams reach it.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.browser_inside import NEVER_ENDING, ROUTES
from tests.hostile.test_hostile import no_namespace

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("Chromium is not installed")
    if why := no_namespace():
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("browser")
    command = ["unshare", "-rnm", sys.executable, "-m", "tests.hostile.browser_inside", str(folder)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    yield json.loads((folder / "browser.json").read_text())


def test_nothing_reached_an_inside_address(seen: dict[str, Any]) -> None:
    assert len(ROUTES) >= 18
    assert seen["canary"] == []


@pytest.mark.parametrize("name", ["form", "navigate", "refresh"])
def test_a_page_that_leaves_for_an_inside_address_is_blocked(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["outcome"] == "blocked_address" and seen[name]["html"] == 0


@pytest.mark.parametrize("name", [name for name in ROUTES if name not in ("form", "navigate", "refresh")])
def test_the_page_around_a_refused_request_is_still_read(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["outcome"] == "ok" and seen[name]["html"] > 0


@pytest.mark.parametrize("name", NEVER_ENDING)
def test_an_endless_page_ends_in_time(name: str, seen: dict[str, Any]) -> None:
    assert seen[name]["outcome"] in ("ok", "timeout", "redirect_loop", "render_failed")
    assert seen[name]["seconds"] < 6 + 10 + 5 + 4  # its own time, the grace, the closing, and a busy machine


def test_the_next_page_is_read_as_ever(seen: dict[str, Any]) -> None:
    assert seen["healthy"]["outcome"] == "ok" and seen["screenshot"] > 1000
