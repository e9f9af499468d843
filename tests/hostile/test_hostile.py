# ruff: noqa: E501 (pages and bytes of the wire stay whole)
"""Every trap ends as the table of truth says, nothing reaches the canary, and the healthy site beside them loses nothing.

The crawl runs once, in a network namespace of its own, so that the product's address rule applies unchanged; each trap is
then a test. Set ``OIT_TRAPS=name,name`` to run a few.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.inside import QUIET
from tests.hostile.judge import faults
from tests.hostile.traps import CONTROL, TRAPS, Trap

CHOSEN = [name for name in os.environ.get("OIT_TRAPS", "").split(",") if name]
ROOT = Path(__file__).parents[2]


def no_namespace() -> str:
    """Why the traps cannot run here; "" when they can."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        return "unshare and ip are needed to give the traps a network of their own"
    tried = subprocess.run(["unshare", "-rnm", "ip", "link", "set", "lo", "up"], capture_output=True, text=True)
    return f"no network namespace here: {tried.stderr.strip()[:100]}" if tried.returncode else ""


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    if why := no_namespace():
        pytest.skip(why)
    folder = tmp_path_factory.mktemp("hostile")
    command = ["unshare", "-rnm", sys.executable, "-m", "tests.hostile.inside", str(folder), *CHOSEN]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr[-3000:]
    yield json.loads((folder / "told.json").read_text())


def test_there_are_enough_traps_and_each_has_its_own_name() -> None:
    assert len({trap.name for trap in TRAPS}) == len(TRAPS) >= 110


@pytest.mark.parametrize(
    "trap", [trap for trap in TRAPS if not CHOSEN or trap.name in CHOSEN], ids=lambda trap: trap.name
)
def test_trap(trap: Trap, told: dict[str, Any]) -> None:
    hosts = {trap.host, *trap.hosts}
    asked = [
        row for row in told["rows"] if row.get("host", "") in hosts or row.get("host", "").endswith(f".{trap.host}")
    ]
    assert faults(trap, told[trap.name], asked) == []


def test_nothing_reached_the_canary(told: dict[str, Any]) -> None:
    assert [row["canary"] for row in told["rows"] if "canary" in row] == []


def test_the_healthy_site_lost_nothing(told: dict[str, Any]) -> None:
    assert len(told["control"]["pages"]) == len(told["quiet"]["pages"]) > 20
    assert told["busy"] == told["quiet"]
    asked = [row for row in told["rows"] if row.get("host") == CONTROL.host and QUIET not in row["agent"]]
    assert faults(CONTROL, told["control"], asked) == []


def test_no_cookie_of_one_site_reached_another(told: dict[str, Any]) -> None:
    carried = [
        row for row in told["rows"] if row.get("cookie") and not row["host"].startswith(("cookiewall", "manycookies"))
    ]
    assert carried == []


def test_memory_stays_below_the_promise(told: dict[str, Any]) -> None:
    assert told["figures"]["peak_mb"] < 600 and told["figures"]["peak_child_mb"] < 600, told["figures"]


def test_nothing_holds_up_the_crawls_beside_it(told: dict[str, Any]) -> None:
    assert told["figures"]["longest_step"] < 0.5, told["figures"]
