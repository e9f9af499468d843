"""One end of a connection that speaks HTTP/1.1: a question is written, the answer is read as it comes.

Lenient where real servers err and nothing can be mistaken (lines that end with LF alone, header lines without a colon,
a status without words), strict where the end of an answer would be a guess (lengths that differ, chunks that are none).
Head, body and time are bounded; every way to end badly is a `WireFault` with its outcome.
"""

import asyncio
import re
import time
from collections.abc import Callable, Mapping

from checklist.site import FetchOutcome
from crawler.exchange import FIRST_BYTE, MAX_BODY, Arrival, Asked, Received, WireFault

MAX_HEAD = 256 * 1024
"""Bytes of a head, and of what may follow the last chunk."""
_MAX_SIZE_LINE = 4096
_MAX_INTERIM = 100
_END_OF_HEAD = re.compile(rb"\n\r?\n")
_STATUS = re.compile(rb"HTTP/(\d)\.(\d) +(\d{3})(?: .*)?", re.DOTALL)
_CHUNK_SIZE = re.compile(rb"[0-9a-fA-F]{1,15}")
_NO_BODY = frozenset({204, 304})


def parse_head(head: bytes) -> tuple[int, dict[bytes, list[bytes]], bool]:
    """Status, headers, and whether the connection may be used again. WireFault for what is no head."""
    first, *lines = head.lstrip(b"\r\n").split(b"\n")
    status = _STATUS.fullmatch(first.rstrip())
    if status is None:
        raise WireFault(FetchOutcome.PROTOCOL_ERROR, f"not HTTP: {first[:60]!r}")
    headers: dict[bytes, list[bytes]] = {}
    values: list[bytes] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and values:  # goes on
            values[-1] += b" " + line.strip()
            continue
        name, colon, value = line.partition(b":")
        if colon:
            values = headers.setdefault(name.strip().lower(), [])
            values.append(value.strip())
    said = b",".join(headers.get(b"connection", ())).lower()
    newest = status[1] == b"1" and status[2] != b"0"
    return int(status[3]), headers, b"close" not in said and (newest or b"keep-alive" in said)


def length_of(headers: Mapping[bytes, list[bytes]]) -> int | None:
    """The announced length of the body; None when there is none, WireFault when it cannot be told."""
    values = {value.strip() for line in headers.get(b"content-length", ()) for value in line.split(b",")}
    if not values:
        return None
    said = values.pop()
    if values or not said.isdigit() or len(said) > 18:
        raise WireFault(FetchOutcome.PROTOCOL_ERROR, "the length of the body cannot be told")
    return int(said)


