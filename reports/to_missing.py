"""The missing-items list of one agency or many: a workbook with an index, a page, a CSV, or a ZIP of workbooks."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from checklist.verdict import Status
from reports import wording
from reports.labels import label
from reports.missing import by_item, missing_rows
from reports.names import level
from reports.pages import render
from reports.safe import clean
from reports.sheets import Book, Column
from reports.to_csv import csv_bytes
from reports.to_xlsx import about, item_columns, item_row, missing_cells, missing_columns
from reports.view import AuditView

MOST_SHEETS = 120
"""With more agencies than this a workbook holds one long sheet with filters instead of a sheet for each."""


def missing_xlsx(views: Sequence[AuditView], lang: str = "th") -> bytes:
    """One agency: what to add, what is fine, about. Several: an index that leads to one sheet for each."""
    with Book() as book:
        if len(views) == 1:
            _one(book, views[0], lang)
        else:
            _many(book, views, lang)
    return book.data


def missing_csv(views: Iterable[AuditView], lang: str = "th") -> bytes:
    """One row per missing element, the agency's id and name in front."""
    header = [label("agency_id", lang), *(c.caption for c in missing_columns(lang, agency=True))]
    rows = (
        (row.agency_id, *missing_cells(row, lang, agency=True)) for view in views for row in missing_rows(view, lang)
    )
    return csv_bytes(header, rows)


def missing_html(views: Sequence[AuditView], lang: str = "th") -> str:
    """A page to read or print: an index when there are several agencies, then each with its items by points."""
    parts = [(view, by_item(missing_rows(view, lang))) for view in views]
    return render("missing.html", lang, parts=parts, views=views, count=_count)


def missing_zip(views: Iterable[AuditView], lang: str = "th") -> bytes:
    """A ZIP with one workbook for each agency, named after it; names that clash get a number."""
    out = io.BytesIO()
    used: set[str] = set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for view in views:
            info = zipfile.ZipInfo(_free(view.agency.name or view.agency.id, used) + ".xlsx")
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, missing_xlsx([view], lang))
    return out.getvalue()


def _one(book: Book, view: AuditView, lang: str) -> None:
    rows = [missing_cells(row, lang) for row in missing_rows(view, lang)]
    title = f"{label('missing_title', lang)} – {view.agency.name or view.agency.id}"
    book.table(label("sheet_missing", lang), missing_columns(lang), rows, title=title)
    book.table(label("sheet_fine", lang), item_columns(lang), [item_row(view, item, lang) for item in view.fine])
    book.facts(label("sheet_about", lang), about(view, lang))


def _many(book: Book, views: Sequence[AuditView], lang: str) -> None:
    columns = (
        Column(label("agency", lang), 44),
        Column(label("district", lang), 22),
        Column(label("province", lang), 22),
        Column(label("score", lang), 12),
        Column(label("level", lang), 24),
        Column(label("count_missing", lang), 16),
        Column(label("count_look", lang), 16),
        Column(label("website", lang), 40, "link"),
    )
    index = book.table(label("sheet_index", lang), columns, [_index_row(view, lang) for view in views])
    if len(views) > MOST_SHEETS:
        rows = [missing_cells(row, lang, agency=True) for view in views for row in missing_rows(view, lang)]
        book.table(label("sheet_missing", lang), missing_columns(lang, agency=True), rows)
        return
    for number, view in enumerate(views, start=1):
        name = view.agency.name or view.agency.id
        rows = [missing_cells(row, lang) for row in missing_rows(view, lang)]
        sheet = book.table(name, missing_columns(lang), rows, title=name)
        book.link_to(index, number, 0, sheet, name)


def _index_row(view: AuditView, lang: str) -> tuple[object, ...]:
    return (
        view.agency.name or view.agency.id,
        view.agency.district,
        view.agency.province,
        label("no_score", lang) if view.unchecked else float(view.score.oit),
        wording.value_word("unreachable", lang) if view.unchecked else level(view.score.level, lang),
        "" if view.unchecked else len(view.fix_first),
        "" if view.unchecked else len(view.to_look_at),
        view.agency.website,
    )


def _count(view: AuditView, *names: str) -> int:
    return sum(view.counts[Status(name)] for name in names)


def _free(name: str, used: set[str]) -> str:
    """A file name without anything a file system, or an unpacker, could trip over."""
    base = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', "_", clean(name)).strip("_. '")[:80] or "agency"
    found, count = base, 1
    while found.lower() in used:
        count += 1
        found = f"{base} ({count})"
    used.add(found.lower())
    return found
