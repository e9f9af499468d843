"""`oit compare AGENCY`: what changed, by item and element, never "the page changed"."""

from datetime import date
from pathlib import Path

import click

from checklist.errors import UsageError
from oit import __version__
from oit.common import database_option, known_agency, lang_option, open_store, write_file


@click.command(
    "compare", help="What changed at AGENCY since its last crawl, or since an earlier day, also of another year."
)
@click.argument("agency")
@click.option("--checklist", "checklist_id", metavar="ID", help="Only assessments by this checklist.")
@click.option("--since", metavar="DATE", help="Compare with the last assessment made on or before YYYY-MM-DD.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a page to this file.")
@lang_option
@database_option
def command(
    agency: str, checklist_id: str | None, since: str | None, html: Path | None, lang: str, database: str | None
) -> None:
    if since and not _is_date(since):
        raise UsageError(f"{since!r} is not a date; write it like 2026-03-31.")
    from checklist.compare import compare
    from checklist.load import load_checklist
    from reports.to_digest import digest_html, digest_text

    with open_store(database) as store:
        one = known_agency(store, agency)
        made = store.assessments(one.id, checklist=checklist_id)
    if not made:
        raise UsageError(f"{one.id} has not been judged yet; try `oit audit {one.website}`.")
    after = made[0]
    earlier = [a for a in made[1:] if (a.assessed_on <= since if since else a.crawl != after.crawl)]
    if not earlier:
        raise UsageError(f"There is only one assessment of {one.id} to look at; crawl it again first.")
    checklists = {name: load_checklist(name) for name in (earlier[0].checklist, after.checklist)}
    comparison = compare(earlier[0], after, checklists)
    if html:
        write_file(html, digest_html(comparison, one, checklists, lang, __version__))
        click.echo(html)
    else:
        click.echo(digest_text(comparison, one, checklists, lang).rstrip())


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
