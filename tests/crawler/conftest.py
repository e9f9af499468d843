"""Crawls in tests: one reactor for the whole test process, in a thread of its own, because a reactor starts only once.

`crawl(...)` hands a coroutine to it and waits for the record. What must be tested across processes (kill -9, signals,
``scrapy crawl``) starts child processes instead: see test_run.py.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from checklist.agency import Agency
from checklist.load import load_topics
from crawler.run import CrawlOptions, crawl_agency, run
from storage.store import CrawlRecord, Store

InReactor = Callable[[Callable[[], Coroutine[Any, Any, Any]]], Any]


@pytest.fixture(scope="session")
def in_reactor() -> Iterator[InReactor]:
    """Run a coroutine function in the test process's reactor and give its result (at most 120 seconds)."""
    started: queue.Queue[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = queue.Queue()

    async def main() -> None:
        end = asyncio.Event()
        started.put((asyncio.get_running_loop(), end))
        await end.wait()

    thread = threading.Thread(target=lambda: run(main, signals=False), daemon=True)
    thread.start()
    loop, end = started.get(timeout=30)

    def call(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        return asyncio.run_coroutine_threadsafe(work(), loop).result(timeout=120)

    yield call
    loop.call_soon_threadsafe(end.set)
    thread.join(timeout=30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    with Store.open(f"sqlite:///{tmp_path / 'oit.db'}") as opened:
        yield opened


@pytest.fixture
def crawl(in_reactor: InReactor, store: Store) -> Callable[..., CrawlRecord]:
    """Crawl a home page into `store`: ``crawl(site.home, max_requests=50, observer=…)``."""

    def go(home: str, *, observer: Any = None, unsettled: Any = None, stop: Any = None, **options: Any) -> CrawlRecord:
        agency = Agency(home, "หน่วยงานตัวอย่าง", home)
        chosen = CrawlOptions(**{"delay": 0.0, "render": False, "ocr": False, "patience": 3.0, **options})

        async def work() -> CrawlRecord:
            return await crawl_agency(
                agency,
                store,
                options=chosen,
                topics=load_topics(),
                observer=observer,
                unsettled=unsettled,
                stop=stop() if stop is not None else None,
            )

        record: CrawlRecord = in_reactor(work)
        return record

    return go
