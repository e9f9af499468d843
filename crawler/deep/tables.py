"""The tables of a page that hold data: spans expanded, header rows joined, with the heading above them."""

import re
from collections.abc import Iterator

from bs4 import Tag

from checklist.site import Table
from crawler.deep.tree import HEADINGS, Tree, attribute, children, holder, plain

MAX_TABLES = 60
MAX_ROWS = 2_000
MAX_CELLS = 60

_NUMBER = re.compile(r"^\s*(\d{1,5})")
_HEAVY = 800  # letters of a cell that is a part of the page rather than of a table
_FRAME = 8  # cells that a table which frames the whole page has at most: head, menu, the page itself, foot
_MENU = 12  # links in one cell of such a frame


def tables_of(tree: Tree) -> Iterator[Table]:
    """In the order of the page; those that only arrange it are left out."""
    made = 0
    for tag in tree.named("table"):
        if made >= MAX_TABLES:
            return
        if _is_layout(tree, tag):
            continue
        rows, header_rows = _grid(tree, tag)
        rows = [row for row in rows if any(row)]
        if not rows:
            continue
        header, rows = _split_header(rows, header_rows)
        if not rows and not header:
            continue
        made += 1
        yield Table(header, tuple(rows), _heading_above(tree, tag))


def _is_layout(tree: Tree, tag: Tag) -> bool:
    """A table that arranges the page: it holds other tables, blocks or headings, or a single cell."""
    if attribute(tag, "role") in ("presentation", "none"):
        return True
    if tree.count(tag, "table"):
        return not _own_header(tree, tag)
    cells = tree.inside(tag, "td", "th")[:400]
    if len(cells) < 2:
        return True
    if len(cells) <= _FRAME and any(tree.count(cell, "a") >= _MENU for cell in cells) and not _own_header(tree, tag):
        return True
    heavy = sum(1 for cell in cells if _letters(tree, cell) > _HEAVY or tree.count(cell, "ul", "form", "h1", "h2"))
    return heavy > len(cells) / 3 and not _own_header(tree, tag)


def _letters(tree: Tree, cell: Tag) -> int:
    """Letters of its pieces of text with a space between them."""
    first, last = tree.span(cell)
    sizes = [size for piece in tree.words[first:last] if (size := len(piece.strip()))]
    return sum(sizes) + max(0, len(sizes) - 1)


def _own_header(tree: Tree, tag: Tag) -> bool:
    return any(holder(th, "table") is tag for th in tree.inside(tag, "th")[:20])


def _grid(tree: Tree, tag: Tag) -> tuple[list[tuple[str, ...]], int]:
    """The table's own rows with spans expanded, and how many of the first rows name columns."""
    rows: list[tuple[str, ...]] = []
    pending: dict[int, tuple[int, str]] = {}  # column → (rows still covered, text) of a cell that spans rows
    header_rows = 0
    for tr in tree.inside(tag, "tr"):
        if holder(tr, "table") is not tag:
            continue
        if len(rows) >= MAX_ROWS:
            break
        cells = children(tr, "td", "th")
        row = _expand(tree, cells, pending)
        names = cells and (holder(tr, "thead") is not None or all(cell.name == "th" for cell in cells))
        if len(rows) == header_rows and names:
            header_rows += 1
        rows.append(row)
    return rows, header_rows


def _expand(tree: Tree, cells: list[Tag], pending: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    row: list[str] = []
    waiting = list(reversed(cells))
    while (waiting or len(row) in pending) and len(row) < MAX_CELLS:
        column = len(row)
        if column in pending:
            left, text = pending[column]
            row.append(text)
            if left > 1:
                pending[column] = (left - 1, text)
            else:
                del pending[column]
            continue
        cell = waiting.pop()
        text = _cell_text(tree, cell)
        down, across = _span(cell, "rowspan"), _span(cell, "colspan")
        for offset in range(across):
            if down > 1:
                pending[column + offset] = (down - 1, text)
            row.append(text)
    return tuple(row[:MAX_CELLS])


def _span(cell: Tag, name: str) -> int:
    found = _NUMBER.match(attribute(cell, name))
    return max(1, min(int(found.group(1)), 200 if name == "rowspan" else 30)) if found else 1


def _cell_text(tree: Tree, cell: Tag) -> str:
    text = tree.text(cell)
    if text:
        return text[:2000]
    for image in tree.inside(cell, "img")[:3]:
        if alt := plain(attribute(image, "alt") or attribute(image, "title")):
            return alt
    return ""


def _split_header(rows: list[tuple[str, ...]], header_rows: int) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Header and data. Without `th`, a first row of short, different texts over longer rows is taken for the header."""
    if header_rows:
        return _join_header(rows[: min(header_rows, 3)]), rows[header_rows:]
    if len(rows) >= 3:
        first = rows[0]
        short = all(0 < len(cell) <= 60 for cell in first)
        different = len(first) >= 2 and len(set(first)) == len(first)
        if short and different and not any(_mostly_digits(cell) for cell in first):
            return first, rows[1:]
        # a title across all columns, then the header
        if len(set(first)) == 1 and len(first) > 1:
            header, rest = _split_header(rows[1:], 0)
            if header:
                return header, rest
    return (), rows


def _join_header(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Several header rows as one: the texts above each column, each once."""
    width = max(len(row) for row in rows)
    columns = []
    for column in range(width):
        parts = dict.fromkeys(row[column] for row in rows if column < len(row) and row[column])
        columns.append(" ".join(parts))
    return tuple(columns)


def _mostly_digits(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits * 2 > len(text)


def _heading_above(tree: Tree, tag: Tag) -> str:
    """The caption, or the nearest heading, or a short bold line before the table."""
    caption = next(iter(tree.inside(tag, "caption")), None)
    if caption is not None and (said := tree.text(caption)):
        return said[:300]
    around = holder(tag, "table")
    for before in tree.before(tag, (*HEADINGS, "b", "strong"), 6):
        if holder(before, "table") is around and (said := tree.text(before)) and len(said) <= 200:
            return said
    return ""
