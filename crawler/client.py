"""The crawl's HTTP client: aiohttp on addresses that the guard has checked, with bounds on size and patience.

A name is resolved by the guard alone and the connection goes to the checked address itself, so that no second,
different answer of a name server is ever asked for.
"""

import asyncio
import contextlib
import errno
import http.client
import re
import socket
import ssl
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from checklist.site import FetchOutcome
from crawler.certificates import sent_by, tls_fault
from crawler.exchange import MAX_BODY, Asked, Improper, Received, WireFault, by_name, too_large
from crawler.forgiving import Exchange
from crawler.guard import Guard

MAX_HEAD_LINE = 64 * 1024
MAX_HEAD_LINES = 4_000
FIRST_BYTE = 20.0
"""Seconds within which an answer must begin: its whole header, however slowly it drips."""
SLOW_AFTER = 10.0
SLOWEST = 1024
"""Bytes a second that a body must bring, from `SLOW_AFTER` seconds after its header on."""
KEEP_IDLE = 45.0
"""Seconds after which a kept connection is not used again: most servers have ended it by then."""
MOST_OPEN = 8
"""Connections of one crawl; it asks few hosts."""
_VISIBLE = re.compile(r"[!-~]+")
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f]+")
_NO_WAY = frozenset({errno.ENETUNREACH, errno.ENETDOWN})


class Client:
    """Asks on behalf of one crawl; close it. `headers` go with every question that does not name its own."""

    def __init__(self, guard: Guard, headers: Mapping[str, str]) -> None:
        self._guard = guard
        self._headers = dict(headers)
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, asked: Asked) -> Received:
        """The answer. Raises AddressRefused and NameUnknown before a byte is sent, ValueError for what is no address,
        WireFault for all that can go wrong later."""
        host, port = self._guard.check(asked.url)
        place, slash, path = asked.url.partition("://")[2].partition("#")[0].partition("/")
        if not slash or not _VISIBLE.fullmatch(place) or (path and not _VISIBLE.fullmatch(path)):
            raise ValueError("not an address as the web standard writes it")
        ips = await self._guard.resolve(host, port)
        headers = {name: _UNSENDABLE.sub(" ", value) for name, value in (self._headers | dict(asked.headers)).items()}
        try:
            async with asyncio.timeout(asked.timeout):
                if asked.forgiving:
                    secure = _tls() if asked.url.startswith("https:") else None
                    exchange = Exchange(host, port, ips, secure, asked.timeout)
                    return await exchange.ask(f"/{path}", {"Host": place} | headers, asked.keep)
                session = self._session = self._session or self._opened()
                return await _exchange(session, URL(asked.url, encoded=True), headers, asked.keep)
        except (aiohttp.ClientError, http.client.HTTPException, OSError, ValueError) as error:
            raise _fault_of(error) from error

    async def close(self) -> None:
        """End every connection."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=_Checked(self._guard),
            use_dns_cache=False,  # the guard has its own
            ssl=_tls(),
            limit=MOST_OPEN,
            keepalive_timeout=KEEP_IDLE,
        )
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_Response,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            max_line_size=MAX_HEAD_LINE,
            max_field_size=MAX_HEAD_LINE,
            max_headers=MAX_HEAD_LINES,
            timeout=aiohttp.ClientTimeout(),
        )
        # a kept connection that the server ended is asked for again by `crawler.asking`, counted and after its pause
        session._retry_connection = False  # aiohttp's own tests set it so; there is no public way
        return session


class _Checked(AbstractResolver):
    """Gives aiohttp the addresses that the guard let pass, and no other."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """As aiohttp asks it."""
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for ip in await self._guard.resolve(host, port)
        ]

    async def close(self) -> None:
        """Nothing is held."""


class _Response(aiohttp.ClientResponse):
    """Looks at the certificate while there is a connection: of a short answer it is gone when the head is read."""

    tls_fault = ""

    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        """As aiohttp calls it."""
        told = connection.transport.get_extra_info("ssl_object")
        if told is not None:
            self.tls_fault = tls_fault(sent_by(told), self.url.raw_host or "")
        return await super().start(connection)


async def _exchange(session: aiohttp.ClientSession, url: URL, headers: Mapping[str, str], keep: int) -> Received:
    try:
        async with asyncio.timeout(FIRST_BYTE):
            response = await session.get(url, headers=headers, allow_redirects=False)
    except TimeoutError:
        raise WireFault(FetchOutcome.TIMEOUT, f"no answer began within {FIRST_BYTE:.0f} s") from None
    try:
        assert isinstance(response, _Response)
        found = by_name(response.raw_headers)
        body, cut = await _body(response, keep)
        if not cut and not (b"content-length" in found or b"transfer-encoding" in found):
            cut = "open" if body else ""
        return Received(response.status, found, body, cut, response.tls_fault)
    finally:
        response.close()


async def _body(response: aiohttp.ClientResponse, keep: int) -> tuple[bytes, str]:
    """The bytes of the body and how they end (`Received.cut`)."""
    if (response.content_length or 0) > MAX_BODY and not keep:
        raise too_large()
    body = bytearray()
    began = asyncio.get_running_loop().time()
    try:
        while part := await _part(response, began + max(SLOW_AFTER, len(body) / SLOWEST)):
            body += part
            if keep and len(body) >= keep:
                return bytes(body), "kept"
            if len(body) > MAX_BODY:
                raise too_large()
    except aiohttp.ClientPayloadError:
        return bytes(body), "short"
    return bytes(body), ""


async def _part(response: aiohttp.ClientResponse, until: float) -> bytes:
    """What has come of the body, b"" at its end; waited for until that moment of the loop's clock."""
    if response.content.is_eof():  # it came with the head, as most pages do
        return await response.content.readany()
    loop = asyncio.get_running_loop()
    while True:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(min(until, loop.time() + 1.0)):
                return await response.content.readany()
        connection = response.connection  # aiohttp closes it where the body is no proper HTTP, and says nothing
        if connection is None or connection.protocol is None or not connection.protocol.is_connected():
            raise WireFault(FetchOutcome.PROTOCOL_ERROR, "the body is no proper HTTP")
        if loop.time() >= until:
            raise WireFault(FetchOutcome.TIMEOUT, f"slower than {SLOWEST} bytes a second")


