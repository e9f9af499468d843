"""Workbooks that open well in Excel and LibreOffice: Thai font, wrapped cells, row heights, links, no formulas."""

import io
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import xlsxwriter

from reports.safe import cell, href

FONT = "TH Sarabun New"
SIZE = 16
LINE = 27.0
"""Points one line needs at that size, also in the wider fonts that stand in for this one; less cuts Thai marks off."""
LONGEST_LINK = 2_079
"""Excel's limit for an address behind a cell; a longer one is written as text."""
HIGHEST_ROW = 400.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its caption, its width in characters, and what stands in it: text, link or number."""

    caption: str
    width: float
    kind: str = "text"


@dataclass(slots=True)
class Book:
    """A workbook in memory. Use as a context manager, then `data` holds the file's bytes."""

    data: bytes = b""
    _out: io.BytesIO = field(default_factory=io.BytesIO)
    _book: Any = None
    _formats: dict[str, Any] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)

    def __enter__(self) -> "Book":
        self._book = xlsxwriter.Workbook(
            self._out,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._formats = {name: self._book.add_format(_style(**more)) for name, more in _STYLES.items()}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()
        self.data = self._out.getvalue()

    def table(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[object]], *, title: str = "") -> str:
        """A sheet with a frozen header, filters, and one row per row; the sheet's final name (made unique, ≤ 31)."""
        sheet_name = self._free_name(name)
        sheet = self._book.add_worksheet(sheet_name)
        top = 0
        if title:
            sheet.write_string(0, 0, cell(title), self._formats["title"])
            sheet.set_row(0, LINE * 1.3)
            top = 1
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(top, index, cell(column.caption), self._formats["head"])
        sheet.set_row(top, LINE * max(_lines(c.caption, c.width * 0.8) for c in columns))
        sheet.freeze_panes(top + 1, min(2, len(columns)))
        for number, row in enumerate(rows, start=top + 1):
            self._row(sheet, number, columns, row)
        if rows:
            sheet.autofilter(top, 0, top + len(rows), len(columns) - 1)
        _print_setup(sheet, top)
        return sheet_name

    def facts(self, name: str, pairs: Sequence[tuple[str, object]]) -> str:
        """A sheet of captions and values, one under the other; the sheet's final name."""
        sheet_name = self._free_name(name)
        sheet = self._book.add_worksheet(sheet_name)
        columns = (Column("", 34), Column("", 90))
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        for number, (caption, value) in enumerate(pairs):
            self._row(sheet, number, columns, (caption, value))
            sheet.write_string(number, 0, cell(caption), self._formats["head"])
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet_name

    def link_to(self, sheet: str, row: int, column: int, target: str, text: str) -> None:
        """Make a cell of a finished sheet lead to another sheet of this book."""
        where = self._book.get_worksheet_by_name(sheet)
        quoted = target.replace("'", "''")
        where.write_url(row, column, f"internal:'{quoted}'!A1", self._formats["link"], cell(text))

    def _row(self, sheet: Any, number: int, columns: Sequence[Column], row: Sequence[object]) -> None:
        tallest = 1
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            self._cell(sheet, number, index, column.kind, value)
            tallest = max(tallest, _lines("" if value is None else str(value), column.width))
        sheet.set_row(number, min(LINE * tallest, HIGHEST_ROW))

    def _cell(self, sheet: Any, row: int, column: int, kind: str, value: object) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(row, column, value, self._formats["number" if isinstance(value, float) else "whole"])
            return
        text = cell("" if value is None else str(value))
        address = href(text) if kind == "link" else ""
        if address and len(address) <= LONGEST_LINK and len(text) <= LONGEST_LINK:
            sheet.write_url(row, column, address, self._formats["link"], text)
        elif text:
            sheet.write_string(row, column, text, self._formats["text"])
        else:
            sheet.write_blank(row, column, None, self._formats["text"])

    def _free_name(self, wanted: str) -> str:
        """A sheet name Excel accepts: none of ``[]:*?/\\``, no apostrophe at the ends, ≤ 31 UTF-16 units, used once."""
        kept = "".join(" " if c in "[]:*?/\\" or ord(c) > 0xFFFF else c for c in cell(wanted)).strip().strip("'")
        base = " ".join(kept.split())[:31].strip("' ") or "Sheet"
        name, count = base, 1
        while name.lower() in self._names or name.lower() == "history":
            count += 1
            tail = f" ({count})"
            name = base[: 31 - len(tail)] + tail
        self._names.add(name.lower())
        return name


_STYLES: dict[str, dict[str, object]] = {
    "text": {},
    "title": {"bold": True, "text_wrap": False, "border": 0, "font_size": SIZE + 4},
    "head": {"bold": True, "bg_color": "#E4EBF3", "valign": "vcenter"},
    "link": {"font_color": "#0B4F9E", "underline": 1},
    "number": {"num_format": "0.00", "align": "right"},
    "whole": {"num_format": "0", "align": "right"},
}


def _style(**more: object) -> dict[str, object]:
    plain = {
        "font_name": FONT,
        "font_size": SIZE,
        "valign": "top",
        "text_wrap": True,
        "border": 1,
        "border_color": "#C3CAD3",
    }
    return plain | more


def _print_setup(sheet: Any, top: int) -> None:
    """Landscape A4, one page wide, the header on each page, page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P / &N")


def width_of(text: str) -> int:
    """How many character cells a text takes: Thai marks above and below take none."""
    return sum(1 for c in text if unicodedata.category(c) not in ("Mn", "Cf"))


def _lines(text: str, width: float) -> int:
    """Lines a text will need in a column; generous: Excel breaks at words, and a line too few hides what was asked."""
    if not text:
        return 1
    usable = max(width * 0.67, 1)
    return min(sum(max(1, math.ceil(width_of(line) / usable)) for line in text.split("\n")), 20)
