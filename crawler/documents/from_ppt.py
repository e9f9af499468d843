"""PowerPoint 97–2003 by the text records of its stream (catppt loses Thai)."""

import struct
from collections.abc import Iterator

from crawler.documents.ole import read_stream
from crawler.documents.reading import EncryptedError, Job, Reading, clip_pages, text_state

_DOCUMENT, _SLIDE, _NOTES, _MASTER = 0x03E8, 0x03EE, 0x03F0, 0x03F8
_SLIDE_LIST, _SLIDE_PERSIST, _NOTES_ATOM, _CRYPT = 0x0FF0, 0x03F3, 0x03F1, 0x2F14
_TEXT_UTF16, _TEXT_BYTES = 0x0FA0, 0x0FA8
_NUMBER = "*"
"""What stands where a slide's number or date is filled in when it is shown."""

_Record = tuple[int, int, int, int]


def read(body: bytes, job: Job) -> Reading:
    """Text of a presentation, a page for each slide: the outline's text, what else is drawn on it, its notes."""
    stream = read_stream(body, "PowerPoint Document")
    slides: list[tuple[int, list[str]]] = []  # identifier and texts, in the order they are shown
    drawn: list[list[str]] = []
    notes: dict[int, list[str]] = {}
    loose: list[str] = []
    for record in _records(stream, 0, len(stream)):
        kind, _, start, end = record
        if kind == _CRYPT:
            raise EncryptedError("password")
        if kind in (_DOCUMENT, _SLIDE_LIST):
            slides += _outline(stream, record)
        elif kind == _SLIDE:
            drawn.append(_texts(stream, start, end))
        elif kind == _NOTES:
            notes.setdefault(_slide_of(stream, start, end), []).extend(_texts(stream, start, end))
        elif kind != _MASTER:
            loose += _texts(stream, *record[2:]) if kind not in (_TEXT_UTF16, _TEXT_BYTES) else _text(stream, record)
    if len(drawn) > len(slides):  # an edited file may hold older states of its slides too
        slides += [(0, []) for _ in range(len(drawn) - len(slides))]
    for (_, texts), more in zip(slides, drawn, strict=False):
        texts += more
    for slide, texts in slides:
        texts += notes.get(slide, []) if slide else []
    pages, cut = clip_pages("\n".join(texts) for texts in [*(texts for _, texts in slides), loose] if texts)
    return Reading(
        format="ppt",
        state=text_state(pages),
        pages=pages,
        page_count=len(pages),
        reader="text records",
        detail="text cut" if cut else "",
    )


def _outline(stream: bytes, record: _Record) -> list[tuple[int, list[str]]]:
    """Each slide's identifier and the text of its outline, from the document's list of slides."""
    kind, instance, start, end = record
    slides: list[tuple[int, list[str]]] = []
    if kind == _DOCUMENT:
        for inner in _records(stream, start, end):
            slides += _outline(stream, inner) if inner[0] == _SLIDE_LIST else []
    elif instance == 0:  # the other lists are of masters and notes
        for inner in _records(stream, start, end):
            if inner[0] == _SLIDE_PERSIST and inner[3] - inner[2] >= 16:
                slides.append((struct.unpack_from("<I", stream, inner[2] + 12)[0], []))
            elif slides:
                slides[-1][1].extend(_text(stream, inner))
    return slides


def _slide_of(stream: bytes, start: int, end: int) -> int:
    """Identifier of the slide that notes belong to; 0 for the notes' master."""
    for kind, _, at, stop in _records(stream, start, end):
        if kind == _NOTES_ATOM and stop - at >= 4:
            return int(struct.unpack_from("<I", stream, at)[0])
    return 0


def _texts(stream: bytes, start: int, end: int) -> list[str]:
    """Every text below, containers opened."""
    found: list[str] = []
    waiting = [_records(stream, start, end)]
    while waiting:
        record = next(waiting[-1], None)
        if record is None:
            waiting.pop()
        elif struct.unpack_from("<H", stream, record[2] - 8)[0] & 0x0F == 0x0F:
            if len(waiting) < 64:
                waiting.append(_records(stream, record[2], record[3]))
        else:
            found += _text(stream, record)
    return found


def _text(stream: bytes, record: _Record) -> list[str]:
    kind, _, start, end = record
    if kind not in (_TEXT_UTF16, _TEXT_BYTES):
        return []
    text = stream[start:end].decode("utf-16-le" if kind == _TEXT_UTF16 else "cp874", "replace")
    return [] if text.strip() == _NUMBER else [text.replace("\r", "\n").replace("\x0b", "\n")]


def _records(stream: bytes, start: int, end: int) -> Iterator[_Record]:
    """Kind, instance, start and end of each record side by side ([MS-PPT] 2.3.1)."""
    at = start
    while at + 8 <= end:
        version, kind, size = struct.unpack_from("<HHI", stream, at)
        at += 8
        yield kind, version >> 4, at, min(at + size, end)
        at += size
