"""`oit crawl`: crawl and judge chosen agencies of the register now."""

from datetime import UTC, datetime, timedelta

import click

from checklist.errors import UsageError
from oit import __version__
from oit.common import database_option, is_loopback, known_agency, now, open_store


@click.command("crawl", help="Crawl and judge AGENCIES of the register now, or with --due those not seen of late.")
@click.argument("agencies", nargs=-1)
@click.option("--due", is_flag=True, help="All agencies that are due, longest unseen first.")
@click.option(
    "--older-than", default=20.0, show_default=True, help="Hours since the last crawl that make an agency due."
)
@click.option("--concurrency", default=50, show_default=True, type=click.IntRange(1, 1000), help="Agencies at once.")
@click.option(
    "--max-requests", default=400, show_default=True, type=click.IntRange(1), help="Requests for each agency."
)
@click.option(
    "--max-minutes", default=60.0, show_default=True, help="Minutes for each agency; what is left goes on next time."
)
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
    agencies: tuple[str, ...],
    due: bool,
    older_than: float,
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
    from oit.night import NightPlan, crawl_and_judge

    if bool(agencies) == due:
        raise UsageError("Name agencies to crawl, or say --due for all that are due; not both.")
    with open_store(database) as store:
        since = (datetime.now(UTC) - timedelta(hours=older_than)).isoformat(timespec="seconds")
        chosen = tuple(known_agency(store, a) for a in agencies) if agencies else store.due_agencies(now(), since)
        check_delay(delay, chosen)
        options = CrawlOptions(
            max_requests=max_requests, delay=delay, render=not no_render, ocr=not no_ocr, version=__version__
        )
        plan = NightPlan(concurrency, max_minutes * 60, checklist_id)
        summary = run(lambda: crawl_and_judge(store, chosen, options, plan))
    click.echo(summary.text(), err=True)
    return 1 if summary.troubles else 0


def check_delay(delay: float, agencies: "tuple[object, ...]") -> None:
    """Refuse to be impolite: less than a second between requests is for loopback only."""
    if delay < 1 and not all(is_loopback(getattr(agency, "website", "")) for agency in agencies):
        raise UsageError(f"A delay of {delay:g} s is not polite to real websites: use at least 1 s.")
