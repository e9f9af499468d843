"""Crawls as whole processes: killed and taken up again, stopped, beside a hanging neighbour, and started by Scrapy."""

import asyncio
import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checklist.agency import Agency
from checklist.errors import OitError, UsageError
from checklist.load import load_topics
from crawler.run import CrawlOptions, crawl_agency, crawl_many, home_of, seeds
from storage.store import CrawlRecord, Store
from tests.server import Answer, PretendSite, RawSite, Reply, page, serving

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from checklist.agency import Agency
from checklist.load import load_topics
from crawler.run import CrawlOptions, crawl_agency, run
from storage.store import Store

home, database = sys.argv[1:]
with Store.open(database) as store:
    async def main():
        options = CrawlOptions(delay=0.0, render=False, ocr=False)
        return await crawl_agency(Agency("a", "a", home), store, options=options, topics=load_topics())
    print(run(main).outcome)
"""


def big_site(pause: float = 0.02) -> dict[str, Answer]:
    """61 pages and 20 files, each page slow enough for a kill to hit the middle."""
    pages: dict[str, Answer] = {"/": page("หน้าแรก", *(f"/p/{n}|แผนปฏิบัติราชการ ปี {n}" for n in range(60)))}
    for number in range(60):
        files = [f"/f/{number}.csv|รายงานผลการดำเนินงาน"] if number % 3 == 0 else []
        pages[f"/p/{number}"] = Reply(page(f"แผนปฏิบัติราชการ ปี {number}", *files), pause=pause)
        pages[f"/f/{number}.csv"] = Reply(f"ลำดับ,ชื่อ\n{number},ก", kind="text/csv")
    return pages


def start(site: PretendSite, database: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, site.home, database], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def hang(path: str, write: Callable[[bytes], None]) -> None:
    """Answers for robots.txt, and never for anything else."""
    if path == "/robots.txt":
        write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    else:
        time.sleep(30)


def seen(store: Store, crawl: str) -> tuple[set[str], list[str]]:
    """Addresses of pages and documents that a crawl holds, as a set and as a list."""
    site = store.site(crawl)
    urls = [p.url for p in site.pages] + [d.url for d in site.documents]
    return set(urls), urls


def test_a_killed_crawl_goes_on_where_it_was(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'oit.db'}"
    with serving(big_site(pause=0.06)) as site:  # what half a second brings may be asked for again
        for enough in (15, 40):
            process = start(site, database)
            deadline = time.monotonic() + 60
            while len(site.paths) < enough and time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            assert process.returncode == -signal.SIGKILL
        last = start(site, database)
        said, _ = last.communicate(timeout=90)
        asked = len(site.paths)
    assert said.strip() == "finished"
    with Store.open(database) as store:
        (record,) = store.crawls("a")
        have, listed = seen(store, record.id)
    assert len(have) == 81
    assert len(listed) == 81  # nothing twice
    assert asked < 81 + 40  # repeated at most what was in flight or not yet written
    with sqlite3.connect(tmp_path / "oit.db") as raw:
        assert raw.execute("pragma integrity_check").fetchone() == ("ok",)
    raw.close()


def test_ctrl_c_stops_cleanly_and_the_crawl_can_go_on(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'oit.db'}"
    with serving(big_site()) as site:
        process = start(site, database)
        deadline = time.monotonic() + 60
        while len(site.paths) < 20 and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=30)
        assert said.strip() == "stopped"
        assert process.returncode == 0
        before = len(site.paths)
        assert before < 70
        again = start(site, database)
        said, _ = again.communicate(timeout=90)
    assert said.strip() == "finished"
    with Store.open(database) as store:
        (record,) = store.crawls("a")
        have, _ = seen(store, record.id)
    assert len(have) == 81


def test_a_stop_does_not_wait_for_a_hanging_site(in_reactor: Callable[..., Any], store: Store) -> None:
    with RawSite(hang) as site:

        async def work() -> tuple[CrawlRecord, float]:
            stop = asyncio.Event()
            asyncio.get_running_loop().call_later(1.0, stop.set)
            begun = time.monotonic()
            options = CrawlOptions(delay=0.0, render=False, ocr=False)
            agency = Agency("hangs", "hangs", site.home)
            record = await crawl_agency(agency, store, options=options, topics=load_topics(), stop=stop)
            return record, time.monotonic() - begun

        record, took = in_reactor(work)
    assert record.outcome == "stopped"
    assert took < 10


def test_a_hanging_agency_delays_nobody(in_reactor: Callable[..., Any], store: Store) -> None:
    finished: dict[str, float] = {}
    pages: dict[str, Answer] = {"/": page("หน้าแรก", "/plan|แผน"), "/plan": page("แผน")}
    with RawSite(hang) as hanging, serving(pages) as good:
        agencies = [Agency("hangs", "hangs", hanging.home), Agency("good", "good", good.home)]
        begun = time.monotonic()

        def done(agency: Agency, result: CrawlRecord | OitError) -> None:
            finished[agency.id] = time.monotonic() - begun

        async def work() -> tuple[CrawlRecord, ...]:
            options = CrawlOptions(delay=0.0, render=False, ocr=False, timeout=4.0)
            return await crawl_many(agencies, store, options=options, topics=load_topics(), concurrency=2, done=done)

        records = {record.agency.id: record for record in in_reactor(work)}
    assert records["good"].outcome == "finished"
    assert records["good"].pages == 2
    assert records["hangs"].outcome == "unreachable"
    assert records["hangs"].detail.startswith("timeout")
    assert finished["good"] < 3.5
    assert finished["hangs"] < 20


def test_agencies_on_one_host_take_turns(in_reactor: Callable[..., Any], store: Store) -> None:
    pages = {f"/{n}": page(f"แผน {n}") for n in range(3)}
    with serving({"/": page("หน้าแรก", *(f"{path}|แผน" for path in pages)), **pages}) as site:
        agencies = [Agency("one", "one", site.home), Agency("two", "two", site.home + "0")]

        async def work() -> tuple[CrawlRecord, ...]:
            options = CrawlOptions(delay=0.2, render=False, ocr=False)
            return await crawl_many(agencies, store, options=options, topics=load_topics(), concurrency=2)

        in_reactor(work)
        times = [one.at for one in site.ledger]
    assert min(b - a for a, b in itertools.pairwise(times)) >= 0.19


def test_a_bad_address_is_left_out_and_told(in_reactor: Callable[..., Any], store: Store) -> None:
    told: list[str] = []

    def done(agency: Agency, result: CrawlRecord | OitError) -> None:
        told.append(str(result))

    async def work() -> tuple[CrawlRecord, ...]:
        return await crawl_many(
            [Agency("x", "x", "ftp://x.go.th")], store, options=CrawlOptions(), topics={}, done=done
        )

    assert in_reactor(work) == ()
    assert told == ["The address 'ftp://x.go.th' cannot be crawled: ftp:// is not a web address."]


@pytest.mark.parametrize("typed", ["", "http://", "ftp://x.go.th", "javascript:alert(1)", "http://a b/"])
def test_what_is_no_address_is_one_sentence(typed: str) -> None:
    with pytest.raises(UsageError, match="cannot be crawled"):
        home_of(typed)


def test_an_address_may_be_typed_without_its_scheme() -> None:
    assert home_of("www.example.go.th") == "https://www.example.go.th/"


def test_only_the_operators_own_private_seed_is_allowed() -> None:
    assert seeds("http://127.0.0.1:8100/") == ["127.0.0.1:8100"]
    assert seeds("http://192.168.1.5/") == ["192.168.1.5:80"]
    assert seeds("http://localhost:80/") == ["localhost:80"]
    assert seeds("https://www.example.go.th/") == []
    assert seeds("http://1.1.1.1/") == []


def test_scrapy_itself_can_start_the_spider(tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    with serving({"/": page("หน้าแรก", "/plan|แผน"), "/plan": page("แผน")}) as site:
        process = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "agency", "-a", f"url={site.home}", "-O", str(found)],
            cwd=ROOT,
            env={**os.environ, "OIT_DB": f"sqlite:///{tmp_path / 'oit.db'}"},
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
    assert process.returncode == 0, process.stderr
    assert "Traceback" not in process.stderr
    assert len(found.read_text(encoding="utf-8").splitlines()) == 2
    with Store.open(f"sqlite:///{tmp_path / 'oit.db'}") as store:
        record = store.latest_crawl(site.host)
    assert record is not None
    assert record.outcome == "finished"
