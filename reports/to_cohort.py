"""The cohort report as a page and as a workbook with every agency."""

from typing import TYPE_CHECKING

from reports import wording
from reports.cohort import LACKING, CohortView, Move
from reports.labels import label
from reports.pages import render
from reports.sheets import Book, Column

if TYPE_CHECKING:
    from storage.queries import Standing

SHOWN_ITEMS = 15
SHOWN_MOVES = 20
SHOWN_AGENCIES = 200
"""With more than these the table of all agencies waits to be opened; on paper it is always whole."""


def cohort_html(view: CohortView, lang: str = "th") -> str:
    """The report as a page: how many pass, distribution, worst items, who moved, every agency."""
    most = max((one.count for one in view.bins), default=0) or 1
    return render(
        "cohort.html", lang, cohort=view, most=most, items=SHOWN_ITEMS, moves=SHOWN_MOVES, agencies=SHOWN_AGENCIES
    )


def cohort_xlsx(view: CohortView, lang: str = "th") -> bytes:
    """Sheets: every agency, every item, who moved, and the figures."""
    with Book() as book:
        book.facts(label("sheet_figures", lang), _figures(view, lang))
        book.table(label("sheet_agencies", lang), _agency_columns(lang), [_agency(one, lang) for one in view.standings])
        items = [(i.code, i.name, round(100 * i.complete, 1), *(count for _, count in i.counts)) for i in view.worst]
        book.table(label("sheet_items", lang), _item_columns(lang), items)
        moves = [_move(m, lang) for m in (*view.improved, *view.stuck, *view.fell)]
        book.table(label("sheet_moves", lang), _move_columns(lang), moves)
    return book.data


def _figures(view: CohortView, lang: str) -> list[tuple[str, object]]:
    title = view.checklist.title if lang == "th" else view.checklist.title_en or view.checklist.title
    return [
        (label("cohort", lang), view.title),
        (label("checklist", lang), title),
        (label("agencies", lang), len(view.standings)),
        (label("assessed", lang), view.assessed),
        (label("reach_mark", lang).format(mark=wording.number(view.checklist.scoring.pass_mark)), view.passed),
        (label("share", lang), round(100 * view.share, 1)),
        (label("near_mark", lang), view.near),
        (label("middle", lang), view.middle if view.middle is not None else "–"),
    ]


def _agency_columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(label("rank", lang), 8),
        Column(label("agency", lang), 46),
        Column(label("district", lang), 22),
        Column(label("province", lang), 20),
        Column(label("score", lang), 12),
        Column(label("before", lang), 12),
        Column(label("level", lang), 22),
        *(Column(wording.status_word(status, lang), 11) for status in wording.STATUS),
        Column(label("assessed_label", lang), 16),
        Column(label("crawl_outcome", lang), 26),
        Column(label("website", lang), 38, "link"),
    )


def _agency(one: "Standing", lang: str) -> tuple[object, ...]:
    return (
        one.rank or "",
        one.agency.name or one.agency.id,
        one.agency.district,
        one.agency.province,
        float(one.oit) if one.oit is not None else _why_none(one, lang),
        float(one.before) if one.before is not None else "",
        one.level,
        *(one.statuses.get(status.value, 0) if one.oit is not None else "" for status in wording.STATUS),
        wording.day(one.assessed_on, lang),
        wording.value_word(one.crawl_outcome, lang),
        one.agency.website,
    )


def _why_none(one: "Standing", lang: str) -> str:
    """What stands in place of a score: a site that did not open is not one that nobody looked at."""
    unopened = one.crawl_outcome == "unreachable"
    return wording.value_word("unreachable", lang) if unopened else label("not_assessed", lang)


def _item_columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(label("code", lang), 8),
        Column(label("item", lang), 60),
        Column(label("share_complete", lang), 14),
        *(Column(wording.status_word(status, lang), 13) for status in LACKING),
    )


def _move_columns(lang: str) -> tuple[Column, ...]:
    return (
        Column(label("agency", lang), 46),
        Column(label("before", lang), 12),
        Column(label("score", lang), 12),
        Column(label("change", lang), 12),
        Column(label("won", lang), 34),
        Column(label("lost_codes", lang), 34),
    )


def _move(move: Move, lang: str) -> tuple[object, ...]:
    change = move.after - move.before
    return (move.name, float(move.before), float(move.after), change, " ".join(move.won), " ".join(move.lost))
