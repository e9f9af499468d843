"""Ask for one address and say how it ended: robots, turns at the host, redirects, retries, inflating, limits.

Every way to end is a `FetchOutcome`; nothing here raises for what a site does. A `Download` makes one plain GET
(`crawler.client`), the rest of the manners are here, where one page of code shows them.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from checklist.site import Fetch, FetchOutcome, Page
from crawler import addresses
from crawler.cookies import Cookies
from crawler.exchange import MAX_BODY, Asked, Improper, Received
from crawler.hosts import Hosts
from crawler.replies import MAX_RETRY_AFTER, Reply, outcome_of, read_reply, retry_after
from crawler.robots import MAX_BYTES as ROBOTS_BYTES
from crawler.robots import RawAnswer, Robots
from storage.codec import sha256_of

MAX_HOPS = 10
RETRIES = 2

Download = Callable[[Asked], Awaitable[Received]]

_AGAIN = frozenset(
    {FetchOutcome.CONNECTION_LOST, FetchOutcome.INCOMPLETE, FetchOutcome.SERVER_ERROR, FetchOutcome.BUSY}
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One address asked for to the end: the record, and the bytes (b"" when none came)."""

    fetch: Fetch
    body: bytes = b""
    exchanges: int = 0  # requests it took: redirects and tries count
    known: Page | None = None  # what an earlier night made of the same bytes, which are then not loaded


