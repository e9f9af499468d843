"""Crawl one agency, or many in one process: one reactor, one coroutine an agency, no thread of its own."""

import asyncio
import contextlib
import logging
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from checklist.agency import Agency
from checklist.errors import BusyError, OitError, StorageError, UsageError
from checklist.locate import Matcher
from checklist.model import Topic
from checklist.site import Document, Fetch, OffSite, Page
from crawler import addresses, heap
from crawler import settings as defaults
from crawler.events import Observer
from crawler.guard import Guard
from crawler.home import home_of, seeds
from crawler.hosts import Hosts
from crawler.job import CrawlOptions, Job, now
from crawler.pinned import allowance, through_scrapy
from crawler.spiders.agency import AgencySpider
from crawler.tools import Tools
from crawler.valuing import Values, rules_of
from crawler.vendors import Families
from crawler.walk import Walk
from storage.store import CrawlRecord, Store

__all__ = ["CrawlOptions", "crawl_agency", "crawl_many", "home_of", "run", "seeds"]

log = logging.getLogger(__name__)

T = TypeVar("T")

MIN_DELAY = 1.0
"""Seconds between two requests to a host, at least; only an operator's own loopback address may be asked faster."""

_hosts = Hosts()
_families = Families()
_stops: Counter[asyncio.Event] = Counter()  # how many crawls each one stops
_matchers: list[tuple[Mapping[str, Topic], Matcher, int]] = []  # the one last made: all agencies of a run share it


async def crawl_agency(
    agency: Agency,
    store: Store,
    *,
    options: CrawlOptions,
    topics: Mapping[str, Topic],
    unsettled: Callable[[], frozenset[str]] | None = None,
    observer: Observer | None = None,
    stop: asyncio.Event | None = None,
    tools: Tools | None = None,
    resume: bool = True,
) -> CrawlRecord:
    """Crawl one agency's website into the store and return the closed record. Runs inside `run`.

    A broken website is an outcome of the record (``unreachable``), not an exception. Raises UsageError for an address
    that is none, BusyError when the agency is being crawled already, StorageError when results cannot be kept.
    `unsettled`: topics that still lack evidence, asked now and then to choose what to read next. `stop`: set it to end
    the crawl soon and cleanly; it can be resumed. `tools` are shared by crawls of one run.
    """
    home = home_of(agency.website)
    options = polite(options, home)
    stop = stop or asyncio.Event()
    own = tools or Tools(user_agent=user_agent(options))
    _stops[stop] += 1
    try:
        # in a thread: the others go on while the disk takes its time
        record = await asyncio.to_thread(
            store.begin_crawl,
            agency,
            home,
            now=now(),
            max_requests=options.max_requests,
            version=defaults.VERSION,
            resume=resume,
        )
        job = Job(
            agency,
            home,
            store,
            record,
            options,
            topics,
            _values(topics),
            own,
            _hosts,
            stop,
            Guard(allowance(seeds(home))),
            unsettled,
            observer,
            user_agent(options),
            look_off_site=not seeds(home),  # a site on the operator's own machine is tried out without the internet
            families=_families,
        )
        return await _crawl(job)
    finally:
        heap.crawl_ended()
        _stops[stop] -= 1
        if not _stops[stop]:
            del _stops[stop]
        if tools is None:
            await own.close()


async def crawl_many(
    agencies: Sequence[Agency],
    store: Store,
    *,
    options: CrawlOptions,
    topics: Mapping[str, Topic],
    concurrency: int = 20,
    observer_for: Callable[[Agency], Observer | None] = lambda agency: None,
    stop: asyncio.Event | None = None,
    done: Callable[[Agency, CrawlRecord | OitError], None] | None = None,
) -> tuple[CrawlRecord, ...]:
    """Crawl several agencies at once, `concurrency` at a time, in the given order; the records of those that ran.

    One agency's trouble (hanging, busy, a bad address) never stops or delays another: it is logged and told to `done`.
    StorageError stops all, because then nothing can be kept.
    """
    gate = asyncio.Semaphore(max(1, concurrency))
    stop = stop or asyncio.Event()
    records: list[CrawlRecord] = []
    async with Tools(user_agent=user_agent(options)) as tools:

        async def one(agency: Agency) -> None:
            async with gate:
                if stop.is_set():
                    return
                try:
                    result: CrawlRecord | OitError = await crawl_agency(
                        agency,
                        store,
                        options=options,
                        topics=topics,
                        observer=observer_for(agency),
                        stop=stop,
                        tools=tools,
                    )
                    assert isinstance(result, CrawlRecord)
                    records.append(result)
                except (UsageError, BusyError) as trouble:
                    log.warning("%s is left out: %s", agency.id, trouble)
                    result = trouble
                if done is not None:
                    done(agency, result)

        async with asyncio.TaskGroup() as group:
            for agency in agencies:
                group.create_task(one(agency))
    return tuple(records)


