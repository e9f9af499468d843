"""`oit missing`: what is missing, partial, outdated or broken, sorted by points."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oit.cohorts import Chosen, cohort_options, views_of
from oit.common import database_option, lang_option, open_store, write_file
from oit.output import file_stem

if TYPE_CHECKING:
    from reports.view import AuditView


@click.command(
    "missing", help="The missing-items list of AGENCY, or of all agencies of a province, kind, district or supervisor."
)
@click.argument("agency", required=False)
@cohort_options
@click.option("--checklist", "checklist_id", metavar="ID", help="Only assessments by this checklist.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xlsx", "csv", "html", "zip"]),
    default="xlsx",
    show_default=True,
    help="zip: one workbook for each agency.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write.  [default: missing-….FORMAT here; - for standard output]",
)
@lang_option
@database_option
def command(
    agency: str | None,
    chosen: Chosen,
    checklist_id: str | None,
    form: str,
    out: Path | None,
    lang: str,
    database: str | None,
) -> None:
    with open_store(database) as store:
        agencies = chosen.agencies(store, agency)
        views = views_of(store, agencies, checklist_id)
    content = make(views, form, lang)
    if out == Path("-"):
        sys.stdout.buffer.write(content)
        return
    name = agencies[0].id if len(agencies) == 1 else "-".join(chosen.parts) or "all"
    path = out or Path(f"missing-{file_stem(name, views[0].assessment.checklist)}.{form}")
    write_file(path, content)
    click.echo(path)


def make(views: "tuple[AuditView, ...]", form: str, lang: str) -> bytes:
    """The list over those agencies in that format."""
    from reports.to_missing import missing_csv, missing_html, missing_xlsx, missing_zip

    if form == "html":
        return missing_html(views, lang).encode("utf-8", "replace")
    if form == "csv":
        return missing_csv(views, lang)
    return missing_zip(views, lang) if form == "zip" else missing_xlsx(views, lang)
