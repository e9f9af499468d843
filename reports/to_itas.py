"""The ITAS answer sheet as a workbook in ITAS order, and as a page with copy buttons."""

from functools import cache
from pathlib import Path

from reports import wording
from reports.itas import answers
from reports.labels import label
from reports.pages import render
from reports.sheets import Book, Column
from reports.to_xlsx import about
from reports.view import AuditView


def itas_xlsx(view: AuditView, lang: str = "th") -> bytes:
    """One row per applicable item, in list order: addresses, explanation, warnings."""
    columns = (
        Column(label("code", lang), 8),
        Column(label("item", lang), 30),
        Column(label("status", lang), 15),
        Column(label("itas_first", lang), 44, "link"),
        Column(label("itas_others", lang), 36),
        Column(label("itas_text", lang), 120),
        Column(label("itas_warnings", lang), 44),
    )
    rows = [
        (
            answer.code,
            answer.item,
            wording.status_word(answer.status, lang),
            answer.addresses[0] if answer.addresses else "",
            "\n".join(answer.addresses[1:]),
            answer.text,
            "\n".join(answer.warnings),
        )
        for answer in answers(view, lang)
    ]
    with Book() as book:
        book.table(label("sheet_itas", lang), columns, rows)
        book.facts(label("sheet_about", lang), about(view, lang))
    return book.data


def itas_html(view: AuditView, lang: str = "th") -> str:
    """The same as a page; without script the texts can still be selected by hand."""
    return render("itas.html", lang, script=copy_script(), view=view, answers=answers(view, lang))


@cache
def copy_script() -> str:
    """Our own few lines that put a text on the clipboard; allowed by hash, shown only when script is on."""
    return (Path(__file__).parent / "static" / "copy.js").read_text(encoding="utf-8")
