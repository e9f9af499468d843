"""`oit worker`: run the jobs of the queue, on as many machines as you like."""

import asyncio
import logging
import sys

import click

from oit.common import database_option, default_database, examples


@click.command(
    "worker",
    help="Run queued audits, each in a process of its own. Needs PostgreSQL; start it on many machines.",
    epilog=examples(
        "oit worker --db postgresql://oit@database/oit",
        "oit worker --concurrency 8 --nightly-at 21:00",
        "oit worker --once",
    ),
)
@click.option("--concurrency", default=4, show_default=True, type=click.IntRange(1, 200), help="Audits at once.")
@click.option("--once", is_flag=True, help="End when no job waits.")
@click.option(
    "--nightly-at",
    metavar="HH:MM",
    help="Queue all agencies that are due at this time of day (Bangkok); give it to every worker, it happens once.",
)
@database_option
def command(concurrency: int, once: bool, nightly_at: str | None, database: str | None) -> None:
    from oit.hours import time_of_day
    from oit.queue import address_of
    from oit.worker import work

    if nightly_at is not None:
        time_of_day(nightly_at)
    url = database or default_database()
    address_of(url)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    asyncio.run(work(url, concurrency=concurrency, once=once, nightly_at=nightly_at or ""))
