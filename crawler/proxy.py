"""The only way out for Chromium: a small proxy on loopback that asks the guard and connects to the checked address.

Filtering requests inside the browser is not enough: redirects, WebSockets and preconnects pass such filters. Here every
connection of a page, whatever started it, is one CONNECT or one absolute-form request, so there is one place to refuse.
Each rendered page gets a proxy of its own: closing it cuts whatever that page still holds open.
"""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

from checklist.site import FetchOutcome
from crawler.guard import AddressRefused, Guard, NameUnknown, host_and_port

HEAD_LIMIT = 256 * 1024  # bytes of request or response head
CONNECT_SECONDS = 10.0
_HOP_HEADERS = (b"proxy-", b"connection:", b"keep-alive:", b"upgrade-insecure-requests:")


class _Refused(Exception):  # noqa: N818 - the word for what happened
    """Answered to the browser as an HTTP error; `status` is the line's number and phrase."""

    def __init__(self, status: str, reason: str) -> None:
        self.status = status
        super().__init__(reason)


@dataclass
class Traffic:
    """What went through: for the ledger, and to tell why a page could not be loaded."""

    connections: int = 0
    received: int = 0  # bytes, from outside to the browser
    refused: list[tuple[str, FetchOutcome, str]] = field(default_factory=list)  # address, outcome, why


class EgressProxy:
    """One page's proxy: ``async with EgressProxy(guard) as proxy: ... new_context(proxy={"server": proxy.server})``.

    `max_bytes` and `seconds` are for everything that passes, `connections` for how many at most are opened; past any of
    them new connections are refused and open ones are cut.
    """

    def __init__(
        self, guard: Guard, *, max_bytes: int = 48 * 2**20, seconds: float = 60.0, connections: int = 400
    ) -> None:
        self.guard = guard
        self.traffic = Traffic()
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._connections = connections
        self._deadline = 0.0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def server(self) -> str:
        """Address for the browser, ``http://127.0.0.1:<port>``."""
        assert self._server is not None, "the proxy is not open"
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> "EgressProxy":
        self._deadline = time.monotonic() + self._seconds
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=HEAD_LIMIT)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            async with asyncio.timeout(max(0.0, self._deadline - time.monotonic())):
                await self._serve(reader, writer)
        except _Refused as refusal:
            with suppress(OSError):
                writer.write(_answer(refusal.status, str(refusal)))
                await writer.drain()
        except (OSError, EOFError, ValueError, TimeoutError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # the browser, the site or our own limit ended it; the browser sees a closed connection
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(CONNECT_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
        line, _, headers = head.partition(b"\r\n")
        method, target, _version = line.decode("latin-1").split(" ", 2)
        self.traffic.connections += 1
        if self.traffic.connections > self._connections:
            raise _Refused("429 Too Many Requests", "too many connections for one page")
        upstream_reader, upstream = await self._connect(f"https://{target}/" if method == "CONNECT" else target)
        try:
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                upstream.write(_origin_form(method, target, headers))
                await upstream.drain()
            await self._relay(reader, writer, upstream_reader, upstream, fix_head=method != "CONNECT")
        finally:
            upstream.close()

    async def _connect(self, url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            host, port = host_and_port(url)
            addresses = await self.guard.resolve(host, port)
        except AddressRefused as refusal:
            self.traffic.refused.append((url, refusal.outcome, str(refusal)))
            raise _Refused("403 Forbidden", str(refusal)) from None
        except NameUnknown as unknown:
            self.traffic.refused.append((url, FetchOutcome.NO_SUCH_HOST, str(unknown)))
            raise _Refused("502 Bad Gateway", str(unknown)) from None
        for address in addresses[:3]:
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(CONNECT_SECONDS):
                    return await asyncio.open_connection(address, port, limit=HEAD_LIMIT)
        self.traffic.refused.append((url, FetchOutcome.REFUSED, f"{host} does not answer"))
        raise _Refused("504 Gateway Timeout", f"{host} does not answer")

    async def _relay(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        upstream_reader: asyncio.StreamReader,
        upstream: asyncio.StreamWriter,
        *,
        fix_head: bool,
    ) -> None:
        """Copy both ways until the site has said everything, or a limit is reached."""

        async def up() -> None:
            while data := await reader.read(65536):
                upstream.write(data)
                await upstream.drain()

        sending = asyncio.create_task(up())
        try:
            if fix_head:
                # One request per connection: the next one may be for another host and must be asked about again.
                head = await upstream_reader.readuntil(b"\r\n\r\n")
                self.traffic.received += len(head)
                writer.write(_closing(head))
            while data := await upstream_reader.read(65536):
                self.traffic.received += len(data)
                if self.traffic.received > self._max_bytes:
                    break
                writer.write(data)
                await writer.drain()
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)


def _origin_form(method: str, target: str, headers: bytes) -> bytes:
    """The browser's absolute-form request as the site wants it: path only, without the proxy's own headers."""
    rest = target.partition("://")[2]
    slash = rest.find("/")
    path = rest[slash:] if slash >= 0 else "/"
    kept = [line for line in headers.split(b"\r\n") if line and not line.lower().startswith(_HOP_HEADERS)]
    return b"\r\n".join((f"{method} {path} HTTP/1.1".encode("latin-1"), *kept, b"Connection: close", b"", b""))


def _closing(head: bytes) -> bytes:
    """A response head that tells the browser not to use this connection again."""
    lines = [line for line in head.split(b"\r\n") if line and not line.lower().startswith(_HOP_HEADERS)]
    return b"\r\n".join((*lines, b"Connection: close", b"", b""))


def _answer(status: str, reason: str) -> bytes:
    body = reason.encode("utf-8", "replace")
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body
