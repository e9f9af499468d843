"""Retention on both databases."""

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from checklist.errors import BusyError, StorageError
from storage.store import FrontierRow, Store
from tests.storage.samples import AGENCY, assessment_of, document_of, fetch_of, page_of

HOME = "https://a1.example/"


def crawl_of(store: Store, day: int, *numbers: int | str, outcome: str = "finished") -> str:
    now = f"2026-11-{day:02}T10:00:00+00:00"
    crawl = store.begin_crawl(AGENCY, HOME, now=now, max_requests=400, version="0.1").id
    store.add_urls(crawl, [FrontierRow("https://a1.example/waiting")])
    for number in numbers:
        page, body = page_of(number)
        store.save(crawl, page, body=body)
    store.finish_crawl(crawl, outcome=outcome, now=now)
    return crawl


def test_prune_keeps_the_newest_crawls_and_all_they_need(store: Store) -> None:
    crawls = [crawl_of(store, day, "same", day) for day in (1, 2, 3, 4)]
    unreachable = crawl_of(store, 5, outcome="unreachable")
    before = store.site(crawls[3])
    dropped = store.prune(keep=2, now="2026-11-22T10:00:00+00:00")
    assert (dropped.crawls, dropped.blobs, dropped.readings) == (2, 2, 2)
    assert dropped.bytes > 0
    assert [c.id for c in store.crawls("a1")] == [unreachable, crawls[3], crawls[2]]
    assert store.site(crawls[3]) == before
    for number, kept in (("same", True), (1, False), (2, False), (3, True), (4, True)):
        assert (store.body(page_of(number)[0].fetch.sha256) is not None) is kept
    assert store.prune(keep=2, now="2026-11-22T10:00:00+00:00").crawls == 0


def test_prune_goes_through_many_bodies(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage._prune.ROWS_AT_ONCE", 3)
    crawl_of(store, 1, *range(10))
    last = crawl_of(store, 2, *range(10, 20))
    assert store.prune(keep=1, now="2026-11-22T10:00:00+00:00").blobs == 10
    assert len(store.site(last).pages) == 10


def test_prune_leaves_the_last_assessment_of_each_old_month(store: Store) -> None:
    for on in ("2026-08-01", "2026-08-20", "2026-09-02", "2026-10-01", "2026-10-02", "2026-11-01"):
        store.save_assessment(assessment_of("a1", on=on))
    store.prune(keep=1, now="2026-11-22T10:00:00+00:00")
    left = [a.assessed_on for a in store.assessments("a1")]
    assert left == ["2026-11-01", "2026-10-02", "2026-09-02", "2026-08-20"]


def test_prune_waits_for_no_one_and_takes_nothing_from_a_running_crawl(store: Store) -> None:
    crawl_of(store, 1, 1)
    store.begin_crawl(AGENCY, HOME, now="2026-11-02T10:00:00+00:00", max_requests=1, version="")
    with pytest.raises(BusyError, match="pruned"):
        store.prune(keep=1, now="2026-11-22T10:00:00+00:00")


def test_prune_makes_the_file_smaller(tmp_path: Path) -> None:
    file = tmp_path / "oit.db"
    with Store.open(str(file)) as store:
        for day in (1, 2):
            crawl = store.begin_crawl(AGENCY, HOME, now=f"2026-11-0{day}T10:00:00+00:00", max_requests=1, version="").id
            for number in range(40):
                body = random.Random(number + 100 * day).randbytes(20_000)
                store.save(crawl, fetch_of(f"{HOME}{number}", body), body=body)
            store.finish_crawl(crawl, outcome="finished", now=f"2026-11-0{day}T10:00:00+00:00")
        store.flush()
        assert store.prune(keep=1, now="2026-11-22T10:00:00+00:00").blobs == 40
        assert file.stat().st_size < 1_200_000


def test_a_document_keeps_what_belongs_to_its_crawl(store: Store) -> None:
    crawl = store.begin_crawl(AGENCY, HOME, now="2026-11-02T10:00:00+00:00", max_requests=1, version="").id
    document, body = document_of(1)
    store.save(crawl, document, body=body, reader="r")
    assert store.site(crawl).documents == (document,)


@pytest.mark.parametrize("table", ["body", "reading"])
def test_damaged_bytes_are_said_to_be_damaged(tmp_path: Path, table: str) -> None:
    file = tmp_path / "oit.db"
    with Store.open(str(file)) as store:
        crawl = crawl_of(store, 1, 1)
        with contextlib.closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(f"UPDATE {table} SET data = x'28b52ffd00ff'")
        with pytest.raises(StorageError, match="damaged"):
            if table == "reading":
                store.site(crawl)
            store.body(page_of(1)[0].fetch.sha256)
