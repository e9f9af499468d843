"""`oit audit URL`: an auditor with one domain and one question."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checklist.errors import UsageError
from oit.common import (
    agency_of,
    check_kind,
    checklist_for,
    checklist_option,
    database_option,
    default_database,
    examples,
    is_loopback,
    lang_option,
    open_store,
    ready_folder,
    today,
    website,
    why_not_opened,
    write_file,
)
from oit.output import MAKERS, maker, stem_of
from oit.target import Target, target_options

if TYPE_CHECKING:
    from checklist.agency import Agency
    from checklist.assess import Assessor
    from checklist.model import Checklist
    from checklist.verdict import Assessment
    from crawler.run import CrawlOptions
    from oit.details import Details
    from oit.progress import AuditProgress
    from reports.view import AuditView
    from storage.store import CrawlRecord, Store

WORDS = {
    "th": {
        "database": "ฐานข้อมูล: {place}",
        "report": "รายงาน: {path}",
        "unreachable": "oit: เปิด {url} ไม่ได้ ({why}) จึงยังไม่ได้ตรวจข้อใด และไม่ได้นับว่าขาดข้อใด",
        "stopped": "oit: หยุดตามคำสั่ง สิ่งที่พบแล้วเก็บไว้ครบ ทำต่อได้ด้วย: oit audit {url}",
    },
    "en": {
        "database": "Database: {place}",
        "report": "Report: {path}",
        "unreachable": "oit: {url} could not be reached: {why}. Nothing was judged as missing.",
        "stopped": "oit: stopped by you; what was found is kept. Go on with: oit audit {url}",
    },
}


@dataclass(frozen=True, slots=True)
class Looking:
    """How to look at the website, as the person chose."""

    max_requests: int
    delay: float
    no_render: bool
    no_ocr: bool
    screenshots: bool

    def options(self) -> "CrawlOptions":
        """The crawler's part of it."""
        from crawler.run import CrawlOptions

        return CrawlOptions(
            max_requests=self.max_requests, delay=self.delay, render=not self.no_render, ocr=not self.no_ocr
        )