def run(main: Callable[[], Coroutine[Any, Any, T]], *, signals: bool = True) -> T:
    """Start Scrapy's reactor, run `main()` in it and return its result. Once per process: a reactor cannot restart.

    With `signals`, Ctrl-C and SIGTERM ask every running crawl to stop cleanly; the second one ends `main` at once
    (KeyboardInterrupt).
    """
    from scrapy.utils.reactor import install_reactor

    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor as installed

    reactor: Any = installed  # its interfaces do not know that they are one object
    heap.settle()
    loop = asyncio.get_event_loop()
    ended: list[asyncio.Task[T]] = []

    async def until_done() -> None:
        task = loop.create_task(main())
        ended.append(task)
        if signals:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, _stop_all, task)
        await asyncio.wait([task])
        if signals:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
        reactor.callLater(0, reactor.stop)

    reactor.callWhenRunning(lambda: asyncio.ensure_future(until_done()))
    reactor.run(installSignalHandlers=False)
    loop.close()
    task = ended[0]
    if task.cancelled():
        raise KeyboardInterrupt
    return task.result()


def user_agent(options: CrawlOptions) -> str:
    """How the crawler names itself, with the operator's contact."""
    contact = options.contact or defaults.CONTACT
    return f"oit/{defaults.VERSION} (+{contact})" if contact else f"oit/{defaults.VERSION}"


# --- inside


async def _crawl(job: Job) -> CrawlRecord:
    """Run the spider to its end and close the record, whatever happened."""
    runner = _runner()
    crawler = runner.create_crawler(AgencySpider)
    try:
        await runner.crawl(crawler, job=job)
    except asyncio.CancelledError:
        _finish(job, getattr(crawler.spider, "walk", None), "stopped", "the program was stopped")
        raise
    spider = crawler.spider
    assert isinstance(spider, AgencySpider)
    return await asyncio.to_thread(_close, job, spider)


@cache
def _runner() -> AsyncCrawlerRunner:
    """One for the process: Scrapy's settings are 260 objects, and each crawler makes its own copy of them anyway."""
    crawl_settings = Settings()
    crawl_settings.setmodule(defaults)
    return AsyncCrawlerRunner(crawl_settings)


def _close(job: Job, spider: AgencySpider) -> CrawlRecord:
    if spider.failure is not None:
        fault = spider.failure
        if isinstance(fault, StorageError):
            raise fault
        log.error("the crawl of %s failed", job.agency.id, exc_info=fault)
        return _finish(job, spider.walk, "failed", f"{type(fault).__name__}: {fault}")
    walk = spider.walk
    if walk is None:  # stopped before it began
        return _finish(job, None, "stopped", "")
    return _finish(job, walk, walk.outcome, walk.detail)


def _finish(job: Job, walk: Walk | None, outcome: str, detail: str) -> CrawlRecord:
    return job.store.finish_crawl(
        job.record.id,
        outcome=outcome,
        now=now(),
        detail=detail[:500],
        hosts=walk.hosts if walk is not None else (),
        ledger=walk.ledger if walk is not None else {},
    )


def _values(topics: Mapping[str, Topic]) -> Values:
    """What links promise by those topics. The matcher is made once: 25 ms and some megabytes are too much for each of
    8,000 agencies."""
    if not _matchers or _matchers[0][0] is not topics:
        _matchers[:] = [(topics, Matcher(topics), rules_of(topics))]
    return Values(_matchers[0][1].link_value, _matchers[0][2])


def polite(options: CrawlOptions, home: str) -> CrawlOptions:
    """The options with the least pause that a host not our own is owed."""
    return options if seeds(home) else replace(options, delay=max(options.delay, MIN_DELAY))


def _stop_all(task: "asyncio.Task[Any]") -> None:
    """First time: ask every crawl to stop. Second time: cancel everything."""
    waiting = [stop for stop in _stops if not stop.is_set()]
    if not waiting:
        task.cancel()
    for stop in waiting:
        stop.set()


async def walk_alone(spider: AgencySpider) -> AsyncIterator[Page | Document | Fetch | OffSite]:
    """The walk of ``scrapy crawl agency``: store, tools and topics made here, for that one spider."""
    import platformdirs

    from checklist.load import load_topics

    home = home_of(spider.url)
    agency = Agency(addresses.host_of(home), addresses.host_of(home), home)
    options = polite(CrawlOptions(max_requests=spider.max_requests), home)
    place = defaults.OIT_DATABASE or f"{platformdirs.user_data_path('oit', ensure_exists=True) / 'oit.db'}"
    topics = load_topics()
    async with Tools(user_agent=user_agent(options)) as tools:
        with Store.open(place) as store:
            record = store.begin_crawl(
                agency, home, now=now(), max_requests=options.max_requests, version=defaults.VERSION
            )
            job = Job(
                agency,
                home,
                store,
                record,
                options,
                topics,
                _values(topics),
                tools,
                _hosts,
                asyncio.Event(),
                spider.guard,
            )
            walk = spider.walk = Walk(job, through_scrapy(spider.crawler.engine.download_async))
            outcome = "stopped"
            try:
                async for item in walk.items():
                    yield item
                outcome = walk.outcome
            finally:
                with contextlib.suppress(OitError):
                    _finish(job, walk, outcome, walk.detail)
