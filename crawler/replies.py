"""One exchange with a server, as it ended: a response, or what was raised, becomes an outcome with its words.

Nothing here asks or waits: `crawler.asking` does.
"""

import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from checklist.site import FetchOutcome
from crawler import addresses
from crawler.certificates import tls_fault
from crawler.guard import AddressRefused
from crawler.inflate import BadEncoding, TooLarge, inflate

MAX_BODY = 32 * 1024 * 1024
MAX_RETRY_AFTER = 3600.0


class TooSlow(TimeoutError):  # noqa: N818 - the word for what a site does
    """The answer did not begin in time, or comes drop by drop; `str()` says which."""


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


def outcome_of(fault: BaseException) -> tuple[FetchOutcome, str]:
    """The outcome for what a download raised, and a short technical phrase."""
    name = f"{type(fault).__name__}: {fault}"[:200]
    if isinstance(fault, AddressRefused):
        return fault.outcome, str(fault)
    if isinstance(fault, CannotResolveHostError):
        temporary = getattr(fault.__cause__, "temporary", False)
        return (FetchOutcome.NETWORK_DOWN if temporary else FetchOutcome.NO_SUCH_HOST), str(fault)
    if isinstance(fault, DownloadConnectionRefusedError):
        return FetchOutcome.REFUSED, "connection refused"
    if isinstance(fault, TooSlow):
        return FetchOutcome.TIMEOUT, str(fault)
    if isinstance(fault, (DownloadTimeoutError, TimeoutError)):
        return FetchOutcome.TIMEOUT, "no full answer in time"
    if isinstance(fault, DownloadCancelledError):
        return FetchOutcome.TOO_LARGE, "larger than the limit"
    if isinstance(fault, ResponseDataLossError):
        return FetchOutcome.INCOMPLETE, "the body ended early"
    if isinstance(fault, (UnsupportedURLSchemeError, ValueError)):
        return FetchOutcome.BAD_ADDRESS, name
    return _from_reasons(fault, name)


def _from_reasons(fault: BaseException, name: str) -> tuple[FetchOutcome, str]:
    """Twisted wraps what happened in lists of failures; the first telling name decides."""
    names = " ".join(_names(fault))
    if "SSL" in names or "CertificateError" in names or "VerificationError" in names:
        return FetchOutcome.TLS_ERROR, name
    if any(
        word in names for word in ("ParseError", "BadHeaders", "RequestNotSent", "StringTransport", "TransferDecoding")
    ):
        return FetchOutcome.PROTOCOL_ERROR, name
    if "_DataLoss" in names or "PotentialDataLoss" in names:
        return FetchOutcome.INCOMPLETE, name
    if "NoRouteError" in names or "ENETUNREACH" in names or "Network is unreachable" in names:
        return FetchOutcome.NETWORK_DOWN, name
    if isinstance(fault, DownloadFailedError) or "Connection" in names or "ConnectError" in names:
        return FetchOutcome.CONNECTION_LOST, name
    return FetchOutcome.PROTOCOL_ERROR, name


def _names(fault: object, depth: int = 0) -> list[str]:
    if fault is None or depth > 4:
        return []
    found = [type(fault).__name__, str(fault)]
    for reason in getattr(fault, "reasons", None) or ():
        found += _names(getattr(reason, "value", reason), depth + 1)
    return found + _names(getattr(fault, "__cause__", None), depth + 1)


_HEADERS = {
    "content-type": b"Content-Type",
    "content-encoding": b"Content-Encoding",
    "location": b"Location",
    "etag": b"Etag",
    "last-modified": b"Last-Modified",
    "retry-after": b"Retry-After",
}
"""The headers we use, and the one way in which Scrapy's `Headers` keeps their names: asking it by others costs five
times as much."""


def read_reply(response: Response, cap: int) -> Reply:
    """The response as a reply, its body inflated to at most `cap` bytes; below MAX_BODY a larger one keeps its head."""
    headers = {}
    for name, written in _HEADERS.items():
        if values := dict.get(response.headers, written):
            headers[name] = _header_text(values[-1])
    reply = Reply(
        _outcome_of_status(response.status, "retry-after" in headers),
        response.status,
        response.body,
        headers,
        tls=tls_fault(response.certificate, addresses.hostname_of(response.url)),
        cookies=tuple(value.decode("latin-1") for value in response.headers.getlist("Set-Cookie")[:20]),
        came=len(response.body),
    )
    cut = "dataloss" in response.flags or "partial" in response.flags or "download_stopped" in response.flags
    try:
        if encoding := headers.get("content-encoding", ""):
            reply.body = inflate(reply.body, encoding, cap)
    except TooLarge as large:
        reply.body = large.head if cap != MAX_BODY else b""
        if cap == MAX_BODY:
            reply.outcome, reply.detail = FetchOutcome.TOO_LARGE, str(large)
    except BadEncoding as bad:
        if not cut:
            reply.outcome, reply.detail = FetchOutcome.BAD_ENCODING, f"{headers['content-encoding'][:40]}: {bad}"
    if "dataloss" in response.flags and reply.outcome is FetchOutcome.OK:
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


def learn_cookies(cookies: dict[str, str], reply: Reply, at: str, target: str) -> None:
    """Cookies live for one chain of redirects on one host, and are then forgotten."""
    if addresses.host_of(at) != addresses.host_of(target):
        cookies.clear()
        return
    for line in reply.cookies:
        name, mark, value = line.partition(";")[0].partition("=")
        if mark and name.strip() and len(line) < 4096 and line.isprintable():
            cookies[name.strip()] = value.strip()
