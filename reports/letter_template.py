"""Builds `templates/letter.docx`, the official letter (หนังสือภายนอก) an office may then edit in Word as it likes.

Run ``python -m reports.letter_template`` after changing this file; a test holds the two together. The words between
double braces are filled in by `reports.to_letter`; the garuda stays with the office's own paper or template.
"""

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

PLACE = Path(__file__).parent / "templates" / "letter.docx"
FONT = "TH Sarabun New"
SIZE = 16
INDENT = Cm(2.5)


def build_template() -> bytes:
    """The template's bytes: one page of letter, then the attachment with the table of what is missing."""
    document = Document()
    _page(document)
    _style(document)
    _head(document)
    _body(document)
    _attachment(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(2)
    section.different_first_page_header_footer = True  # the first page has the garuda, the others their number
    section.header_distance = Cm(0.8)
    thai_numbers = OxmlElement("w:pgNumType")
    thai_numbers.set(qn("w:fmt"), "thaiNumbers")
    section._sectPr.find(qn("w:pgMar")).addnext(thai_numbers)  # Word minds the order of these
    number = section.header.paragraphs[0]
    _write(number, "- ", align=WD_ALIGN_PARAGRAPH.CENTER)
    _field(number, "PAGE")
    _run(number, " -")
    document.core_properties.title = "หนังสือราชการ"
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _style(document: Any) -> None:
    """Thai needs its own font, size and language (`w:cs`, `w:szCs`, `w:bidi`); without them Word takes another font."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    _child(properties, "w:szCs", {"w:val": str(SIZE * 2)})
    _child(properties, "w:lang", {"w:val": "th-TH", "w:eastAsia": "th-TH", "w:bidi": "th-TH"})


def _head(document: Any) -> None:
    place_of_garuda = _line(document, "", align=WD_ALIGN_PARAGRAPH.CENTER).paragraph_format
    place_of_garuda.line_spacing_rule, place_of_garuda.line_spacing = WD_LINE_SPACING.AT_LEAST, Cm(3)
    top = document.add_table(rows=1, cols=2)
    _widths(top, (Cm(7), Cm(9)))
    _flush(top)
    _write(top.cell(0, 0).paragraphs[0], "ที่  {{ number }}")
    place = top.cell(0, 1)
    _write(place.paragraphs[0], "{%p for line in office %}")
    for text in ("{{ line }}", "{%p endfor %}"):
        _line(place, text)
    _line(document, "{{ date }}", align=WD_ALIGN_PARAGRAPH.CENTER, after=6)
    for caption, slot in (("เรื่อง", "{{ subject }}"), ("เรียน", "{{ recipient }}")):
        _captioned(document, caption, slot)
    _line(document, "{%p if reference %}")
    _captioned(document, "อ้างถึง", "{{ reference }}")
    _line(document, "{%p endif %}")
    _line(document, "{%p if rows %}")
    _captioned(document, "สิ่งที่ส่งมาด้วย", "{{ enclosure }}")
    _line(document, "{%p endif %}")


def _body(document: Any) -> None:
    _line(document, "{%p for paragraph in paragraphs %}")
    _line(document, "{{ paragraph }}", first=INDENT, before=6, align=WD_ALIGN_PARAGRAPH.THAI_JUSTIFY)
    _line(document, "{%p endfor %}")
    # a signature alone on its page is bad form: the closing words go with it
    _line(document, "{{ closing }}", first=INDENT, before=6, together=True)
    _line(document, "ขอแสดงความนับถือ", left=Cm(5), align=WD_ALIGN_PARAGRAPH.CENTER, before=12, together=True)
    for _ in range(3):
        _line(document, "", together=True)
    _line(document, "({{ signer }})", left=Cm(5), align=WD_ALIGN_PARAGRAPH.CENTER, together=True)
    _line(document, "{{ signer_position }}", left=Cm(5), align=WD_ALIGN_PARAGRAPH.CENTER)
    _line(document, "{%p if unit %}", before=12)
    _line(document, "{{ unit }}", before=12)
    _line(document, "{%p endif %}")
    _line(document, "{%p if contact %}")
    _line(document, "{{ contact }}")
    _line(document, "{%p endif %}")


def _attachment(document: Any) -> None:
    _line(document, "{%p if rows %}")
    start = document.add_paragraph()
    start.add_run().add_break(WD_BREAK.PAGE)
    _line(document, "สิ่งที่ส่งมาด้วย", align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line(document, "{{ attachment_title }}", align=WD_ALIGN_PARAGRAPH.CENTER, bold=True, after=6)
    widths = (Cm(1.1), Cm(1.5), Cm(6.7), Cm(4.5), Cm(2.2))
    table = document.add_table(rows=4, cols=len(widths))
    table.style = "Table Grid"
    captions = ("ที่", "ข้อ", "ข้อมูลที่ขอให้เผยแพร่เพิ่ม", "สิ่งที่พบ", "คะแนน")
    slots = ("{{ row.number }}", "{{ row.code }}", "{{ row.asked }}", "{{ row.seen }}", "{{ row.points }}")
    for index, (caption, slot) in enumerate(zip(captions, slots, strict=True)):
        _write(table.cell(0, index).paragraphs[0], caption, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
        middle = index in (0, 1, 4)
        _write(table.cell(2, index).paragraphs[0], slot, align=WD_ALIGN_PARAGRAPH.CENTER if middle else None)
    _write(table.cell(1, 0).paragraphs[0], "{%tr for row in rows %}")
    _write(table.cell(3, 0).paragraphs[0], "{%tr endfor %}")
    _widths(table, widths)
    for row in table.rows:
        _child(row._tr.get_or_add_trPr(), "w:cantSplit", {})
    _child(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", {})
    _line(document, "{{ attachment_note }}", before=6)
    _line(document, "{%p endif %}")


def _widths(table: Any, widths: tuple[Any, ...]) -> None:
    """Widths on the grid and on every cell: Word obeys the cells, LibreOffice the grid."""
    table.autofit = False
    for index, width in enumerate(widths):
        table.columns[index].width = width
        for row in table.rows:
            row.cells[index].width = width


def _flush(table: Any) -> None:
    """No room at the cells' sides: the text of the table stands in line with that of the letter."""
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        _child(margins, side, {"w:w": "0", "w:type": "dxa"})
    properties.append(margins)
    _child(properties, "w:tblInd", {"w:w": "0", "w:type": "dxa"})


def _captioned(document: Any, caption: str, slot: str) -> None:
    """A caption with its text hanging beside it, as เรื่อง and เรียน stand in official letters."""
    width = Cm(3.4) if caption == "สิ่งที่ส่งมาด้วย" else Cm(1.7)
    paragraph = _line(document, f"{caption}\t{slot}", left=width, first=-width, before=6)
    paragraph.paragraph_format.tab_stops.add_tab_stop(width)


def _line(document: Any, text: str, **more: Any) -> Any:
    paragraph = document.add_paragraph()
    _write(paragraph, text, **more)
    return paragraph


def _write(
    paragraph: Any,
    text: str,
    *,
    align: Any = None,
    first: Any = None,
    left: Any = None,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    together: bool = False,
) -> None:
    layout = paragraph.paragraph_format
    layout.alignment, layout.first_line_indent, layout.left_indent = align, first, left
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = together or None
    _run(paragraph, text, bold=bold)


def _field(paragraph: Any, instruction: str) -> None:
    """A field that Word works out, such as the page's number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(_run(paragraph, "๒")._r)
    paragraph._p.append(field)


def _run(paragraph: Any, text: str, *, bold: bool = False) -> Any:
    run = paragraph.add_run(text)
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), FONT)
    if bold:
        run.bold = True
        _child(properties, "w:bCs", {})
    run.font.size = Pt(SIZE)
    _child(properties, "w:szCs", {"w:val": str(SIZE * 2)})
    _child(properties, "w:cs", {})
    _child(properties, "w:lang", {"w:bidi": "th-TH"})
    return run


def _child(parent: Any, tag: str, attributes: dict[str, str]) -> None:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(name), value)
    parent.append(child)


if __name__ == "__main__":
    PLACE.write_bytes(build_template())
