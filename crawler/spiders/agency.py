"""The spider: Scrapy's side of a walk. Also ``scrapy crawl agency -a url=https://www.example.go.th``."""

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Spider
from scrapy.crawler import Crawler

from checklist.site import Document, Fetch, OffSite, Page
from crawler import settings as defaults
from crawler.client import Client
from crawler.guard import Guard
from crawler.home import seeds
from crawler.job import Job
from crawler.pinned import allowance
from crawler.walk import Walk


class AgencySpider(Spider):
    """Walks one agency's website and yields what it saw: `Page`, `Document`, `Fetch` (a failure) and `OffSite`.

    Everything is saved before it is yielded, so feeds and pipelines are extras; a crawl with a `job` has none and
    yields nothing, which spares Scrapy a round for each item. The scheduler stays empty: the addresses that wait are
    rows of the database, and `crawler.walk` takes the best one when the last one is done.
    """

    name = "agency"
    guard: Guard  # which is asked before each connection

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
        return spider

    async def start(self) -> AsyncIterator[Page | Document | Fetch | OffSite]:
        """The whole walk. A fault of ours ends it and is kept in `failure`; what was saved stays."""
        if self.job is None:
            from crawler.run import walk_alone

            async for item in walk_alone(self):
                yield item
            return
        client = Client(self.guard, defaults.DEFAULT_REQUEST_HEADERS)
        self.walk = Walk(self.job, client)
        try:
            async for _ in self.walk.items():
                pass
        except Exception as fault:
            self.failure = fault
        finally:
            await client.close()
