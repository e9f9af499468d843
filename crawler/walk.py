"""Walk one agency's website: take the best address, ask, read what came, save it with the links it taught, again.

The walk is one coroutine for one crawl; files are read by child processes meanwhile. Every result is saved together
with its frontier row and the new rows in one transaction, so that a killed walk goes on where it was.
"""

import asyncio
import hashlib
import time
from collections import Counter
from collections.abc import AsyncIterator

from checklist.site import Fetch, FetchOutcome, Page
from crawler import addresses
from crawler.asking import Answer, Asker, Download
from crawler.documents import OcrBudget
from crawler.elsewhere import Elsewhere
from crawler.events import FetchFailed, Progress
from crawler.files import Files
from crawler.frontier import Frontier
from crawler.hints import read_sitemaps
from crawler.home import spellings
from crawler.job import Job, Result, Saved, now
from crawler.landing import READABLE, Landing
from crawler.linking import Linking
from crawler.looking import Seen
from crawler.machines import Machines
from crawler.offsite import service_of
from crawler.pages import Pages
from crawler.recall import recall
from crawler.revisit import Revisit
from crawler.stopping import StoppedError, Stopping
from crawler.vendors import Vendor
from storage.store import FrontierRow

MAX_READING = 4
"""Files read at a time for one agency; while so many are open the walk waits."""
GIVE_UP_AFTER = 8
"""Failed connections in a row after which a site is left for another night."""
HEARTBEAT = 60.0
"""Seconds between two signs of life; other machines count a crawl that is silent for a quarter of an hour as dead."""

