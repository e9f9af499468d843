"""One exchange with a server, as it ended: a response, or what was raised, becomes an outcome with its words.

Nothing here asks or waits: `crawler.asking` does.
"""

import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from checklist.site import FetchOutcome
from crawler.exchange import MAX_BODY, Received, WireFault
from crawler.guard import AddressRefused, NameUnknown
from crawler.inflate import BadEncoding, TooLarge, inflated
from storage.codec import came_packed

MAX_RETRY_AFTER = 3600.0


@dataclass(slots=True)
class Reply:
    """How one exchange with the server ended. `headers` are the few we use, by lower-case name; `tls` as in `Fetch`."""

    outcome: FetchOutcome
    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""
    tls: str = ""
    cookies: tuple[str, ...] = ()
    came: int = 0  # bytes of the body on the wire
    improper: bool = False  # no proper HTTP; `crawler.forgiving` may still read it


def outcome_of(fault: Exception) -> tuple[FetchOutcome, str]:
    """The outcome for what a download raised, and a short technical phrase."""
    if isinstance(fault, (AddressRefused, WireFault)):
        return fault.outcome, str(fault)
    if isinstance(fault, NameUnknown):
        return (FetchOutcome.NETWORK_DOWN if fault.temporary else FetchOutcome.NO_SUCH_HOST), str(fault)
    name = f"{type(fault).__name__}: {fault}"[:200]
    if isinstance(fault, TimeoutError):
        return FetchOutcome.TIMEOUT, "no full answer in time"
    return (FetchOutcome.BAD_ADDRESS if isinstance(fault, ValueError) else FetchOutcome.PROTOCOL_ERROR), name


_HEADERS = ("content-type", "content-encoding", "location", "etag", "last-modified", "retry-after")
"""The headers we use."""
_WRITTEN = tuple((name, name.encode()) for name in _HEADERS)


def read_reply(received: Received, cap: int) -> Reply:
    """The answer as a reply, its body inflated to at most `cap` bytes; below MAX_BODY a larger one keeps its head."""
    headers = {}
    for name, written in _WRITTEN:
        if values := received.headers.get(written):
            headers[name] = _header_text(values[-1])
    reply = Reply(
        _outcome_of_status(received.status, "retry-after" in headers),
        received.status,
        received.body,
        headers,
        tls=received.tls_fault,
        cookies=tuple(value.decode("latin-1") for value in received.headers.get(b"set-cookie", ())[:20]),
        came=len(received.body),
    )
    try:
        if encoding := headers.get("content-encoding", ""):
            reply.body, pure = inflated(received.body, encoding, cap)
            if pure:
                came_packed(reply.body, received.body)
    except TooLarge as large:
        reply.body = large.head if cap != MAX_BODY else b""
        if cap == MAX_BODY:
            reply.outcome, reply.detail = FetchOutcome.TOO_LARGE, str(large)
    except BadEncoding as bad:
        if not received.cut:
            reply.outcome, reply.detail = FetchOutcome.BAD_ENCODING, f"{headers['content-encoding'][:40]}: {bad}"
    if received.cut == "short" and reply.outcome is FetchOutcome.OK:
        reply.outcome, reply.detail = FetchOutcome.INCOMPLETE, "the body ended early"
    return reply


def _outcome_of_status(status: int, told_when: bool) -> FetchOutcome:
    if status == 304:
        return FetchOutcome.NOT_MODIFIED
    if status in (404, 410):
        return FetchOutcome.NOT_FOUND
    if status in (401, 403, 407, 451):
        return FetchOutcome.FORBIDDEN
    if status == 429 or (status == 503 and told_when):
        return FetchOutcome.BUSY
    if 400 <= status < 500:
        return FetchOutcome.CLIENT_ERROR
    if status >= 500:
        return FetchOutcome.SERVER_ERROR
    return FetchOutcome.OK if 200 <= status < 300 else FetchOutcome.PROTOCOL_ERROR


def _header_text(value: bytes) -> str:
    """A header's text: UTF-8 when it is (raw Thai in Location), else as the wire says, byte for character."""
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


def retry_after(value: str) -> float | None:
    """Seconds to wait, from either form of Retry-After; None when there is none that can be read."""
    if not value:
        return None
    if value.isdigit():
        return min(float(value[:9]), MAX_RETRY_AFTER * 24)
    with contextlib.suppress(ValueError, TypeError):
        when = parsedate_to_datetime(value)
        return max(0.0, when.timestamp() - time.time())
    return None
