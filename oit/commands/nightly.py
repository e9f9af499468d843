"""`oit nightly`: what a timer starts every evening; a second start says who is running and does nothing."""

from datetime import UTC, datetime, timedelta

import click

from checklist.errors import UsageError
from oit import __version__
from oit.common import database_option, now, open_store


@click.command(
    "nightly", help="Crawl and judge every agency that is due. Safe to start twice: the second says who is running."
)
@click.option(
    "--older-than", default=20.0, show_default=True, help="Hours since the last crawl that make an agency due."
)
@click.option(
    "--until",
    metavar="HH:MM",
    help="Begin no new agency after this time of day (Bangkok); what is left goes on tomorrow.",
)
@click.option("--concurrency", default=50, show_default=True, type=click.IntRange(1, 1000), help="Agencies at once.")
@click.option(
    "--max-requests", default=400, show_default=True, type=click.IntRange(1), help="Requests for each agency."
)
@click.option("--max-minutes", default=60.0, show_default=True, help="Minutes for each agency.")
@click.option(
    "--delay",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, 60),
    help="Seconds between requests to one host.",
)
@click.option(
    "--checklist", "checklist_id", metavar="ID", help="Judge by this list.  [default: the newest of each kind]"
)
@click.option("--no-render", is_flag=True, help="Never start the browser.")
@click.option("--no-ocr", is_flag=True, help="Never read text from pictures.")
@database_option
def command(
    older_than: float,
    until: str | None,
    concurrency: int,
    max_requests: int,
    max_minutes: float,
    delay: float,
    checklist_id: str | None,
    no_render: bool,
    no_ocr: bool,
    database: str | None,
) -> int:
    from crawler.run import CrawlOptions, run
    from oit.commands.crawl import check_delay
    from oit.night import NightPlan, crawl_and_judge, next_time

    try:
        end = next_time(until) if until else None
    except ValueError as error:
        raise UsageError(f"{until!r} is not a time of day; write it like 06:00.") from error
    with open_store(database) as store:
        run_id = store.claim_run("oit nightly", now())
        outcome, text = "failed", ""
        try:
            since = (datetime.now(UTC) - timedelta(hours=older_than)).isoformat(timespec="seconds")
            due = store.due_agencies(now(), since)
            check_delay(delay, due)
            options = CrawlOptions(
                max_requests=max_requests, delay=delay, render=not no_render, ocr=not no_ocr, version=__version__
            )
            plan = NightPlan(concurrency, max_minutes * 60, checklist_id, end)
            summary = run(lambda: crawl_and_judge(store, due, options, plan, run_id))
            outcome, text = "stopped" if summary.left else "finished", summary.text()
        finally:
            store.finish_run(run_id, outcome=outcome, now=now(), summary=text)
    click.echo(text, err=True)
    return 1 if summary.troubles else 0
