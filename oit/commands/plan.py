"""`oit plan AGENCY`: what to publish, unit by unit, with the points it brings and agencies that show how."""

import click

from oit.cohorts import views_of
from oit.common import checklist_option, database_option, examples, known_agency, lang_option, open_store
from oit.output import file_stem
from oit.target import Target, target_options


@click.command(
    "plan",
    help="The action plan of AGENCY: per unit, the cheapest way to 85 and 95, agencies that show how.",
    epilog=examples("oit plan www.example.go.th", "oit plan www.example.go.th --format html,xlsx --out plans"),
)
@click.argument("agency")
@checklist_option
@target_options("html", "xlsx", default="html")
@lang_option
@database_option
def command(agency: str, checklist_id: str | None, target: Target, lang: str, database: str | None) -> None:
    from checklist.load import load_checklist
    from reports.plan import make_plan
    from reports.to_plan import plan_html, plan_xlsx
    from storage.queries import examples as passing

    target.ready()
    with open_store(database) as store:
        one = known_agency(store, agency)
        (view,) = views_of(store, (one,), checklist_id)
        checklist = load_checklist(view.assessment.checklist)
        shown = {item.code: passing(store, checklist.id, item.code, one) for item in view.fix_first}
    plan = make_plan(view, checklist, shown)
    stem = f"plan-{file_stem(one.id, checklist.id)}"
    target.write_and_tell(stem, lambda form: plan_html(plan, lang) if form == "html" else plan_xlsx(plan, lang))
