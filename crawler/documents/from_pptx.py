"""PPTX: each slide is a page, in the order shown; text of its shapes, tables, and the speaker's notes after them."""

import posixpath
from typing import Any

from checklist.site import Table
from crawler.documents.containers import core_title, numbered, open_zip, optional_xml, parse_xml, part
from crawler.documents.reading import MAX_TABLES, BrokenError, Job, Reading, clip_pages, make_table, text_state

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAX_SLIDES = 300


def read(body: bytes, job: Job) -> Reading:
    """Slides of a presentation."""
    with open_zip(body) as archive:
        slides = _in_order(archive)
        if not slides:
            raise BrokenError("no slides")
        pages: list[str] = []
        tables: list[Table] = []
        for name in slides[:MAX_SLIDES]:
            root = parse_xml(part(archive, name))
            pages.append("\n".join(_lines(root)))
            for table in root.iter(f"{A}tbl"):
                made = make_table(_rows(table), heading=pages[-1].partition("\n")[0], page=len(pages))
                if made is not None and len(tables) < MAX_TABLES:
                    tables.append(made)
            notes = optional_xml(archive, f"ppt/notesSlides/notesSlide{name.rpartition('slide')[2]}")
            if notes is not None:
                pages[-1] = "\n".join([pages[-1], *_lines(notes)])
        title = core_title(archive)
    clipped, cut = clip_pages(pages)
    return Reading(
        format="pptx",
        state=text_state(clipped),
        pages=clipped,
        tables=tuple(tables),
        page_count=len(slides),
        title=title[:300],
        reader="lxml (pptx)",
        detail="text cut" if cut else "",
    )


def _in_order(archive: Any) -> list[str]:
    """The slides' parts in the order of the presentation; by number when that cannot be told."""
    listed = list(numbered(archive, "ppt/slides/slide"))
    presentation = optional_xml(archive, "ppt/presentation.xml")
    relations = optional_xml(archive, "ppt/_rels/presentation.xml.rels")
    if presentation is None or relations is None:
        return listed
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("ppt", relation.get("Target", "")))
        for relation in relations
        if isinstance(relation.tag, str)
    }
    order = [targets.get(slide.get(f"{R}id")) for slide in presentation.iter(f"{P}sldId")]
    found = [name for name in order if name in set(listed)]
    return [name for name in found if name] or listed


def _lines(root: Any) -> list[str]:
    """Paragraphs; the cells of a table row on one line."""
    lines = []
    for element in root.iter(f"{A}p", f"{A}tr"):
        if element.tag == f"{A}tr":
            lines.append("\t".join(_cells(element)))
        elif not any(parent.tag == f"{A}tc" for parent in element.iterancestors()):
            lines.append(_text(element))
    return [line for line in lines if line.strip()]


def _rows(table: Any) -> list[list[str]]:
    return [_cells(row) for row in table.iter(f"{A}tr")]


def _cells(row: Any) -> list[str]:
    return [" ".join(_text(line) for line in cell.iter(f"{A}p")) for cell in row.iterfind(f"{A}tc")]


def _text(paragraph: Any) -> str:
    pieces = paragraph.iter(f"{A}t", f"{A}br", f"{A}tab")
    return "".join((piece.text or "") if piece.tag == f"{A}t" else " " for piece in pieces)
