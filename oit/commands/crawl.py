"""`oit crawl`: crawl and judge chosen agencies of the register now."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from checklist.errors import UsageError
from oit.common import database_option, default_database, examples, is_loopback, known_agency, now, open_store

if TYPE_CHECKING:
    from crawler.run import CrawlOptions


class Number(click.FloatRange):
    """A number within bounds; click's own takes "nan" for one, which is within any."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number, or click's complaint about this option."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a number of use here.", param, ctx)
        return number


@dataclass(frozen=True, slots=True)
class CrawlChoices:
    """What a person may choose for crawls of many agencies."""

    concurrency: int
    max_requests: int
    max_minutes: float
    delay: float
    checklist: str | None
    no_render: bool
    no_ocr: bool

    def options(self) -> "CrawlOptions":
        """The crawler's part of the choices."""
        from crawler.run import CrawlOptions

        return CrawlOptions(
            max_requests=self.max_requests,
            delay=self.delay,
            render=not self.no_render,
            ocr=not self.no_ocr,
        )


_CHOICES = (
    click.option(
        "--concurrency", default=50, show_default=True, type=click.IntRange(1, 1000), help="Agencies at once."
    ),
    click.option(
        "--max-requests", default=400, show_default=True, type=click.IntRange(1), help="Requests for each agency."
    ),
    click.option(
        "--max-minutes",
        default=60.0,
        show_default=True,
        type=Number(0, 24 * 60, min_open=True),
        help="Minutes for each agency; what is left goes on next time.",
    ),
    click.option(
        "--delay",
        default=1.0,
        show_default=True,
        type=Number(0, 60),
        help="Seconds between requests to one host.",
    ),
    click.option(
        "--checklist", "checklist", metavar="ID", help="Judge by this list.  [default: the newest of each kind]"
    ),
    click.option("--no-render", is_flag=True, help="Never start the browser."),
    click.option("--no-ocr", is_flag=True, help="Never read text from pictures."),
)


def crawl_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of `CrawlChoices` to a command, which gets them as `choices`."""

    @wraps(function)
    def with_choices(**given: Any) -> Any:
        names = CrawlChoices.__dataclass_fields__
        choices = CrawlChoices(**{name: given.pop(name) for name in names})
        return function(choices=choices, **given)

    decorated: Callable[..., Any] = with_choices
    for option in reversed(_CHOICES):
        decorated = option(decorated)
    return decorated


older_than_option = click.option(
    "--older-than",
    default=20.0,
    show_default=True,
    type=Number(0, 24 * 366),
    help="Hours since the last crawl that make an agency due.",
)


@click.command(
    "crawl",
    help="Crawl and judge AGENCIES of the register now, or with --due those not seen of late.",
    epilog=examples("oit crawl 1501 1502", "oit crawl --due --concurrency 20"),
)
@click.argument("agencies", nargs=-1)
@click.option("--due", is_flag=True, help="All agencies that are due, longest unseen first.")
@older_than_option
@crawl_options
@database_option
def command(
    agencies: tuple[str, ...], due: bool, older_than: float, choices: CrawlChoices, database: str | None
) -> int:
    from crawler.run import run
    from oit.night import NightPlan, crawl_and_judge

    if bool(agencies) == due:
        raise UsageError("Name agencies to crawl, or say --due for all that are due; not both.")
    check_list(choices.checklist)
    with open_store(database) as store:
        since = (datetime.now(UTC) - timedelta(hours=older_than)).isoformat(timespec="seconds")
        chosen = tuple(known_agency(store, a) for a in agencies) if agencies else store.due_agencies(now(), since)
        check_delay(choices.delay, chosen)
        place = database or default_database()
        plan = NightPlan(choices.concurrency, choices.max_minutes * 60, choices.checklist, database=place)
        summary = run(lambda: crawl_and_judge(store, chosen, choices.options(), plan))
    click.echo(summary.text(), err=True)
    return 1 if summary.troubles else 0


def check_list(checklist: str | None) -> None:
    """Refuse a list that there is not before anything is crawled, not agency by agency when it is to be judged."""
    if checklist:
        from checklist.load import load_checklist

        load_checklist(checklist)


def check_delay(delay: float, agencies: "tuple[object, ...]") -> None:
    """Refuse to be impolite: less than a second between requests is for loopback only."""
    if delay < 1 and not all(is_loopback(getattr(agency, "website", "")) for agency in agencies):
        raise UsageError(f"A delay of {delay:g} s is not polite to real websites: use at least 1 s.")