@dataclass(frozen=True, slots=True)
class Telling:
    """How to tell what was found, as the person chose."""

    lang: str
    quiet: bool
    verbose: bool
    json_file: Path | None

    def say(self, word: str, *, always: bool = False, **values: object) -> None:
        """One line to the person, on standard error."""
        if always or not self.quiet:
            click.echo(WORDS[self.lang][word].format(**values), err=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person asked for, checked."""

    url: str
    agency: "Agency"
    checklist: "Checklist"
    looking: Looking
    telling: Telling


_LOOKING = (
    click.option(
        "--max-requests",
        default=400,
        show_default=True,
        type=click.IntRange(1, 100_000),
        help="Ask for at most so many addresses.",
    ),
    click.option(
        "--delay",
        default=1.0,
        show_default=True,
        type=click.FloatRange(0, 60),
        help="Seconds between two requests; 0 only on loopback.",
    ),
    click.option("--no-render", is_flag=True, help="Never start the browser."),
    click.option("--no-ocr", is_flag=True, help="Never read text from pictures."),
    click.option(
        "--screenshots", is_flag=True, help="Put pictures of the evidence pages into the HTML and PDF reports."
    ),
)
_TELLING = (
    click.option(
        "--json",
        "json_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write the result (oit-audit/1) to this file as well.",
    ),
    lang_option,
    click.option("--quiet", "-q", is_flag=True, help="Only the result."),
    click.option("--verbose", "-v", is_flag=True, help="Also each request, and the libraries' own log."),
)


def _gathered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of `Looking` and `Telling` to the command, which gets them as `looking` and `telling`."""

    @wraps(function)
    def with_choices(**given: Any) -> Any:
        looking = Looking(**{name: given.pop(name) for name in Looking.__dataclass_fields__})
        telling = Telling(**{name: given.pop(name) for name in Telling.__dataclass_fields__})
        return function(looking=looking, telling=telling, **given)

    decorated: Callable[..., Any] = with_choices
    for option in reversed((*_LOOKING, *_TELLING)):
        decorated = option(decorated)
    return decorated


@click.command(
    "audit",
    help="Crawl the website at URL, judge it against a checklist and say what is missing and where the proof is.\n\n"
    "Exit status: 0 when every item asked of this agency is complete, 1 when something is missing, 2 when it could "
    "not be done. Ctrl-C keeps what was found; the same command goes on where it stopped.",
    epilog=examples(
        "oit audit https://www.example.go.th",
        "oit audit www.example.go.th --kind sao --format html,pdf,xlsx --out report",
        "oit audit www.example.go.th --lang en --checklist oit-2568 -o report.html",
    ),
)
@click.argument("url")
@click.option("--kind", default="", metavar="KIND", help="Kind of agency, such as sao (see `oit checklists kinds`).")
@click.option("--name", default="", help="The agency's name.  [default: its host]")
@checklist_option
@target_options(*MAKERS)
@_gathered
@database_option
def command(
    url: str,
    kind: str,
    name: str,
    checklist_id: str | None,
    target: Target,
    looking: Looking,
    telling: Telling,
    database: str | None,
) -> int:
    address = website(url)
    check_kind(kind)
    if looking.delay < 1 and not is_loopback(address):
        raise UsageError(
            f"A delay of {looking.delay:g} s is not polite to a real website: use at least 1 s (0 is for loopback).",
            thai=f"เว้น {looking.delay:g} วินาทีถี่เกินไปสำหรับเว็บไซต์จริง โปรดเว้นอย่างน้อย 1 วินาที",
        )
    from checklist.load import load_checklist

    checklist = load_checklist(checklist_for(checklist_id, kind))
    target.ready()
    if telling.json_file and not telling.json_file.exists():
        ready_folder(telling.json_file.parent)
    place = database or default_database()
    with open_store(place) as store:
        telling.say("database", place=store.place)
        plan = Plan(address, agency_of(address, name=name, kind=kind), checklist, looking, telling)
        return _audit(store, plan, target)


def _audit(store: "Store", plan: Plan, target: Target) -> int:
    from oit.details import Details
    from oit.judging import build_view, judge_crawl, taken_over

    details = Details(store)
    record, interrupted = _crawl(store, plan, details)
    day = today()
    assessment = taken_over(store, record, plan.checklist, today=day) or judge_crawl(
        store, record, plan.checklist, today=day, details=details
    )
    view = build_view(store, record.agency, assessment, record)
    _tell(plan, target, view, assessment)
    if record.outcome == "unreachable":
        plan.telling.say("unreachable", always=True, url=plan.url, why=why_not_opened(record.detail, plan.telling.lang))
        return 2
    if interrupted:
        plan.telling.say("stopped", always=True, url=plan.url)
    wanting = [v for v in assessment.verdicts if v.status not in ("complete", "inapplicable")]
    return 1 if wanting else 0


def _tell(plan: Plan, target: Target, view: "AuditView", assessment: "Assessment") -> None:
    """The files, then the table: unless standard output is taken by a file."""
    from reports.to_terminal import to_terminal

    telling = plan.telling
    if telling.json_file:
        write_file(telling.json_file, MAKERS["json"](view, telling.lang, {}))
    pictures = _pictures(plan, assessment) if plan.looking.screenshots else {}
    for path in target.write(stem_of(view), maker(view, telling.lang, pictures)):
        telling.say("report", path=path)
    if not target.to_stdout:
        to_terminal(view, lang=telling.lang)


def _pictures(plan: Plan, assessment: "Assessment") -> dict[str, bytes]:
    """A picture of each page that a verdict rests on, its quote marked."""
    from crawler.screenshots import screenshots

    quotes = {e.url: e.quote for v in assessment.verdicts for e in reversed(v.evidence) if e.kind == "page"}
    return asyncio.run(screenshots(quotes, home=plan.url, options=plan.looking.options()))


def _crawl(store: "Store", plan: Plan, details: "Details") -> "tuple[CrawlRecord, bool]":
    """Crawl, or go on with a crawl that was cut short; the record, and whether the person stopped it."""
    from crawler.run import run
    from oit.judging import new_assessor
    from oit.progress import AuditProgress

    telling = plan.telling
    assessor = new_assessor(plan.checklist, plan.agency, today=today(), home=plan.url, detail_of=details)
    progress = AuditProgress(
        plan.checklist,
        assessor,
        plan.looking.max_requests,
        lang=telling.lang,
        quiet=telling.quiet,
        verbose=telling.verbose,
    )
    with progress:
        return run(lambda: _crawl_until_stopped(store, plan, assessor, progress))


async def _crawl_until_stopped(
    store: "Store", plan: Plan, assessor: "Assessor", progress: "AuditProgress"
) -> "tuple[CrawlRecord, bool]":
    from checklist.load import load_topics
    from crawler.run import crawl_agency

    stop = asyncio.Event()  # set by the runner when the person presses Ctrl-C
    record = await crawl_agency(
        plan.agency,
        store,
        options=plan.looking.options(),
        topics=load_topics(),
        unsettled=assessor.unsettled,
        observer=progress,
        stop=stop,
    )
    return record, stop.is_set()
