"""Plain text, CSV, and the text that Office calls documents: XML of Office 2003, single-file web pages (MHT)."""

import codecs
import csv
import email
import email.policy
import io
import re
from dataclasses import replace
from typing import Any

from checklist.site import DocumentState, Table
from crawler.documents.containers import parse_xml
from crawler.documents.reading import (
    MAX_CHARS,
    MAX_COLUMNS,
    MAX_ROWS,
    BrokenError,
    Job,
    Reading,
    clip_pages,
    make_table,
    text_state,
)

_ODD = re.compile("[\u0800-\u0dff\u0e80-\u1fff\u2c00-\u2fff]")
SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
WORD = "{http://schemas.microsoft.com/office/word/2003/wordml}"


def decode(body: bytes) -> tuple[str, str]:
    """Text and its encoding: by byte order mark, else UTF-8 if it is that without a fault, else Thai Windows.

    TIS-620 is read as windows-874, which holds all of it and the curly quotes that its users type.
    """
    marks = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    for mark, encoding in marks:
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff"), encoding
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp874", "replace"), "cp874"
    # a few Thai Windows bytes may happen to be UTF-8 (แผน is one Greek letter): no Thai writes those
    return (body.decode("cp874", "replace"), "cp874") if _ODD.search(text) else (text, "utf-8")


def read_txt(body: bytes, job: Job) -> Reading:
    """Text; a form feed begins a page."""
    text, encoding = decode(body[: 4 * MAX_CHARS])
    return _reading("txt", text.split("\f"), (), encoding)


def read_csv(body: bytes, job: Job) -> Reading:
    """Rows as a table; the delimiter is the one of comma, semicolon, tab and bar that splits the lines most evenly."""
    text, encoding = decode(body[: 4 * MAX_CHARS])
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row[:MAX_COLUMNS])
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        return _reading("csv", [text], (), f"{encoding}; {error}")
    table = make_table(rows, page=1)
    return _reading("csv", [text], (table,) if table is not None else (), encoding)


def _delimiter(text: str) -> str:
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        common = max(set(counts), key=lambda count: (count > 0, counts.count(count))) if counts else 0
        return (counts.count(common) if common else 0, common)

    return max(",;\t|", key=evenness)


def read_xml(body: bytes, job: Job) -> Reading:
    """Excel's and Word's XML of 2003; of any other XML its text."""
    root = parse_xml(body)
    if root.tag == f"{SHEET}Workbook":
        return _workbook(root)
    if root.tag.startswith(WORD):
        lines = ("".join(run.text or "" for run in line.iter(f"{WORD}t")) for line in root.iter(f"{WORD}p"))
        return _reading("doc", ["\n".join(line for line in lines if line.strip())], (), "Word 2003 XML")
    text = "\n".join(part.strip() for part in root.itertext() if part.strip())
    return _reading("xml", [text], (), "")


def read_svg(body: bytes, job: Job) -> Reading:
    """The words on a drawing, such as an organisation chart; PICTURE when its letters are drawn as curves."""
    root = parse_xml(body)
    words = ("".join(one.itertext()).strip() for one in root.iter("{*}text", "{*}title", "{*}desc", "{*}foreignObject"))
    reading = _reading("svg", ["\n".join(line for line in words if line)], (), "")
    return reading if reading.state is DocumentState.TEXT else replace(reading, state=DocumentState.PICTURE)


def _workbook(root: Any) -> Reading:
    pages, tables = [], []
    for sheet in root.iter(f"{SHEET}Worksheet"):
        name = sheet.get(f"{SHEET}Name", "")
        rows = [[_cell(cell) for cell in row.iterfind(f"{SHEET}Cell")] for row in sheet.iter(f"{SHEET}Row")]
        pages.append("\n".join([name, *("\t".join(row) for row in rows if any(row))]))
        table = make_table(rows, heading=name, page=len(pages))
        if table is not None:
            tables.append(table)
    return _reading("xls", pages, tuple(tables), "Excel 2003 XML")


def _cell(cell: Any) -> str:
    data = cell.find(f"{SHEET}Data")
    return " ".join("".join(data.itertext()).split()) if data is not None else ""


def read_mht(body: bytes, job: Job) -> Reading:
    """The first web page inside a single-file web page, as Word and Excel save them; its tags left out."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    for piece in message.walk():
        if piece.get_content_type() == "text/html":
            payload = piece.get_payload(decode=True)
            if isinstance(payload, bytes):
                text = _page_text(payload, piece.get_content_charset() or "")
                return _reading("mht", [text], (), "single-file web page")
    raise BrokenError("no page in the single-file web page")


def _page_text(page: bytes, charset: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    try:
        text = page.decode(charset) if charset else decode(page)[0]
    except (LookupError, UnicodeDecodeError):
        text = decode(page)[0]
    tree = LexborHTMLParser(text)
    tree.strip_tags(["script", "style", "head"])
    # the source's own line breaks mean nothing; those of its blocks do
    for block in tree.css("p, tr, div, li, br, h1, h2, h3, h4"):
        block.insert_after("\f")
    lines = (" ".join(line.split()) for line in (tree.body.text() if tree.body else "").replace("\n", " ").split("\f"))
    return "\n".join(line for line in lines if line)


def _reading(format_: str, pages: list[str], tables: tuple[Table, ...], detail: str) -> Reading:
    clipped, cut = clip_pages(pages)
    return Reading(
        format=format_,
        state=text_state(clipped),
        pages=clipped,
        tables=tables,
        page_count=len(clipped),
        reader=f"text ({format_})",
        detail="; ".join(part for part in (detail, "text cut" if cut else "") if part),
    )
