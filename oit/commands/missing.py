"""`oit missing`: what is missing, partial, outdated or broken, sorted by points."""

from typing import TYPE_CHECKING

import click

from oit.cohorts import Chosen, cohort_options, views_of
from oit.common import checklist_option, database_option, examples, lang_option, open_store
from oit.output import file_stem
from oit.target import Target, target_options

if TYPE_CHECKING:
    from reports.view import AuditView


@click.command(
    "missing",
    help="The missing-items list of AGENCY, or of all agencies of a province, kind, district or supervisor.",
    epilog=examples(
        "oit missing www.example.go.th",
        "oit missing --province ตัวอย่าง --format zip,html",
        "oit missing www.example.go.th --format csv -o - | head",
    ),
)
@click.argument("agency", required=False)
@cohort_options
@checklist_option
@target_options("xlsx", "csv", "html", "zip", default="xlsx", note=" (zip: one workbook for each agency)")
@lang_option
@database_option
def command(
    agency: str | None, chosen: Chosen, checklist_id: str | None, target: Target, lang: str, database: str | None
) -> None:
    target.ready()
    with open_store(database) as store:
        agencies = chosen.agencies(store, agency)
        views = views_of(store, agencies, checklist_id)
    name = agencies[0].id if len(agencies) == 1 else "-".join(chosen.parts) or "all"
    stem = f"missing-{file_stem(name, views[0].assessment.checklist)}"
    target.write_and_tell(stem, lambda form: make(views, form, lang))


def make(views: "tuple[AuditView, ...]", form: str, lang: str) -> bytes:
    """The list over those agencies in that format."""
    from reports.to_missing import missing_csv, missing_html, missing_xlsx, missing_zip

    if form == "html":
        return missing_html(views, lang).encode("utf-8", "replace")
    if form == "csv":
        return missing_csv(views, lang)
    return missing_zip(views, lang) if form == "zip" else missing_xlsx(views, lang)
