"""What every reader takes and gives back, and the limits that hold for all of them.

A reader is a function ``read(body, job) -> Reading``. It may raise anything: `crawler.documents` turns an exception
into a recorded state. It must not import Scrapy or PyThaiNLP, because it runs in small child processes, and it
imports its own library inside the function, so that a child pays only for the formats it meets.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from checklist.site import DocumentState, Table

MAX_CHARS = 2_000_000
"""Characters of text kept of one file: some 800 printed pages."""
FIRST_PAGES, LAST_PAGES = 60, 5
"""Pages of a long PDF that are read: what it is stands in front, who signed it at the end."""
MAX_ENTRIES = 5_000
"""Entries of a zip container (docx, xlsx, zip …) beyond which it is not opened."""
MAX_INFLATED = 192 * 1024 * 1024
"""Bytes that the entries of a zip container may inflate to, all together."""
MAX_ROWS, MAX_COLUMNS, MAX_TABLES = 5_000, 64, 200
"""Size of the tables kept of one file."""
MAX_PIXELS = 40_000_000
"""Pixels of a picture that is decoded: an A3 sheet at 400 dpi is 31 million."""


class LimitReachedError(Exception):
    """The file asks for more than we grant; the message says of what."""


class EncryptedError(Exception):
    """The file wants a password."""


class BrokenError(Exception):
    """The file is not what its first bytes promise; the message says why, in a few technical words."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a reader is told besides the bytes. `ocr_pages`: pages it may recognise; `ocr_seconds`: for all of them."""

    name: str = ""
    content_type: str = ""
    ocr_pages: int = 0
    ocr_seconds: float = 0.0
    depth: int = 0  # 1 inside an archive


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave. `inner` names the file's place inside its archive ("" for the file itself)."""

    format: str
    state: DocumentState = DocumentState.TEXT
    pages: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    page_count: int = 0
    title: str = ""
    reader: str = ""
    detail: str = ""
    inner: str = ""
    scanned: tuple[int, ...] = ()  # pages, from 1, that are pictures of text and were not recognised
    ocr_pages: int = 0  # pages recognised
    ocr_seconds: float = 0.0
    files: tuple[tuple[str, bytes], ...] = ()  # of an archive: inner names and bytes, still to be read


def failed_inside(error: BaseException) -> bool:
    """Whether an exception means that a library failed on the file (True) or that this program must stop (False).

    The Rust libraries' panics arrive as an exception that is no `Exception`.
    """
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


@contextmanager
def tolerated() -> Iterator[None]:
    """What fails inside is left out; memory running out is not: the process may be in no state to go on."""
    try:
        yield
    except BaseException as error:
        if not failed_inside(error) or isinstance(error, MemoryError):
            raise


def clean(text: str) -> str:
    """The text without what no store takes: NUL and lone surrogates. All else stays as extracted."""
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def clip_pages(pages: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """The pages cleaned, cut at `MAX_CHARS` in all, and whether anything was cut."""
    kept: list[str] = []
    left = MAX_CHARS
    for page in pages:
        if left <= 0:
            return tuple(kept), True
        kept.append(clean(page[:left]))
        if len(page) > left:
            return tuple(kept), True
        left -= len(page)
    return tuple(kept), False


def has_text(pages: Iterable[str]) -> bool:
    """Whether the pages hold at least one letter or digit."""
    return any(unicodedata.category(char)[0] in "LN" for page in pages for char in page)


def text_state(pages: Sequence[str]) -> DocumentState:
    """TEXT or EMPTY."""
    return DocumentState.TEXT if has_text(pages) else DocumentState.EMPTY


def tidy_cell(text: object) -> str:
    """A cell as one line."""
    return clean(" ".join(str(text).split()))


def make_table(rows: Sequence[Sequence[str]], *, heading: str = "", page: int | None = None) -> Table | None:
    """A `Table` of the rows without empty rows and columns, its header told from its body; None when under 2 × 2.

    The header is the first of the top rows that names nearly every column in words; what stands above it becomes part
    of the heading.
    """
    grid = [[tidy_cell(cell) for cell in row[:MAX_COLUMNS]] for row in rows[: MAX_ROWS + 1]]
    grid = [row for row in grid if any(row)]
    width = max((len(row) for row in grid), default=0)
    grid = [row + [""] * (width - len(row)) for row in grid]
    filled = [column for column in range(width) if any(row[column] for row in grid)]
    grid = [[row[column] for column in filled] for row in grid]
    if len(grid) < 2 or len(filled) < 2:
        return None
    at = _header_row(grid)
    if at is None:
        return Table((), tuple(tuple(row) for row in grid), heading, page)
    above = [" ".join(dict.fromkeys(cell for cell in row if cell)) for row in grid[:at]]
    heading = " ".join(part for part in (heading, *above) if part)
    header, rest = _two_storeys(grid[at], grid[at + 1 :])
    return Table(tuple(header), tuple(tuple(row) for row in rest), heading, page)


def _header_row(grid: list[list[str]]) -> int | None:
    """Index of the row that names the columns, among the first eight; None when none does."""
    width = len(grid[0])
    for index, row in enumerate(grid[: min(8, len(grid) - 1)]):
        named = [cell for cell in row if cell]
        # a title merged over the whole width is repeated in each cell: one name for all columns is no header
        if len(named) < max(2, 0.6 * width) or (width > 2 and len(set(named)) < 0.6 * width):
            continue
        wordy = sum(1 for cell in named if _is_wordy(cell))
        return index if wordy >= 0.75 * len(named) else None
    return None


def _two_storeys(header: list[str], rest: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """A header whose columns are grouped, with the row below it that names the columns of the groups, made one."""
    below = rest[0] if len(rest) > 1 else []
    named = [column for column, cell in enumerate(below) if cell]
    grouped = {
        column
        for column, cell in enumerate(header)
        if not cell or cell in (header[column - 1 : column] + header[column + 1 : column + 2])
    }
    if len(named) < 2 or not grouped.issuperset(named) or not all(_is_wordy(below[column]) for column in named):
        return header, rest
    return [" ".join(part for part in pair if part) for pair in zip(header, below, strict=True)], rest[1:]


def _is_wordy(cell: str) -> bool:
    digits = sum(1 for char in cell if char.isdigit())
    # Thai vowels and marks are no letters to Unicode, but ที่ is a word
    letters = sum(1 for char in cell if char.isalpha() or "\u0e30" <= char <= "\u0e4e")
    return letters >= 2 and letters > digits and len(cell) <= 120
