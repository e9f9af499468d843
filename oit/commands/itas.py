"""`oit itas AGENCY`: the answer sheet to copy into ITAS, item by item."""

import click

from oit.cohorts import views_of
from oit.common import checklist_option, database_option, examples, known_agency, lang_option, open_store
from oit.output import stem_of
from oit.target import Target, target_options


@click.command(
    "itas",
    help="The answer sheet of AGENCY for ITAS: addresses to paste, a ready explanation, warnings.",
    epilog=examples("oit itas www.example.go.th", "oit itas www.example.go.th -o answers.html"),
)
@click.argument("agency")
@checklist_option
@target_options("xlsx", "html", default="xlsx")
@lang_option
@database_option
def command(agency: str, checklist_id: str | None, target: Target, lang: str, database: str | None) -> None:
    from reports.to_itas import itas_html, itas_xlsx

    target.ready()
    with open_store(database) as store:
        (view,) = views_of(store, (known_agency(store, agency),), checklist_id)
    stem = f"itas-{stem_of(view)}"
    target.write_and_tell(stem, lambda form: itas_xlsx(view, lang) if form == "xlsx" else itas_html(view, lang))
