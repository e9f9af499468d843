"""`oit audit URL`: an auditor with one domain and one question."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checklist.errors import UsageError
from oit.common import (
    agency_of,
    check_kind,
    checklist_for,
    database_option,
    default_database,
    is_loopback,
    lang_option,
    open_store,
    ready_folder,
    today,
    website,
    write_file,
)
from oit.output import MAKERS, formats, write_reports

if TYPE_CHECKING:
    from checklist.agency import Agency
    from checklist.assess import Assessor
    from checklist.model import Checklist
    from checklist.verdict import Assessment
    from crawler.run import CrawlOptions
    from oit.progress import AuditProgress
    from storage.store import CrawlRecord, Store


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person asked for, checked."""

    url: str
    agency: "Agency"
    checklist: "Checklist"
    max_requests: int
    delay: float
    render: bool
    ocr: bool
    screenshots: bool
    lang: str
    quiet: bool
    verbose: bool


@click.command(
    "audit",
    help="Crawl the website at URL, judge it against a checklist and say what is missing and where the proof is.",
)
@click.argument("url")
@click.option(
    "--checklist",
    "checklist_id",
    metavar="ID",
    help="Such as oit-2569, or a file.  [default: the newest of the agency's kind]",
)
@click.option(
    "--kind", default="", metavar="KIND", help="Kind of agency, such as local-government (see `oit checklists kinds`)."
)
@click.option("--name", default="", help="The agency's name.  [default: its host]")
@click.option(
    "--max-requests",
    default=400,
    show_default=True,
    type=click.IntRange(1, 100_000),
    help="Ask for at most so many addresses.",
)
@click.option(
    "--delay",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, 60),
    help="Seconds between two requests; 0 only on loopback.",
)
@database_option
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the report files.  [default: here]"
)
@click.option("--format", "format_list", default="", metavar="LIST", help=f"Report files to write: {','.join(MAKERS)}.")
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the result (oit-audit/1) to this file.",
)
@click.option("--no-render", is_flag=True, help="Never start the browser.")
@click.option("--no-ocr", is_flag=True, help="Never read text from pictures.")
@click.option("--screenshots", is_flag=True, help="Put pictures of the evidence pages into the HTML and PDF reports.")
@lang_option
@click.option("--quiet", "-q", is_flag=True, help="Only the result.")
@click.option("--verbose", "-v", is_flag=True, help="Also each request, and the libraries' own log.")
def command(
    url: str,
    checklist_id: str | None,
    kind: str,
    name: str,
    max_requests: int,
    delay: float,
    database: str | None,
    out: Path | None,
    format_list: str,
    json_file: Path | None,
    no_render: bool,
    no_ocr: bool,
    screenshots: bool,
    lang: str,
    quiet: bool,
    verbose: bool,
) -> int:
    address = website(url)
    check_kind(kind)
    if delay < 1 and not is_loopback(address):
        raise UsageError(
            f"A delay of {delay:g} s is not polite to a real website: use at least 1 s (0 is for loopback only)."
        )
    names = formats(format_list or ("html" if out else ""))
    from checklist.load import load_checklist

    checklist = load_checklist(checklist_for(checklist_id, kind))
    plan = Plan(
        address,
        agency_of(address, name=name, kind=kind),
        checklist,
        max_requests,
        delay,
        not no_render,
        not no_ocr,
        screenshots,
        lang,
        quiet,
        verbose,
    )
    for folder in ({out or Path()} if names else set()) | ({json_file.parent} if json_file else set()):
        ready_folder(folder)
    place = database or default_database()
    with open_store(place) as store:
        if not quiet:
            click.echo(f"Database: {place}", err=True)
        return _audit(store, plan, names, out or Path(), json_file)


def _audit(store: "Store", plan: Plan, names: tuple[str, ...], out: Path, json_file: Path | None) -> int:
    from oit.judging import build_view, judge_crawl
    from reports.to_terminal import to_terminal

    record, interrupted = _crawl(store, plan)
    assessment = judge_crawl(store, record, plan.checklist, today=today())
    view = build_view(store, record.agency, assessment, record)
    if json_file:
        write_file(json_file, MAKERS["json"](view, plan.lang, {}))
    pictures = _pictures(plan, assessment) if plan.screenshots else {}
    for path in write_reports(view, names, out, plan.lang, pictures):
        if not plan.quiet:
            click.echo(f"Report: {path}", err=True)
    to_terminal(view, lang=plan.lang)
    if record.outcome == "unreachable":
        click.echo(
            f"oit: {plan.url} could not be reached: {record.detail or 'no answer'}. Nothing was judged as missing.",
            err=True,
        )
        return 2
    if interrupted:
        click.echo(f"oit: stopped by you; what was found is kept. Go on with: oit audit {plan.url}", err=True)
    wanting = [v for v in assessment.verdicts if v.status not in ("complete", "inapplicable")]
    return 1 if wanting else 0


def _pictures(plan: Plan, assessment: "Assessment") -> dict[str, bytes]:
    """A picture of each page that a verdict rests on, its quote marked."""
    from crawler.screenshots import screenshots

    quotes = {e.url: e.quote for v in assessment.verdicts for e in reversed(v.evidence) if e.kind == "page"}
    return asyncio.run(screenshots(quotes, home=plan.url, options=_options(plan)))


def _options(plan: Plan) -> "CrawlOptions":
    from crawler.run import CrawlOptions

    return CrawlOptions(max_requests=plan.max_requests, delay=plan.delay, render=plan.render, ocr=plan.ocr)


def _crawl(store: "Store", plan: Plan) -> "tuple[CrawlRecord, bool]":
    """Crawl, or go on with a crawl that was cut short; the record, and whether the person stopped it."""
    from crawler.run import run
    from oit.common import detail_reader
    from oit.judging import new_assessor
    from oit.progress import AuditProgress

    assessor = new_assessor(plan.checklist, plan.agency, today=today(), home=plan.url, detail_of=detail_reader(store))
    progress = AuditProgress(
        plan.checklist, assessor, plan.max_requests, lang=plan.lang, quiet=plan.quiet, verbose=plan.verbose
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
        options=_options(plan),
        topics=load_topics(),
        unsettled=assessor.unsettled,
        observer=progress,
        stop=stop,
    )
    return record, stop.is_set()
