"""The short way to an answer: Scrapy's download handler itself, without the queues that a crawl of ours leaves empty.

`crawler.asking` keeps the pace, follows redirects, tries again and inflates, so that Scrapy's downloader and its
middlewares only pass a request on. They cost a fifth of what an audited page costs. ``scrapy crawl agency``, where an
operator may have middlewares of his own, goes through them.
"""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response


class Straight:
    """Downloads of one crawl; call it like ``crawler.engine.download_async``."""

    def __init__(self, crawler: Crawler) -> None:
        assert crawler.engine is not None
        self._download = crawler.engine.downloader.handlers.download_request_async
        headers = Headers(crawler.settings.getdict("DEFAULT_REQUEST_HEADERS"))
        headers["User-Agent"] = crawler.settings["USER_AGENT"]
        self._headers = {name: headers.getlist(name) for name in headers}  # as Scrapy writes them, once

    async def __call__(self, request: Request) -> Response:
        """The answer; raises what the handler raises."""
        for name, values in self._headers.items():
            dict.setdefault(request.headers, name, list(values))
        return await self._download(request)
