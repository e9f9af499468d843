"""Trouble around the program: full disks, gone readers, closed streams, odd files. One sentence each, no traceback."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.oit.conftest import Oit, environment
from tests.sites.serve import serving


def shell(home: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Runs `oit …` inside a shell line, with its pipes and redirections; $OIT is the program."""
    return subprocess.run(
        ["bash", "-c", line],
        cwd=home,
        env={**environment(home), "OIT": f"{sys.executable} -m oit"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("words", ["--help", "checklists list", "checklists table", "doctor"])
def test_a_full_disk_behind_standard_output(home: Path, words: str) -> None:
    done = shell(home, f"$OIT {words} > /dev/full")
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_a_reader_that_goes_away_is_no_trouble(home: Path) -> None:
    done = shell(home, "$OIT checklists table | head -1; echo ${PIPESTATUS[0]}")
    assert done.stdout.splitlines()[1] == "0"
    assert done.stderr == ""


@pytest.mark.parametrize("line", ["$OIT checklists list >&-", "$OIT checklists list <&-", "$OIT report nobody 2>&-"])
def test_closed_streams(home: Path, line: str) -> None:
    done = shell(home, line)
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "has no lines"),
        ("headings.csv", b"id,name,website\n", "no agency below it"),
        ("noise.csv", bytes(range(256)) * 20, "neither UTF-8 nor TIS-620"),
        ("broken.xlsx", b"PK\x03\x04 and no more", "cannot be read as an Excel file"),
        ("wrong.csv", "ชื่อ,อื่น\nก,ข\n".encode("tis-620"), "no column is headed id"),
    ],
)
def test_registers_that_are_none(oit: Oit, home: Path, name: str, content: bytes, says: str) -> None:
    (home / name).write_bytes(content)
    done = oit("agencies", "import", name)
    assert done.returncode == 2
    assert says in done.stderr and "Traceback" not in done.stderr
    assert "No agencies" in oit("agencies", "list").stderr


def test_a_device_or_a_folder_is_no_register(oit: Oit, home: Path) -> None:
    (home / "folder.csv").mkdir()
    for place, says in (("/dev/zero", "/dev/zero is not a file"), ("folder.csv", "is a directory")):
        done = oit("agencies", "import", place)
        assert done.returncode == 2 and says in done.stderr


def test_records_that_are_no_text(oit: Oit, home: Path) -> None:
    (home / "records.jsonl").write_bytes(b"\x81\x82\n")
    done = oit("explain", "--jsonl", "records.jsonl", "--lang", "en")
    assert done.returncode == 2
    assert "records.jsonl are not UTF-8" in done.stderr and "Traceback" not in done.stderr


def test_messages_are_in_the_language_asked_for(oit: Oit) -> None:
    assert "ไม่มีหน่วยงาน 'nobody'" in oit("report", "nobody").stderr
    assert "ไม่มีหน่วยงาน 'nobody'" in oit("report", "nobody", "--lang", "th").stderr
    assert "The database holds no agency 'nobody'" in oit("report", "nobody", "--lang", "en").stderr


@pytest.mark.parametrize(
    ("database", "says"),
    [
        ("postgresql://127.0.0.1:1/oit", "No PostgreSQL answers"),
        ("sqlite:////proc/oit.db", "/proc/oit.db"),
        ("sqlite:////dev/full", "/dev/full"),
        ("nonsense://x", "not supported"),
        ("postgresql:///nowhere", "No PostgreSQL answers at postgresql:///nowhere"),
    ],
)
def test_databases_that_cannot_be(oit: Oit, database: str, says: str) -> None:
    done = oit("agencies", "list", "--db", database)
    assert done.returncode == 2
    assert says in done.stderr and "Traceback" not in done.stderr and done.stdout == ""


def test_a_database_that_another_program_is_writing_to_is_read_all_the_same(oit: Oit, home: Path) -> None:
    assert oit("agencies", "list", "--db", "oit.db").returncode == 0
    with sqlite3.connect(home / "oit.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        done = oit("agencies", "list", "--db", "oit.db")
        other.execute("ROLLBACK")
    assert done.returncode == 0, done.stderr


def test_folders_and_files_that_this_user_may_not_use(home: Path) -> None:
    (home / "shut").mkdir(mode=0o500)
    (home / "locked.txt").touch(mode=0o000)
    # root may do anything, so it lays that right down first
    as_anybody = "setpriv --bounding-set -dac_override,-dac_read_search " if os.geteuid() == 0 else ""
    for words, says in (
        ("audit http://127.0.0.1:9/ --delay 0 --out shut", "Nothing can be written to the folder shut"),
        ("audit http://127.0.0.1:9/ --delay 0 --json shut/a.json", "Nothing can be written to the folder shut"),
        ("audit http://127.0.0.1:9/ --delay 0 --db shut/oit.db", "shut/oit.db"),
        ("explain locked.txt", "locked.txt could not be used: Permission denied"),
    ):
        done = shell(home, f"{as_anybody}$OIT {words} --lang en")
        assert done.returncode == 2
        assert says in done.stderr and "Traceback" not in done.stderr
        assert done.stdout == ""


def test_reports_that_cannot_be_written_lose_nothing(oit: Oit, home: Path) -> None:
    with serving() as (url, _):
        words = ("--delay", "0", "--no-render", "--no-ocr", "--max-requests", "3", "--quiet", "--lang", "en")
        done = oit("audit", url, *words, "-o", "/dev/full")
        assert done.returncode == 2
        assert "/dev/full cannot be written: No space left on device" in done.stderr
        assert "Traceback" not in done.stderr
    kept = oit("report", url, "--lang", "en")  # the site is gone; what was found is in the database
    assert kept.returncode == 0, kept.stderr
    assert "2 pages" in kept.stdout or "3 pages" in kept.stdout


WHILE_IT_STARTS = """
import builtins, os, runpy, signal
real = builtins.__import__
def interrupted(name, *args, **more):
    if name == "click":
        os.kill(os.getpid(), signal.SIGINT)
    return real(name, *args, **more)
builtins.__import__ = interrupted
runpy.run_module("oit", run_name="__main__")
"""
"""Ctrl-C comes when the program reads its first library."""


def test_stopped_while_it_starts_it_ends_silently(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WHILE_IT_STARTS], env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGINT
    assert done.stderr == "" and done.stdout == ""


def test_stopped_while_it_waits_it_says_so(home: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "oit", "explain", "--jsonl", "-"],
        cwd=home,
        env=environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdin and started.stdout
    started.stdin.write('{"id": "a", "title": "x", "anchor_text": "", "text": "", "url": ""}\n' * 2000)
    started.stdin.flush()
    started.stdout.readline()  # it works now
    started.send_signal(signal.SIGINT)
    _, errors = started.communicate(timeout=60)
    assert started.returncode == 130
    assert errors.strip() == "oit: stopped."


def test_stopped_twice_it_ends_without_a_traceback(home: Path) -> None:
    with serving() as (url, ledger):
        started = subprocess.Popen(
            [sys.executable, "-m", "oit", "audit", url, "--no-render", "--no-ocr", "--delay", "1"],
            cwd=home,
            env=environment(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 60
        while len(ledger) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        _, errors = started.communicate(timeout=60)
    assert started.returncode in (1, 130)
    assert "Traceback" not in errors
