"""table: a table with the named columns, rows, and no empty cell in them; "ไม่มี" and "-" are answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from checklist.checks.params import Column, TableParams
from checklist.checks.statement import passage
from checklist.checks.wording import has, none_statement
from checklist.exhibit import Exhibit, Question, best_of, folded
from checklist.reasons import reason
from checklist.site import Table
from checklist.thai import years_in
from checklist.verdict import Evidence, Finding, Outcome
from checklist.yearrule import is_judged, wanted_year

_HEAD_ROWS = 4
_TOTAL = ("รวม", "ทั้งสิ้น", "total")
_FIGURE = re.compile(r"[\d๐-๙,.\s%()/-]*[\d๐-๙][\d๐-๙,.\s%()/-]*")
_STATED = ("fiscal", "plain")
_LEADERS = re.compile(r"[\s\xa0\u200b-\u200d\ufeff.…_]+")
_TEMPLATE = re.compile(
    r"ตัวอย่าง(?:โครงการ|กิจกรรม|ข้อมูล|รายการ)\s?\d*|(?:โครงการ|กิจกรรม|รายการ)ตัวอย่าง\s?\d*|รอ(?:ข้อมูล|ปรับปรุง)|[xX]{2,}[xX,.]*|\(?ระบุ\)?|"
    r"(?:กำลัง|อยู่ระหว่าง)(?:ปรับปรุง|จัดทำ|รวบรวม)(?:ข้อมูล)?|ใส่ข้อมูล|(?i:lorem ipsum.*|sample|test|n/?a\?)"
)
_BUDGET, _YEAR_OF_BUDGET = folded("งบประมาณ"), folded("ปีงบ")
_IN_BAHT = folded("บาท")
_DISGUISES = tuple(folded(words) for words in ("ปีงบประมาณ", "แหล่งที่มาของงบประมาณ", "แหล่งงบประมาณ", "แหล่งที่มางบประมาณ"))
"""Headings that hold the word for the budget and name its year or its source: not what it comes to."""


@dataclass(frozen=True, slots=True)
class Read:
    """A table held against the wanted columns: where each stands (None: not), and its rows of data."""

    table: Table
    places: tuple[int | None, ...]
    rows: tuple[tuple[str, ...], ...]

    def lacks(self, columns: Sequence[Column]) -> tuple[str, ...]:
        """Names of the columns that no heading holds."""
        return tuple(column.name for column, place in zip(columns, self.places, strict=True) if place is None)


def check(question: Question) -> Finding:
    """The best table of the best exhibit; an allowed "there was none" answers in its place."""
    want = question.want(TableParams)
    return best_of(question, lambda exhibit: _one(question, want, exhibit), _nearness)


def _nearness(finding: Finding) -> float:
    if finding.reason.code == "table_lacks_columns":
        columns = finding.reason.values["columns"]
        return 1.0 + (len(columns) if isinstance(columns, tuple) else 1)
    return {"table_empty_cells": 0.0, "table_no_rows": 1.0}.get(finding.reason.code, 99.0)


def _one(question: Question, want: TableParams, exhibit: Exhibit) -> Finding:
    tables = _alike([table for table in exhibit.tables if table.rows or table.header], want.unlike)
    reads = [read_table(table, want.columns) for table in tables]
    complete = [one for one in reads if not one.lacks(want.columns)]
    findings = [_filled(question, want, exhibit, one) for one in complete]
    passed = next((n for n, one in enumerate(findings) if one.outcome is Outcome.PASSED), None)
    if passed is not None:
        return _fault_beside(complete, findings, passed, want.columns) or findings[passed]
    if want.or_none:
        said = none_statement(question, exhibit, _cells(exhibit.tables))
        if said:
            return question.found("nothing_to_report", said, statement=said.quote)
    if exhibit.ocr:
        return question.unsure(
            reason("ocr_only", what=", ".join(column.name for column in want.columns)), exhibit.evidence()
        )
    if findings:
        return min(findings, key=_nearness)
    return _from_text(question, want, exhibit, reads)


def _alike(tables: list[Table], unlike: Sequence[str]) -> list[Table]:
    """The tables without those of another kind, where one of the right kind lists the same things."""
    others = [table for table in tables if has(" ".join(_first_rows(table)), unlike)] if unlike else []
    plain = [table for table in tables if table not in others]
    if not others or not any(
        {*map(folded, _first_rows(a))} & {*map(folded, _first_rows(b))} for a in plain for b in others
    ):
        return tables
    return plain


def _first_rows(table: Table) -> tuple[str, ...]:
    return tuple(cell for cell in (table.header or (table.rows[0] if table.rows else ())) if cell.strip())


def _cells(tables: Sequence[Table]) -> frozenset[str]:
    """Cells of tables with several rows: "ไม่ใช้งบประมาณ" in one of them is said of one project."""
    return frozenset(
        folded(cell) for table in tables if len(table.rows) > 1 for row in table.rows for cell in row if cell
    )


def _fault_beside(reads: list[Read], findings: list[Finding], passed: int, columns: Sequence[Column]) -> Finding | None:
    """An empty cell in another table of the same form (January's sheet beside December's, the table's next page), or in
    one that comes before and whose headings are nearer to what is asked (งบประมาณ before งบประมาณที่ใช้)."""
    head, near = _names(reads[passed]), _nearness_of_heads(reads[passed], columns)
    for number, (read, finding) in enumerate(zip(reads, findings, strict=True)):
        if finding.reason.code != "table_empty_cells":
            continue
        if _names(read) == head or (number < passed and _nearness_of_heads(read, columns) > near):
            return finding
    return None


def _nearness_of_heads(read: Read, columns: Sequence[Column]) -> float:
    """How much of the headings is the words asked for: 1 when they are nothing else."""
    heads = read.table.header or read.table.rows[0]
    share = 0.0
    for column, place in zip(columns, read.places, strict=True):
        head = folded(heads[place]) if place is not None and place < len(heads) else ""
        said = max((len(folded(word)) for word in column.words if folded(word) in head), default=0)
        share += said / len(head) if head else 0.0
    return share / len(columns)


def _names(read: Read) -> tuple[str, ...]:
    return tuple(folded(cell) for cell in (read.table.header or read.table.rows[0]))


def _filled(question: Question, want: TableParams, exhibit: Exhibit, read: Read) -> Finding:
    place = _place(exhibit, read)
    if len(read.rows) < want.minimum_rows:
        return question.lacks("table_no_rows", place)
    if want.filled:
        empty = _first_empty(want.columns, read)
        if empty:
            column, row, count = empty
            quote = " | ".join(read.rows[row - 1])[:300]
            return question.lacks(
                "table_empty_cells", exhibit.evidence(quote, _index(read)), column=column, row=row, count=count
            )
    if len(read.rows) > 1 and len({_said(row) for row in read.rows}) == 1:
        return question.unsure(reason("person_must_look", why=_ALL_THE_SAME), place)
    if _of_another_year(question, read.table):
        return question.unsure(reason("period_unknown", wanted=str(_wanted(question))), place)
    names = tuple(column.name for column in want.columns)
    return question.found("table_complete", place, columns=names, rows=len(read.rows))


_ALL_THE_SAME = (
    "ทุกแถวของตารางเหมือนกันหมด ต้องดูว่าเป็นข้อมูลจริงหรือแบบที่ยังไม่ได้กรอก",
    "all rows of the table are the same: are they data, or a form not yet filled in",
)


def _said(row: Sequence[str]) -> tuple[str, ...]:
    """A row without its number."""
    return tuple(row[1:] if row and row[0].strip().strip(".").isdigit() else row)


def _wanted(question: Question) -> int:
    return wanted_year(question.year, question.fiscal_year) if question.year else question.fiscal_year


def _of_another_year(question: Question, table: Table) -> bool:
    """Whether the table's caption or headings say a year, and not the one asked for: the title above may be newer."""
    if question.year is None or not is_judged(question.year):
        return False
    said = [year for text in (table.heading, *table.header) for year in years_in(text) if year.kind in _STATED]
    return bool(said) and not any(year.covers(_wanted(question)) for year in said)


def _is_blank(cell: str) -> bool:
    """Nothing, dots to write on, or what stands in a template until somebody fills it in."""
    return not _LEADERS.sub("", cell) or bool(_TEMPLATE.fullmatch(cell.strip()))


def _first_empty(columns: Sequence[Column], read: Read) -> tuple[str, int, int] | None:
    """Name of the column and number of the row (from 1) of the first empty cell, and how many there are."""
    faults: list[tuple[str, int]] = []
    for number, row in enumerate(read.rows, start=1):
        for column, place in zip(columns, read.places, strict=True):
            if place is not None and (place >= len(row) or _is_blank(row[place])):
                faults.append((column.name, number))
    return (*faults[0], len(faults)) if faults else None


def read_table(table: Table, columns: Sequence[Column]) -> Read:
    """Find the columns in the header or the first rows (headings may take several), and the rows of data below."""
    everything = (table.header, *table.rows) if table.header else table.rows
    best: tuple[list[int | None], int] = ([None] * len(columns), 0)
    named: list[str] = []
    for depth in range(1, min(_HEAD_ROWS, len(everything)) + 1):
        if depth > 1 and not _goes_on(everything[depth - 2], everything[depth - 1]):
            break
        heads = _heads(everything[:depth])
        places = _match(heads, columns)
        if sum(place is not None for place in places) > sum(place is not None for place in best[0]):
            best, named = (places, depth), heads
    rows = tuple(row for row in everything[max(best[1], 1) :] if _is_data(row))
    places = [_fuller(place, column, named, rows, best[0]) for place, column in zip(best[0], columns, strict=True)]
    return Read(table, tuple(places), rows)


def _fuller(
    place: int | None, column: Column, heads: list[str], rows: Sequence[tuple[str, ...]], taken: Sequence[int | None]
) -> int | None:
    """Instead of a column with empty cells (a group's name, written once for its rows) one that fits and is full."""

    def full(at: int) -> bool:
        return all(at < len(row) and not _is_blank(row[at]) for row in rows)

    if place is None or full(place):
        return place
    fitting = (at for at, head in enumerate(heads) if any(_names_column(folded(word), head) for word in column.words))
    return next((at for at in fitting if at not in taken and full(at)), place)


def _goes_on(above: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether a row may still be headings: those above it were a caption, or left or joined some cells for it to fill.

    A whole row of different headings is followed by data, whose words name no column; so does a row with figures.
    """
    cells, below = [cell.strip() for cell in above], [cell.strip() for cell in row]
    if any(_FIGURE.fullmatch(cell) for cell in below):
        return False
    said = [cell for cell in cells if cell]
    caption = len(said) <= 2 < len([cell for cell in below if cell])
    joined = any(a and a == b for a, b in pairwise(cells)) or len(said) < len(cells)
    hanging = bool(cells and below) and below[0] in ("", cells[0])
    return caption or joined or hanging or len(above) < len(row)


def _heads(rows: Sequence[tuple[str, ...]]) -> list[str]:
    width = max((len(row) for row in rows), default=0)
    return [folded(" ".join(dict.fromkeys(row[at] for row in rows if at < len(row)))) for at in range(width)]


def _match(heads: list[str], columns: Sequence[Column]) -> list[int | None]:
    """A place for every column; a heading may serve two ("ผู้ได้รับคัดเลือกและราคา"), but one of its own is preferred."""
    places: list[int | None] = []
    taken: set[int] = set()
    for column in columns:
        fitting = [
            at for at, head in enumerate(heads) if any(_names_column(folded(word), head) for word in column.words)
        ]
        own = next((at for at in fitting if at not in taken), None)
        place = own if own is not None else (fitting[0] if fitting else None)
        places.append(place)
        if place is not None:
            taken.add(place)
    return places


def _names_column(word: str, head: str) -> bool:
    """Whether the heading has the word, and not only inside the name of another column (งบประมาณ in ปีงบประมาณ)."""
    if word not in head:
        return False
    hidden = [one for one in _DISGUISES if one in head and word in one and not one.startswith(word)]
    if not hidden or _IN_BAHT in head:
        return True
    for disguise in hidden:
        head = head.replace(disguise, " ")
    return word in head


def _is_data(row: tuple[str, ...]) -> bool:
    """A row of data: not blank, not a group's heading over all columns, not a total, not the row of column numbers."""
    cells = [cell.strip() for cell in row]
    said = [cell for cell in cells if cell]
    if not said or (len(cells) > 2 and len(set(said)) == 1):
        return False
    if any(said[0].lower().startswith(word) for word in _TOTAL):
        return False
    return [cell.strip("()") for cell in cells] != [str(number) for number in range(1, len(cells) + 1)]


def _index(read: Read) -> int | None:
    return read.table.page - 1 if read.table.page else None


def _place(exhibit: Exhibit, read: Read) -> Evidence:
    head = " | ".join(cell for cell in (read.table.header or read.table.rows[0]) if cell)
    return exhibit.evidence(head, _index(read))


def _plain(exhibit: Exhibit, columns: Sequence[Column]) -> list[str]:
    """The folded texts, places kept, with "budget" blotted out of its year and its source: they are not its amount.

    As they are where a column asks for the year of the budget itself.
    """
    texts = list(exhibit.folded_texts)
    if any(folded(word).startswith(_YEAR_OF_BUDGET) for column in columns for word in column.words):
        return texts
    for disguise in _DISGUISES:
        blotted = disguise.replace(_BUDGET, "\0" * len(_BUDGET))
        texts = [text.replace(disguise, blotted) for text in texts]
    return texts


def _from_text(question: Question, want: TableParams, exhibit: Exhibit, reads: list[Read]) -> Finding:
    """No table has all columns. A file's tables may have been lost on reading: then its words count, but not cells."""
    if exhibit.kind == "document" and not reads:
        groups = [[folded(word) for word in column.words] for column in want.columns]
        for index, text in enumerate(_plain(exhibit, want.columns)):
            span = passage(text, groups)
            if span:
                place = exhibit.evidence(exhibit.quote_of(index, *span), index)
                if not want.filled:
                    names = tuple(column.name for column in want.columns)
                    return question.found("words_found", place, words=names)
                return question.unsure(reason("person_must_look", why="cells_unread"), place)
    near = min(reads, key=lambda one: len(one.lacks(want.columns)), default=None)
    if near is not None:
        return question.lacks("table_lacks_columns", _place(exhibit, near), columns=near.lacks(want.columns))
    if exhibit.kind == "document" and not reads:
        texts = _plain(exhibit, want.columns)
        absent = tuple(
            column.name
            for column in want.columns
            if not any(folded(word) in text for word in column.words for text in texts)
        )
        if len(absent) < len(want.columns):
            columns = absent or tuple(column.name for column in want.columns)
            return question.lacks("table_lacks_columns", exhibit.evidence(), columns=columns)
    if not exhibit.deep:
        return question.unsure(reason("text_unreadable", state="not_read_deeply"), exhibit.evidence())
    return question.lacks("table_missing", exhibit.evidence())
