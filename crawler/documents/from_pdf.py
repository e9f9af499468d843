"""PDF: pdf_oxide opens it and reads it page by page; poppler's `pdftotext` gives a second opinion, lines and tables.

Per page the text with fewer impossible Thai sequences wins; on a tie poppler's, because it keeps the lines apart. A
page with hardly any text and a picture on most of it is a scan.
"""

import contextlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checklist.site import DocumentState, Table
from crawler.documents import layout, ocr, ruled
from crawler.documents.reading import (
    FIRST_PAGES,
    LAST_PAGES,
    MAX_TABLES,
    BrokenError,
    EncryptedError,
    Job,
    LimitReachedError,
    Reading,
    clip_pages,
    failed_inside,
    has_text,
    make_table,
    tolerated,
)
from crawler.documents.tools import find_tool, run_tool

if TYPE_CHECKING:
    from pdf_oxide import PdfDocument

SCAN_CHARS = 30
"""Characters below which a page with a picture counts as a scan."""

BLANK_BYTES = 20_000
"""Bytes a page beyond which a PDF without text and pictures is damaged rather than blank."""
_WHITE = (1.0, 1.0, 1.0)
MANY_CURVES = 300
"""Drawn paths from which on a page with hardly any text is taken for text turned into curves."""

_DAMAGE = re.compile(
    "[\ufffd\uf700-\uf71f\x01-\x08\x0b\x0e-\x1f]"  # unmapped glyphs, old private-use marks, control characters
    "|(?<![ก-ฮ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"  # a mark on nothing
    "|(?<=[ก-ฮ]) [\u0e48-\u0e4b]?[\u0e32\u0e33]"  # a vowel torn off its consonant
)
_TORN_AM = re.compile("(?<=[ก-ฮ]) ([\u0e48-\u0e4b]?)\u0e32")


@dataclass(frozen=True, slots=True)
class _Page:
    number: int  # from 1
    text: str
    scanned: bool
    hidden: bool = False  # its text is a scanner's, laid invisibly over the picture
    rules: tuple[ruled.Rule, ...] = ()


def damage(text: str) -> int:
    """How many places of the text cannot be right Thai: what a wrong font table or a wrong order of glyphs leaves."""
    return len(_DAMAGE.findall(text))


def pages_to_read(count: int) -> list[int]:
    """Page numbers, from 1, that are read of a file of `count` pages."""
    if count <= FIRST_PAGES + LAST_PAGES:
        return list(range(1, count + 1))
    return [*range(1, FIRST_PAGES + 1), *range(count - LAST_PAGES + 1, count + 1)]


def read(body: bytes, job: Job) -> Reading:
    """Text, tables and scanned pages of a PDF; pages not read are "" so that page numbers hold."""
    body = body[max(body.find(b"%PDF-"), 0) :]
    count, pages, title = _first_opinion(body)
    reader = _version()
    tables: list[Table] = []
    if find_tool("pdftotext"):
        with contextlib.suppress(BrokenError, LimitReachedError):
            pages, tables, poppler_title = _second_opinion(body, count, pages)
            title = title or poppler_title
            reader += " + pdftotext"
    else:
        tables = _oxide_tables(body, pages)
    reading = _reading(count, pages, tables, title, reader)
    if reading.state is DocumentState.EMPTY and len(body) > BLANK_BYTES * count:
        # so many bytes for nothing to see: we could not read it, and must not call it empty
        raise BrokenError(f"no text and no picture found in {len(body)} bytes")
    if reading.scanned and job.ocr_pages and reading.state is DocumentState.SCAN:
        return ocr.read_scan(body, reading, job)
    return reading