_SILENT = frozenset(
    {FetchOutcome.TIMEOUT, FetchOutcome.CONNECTION_LOST, FetchOutcome.REFUSED, FetchOutcome.NO_SUCH_HOST}
    | {FetchOutcome.NETWORK_DOWN}
)


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
            address_of=Machines(job.guard).address_of,
        )
        self.outcome = "finished"
        self.detail = ""
        self._began = self._beaten = time.monotonic()
        self._before = job.record.requests
        self._files = Files(job.store, job.tools, OcrBudget() if options.ocr else None)
        self._elsewhere = Elsewhere(job)
        self._linking = Linking(job, self.frontier, self._elsewhere)
        self._pages = Pages(job, self.asker)
        self._landing = Landing(job, self.frontier, self._pages, self._files, self._linking, self._elsewhere)
        self._revisit = Revisit(job, self.asker, self._pages)
        self._stopping = Stopping(job.stop)
        self._vendor = Vendor(job.families, self.frontier.lessons, self._pages.reasons)
        self._silence = 0
        self._mapped = False
        self._door = job.home

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
        counted["vendor_hints"] = self._vendor.hints
        counted["seconds"] = round(time.monotonic() - self._began)
        # what was skipped is counted anew when a crawl is lived through again
        before = Counter({k: n for k, n in self.job.record.ledger.items() if not k.startswith("skipped_")})
        pause = max(before.pop("pause_seconds", 0), round(self.asker.longest_pause))
        return dict(before + counted) | {"pause_seconds": pause}

    async def items(self) -> AsyncIterator[Result]:
        """Walk to the end of the site, the budget or the operator's patience, yielding everything that was saved."""
        try:
            with self._stopping:
                async for saved in self._walk():
                    self.job.keep(saved)
                    yield saved.result
        except StoppedError:
            self.outcome = "stopped"
        finally:
            self._vendor.tell()
            await self._landing.break_off()

    # --- the loop

    async def _walk(self) -> AsyncIterator[Saved]:
        if not await self._resume():
            async for saved in self._begin():
                yield saved
            if self.outcome != "finished":
                return
        while (row := await self._next()) is not None:
            self._tell_progress()
            await self._show_life()
            answer = await self._stopping.unless(self._asked(row))
            for saved in await self._landing.digest(row, answer):
                yield saved
            for saved in self._landing.finished():
                yield saved
            if self._hopeless(row, answer.fetch):
                break
        while self._landing.reading:
            await self._stopping.unless(asyncio.wait(self._landing.reading, return_when=asyncio.FIRST_COMPLETED))
            for saved in self._landing.finished():
                yield saved
        if self.job.look_off_site and self.outcome != "stopped":
            async for saved in self._elsewhere.look(self.asker, self._spent):
                yield saved
        self._tell_progress()

    async def _asked(self, row: FrontierRow) -> Answer:
        """The answer; once more with the site's cookies where it sends who has none back to its front door."""
        answer = await self._revisit.ask(row)
        if not self._turned_away(row, answer.fetch) or not self.asker.cookies.keep(row.url):
            return answer
        again = await self._revisit.ask(row)
        if self._turned_away(row, again.fetch):
            self.asker.cookies.give_up(row.url)
        return again

    def _turned_away(self, row: FrontierRow, fetch: Fetch) -> bool:
        """Whether a page of the site led back to its home page, as a splash page does that wants to be seen first."""
        door = addresses.key_of(self._door)
        return bool(row.depth) and addresses.key_of(row.url) != door == addresses.key_of(fetch.final_url)

    async def _next(self) -> FrontierRow | None:
        """The next address to ask for; None when the walk is over, with `outcome` set."""
        reading = self._landing.reading
        while True:
            if self.job.stop.is_set():
                self.outcome = "stopped"
                return None
            if self._spent():
                self.outcome = "budget" if len(self.frontier) else "finished"
                return None
            if len(reading) >= MAX_READING:
                await asyncio.wait(reading, return_when=asyncio.FIRST_COMPLETED, timeout=0.5)
                if len(reading) >= MAX_READING and not any(task.done() for task in reading):
                    continue
            if self.job.unsettled is not None and self.asker.requests % 10 == 5:
                self.frontier.still_wanted(self.job.unsettled())
            row = self.frontier.pop()
            if row is not None:
                return row
            if not self._mapped:
                self._mapped = True
                await self._stopping.unless(read_sitemaps(self.job, self.frontier, self.asker, self._spent))
                continue
            if not reading:
                return None
            await asyncio.wait(reading, return_when=asyncio.FIRST_COMPLETED, timeout=0.5)
            if any(task.done() for task in reading):
                return None  # nothing waits: the loop after this one collects the rest

    def _spent(self) -> bool:
        """Whether the budget of requests is used up."""
        return self.requests >= self.job.options.max_requests

    def _hopeless(self, row: FrontierRow, fetch: Fetch) -> bool:
        """Whether the site has stopped answering, so that going on only wears out both sides."""
        if fetch.outcome in _SILENT and not self.frontier.is_part(row.url):
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

    async def _show_life(self) -> None:
        """Say now and then that the crawl lives: a machine that cannot see its process would take it up otherwise."""
        if time.monotonic() - self._beaten >= HEARTBEAT:
            self._beaten = time.monotonic()
            await asyncio.to_thread(self.job.store.heartbeat_crawl, self.job.record.id, now())

    def _tell_progress(self) -> None:
        left = max(0, self.job.options.max_requests - self.requests)
        landing = self._landing
        waiting = len(self.frontier) + len(landing.reading)
        counts = (self.requests, left, landing.page_count, landing.document_count, waiting)
        self.job.tell(Progress(self.job.agency.id, *counts))

    # --- beginning

    async def _resume(self) -> bool:
        """Take up an interrupted crawl: what it learnt and the addresses that waited; False when this is a new one."""
        store, crawl = self.job.store, self.job.record.id
        known = store.known_urls(crawl)
        if not known:
            return False
        for host in self.job.record.hosts:
            self.frontier.add_host(host)
        site = store.site(crawl)
        self._pages.rendered_before(await recall(site, self.job, self.frontier, self._linking))
        self._landing.page_count, self._landing.document_count = len(site.pages), len(site.documents)
        self.frontier.forget_waiting()
        for url in known:
            self.frontier.know(url)
        self.frontier.load(store.todo(crawl))
        self._vendor.meet(next((page for page in site.pages if not page.path), None), self.hosts)
        await self._look_at_nonsense(self.job.home)
        return True

    async def _begin(self) -> AsyncIterator[Saved]:
        """Ask for the home page, in the other spellings of its address if the given one is dead."""
        failed: list[Answer] = []
        for home in spellings(self.job.home):
            self.frontier.know(home)
            row = FrontierRow(url=home, priority=1.0)
            answer = await self._stopping.unless(self._revisit.ask(row, may_leave=True))
            if answer.fetch.outcome in READABLE:
                for dead in failed:
                    yield Saved(dead.fetch, dead.body or None)
                self._adopt(answer.fetch)
                self._door = answer.fetch.final_url
                for saved in await self._landing.digest(row, answer):
                    if isinstance(saved.result, Page):
                        self._vendor.meet(saved.result, self.hosts)
                    yield saved
                await self._look_at_nonsense(answer.fetch.final_url)
                return
            failed.append(answer)
        for dead in failed:
            self.job.tell(FetchFailed(self.job.agency.id, dead.fetch))
            yield Saved(dead.fetch, dead.body or None)
        first = failed[0].fetch
        self.outcome = "unreachable"
        # most details say the outcome in words already: "connection refused"
        told = first.outcome.value.replace("_", " ") in first.detail
        code = "" if told else first.outcome.value
        self.detail = " ".join(part for part in (code, str(first.status or ""), first.detail) if part)

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
        if not url or self._spent():
            return
        answer = await self._stopping.unless(self.asker.get(url))
        self.asker.book("probe", answer.exchanges)
        if answer.fetch.outcome is FetchOutcome.OK and answer.body:
            looked = await self.job.tools.look(answer.body, Seen(url, answer.fetch, answer.fetch.content_type))
            self._pages.probe = looked.page
