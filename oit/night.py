"""Crawl and judge many agencies in one process: each with its own budget, none able to stop the others."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import click

from checklist.agency import Agency
from checklist.errors import BusyError, OitError, StorageError
from oit.common import BANGKOK, checklist_for, now, today
from oit.hours import Pause
from oit.judges import Judges

if TYPE_CHECKING:
    from checklist.verdict import Assessment
    from crawler.run import CrawlOptions
    from crawler.tools import Tools
    from storage.store import CrawlRecord, Store

HEARTBEAT = 30.0
"""Seconds between two signs of life of a nightly run."""
GRACE = 15.0
"""Seconds a crawl that should end may take before it is left behind."""
SUSPICIOUS = 5
"""So many agencies in a row that cannot be reached make us look whether it is our own network."""
CONTROLS = 5
PROBE_SECONDS = 10.0
"""Seconds between two looks whether our own network is back."""
MANY = 4
"""From so many agencies on they are judged in child processes; below that starting those costs more than it gains."""
_CONNECTION_OUTCOMES = frozenset({"no_such_host", "timeout", "refused", "connection_lost", "network_down"})


@dataclass(frozen=True, slots=True)
class NightPlan:
    """How a run goes: `concurrency` agencies at once, none longer than `agency_seconds`; none begun after `until`.

    `database`: its address, for judging many agencies in child processes. `workers`: processes that read files, and as
    many that judge; 0 fits them to the machine.
    """

    concurrency: int
    agency_seconds: float
    checklist: str | None
    until: datetime | None = None
    pause: Pause | None = None
    database: str = ""
    workers: int = 0
    say: Callable[[str], None] = field(default=lambda line: click.echo(line))


@dataclass(slots=True)
class NightSummary:
    """What became of each agency: outcome words counted, and a line for each that did not end well."""

    outcomes: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: int = 0

    def text(self) -> str:
        """The morning summary, plain text."""
        counted = ", ".join(f"{word} {number}" for word, number in sorted(self.outcomes.items())) or "nothing was due"
        lines = [f"Agencies: {counted}." + (f" Left for the next run: {self.left}." if self.left else "")]
        return "\n".join(lines + self.notes + [f"  {trouble}" for trouble in self.troubles])


class _Ended(NamedTuple):
    """How one agency ended."""

    agency: Agency
    outcome: str
    detail: str
    crawl: str


async def crawl_and_judge(
    store: "Store", agencies: Sequence[Agency], options: "CrawlOptions", plan: NightPlan, run_id: str = ""
) -> NightSummary:
    """Crawl every agency, judge each as soon as its crawl ends, and note how it fared under the nightly run's id.

    StorageError when nothing can be kept any more (disk full): every crawl is then stopped and can be taken up again.
    """
    from crawler.run import user_agent
    from crawler.tools import Tools

    tools_for = Tools(user_agent=user_agent(options), workers=plan.workers)
    async with tools_for as tools, Judges(plan.database, plan.workers) as judges:
        summary = NightSummary(left=len(agencies))
        many = judges if plan.database and len(agencies) >= MANY else None
        night = _Night(store, options, plan, run_id, tools, many, deque(agencies), summary)
        beat = asyncio.create_task(night.keep_alive())
        try:
            await asyncio.gather(*(night.work() for _ in range(min(plan.concurrency, len(agencies)))))
            await night.settle()
        finally:
            beat.cancel()
    if night.fatal is not None:
        raise night.fatal
    return night.summary


@dataclass(slots=True)
class _Night:
    store: "Store"
    options: "CrawlOptions"
    plan: NightPlan
    run_id: str
    tools: "Tools"
    judges: Judges | None
    waiting: deque[Agency]
    summary: NightSummary
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    fatal: StorageError | None = None
    judging: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    reached: deque[str] = field(default_factory=lambda: deque(maxlen=CONTROLS))  # websites that answered tonight
    doubted: list[_Ended] = field(default_factory=list)  # unreachable, and perhaps our own fault
    working: int = 0

    async def keep_alive(self) -> None:
        """Say now and then that the run lives; end it at its time."""
        while True:
            await asyncio.sleep(min(HEARTBEAT, 1.0 if self.plan.until else HEARTBEAT))
            if self.run_id:
                with suppress(StorageError):  # whoever crawls meets it too, and says it
                    self.store.heartbeat(self.run_id, now())
            if self.plan.until and datetime.now(BANGKOK) >= self.plan.until:
                self.stop.set()

    async def work(self) -> None:
        """Take one agency after the other. The last worker looks at what is in doubt, which may bring agencies back."""
        self.working += 1
        try:
            while await self._may_go_on():
                ended = await self._one(self.waiting.popleft())
                await self._take_in(ended)
        finally:
            self.working -= 1

    async def _may_go_on(self) -> bool:
        while not self.stop.is_set():
            if self.plan.until and datetime.now(BANGKOK) >= self.plan.until:
                return False
            if not self.waiting:
                # an outage seen by others may bring agencies back
                if self.working > 1 or not self.doubted:
                    return False
                await self.settle()
                continue
            if self.looking.locked() or (self.plan.pause and self.plan.pause.holds(datetime.now(BANGKOK))):
                await asyncio.sleep(0.5)
                continue
            return True
        return False

    async def _take_in(self, ended: _Ended) -> None:
        """Record how an agency ended; when many in a row cannot be reached, first ask whether that is our fault."""
        if ended.outcome == "unreachable" and self._unanswered(ended.crawl):
            self.doubted.append(ended)
            if len(self.doubted) >= SUSPICIOUS:
                await self.settle()
            return
        if ended.outcome not in ("failed", "busy", "unreachable", "stopped"):
            self.reached.append(ended.agency.website)
            self._believe()
        self._record(ended)

    def _unanswered(self, crawl: str) -> bool:
        """Whether nobody answered at all: the website is dead, or our own network is."""
        failures = self.store.site(crawl).failures
        return bool(failures) and all(fetch.outcome in _CONNECTION_OUTCOMES for fetch in failures)

    async def settle(self) -> None:
        """Decide what the agencies are that could not be reached: dead, or cut off by our own network."""
        async with self.looking:
            if not self.doubted:
                return
            controls = self._controls()
            from crawler.control import any_answers

            if not controls or await any_answers(controls):
                self._believe()
                return
            self._take_back()
            self.plan.say("our own network is down: waiting for it")
            self.summary.notes.append(f"Our own network was down at {now()}; nothing was recorded as dead for it.")
            while not self.stop.is_set() and not await any_answers(controls):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.stop.wait(), PROBE_SECONDS)

    def _controls(self) -> list[str]:
        """Websites that answered tonight, or else the last time somebody asked."""
        doubted = {ended.agency.id for ended in self.doubted}
        found = list(self.reached)
        for agency in self.store.agencies():
            if len(found) >= CONTROLS:
                break
            if agency.id in doubted:
                continue
            known = self.store.latest_crawl(agency.id)
            if known is not None and known.pages:
                found.append(agency.website)
        return found

    def _believe(self) -> None:
        for ended in self.doubted:
            self._record(ended)
        self.doubted.clear()

    def _take_back(self) -> None:
        """What was seen while our network was down says nothing about the agencies: they wait again."""
        for ended in self.doubted:
            detail = f"network_down: our own network did not work ({ended.detail})"
            self.store.finish_crawl(ended.crawl, outcome="stopped", now=now(), detail=detail)
            self.waiting.appendleft(ended.agency)
        self.doubted.clear()

    def _record(self, ended: _Ended) -> None:
        self.summary.left -= 1
        self.summary.outcomes[ended.outcome] += 1
        if ended.outcome in ("failed", "unreachable", "busy") or (
            ended.outcome == "stopped" and not self.stop.is_set()
        ):
            self.summary.troubles.append(f"{ended.agency.id}: {ended.outcome}: {ended.detail}")
        if self.run_id and self.fatal is None:
            with suppress(StorageError):
                self.store.note_outcome(
                    self.run_id, ended.agency.id, ended.outcome, now=now(), crawl_id=ended.crawl, detail=ended.detail
                )
        self.plan.say(f"{ended.agency.id}  {ended.outcome}  {ended.detail}".rstrip())

    async def _one(self, agency: Agency) -> _Ended:
        try:
            record = await self._crawl(agency)
            if record.outcome == "unreachable":
                return _Ended(agency, "unreachable", record.detail, record.id)
            if not record.pages:  # nothing was seen, so nothing can be judged
                return _Ended(agency, record.outcome, record.detail or "gave no page in its time", record.id)
            return _Ended(agency, record.outcome, await self._judge(agency, record), record.id)
        except BusyError as error:
            return _Ended(agency, "busy", str(error), "")
        except StorageError as error:
            self.fatal = error
            self.stop.set()
            return _Ended(agency, "failed", str(error), "")
        except OitError as error:
            return _Ended(agency, "failed", str(error), "")
        except TimeoutError:
            return _Ended(agency, "failed", f"did not end within {GRACE:.0f} seconds of its time", "")
        except Exception as error:  # one agency's trouble must never end the night for the others
            return _Ended(agency, "failed", f"{type(error).__name__}: {error}", "")

    async def _crawl(self, agency: Agency) -> "CrawlRecord":
        """One crawl within its own time: asked to end when that is up, left behind when it does not."""
        from checklist.load import load_topics
        from crawler.run import crawl_agency

        done = asyncio.Event()
        crawl = asyncio.create_task(
            crawl_agency(agency, self.store, options=self.options, topics=load_topics(), stop=done, tools=self.tools)
        )
        stopped = asyncio.create_task(self.stop.wait())
        await asyncio.wait({crawl, stopped}, timeout=self.plan.agency_seconds, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if done.is_set():  # not by us: the person pressed Ctrl-C, which stops every crawl that runs
            self.stop.set()
        done.set()
        return await asyncio.wait_for(crawl, GRACE)

    async def _judge(self, agency: Agency, record: "CrawlRecord") -> str:
        checklist = checklist_for(self.plan.checklist, agency.kind)
        assessment = await asyncio.to_thread(self._unchanged, checklist, record)
        if assessment is None and self.judges is not None:
            assessment, learnt = await self.judges.judge(record.id, checklist, today().isoformat())
            self.store.save_assessment(assessment, learnt)
        elif assessment is None:
            async with self.judging:  # all pages of an agency are held in memory: one at a time
                assessment = await asyncio.to_thread(self._judge_here, checklist, record)
        return f"{checklist} {assessment.score.oit:.2f} {assessment.score.level}, {record.requests} requests"

    def _unchanged(self, checklist: str, record: "CrawlRecord") -> "Assessment | None":
        from checklist.load import load_checklist
        from oit.judging import taken_over

        return taken_over(self.store, record, load_checklist(checklist), today=today())

    def _judge_here(self, checklist: str, record: "CrawlRecord") -> "Assessment":
        from checklist.load import load_checklist
        from oit.judging import judge_crawl

        return judge_crawl(self.store, record, load_checklist(checklist), today=today())
