"""The crawl's HTTP client: what the guard has checked is asked on connections that are kept, one for each host.

A name is resolved by the guard alone and the connection goes to the checked address itself, so that no second,
different answer of a name server is ever asked for.
"""

import asyncio
import errno
import re
import ssl
import time
from collections.abc import Mapping
from functools import lru_cache

from checklist.site import FetchOutcome
from crawler.certificates import sent_by, tls_fault
from crawler.exchange import FIRST_BYTE, Arrival, Asked, Received, WireFault
from crawler.guard import Guard
from crawler.http1 import Connection

KEEP_IDLE = 45.0
"""Seconds after which a kept connection is not used again: most servers have ended it by then."""
MOST_KEPT = 8
"""Connections that one crawl keeps open; it asks few hosts."""
_TRY_NEXT = 5.0  # seconds for one address of a host that has others
_VISIBLE = re.compile(r"[!-~]+")
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f]+")
_NO_WAY = frozenset({errno.ENETUNREACH, errno.ENETDOWN})


class Client:
    """Asks on behalf of one crawl; close it. `headers` go with every question that does not name its own."""

    def __init__(self, guard: Guard, headers: Mapping[str, str]) -> None:
        self._guard = guard
        self._headers = dict(headers)
        self._kept: dict[tuple[str, str, int], tuple[Connection, float]] = {}
        self._open: set[Connection] = set()

    async def __call__(self, asked: Asked) -> Received:
        """The answer. Raises AddressRefused and NameUnknown before a byte is sent, ValueError for what is no address,
        WireFault for all that can go wrong later."""
        arrival = Arrival()
        host, port = self._guard.check(asked.url)
        scheme, _, rest = asked.url.partition("://")
        place, slash, path = rest.partition("#")[0].partition("/")
        if not slash or not _VISIBLE.fullmatch(place) or (path and not _VISIBLE.fullmatch(path)):
            raise ValueError("not an address as the web standard writes it")
        question = self._question(place, "/" + path, asked.headers)
        found = await self._guard.resolve(host, port)
        key = (scheme, host, port)
        connection = self._free(key) or await self._connect(key, found, asked, arrival)
        self._open.add(connection)
        try:
            return await connection.ask(question, asked, arrival)
        except BaseException:
            connection.abort()
            raise
        finally:
            self._open.discard(connection)
            if connection.reusable:
                self._keep(key, connection)

    def close(self) -> None:
        """End every connection, also those that are waited for."""
        for connection in (*self._open, *(kept for kept, _ in self._kept.values())):
            connection.abort()
        self._kept.clear()

    def _question(self, place: str, path: str, headers: Mapping[str, str]) -> bytes:
        lines = [f"GET {path} HTTP/1.1", f"Host: {place}"]
        lines += [f"{name}: {_UNSENDABLE.sub(' ', value)}" for name, value in (self._headers | dict(headers)).items()]
        return "\r\n".join([*lines, "", ""]).encode()

    def _free(self, key: tuple[str, str, int]) -> Connection | None:
        connection, since = self._kept.pop(key, (None, 0.0))
        if connection is None or not connection.reusable:
            return None
        if time.monotonic() - since <= KEEP_IDLE:
            return connection
        connection.abort()
        return None

    def _keep(self, key: tuple[str, str, int], connection: Connection) -> None:
        before = self._kept.pop(key, None)
        if before is None and len(self._kept) >= MOST_KEPT:
            before = self._kept.pop(next(iter(self._kept)))
        if before is not None:
            before[0].abort()
        self._kept[key] = (connection, time.monotonic())

    async def _connect(self, key: tuple[str, str, int], found: list[str], asked: Asked, arrival: Arrival) -> Connection:
        """A connection to the first of the addresses that takes one."""
        until = arrival.began + min(FIRST_BYTE, asked.timeout)
        for ip in found:
            left = until - time.monotonic()
            try:
                async with asyncio.timeout(left if ip is found[-1] else min(left, _TRY_NEXT)):
                    return await _connected(key, ip)
            except (OSError, UnicodeError) as error:  # TimeoutError is one
                fault = _fault_of(error)
        raise fault


async def _connected(key: tuple[str, str, int], ip: str) -> Connection:
    scheme, host, port = key
    secure = scheme == "https"
    transport, connection = await asyncio.get_running_loop().create_connection(
        Connection, ip, port, ssl=_tls() if secure else None, server_hostname=host if secure else None
    )
    if secure:
        connection.tls_fault = tls_fault(sent_by(transport.get_extra_info("ssl_object")), host)
    return connection


def _fault_of(error: Exception) -> WireFault:
    """What went wrong on the way to a connection."""
    name = f"{type(error).__name__}: {error}"[:200]
    if isinstance(error, TimeoutError):
        return WireFault(FetchOutcome.TIMEOUT, "no connection in time")
    if isinstance(error, ssl.SSLError):
        return WireFault(FetchOutcome.TLS_ERROR, name)
    if isinstance(error, ConnectionRefusedError):
        return WireFault(FetchOutcome.REFUSED, "connection refused")
    if isinstance(error, UnicodeError):
        return WireFault(FetchOutcome.BAD_ADDRESS, name)
    if isinstance(error, OSError) and error.errno in _NO_WAY:
        return WireFault(FetchOutcome.NETWORK_DOWN, name)
    return WireFault(FetchOutcome.CONNECTION_LOST, name)


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
