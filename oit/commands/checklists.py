"""`oit checklists`: what is asked, in which year, and how well that is known."""

from pathlib import Path

import click

from checklist.errors import UsageError
from oit.common import lang_option, print_table, write_file
from oit.target import STANDARD_OUTPUT, write_stdout


@click.group("checklists", help="The checklists: list, show, table, diff, check a file.")
def command() -> None:
    pass


@command.command("list", help="List the checklists there are.")
def list_checklists() -> None:
    from rich.table import Table

    from checklist.load import available, load_checklist

    table = Table("id", "title", "items", "elements", "found", "carried", "memory", box=None)
    for name in available():
        checklist = load_checklist(name)
        elements = [e for item in checklist.items for e in item.elements]
        counts = [str(sum(e.provenance == p for e in elements)) for p in ("found", "carried", "memory")]
        table.add_row(name, checklist.title, str(len(checklist.items)), str(len(elements)), *counts)
    print_table(table)


@command.command("kinds", help="List the kinds of agency.")
def list_kinds() -> None:
    from rich.table import Table

    from checklist.load import load_kinds

    table = Table("id", "ชื่อ", "name", "family", "groups", box=None)
    for kind in load_kinds().values():
        table.add_row(kind.id, kind.name_th, kind.name_en, kind.family, ", ".join(kind.groups))
    print_table(table)


@command.command("show", help="Show the items and elements of a checklist, with how well each is known.")
@click.argument("name", metavar="ID")
@click.option("--item", "code", help="Only this item, such as O12.")
def show(name: str, code: str | None) -> None:
    from rich.table import Table

    from checklist.load import load_checklist
    from checklist.outline import asked_by

    checklist = load_checklist(name)
    items = [item for item in checklist.items if code in (None, item.code)]
    if not items:
        raise UsageError(
            f"{name} has no item {code!r}; it runs from {checklist.items[0].code} to {checklist.items[-1].code}."
        )
    table = Table("code", "what is asked", "check", "known", "only for", show_lines=False)
    for item in items:
        table.add_row(
            f"[bold]{item.code}", f"[bold]{item.name}", f"{item.year.kind}", item.provenance, ", ".join(item.only)
        )
        for element in item.elements:
            table.add_row(element.code, element.text, asked_by(element), element.provenance, ", ".join(element.only))
    print_table(table)


@command.command("diff", help="The crosswalk between two checklists, by topic.")
@click.argument("before", metavar="ID")
@click.argument("after", metavar="ID")
@lang_option
def diff(before: str, after: str, lang: str) -> None:
    from rich.table import Table

    from checklist.compare import crosswalk
    from checklist.load import load_checklist, load_topics

    topics = load_topics()
    table = Table("topic", before, after, "change", box=None)
    for row in crosswalk(load_checklist(before), load_checklist(after)):
        topic = topics.get(row.topic)
        label = (topic.name_th if lang == "th" else topic.name_en) if topic else row.topic
        changes = [
            str(row.change),
            "elements" if row.changed_elements else "",
            "year rule" if row.changed_year_rule else "",
        ]
        told = ", ".join(filter(None, changes))
        table.add_row(f"{row.topic}  {label}", ", ".join(row.before), ", ".join(row.after), told)
    print_table(table)


@command.command("check", help="Check a checklist file; every mistake is named with its line.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check(file: Path) -> None:
    from checklist.load import load_checklist

    checklist = load_checklist(str(file))
    elements = sum(len(item.elements) for item in checklist.items)
    click.echo(f"{file} is a good checklist: {checklist.id}, {len(checklist.items)} items, {elements} elements.")


@command.command("table", help="Every element of every checklist: its check, and how well it is known (CSV).")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write to this file.  [default: standard output]",
)
@click.option("--family", help="Only this family, such as oit or moit.")
@click.option(
    "--summary", is_flag=True, help="Counts per checklist instead: check kinds, provenance, left to a person."
)
def table(out: Path | None, family: str | None, summary: bool) -> None:
    import csv
    import io

    from checklist.load import available, load_checklist
    from checklist.outline import COLUMNS, SUMMARY_COLUMNS, rows_of, summary_of

    lists = [load_checklist(name) for name in available()]
    chosen = [one for one in lists if family in (None, one.family)]
    if not chosen:
        known = ", ".join(sorted({one.family for one in lists}))
        raise UsageError(f"There is no family {family!r}; there are {known}.")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(SUMMARY_COLUMNS if summary else COLUMNS)
    for one in chosen:
        writer.writerows([summary_of(one)] if summary else rows_of(one))
    if out is None or out == STANDARD_OUTPUT:
        write_stdout(text.getvalue())
    else:
        write_file(out, text.getvalue().encode("utf-8-sig"))
        click.echo(out)
