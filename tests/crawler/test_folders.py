"""What helpers write goes with the process, and what a killed one left goes with the next."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler import folders

HOLD = """
import sys, time
from crawler.folders import scratch
(scratch() / "left").write_text("x")
print(scratch(), flush=True)
time.sleep(float(sys.argv[1]))
"""


def start(place: Path, seconds: float) -> tuple["subprocess.Popen[str]", Path]:
    """A process that holds a folder in `place`."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(place)},
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_a_folder_goes_with_its_process(tmp_path: Path) -> None:
    process, folder = start(tmp_path, 0)
    assert folder.parent == tmp_path
    process.communicate(timeout=30)
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_s_folder_is_removed_and_a_living_one_s_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed, dead = start(tmp_path, 60)
    living, alive = start(tmp_path, 60)
    try:
        killed.send_signal(signal.SIGKILL)
        killed.communicate(timeout=30)
        assert dead.is_dir()
        assert folders.sweep(tmp_path) == 0, "a young folder may belong to one that has not locked it yet"
        monkeypatch.setattr(folders, "YOUNG", 0.0)
        time.sleep(0.01)
        assert folders.sweep(tmp_path) == 1
        assert not dead.exists() and (alive / "left").is_file()
        stranger = tmp_path / f"{folders.PREFIX}link"
        stranger.symlink_to(Path.home())
        assert folders.sweep(tmp_path) == 0 and stranger.is_symlink()
    finally:
        living.kill()
        living.communicate(timeout=30)
