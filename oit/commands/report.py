"""`oit report AGENCY`: the latest stored assessment as a report."""

from pathlib import Path

import click

from oit.common import database_option, judged, known_agency, lang_option, open_store, ready_folder
from oit.output import MAKERS, formats, write_reports


@click.command("report", help="Write the report of AGENCY (its id, address or name) from the latest stored assessment.")
@click.argument("agency")
@click.option("--checklist", "checklist_id", metavar="ID", help="Only an assessment by this checklist.")
@click.option(
    "--format", "format_list", default="", metavar="LIST", help=f"{','.join(MAKERS)}; without it, a table here."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder for the files.  [default: here]",
)
@lang_option
@database_option
def command(
    agency: str, checklist_id: str | None, format_list: str, out: Path, lang: str, database: str | None
) -> None:
    from oit.judging import build_view

    names = formats(format_list)
    if names:
        ready_folder(out)
    with open_store(database) as store:
        one = known_agency(store, agency)
        assessment = judged(store, one, checklist_id)
        view = build_view(store, one, assessment, store.crawl(assessment.crawl) if assessment.crawl else None)
    if not names:
        from reports.to_terminal import to_terminal

        to_terminal(view, lang=lang)
    for path in write_reports(view, names, out, lang):
        click.echo(path)
