"""`oit report AGENCY`: the latest stored assessment as a report."""

import click

from oit.common import checklist_option, database_option, examples, judged, known_agency, lang_option, open_store
from oit.output import MAKERS, maker, stem_of
from oit.target import Target, target_options


@click.command(
    "report",
    help="Write the report of AGENCY (its id, address or name) from the latest stored assessment.",
    epilog=examples(
        "oit report www.example.go.th",
        "oit report www.example.go.th --format html,pdf --out reports",
        "oit report www.example.go.th --lang en -o report.pdf",
    ),
)
@click.argument("agency")
@checklist_option
@target_options(*MAKERS)
@lang_option
@database_option
def command(agency: str, checklist_id: str | None, target: Target, lang: str, database: str | None) -> None:
    from oit.judging import build_view

    target.ready()
    with open_store(database) as store:
        one = known_agency(store, agency)
        assessment = judged(store, one, checklist_id)
        view = build_view(store, one, assessment, store.crawl(assessment.crawl) if assessment.crawl else None)
    if not target.formats:
        from reports.to_terminal import to_terminal

        to_terminal(view, lang=lang)
    target.write_and_tell(stem_of(view), maker(view, lang))
