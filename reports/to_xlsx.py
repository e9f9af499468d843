"""The audit of one agency as a workbook: items, what to add, what is fine, and where it comes from."""

from reports import wording
from reports.item_view import ItemView
from reports.labels import label
from reports.missing import MissingRow, missing_rows
from reports.names import level, unit
from reports.sheets import Book, Column
from reports.view import AuditView


def to_xlsx(view: AuditView, lang: str = "th") -> bytes:
    """The workbook's bytes. Sheets: every item; one row per missing element with columns to fill in; fine; about."""
    with Book() as book:
        book.table(label("sheet_items", lang), item_columns(lang), [item_row(view, i, lang) for i in view.items])
        missing = [missing_cells(row, lang) for row in missing_rows(view, lang)]
        book.table(label("sheet_missing", lang), missing_columns(lang), missing)
        book.table(label("sheet_fine", lang), item_columns(lang), [item_row(view, i, lang) for i in view.fine])
        book.facts(label("sheet_about", lang), about(view, lang))
    return book.data


def item_columns(lang: str) -> tuple[Column, ...]:
    """Columns of a sheet with one row per item."""
    return (
        Column(label("code", lang), 8),
        Column(label("item", lang), 44),
        Column(label("status", lang), 16),
        Column(label("points_lost", lang), 14),
        Column(label("reason", lang), 50),
        Column(label("address", lang), 46, "link"),
        Column(label("path", lang), 34),
        Column(label("quote", lang), 46),
        Column(label("unit", lang), 26),
        Column(label("note", lang), 30),
    )


def item_row(view: AuditView, item: ItemView, lang: str) -> tuple[object, ...]:
    """One item as cells for `item_columns`."""
    best = item.evidence[0] if item.evidence else None
    notes = [wording.sentence(weak, lang, view.kind_names(lang)) for weak in item.weak]
    if item.unverified:
        notes.append(label("unverified", lang))
    return (
        item.code,
        item.name,
        wording.status_word(item.status, lang),
        float(item.oit_points),
        wording.sentence(item.reason, lang, view.kind_names(lang)),
        best.url if best else "",
        wording.click_path(best.path, lang) if best else "",
        best.quote if best else "",
        unit(item.unit, lang),
        "\n".join(notes),
    )


def missing_columns(lang: str, *, agency: bool = False) -> tuple[Column, ...]:
    """Columns of a missing-items sheet; `agency` puts the agency's name in front, for several agencies in one sheet."""
    own = (
        Column(label("code", lang), 8),
        Column(label("item", lang), 32),
        Column(label("status", lang), 15),
        Column(label("what_is_asked", lang), 38),
        Column(label("what_was_seen", lang), 38),
        Column(label("address", lang), 34, "link"),
        Column(label("path", lang), 26),
        Column(label("item_points", lang), 14),
        Column(label("unit", lang), 26),
        Column(label("due", lang), 14),
        Column(label("note", lang), 24),
    )
    return (Column(label("agency", lang), 30), *own) if agency else own


def missing_cells(row: MissingRow, lang: str, *, agency: bool = False) -> tuple[object, ...]:
    """One missing element as cells for `missing_columns`; "due" is left for the reader to fill in."""
    own = (
        row.code,
        row.item,
        wording.status_word(row.status, lang),
        row.asked,
        row.seen,
        row.url,
        wording.click_path(row.path, lang),
        float(row.points),
        row.unit,
        "",
        label("unverified", lang) if row.unverified else "",
    )
    return (row.agency, *own) if agency else own


def about(view: AuditView, lang: str) -> list[tuple[str, object]]:
    """Captions and values that say whose report this is, of when, and how it was made."""
    facts: list[tuple[str, object]] = [
        (label("agency", lang), view.agency.name or view.agency.id),
        (label("website", lang), view.agency.website),
        (label("checklist", lang), view.title if lang == "th" else view.title_en or view.title),
        (label("score", lang), label("no_score", lang) if view.unchecked else float(view.score.oit)),
        (label("level", lang), "" if view.unchecked else level(view.score.level, lang)),
        (label("assessed_label", lang), wording.day(view.assessed_on, lang)),
    ]
    if view.crawl:
        facts += [
            (label("requests", lang), view.crawl.requests),
            (label("pages", lang), view.crawl.pages),
            (label("documents", lang), view.crawl.documents),
            (label("crawl_outcome", lang), wording.value_word(view.crawl.outcome, lang)),
        ]
    facts.append((label("note", lang), label("made_by", lang).format(version=view.version)))
    if view.unverified:
        facts.append((label("note", lang), label("unverified_long", lang)))
    return facts
