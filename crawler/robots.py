"""robots.txt as RFC 9309 wants it: what cannot be reached forbids everything, what does not exist allows everything."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache

import ada_url
from protego import Protego

from checklist.site import FetchOutcome

MAX_BYTES = 500 * 1024
MAX_REDIRECTS = 5
MAX_DELAY = 60.0
KEEP_SECONDS = 24 * 3600.0
AGENT = "oit"

# The whole host is then out of reach, and the page's own fetch would end the same way: say that, not "robots".
_HOST_IS_GONE = frozenset(
    {
        FetchOutcome.NO_SUCH_HOST,
        FetchOutcome.REFUSED,
        FetchOutcome.BLOCKED_ADDRESS,
        FetchOutcome.BAD_ADDRESS,
        FetchOutcome.TLS_ERROR,
        FetchOutcome.NETWORK_DOWN,
    }
)


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """How one plain GET ended: no redirect followed, nothing judged. `location` is where a 3xx points, absolute."""

    outcome: FetchOutcome
    status: int = 0
    body: bytes = b""
    location: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """May this address be asked? `outcome` is None for yes, else what to record; `detail` says why."""

    outcome: FetchOutcome | None
    detail: str = ""


@dataclass(slots=True)
class _Rules:
    parsed: Protego | None  # None: everything is allowed
    refusal: Ruling | None
    read_at: float


class Robots:
    """The robots.txt of the hosts of one crawl. `ask` makes the request (politely, through the guard)."""

    def __init__(self, ask: Callable[[str], Awaitable[RawAnswer]], agent: str = AGENT) -> None:
        self._ask = ask
        self._agent = agent
        self._rules: dict[str, _Rules] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def ruling(self, url: str) -> Ruling:
        """Whether `url` may be asked."""
        rules = await self._of(url)
        if rules.refusal is not None:
            return rules.refusal
        if rules.parsed is not None and not rules.parsed.can_fetch(url, self._agent):
            return Ruling(FetchOutcome.ROBOTS, "robots.txt disallows this address")
        return Ruling(None)

    async def delay(self, url: str) -> float:
        """The Crawl-delay asked of us, at most 60 seconds; 0 when none is."""
        rules = await self._of(url)
        asked = rules.parsed.crawl_delay(self._agent) if rules.parsed is not None else None
        return min(float(asked or 0.0), MAX_DELAY)

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """Sitemap addresses that the host's robots.txt names."""
        rules = await self._of(url)
        return tuple(rules.parsed.sitemaps)[:10] if rules.parsed is not None else ()

    async def _of(self, url: str) -> _Rules:
        site = _origin_of(url)
        held = self._rules.get(site)
        if held is not None and time.monotonic() - held.read_at <= KEEP_SECONDS:
            return held
        lock = self._locks.setdefault(site, asyncio.Lock())
        async with lock:
            held = self._rules.get(site)
            if held is None or time.monotonic() - held.read_at > KEEP_SECONDS:
                held = self._rules[site] = await self._read(site + "/robots.txt")
            return held

    async def _read(self, url: str) -> _Rules:
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._ask(url)
            if answer.location and 300 <= answer.status < 400:
                url = answer.location
                continue
            return _judge(answer)
        return _judge(RawAnswer(FetchOutcome.NOT_FOUND, detail="too many redirects"))


def _origin_of(url: str) -> str:
    """Scheme, host and port of an address; what it begins with is parsed once a host. ValueError when it is none."""
    scheme, mark, rest = url.partition("://")
    return _origin(f"{scheme}{mark}{rest.partition('/')[0]}/")


@lru_cache(maxsize=4_096)
def _origin(place: str) -> str:
    return str(ada_url.URL(place).origin)


def _judge(answer: RawAnswer) -> _Rules:
    """RFC 9309, 2.3.1: found, unavailable (4xx: allowed) or unreachable (5xx, network: all disallowed)."""
    now = time.monotonic()
    if answer.status == 200 and answer.body and answer.outcome in (FetchOutcome.OK, FetchOutcome.INCOMPLETE):
        return _Rules(_parse(answer.body), None, now)
    if answer.status == 429 or answer.outcome is FetchOutcome.BUSY:
        return _Rules(None, Ruling(FetchOutcome.ROBOTS, f"robots.txt answered {answer.status}"), now)
    if 200 <= answer.status < 500 or answer.outcome is FetchOutcome.NOT_FOUND:
        return _Rules(None, None, now)
    if answer.outcome in _HOST_IS_GONE:
        return _Rules(None, Ruling(answer.outcome, answer.detail), now)
    why = f"answered {answer.status}" if answer.status else f"could not be read ({answer.outcome.value})"
    return _Rules(None, Ruling(FetchOutcome.ROBOTS, f"robots.txt {why}"), now)


def _parse(body: bytes) -> Protego | None:
    text = body[:MAX_BYTES].removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    if text.lstrip()[:1] == "<":  # a "not found" page with status 200
        return None
    return Protego.parse(text)
