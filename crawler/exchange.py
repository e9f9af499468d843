"""One question and its answer over HTTP, as plain values: `crawler.client` makes the one of the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checklist.site import FetchOutcome

MAX_BODY = 32 * 1024 * 1024


class WireFault(Exception):  # noqa: N818 - names what happened, not a fault of ours
    """An exchange that gave no answer; `outcome` is what to record, `str()` a short technical phrase."""

    def __init__(self, outcome: FetchOutcome, why: str) -> None:
        self.outcome = outcome
        super().__init__(why)


class Improper(WireFault):
    """What came is no proper HTTP; asked in the forgiving way it may still be read."""


@dataclass(slots=True)
class Asked:
    """One GET. `keep`: so many bytes of the body are enough, the rest is not waited for; 0 wants all of it, up to
    `MAX_BODY`. `timeout`: seconds for everything. `forgiving`: put up with what is no proper HTTP."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    keep: int = 0
    timeout: float = 60.0
    forgiving: bool = False


@dataclass(slots=True)
class Received:
    """An answer. Header names are in lower case. `cut`: "" when the body is whole, ``short`` when the connection ended
    before its announced end, ``open`` when no end was announced, ``kept`` when we wanted no more."""

    status: int
    headers: Mapping[bytes, list[bytes]]
    body: bytes = b""
    cut: str = ""
    tls_fault: str = ""


def by_name(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, list[bytes]]:
    """Header lines as `Received` has them."""
    found: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        found.setdefault(name.lower(), []).append(value)
    return found


def too_large() -> WireFault:
    """A body over the limit."""
    return WireFault(FetchOutcome.TOO_LARGE, "larger than the limit")
