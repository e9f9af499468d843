"""`oit plan AGENCY`: what to publish, unit by unit, with the points it brings and agencies that show how."""

from pathlib import Path

import click

from oit.cohorts import views_of
from oit.common import database_option, known_agency, lang_option, open_store, write_file
from oit.output import file_stem


@click.command(
    "plan", help="The action plan of AGENCY: per unit, the cheapest way to 85 and 95, agencies that show how."
)
@click.argument("agency")
@click.option("--checklist", "checklist_id", metavar="ID", help="Only an assessment by this checklist.")
@click.option("--format", "form", type=click.Choice(["html", "xlsx"]), default="html", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.  [default: plan-….FORMAT here]"
)
@lang_option
@database_option
def command(
    agency: str, checklist_id: str | None, form: str, out: Path | None, lang: str, database: str | None
) -> None:
    from checklist.load import load_checklist
    from reports.plan import make_plan
    from reports.to_plan import plan_html, plan_xlsx
    from storage.queries import examples

    with open_store(database) as store:
        one = known_agency(store, agency)
        (view,) = views_of(store, (one,), checklist_id)
        checklist = load_checklist(view.assessment.checklist)
        shown = {item.code: examples(store, checklist.id, item.code, one) for item in view.fix_first}
    plan = make_plan(view, checklist, shown)
    path = out or Path(f"plan-{file_stem(one.id, checklist.id)}.{form}")
    write_file(path, plan_html(plan, lang) if form == "html" else plan_xlsx(plan, lang))
    click.echo(path)
