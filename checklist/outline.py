"""Checklists as one flat table: every item and element, the kind of question put to it, and how well it is known."""

from collections import Counter
from collections.abc import Iterator

from checklist.checks import KINDS
from checklist.model import Checklist, Element, Item, Provenance

COLUMNS = (
    "checklist",
    "family",
    "fiscal_year",
    "indicator",
    "item",
    "item_name",
    "topics",
    "item_year",
    "item_provenance",
    "element",
    "text",
    "check",
    "person_must_look",
    "element_year",
    "only",
    "never",
    "optional",
    "provenance",
    "source",
)
"""One row an element. `check` is a name of `checklist.checks.KINDS`; `person_must_look` is why no machine judges it."""

SUMMARY_COLUMNS = (
    "checklist",
    "items",
    "items_without_elements",
    "elements",
    *(f"check_{kind}" for kind in KINDS),
    *(str(one) for one in Provenance),
)

NO_ELEMENTS = "ยังไม่ทราบองค์ประกอบของข้อนี้ ต้องให้เจ้าหน้าที่เปิดดู"
"""Why an item whose elements nobody here has seen is left to a person."""


def rows_of(checklist: Checklist) -> Iterator[tuple[str, ...]]:
    """The list's elements in order; an item without elements has one row of its own, left to a person."""
    for item in checklist.items:
        if not item.elements:
            yield (*_item(checklist, item), "", "", "must_look", NO_ELEMENTS, "", "", "", "", "", "")
        for element in item.elements:
            yield (*_item(checklist, item), *_element(element))


def _item(checklist: Checklist, item: Item) -> tuple[str, ...]:
    return (
        checklist.id,
        checklist.family,
        str(checklist.fiscal_year),
        item.indicator,
        item.code,
        item.name,
        " ".join(item.topics),
        str(item.year.kind),
        str(item.provenance),
    )


def asked_by(element: Element) -> str:
    """The kind of check; of one that may be met in several ways, those of the ways too: ``either (table, words)``."""
    ways = element.check.params.get("ways", ())
    kinds = ", ".join(dict.fromkeys(str(way["kind"]) for way in ways))
    return f"{element.check.kind} ({kinds})" if kinds else element.check.kind


def _element(element: Element) -> tuple[str, ...]:
    why = str(element.check.params.get("why", "")) if element.check.kind == "must_look" else ""
    return (
        element.code,
        element.text,
        asked_by(element),
        why,
        str(element.year.kind) if element.year else "",
        " ".join(element.only),
        " ".join(element.never),
        "yes" if element.optional else "",
        str(element.provenance),
        element.source,
    )


def summary_of(checklist: Checklist) -> tuple[str, ...]:
    """Counts of one list: items, elements, elements of each check kind and of each provenance."""
    elements = [element for item in checklist.items for element in item.elements]
    kinds = Counter(element.check.kind for element in elements)
    known = Counter(element.provenance for element in elements)
    bare = sum(not item.elements for item in checklist.items)
    counts = (
        len(checklist.items),
        bare,
        len(elements),
        *(kinds[kind] for kind in KINDS),
        *(known[p] for p in Provenance),
    )
    return (checklist.id, *(str(count) for count in counts))
