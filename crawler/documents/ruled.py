"""Tables that are drawn with lines on a PDF page: the lines make the grid, the words fall into its cells.

Thai agencies' tables nearly always have lines, and cells whose text runs over several lines and stands in the middle of
its cell, so that gaps between words alone cannot tell one row from the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crawler.documents.layout import Word, goes_on, lines_of

MAX_RULES = 3_000
"""Lines of a page beyond which it is a drawing, not a table."""
_THIN, _SHORT, _NEAR = 3.0, 5.0, 3.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is its y (horizontal) or x (vertical), `start` and `end` where it begins and ends."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table: its box; its rows of cell texts, where a cell merged over columns is repeated in each; and the
    same rows as lines to read, where it stands once.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[str, ...] = ()

    def holds(self, word: Word) -> bool:
        """Whether the word's middle is inside."""
        x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


def rules_of(boxes: Iterable[tuple[float, float, float, float]], width: float, height: float) -> list[Rule]:
    """Lines from the boxes (x, y from below, width, height) of what is drawn on a page of that size; y then from above.

    A thin box is a line, any other box its four edges, unless it is the page's own frame or background.
    """
    found: list[Rule] = []
    for x, below, wide, high in boxes:
        top = height - below - high
        if wide <= _THIN and high > _SHORT:
            found.append(Rule(True, x + wide / 2, top, top + high))
        elif high <= _THIN and wide > _SHORT:
            found.append(Rule(False, top + high / 2, x, x + wide))
        elif wide > _SHORT and high > _SHORT and wide * high < 0.8 * width * height:
            found += [Rule(True, x, top, top + high), Rule(True, x + wide, top, top + high)]
            found += [Rule(False, top, x, x + wide), Rule(False, top + high, x, x + wide)]
        if len(found) > MAX_RULES:
            return []
    return _merged([rule for rule in found if rule.upright]) + _merged([rule for rule in found if not rule.upright])


def _merged(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line joined."""
    merged: list[Rule] = []
    clusters: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if clusters and rule.at - clusters[-1][0].at <= _NEAR:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    for cluster in clusters:
        at = sum(rule.at for rule in cluster) / len(cluster)
        for rule in sorted(cluster, key=lambda rule: rule.start):
            last = merged[-1] if merged else None
            if last is not None and last.at == at and rule.start <= last.end + _NEAR:
                merged[-1] = Rule(rule.upright, at, last.start, max(last.end, rule.end))
            else:
                merged.append(Rule(rule.upright, at, rule.start, rule.end))
    return merged


def grids_of(rules: Sequence[Rule], words: Sequence[Word]) -> list[Grid]:
    """The drawn tables of a page, from top to bottom, with at least two rows and two columns."""
    grids = []
    for group in _groups(rules):
        xs = _places(rule.at for rule in group if rule.upright)
        ys = _places(rule.at for rule in group if not rule.upright)
        if len(xs) < 3 or len(ys) < 3:
            continue
        inside = Grid(xs[0], ys[0], xs[-1], ys[-1])
        held = [word for word in words if inside.holds(word)]
        if held:
            rows, lines = _rows(group, xs, ys, held)
            grids.append(replace(inside, rows=tuple(rows), lines=tuple(lines)))
    return sorted(grids, key=lambda grid: grid.y0)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Lines that touch each other, directly or through others."""
    left = list(rules)
    groups = []
    while left:
        group = [left.pop()]
        for rule in group:  # grows while it is walked
            touching = [other for other in left if _touch(rule, other)]
            group += touching
            left = [other for other in left if other not in touching] if touching else left
        groups.append(group)
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.upright != other.upright
        and one.start - _NEAR <= other.at <= one.end + _NEAR
        and other.start - _NEAR <= one.at <= other.end + _NEAR
    )


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > 2 * _NEAR:
            places.append(value)
    return places


def _rows(
    group: list[Rule], xs: list[float], ys: list[float], words: list[Word]
) -> tuple[list[tuple[str, ...]], list[str]]:
    """The table's rows, and the same as lines of text."""
    across, down = len(xs) - 1, len(ys) - 1
    cell_of = _cells(group, xs, ys)
    contents: dict[int, list[Word]] = {}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
        column = min(sum(x > right for right in xs[1:]), across - 1)
        band = min(sum(y > below for below in ys[1:]), down - 1)
        contents.setdefault(cell_of[band * across + column], []).append(word)
    rows: list[tuple[str, ...]] = []
    lines: list[str] = []
    for band in range(down):
        cells = [cell_of[band * across + column] for column in range(across)]
        first = [cell if cell // across == band else -1 for cell in cells]  # a cell merged downwards speaks once
        found = _band_rows([contents.get(cell, []) for cell in first], cells)
        rows += found
        once = [not column or cell != cells[column - 1] for column, cell in enumerate(cells)]
        lines += ["  ".join(cell for cell, shown in zip(row, once, strict=True) if cell and shown) for row in found]
    return rows, [line for line in lines if line]


def _cells(group: list[Rule], xs: list[float], ys: list[float]) -> list[int]:
    """For each field of the grid the number of the first field of its cell: fields without a line between are one."""
    across, down = len(xs) - 1, len(ys) - 1
    first = list(range(across * down))

    def root(field: int) -> int:
        while first[field] != field:
            field = first[field]
        return field

    middles_x = [(left + right) / 2 for left, right in pairwise(xs)]
    middles_y = [(above + below) / 2 for above, below in pairwise(ys)]
    for band in range(down):
        for column in range(across):
            field = band * across + column
            if column + 1 < across and not _drawn(group, True, xs[column + 1], middles_y[band]):
                _join(first, root(field), root(field + 1))
            if band + 1 < down and not _drawn(group, False, ys[band + 1], middles_x[column]):
                _join(first, root(field), root(field + across))
    return [root(field) for field in range(across * down)]


def _join(first: list[int], one: int, other: int) -> None:
    first[max(one, other)] = min(one, other)


def _drawn(group: list[Rule], upright: bool, at: float, through: float) -> bool:
    return any(
        rule.upright == upright and abs(rule.at - at) <= 2 * _NEAR and rule.start <= through <= rule.end
        for rule in group
    )


def _band_rows(fields: list[list[Word]], cells: list[int]) -> list[tuple[str, ...]]:
    """The rows between two horizontal lines: one, unless several text lines fill most columns or are numbered."""
    texts = [[((line.y0 + line.y1) / 2, line.text.replace("  ", " ")) for line in lines_of(words)] for words in fields]
    together = tuple(" ".join(text for _, text in column) for column in texts)
    tall = max((word.height for words in fields for word in words), default=0.0)
    lines = _places_near((y for column in texts for y, _ in column), 0.5 * tall)
    if len(lines) < 2 or len(set(cells)) < len(cells):
        return [together]
    split = [["" for _ in fields] for _ in lines]
    for column, held in enumerate(texts):
        for y, text in held:
            at = min(range(len(lines)), key=lambda index: abs(lines[index] - y))
            split[at][column] = f"{split[at][column]} {text}".strip()
    full = sum(2 * sum(map(bool, row)) > len(row) for row in split)
    numbered = sum(row[0].strip(".()").isdecimal() for row in split)
    return _continued(split) if full >= 3 or numbered >= 2 else [together]


def _places_near(values: Iterable[float], near: float) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > near:
            places.append(value)
    return places


def _continued(split: list[list[str]]) -> list[tuple[str, ...]]:
    rows: list[list[str]] = []
    for row in split:
        if rows and goes_on(row):
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return [tuple(row) for row in rows]
