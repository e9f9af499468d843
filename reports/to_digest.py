"""What changed since the last crawl, item by item, as a page and as a few plain lines for a message."""

from collections.abc import Mapping

from checklist.agency import Agency
from checklist.compare import Change, Comparison, ElementDifference, ItemDifference
from checklist.model import Checklist
from checklist.verdict import Status
from reports import wording
from reports.labels import label
from reports.pages import render
from reports.safe import clean_deep
from reports.words import Pair, side

CHANGES: dict[Change, Pair] = {
    Change.BROKE: ("เปิดดูไม่ได้แล้ว", "No longer opens"),
    Change.DISAPPEARED: ("หายไป", "Disappeared"),
    Change.OUTDATED: ("กลายเป็นข้อมูลปีอื่น", "Of another year now"),
    Change.WORSENED: ("ครบน้อยลง", "Less complete"),
    Change.UNCLEAR: ("ต้องตรวจดูเอง", "A person must look"),
    Change.APPEARED: ("มีข้อมูลใหม่", "Appeared"),
    Change.FIXED: ("แก้ไขเรียบร้อยแล้ว", "In order now"),
    Change.IMPROVED: ("ครบมากขึ้น", "More complete"),
    Change.NEWLY_ASKED: ("ข้อที่เพิ่มใหม่ในปีนี้", "Newly asked"),
    Change.NO_LONGER_ASKED: ("ไม่ถามแล้วในปีนี้", "No longer asked"),
    Change.UNCHANGED: ("เปลี่ยนเฉพาะบางองค์ประกอบ", "Only elements changed"),
}
"""Words for each change, in the order a reader needs them: what went wrong first."""
WORSE = frozenset({Change.BROKE, Change.DISAPPEARED, Change.OUTDATED, Change.WORSENED})
BETTER = frozenset({Change.APPEARED, Change.FIXED, Change.IMPROVED})


def digest_html(
    comparison: Comparison, agency: Agency, checklists: Mapping[str, Checklist], lang: str = "th", version: str = ""
) -> str:
    """The digest as a page; it says so plainly when nothing changed."""
    comparison, agency = clean_deep(comparison), clean_deep(agency)
    return render(
        "digest.html",
        lang,
        agency=agency,
        comparison=comparison,
        groups=_groups(comparison),
        change_word=lambda change: CHANGES[change][side(lang)],
        name=lambda item: _name(item, comparison, checklists),
        element=_element_text,
        element_change=_element_change,
        worse=WORSE,
        better=BETTER,
        version=version,
    )


def digest_text(comparison: Comparison, agency: Agency, checklists: Mapping[str, Checklist], lang: str = "th") -> str:
    """The digest as plain lines: one heading, then one line for each item that changed."""
    comparison, agency = clean_deep(comparison), clean_deep(agency)
    lines = [
        label("digest_head", lang).format(
            agency=agency.name or agency.website,
            before=wording.day(comparison.assessed_before, lang),
            after=wording.day(comparison.assessed_after, lang),
            points=signed(comparison.points),
        )
    ]
    for change, items in _groups(comparison):
        lines += [f"{CHANGES[change][side(lang)]}: {_code(i)} {_name(i, comparison, checklists)}" for i in items]
    if len(lines) == 1:
        lines.append(label("digest_none", lang))
    return "\n".join(" ".join(line.split()) for line in lines) + "\n"


def signed(points: float) -> str:
    """Points with their sign; a true minus, so that it is never taken for a hyphen."""
    return f"{'−' if points < 0 else '+'}{wording.number(abs(points))}"


def _groups(comparison: Comparison) -> list[tuple[Change, list[ItemDifference]]]:
    changed = comparison.changed
    return [(change, found) for change in CHANGES if (found := [i for i in changed if _seen_change(i) is change])]


def _seen_change(item: ItemDifference) -> Change:
    """Nothing appeared where the site only could not be read to its end this time."""
    unseen = item.status_after is Status.CANT_TELL and not item.url_after
    return Change.UNCLEAR if unseen and item.change is Change.APPEARED else item.change


def _element_change(item: ItemDifference, element: ElementDifference) -> Change:
    """Nothing disappeared from an item that could not be looked at."""
    unseen = item.status_after is Status.CANT_TELL and element.change is Change.DISAPPEARED
    return Change.UNCLEAR if unseen else element.change


def _code(item: ItemDifference) -> str:
    return item.after or " ".join(item.before)


def _name(item: ItemDifference, comparison: Comparison, checklists: Mapping[str, Checklist]) -> str:
    """The item's name in the list that asks for it; "" when neither list is at hand."""
    asked = checklists.get(comparison.checklist_after if item.after else comparison.checklist_before)
    code = item.after or (item.before[0] if item.before else "")
    return next((one.name for one in asked.items if one.code == code), "") if asked else ""


def _element_text(difference: ElementDifference) -> str:
    shown = difference.after or difference.before
    return shown.text if shown else ""
