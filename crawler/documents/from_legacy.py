"""Word and Excel files of 1997–2003: Word by antiword, catdoc or its piece table; Excel by calamine."""

import contextlib
import re
import struct

from checklist.site import DocumentState
from crawler.documents.bars import without_bars
from crawler.documents.from_xlsx import read_workbook
from crawler.documents.ole import read_stream, stream_names
from crawler.documents.reading import (
    MAX_TABLES,
    BrokenError,
    EncryptedError,
    Job,
    LimitReachedError,
    Reading,
    clip_pages,
    text_state,
)
from crawler.documents.tools import find_tool, run_tool

_ENCRYPTED_WORD = 0x0100
_CELL, _PAGE = "\x07", "\x0c"


def read_xls(body: bytes, job: Job) -> Reading:
    """Sheets of an Excel 97–2003 workbook."""
    return read_workbook(body, "xls")


def read_other(body: bytes, job: Job) -> Reading:
    """Nothing of a container that is another program's, or one of these three damaged beyond being told."""
    held = "".join(letter for letter in stream_names(body)[0][:40] if letter.isprintable())
    return Reading("ole", DocumentState.UNSUPPORTED, detail=f"no reader for it; it holds {held}")


def read_doc(body: bytes, job: Job) -> Reading:
    """Text of a Word 97–2003 file."""
    header = read_stream(body, "WordDocument")
    if len(header) < 32:
        raise BrokenError("Word stream too short")
    if struct.unpack_from("<H", header, 10)[0] & _ENCRYPTED_WORD:
        raise EncryptedError("password")
    text, reader = "", ""
    for name, arguments in (("antiword", ["-m", "UTF-8.txt", "-w", "0", "-"]), ("catdoc", ["-d", "utf-8", "-w", "-"])):
        tool = find_tool(name)
        if tool and not text.strip():
            with contextlib.suppress(BrokenError, LimitReachedError):
                text, reader = run_tool([tool, *arguments], body=body).decode("utf-8", "replace"), name
    own = ""
    with contextlib.suppress(struct.error, BrokenError, IndexError):
        own = _pieces(body, header)
    # antiword leaves question marks where it lacks a letter: then our own plain reading is the better one
    if len("".join(own.split())) > 1.2 * len("".join(text.replace("?", "").split())):
        text, reader = own, "piece table"
    plain = [without_bars(page, number=number) for number, page in enumerate(text.split(_PAGE), 1)]
    pages, cut = clip_pages(page for page, _ in plain)
    return Reading(
        format="doc",
        state=text_state(pages),
        pages=pages,
        tables=tuple(table for _, tables in plain for table in tables)[:MAX_TABLES],
        page_count=len(pages),
        reader=reader,
        detail="text cut" if cut else "",
    )


def _pieces(body: bytes, header: bytes) -> str:
    """The main text by Word's piece table ([MS-DOC] 2.4.1), cells and paragraphs as lines."""
    which = "1Table" if struct.unpack_from("<H", header, 10)[0] & 0x0200 else "0Table"
    table = read_stream(body, which)
    at, size = struct.unpack_from("<II", header, 0x01A2)
    clx = table[at : at + size]
    while clx[:1] == b"\x01":
        clx = clx[3 + struct.unpack_from("<H", clx, 1)[0] :]
    if clx[:1] != b"\x02":
        raise BrokenError("no piece table")
    plc = clx[5 : 5 + struct.unpack_from("<I", clx, 1)[0]]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    parts = []
    for index in range(count):
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        length = ends[index + 1] - ends[index]
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            parts.append(header[start : start + length].decode("cp874", "replace"))
        else:
            parts.append(header[place : place + 2 * length].decode("utf-16-le", "replace"))
    text = re.sub("\x13[^\x14\x15]*\x14?", "", "".join(parts))  # the codes of fields, not their results
    text = text.replace(_CELL * 2, "\n").replace(_CELL, "\t").replace("\r", "\n").replace("\x0b", "\n")
    return re.sub("[\x01-\x08\x0e-\x1f]", "", text)
