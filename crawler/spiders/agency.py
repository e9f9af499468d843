"""The spider: Scrapy's side of a walk. Also ``scrapy crawl agency -a url=https://www.example.go.th``."""

import time
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler

from checklist.site import Document, Fetch, OffSite, Page
from crawler.guard import Guard
from crawler.home import seeds
from crawler.job import Job
from crawler.pinned import allowance
from crawler.straight import Straight
from crawler.walk import Walk


class AgencySpider(Spider):
    """Walks one agency's website and yields what it saw: `Page`, `Document`, `Fetch` (a failure) and `OffSite`.

    Everything is saved before it is yielded, so feeds and pipelines are extras; a crawl with a `job` has none and
    yields nothing, which spares Scrapy a round for each item. The scheduler stays empty: the addresses that wait are
    rows of the database, and `crawler.walk` takes the best one when the last one is done.
    """

    name = "agency"
    guard: Guard  # which `crawler.pinned` asks before each connection

    def __init__(self, url: str = "", max_requests: str = "400", job: Job | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.url = url
        self.max_requests = int(max_requests)
        self.walk: Walk | None = None
        self.failure: BaseException | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """With only `url`, the operator's seed on loopback is allowed for that host and port, as `oit audit` does."""
        spider: Self = super().from_crawler(crawler, *args, **kwargs)
        spider.guard = spider.job.guard if spider.job is not None else Guard(allowance(seeds(spider.url)))
        time_arrivals(crawler)
        return spider

    async def start(self) -> AsyncIterator[Page | Document | Fetch | OffSite]:
        """The whole walk. A fault of ours ends it and is kept in `failure`; what was saved stays."""
        if self.job is None:
            from crawler.run import walk_alone

            async for item in walk_alone(self):
                yield item
            return
        self.walk = Walk(self.job, Straight(self.crawler))
        try:
            async for _ in self.walk.items():
                pass
        except Exception as fault:
            self.failure = fault


def time_arrivals(crawler: Crawler) -> None:
    """Note in each request's ``meta["oit_arrival"]`` what has come of its answer, for `crawler.asking`."""
    crawler.signals.connect(_headers_came, signals.headers_received)
    crawler.signals.connect(_bytes_came, signals.bytes_received)


def _headers_came(request: Request) -> None:
    if (arrival := request.meta.get("oit_arrival")) is not None:
        arrival.headers_at = time.monotonic()


def _bytes_came(data: bytes, request: Request) -> None:
    if (arrival := request.meta.get("oit_arrival")) is not None:
        arrival.bytes += len(data)
