"""The crawl's HTTP client: aiohttp's reader on addresses that the guard has checked, with bounds on size and patience.

A name is resolved by the guard alone and the connection goes to the checked address itself, so that no second,
different answer of a name server is ever asked for. What aiohttp's sessions do besides (cookies, redirects, pools,
traces) `crawler.asking` does or nobody needs, and it cost as much as all the rest of an unchanged page; so connections
are kept here, one for each host.
"""

import asyncio
import contextlib
import errno
import http.client
import re
import ssl
from collections.abc import Mapping
from functools import lru_cache

import aiohttp
from aiohttp import http_exceptions
from aiohttp.client_proto import ResponseHandler

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
MOST_KEPT = 8
"""Connections that one crawl keeps; it asks few hosts."""
_TRY_NEXT = 5.0  # seconds for one address of a host that has others
_VISIBLE = re.compile(r"[!-~]+")
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f]+")
_NO_WAY = frozenset({errno.ENETUNREACH, errno.ENETDOWN})


class Client:
    """Asks on behalf of one crawl; close it. `headers` go with every question that does not name its own."""

    def __init__(self, guard: Guard, headers: Mapping[str, str]) -> None:
        self._guard = guard
        self._headers = dict(headers)
        self._kept: dict[tuple[str, str, int], _Line] = {}
        self._busy: set[_Line] = set()

    async def __call__(self, asked: Asked) -> Received:
        """The answer. Raises AddressRefused and NameUnknown before a byte is sent, ValueError for what is no address,
        WireFault for all that can go wrong later."""
        host, port = self._guard.check(asked.url)
        scheme, _, rest = asked.url.partition("://")
        place, slash, path = rest.partition("#")[0].partition("/")
        if not slash or not _VISIBLE.fullmatch(place) or (path and not _VISIBLE.fullmatch(path)):
            raise ValueError("not an address as the web standard writes it")
        ips = await self._guard.resolve(host, port)
        headers = {name: _UNSENDABLE.sub(" ", value) for name, value in (self._headers | dict(asked.headers)).items()}
        try:
            async with asyncio.timeout(asked.timeout):
                if asked.forgiving:
                    secure = _tls() if scheme == "https" else None
                    exchange = Exchange(host, port, ips, secure, asked.timeout)
                    return await exchange.ask(f"/{path}", {"Host": place} | headers, asked.keep)
                lines = [
                    f"GET /{path} HTTP/1.1",
                    f"Host: {place}",
                    *(": ".join(one) for one in headers.items()),
                    "",
                    "",
                ]
                return await self._exchange((scheme, host, port), ips, "\r\n".join(lines).encode(), asked.keep)
        except http_exceptions.HttpProcessingError as error:
            raise Improper(
                FetchOutcome.PROTOCOL_ERROR, f"no proper HTTP: {error.message.partition(':')[0]}"[:200]
            ) from error
        except (aiohttp.ClientError, http.client.HTTPException, OSError, ValueError) as error:
            raise _fault_of(error) from error

    async def close(self) -> None:
        """End every connection, also those that are waited for."""
        for line in (*self._busy, *self._kept.values()):
            line.abort()
        self._kept.clear()

    async def _exchange(self, key: tuple[str, str, int], ips: list[str], question: bytes, keep: int) -> Received:
        line = self._free(key)
        try:
            async with asyncio.timeout(FIRST_BYTE):
                if line is None:
                    line = await _connected(key, ips)
                self._busy.add(line)
                status, found = await line.head(question)
        except TimeoutError:
            self._end(line)
            raise WireFault(FetchOutcome.TIMEOUT, f"no answer began within {FIRST_BYTE:.0f} s") from None
        except BaseException:
            self._end(line)
            raise
        try:
            body, cut = await line.body(found, keep)
        except BaseException:
            self._end(line)
            raise
        self._busy.discard(line)
        self._keep(key, line)
        return Received(status, found, body, cut, line.tls_fault)

    def _end(self, line: "_Line | None") -> None:
        if line is not None:
            self._busy.discard(line)
            line.abort()

    def _free(self, key: tuple[str, str, int]) -> "_Line | None":
        line = self._kept.pop(key, None)
        if line is None or (line.reusable and asyncio.get_running_loop().time() - line.since <= KEEP_IDLE):
            return line
        line.abort()
        return None

    def _keep(self, key: tuple[str, str, int], line: "_Line") -> None:
        if not line.reusable:
            line.abort()
            return
        before = self._kept.pop(key, None)
        if before is None and len(self._kept) >= MOST_KEPT:
            before = self._kept.pop(next(iter(self._kept)))
        if before is not None:
            before.abort()
        line.since = asyncio.get_running_loop().time()
        self._kept[key] = line


