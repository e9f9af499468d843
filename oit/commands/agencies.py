"""`oit agencies`: the register a province or ministry supervises, and the sites that were only audited."""

from pathlib import Path

import click

from oit.cohorts import Chosen, cohort_options
from oit.common import database_option, examples, open_store, print_table


@click.group("agencies", help="The register of agencies: import it, list it.")
def command() -> None:
    pass


@command.command(
    "import",
    short_help="Import agencies from a CSV or Excel file.",
    help="Import agencies from FILE: CSV (UTF-8 or Excel's Thai) or XLSX, with the headings id, name, website, and if "
    "you like kind, province, district, supervisor; Thai headings are understood. All lines are taken, or none.",
    epilog=examples("oit agencies import agencies.csv", "oit agencies import อปท.xlsx"),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@database_option
def import_file(file: Path, database: str | None) -> None:
    from storage.agencies import read_agencies

    agencies = read_agencies(file)  # every bad line is named before anything is written
    with open_store(database) as store:
        store.save_agencies(agencies)
    click.echo(f"Imported {len(agencies)} agencies from {file}.")


@command.command(
    "list",
    short_help="List the agencies of the register, and the sites only audited.",
    help="List the agencies of the register; without anything to narrow by, also the sites that were only audited. "
    "Into a file or a pipe it prints tabs, which `oit agencies import` reads again.",
    epilog=examples("oit agencies list --province ตัวอย่าง", "oit agencies list > agencies.tsv"),
)
@cohort_options
@database_option
def list_agencies(chosen: Chosen, database: str | None) -> None:
    from rich.markup import escape
    from rich.table import Table

    with open_store(database) as store:
        agencies = store.agencies(
            province=chosen.province, kind=chosen.kind, supervisor=chosen.supervisor, district=chosen.district
        )
        audited = () if chosen.parts else store.audited_agencies()
    if not agencies and not audited:
        click.echo("No agencies. Import some with: oit agencies import FILE", err=True)
        return
    table = Table("id", "name", "kind", "website", "province", "district", "supervisor", "in the register", box=None)
    for group, word in ((agencies, "yes"), (audited, "no, only audited")):
        for one in group:
            cells = (one.id, one.name, one.kind, one.website, one.province, one.district, one.supervisor, word)
            table.add_row(*map(escape, cells))
    print_table(table)
