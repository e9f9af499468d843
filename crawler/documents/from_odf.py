"""OpenDocument text and presentations from their XML; spreadsheets by calamine."""

from typing import Any

from checklist.site import Table
from crawler.documents.containers import open_zip, optional_xml, parse_xml, part
from crawler.documents.from_xlsx import read_workbook
from crawler.documents.reading import (
    MAX_TABLES,
    EncryptedError,
    Job,
    Reading,
    clip_pages,
    make_table,
    text_state,
)

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LINES = (f"{TEXT}p", f"{TEXT}h")
_UNREAD = (*_LINES, f"{OFFICE}annotation", f"{TEXT}page-number")  # the number is filled in when it is shown
_MAX_REPEAT = 64


def read_ods(body: bytes, job: Job) -> Reading:
    """Sheets of an OpenDocument spreadsheet."""
    _, title = _content(body)
    return read_workbook(body, "ods", title)


def read_odt(body: bytes, job: Job) -> Reading:
    """Text and tables of an OpenDocument text; a new page where the writer's soft page breaks say so."""
    root, title = _content(body)
    pages: list[list[str]] = [[]]
    tables: list[Table] = []
    _add(root, pages, tables)
    return _reading("odt", pages, tables, title)


def read_odp(body: bytes, job: Job) -> Reading:
    """Slides of an OpenDocument presentation: text, tables, notes."""
    root, title = _content(body)
    pages: list[list[str]] = []
    tables: list[Table] = []
    for slide in root.iter(f"{DRAW}page"):
        pages.append([])
        _add(slide, pages, tables)
    return _reading("odp", pages, tables, title)


def _add(part_of: Any, pages: list[list[str]], tables: list[Table]) -> None:
    """Add the lines below an element to the last page, and its tables to the tables."""
    heading = ""
    for element in part_of.iter(*_LINES, f"{TABLE}table", f"{TEXT}soft-page-break"):
        if any(parent.tag == f"{TABLE}table" for parent in element.iterancestors()):
            continue
        if element.tag == f"{TEXT}soft-page-break":
            if pages[-1]:
                pages.append([])
        elif element.tag == f"{TABLE}table":
            rows = _rows(element)
            pages[-1] += ["\t".join(row).rstrip() for row in rows if any(row)]
            made = make_table(rows, heading=heading, page=len(pages))
            if made is not None and len(tables) < MAX_TABLES:
                tables.append(made)
        else:
            line = _text(element)
            if line.strip():
                pages[-1].append(line)
                heading = line.strip()[:150]


def _content(body: bytes) -> tuple[Any, str]:
    """Root of content.xml and the title; EncryptedError when the manifest says it is locked."""
    with open_zip(body) as archive:
        names = set(archive.namelist())
        if "META-INF/manifest.xml" in names and b"encryption-data" in part(archive, "META-INF/manifest.xml"):
            raise EncryptedError("password")
        root = parse_xml(part(archive, "content.xml"))
        meta = optional_xml(archive, "meta.xml") if "meta.xml" in names else None
    title = next((node.text or "" for node in meta.iter(_TITLE)), "") if meta is not None else ""
    return root, " ".join(title.split())[:300]


def _reading(format_: str, pages: list[list[str]], tables: list[Table], title: str) -> Reading:
    clipped, cut = clip_pages("\n".join(line for line in lines if line.strip()) for lines in pages)
    return Reading(
        format=format_,
        state=text_state(clipped),
        pages=clipped,
        tables=tuple(tables),
        page_count=len(clipped),
        title=title,
        reader=f"lxml ({format_})",
        detail="text cut" if cut else "",
    )


def _rows(table: Any) -> list[list[str]]:
    """Rows of cell texts; a cell merged over columns is repeated, covered cells are empty."""
    rows = []
    for row in table.iter(f"{TABLE}table-row"):
        cells: list[str] = []
        for cell in row.iterfind("*"):
            if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                continue
            times = cell.get(f"{TABLE}number-columns-repeated", "1")
            text = " ".join(_text(line) for line in cell.iter(*_LINES))
            cells += [text] * (min(int(times), _MAX_REPEAT) if times.isdigit() else 1)
        rows.append(cells)
    return rows


def _text(element: Any) -> str:
    """Text of a paragraph with its tabs, breaks and runs of spaces."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{TEXT}s":
            parts.append(" ")
        elif child.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            parts.append("\t" if child.tag == f"{TEXT}tab" else "\n")
        elif isinstance(child.tag, str) and child.tag not in _UNREAD:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
