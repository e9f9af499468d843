"""Manners towards servers, and an end to every wait: slow answers, stops in the middle, shared machines, the ledger."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from checklist.agency import Agency
from checklist.load import load_topics
from checklist.site import FetchOutcome
from crawler import client
from crawler.hosts import PER_ADDRESS, Hosts
from crawler.run import CrawlOptions, crawl_agency
from storage.store import CrawlRecord, Store
from tests.crawler.trap_site import build
from tests.server import PretendSite, RawSite, Reply, page, serving

Crawl = Callable[..., CrawlRecord]
Write = Callable[[bytes], None]


def answered(body: str, write: Write) -> None:
    """A whole small answer on the wire."""
    sent = body.encode()
    write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(sent) + sent)


def test_a_stop_breaks_off_what_hangs_and_the_crawl_goes_on_later(in_reactor: Callable[..., Any], store: Store) -> None:
    broken_off: list[float] = []
    patient = True

    def script(path: str, write: Write) -> None:
        if path == "/":
            answered(page("หน้าแรก", "/plan|แผนปฏิบัติราชการ"), write)
        elif path != "/plan":
            write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        elif not patient:
            answered(page("แผนปฏิบัติราชการ"), write)
        else:
            write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n")
            try:
                for _ in range(100):
                    time.sleep(0.1)
                    write(b" ")  # fails once the other side has gone
            except OSError:
                broken_off.append(time.monotonic())

    with RawSite(script) as site:

        async def work(stop_after: float | None) -> tuple[CrawlRecord, float]:
            stop = asyncio.Event()
            stopped_at = [0.0]

            def end() -> None:
                stopped_at[0] = time.monotonic()
                stop.set()

            if stop_after is not None:
                asyncio.get_running_loop().call_later(stop_after, end)
            options = CrawlOptions(delay=0.0, render=False, ocr=False)
            record = await crawl_agency(
                Agency("a", "a", site.home), store, options=options, topics=load_topics(), stop=stop
            )
            return record, time.monotonic() - stopped_at[0]

        record, took = in_reactor(lambda: work(1.5))
        assert record.outcome == "stopped"
        assert took < 3
        time.sleep(0.5)
        assert broken_off, "the connection was left open"
        assert store.site(record.id).waiting == (site.home + "plan",)
        patient = False
        again, _ = in_reactor(lambda: work(None))
    assert again.id == record.id
    assert again.outcome == "finished"
    assert {seen.title for seen in store.site(again.id).pages} == {"หน้าแรก", "แผนปฏิบัติราชการ"}


def test_an_answer_has_its_time(crawl: Crawl, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "FIRST_BYTE", 1.0)
    monkeypatch.setattr(client, "SLOW_AFTER", 1.0)
    monkeypatch.setattr(client, "SLOWEST", 100)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"

    def script(path: str, write: Write) -> None:
        if path == "/":
            answered(page("หน้าแรก", "/drip|แผน", "/silent|แผน", "/steady|แผน"), write)
        elif path == "/silent":
            for byte in head % 5:
                write(bytes([byte]))
                time.sleep(0.1)
        elif path == "/drip":
            write(head % 99_999)
            for _ in range(100):
                write(b"x")
                time.sleep(0.1)
        elif path == "/steady":
            write(head % 1_000)
            for _ in range(10):
                write(b"<p>" + b"x" * 97)
                time.sleep(0.2)
        else:
            write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with RawSite(script) as site:
        record = crawl(site.home)
    seen = store.site(record.id)
    assert {
        one.url.removeprefix(site.home): (one.outcome, one.detail) for one in seen.failures if one.status != 404
    } == {
        "drip": (FetchOutcome.TIMEOUT, "slower than 100 bytes a second"),
        "silent": (FetchOutcome.TIMEOUT, "no answer began within 1 s"),
    }
    assert [one.fetch.size for one in seen.pages if one.url.endswith("/steady")] == [1_000]


def test_a_host_that_speaks_improperly_is_asked_once_more_and_then_forgiven(crawl: Crawl, store: Store) -> None:
    def script(path: str, write: Write) -> None:
        known = {"/": page("หน้าแรก", "/plan|แผน", "/more|แผน"), "/plan": page("แผนปฏิบัติราชการ"), "/more": page("แผน")}
        body = known.get(path, "").encode()
        status = b"200 OK" if body else b"404 Not Found"
        length = b"Content-Length: %d\r\n" % len(body)
        write(b"HTTP/1.1 " + status + b"\r\nPHP Warning\r\nContent-Type: text/html\r\n" + length * 2 + b"\r\n" + body)

    with RawSite(script) as site:
        record = crawl(site.home)
        asked = list(site.paths)
    assert {one.title for one in store.site(record.id).pages} == {"หน้าแรก", "แผนปฏิบัติราชการ", "แผน"}
    assert asked[:3] == ["/robots.txt", "/robots.txt", "/"]
    assert len(asked) == len(set(asked)) + 1, "only the first question is asked twice"


def test_one_machine_is_asked_twice_at_a_time_whoever_asks() -> None:
    hosts, open_now, most = Hosts(), 0, 0

    async def ask(host: str) -> None:
        nonlocal open_now, most
        async with hosts.turn(host, 0.0, "122.154.0.1"):
            open_now += 1
            most = max(most, open_now)
            await asyncio.sleep(0.01)
            open_now -= 1

    async def all_at_once() -> None:
        await asyncio.gather(*(ask(f"agency{number}.go.th") for number in range(20)))

    asyncio.run(all_at_once())
    assert most == PER_ADDRESS


def test_the_ledger_says_what_requests_were_for(crawl: Crawl) -> None:
    with serving(
        {
            "/": page("หน้าแรก", "/plan|แผนปฏิบัติราชการ", "/old|แผนเดิม"),
            "/old": Reply("", 302, headers={"Location": "/plan"}),
            "/plan": page("แผนปฏิบัติราชการ", "/plan.csv|ดาวน์โหลด"),
            "/plan.csv": Reply("ปี,แผน\n2569,ก", kind="text/csv"),
        }
    ) as site:
        record = crawl(site.home, delay=0.2)
        asked = len(site.ledger)
    ledger = record.ledger
    by_purpose = {name: count for name, count in ledger.items() if name.startswith("requests_")}
    assert by_purpose["requests_robots"] == by_purpose["requests_probe"] == 1
    assert by_purpose["requests_document"] == 1
    assert sum(by_purpose.values()) == asked
    assert ledger["bytes"] > 500
    assert ledger["seconds"] >= 1


def test_a_crawl_in_two_parts_has_one_ledger(crawl: Crawl) -> None:
    pages = {f"/p{n}": Reply(page(f"แผน {n}"), pause=0.1) for n in range(20)}
    with serving({"/": page("หน้าแรก", *(f"{path}|แผน" for path in pages)), **pages}) as site:
        first = crawl(site.home, stop=lambda: _soon(site, 8))
        second = crawl(site.home)
        asked = [one.path for one in site.ledger if one.path not in ("/robots.txt",) and "no-such" not in one.path]
    assert first.outcome == "stopped"
    assert second.outcome == "finished"
    assert second.id == first.id
    assert 21 <= second.ledger["requests_page"] <= len(asked)


def test_a_crawl_broken_off_thrice_sees_what_an_unbroken_one_sees(crawl: Crawl, store: Store) -> None:
    seen: list[set[tuple[str, str]]] = []
    for stops in ((), (25, 60, 110)):
        with serving(build(True)) as site:
            for enough in stops:
                assert crawl(site.home, stop=partial(_soon, site, enough)).outcome == "stopped"
            record = crawl(site.home)
        assert record.outcome == "finished"
        held = store.site(record.id)
        pages = [page for page in held.pages if "/webboard" not in page.url]  # its sessions are another's every time
        seen.append({(page.url.removeprefix(site.home), page.anchor) for page in pages})
    assert seen[0] == seen[1]


def _soon(site: PretendSite, enough: int) -> asyncio.Event:
    """An event that is set once the site has been asked so often."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look() -> None:
        if len(site.paths) >= enough:
            stop.set()
        else:
            loop.call_later(0.02, look)

    look()
    return stop
