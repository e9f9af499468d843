"""Drives `oit` as a person does: as a program of its own, on loopback, with a database of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Oit = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's home with nothing in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def oit(home: Path) -> Oit:
    """Runs `oit ARGS` in that home; gives its exit status and what it printed."""

    def run(*args: object, timeout: float = 300, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "oit", *map(str, args)],
            cwd=home,
            env=environment(home),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run


def environment(home: Path) -> dict[str, str]:
    """A clean environment whose home is that folder; the terminal is wide, so that addresses stay whole."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OIT_", "XDG_"))}
    return {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), "COLUMNS": "200", "PYTHONUTF8": "1"}
