"""Tables in plain text, a bar after each cell, as antiword and striprtf print them.

A cell that does not fit its column goes on in the next line, with the cells beside it empty; nothing else tells such a
line from a row. A line whose first cell is empty is therefore taken for the rest of the row above it.
"""

from itertools import groupby

from checklist.site import Table
from crawler.documents.reading import MAX_TABLES, make_table, tidy_cell


def without_bars(page: str, *, number: int | None = None) -> tuple[str, tuple[Table, ...]]:
    """The page with its table rows as lines of cells between tabs, and the tables. `number`: the page's, from 1."""
    if "|" not in page:
        return page, ()
    lines: list[str] = []
    tables: list[Table] = []
    for barred, held in groupby(page.split("\n"), key=_is_row):
        if not barred:
            lines += held
            continue
        rows = _rows([_cells(line) for line in held])
        heading = next((line.strip() for line in reversed(lines[-3:]) if line.strip()), "")
        table = make_table(rows, heading=tidy_cell(heading)[:200], page=number)
        if table is not None and len(tables) < MAX_TABLES:
            tables.append(table)
        lines += ["\t".join(row) for row in rows]
    return "\n".join(lines), tuple(tables)


def _is_row(line: str) -> bool:
    line = line.rstrip()
    return line.endswith("|") and line.count("|") >= 2


def _cells(line: str) -> list[str]:
    line = line.strip()
    return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]


def _rows(lines: list[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for cells in lines:
        if rows and not cells[0] and any(cells) and len(cells) == len(rows[-1]):
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows
