"""Crawl and judge many agencies in one process: each with its own budget, none able to stop the others."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from checklist.agency import Agency
from checklist.errors import OitError
from oit.common import BANGKOK, checklist_for, now, today

if TYPE_CHECKING:
    from crawler.run import CrawlOptions
    from crawler.tools import Tools
    from storage.store import CrawlRecord, Store

HEARTBEAT = 30.0
"""Seconds between two signs of life of a nightly run."""
GRACE = 60.0
"""Seconds a crawl that should end may take before it is left behind."""


@dataclass(frozen=True, slots=True)
class NightPlan:
    """How a run goes: `concurrency` agencies at once, none longer than `agency_seconds`; none begun after `until`."""

    concurrency: int
    agency_seconds: float
    checklist: str | None
    until: datetime | None = None
    say: Callable[[str], None] = field(default=lambda line: click.echo(line))


@dataclass(slots=True)
class NightSummary:
    """What became of each agency: outcome words counted, and a line for each that did not end well."""

    outcomes: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    left: int = 0

    def text(self) -> str:
        """The morning summary, plain text."""
        counted = ", ".join(f"{word} {number}" for word, number in sorted(self.outcomes.items())) or "nothing was due"
        lines = [f"Agencies: {counted}." + (f" Left for the next run: {self.left}." if self.left else "")]
        return "\n".join(lines + [f"  {trouble}" for trouble in self.troubles])


def next_time(clock: str) -> datetime:
    """The next moment the Bangkok clock shows HH:MM."""
    hour, minute = (int(part) for part in clock.split(":"))
    moment = datetime.now(BANGKOK)
    at = moment.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return at if at > moment else at + timedelta(days=1)


async def crawl_and_judge(
    store: "Store", agencies: Sequence[Agency], options: "CrawlOptions", plan: NightPlan, run_id: str = ""
) -> NightSummary:
    """Crawl every agency, judge each as soon as its crawl ends, and note how it fared under the nightly run's id."""
    from crawler.run import user_agent
    from crawler.tools import Tools

    waiting = list(reversed(agencies))
    async with Tools(user_agent=user_agent(options)) as tools:
        night = _Night(store, options, plan, run_id, tools, asyncio.Event(), NightSummary(left=len(agencies)))
        beat = asyncio.create_task(night.keep_alive()) if run_id else None
        try:
            await asyncio.gather(*(night.work(waiting) for _ in range(min(plan.concurrency, len(agencies)))))
        finally:
            if beat:
                beat.cancel()
    return night.summary


@dataclass(slots=True)
class _Night:
    store: "Store"
    options: "CrawlOptions"
    plan: NightPlan
    run_id: str
    tools: "Tools"
    stop: asyncio.Event
    summary: NightSummary

    async def keep_alive(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            self.store.heartbeat(self.run_id, now())
            if self.plan.until and datetime.now(BANGKOK) >= self.plan.until:
                self.stop.set()

    async def work(self, waiting: list[Agency]) -> None:
        while waiting and not self.stop.is_set():
            if self.plan.until and datetime.now(BANGKOK) >= self.plan.until:
                return
            agency = waiting.pop()
            outcome, detail, crawl = await self._one(agency)
            self.summary.left -= 1
            self.summary.outcomes[outcome] += 1
            if outcome in ("failed", "unreachable", "busy"):
                self.summary.troubles.append(f"{agency.id}: {outcome}: {detail}")
            if self.run_id:
                self.store.note_outcome(self.run_id, agency.id, outcome, now=now(), crawl_id=crawl, detail=detail)
            self.plan.say(f"{agency.id}  {outcome}  {detail}".rstrip())

    async def _one(self, agency: Agency) -> tuple[str, str, str]:
        try:
            record = await self._crawl(agency)
            if record.outcome == "unreachable":
                return "unreachable", record.detail, record.id
            # judging is pure and takes a moment: it must not hold up the other crawls
            detail = await asyncio.to_thread(self._judge, agency, record)
            return record.outcome, detail, record.id
        except OitError as error:
            return "failed", str(error), ""
        except Exception as error:  # one agency's trouble must never end the night for the others
            return "failed", f"{type(error).__name__}: {error}", ""

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

    def _judge(self, agency: Agency, record: "CrawlRecord") -> str:
        from checklist.load import load_checklist
        from oit.judging import judge_crawl

        checklist = load_checklist(checklist_for(self.plan.checklist, agency.kind))
        assessment = judge_crawl(self.store, record, checklist, today=today())
        return f"{checklist.id} {assessment.score.oit:.2f} {assessment.score.level}, {record.requests} requests"