class Asker:
    """Asks on behalf of one crawl, and counts.

    `in_scope` says whether a redirect may be followed; `delay` is the pause between two requests to a host, made
    longer by the site's Crawl-delay; `patience` the longest single wait (seconds) that a run bears for a busy host.
    `address_of` gives the IP address of a URL's host, whose two places are shared with all other crawls.
    """

    def __init__(
        self,
        download: Download,
        hosts: Hosts,
        *,
        in_scope: Callable[[str], bool],
        delay: float,
        patience: float = 120.0,
        user_agent: str = "",
        obey_robots: bool = True,
        timeout: float = 60.0,
        address_of: Callable[[str], Awaitable[str]] | None = None,
    ) -> None:
        self._download = download
        self._hosts = hosts
        self._in_scope = in_scope
        self._delay = delay
        self._patience = patience
        self._user_agent = user_agent
        self._obey_robots = obey_robots
        self._timeout = timeout
        self._address_of = address_of
        self._odd: set[str] = set()  # hosts whose answers are no proper HTTP: they are read more forgivingly
        self.robots = Robots(self._ask_robots)
        self.cookies = Cookies()
        self.requests = 0
        self.ledger: Counter[str] = Counter()
        self.longest_pause = delay  # seconds between two requests, as the site asked

    async def get(self, url: str, *, previous: Fetch | None = None, may_leave: bool = False) -> Answer:
        """Ask for `url`, following redirects. `may_leave`: a redirect out of scope is followed (the home page's)."""
        before = self.requests
        answer = await self._follow(url, previous, may_leave)
        return Answer(answer.fetch, answer.body, self.requests - before)

    async def _follow(self, url: str, previous: Fetch | None, may_leave: bool) -> Answer:
        chain: list[str] = []
        cookies = self.cookies.of_chain(url)
        seen: dict[str, int] = {}
        at = url
        while True:
            ruling = await self._ruling(at)
            if ruling is not None:
                return self._end(url, ruling, at, chain)
            reply = await self._persist(at, cookies, previous if not chain else None)
            target = self._target(reply, at)
            if target is None:
                self.cookies.offer(at, reply.cookies)
                return self._end(url, reply, at, chain)
            if not target:
                return self._end(
                    url, Reply(FetchOutcome.BAD_ADDRESS, reply.status, detail="redirect to no address"), at, chain
                )
            self.cookies.learn(cookies, reply.cookies, at, target)
            chain.append(target)
            seen[target] = seen.get(target, 0) + 1
            # some sites set a cookie and send us to the same address; once more is worth a try
            if seen[target] > (2 if cookies else 1) or len(chain) > MAX_HOPS or (target == at and not cookies):
                return self._end(
                    url, Reply(FetchOutcome.REDIRECT_LOOP, reply.status, detail=f"{len(chain)} hops"), at, chain
                )
            if not self._in_scope(target) and not may_leave:
                return self._end(url, Reply(FetchOutcome.OFF_SITE, reply.status, detail=target), target, chain)
            at = target

    def busy_for(self, url: str) -> float:
        """Seconds for which the host of `url` has asked to be left alone, when that is longer than our patience."""
        wait = self._hosts.paused_for(addresses.host_of(url))
        return wait if wait > self._patience else 0.0

    def book(self, purpose: str, requests: int) -> None:
        """Enter requests in the ledger under what they were made for: page, document, image, probe, sitemap …"""
        if requests:
            self.ledger[f"requests_{purpose}"] += requests

    async def turn(self, url: str, delay: float = 0.0) -> AbstractAsyncContextManager[None]:
        """A turn at the host of `url`, for a fetcher of another kind (the browser)."""
        return await self._turn(url, max(delay, self.longest_pause))

    # --- one address, several tries

    async def _turn(self, url: str, delay: float) -> AbstractAsyncContextManager[None]:
        address = await self._address_of(url) if self._address_of is not None else ""
        return self._hosts.turn(addresses.host_of(url), delay, address)

    async def _ruling(self, url: str) -> Reply | None:
        if not self._obey_robots:
            return None
        try:
            ruling = await self.robots.ruling(url)
        except ValueError:
            return Reply(FetchOutcome.BAD_ADDRESS, detail="not an address")
        return Reply(ruling.outcome, detail=ruling.detail) if ruling.outcome is not None else None

    async def _persist(self, url: str, cookies: dict[str, str], previous: Fetch | None) -> Reply:
        """Ask until it ends well or for good: twice more for a lost connection, a server error or a busy host."""
        host = addresses.host_of(url)
        delay = max(self._delay, await self.robots.delay(url) if self._obey_robots else 0.0)
        self.longest_pause = max(delay, self.longest_pause)
        for attempt in range(RETRIES + 1):
            async with await self._turn(url, delay):
                reply = await self._exchange(url, cookies, previous)
            if reply.improper and attempt < RETRIES:
                continue
            if reply.outcome not in _AGAIN or (
                reply.outcome is FetchOutcome.SERVER_ERROR and reply.status in (501, 505)
            ):
                return reply
            wait = retry_after(reply.headers.get("retry-after", ""))
            if wait is None:
                wait = max(delay, 0.25) * 2**attempt if reply.outcome is not FetchOutcome.BUSY else 5.0 * 2**attempt
            self._hosts.pause(host, min(wait, MAX_RETRY_AFTER))
            if attempt == RETRIES or wait > self._patience:
                return reply
        return reply

    async def _exchange(self, url: str, cookies: dict[str, str], previous: Fetch | None) -> Reply:
        """One GET. Counted, whatever comes of it."""
        self.requests += 1
        reply = await self._plain(url, cookies, previous)
        self.ledger["bytes"] += reply.came
        self.ledger[reply.outcome.value] += 1
        return reply

    async def _plain(self, url: str, cookies: dict[str, str], previous: Fetch | None, *, cap: int = MAX_BODY) -> Reply:
        headers = {}
        if self._user_agent:
            headers["User-Agent"] = self._user_agent
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if previous is not None and previous.etag:
            headers["If-None-Match"] = previous.etag
        if previous is not None and previous.last_modified:
            headers["If-Modified-Since"] = previous.last_modified
        host = addresses.host_of(url)
        asked = Asked(url, headers, 0 if cap == MAX_BODY else cap, self._timeout, host in self._odd)
        try:
            received = await self._download(asked)
        except Improper as fault:
            self._odd.add(host)
            return Reply(fault.outcome, detail=str(fault), improper=True)
        except Exception as fault:
            outcome, detail = outcome_of(fault)
            return Reply(outcome, detail=detail)
        reply = read_reply(received, cap)
        if reply.outcome is FetchOutcome.NOT_MODIFIED and previous is None:
            reply.outcome, reply.detail = FetchOutcome.PROTOCOL_ERROR, "304 to a question that named no copy"
        return reply

    async def _ask_robots(self, url: str) -> RawAnswer:
        """How `Robots` gets its file: one polite GET, the first 500 KiB, not counted against the budget."""
        url = addresses.normalise(url)
        if not url:
            return RawAnswer(FetchOutcome.BAD_ADDRESS, detail="not an address")
        for _ in range(2):
            async with await self._turn(url, self._delay):
                reply = await self._plain(url, {}, None, cap=ROBOTS_BYTES)
            self.book("robots", 1)
            self.ledger["bytes"] += reply.came
            if not reply.improper:
                break
        location = self._target(reply, url)
        return RawAnswer(reply.outcome, reply.status, reply.body, location or "", reply.detail)

    # --- what came back

    def _target(self, reply: Reply, at: str) -> str | None:
        """Where a redirect points; "" when that is no address; None when the reply is no redirect."""
        if reply.status not in (301, 302, 303, 307, 308) or "location" not in reply.headers:
            return None
        target = addresses.normalise(reply.headers["location"], base=at)
        return target + addresses.route_of(at) if target and not addresses.route_of(target) else target

    def _end(self, url: str, reply: Reply, at: str, chain: list[str]) -> Answer:
        body = reply.body
        headers = reply.headers
        fetch = Fetch(
            url=url,
            outcome=reply.outcome,
            final_url=at,
            status=reply.status,
            content_type=headers.get("content-type", "")[:200],
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            sha256=sha256_of(body) if body else "",
            size=len(body),
            redirects=tuple(chain),
            detail=reply.detail[:300],
            tls_fault=reply.tls,
            etag=headers.get("etag", "")[:300],
            last_modified=headers.get("last-modified", "")[:100],
        )
        return Answer(fetch, body)
