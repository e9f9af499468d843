"""`oit nightly`: what a timer starts every evening; a second start says who is running and does nothing."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from checklist.errors import StorageError, UsageError
from oit.commands.crawl import CrawlChoices, check_delay, check_list, crawl_options, older_than_option
from oit.common import database_option, default_database, examples, now, open_store, ready_folder, write_file

if TYPE_CHECKING:
    from storage.store import Store

_OF_THIS_MACHINE = ("pause_between", "summary_file", "workers", "concurrency")


@click.command(
    "nightly",
    help="Crawl and judge every agency that is due. Safe to start twice: the second says who is running.",
    epilog=examples(
        "oit nightly",
        "oit nightly --until 06:00 --summary morning.txt",
        "oit nightly --pause-between 08:30-16:30 --workers 4",
        "oit nightly --queue --db postgresql://oit@database/oit",
    ),
)
@older_than_option
@click.option(
    "--until",
    metavar="HH:MM",
    help="Begin no new agency after this time of day (Bangkok); what is left goes on tomorrow.",
)
@click.option(
    "--pause-between",
    metavar="HH:MM-HH:MM",
    help="Begin no agency at that time of day (Bangkok), such as office hours; those that run go on to their end.",
)
@click.option("--queue", is_flag=True, help="Crawl nothing here: put the agencies in the queue for `oit worker`.")
@click.option(
    "--summary",
    "summary_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the morning summary to this file as well, as the text of a mail.",
)
@click.option(
    "--workers",
    default=0,
    type=click.IntRange(0, 64),
    help="Processes that read files, and as many that judge, beside the one that crawls.  [default: by the cores]",
)
@crawl_options
@database_option
@click.pass_context
def command(
    context: click.Context,
    older_than: float,
    until: str | None,
    pause_between: str | None,
    queue: bool,
    summary_file: Path | None,
    workers: int,
    choices: CrawlChoices,
    database: str | None,
) -> int:
    from oit.hours import next_time, pause_of
    from oit.night import NightPlan

    end = next_time(until) if until is not None else None
    pause = pause_of(pause_between) if pause_between is not None else None
    check_list(choices.checklist)
    if summary_file:
        ready_folder(summary_file.absolute().parent)  # not in the morning
    if queue:
        _check_queue(context)
        return _queue(database or default_database(), choices, older_than, end)
    plan = NightPlan(
        choices.concurrency,
        choices.max_minutes * 60,
        choices.checklist,
        end,
        pause,
        database or default_database(),
        workers,
    )
    text, status = _run(database, choices, plan, older_than)
    click.echo(text, err=True)
    if summary_file:
        write_file(summary_file, text + "\n")
    return status


def _check_queue(context: click.Context) -> None:
    """With --queue nothing runs here: what says how it runs here would be forgotten in silence."""
    given = [name for name in _OF_THIS_MACHINE if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        option = f"--{given[0].removesuffix('_file').replace('_', '-')}"
        raise UsageError(f"With --queue nothing is crawled here, so {option} says nothing; leave it out.")


def _run(database: str | None, choices: CrawlChoices, plan: "object", older_than: float) -> tuple[str, int]:
    from crawler.run import run
    from oit.alarms import news_of
    from oit.night import NightPlan, crawl_and_judge
    from oit.vendors import told, vendors

    assert isinstance(plan, NightPlan)
    with open_store(database) as store:
        check_register(store)
        run_id = store.claim_run("oit nightly", now())
        outcome, text = "failed", ""
        try:
            since = (datetime.now(UTC) - timedelta(hours=older_than)).isoformat(timespec="seconds")
            due = store.due_agencies(now(), since)
            check_delay(choices.delay, due)
            summary = run(lambda: crawl_and_judge(store, due, choices.options(), plan, run_id))
            outcome = "stopped" if summary.left else "finished"
            news = news_of(store, due, moment=now(), by="oit nightly")
            text = "\n".join([summary.text(), *told(news.alarms, vendors(store)), *news.back])
        finally:
            with suppress(StorageError):  # a full disk has been said already; the next run closes this one
                store.finish_run(run_id, outcome=outcome, now=now(), summary=text)
    return text, 1 if summary.troubles else 0


def check_register(store: "Store") -> None:
    """Refuse a night over nobody: the register was never filled, or the database is another one."""
    if not store.agencies():
        raise UsageError(
            "The register of this database is empty: `oit agencies import FILE` fills it, --db names another database."
        )


def _queue(database: str, choices: CrawlChoices, older_than: float, end: datetime | None) -> int:
    from oit.queue import AuditOptions, Deferred, address_of, opened
    from oit.worker import defer_due, register

    address_of(database)
    with open_store(database) as store:
        check_register(store)
        check_delay(choices.delay, store.agencies())
    options = AuditOptions(
        choices.max_requests,
        choices.max_minutes,
        choices.delay,
        choices.checklist or "",
        not choices.no_render,
        not choices.no_ocr,
        end.isoformat() if end else "",
    )

    async def put() -> Deferred:
        async with opened(database) as app:
            register(app, database)
            return await defer_due(app, database, options, older_than=older_than)

    found = asyncio.run(put())
    click.echo(f"Put in the queue: {found.new}. Waiting there already: {found.waiting}.")
    return 0
