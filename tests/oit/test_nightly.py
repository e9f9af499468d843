"""`oit nightly` and `oit crawl`: many agencies, none able to stop another; two starts, one run."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.oit.conftest import Oit, environment
from tests.server import PretendSite
from tests.sites.serve import serving

QUICK = ("--delay", "0", "--no-render", "--no-ocr", "--max-requests", "60")


@contextmanager
def silent_server() -> Iterator[str]:
    """Accepts every connection and never says a word."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=50)
    kept: list[socket.socket] = []

    def accept() -> None:
        while True:
            try:
                kept.append(listener.accept()[0])
            except OSError:
                return

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
        for connection in kept:
            connection.close()


def register(oit: Oit, home: Path, *sites: str, db: str = "") -> None:
    """An office's register with an agency at each of those addresses."""
    rows = "".join(f"a{i},อบต.ที่ {i},sao,{site},ตัวอย่าง,สมมุติ,\n" for i, site in enumerate(sites, 1))
    file = home / "agencies.csv"
    file.write_text("id,name,kind,website,province,district,supervisor\n" + rows, encoding="utf-8")
    done = oit("agencies", "import", file, *(("--db", db) if db else ()))
    assert done.returncode == 0, done.stderr


def test_a_hanging_agency_does_not_stop_the_other(oit: Oit, home: Path) -> None:
    with serving() as (url, _), silent_server() as silent:
        register(oit, home, silent, url)
        started = time.monotonic()
        done = oit("nightly", *QUICK, "--workers", "1", "--max-minutes", "0.05", "--summary", home / "morning.txt")
        spent = time.monotonic() - started
    assert spent < 40  # of which a loaded machine spends most on starting
    assert done.returncode == 1  # the summary names an agency in trouble
    assert "a1: " in (home / "morning.txt").read_text(encoding="utf-8")
    assert "a1: " in done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("a2")]
    assert lines
    assert "oit-2569" in lines[0]
    assert "a2" in oit("report", "a2").stdout or "อบต.ที่ 2" in oit("report", "a2").stdout
    status = oit("status")
    assert "finished" in status.stdout


def test_a_second_start_says_who_is_running(oit: Oit, home: Path) -> None:
    with silent_server() as silent:
        register(oit, home, silent)
        command = [sys.executable, "-m", "oit", "nightly", *QUICK, "--max-minutes", "0.2"]
        first = subprocess.Popen(
            command, cwd=home, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + 30
            while "still running" not in oit("status").stdout and time.monotonic() < deadline:
                time.sleep(0.2)
            second = oit("nightly", *QUICK)
        finally:
            first.terminate()
            first.wait(timeout=120)
    assert second.returncode == 2
    assert str(first.pid) in second.stderr
    assert second.stdout == ""


def test_nothing_is_due_after_a_night(oit: Oit, home: Path) -> None:
    with serving() as (url, ledger):
        register(oit, home, url)
        assert oit("crawl", "--due", *QUICK).returncode == 0
        asked = len(ledger)
        again = oit("crawl", "--due", *QUICK)
    assert again.returncode == 0
    assert "nothing was due" in again.stderr
    assert len(ledger) == asked


def test_the_missing_items_of_a_province_come_as_one_list(oit: Oit, home: Path) -> None:
    with serving() as (url, _):
        register(oit, home, url)
        oit("crawl", "a1", *QUICK)
    listed = oit("missing", "--province", "ตัวอย่าง", "--format", "csv", "--out", "-")
    assert listed.returncode == 0, listed.stderr
    assert "O9," in listed.stdout  # its link is dead
    assert "O1," not in listed.stdout
    for form in ("xlsx", "html", "zip"):
        written = oit("missing", "a1", "--format", form)
        assert written.returncode == 0, written.stderr
        assert (home / written.stdout.strip()).stat().st_size > 1000


def test_stored_pages_are_judged_by_another_years_list(oit: Oit, home: Path) -> None:
    with serving() as (url, _):
        register(oit, home, url)
        oit("crawl", "a1", *QUICK)
    done = oit("assess", "a1", "--checklist", "oit-2568")
    assert done.returncode == 0, done.stderr
    assert "oit-2568" in done.stdout
    score = oit("score", "a1", "--if", "O14")
    assert score.returncode == 0, score.stderr
    assert "85:" in score.stdout


def test_an_outage_of_our_own_network_kills_no_website(oit: Oit, home: Path) -> None:
    pages = {"/": "<html><title>อบต.</title><body><p>ยินดีต้อนรับสู่เว็บไซต์ของหน่วยงาน</p></body></html>"}
    with ExitStack() as first_night:
        sites = [first_night.enter_context(PretendSite(pages)) for _ in range(7)]
        register(oit, home, *(site.home for site in sites))
        assert "finished 7" in oit("nightly", *QUICK).stderr
    ports = [int(site.host.rpartition(":")[2]) for site in sites]
    # the second night: nobody answers, not even those that did yesterday
    command = [sys.executable, "-m", "oit", "nightly", *QUICK, "--older-than", "0", "--concurrency", "1"]
    with (home / "night.txt").open("wb") as log:
        night = subprocess.Popen(command, cwd=home, env=environment(home), stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 60
            said = home / "night.txt"
            while "waiting for it" not in said.read_text(encoding="utf-8") and time.monotonic() < deadline:
                time.sleep(0.2)
            with ExitStack() as back:
                for port in ports:
                    back.enter_context(PretendSite(pages, port=port))
                night.wait(timeout=90)
        finally:
            if night.poll() is None:
                night.kill()
                night.wait()
    text = (home / "night.txt").read_text(encoding="utf-8")
    assert "Our own network was down" in text
    assert "finished 7" in text
    assert "unreachable" not in text
