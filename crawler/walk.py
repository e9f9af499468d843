"""Walk one agency's website: take the best address, ask, read what came, save it with the links it taught, again.

The walk is one coroutine for one crawl; files are read by child processes meanwhile. Every result is saved together
with its frontier row and the new rows in one transaction, so that a killed walk goes on where it was.
"""

import asyncio
import contextlib
import hashlib
import logging
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from checklist.agency import Agency
from checklist.model import Topic
from checklist.site import (
    DEAD_OUTCOMES,
    Document,
    Fetch,
    FetchOutcome,
    Link,
    OffSite,
    Page,
    PageState,
    Site,
    Step,
)
from crawler import addresses, sitemap
from crawler.asking import Answer, Asker, Download
from crawler.deep import read_deeply
from crawler.documents import OcrBudget, is_document
from crawler.events import DocumentSeen, Event, FetchFailed, Observer, OffSiteSeen, PageSeen, Progress
from crawler.files import Files
from crawler.frontier import PROMISING, Frontier, Value, kind_of
from crawler.guard import AddressRefused, Guard, NameUnknown
from crawler.hosts import Hosts
from crawler.looking import Looked, Seen, is_heavy
from crawler.offsite import interpret, resolve_embed, service_of
from crawler.parse import PARSER_VERSION
from crawler.soft404 import same_as_probe
from crawler.tools import Tools
from storage.store import CrawlRecord, FrontierRow, Store

if TYPE_CHECKING:
    from crawler.rendered import Rendered

log = logging.getLogger(__name__)

T = TypeVar("T")
Result = Page | Document | Fetch | OffSite

MAX_READING = 4
"""Files read at a time for one agency; while so many are open the walk waits."""
ABORT_SECONDS = 2.0
"""How long what was broken off may take to end."""
GIVE_UP_AFTER = 8
"""Failed connections in a row after which a site is left for another night."""
MAX_OFFSITE = 600
MAX_LOOKS = 15
"""Places on public services that are looked at, once each, after the agency's own site."""
MAX_PICTURES = 20
PICTURES_OF_PAGE = 3
MAX_SITEMAP = 500
LINKS_AT_ONCE = 100

_DECORATION = re.compile(
    r"logo|icon|banner|header|footer|button|btn|/bg|background|arrow|counter|avatar", re.IGNORECASE
)
_READABLE = frozenset({FetchOutcome.OK, FetchOutcome.INCOMPLETE, FetchOutcome.NOT_MODIFIED})
_SILENT = frozenset(
    {FetchOutcome.TIMEOUT, FetchOutcome.CONNECTION_LOST, FetchOutcome.REFUSED, FetchOutcome.NO_SUCH_HOST}
    | {FetchOutcome.NETWORK_DOWN}
)


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """How to crawl. `delay`: seconds between two requests to a host; `patience`: longest wait borne for a busy host.

    `allow_hosts`: further hosts that count as the agency's own; `contact` is shown in the user agent; `timeout` bounds
    one request; `render` and `ocr` say whether Chromium and tesseract may be used. `version` is recorded.
    """

    max_requests: int = 400
    delay: float = 1.0
    render: bool = True
    ocr: bool = True
    contact: str = ""
    allow_hosts: tuple[str, ...] = ()
    timeout: float = 60.0
    patience: float = 120.0
    max_renders: int = 20
    version: str = ""


@dataclass(slots=True)
class Job:
    """All that a walk needs, as `crawl_agency` was given it."""

    agency: Agency
    home: str
    store: Store
    record: CrawlRecord
    options: CrawlOptions
    topics: Mapping[str, Topic]
    value: Value
    tools: Tools
    hosts: Hosts
    stop: asyncio.Event
    guard: Guard
    unsettled: Callable[[], frozenset[str]] | None = None
    observer: Observer | None = None
    user_agent: str = ""
    look_off_site: bool = False


class _StoppedError(Exception):
    """The operator stopped the crawl while something was waited for."""


