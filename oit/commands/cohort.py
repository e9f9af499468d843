"""`oit cohort`: one report over a province, district, kind or supervisor; and the open data of all its verdicts."""

from dataclasses import astuple
from typing import TYPE_CHECKING

import click

from oit.cohorts import Chosen, cohort_options, views_of
from oit.common import checklist_for, checklist_option, database_option, examples, lang_option, open_store, today
from oit.output import file_stem
from oit.target import Target, target_options

if TYPE_CHECKING:
    from checklist.model import Checklist
    from reports.cohort import CohortView
    from storage.store import Store


@click.command(
    "cohort",
    help="How the agencies of a province, kind, district or supervisor stand; without any, all of them.",
    epilog=examples("oit cohort --province ตัวอย่าง", "oit cohort --kind sao --format html,xlsx,open-data --out cohort"),
)
@cohort_options
@checklist_option
@target_options(
    "html", "xlsx", "open-data", default="html", note=" (open-data: a CSV of every verdict, docs/open-data.md)"
)
@lang_option
@database_option
def command(chosen: Chosen, checklist_id: str | None, target: Target, lang: str, database: str | None) -> None:
    from checklist.load import load_checklist
    from reports.open_data import open_data_csv
    from reports.to_cohort import cohort_html, cohort_xlsx

    target.ready()
    checklist = load_checklist(checklist_for(checklist_id, chosen.kind))
    with open_store(database) as store:
        agencies = chosen.agencies(store)
        standing = [form for form in target.formats if form != "open-data"]
        view = _view(store, chosen, checklist, lang) if standing else None

        def make(form: str) -> bytes | str:
            if view is None or form == "open-data":
                return open_data_csv(views_of(store, agencies, checklist.id))
            return cohort_html(view, lang) if form == "html" else cohort_xlsx(view, lang)

        target.write_and_tell(f"cohort-{file_stem('-'.join(chosen.parts) or 'all', checklist.id)}", make)


def _view(store: "Store", chosen: Chosen, checklist: "Checklist", lang: str) -> "CohortView":
    """How those agencies stand by that checklist."""
    from reports.cohort import make_cohort
    from storage.queries import Cohort, movements, standings, worst_items

    cohort = Cohort(*astuple(chosen))
    return make_cohort(
        chosen.title(lang) or ("ทุกหน่วยงาน" if lang == "th" else "All agencies"),
        checklist,
        standings(store, checklist.id, cohort),
        worst_items(store, checklist.id, cohort),
        movements(store, checklist.id, cohort),
        made_on=today().isoformat(),
    )
