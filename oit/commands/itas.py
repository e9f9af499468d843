"""`oit itas AGENCY`: the answer sheet to copy into ITAS, item by item."""

from pathlib import Path

import click

from oit.cohorts import views_of
from oit.common import database_option, known_agency, lang_option, open_store, write_file
from oit.output import file_stem


@click.command("itas", help="The answer sheet of AGENCY for ITAS: addresses to paste, a ready explanation, warnings.")
@click.argument("agency")
@click.option("--checklist", "checklist_id", metavar="ID", help="Only an assessment by this checklist.")
@click.option("--format", "form", type=click.Choice(["xlsx", "html"]), default="xlsx", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.  [default: itas-….FORMAT here]"
)
@lang_option
@database_option
def command(
    agency: str, checklist_id: str | None, form: str, out: Path | None, lang: str, database: str | None
) -> None:
    from reports.to_itas import itas_html, itas_xlsx

    with open_store(database) as store:
        (view,) = views_of(store, (known_agency(store, agency),), checklist_id)
    path = out or Path(f"itas-{file_stem(view.agency.id, view.assessment.checklist)}.{form}")
    write_file(path, itas_xlsx(view, lang) if form == "xlsx" else itas_html(view, lang))
    click.echo(path)
