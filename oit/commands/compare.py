"""`oit compare AGENCY`: what changed, by item and element, never "the page changed"."""

from datetime import date

import click

from checklist.errors import UsageError
from oit import __version__
from oit.common import checklist_option, database_option, examples, known_agency, lang_option, open_store
from oit.output import file_stem
from oit.target import Target, target_options


@click.command(
    "compare",
    help="What changed at AGENCY since its last crawl, or since an earlier day, also of another year.",
    epilog=examples(
        "oit compare www.example.go.th",
        "oit compare www.example.go.th --since 2026-03-31 -o changes.html",
    ),
)
@click.argument("agency")
@checklist_option
@click.option("--since", metavar="DATE", help="Compare with the last assessment made on or before YYYY-MM-DD.")
@target_options("html", without="lines here")
@lang_option
@database_option
def command(
    agency: str, checklist_id: str | None, since: str | None, target: Target, lang: str, database: str | None
) -> None:
    day = _day(since) if since else ""
    from checklist.compare import compare
    from checklist.load import load_checklist
    from reports.to_digest import digest_html, digest_text

    target.ready()
    with open_store(database) as store:
        one = known_agency(store, agency)
        made = store.assessments(one.id, checklist=checklist_id)
    if not made:
        by = f" by {checklist_id}" if checklist_id else ""
        raise UsageError(f"{one.id} has not been judged{by} yet; try `oit audit {one.website}` or `oit assess`.")
    after = made[0]
    earlier = [a for a in made[1:] if (a.assessed_on <= day if day else a.crawl != after.crawl)]
    if not earlier:
        raise UsageError(
            f"There is only one assessment of {one.id} to look at; crawl it again first.",
            thai=f"มีผลการตรวจ {one.id} เพียงครั้งเดียว โปรดตรวจอีกครั้งก่อนจึงเทียบได้",
        )
    checklists = {name: load_checklist(name) for name in (earlier[0].checklist, after.checklist)}
    comparison = compare(earlier[0], after, checklists)
    if not target.formats:
        click.echo(digest_text(comparison, one, checklists, lang).rstrip())
    stem = f"changes-{file_stem(one.id, after.checklist)}"
    target.write_and_tell(stem, lambda _: digest_html(comparison, one, checklists, lang, __version__))


_BUDDHIST = range(2400, 2700)


def _day(text: str) -> str:
    """The day as an ISO date; a year of the Buddhist era is taken as one. UsageError for what is no date."""
    try:
        written = date.fromisoformat(text)
        year = written.year - 543 if written.year in _BUDDHIST else written.year
        return written.replace(year=year).isoformat()
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a date; write it like 2026-03-31.", thai=f"{text!r} ไม่ใช่วันที่ โปรดเขียนแบบ 2026-03-31"
        ) from error