def _reading(count: int, pages: list[_Page], tables: list[Table], title: str, reader: str) -> Reading:
    texts = [""] * count
    for page in pages:
        texts[page.number - 1] = page.text
    while texts and not texts[-1] and len(texts) > 1 and len(pages) < count:
        texts.pop()
    clipped, cut = clip_pages(texts)
    scanned = tuple(page.number for page in pages if page.scanned)
    details = []
    if len(pages) < count:
        details.append(f"{len(pages)} of {count} pages read")
    if cut:
        details.append("text cut")
    if scanned:
        details.append(f"{len(scanned)} of {len(pages)} pages are pictures")
    state = DocumentState.TEXT
    if 2 * len(scanned) > len(pages) or (scanned and not has_text(clipped)):
        state = DocumentState.SCAN
    elif not has_text(clipped):
        state = DocumentState.EMPTY
    elif 2 * sum(page.hidden for page in pages) > len(pages):
        state = DocumentState.OCR
        details.append("text layer made by a scanner")
    return Reading(
        format="pdf",
        state=state,
        pages=clipped,
        tables=tuple(_carried_on(tables[:MAX_TABLES])),
        page_count=count,
        title=title[:300],
        reader=reader,
        detail="; ".join(details),
        scanned=scanned,
    )


def _carried_on(tables: list[Table]) -> list[Table]:
    """A table that goes on on the next page without its header gets the header of the page before."""
    result: list[Table] = []
    for table in tables:
        last = result[-1] if result else None
        if not table.header and last and last.header and (last.page or 0) + 1 == table.page:
            width = len(table.rows[0]) if table.rows else 0
            table = replace(table, header=last.header) if width == len(last.header) else table
        result.append(table)
    return result


def _first_opinion(body: bytes) -> tuple[int, list[_Page], str]:
    """Page count, pages and title by pdf_oxide; by poppler alone when pdf_oxide refuses the file."""
    import pdf_oxide

    pdf_oxide.set_log_level("off")
    try:
        document = pdf_oxide.PdfDocument.from_bytes(body)
        count = int(document.page_count())
        opened = document.authenticate("")  # an owner's password alone locks nothing that we do
    except BaseException as error:
        if not failed_inside(error):
            raise
        return _by_poppler_alone(body, str(error))
    if not opened:
        raise EncryptedError("password")
    if count < 1:
        return _by_poppler_alone(body, "no pages")
    pages = [_oxide_page(document, number) for number in pages_to_read(count)]
    return count, pages, _xmp_title(document)


def _oxide_page(document: "PdfDocument", number: int) -> _Page:
    text = ""
    with tolerated():  # one unreadable page is no reason to lose the others
        text = str(document.extract_text(number - 1))
    text = _TORN_AM.sub("\\1\u0e33", text)
    chars = len("".join(text.split()))
    signals: dict[str, float] = {}
    with tolerated():
        signals = json.loads(document.classify_page(number - 1)).get("signals", {})
    # text turned into curves by a drawing program is a picture to us, too
    drawn = float(signals.get("vector_path_count") or 0) > MANY_CURVES
    pictured = drawn or float(signals.get("image_area_ratio") or 0) > 0.4
    hidden = pictured and float(signals.get("invisible_text_ratio") or 0) > 0.5
    scanned = pictured and (chars < SCAN_CHARS or (hidden and _thai_share(text) < 0.2))
    return _Page(number, text, scanned, hidden, _rules(document, number - 1))


def _thai_share(text: str) -> float:
    """Thai letters among all: scanners that know no Thai leave Latin rubbish under a Thai page."""
    letters = [char for char in text if char.isalpha()]
    return sum("ก" <= char <= "ฮ" for char in letters) / max(len(letters), 1)


def _rules(document: "PdfDocument", index: int) -> tuple[ruled.Rule, ...]:
    """The straight lines of an upright page whose corner is the origin; () for any other."""
    with tolerated():
        left, bottom, right, top = document.page_media_box(index)
        if left == bottom == 0 and not document.page_rotation(index):
            drawn = [*document.extract_lines(index), *document.extract_rects(index)]
            drawn = [path for path in drawn if path["stroke_color"] or path["fill_color"] != _WHITE]
            return tuple(ruled.rules_of((tuple(path["bbox"]) for path in drawn), right, top))
    return ()


def _xmp_title(document: "PdfDocument") -> str:
    with tolerated():
        found = document.xmp_metadata()
        title = found.get("dc_title") or found.get("title") if isinstance(found, dict) else None
        return " ".join(str(title).split()) if title else ""
    return ""


