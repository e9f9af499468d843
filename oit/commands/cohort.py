"""`oit cohort`: one report over a province, district, kind or supervisor; and the open data of all its verdicts."""

from dataclasses import astuple
from pathlib import Path

import click

from oit.cohorts import Chosen, cohort_options, views_of
from oit.common import checklist_for, database_option, lang_option, open_store, today, write_file
from oit.output import file_stem


@click.command(
    "cohort", help="How the agencies of a province, kind, district or supervisor stand; without any, all of them."
)
@cohort_options
@click.option(
    "--checklist", "checklist_id", metavar="ID", help="Stand by this checklist.  [default: the newest of the kind]"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "xlsx", "open-data"]),
    default="html",
    show_default=True,
    help="open-data: a CSV of every verdict (docs/open-data.md).",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.  [default: cohort-… here]")
@lang_option
@database_option
def command(
    chosen: Chosen,
    checklist_id: str | None,
    form: str,
    out: Path | None,
    lang: str,
    database: str | None,
) -> None:
    from checklist.load import load_checklist
    from reports.cohort import make_cohort
    from reports.open_data import open_data_csv
    from reports.to_cohort import cohort_html, cohort_xlsx
    from storage.queries import Cohort, movements, standings, worst_items

    checklist = load_checklist(checklist_for(checklist_id, chosen.kind))
    everybody = "ทุกหน่วยงาน" if lang == "th" else "All agencies"
    cohort = Cohort(*astuple(chosen))
    with open_store(database) as store:
        agencies = chosen.agencies(store)
        if form == "open-data":
            content: bytes | str = open_data_csv(views_of(store, agencies, checklist.id))
        else:
            view = make_cohort(
                chosen.title(lang) or everybody,
                checklist,
                standings(store, checklist.id, cohort),
                worst_items(store, checklist.id, cohort),
                movements(store, checklist.id, cohort),
                made_on=today().isoformat(),
            )
            content = cohort_html(view, lang) if form == "html" else cohort_xlsx(view, lang)
    suffix = "csv" if form == "open-data" else form
    name = "-".join(chosen.parts) or "all"
    path = out or Path(f"cohort-{file_stem(name, checklist.id)}.{suffix}")
    write_file(path, content)
    click.echo(path)
