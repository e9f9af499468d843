"""`oit nightly --queue` and `oit worker` on a real PostgreSQL: each agency once, also when a worker is killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from oit.queue import counts
from storage.store import Store
from tests.oit.conftest import Oit, environment
from tests.oit.test_nightly import register
from tests.sites.serve import serving
from tests.storage.conftest import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]  # fixtures

pytestmark = pytest.mark.postgres

QUICK = ("--no-render", "--no-ocr", "--max-requests", "60")


@contextmanager
def worker(home: Path, url: str, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own; killed at the end if it still runs."""
    command = [sys.executable, "-m", "oit", "worker", "--db", url, *more]
    with (home / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=home, env=environment(home), stdout=log, stderr=log)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=40)


def wait_until(true: Callable[[], bool], seconds: float = 60) -> float:
    """Seconds it took; the test fails when it does not come true."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds
        time.sleep(0.1)
    return time.monotonic() - start


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def alive(pid: int) -> bool:
    """Whether the process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_sqlite_is_told_what_it_needs(oit: Oit) -> None:
    for done in (oit("worker"), oit("nightly", "--queue")):
        assert done.returncode == 2
        assert "postgresql://" in done.stderr
        assert "Traceback" not in done.stderr


def test_nobody_answers_at_the_address(oit: Oit) -> None:
    done = oit("worker", "--once", "--db", "postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_each_agency_is_queued_once_and_audited(oit: Oit, home: Path, postgres_url: str) -> None:
    with serving() as (url, _), serving() as (other, _):
        register(oit, home, url, other, db=postgres_url)
        first = oit("nightly", "--queue", "--db", postgres_url, "--delay", "0", *QUICK)
        assert first.returncode == 0, first.stderr
        assert "Put in the queue: 2" in first.stdout
        again = oit("nightly", "--queue", "--db", postgres_url, "--delay", "0", *QUICK)
        assert "Put in the queue: 0. Waiting there already: 2." in again.stdout
        assert counts(postgres_url) == {"todo": 2}
        assert "Jobs in the queue: todo 2." in oit("status", "--db", postgres_url).stdout
        done = oit("worker", "--once", "--concurrency", "2", "--db", postgres_url)
        assert done.returncode == 0, done.stderr
    assert counts(postgres_url) == {}, done.stderr
    with Store.open(postgres_url) as store:
        for agency in ("a1", "a2"):
            assert [crawl.outcome for crawl in store.crawls(agency)] == ["finished"]
            assert len(store.assessments(agency)) == 1


def test_a_killed_workers_job_is_done_again_once(oit: Oit, home: Path, postgres_url: str) -> None:
    with serving() as (url, _):
        register(oit, home, url, db=postgres_url)
        assert oit("nightly", "--queue", "--db", postgres_url, "--delay", "0.4", *QUICK).returncode == 0
        with worker(home, postgres_url, "--concurrency", "1") as first:
            with Store.open(postgres_url) as store:
                wait_until(lambda: bool(found := store.crawls("a1")) and found[0].requests > 1)
            audits = children(first.pid)
            assert audits
            first.send_signal(signal.SIGKILL)
            first.wait(timeout=10)
            killed = time.monotonic()
        wait_until(lambda: not any(alive(pid) for pid in audits), 5)
        with worker(home, postgres_url, "--concurrency", "1"):
            wait_until(lambda: _attempts(postgres_url) == 1, 40)
            redone = time.monotonic() - killed
            wait_until(lambda: counts(postgres_url) == {}, 60)
    assert redone < 30
    with Store.open(postgres_url) as store:
        assert [crawl.outcome for crawl in store.crawls("a1")] == ["finished"]
        assert len(store.assessments("a1")) == 1
        site = store.site(store.crawls("a1")[0].id)
    addresses = [page.url for page in site.pages]
    assert len(addresses) == len(set(addresses)) > 5


def _attempts(url: str) -> int:
    """How often the one job was begun and given back, while it runs again."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT attempts, status::text FROM procrastinate_jobs").fetchone()
    return int(row[0]) if row is not None and row[1] == "doing" else 0
