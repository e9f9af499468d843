"""Lines and tables of a PDF page from where its words stand (poppler's `pdftotext -bbox`).

Two repairs are made because only the positions tell them: a mark without width goes back to the letter it stands on,
and a word that begins with sara aa right after a consonant lost the ring of its sara am ("ส"+"านักงาน" is สำนักงาน;
Word's PDFs in the Thai fonts of 2007–2015 do this on every page).
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from checklist.site import Table
from crawler.documents.reading import make_table

_WORD = re.compile(rb'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>', re.S)
_PAGE = re.compile(rb'<page width="[\d.]+" height="[\d.]+">(.*?)</page>', re.S)
_TITLE = re.compile(rb"<title>(.*?)</title>", re.S)
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+")
_BEGINS = re.compile(r"\(?[\d๐-๙]+([.)][\d๐-๙]*)+\)?|[-–•*]\s*\S|รวม|ยอด|Total")
_LOST_RING = re.compile("(?<=[ก-ฮ])([\u0e48-\u0e4b]?)\u0e32")

MAX_WORDS = 20_000
"""Words of one page beyond which it is not laid out."""


@dataclass(slots=True)
class Word:
    """A word and its box, in points from the page's upper left corner."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str

    @property
    def height(self) -> float:
        """Height of the box in points."""
        return max(self.y1 - self.y0, 1.0)


@dataclass(slots=True)
class Cell:
    """Words of a line that stand close together."""

    x0: float
    x1: float
    text: str


@dataclass(slots=True)
class Line:
    """A line of a page, left to right, as cells that a wide gap separates."""

    y0: float
    y1: float
    cells: list[Cell] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The line's text; two spaces where a gap separates cells."""
        return "  ".join(cell.text for cell in self.cells)


def read_boxes(output: bytes) -> tuple[str, list[list[Word]]]:
    """Title and words per page of what ``pdftotext -bbox`` printed."""
    title = _TITLE.search(output[:20_000])
    pages = []
    for page in _PAGE.finditer(output):
        words = [
            Word(float(x0), float(y0), float(x1), float(y1), html.unescape(text.decode("utf-8", "replace")))
            for x0, y0, x1, y1, text in _WORD.findall(page[1])[:MAX_WORDS]
        ]
        pages.append(words)
    return html.unescape(title[1].decode("utf-8", "replace")).strip() if title else "", pages


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The words as lines from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y0 + word.y1) / 2):
        for row in reversed(rows[-4:]):
            last = row[-1]
            overlap = min(last.y1, word.y1) - max(last.y0, word.y0)
            if overlap > 0.55 * min(last.height, word.height):
                row.append(word)
                break
        else:
            rows.append([word])
    return [_line(row) for row in rows]


def _line(row: list[Word]) -> Line:
    line = Line(min(word.y0 for word in row), max(word.y1 for word in row))
    height = sorted(word.height for word in row)[len(row) // 2]
    previous: Word | None = None
    for word in _in_order(row):
        gap = word.x0 - previous.x1 if previous else 0.0
        if previous is None or gap > 0.6 * height:
            line.cells.append(Cell(word.x0, word.x1, word.text))
        else:
            cell = line.cells[-1]
            cell.text = _joined(cell.text, word.text, close=gap < 0.08 * height)
            cell.x1 = max(cell.x1, word.x1)
        previous = word if previous is None or word.x1 >= previous.x1 else previous
    return line


def _in_order(row: list[Word]) -> list[Word]:
    """Left to right, each lone mark behind the letter on which it stands."""
    letters = sorted((word for word in row if not _MARKS.fullmatch(word.text)), key=lambda word: word.x0)
    for mark in (word for word in row if _MARKS.fullmatch(word.text)):
        host = min(letters, key=lambda word: abs(word.x1 - mark.x0), default=None)
        if host is None:
            letters.append(mark)
        else:
            letters[letters.index(host)] = replace(host, text=host.text + mark.text)
    return letters


def _joined(left: str, right: str, *, close: bool) -> str:
    if not close:
        return f"{left} {right}"
    return left + right if not left else _repair(left, right)


def _repair(left: str, right: str) -> str:
    """The two parts in one; sara am restored at the seam."""
    seam = len(left)
    whole = left + right
    found = _LOST_RING.match(whole, seam)
    if found and seam and left[-1] not in "\u0e34\u0e35\u0e36\u0e37\u0e31":
        whole = whole[:seam] + found[1] + "\u0e33" + whole[found.end() :]
    return whole


def tables_of(lines: Sequence[Line], page: int) -> list[Table]:
    """Tables told by columns that line up over at least three lines."""
    tables = []
    for band in _bands(lines):
        columns = _columns(band)
        if len(columns) < 3:
            continue
        table = make_table(_rows(band, columns), page=page)
        if table is not None and len(table.rows) >= 2:
            tables.append(table)
    return tables


def _bands(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of lines of which most hold several cells."""
    bands: list[list[Line]] = []
    band: list[Line] = []
    single = 0
    for line in lines:
        far = band and line.y0 - band[-1].y1 > 3 * (line.y1 - line.y0)
        single = 0 if len(line.cells) > 1 else single + 1
        if band and (far or single > 2):
            bands.append(band)
            band = []
        if band or len(line.cells) > 1:
            band.append(line)
    bands.append(band)
    return [band for band in bands if sum(len(line.cells) >= 3 for line in band) >= 3]


def _columns(band: list[Line]) -> list[tuple[float, float]]:
    """Intervals that the cells of the fullest lines share."""
    most = max(len(line.cells) for line in band)
    spans = sorted((cell.x0, cell.x1) for line in band if len(line.cells) >= max(3, 0.6 * most) for cell in line.cells)
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns


def _rows(band: list[Line], columns: list[tuple[float, float]]) -> list[list[str]]:
    """Rows of cell texts; a line that leaves the first column and most others empty goes on with the row above it."""
    rows: list[list[str]] = []
    middles = [(right + left) / 2 for (_, right), (left, _) in pairwise(columns)]
    for line in band:
        row = [""] * len(columns)
        for cell in line.cells:
            centre = (cell.x0 + cell.x1) / 2
            at = sum(centre > middle for middle in middles)
            row[at] = f"{row[at]} {cell.text}".strip()
        if rows and goes_on(row):
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return rows


def goes_on(row: list[str]) -> bool:
    """Whether a line of cells carries on the row above it: it leaves the first column and most others empty, and does
    not begin with a number, a bullet or a sum.
    """
    if row[0] or 2 * sum(map(bool, row)) > len(row):
        return False
    return not any(_BEGINS.match(cell) for cell in row)
