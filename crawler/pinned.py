"""Scrapy's side of the guard: a download handler that asks through `crawler.client`, and a resolver that knows nothing.

Use both in the settings::

    DOWNLOAD_HANDLERS = {"http": "crawler.pinned.GuardedHandler", "https": "crawler.pinned.GuardedHandler", ...}
    TWISTED_DNS_RESOLVER = "crawler.pinned.PinnedResolver"

Whatever a spider asks Scrapy for passes the handler, which asks the spider's `guard` (a spider without one gets the
plain rule); the crawl's browser and manners ask the same one. A refused request fails with
`crawler.guard.AddressRefused`, whose `outcome` is the FetchOutcome to record. Whatever would go past the handler finds
no address at all: the resolver has none to give.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import NotSupported
from scrapy.http import Response
from scrapy.resolver import HostResolution
from scrapy.responsetypes import responsetypes
from twisted.internet.interfaces import IHostnameResolver
from zope.interface import implementer

from crawler.client import Client
from crawler.exchange import Asked, Received
from crawler.guard import Address, Guard, plain_host


@implementer(IHostnameResolver)
class PinnedResolver:
    """Answers Twisted's question for any host with no address."""

    def __init__(self, reactor: object) -> None:
        self.reactor = reactor

    @classmethod
    def from_crawler(cls, crawler: object, reactor: object) -> "PinnedResolver":
        """As Scrapy's `TWISTED_DNS_RESOLVER` setting wants it."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Become the reactor's resolver."""
        self.reactor.installNameResolver(self)  # type: ignore[attr-defined]

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[Any] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> HostResolution:
        """Twisted's IHostnameResolver."""
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        resolutionReceiver.resolutionComplete()
        return resolution


class GuardedHandler(BaseDownloadHandler):
    """Scrapy's way to `crawler.client`: GET over http and https."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.client = Client(getattr(crawler.spider, "guard", None) or Guard(), {})
        _install()

    async def download_request(self, request: Request) -> Response:
        """Refuse or fetch. Raises what `crawler.client` raises."""
        if request.method != "GET" or request.body:
            raise NotSupported(f"only GET is supported, not {request.method}")
        headers = {
            name.decode("latin-1"): b",".join(values).decode("latin-1") for name, values in request.headers.items()
        }
        wanted: Asked | None = request.meta.get("oit_asked")
        seconds = float(request.meta.get("download_timeout", 60.0))
        asked = Asked(request.url.partition("#")[0], headers, timeout=seconds)
        if wanted is not None:
            asked.keep, asked.forgiving = wanted.keep, wanted.forgiving
        received = request.meta["oit_received"] = await self.client(asked)
        kind = responsetypes.from_args(headers=None, url=request.url, body=received.body)
        return kind(request.url, status=received.status, headers=dict(received.headers), body=received.body)

    async def close(self) -> None:
        """End every connection."""
        await self.client.close()


def through_scrapy(download: Callable[[Request], Awaitable[Response]]) -> Callable[[Asked], Awaitable[Received]]:
    """Scrapy's downloader (``crawler.engine.download_async``) as `crawler.asking` wants it: with the middlewares that
    an operator may have put there. A crawl of ours goes without: they cost a fifth of what an audited page costs."""

    async def ask(asked: Asked) -> Received:
        meta = {"oit_asked": asked, "download_timeout": asked.timeout}
        request = Request(asked.url, headers=dict(asked.headers), meta=meta, dont_filter=True)
        response = await download(request)
        came: Received | None = request.meta.get("oit_received")
        cut, fault = (came.cut, came.tls_fault) if came is not None else ("", "")
        headers = {name.lower(): list(values) for name, values in response.headers.items()}
        return Received(response.status, headers, response.body, cut, fault)

    return ask


def allowance(pairs: Sequence[str]) -> frozenset[Address]:
    """``"host:port"`` strings as the guard wants them."""
    split = (pair.rpartition(":") for pair in pairs)
    return frozenset((plain_host(host), int(port)) for host, _, port in split)


def _install() -> None:
    # A crawl started with AsyncCrawlerRunner never reads TWISTED_DNS_RESOLVER; the rule must hold there too.
    from twisted.internet import reactor

    if not isinstance(reactor.nameResolver, PinnedResolver):
        PinnedResolver(reactor).install_on_reactor()