class _Line:
    """One connection, asked one question at a time; aiohttp reads the answers. `since`: kept from then on."""

    def __init__(self, reader: ResponseHandler, fault: str) -> None:
        self._reader = reader
        self.tls_fault = fault
        self.since = 0.0

    @property
    def reusable(self) -> bool:
        """Whether it may be asked again: the last answer came to its end, and nothing after it."""
        return self._reader.is_connected() and not self._reader.should_close

    def abort(self) -> None:
        """End it at once."""
        self._reader.abort()

    async def head(self, question: bytes) -> tuple[int, dict[bytes, list[bytes]]]:
        """Ask, and read status and headers. Raises aiohttp's errors."""
        reader = self._reader
        reader.set_response_params(
            read_until_eof=True,
            auto_decompress=False,
            max_line_size=MAX_HEAD_LINE,
            max_field_size=MAX_HEAD_LINE,
            max_headers=MAX_HEAD_LINES,
        )
        if reader.transport is None:
            raise aiohttp.ServerDisconnectedError
        reader.transport.write(question)
        message, self._payload = await reader.read()
        while 100 <= message.code < 200 and message.code != 101:
            message, self._payload = await reader.read()
        return message.code, by_name(message.raw_headers)

    async def body(self, headers: Mapping[bytes, list[bytes]], keep: int) -> tuple[bytes, str]:
        """The bytes of the body and how they end (`Received.cut`)."""
        said = headers.get(b"content-length", [b""])[0]
        if said.isdigit() and len(said) < 19 and int(said) > MAX_BODY and not keep:
            raise too_large()
        loop = asyncio.get_running_loop()
        body, began = bytearray(), loop.time()
        try:
            while part := await self._part(began + max(SLOW_AFTER, len(body) / SLOWEST)):
                if not body and self._payload.at_eof() and not keep:  # nearly every page: no copy
                    return part, _end_of(headers)
                body += part
                if keep and len(body) >= keep:
                    return bytes(body), "kept"
                if len(body) > MAX_BODY:
                    raise too_large()
        except aiohttp.ClientPayloadError:
            return bytes(body), "short"
        return bytes(body), _end_of(headers) if body else ""

    async def _part(self, until: float) -> bytes:
        """What has come of the body, b"" at its end; waited for until that moment of the loop's clock."""
        if self._payload.is_eof():  # it came with the head
            return await self._payload.readany()
        loop = asyncio.get_running_loop()
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(min(until, loop.time() + 1.0)):
                    return await self._payload.readany()
            if not self._reader.is_connected():  # aiohttp closes it where the body is no proper HTTP, and says nothing
                raise WireFault(FetchOutcome.PROTOCOL_ERROR, "the body is no proper HTTP")
            if loop.time() >= until:
                raise WireFault(FetchOutcome.TIMEOUT, f"slower than {SLOWEST} bytes a second")


def _end_of(headers: Mapping[bytes, list[bytes]]) -> str:
    return "" if b"content-length" in headers or b"transfer-encoding" in headers else "open"


async def _connected(key: tuple[str, str, int], ips: list[str]) -> _Line:
    """A connection to the first of the addresses that takes one. OSError of the last one that did not."""
    scheme, host, port = key
    loop = asyncio.get_running_loop()
    secure = scheme == "https"
    for ip in ips:
        try:
            async with asyncio.timeout(None if ip is ips[-1] else _TRY_NEXT):
                transport, reader = await loop.create_connection(
                    lambda: ResponseHandler(loop),
                    ip,
                    port,
                    ssl=_tls() if secure else None,
                    server_hostname=host if secure else None,
                )
                break
        except OSError:  # TimeoutError is one
            if ip is ips[-1]:
                raise
    told = transport.get_extra_info("ssl_object")
    return _Line(reader, tls_fault(sent_by(told), host) if told is not None else "")


def _fault_of(error: Exception) -> WireFault:
    """What went wrong on the way to an answer."""
    name = f"{type(error).__name__}: {error}"[:200]
    if isinstance(error, TimeoutError):
        return WireFault(FetchOutcome.TIMEOUT, "no full answer in time")
    if isinstance(error, ssl.SSLError):
        return WireFault(FetchOutcome.TLS_ERROR, name)
    if isinstance(error, ConnectionRefusedError):
        return WireFault(FetchOutcome.REFUSED, "connection refused")
    if isinstance(error, OSError) and error.errno in _NO_WAY:
        return WireFault(FetchOutcome.NETWORK_DOWN, name)
    if isinstance(error, UnicodeError):
        return WireFault(FetchOutcome.BAD_ADDRESS, name)
    if isinstance(error, aiohttp.ServerDisconnectedError | OSError):
        return WireFault(FetchOutcome.CONNECTION_LOST, name)
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