class Connection(asyncio.Protocol):
    """A connection that is asked one question at a time. `reusable` says whether it may be asked another."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Received] | None = None
        self._read: Callable[[bytes], None] = self._head
        self._timer: asyncio.TimerHandle | None = None
        self.reusable = True
        self.tls_fault = ""

    # --- what is done with it

    def ask(self, question: bytes, asked: Asked, arrival: Arrival) -> "asyncio.Future[Received]":
        """Write the question; the future brings the answer, or raises WireFault or TimeoutError."""
        assert self._transport is not None and self._answer is None
        self._asked, self._arrival = asked, arrival
        self._waiting = bytearray()  # read and not understood yet
        self._body = bytearray()
        self._interim = 0
        self._read = self._head
        self._answer = self._loop.create_future()
        self._timer = self._loop.call_later(min(1.0, asked.timeout), self._look)
        self._transport.write(question)
        return self._answer

    def abort(self) -> None:
        """End it at once."""
        self.reusable = False
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None:
            self._transport.abort()

    def _look(self) -> None:
        """Every second: whether what is asked is still worth waiting for."""
        now = time.monotonic()
        if why := self._arrival.too_slow(now, min(FIRST_BYTE, self._asked.timeout)):
            self._fail(WireFault(FetchOutcome.TIMEOUT, why))
        elif now - self._arrival.began > self._asked.timeout:
            self._fail(WireFault(FetchOutcome.TIMEOUT, "no full answer in time"))
        else:
            self._timer = self._loop.call_later(1.0, self._look)

    # --- what the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """As asyncio says it."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Part of an answer; what nobody asked for ends the connection."""
        if self._answer is None or self._answer.done():
            self.abort()
            return
        try:
            self._read(data)
        except WireFault as fault:
            self._fail(fault)

    def connection_lost(self, exc: Exception | None) -> None:
        """The end: of the answer too, if its end was not announced."""
        self.reusable = False
        self._transport = None
        if self._answer is None or self._answer.done():
            return
        if self._read == self._head:
            self._fail(WireFault(FetchOutcome.CONNECTION_LOST, "the connection ended before an answer"))
        else:
            self._finish(bytes(self._body), "open" if self._read == self._until_end else "short")

    # --- how an answer is read

    def _head(self, data: bytes) -> None:
        start = max(0, len(self._waiting) - 3)
        self._waiting += data
        while (end := _END_OF_HEAD.search(self._waiting, start)) is not None:
            status, headers, again = parse_head(bytes(self._waiting[: end.start()]))
            rest = bytes(self._waiting[end.end() :])
            if status >= 200:
                self._waiting = bytearray()
                self._begin(status, headers, again, rest)
                return
            self._interim += 1
            if status == 101 or self._interim > _MAX_INTERIM:
                raise WireFault(FetchOutcome.PROTOCOL_ERROR, "only interim answers")
            self._waiting, start = bytearray(rest), 0
        begun = bytes(self._waiting[:16]).lstrip(b"\r\n")[:5]
        if not b"HTTP/".startswith(begun):
            raise WireFault(FetchOutcome.PROTOCOL_ERROR, f"not HTTP: {bytes(self._waiting[:60])!r}")
        if len(self._waiting) > MAX_HEAD:
            raise WireFault(FetchOutcome.PROTOCOL_ERROR, "the head is larger than the limit")

    def _begin(self, status: int, headers: dict[bytes, list[bytes]], again: bool, rest: bytes) -> None:
        """The head is read: how the body will come."""
        self._arrival.headers_at = time.monotonic()
        self._received = Received(status, headers, tls_fault=self.tls_fault)
        self.reusable = again
        coding = b",".join(headers.get(b"transfer-encoding", ())).strip().lower()
        if status in _NO_BODY:
            self._finish(b"", extra=bool(rest))
            return
        if coding not in (b"", b"chunked", b"identity"):
            raise WireFault(FetchOutcome.PROTOCOL_ERROR, f"transfer encoding {coding[:40]!r}")
        length = None if coding == b"chunked" else length_of(headers)
        if length == 0:
            self._finish(b"", extra=bool(rest))
            return
        if length is not None and length > MAX_BODY and not self._asked.keep:
            raise WireFault(FetchOutcome.TOO_LARGE, "larger than the limit")
        self._left = length or 0  # bytes of the body, or of the chunk, that have not come
        self._between = self._trailing = False
        self._read = self._chunked if coding == b"chunked" else self._until_end if length is None else self._sized
        if rest:
            self._read(rest)

    def _sized(self, data: bytes) -> None:
        if not self._body and len(data) == self._left and not self._asked.keep:  # nearly every page: no copy
            self._arrival.bytes += self._left
            self._finish(data)
            return
        mine, more = data[: self._left], len(data) > self._left
        self._left -= len(mine)
        if self._grow(mine) and not self._left:
            self._finish(bytes(self._body), extra=more)

    def _until_end(self, data: bytes) -> None:
        self.reusable = False
        self._grow(data)

    def _chunked(self, data: bytes) -> None:
        held = bytes(self._waiting) + data if self._waiting else data
        self._waiting, at = bytearray(), 0
        while at < len(held):
            if self._left:
                part = held[at : at + self._left]
                at += len(part)
                self._left -= len(part)
                self._between = not self._left
                if not self._grow(part):
                    return
                continue
            end = held.find(b"\n", at)
            if end < 0:
                break
            line, at = held[at:end].strip(), end + 1
            if self._trailing:
                if not line:
                    self._finish(bytes(self._body), extra=at < len(held))
                    return
                self._trailed(line)
            elif self._between:
                self._between = False
                if line:
                    raise WireFault(FetchOutcome.PROTOCOL_ERROR, "a chunk is longer than it says")
            else:
                self._chunk(line)
        if len(held) - at > _MAX_SIZE_LINE:
            raise WireFault(FetchOutcome.PROTOCOL_ERROR, "a line between chunks has no end")
        self._waiting = bytearray(held[at:])

    def _chunk(self, line: bytes) -> None:
        size = line.partition(b";")[0].strip()
        if len(line) > _MAX_SIZE_LINE or not _CHUNK_SIZE.fullmatch(size):
            raise WireFault(FetchOutcome.PROTOCOL_ERROR, "the size of a chunk cannot be told")
        self._left = int(size, 16)
        self._trailing = not self._left
        self._trailers = 0

    def _trailed(self, line: bytes) -> None:
        self._trailers += len(line) + 2
        if self._trailers > MAX_HEAD:
            raise WireFault(FetchOutcome.PROTOCOL_ERROR, "what follows the last chunk has no end")

    def _grow(self, part: bytes) -> bool:
        """Take in a part of the body; False when that was the end."""
        self._body += part
        self._arrival.bytes += len(part)
        if self._asked.keep and len(self._body) >= self._asked.keep:
            self._finish(bytes(self._body), "kept")
            self.abort()
            return False
        if len(self._body) > MAX_BODY:
            raise WireFault(FetchOutcome.TOO_LARGE, "larger than the limit")
        return True

    # --- how it ends

    def _finish(self, body: bytes, cut: str = "", extra: bool = False) -> None:
        assert self._answer is not None and self._timer is not None
        self._timer.cancel()
        self._received.body, self._received.cut = body, cut
        self._answer.set_result(self._received)
        self._answer, self._body = None, bytearray()
        if (extra or not self.reusable) and self._transport is not None:
            self.reusable = False
            self._transport.close()

    def _fail(self, fault: WireFault) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(fault)
        self._answer, self._body = None, bytearray()
        self.abort()
