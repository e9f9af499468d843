"""Scrapy's side of the guard: a download handler that asks the guard first, and a resolver that knows nothing else.

Use both in the settings::

    DOWNLOAD_HANDLERS = {"http": "crawler.pinned.GuardedHandler", "https": "crawler.pinned.GuardedHandler", ...}
    TWISTED_DNS_RESOLVER = "crawler.pinned.PinnedResolver"

Every request of the crawl, robots.txt and redirects included, passes the handler. It resolves the host through the
spider's `guard` (a spider without one gets the plain rule), which the crawl's browser and manners ask too: a name is
looked up once for all of them. The checked addresses are left with the resolver, which answers Twisted from that table
only, so a connection that did not pass a guard finds no address at all. A refused request fails with
`crawler.guard.AddressRefused`, whose `outcome` is the FetchOutcome to record.

``meta["oit_keep"]`` ends a download after that many bytes and keeps them: robots.txt counts up to 500 KiB, however long
it goes on. Calling ``meta["oit_break_off"]`` closes the connection at once; cancelling what waits for the answer does
not, because Scrapy's downloader stands between.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, StopDownload
from scrapy.http import Response
from scrapy.resolver import HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver
from zope.interface import implementer

from crawler.guard import Address, Guard, NameUnknown, plain_host

_pins: dict[Address, tuple[str, ...]] = {}


@implementer(IHostnameResolver)
class PinnedResolver:
    """Answers Twisted's question for a host with the addresses the guard has checked, and with none otherwise."""

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
        """Twisted's IHostnameResolver: deliver the pinned addresses at once."""
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)
        for ip in _pins.get((plain_host(hostName), portNumber), ()):
            kind = IPv6Address if ":" in ip else IPv4Address
            resolutionReceiver.addressResolved(kind("TCP", ip, portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's own HTTP/1.1 handler, behind the guard."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.guard: Guard = getattr(crawler.spider, "guard", None) or Guard()
        # Twisted would ask again at once when a kept connection breaks, out of turn; `asking` does, when it is its turn
        self._pool.retryAutomatically = False
        crawler.signals.connect(self._count, signals.bytes_received)

    def _count(self, data: bytes, request: Request) -> None:
        keep = request.meta.get("oit_keep")
        if keep is not None:
            request.meta["oit_kept"] = request.meta.get("oit_kept", 0) + len(data)
            if request.meta["oit_kept"] >= keep:
                raise StopDownload(fail=False)

    async def download_request(self, request: Request) -> Response:
        """Refuse or resolve, pin, then fetch. Raises AddressRefused or CannotResolveHostError before a byte is sent."""
        host, port = self.guard.check(request.url)
        try:
            _pins[host, port] = tuple(await self.guard.resolve(host, port))
        except NameUnknown as unknown:
            raise CannotResolveHostError(str(unknown)) from unknown
        _install()
        download = asyncio.ensure_future(super().download_request(request))
        request.meta["oit_break_off"] = download.cancel
        try:
            return await download
        except asyncio.CancelledError:
            if download.cancelled():
                raise DownloadCancelledError("broken off") from None
            download.cancel()
            raise


def allowance(pairs: Sequence[str]) -> frozenset[Address]:
    """``"host:port"`` strings as the guard wants them."""
    split = (pair.rpartition(":") for pair in pairs)
    return frozenset((plain_host(host), int(port)) for host, _, port in split)


def _install() -> None:
    # A crawl started with AsyncCrawlerRunner never reads TWISTED_DNS_RESOLVER; the pin must hold there too.
    from twisted.internet import reactor

    if not isinstance(reactor.nameResolver, PinnedResolver):
        PinnedResolver(reactor).install_on_reactor()