def _by_poppler_alone(body: bytes, why: str) -> tuple[int, list[_Page], str]:
    if not find_tool("pdftotext"):
        raise BrokenError(why[:120])
    try:
        title, boxes = _boxes(body, 1, FIRST_PAGES)
    except BrokenError as error:
        if "password" in str(error).lower():
            raise EncryptedError("password") from error
        raise BrokenError(why[:120]) from error
    if not boxes:
        raise BrokenError(why[:120])
    pages = [_Page(number, "", scanned=False) for number in range(1, len(boxes) + 1)]
    return len(boxes), pages, title


def _boxes(body: bytes, first: int, last: int) -> tuple[str, list[list[layout.Word]]]:
    tool = find_tool("pdftotext") or "pdftotext"
    return layout.read_boxes(run_tool([tool, "-bbox", "-f", str(first), "-l", str(last), "-", "-"], body=body))


def _second_opinion(body: bytes, count: int, pages: list[_Page]) -> tuple[list[_Page], list[Table], str]:
    """The pages with the better text each, the tables, the title."""
    title, boxes = _boxes(body, 1, min(count, FIRST_PAGES))
    if count > FIRST_PAGES:
        first = pages[min(FIRST_PAGES, len(pages) - 1)].number
        boxes += _boxes(body, first, count)[1]
    tables: list[Table] = []
    better = []
    for index, page in enumerate(pages):
        words = boxes[index] if index < len(boxes) else []
        grids = ruled.grids_of(page.rules, words)
        lines = layout.lines_of(word for word in words if not any(grid.holds(word) for grid in grids))
        if len(tables) < MAX_TABLES:
            tables += _tables(lines, grids, page.number)
        other = _text(lines, grids)
        better.append(
            replace(
                page,
                text=_better(page.text, other),
                scanned=page.scanned and (page.hidden or len(other) < 2 * SCAN_CHARS),
            )
        )
    return better, tables, title


def _tables(lines: list[layout.Line], grids: list[ruled.Grid], number: int) -> list[Table]:
    """The page's tables: the drawn ones, and those that only gaps make."""
    drawn = []
    for grid in grids:
        above = [line.text for line in lines if line.y1 <= grid.y0 + 5][-1:]
        heading = above[0] if above and len(above[0]) <= 150 else ""
        drawn.append(make_table(grid.rows, heading=heading, page=number))
    return [table for table in drawn if table is not None] + layout.tables_of(lines, number)


def _text(lines: list[layout.Line], grids: list[ruled.Grid]) -> str:
    """The page's text: lines from top to bottom, each row of a drawn table on one line."""
    placed = [(line.y0, line.text) for line in lines]
    placed += [(grid.y0, line) for grid in grids for line in grid.lines]
    return "\n".join(text for _, text in sorted(placed, key=lambda line: line[0]))


def _better(oxide: str, poppler: str) -> str:
    """The text with less damage, if it is not much shorter."""
    ours, theirs = len("".join(oxide.split())), len("".join(poppler.split()))
    if theirs < 0.9 * ours:
        return poppler if damage(oxide) > 0.1 * ours and theirs > 0.5 * ours else oxide
    if ours < 0.9 * theirs:
        return poppler
    return poppler if damage(poppler) <= damage(oxide) else oxide


def _oxide_tables(body: bytes, pages: list[_Page]) -> list[Table]:
    """Ruled tables by pdf_oxide: what is left without poppler."""
    from pdf_oxide import PdfDocument

    found: list[Table] = []
    with tolerated():
        document = PdfDocument.from_bytes(body)
        for page in pages:
            for table in document.extract_tables(page.number - 1):
                rows = [[cell["text"] for cell in row["cells"]] for row in table["rows"]]
                made = make_table(rows, page=page.number)
                if made is not None:
                    found.append(made)
    return found


def _version() -> str:
    from importlib.metadata import version

    return f"pdf_oxide {version('pdf-oxide')}"
