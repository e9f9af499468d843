"""The action plan as a page and as a workbook whose units and dates the reader may change."""

from reports import wording
from reports.item_view import ItemView
from reports.labels import label
from reports.names import unit
from reports.pages import render
from reports.plan import Plan
from reports.sheets import Book, Column
from reports.to_xlsx import about


def plan_html(plan: Plan, lang: str = "th") -> str:
    """The plan as a page."""
    return render("plan.html", lang, view=plan.view, plan=plan)


def plan_xlsx(plan: Plan, lang: str = "th") -> bytes:
    """One sheet with every open item by unit, one with the shortest ways."""
    columns = (
        Column(label("unit", lang), 24),
        Column(label("code", lang), 8),
        Column(label("item", lang), 40),
        Column(label("status", lang), 16),
        Column(label("what_to_do", lang), 60),
        Column(label("item_points", lang), 14),
        Column(label("examples", lang), 44, "link"),
        Column(label("due", lang), 14),
        Column(label("note", lang), 24),
    )
    rows = [_row(plan, unit(part.unit, lang), item, lang) for part in plan.units for item in part.items]
    ways = [
        (float(way.target), item.code, item.name, float(item.oit_points), unit(item.unit, lang))
        for way in plan.ways
        for item in way.items
    ]
    way_columns = (
        Column(label("target", lang), 14),
        Column(label("code", lang), 8),
        Column(label("item", lang), 60),
        Column(label("item_points", lang), 14),
        Column(label("unit", lang), 26),
    )
    with Book() as book:
        book.table(label("sheet_plan", lang), columns, rows)
        book.table(label("sheet_ways", lang), way_columns, ways)
        book.facts(label("sheet_about", lang), about(plan.view, lang))
    return book.data


def _row(plan: Plan, unit: str, item: ItemView, lang: str) -> tuple[object, ...]:
    reason = wording.sentence(item.reason, lang, plan.view.kind_names(lang))
    steps = [reason, *(f"- {element.text}" for element in (*item.missing, *item.unclear))]
    examples = plan.examples.get(item.code, ())
    return (
        unit,
        item.code,
        item.name,
        wording.status_word(item.status, lang),
        "\n".join(steps),
        float(item.oit_points),
        examples[0].evidence_url if examples else "",
        "",
        label("unverified", lang) if item.unverified else "",
    )
