"""One question to a server and its answer as `crawler.client` takes and gives them, and how long that may take."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from checklist.site import FetchOutcome

MAX_BODY = 32 * 1024 * 1024
FIRST_BYTE = 20.0
"""Seconds within which an answer must begin: its whole header, however slowly it drips."""
SLOW_AFTER = 10.0
SLOWEST = 1024
"""Bytes a second that a body must bring, from `SLOW_AFTER` seconds after its header on."""


class WireFault(Exception):  # noqa: N818 - names what happened, not a fault of ours
    """An exchange that gave no answer; `outcome` is what to record, `str()` a short technical phrase."""

    def __init__(self, outcome: FetchOutcome, why: str) -> None:
        self.outcome = outcome
        super().__init__(why)


@dataclass(slots=True)
class Arrival:
    """What has come of an answer so far."""

    began: float = field(default_factory=time.monotonic)
    headers_at: float = 0.0
    bytes: int = 0

    def too_slow(self, now: float, first_byte: float = FIRST_BYTE) -> str:
        """Why the answer is not waited for any longer; "" as long as it is."""
        if not self.headers_at:
            return f"no answer began within {first_byte:.0f} s" if now - self.began > first_byte else ""
        took = now - self.headers_at
        if took > SLOW_AFTER and self.bytes < SLOWEST * took:
            return f"slower than {SLOWEST} bytes a second"
        return ""


@dataclass(slots=True)
class Asked:
    """One GET. `keep`: so many bytes of the body are enough, the rest is not waited for; 0 wants all of it, up to
    `MAX_BODY`. `timeout`: seconds for everything."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    keep: int = 0
    timeout: float = 60.0


@dataclass(slots=True)
class Received:
    """An answer. Header names are in lower case. `cut`: "" when the body is whole, ``short`` when the connection ended
    before its announced end, ``open`` when no end was announced, ``kept`` when we wanted no more."""

    status: int
    headers: Mapping[bytes, list[bytes]]
    body: bytes = b""
    cut: str = ""
    tls_fault: str = ""
