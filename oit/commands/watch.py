"""`oit watch`: is the evidence still there? For a timer, every hour: it does only what is due."""

from pathlib import Path

import click

from checklist.errors import UsageError
from oit.cohorts import Chosen, cohort_options
from oit.commands.crawl import Number, check_delay
from oit.common import database_option, examples, known_agency, open_store, ready_folder, write_file


@click.command(
    "watch",
    help="Look again at the evidence of AGENCIES (or of the whole register) between two crawls: once a week, every six "
    "hours in the last days before answers close. What is gone at two looks an hour apart gives an ALARM and status 1.",
    epilog=examples(
        "oit watch",
        "oit watch --summary watch.txt",
        "oit watch --province ตัวอย่าง --now",
        "oit watch 1501 www.example.go.th",
    ),
)
@click.argument("agencies", nargs=-1)
@cohort_options
@click.option("--now", "all_places", is_flag=True, help="Look at every place, due or not.")
@click.option(
    "--summary",
    "summary_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was found to this file as well, as the text of a mail; nothing due leaves it as it is.",
)
@click.option("--concurrency", default=50, show_default=True, type=click.IntRange(1, 1000), help="Agencies at once.")
@click.option(
    "--delay",
    default=1.0,
    show_default=True,
    type=Number(0, 60),
    help="Seconds between requests to one host.",
)
@database_option
def command(
    agencies: tuple[str, ...],
    chosen: Chosen,
    all_places: bool,
    summary_file: Path | None,
    concurrency: int,
    delay: float,
    database: str | None,
) -> int:
    from crawler.job import CrawlOptions
    from crawler.run import run
    from oit.watching import watch

    if agencies and chosen.parts:
        raise UsageError("Name agencies, or say which of the register; not both.")
    if summary_file:
        ready_folder(summary_file.absolute().parent)
    with open_store(database) as store:
        asked = tuple(known_agency(store, name) for name in agencies) if agencies else chosen.agencies(store)
        check_delay(delay, asked)
        options = CrawlOptions(delay=delay, render=False, ocr=False)
        found = run(lambda: watch(store, asked, options, concurrency=concurrency, all_places=all_places))
    click.echo(found.text())
    if summary_file and (found.looked or found.network_down):  # a look with nothing to do keeps the last one's words
        write_file(summary_file, found.text() + "\n")
    return 1 if found.alarms or found.network_down else 0
