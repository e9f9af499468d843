"""The crawls that are compared, each as a process of its own: `python -m benchmarks.contestants NAME AGENCIES`.

A contestant prints one line of JSON: CPU seconds (user and system, children included), peak memory, pages. With no
agencies it does all that starting costs and nothing else.
"""

import asyncio
import json
import os
import resource
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from benchmarks.pages import home


def cpu() -> float:
    """CPU seconds of this process and its children, up to now."""
    return sum(
        getattr(resource.getrusage(who), kind)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        for kind in ("ru_utime", "ru_stime")
    )


def report(pages: int, **more: float) -> None:
    """Say what it cost."""
    used = {"cpu": cpu(), "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "pages": pages}
    print("\n" + json.dumps(used | more), flush=True)


# --- a bare CrawlSpider, as the tutorial writes it


def bare(agencies: int) -> None:
    """Scrapy's CrawlSpider with LinkExtractor, default settings, callback that does nothing."""
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor
    from scrapy.spiders import CrawlSpider, Rule

    class Bare(CrawlSpider):
        name = "bare"
        start_urls = tuple(home(n) for n in range(agencies))
        rules = (Rule(LinkExtractor(), follow=True, callback="nothing"),)

        def nothing(self, response: Any) -> None:
            pass

    process = CrawlerProcess({"LOG_LEVEL": "INFO", "TELNETCONSOLE_ENABLED": False, "DOWNLOAD_DELAY": 0})
    crawler = process.create_crawler(Bare)
    process.crawl(crawler)
    process.start()
    assert crawler.stats is not None
    report(int(crawler.stats.get_value("response_received_count", 0)))


# --- the same, tuned, following links only


def tuned(agencies: int) -> None:
    """A plain Spider with every setting that helps, selectolax for the links, and a seen-set; it keeps nothing."""
    from scrapy import Request, Spider
    from scrapy.crawler import CrawlerProcess
    from selectolax.lexbor import LexborHTMLParser

    class Tuned(Spider):
        name = "tuned"

        async def start(self) -> AsyncIterator[Any]:
            self.seen: set[str] = set()
            for n in range(agencies):
                self.seen.add(home(n))
                yield Request(home(n), dont_filter=True)

        def parse(self, response: Any) -> Any:
            body = response.body
            if response.headers.get("Content-Encoding") == b"gzip":
                body = zlib.decompress(body, 31)
            for node in LexborHTMLParser(body).css("a[href]"):
                url = urljoin(response.url, node.attributes["href"] or "")
                if url.startswith(("http:", "https:")) and url not in self.seen:
                    self.seen.add(url)
                    yield Request(url, dont_filter=True)

    process = CrawlerProcess(
        {
            "LOG_LEVEL": "INFO",
            "LOGSTATS_INTERVAL": 0,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "CONCURRENT_ITEMS": 1,
            "COOKIES_ENABLED": False,
            "RETRY_ENABLED": False,
            "REDIRECT_ENABLED": False,
            "COMPRESSION_ENABLED": False,
            "REFERER_ENABLED": False,
            "HTTPPROXY_ENABLED": False,
            "METAREFRESH_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
            "DEFAULT_REQUEST_HEADERS": {"Accept-Encoding": "gzip"},
            "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        }
    )
    crawler = process.create_crawler(Tuned)
    process.crawl(crawler)
    process.start()
    assert crawler.stats is not None
    report(int(crawler.stats.get_value("response_received_count", 0)))


# --- ours


def _timed_matching() -> Callable[[], float]:
    """Measure what fold, matching and fuzzy cost from now on: CPU seconds in the matcher's door."""
    from checklist.locate import Matcher

    spent = 0.0
    asked = Matcher.link_value

    def link_value(self: Any, link: Any, page_title: str = "") -> Any:
        nonlocal spent
        start = time.thread_time()
        found = asked(self, link, page_title)
        spent += time.thread_time() - start
        return found

    Matcher.link_value = link_value  # type: ignore[method-assign]
    return lambda: spent


def _writers_cpu() -> float:
    """CPU seconds of the storage's writer thread."""
    ticks = 0
    for thread in threading.enumerate():
        if thread.name == "oit-writer":
            stat = Path(f"/proc/self/task/{thread.native_id}/stat").read_text(encoding="utf-8")
            ticks += sum(map(int, stat.rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def audit(agencies: int, *, database: str = "", profile: str = "", judge: bool = False, ocr: bool = False) -> None:
    """`oit crawl` of those agencies at once: fetch, read, match, store; no browser; `judge` and `ocr` add these."""
    from checklist.agency import Agency
    from checklist.load import load_topics
    from crawler.run import CrawlOptions, crawl_many, run
    from storage.store import Store

    with tempfile.TemporaryDirectory() as folder:
        place = database or f"sqlite:///{Path(folder) / 'oit.db'}"
        registered = [Agency(f"a{n}", f"หน่วยงานที่ {n}", home(n)) for n in range(agencies)]
        options = CrawlOptions(max_requests=100_000, delay=0.0, render=False, ocr=ocr)
        with Store.open(place) as store:
            topics = load_topics()
            matching = _timed_matching()
            profiler = None
            if profile:
                import cProfile

                profiler = cProfile.Profile()
                profiler.enable()
            records = run(lambda: _crawl(crawl_many(registered, store, options=options, topics=topics, concurrency=64)))
            store.flush()
            if profiler is not None:
                profiler.disable()
                profiler.dump_stats(profile)
            crawled, storing = cpu(), _writers_cpu()
            if judge:
                _judge(store, records)
        pages = sum(record.pages for record in records)
        came = sum(record.bytes for record in records)
        report(
            pages,
            crawled=crawled,
            matching=matching(),
            storing=storing,
            requests=sum(r.requests for r in records),
            bytes=came,
        )


async def _crawl(crawling: Any) -> Any:
    return await asyncio.ensure_future(crawling)


def _judge(store: Any, records: Any) -> None:
    import checklist.assess  # noqa: F401
    import crawler.deep  # noqa: F401 - loading both is start-up
    from checklist.load import load_checklist, newest
    from oit.common import today
    from oit.judging import judge_crawl, taken_over

    asked, day = load_checklist(newest()), today()
    for record in records:
        if taken_over(store, record, asked, today=day) is None:
            judge_crawl(store, record, asked, today=day)


def main() -> None:
    """Run the contestant that the arguments name."""
    name, agencies, *more = sys.argv[1:]
    named = dict(pair.split("=", 1) for pair in more)
    if name == "bare":
        bare(int(agencies))
    elif name == "tuned":
        tuned(int(agencies))
    else:
        audit(
            int(agencies),
            database=named.get("database", ""),
            profile=named.get("profile", ""),
            judge=named.get("judge", "") == "yes",
            ocr=named.get("ocr", "") == "yes",
        )


if __name__ == "__main__":
    main()
