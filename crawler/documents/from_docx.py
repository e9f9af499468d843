"""DOCX: Word's XML read directly, in reading order: paragraphs, tables (merged and nested), text boxes, notes.

Pages are told by the page breaks that Word itself recorded when it last saved (``lastRenderedPageBreak``), so quotes
get a page number as Word shows it, as far as the file knows.
"""

from typing import Any

from checklist.site import Table
from crawler.documents.containers import core_title, numbered, open_zip, optional_xml, parse_xml, part
from crawler.documents.reading import MAX_TABLES, Job, Reading, clip_pages, make_table, text_state

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIP = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sectPr", "tblPr", "tcPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
READER = "lxml (docx)"


def read(body: bytes, job: Job) -> Reading:
    """Text by page and tables of a Word file; headers, footers and notes follow on the last page."""
    with open_zip(body) as archive:
        walker = _Walker()
        document = parse_xml(part(archive, "word/document.xml"))
        walker.walk(document.find(f"{W}body") if document.find(f"{W}body") is not None else document)
        walker.end_line()
        # the kinds are joined in one order: what is printed on every page tells whose paper it is
        for name in (*numbered(archive, "word/header"), *numbered(archive, "word/footer"), "word/footnotes.xml"):
            root = optional_xml(archive, name) if name in archive.namelist() else None
            if root is not None:
                walker.walk(root)
                walker.end_line()
        title = core_title(archive)
    pages, cut = clip_pages("\n".join(lines) for lines in walker.pages)
    return Reading(
        format="docx",
        state=text_state(pages),
        pages=pages,
        tables=tuple(walker.tables),
        page_count=len(pages),
        title=title[:300],
        reader=READER,
        detail="text cut" if cut else "",
    )


class _Walker:
    """Goes through the XML once and collects pages of lines, and tables."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.tables: list[Table] = []
        self._line: list[str] = []
        self._heading = ""
        self._depth = 0

    def walk(self, element: Any) -> None:
        """Take in an element and everything in it."""
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIP or tag == _FALLBACK:
                continue
            if tag == f"{W}t":
                self._line.append(child.text or "")
            elif tag == f"{W}tab":
                self._line.append("\t")
            elif tag in (f"{W}br", f"{W}cr"):
                self._break(child.get(f"{W}type") == "page")
            elif tag == f"{W}lastRenderedPageBreak":
                self._break(True)
            elif tag == f"{W}sym":
                self._line.append(" ")
            elif tag == f"{W}tbl" and self._depth < 8:
                self._table(child)
            else:
                self._inside(child)

    def _inside(self, child: Any) -> None:
        if self._depth > 60:
            return
        self._depth += 1
        boxed = child.tag == f"{W}txbxContent"
        held, self._line = (self._line, []) if boxed else ([], self._line)
        self.walk(child)
        self._depth -= 1
        if child.tag == f"{W}p" or boxed:
            self.end_line()
        if boxed:
            self._line = held

    def end_line(self) -> None:
        """Close the line being built."""
        line = "".join(self._line).rstrip()
        self._line = []
        if line:
            self.pages[-1].append(line)
            self._heading = line.strip() if len(line) <= 150 else ""

    def _break(self, page: bool) -> None:
        self.end_line()
        if page and self._depth < 6 and self.pages[-1]:
            self.pages.append([])

    def _table(self, table: Any) -> None:
        self.end_line()
        heading, number = self._heading, len(self.pages)
        rows = []
        for row in table.iterfind(f"{W}tr"):
            cells = []
            for cell in row.iter(f"{W}tc"):
                if cell.getparent() is not row and _row_of(cell) is not row:
                    continue
                text, inner = self._cell(cell)
                self.tables += inner
                cells += [text] * _width(cell)
            rows.append(cells)
            line = "\t".join(_without_repeats(cells)).rstrip()
            if line:
                self.pages[-1].append(line)
        made = make_table(rows, heading=heading, page=number)
        if made is not None and len(self.tables) < MAX_TABLES:
            self.tables.append(made)
        self._heading = ""

    def _cell(self, cell: Any) -> tuple[str, list[Table]]:
        if _is_continued(cell):
            return "", []
        inner = _Walker()
        inner._depth = self._depth + 7  # page breaks inside a cell do not split the row
        inner.walk(cell)
        inner.end_line()
        return " ".join(line for page in inner.pages for line in page), inner.tables


def _row_of(cell: Any) -> Any:
    """The row a cell belongs to, through content controls."""
    parent = cell.getparent()
    while parent is not None and parent.tag not in (f"{W}tr", f"{W}tc"):
        parent = parent.getparent()
    return parent


def _width(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return min(int(value), 64) if value.isdigit() and value != "0" else 1


def _is_continued(cell: Any) -> bool:
    """A cell that the one above it reaches into."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _without_repeats(cells: list[str]) -> list[str]:
    """For the running text: a merged cell once."""
    return [cell for index, cell in enumerate(cells) if not index or cell != cells[index - 1] or not cell]
