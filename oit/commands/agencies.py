"""`oit agencies`: the register a province or ministry supervises."""

from pathlib import Path

import click

from oit.common import database_option, open_store


@click.group("agencies", help="The register of agencies: import it, list it.")
def command() -> None:
    pass


@command.command(
    "import", help="Import agencies from FILE (CSV or XLSX: id, name, kind, website, province, district, supervisor)."
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@database_option
def import_file(file: Path, database: str | None) -> None:
    from storage.agencies import read_agencies

    agencies = read_agencies(file)  # every bad line is named before anything is written
    with open_store(database) as store:
        store.save_agencies(agencies)
    click.echo(f"Imported {len(agencies)} agencies from {file}.")


@command.command("list", help="List the agencies of the register.")
@click.option("--province", default="", help="Only of this province.")
@click.option("--kind", default="", help="Only of this kind.")
@click.option("--supervisor", default="", help="Only those this body supervises.")
@click.option("--district", default="", help="Only of this district.")
@database_option
def list_agencies(province: str, kind: str, supervisor: str, district: str, database: str | None) -> None:
    from rich.console import Console
    from rich.table import Table

    with open_store(database) as store:
        agencies = store.agencies(province=province, kind=kind, supervisor=supervisor, district=district)
    if not agencies:
        click.echo("No agencies. Import some with: oit agencies import FILE", err=True)
        return
    table = Table("id", "name", "kind", "website", "province", "district", "supervisor", box=None)
    for agency in agencies:
        table.add_row(
            agency.id, agency.name, agency.kind, agency.website, agency.province, agency.district, agency.supervisor
        )
    Console().print(table)
