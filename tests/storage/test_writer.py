"""What the writer does when it cannot write: say so in one sentence, keep what it has, write nothing by halves."""

import dataclasses
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from checklist.errors import StorageError
from checklist.site import OffSite
from storage.store import FrontierRow, Store
from tests.storage.samples import AGENCY, NOW, page_of

HOME = "https://a1.example/"


def begin(store: Store) -> str:
    return store.begin_crawl(AGENCY, HOME, now=NOW, max_requests=400, version="0.1").id


def save(store: Store, crawl: str, *numbers: int) -> None:
    for number in numbers:
        page, body = page_of(number)
        store.save(crawl, page, body=body, done=page.url, new=[FrontierRow(f"{HOME}{number}/new")])


def test_a_batch_is_written_without_being_asked_for(store: Store) -> None:
    crawl = begin(store)
    save(store, crawl, 1)
    deadline = time.monotonic() + 5
    while store.body(page_of(1)[0].fetch.sha256) is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_locked_database_is_said_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage._database.BUSY_SECONDS", 0.05)
    file = tmp_path / "oit.db"
    with Store.open(str(file)) as store:
        crawl = begin(store)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        save(store, crawl, 1, 2)
        with pytest.raises(StorageError, match="locked by another program"):
            store.flush()
        deadline = time.monotonic() + 5
        with pytest.raises(StorageError, match="locked by another program"):
            while time.monotonic() < deadline:  # the writer keeps trying behind the scenes, and says so again
                save(store, crawl, 3)
                time.sleep(0.02)
        other.execute("ROLLBACK")
        other.close()
        store.flush()
        assert {page.url for page in store.site(crawl).pages} >= {f"{HOME}1", f"{HOME}2"}


FULL_DISK = """
    import resource, signal, sys
    from checklist.errors import StorageError
    from storage.store import Store
    from tests.storage.samples import AGENCY, NOW, fetch_of
    import random
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = Store.open(sys.argv[1])
    crawl = store.begin_crawl(AGENCY, "", now=NOW, max_requests=1, version="").id
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    told = acknowledged = 0
    for number in range(200):
        body = random.Random(number).randbytes(20_000)
        try:
            store.save(crawl, fetch_of(f"https://a1.example/{number}", body), body=body)
            store.flush()
            acknowledged += 1
        except StorageError as error:
            told += 1
            print(error)
            break
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.flush()
    print(acknowledged)
    store.close()
"""


def test_a_full_disk_is_said_and_writing_goes_on_when_there_is_room(tmp_path: Path) -> None:
    if not hasattr(signal, "SIGXFSZ"):
        pytest.skip("no file size limits here")
    file = tmp_path / "oit.db"
    child = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL_DISK), str(file)], capture_output=True, text=True, timeout=60
    )
    assert child.returncode == 0, child.stderr
    sentence, acknowledged = child.stdout.strip().splitlines()
    assert "disk" in sentence
    assert "oit.db" in sentence
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM seen").fetchone() == (int(acknowledged) + 1,)
    assert connection.execute("SELECT count(*) FROM body").fetchone() == (int(acknowledged) + 1,)
    connection.close()
    assert int(acknowledged) >= 10


def test_one_result_that_cannot_be_written_does_not_hold_up_the_rest(store: Store) -> None:
    crawl = begin(store)
    bad = dataclasses.replace(page_of(99)[0], title=object())  # type: ignore[arg-type]
    save(store, crawl, 1)
    store.save(crawl, bad, done=bad.url)
    save(store, crawl, 2)
    with pytest.raises(StorageError, match="object"):
        store.flush()
    store.flush()
    assert [page.url for page in store.site(crawl).pages] == [f"{HOME}1", f"{HOME}2"]
    assert bad.url not in store.known_urls(crawl)


def test_many_threads_may_save(store: Store) -> None:
    crawl = begin(store)
    threads = [threading.Thread(target=save, args=(store, crawl, *range(n * 100, n * 100 + 50))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    site = store.site(crawl)
    assert len({page.url for page in site.pages}) == len(site.pages) == 200
    assert len(site.waiting) == 200


def test_a_slow_disk_slows_the_crawl_instead_of_filling_memory(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage._writer.MOST_WAITING_BYTES", 20_000)
    crawl = begin(store)
    save(store, crawl, *range(100))
    assert len(store.site(crawl).pages) == 100


def test_a_closed_store_takes_nothing_more(store: Store) -> None:
    crawl = begin(store)
    save(store, crawl, 1)
    store.close()
    with pytest.raises(StorageError, match="closed"):
        store.save(crawl, OffSite("https://x.example", "other", HOME))
    with pytest.raises(StorageError, match="closed"):
        store.save_agencies([AGENCY])
    store.close()
