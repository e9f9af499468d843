"""`oit compare AGENCY`: what changed, by item and element, never "the page changed"."""

import click

from checklist.errors import UsageError
from oit.common import database_option, known_agency, lang_option, open_store


@click.command(
    "compare",
    help="What changed at AGENCY since its last crawl, or (--since) since an earlier assessment, also of another year.",
)
@click.argument("agency")
@click.option("--checklist", "checklist_id", metavar="ID", help="Only assessments by this checklist.")
@click.option(
    "--since", metavar="DATE", help="Compare with the last assessment made on or before this date (YYYY-MM-DD)."
)
@lang_option
@database_option
def command(agency: str, checklist_id: str | None, since: str | None, lang: str, database: str | None) -> None:
    from oit.digest import changes_between, print_changes

    with open_store(database) as store:
        one = known_agency(store, agency)
        made = store.assessments(one.id, checklist=checklist_id)
    if not made:
        raise UsageError(f"{one.id} has not been judged yet; try `oit audit {one.website}`.")
    after = made[0]
    earlier = [a for a in made[1:] if (a.assessed_on <= since if since else a.crawl != after.crawl)]
    if not earlier:
        raise UsageError(f"There is only one assessment of {one.id} to look at; crawl it again first.")
    print_changes(changes_between(earlier[0], after), lang)