def _fault_of(error: Exception) -> WireFault:
    """What went wrong on the way to an answer."""
    cause = getattr(error, "os_error", None) or error
    name = f"{type(cause).__name__}: {cause}"[:200]
    if isinstance(error, TimeoutError):
        return WireFault(FetchOutcome.TIMEOUT, "no full answer in time")
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError | ssl.SSLError):
        return WireFault(FetchOutcome.TLS_ERROR, name)
    if isinstance(cause, ConnectionRefusedError):
        return WireFault(FetchOutcome.REFUSED, "connection refused")
    if isinstance(cause, OSError) and cause.errno in _NO_WAY:
        return WireFault(FetchOutcome.NETWORK_DOWN, name)
    if isinstance(error, aiohttp.InvalidURL | UnicodeError):
        return WireFault(FetchOutcome.BAD_ADDRESS, name)
    if isinstance(error, aiohttp.ServerDisconnectedError | OSError):
        return WireFault(FetchOutcome.CONNECTION_LOST, name)
    if isinstance(error, aiohttp.ClientResponseError):
        return Improper(FetchOutcome.PROTOCOL_ERROR, f"no proper HTTP: {error.message.partition(':')[0]}"[:200])
    return WireFault(FetchOutcome.PROTOCOL_ERROR, name)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """A faulty certificate is told, not refused: the page is what every visitor clicks through to."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT")  # Python's own choice leaves out what old servers have
    context.options |= 0x4  # OP_LEGACY_SERVER_CONNECT, which this Python has no name for
    context.set_alpn_protocols(["http/1.1"])
    return context