@dataclass(slots=True)
class _Saved:
    """One result, ready to be saved and yielded."""

    result: Result
    body: bytes | None = None
    done: str | None = None
    new: Sequence[FrontierRow] = ()
    reader: str = ""


class Walk:
    """The walk of one crawl. Iterate `items()`; then `outcome`, `detail`, `ledger` and `hosts` say how it went."""

    def __init__(self, job: Job, download: Download) -> None:
        self.job = job
        options = job.options
        self.frontier = Frontier(job.home, job.value, allow_hosts=options.allow_hosts)
        self.asker = Asker(
            download,
            job.hosts,
            in_scope=self.frontier.in_scope,
            delay=options.delay,
            patience=options.patience,
            user_agent=job.user_agent,
            timeout=options.timeout,
            address_of=self._address_of,
        )
        self.outcome = "finished"
        self.detail = ""
        self.pages = 0
        self.documents = 0
        self._began = time.monotonic()
        self._before = job.record.requests
        self._renders = 0
        self._menus_seen: set[str] = set()
        self._menus_looked_at = False  # before the crawl was broken off
        self._ocr = OcrBudget() if options.ocr else None
        self._files = Files(job.store, job.tools, self._ocr)
        self._pictured = 0
        self._looks = 0
        self._silence = 0
        self._offsite: dict[str, tuple[float, OffSite]] = {}
        self._reading: set[asyncio.Task[list[_Saved]]] = set()
        self._probe: Page | None = None
        self._texts: dict[int, str] = {}  # hash of a page's text → its address
        self._mapped = False
        self._machines: dict[str, str] = {}  # host → its IP address
        self._seen_before = job.store.latest_crawl(job.agency.id) is not None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that turned out to be the agency's own."""
        return self.frontier.hosts

    @property
    def requests(self) -> int:
        """Requests made for this crawl, those before an interruption included."""
        return self._before + self.asker.requests

    @property
    def ledger(self) -> dict[str, int]:
        """Where requests went, how politely, and which addresses were never asked for and why.

        Of a crawl that was broken off and taken up again, all parts together.
        """
        counted = Counter(self.asker.ledger)
        counted.update({f"skipped_{why}": count for why, count in sorted(self.frontier.dropped.items())})
        counted["files_known"] = self._files.read_again
        counted["seconds"] = round(time.monotonic() - self._began)
        # what was skipped is counted anew when a crawl is lived through again
        before = Counter({k: n for k, n in self.job.record.ledger.items() if not k.startswith("skipped_")})
        pause = max(before.pop("pause_seconds", 0), round(self.asker.longest_pause))
        return dict(before + counted) | {"pause_seconds": pause}

    async def items(self) -> AsyncIterator[Result]:
        """Walk to the end of the site, the budget or the operator's patience, yielding everything that was saved."""
        try:
            async for saved in self._walk():
                self._keep(saved)
                yield saved.result
        except _StoppedError:
            self.outcome = "stopped"
        finally:
            for task in self._reading:
                task.cancel()
            await asyncio.gather(*self._reading, return_exceptions=True)

    # --- the loop

    async def _walk(self) -> AsyncIterator[_Saved]:
        resumed = await self._resume()
        if not resumed:
            async for saved in self._begin():
                yield saved
            if self.outcome != "finished":
                return
        while (row := await self._next()) is not None:
            self._tell_progress()
            answer = await self._unless_stopped(self._ask(row))
            for saved in await self._digest(row, answer):
                yield saved
            for saved in self._finished_readings():
                yield saved
            if self._hopeless(row, answer.fetch):
                break
        while self._reading:
            await self._unless_stopped(asyncio.wait(self._reading, return_when=asyncio.FIRST_COMPLETED))
            for saved in self._finished_readings():
                yield saved
        async for saved in self._look_elsewhere():
            yield saved
        self._tell_progress()

    async def _unless_stopped(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` gives. When the operator stops the crawl first, the work is broken off, its connection closed,
        and _StoppedError ends the walk: the address then still waits."""
        if self.job.stop.is_set():
            work.close()
            raise _StoppedError
        task = asyncio.create_task(work)
        stopping = asyncio.create_task(self.job.stop.wait())
        try:
            await asyncio.wait((task, stopping), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            raise _StoppedError
        finally:
            task.cancel()
            stopping.cancel()
            await asyncio.wait((task, stopping), timeout=ABORT_SECONDS)

    async def _next(self) -> FrontierRow | None:
        """The next address to ask for; None when the walk is over, with `outcome` set."""
        while True:
            if self.job.stop.is_set():
                self.outcome = "stopped"
                return None
            if self.requests >= self.job.options.max_requests:
                self.outcome = "budget" if len(self.frontier) else "finished"
                return None
            if len(self._reading) >= MAX_READING:
                await asyncio.wait(self._reading, return_when=asyncio.FIRST_COMPLETED, timeout=0.5)
                if len(self._reading) >= MAX_READING and not any(task.done() for task in self._reading):
                    continue
            if self.job.unsettled is not None and self.asker.requests % 10 == 5:
                self.frontier.still_wanted(self.job.unsettled())
            row = self.frontier.pop()
            if row is not None:
                return row
            if not self._mapped:
                self._mapped = True
                await self._unless_stopped(self._read_sitemaps())
                continue
            if not self._reading:
                return None
            await asyncio.wait(self._reading, return_when=asyncio.FIRST_COMPLETED, timeout=0.5)
            if any(task.done() for task in self._reading):
                return None  # nothing waits: the loop after this one collects the rest

    def _hopeless(self, row: FrontierRow, fetch: Fetch) -> bool:
        """Whether the site has stopped answering, so that going on only wears out both sides."""
        if fetch.outcome in _SILENT and self.frontier.in_scope(row.url):
            self._silence += 1
        else:
            self._silence = 0
        if self._silence >= GIVE_UP_AFTER:
            self.outcome, self.detail = "stopped", f"the site stopped answering: {fetch.outcome.value} {fetch.detail}"
            return True
        wait = self.asker.busy_for(row.url)
        if wait:
            self.outcome, self.detail = "stopped", f"the site asked to be left alone for {wait:.0f} seconds"
        return bool(wait)

    # --- beginning

    async def _resume(self) -> bool:
        """Take up an interrupted crawl: what it learnt and the addresses that waited; False when this is a new one."""
        store, crawl = self.job.store, self.job.record.id
        known = store.known_urls(crawl)
        if not known:
            return False
        for host in self.job.record.hosts:
            self.frontier.add_host(host)
        await self._recall(store.site(crawl))
        self.frontier.forget_waiting()
        for url in known:
            self.frontier.know(url)
        self.frontier.load(store.todo(crawl))
        await self._look_at_nonsense(self.job.home)
        return True

    async def _recall(self, site: Site) -> None:
        """Live through what was seen once more, without asking: look-alikes, copies, places elsewhere, and whoever
        watches know afterwards what they would know had the crawl never been broken off."""
        for page in site.pages:
            row = FrontierRow(
                page.url, depth=len(page.path), found_on=page.found_on, anchor=page.anchor, path=page.path
            )
            self.frontier.know(page.url)
            self.frontier.asked(row)
            self._tell(PageSeen(self.job.agency.id, page))
            await self._links(row, page)
            self._renders += page.fetch.rendered
        for document in site.documents:
            row = FrontierRow(document.url, depth=len(document.path), kind_hint=kind_of(document.url))
            if "#" not in document.url:
                self.frontier.asked(row)
                self.frontier.taught(row)
                self._pictured += row.kind_hint == "image"
            self._tell(DocumentSeen(self.job.agency.id, document))
        for fetch in site.failures:
            row = FrontierRow(fetch.url)
            self.frontier.asked(row)
            if fetch.outcome in DEAD_OUTCOMES:
                self.frontier.dead(row)
            self._tell(FetchFailed(self.job.agency.id, fetch))
        self.pages, self.documents = len(site.pages), len(site.documents)
        self._menus_looked_at = self._renders > 0

    async def _begin(self) -> AsyncIterator[_Saved]:
        """Ask for the home page, in the other spellings of its address if the given one is dead."""
        failed: list[_Saved] = []
        for home in _spellings(self.job.home):
            self.frontier.know(home)
            answer = await self._unless_stopped(self.asker.get(home, may_leave=True))
            self.asker.book("page", answer.exchanges)
            if answer.fetch.outcome in _READABLE and answer.fetch.outcome is not FetchOutcome.OFF_SITE:
                for saved in failed:
                    yield saved
                self._adopt(answer.fetch)
                row = FrontierRow(url=home, priority=1.0)
                for saved in await self._digest(row, answer):
                    yield saved
                await self._look_at_nonsense(answer.fetch.final_url)
                return
            failed.append(_Saved(answer.fetch, answer.body or None))
        for saved in failed:
            self._tell(FetchFailed(self.job.agency.id, saved.result))  # type: ignore[arg-type]
            yield saved
        first = failed[0].result
        assert isinstance(first, Fetch)
        self.outcome = "unreachable"
        self.detail = " ".join(part for part in (first.outcome.value, str(first.status or ""), first.detail) if part)

    def _adopt(self, fetch: Fetch) -> None:
        """Where the home page leads is the agency's own, unless that is a public service such as Facebook."""
        for url in (*fetch.redirects, fetch.final_url):
            if url and service_of(url) in ("other", ""):
                self.frontier.add_host(addresses.host_of(url))
            self.frontier.know(url)

    async def _look_at_nonsense(self, home: str) -> None:
        """What this site answers to an address that cannot exist: later pages like it are "not found" pages."""
        name = hashlib.sha256(home.encode()).hexdigest()[:12]
        url = addresses.normalise(f"/no-such-page-{name}", base=home)
        if not url or self.requests >= self.job.options.max_requests:
            return
        answer = await self._unless_stopped(self.asker.get(url))
        self.asker.book("probe", answer.exchanges)
        if answer.fetch.outcome is FetchOutcome.OK and answer.body:
            looked = await self.job.tools.look(answer.body, Seen(url, answer.fetch, answer.fetch.content_type))
            self._probe = looked.page

    async def _read_sitemaps(self) -> None:
        """When links run out: what the site's own map names, as hints of low value."""
        options = self.job.options
        home = addresses.normalise(self.job.home)
        named = await self.asker.robots.sitemaps(home)
        waiting = [url for url in named if self.frontier.in_scope(url)] or [
            addresses.normalise("/sitemap.xml", base=home)
        ]
        rows: list[FrontierRow] = []
        for _ in range(sitemap.MAX_FILES):
            if not waiting or self.requests >= options.max_requests or len(rows) >= MAX_SITEMAP:
                break
            url = waiting.pop(0)
            if not url or not self.frontier.know(url):
                continue
            answer = await self.asker.get(url)
            self.asker.book("sitemap", answer.exchanges)
            if answer.fetch.outcome is not FetchOutcome.OK:
                continue
            found = sitemap.read(answer.body, base=url)
            waiting += [inner for inner in found.maps if self.frontier.in_scope(inner)]
            for page in found.pages[:MAX_SITEMAP]:
                worth, _ = self.job.value(Link(page, ""), "")
                if row := self.frontier.hint(page, priority=0.02 + 0.5 * worth, found_on=url):
                    rows.append(row)
        if rows:
            self.job.store.add_urls(self.job.record.id, rows)

    async def _address_of(self, url: str) -> str:
        """The IP address whose two places all agencies on it share; "" for the operator's own seed, or unknown."""
        host = addresses.host_of(url)
        if host not in self._machines:
            guard, found = self.job.guard, ""
            with contextlib.suppress(AddressRefused, NameUnknown):
                place = guard.check(url)
                found = "" if place in guard.allow else (await guard.resolve(*place))[0]
            self._machines[host] = found
        return self._machines[host]

    # --- one address

    async def _ask(self, row: FrontierRow) -> Answer:
        kept = self._kept(row)
        answer = await self.asker.get(row.url, previous=kept)
        self.asker.book(self._purpose(row, answer), answer.exchanges)
        fetch = answer.fetch
        if fetch.outcome is FetchOutcome.NOT_MODIFIED and kept is not None:
            known = self._known(row, kept.sha256) if kind_of(row.url) == "page" else None
            body = b"" if known is not None else self.job.store.body(kept.sha256)
            if body is None:  # the copy is gone: ask for the whole again
                return await self.asker.get(row.url)
            fetch = replace(
                fetch,
                sha256=kept.sha256,
                size=len(body) or kept.size,
                content_type=fetch.content_type or kept.content_type,
                etag=fetch.etag or kept.etag,
                last_modified=fetch.last_modified or kept.last_modified,
                unchanged=True,
            )
            return Answer(fetch, body, known=known)
        if kept is not None and fetch.sha256 == kept.sha256:
            return Answer(replace(fetch, unchanged=True), answer.body)
        return answer

    def _known(self, row: FrontierRow, sha256: str) -> Page | None:
        """The page that an earlier night read from the same bytes, when it is content and no other answer's twin."""
        known = self.job.store.known_page(sha256, PARSER_VERSION, row.url)
        if known is None or known.state is not PageState.CONTENT:
            return None
        return None if self._probe is not None and same_as_probe(known, self._probe) else known

    def _kept(self, row: FrontierRow) -> Fetch | None:
        """What an earlier crawl of the agency got from that address, when its bytes are as they were served."""
        if not self._seen_before:
            return None
        previous = self.job.store.previous_fetch(self.job.agency.id, row.url)
        return previous if previous is not None and previous.sha256 and not previous.rendered else None

    async def _digest(self, row: FrontierRow, answer: Answer) -> list[_Saved]:
        """What an answer is: a page, a file that is sent to a reader, an address off the site, or a failure."""
        fetch = answer.fetch
        if fetch.outcome is FetchOutcome.OFF_SITE:
            return [self._left(row, fetch)]
        came = answer.body or answer.known is not None or fetch.outcome is FetchOutcome.OK
        if fetch.outcome not in _READABLE or not came:
            if fetch.outcome in DEAD_OUTCOMES:
                self.frontier.dead(row)
            self._tell(FetchFailed(self.job.agency.id, fetch, row.anchor, row.found_on))
            return [_Saved(fetch, answer.body or None, done=row.url)]
        if fetch.final_url != row.url and row.depth and not self.frontier.know(fetch.final_url):
            # redirected to a page that was or will be read under its own address: this one is only another name for it
            return [_Saved(fetch, None, done=row.url)]
        if answer.known is None and self._is_file(row, answer):
            self._start_reading(row, answer)
            return []
        return await self._page(row, answer)

    def _is_file(self, row: FrontierRow, answer: Answer) -> bool:
        return is_document(answer.fetch.content_type, answer.fetch.final_url or row.url, answer.body[:4096])

    def _purpose(self, row: FrontierRow, answer: Answer) -> str:
        """What the request was for, by what came, else by the address: page, document or image."""
        kind = kind_of(row.url)
        if not answer.body:
            return kind  # of a known page it is "page"
        if not self._is_file(row, answer):
            return "page"
        return kind if kind == "image" else "document"

    def _left(self, row: FrontierRow, fetch: Fetch) -> _Saved:
        """A link of the agency's own that leads off the site."""
        target = fetch.final_url
        seen = OffSite(target, service_of(target), row.found_on, row.anchor, row.heading, row.row, row.group, row.path)
        self._tell(OffSiteSeen(self.job.agency.id, seen))
        return _Saved(seen, done=row.url)

    async def _page(self, row: FrontierRow, answer: Answer) -> list[_Saved]:
        body = answer.body
        looked = await self._look(row, answer.fetch, body, answer.known)
        page = looked.page
        if page is None:
            return [self._unread(row, answer, looked.why)]
        if page.state is PageState.NEEDS_SCRIPT or self._worth_rendering(looked.wanted):
            rendered = await self._render(row, answer)
            if rendered is not None:
                page, body, looked = rendered
            elif not self.job.options.render or self.job.tools.no_browser:
                page = replace(page, unrendered=looked.wanted)
        if looked.why and not page.fetch.detail:
            page = replace(page, fetch=replace(page.fetch, detail=looked.why[:200]))
        self.pages += 1
        new, seen = await self._links(row, page)
        new += self._pictures(row, page, body)
        self._tell(PageSeen(self.job.agency.id, page))
        return [_Saved(page, body or None, done=row.url, new=new, reader=PARSER_VERSION), *seen]

    def _unread(self, row: FrontierRow, answer: Answer, why: str) -> _Saved:
        """A page whose reading was cut off at its limits: its bytes are kept, nothing is claimed of it."""
        fetch = replace(answer.fetch, outcome=FetchOutcome.PARSE_TIMEOUT, detail=why[:200])
        self._tell(FetchFailed(self.job.agency.id, fetch, row.anchor, row.found_on))
        return _Saved(fetch, answer.body, done=row.url)

    async def _look(self, row: FrontierRow, fetch: Fetch, body: bytes, known: Page | None = None) -> Looked:
        """The page and its state: as an earlier night read the same bytes, or read now, a heavy one in a child."""
        if fetch.unchanged and not fetch.rendered and fetch.final_url == row.url:
            known = known or self._known(row, fetch.sha256)
            if known is not None:
                known = replace(known, fetch=fetch, found_on=row.found_on, anchor=row.anchor, path=row.path)
                return Looked(known, "", known.wanted)
        seen = Seen(row.url, fetch, fetch.content_type, row.found_on, row.anchor, row.path, self._probe)
        return await self.job.tools.look(body, seen)

    def _worth_rendering(self, why: str) -> bool:
        """A site repeats its menu on every page: what script makes of it is seen once, not twenty times."""
        if not why or why in self._menus_seen:
            return False
        if "menu" in why and self._menus_looked_at:
            return False
        if "menu" in why:
            self._menus_seen.add(why)
        return True

    async def _render(self, row: FrontierRow, answer: Answer) -> tuple[Page, bytes, Looked] | None:
        """The page after script, when a browser can be had and gives more than the plain page."""
        options = self.job.options
        if not options.render or self._renders >= options.max_renders:
            return None
        self._renders += 1
        rendered = await self._unless_stopped(self._in_browser(answer.fetch.final_url or row.url))
        if rendered is None or rendered.outcome is not FetchOutcome.OK or not rendered.html:
            return None
        body = rendered.html
        fetch = replace(
            answer.fetch,
            rendered=True,
            sha256=hashlib.sha256(body).hexdigest(),
            size=len(body),
            content_type="text/html; charset=utf-8",
        )
        looked = await self._look(row, fetch, body)
        if looked.page is None:
            return None
        written = {link.url for link in looked.page.links}
        found = (Link(addresses.normalise(url), text[:300], "script") for url, text in rendered.links)
        extra = tuple(link for link in found if link.url and link.url not in written)
        return replace(looked.page, links=(*looked.page.links, *extra)), body, looked

    async def _in_browser(self, url: str) -> "Rendered | None":
        """The page in the browser, in the host's turn: the browser is a visitor like any other."""
        async with self.asker.turn(url):
            self.asker.book("render", 1)
            return await self.job.tools.render(url, self.job.guard)

    async def _links(self, row: FrontierRow, page: Page) -> tuple[list[FrontierRow], list[_Saved]]:
        """The page's links: those of the agency wait in the frontier, those of others are noted once."""
        parent, topics = self._worth_of(row, page)
        new: list[FrontierRow] = []
        seen: list[_Saved] = []
        if page.state not in (
            PageState.CONTENT,
            PageState.EMPTY,
            PageState.NEEDS_SCRIPT,
            PageState.FILLER,
            PageState.LOGIN,
        ):
            return new, seen
        if self._is_copy(page):
            return new, seen
        promising = 0
        for number, link in enumerate(_resolved(page.links), 1):
            if number % LINKS_AT_ONCE == 0:
                await asyncio.sleep(0)  # a page of two thousand links must not hold up the other crawls
            if link.place == "meta" and row.depth == 0 and service_of(link.url) in ("other", ""):
                self.frontier.add_host(addresses.host_of(link.url))
            if self.frontier.in_scope(link.url):
                if found := self.frontier.offer(link, page, row.depth + 1, parent=parent):
                    new.append(found)
                    promising += self.frontier.promise(link)[0] >= PROMISING
            elif note := self._note_offsite(page, link):
                seen.append(note)
        if promising:
            self.frontier.taught(row)
        elif parent >= 0.5 and page.state is PageState.CONTENT:
            self.frontier.taught(row, topics)
        return new, seen

    def _pictures(self, row: FrontierRow, page: Page, body: bytes) -> list[FrontierRow]:
        """Pictures to read: on a page that promises evidence and has hardly a word of its own, its large pictures."""
        if self._ocr is None or page.state is not PageState.CONTENT or self._pictured >= MAX_PICTURES:
            return []
        worth, topics = self._worth_of(row, page)
        if worth < 0.6 or row.depth == 0 or len(page.main) > 400 or not page.images:
            return []
        body = body or self.job.store.body(page.fetch.sha256) or b""
        if is_heavy(body):
            return []
        found: list[FrontierRow] = []
        for image in read_deeply(body, url=page.fetch.final_url or page.url).images:
            small = 0 < image.width < 300 or 0 < image.height < 200
            if small or _DECORATION.search(image.url) or len(found) >= PICTURES_OF_PAGE:
                continue
            if picture := self.frontier.picture(image, page, row.depth + 1, topics):
                found.append(picture)
        self._pictured += len(found)
        return found

    def _is_copy(self, page: Page) -> bool:
        """Whether another address has shown this very text. Its links would be the same, or wrongly joined for ever."""
        if len(page.text) < 300:
            return False
        first = self._texts.setdefault(hash(page.text), page.url)
        if first == page.url:
            return False
        self.frontier.dropped["links_of_a_copy"] += len(page.links)
        return True

    def _worth_of(self, row: FrontierRow, page: Page) -> tuple[float, tuple[str, ...]]:
        """What the page itself promises, and for which topics: its link's words, its title and its first headings."""
        names = (page.title, row.anchor, *page.headings[:2])
        values = [self.job.value(Link("", name), "") for name in names if name]
        return max(values, key=lambda found: found[0], default=(0.0, ()))

    def _note_offsite(self, page: Page, link: Link) -> _Saved | None:
        """Remember a place elsewhere that could be evidence: a public service, or words that promise something."""
        service = service_of(link.url)
        worth, _ = self.job.value(link, page.title)
        held = self._offsite.get(link.url)
        if (held is not None and worth <= held[0] + 0.1) or (
            service == "other" and worth < 0.15 and link.place != "embed"
        ):
            return None
        if held is None and len(self._offsite) >= MAX_OFFSITE:
            return None
        path = (*page.path, Step(link.text, link.url))
        seen = OffSite(link.url, service, page.url, link.text, link.heading, link.row, link.group, path)
        self._offsite[link.url] = (worth, seen)
        self._tell(OffSiteSeen(self.job.agency.id, seen))
        return _Saved(seen)

    async def _look_elsewhere(self) -> AsyncIterator[_Saved]:
        """One look at the public services that hold what an item should be: is it there, is it public, its title."""
        if not self.job.look_off_site or self.outcome == "stopped":
            return
        ranked = sorted(self._offsite.values(), key=lambda held: -held[0])
        for worth, seen in ranked:
            spent = self._looks >= MAX_LOOKS or self.requests >= self.job.options.max_requests
            if worth < 0.5 or spent or self.job.stop.is_set():
                return
            if seen.service == "other":
                continue
            self._looks += 1
            answer = await self._unless_stopped(self.asker.get(seen.url, may_leave=True))
            self.asker.book("offsite", answer.exchanges)
            fetch = answer.fetch
            if fetch.status:
                public, title, detail = interpret(seen.service, fetch.status, fetch.final_url, answer.body)
            else:
                public, title, detail = None, "", f"{fetch.outcome.value} {fetch.detail}".strip()
            yield _Saved(replace(seen, public=public, title=title, detail=detail))

    # --- files

    def _start_reading(self, row: FrontierRow, answer: Answer) -> None:
        self._reading.add(asyncio.create_task(self._read_file(row, answer)))

    async def _read_file(self, row: FrontierRow, answer: Answer) -> list[_Saved]:
        documents, reader = await self._files.read(row.url, answer.fetch, answer.body)
        last = len(documents) - 1
        saved = []
        for number, document in enumerate(documents):
            placed = replace(
                document,
                found_on=row.found_on,
                anchor=row.anchor,
                heading=row.heading,
                row=row.row,
                group=row.group,
                path=row.path,
            )
            # done with the last one: a crawl that is killed between two of an archive reads it again
            body, done = answer.body or None if number == 0 else None, row.url if number == last else None
            saved.append(_Saved(placed, body, done=done, reader=reader))
        self.documents += len(documents)
        self.frontier.taught(row)
        return saved

    def _finished_readings(self) -> list[_Saved]:
        """What the readers have finished since last asked."""
        ready = [task for task in self._reading if task.done()]
        saved: list[_Saved] = []
        for task in ready:
            self._reading.discard(task)
            for one in task.result():
                assert isinstance(one.result, Document)
                self._tell(DocumentSeen(self.job.agency.id, one.result))
                saved.append(one)
        return saved

    # --- saving and telling

    def _keep(self, saved: _Saved) -> None:
        self.job.store.save(
            self.job.record.id, saved.result, body=saved.body, done=saved.done, new=saved.new, reader=saved.reader
        )

    def _tell(self, event: Event) -> None:
        if self.job.observer is None:
            return
        try:
            self.job.observer.on_event(event)
        except Exception:  # whoever watches must not stop the crawl
            log.exception("the observer of %s failed on %s", self.job.agency.id, type(event).__name__)

    def _tell_progress(self) -> None:
        left = max(0, self.job.options.max_requests - self.requests)
        waiting = len(self.frontier) + len(self._reading)
        self._tell(Progress(self.job.agency.id, self.requests, left, self.pages, self.documents, waiting))


def now() -> str:
    """This moment as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _resolved(links: Sequence[Link]) -> Iterator[Link]:
    """The links that lead somewhere; those to a viewer followed by one to the file that the viewer shows."""
    for link in links:
        if not link.url:
            continue
        yield link
        shown = addresses.normalise(resolve_embed(link.url))
        if shown and shown != link.url:
            yield replace(link, url=shown)


def _spellings(home: str) -> tuple[str, ...]:
    """The given home page, then the other scheme and the www twin, for a host with a name and the usual port."""
    host = addresses.host_of(home)
    name = addresses.hostname_of(home)
    if host != name or name.startswith("[") or name.replace(".", "").isdigit() or name == "localhost":
        return (home,)
    scheme, _, rest = home.partition("://")
    other = "http" if scheme == "https" else "https"
    twin = name.removeprefix("www.") if name.startswith("www.") else "www." + name
    rest_of = rest[len(name) :]
    return (home, f"{other}://{rest}", f"{scheme}://{twin}{rest_of}", f"{other}://{twin}{rest_of}")
