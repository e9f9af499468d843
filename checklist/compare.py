"""What changed at one agency between two assessments: item by item and element by element, never "the page changed".

Within one list items and elements are paired by their codes; across lists and years items are paired by shared topics
and elements by what they say (`checklist.crosswalk`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checklist.crosswalk import crosswalk, match_elements, share_topic
from checklist.model import Checklist, Element, Item
from checklist.verdict import Assessment, Finding, Outcome, Reason, Status, Verdict

__all__ = ["Change", "Comparison", "ElementDifference", "ItemDifference", "compare", "crosswalk"]


class Change(StrEnum):
    """What happened to an item or an element between two assessments."""

    APPEARED = "appeared"  # there was nothing, now there is something
    DISAPPEARED = "disappeared"
    BROKE = "broke"  # still linked, and no longer opens
    OUTDATED = "outdated"  # still there, of the wrong year now
    FIXED = "fixed"  # there and faulty before, in order now
    IMPROVED = "improved"
    WORSENED = "worsened"
    UNCLEAR = "unclear"  # could be told then, cannot be told now, or the other way round
    NEWLY_ASKED = "newly_asked"  # the earlier list did not ask for it
    NO_LONGER_ASKED = "no_longer_asked"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ElementDifference:
    """One element whose outcome changed; `reason` is today's, or the earlier one for an element no longer asked."""

    change: Change
    before: Element | None
    after: Element | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """One item of today's list against what it continues; `before` names several codes when items were merged.

    `status_before` and `status_after` are None where the list of that time did not ask. `elements` holds only what
    changed. `url_before` and `url_after` are the best evidence, "" when there was none.
    """

    change: Change
    topics: tuple[str, ...]
    before: tuple[str, ...]
    after: str
    status_before: Status | None
    status_after: Status | None
    elements: tuple[ElementDifference, ...] = ()
    url_before: str = ""
    url_after: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All items of the later assessment in list order, then what is no longer asked.

    `points` is the gain in points (0-100) of the list, negative for a loss; across years the scales differ.
    """

    agency: str
    checklist_before: str
    checklist_after: str
    assessed_before: str
    assessed_after: str
    points: float
    items: tuple[ItemDifference, ...]

    @property
    def changed(self) -> tuple[ItemDifference, ...]:
        """Only the items of which anything changed, an element included."""
        return tuple(item for item in self.items if item.change is not Change.UNCHANGED or item.elements)

    def of(self, change: Change) -> tuple[ItemDifference, ...]:
        """The items with that change."""
        return tuple(item for item in self.items if item.change is change)


def compare(before: Assessment, after: Assessment, checklists: Mapping[str, Checklist]) -> Comparison:
    """The later assessment against the earlier one; `checklists` holds both lists by id (KeyError if not)."""
    old_list, new_list = checklists[before.checklist], checklists[after.checklist]
    old_verdicts = {verdict.code: verdict for verdict in before.verdicts}
    same_list = before.checklist == after.checklist
    rows = []
    for verdict in after.verdicts:
        item = new_list.item(verdict.code)
        partners = [
            old for old in old_list.items if old.code in old_verdicts and _continues(old, item, same_list=same_list)
        ]
        rows.append(_difference(item, verdict, [(old, old_verdicts[old.code]) for old in partners], same_list))
    rows.extend(_no_longer_asked(old_list, new_list, old_verdicts, same_list))
    return Comparison(
        agency=after.agency,
        checklist_before=before.checklist,
        checklist_after=after.checklist,
        assessed_before=before.assessed_on,
        assessed_after=after.assessed_on,
        points=after.score.oit - before.score.oit,
        items=tuple(rows),
    )


def _continues(old: Item, new: Item, *, same_list: bool) -> bool:
    return old.code == new.code if same_list else share_topic(old, new)


def _difference(
    item: Item, verdict: Verdict, partners: Sequence[tuple[Item, Verdict]], same_list: bool
) -> ItemDifference:
    if not partners:
        url = _best_url((verdict,))
        return ItemDifference(
            Change.NEWLY_ASKED, item.topics, (), item.code, None, verdict.status, url_before="", url_after=url
        )
    earlier = _together([one.status for _, one in partners])
    elements = _element_differences(item, verdict, partners, same_list)
    return ItemDifference(
        change=_item_change(earlier, verdict.status, elements),
        topics=item.topics,
        before=tuple(old.code for old, _ in partners),
        after=item.code,
        status_before=earlier,
        status_after=verdict.status,
        elements=elements,
        url_before=_best_url([one for _, one in partners]),
        url_after=_best_url((verdict,)),
    )


def _no_longer_asked(
    old_list: Checklist, new_list: Checklist, old_verdicts: Mapping[str, Verdict], same_list: bool
) -> Iterable[ItemDifference]:
    for old in old_list.items:
        verdict = old_verdicts.get(old.code)
        if verdict and not any(_continues(old, new, same_list=same_list) for new in new_list.items):
            url = _best_url((verdict,))
            yield ItemDifference(
                Change.NO_LONGER_ASKED, old.topics, (old.code,), "", verdict.status, None, url_before=url
            )


def _together(statuses: Sequence[Status]) -> Status:
    """The status of several items seen as one: what they agree on, or partial."""
    applicable = {status for status in statuses if status is not Status.INAPPLICABLE}
    if not applicable:
        return Status.INAPPLICABLE
    return applicable.pop() if len(applicable) == 1 else Status.PARTIAL


def _best_url(verdicts: Iterable[Verdict]) -> str:
    return next((verdict.evidence[0].url for verdict in verdicts if verdict.evidence), "")


def _item_change(before: Status, after: Status, elements: Sequence[ElementDifference]) -> Change:
    """The one word for it; a status that stays can still hide a better or worse set of elements."""
    if before is after:
        return _balance(elements) if after is Status.PARTIAL else Change.UNCHANGED
    if Status.INAPPLICABLE in (before, after):
        return Change.NO_LONGER_ASKED if after is Status.INAPPLICABLE else Change.NEWLY_ASKED
    match after:
        case Status.MISSING:
            return Change.DISAPPEARED
        case Status.BROKEN:
            return Change.BROKE
        case _ if before is Status.MISSING:
            return Change.APPEARED
        case Status.OUTDATED:
            return Change.OUTDATED
        case Status.COMPLETE:
            return Change.FIXED
        case Status.CANT_TELL:
            return Change.UNCLEAR
        case _:  # partial, from complete, outdated, broken or unclear
            return Change.WORSENED if before is Status.COMPLETE else Change.IMPROVED


def _balance(elements: Sequence[ElementDifference]) -> Change:
    """Of an item that was and is partial: better, worse, or neither."""
    better = sum(one.change in (Change.FIXED, Change.APPEARED) for one in elements)
    worse = sum(one.change in (Change.DISAPPEARED, Change.OUTDATED, Change.BROKE) for one in elements)
    if better == worse:
        return Change.UNCHANGED
    return Change.IMPROVED if better > worse else Change.WORSENED


def _element_differences(
    item: Item, verdict: Verdict, partners: Sequence[tuple[Item, Verdict]], same_list: bool
) -> tuple[ElementDifference, ...]:
    now = {finding.element: finding for finding in verdict.findings}
    then = {finding.element: finding for _, one in partners for finding in one.findings}
    old_elements = [element for old, _ in partners for element in old.elements]
    if same_list:
        by_code = {element.code: element for element in old_elements}
        pairs = [(by_code.get(element.code), element) for element in item.elements]
    else:
        pairs = list(match_elements(old_elements, item.elements))
    result = []
    for old, new in pairs:
        finding = now.get(new.code)
        earlier = then.get(old.code) if old else None
        if finding and earlier and (change := _element_change(earlier, finding)) is not Change.UNCHANGED:
            result.append(ElementDifference(change, old, new, finding.reason))
    return tuple(result)


_BROKEN_REASONS = frozenset({"text_unreadable", "only_dead_links", "only_empty_targets", "only_locked"})


def _element_change(before: Finding, after: Finding) -> Change:
    if before.outcome is after.outcome or Outcome.INAPPLICABLE in (before.outcome, after.outcome):
        return Change.UNCHANGED
    if after.outcome is Outcome.CANT_TELL:
        return Change.BROKE if after.reason.code in _BROKEN_REASONS else Change.UNCLEAR
    if after.outcome is Outcome.PASSED:
        return Change.APPEARED if before.reason.code == "no_evidence" else Change.FIXED
    return Change.OUTDATED if after.reason.code in ("period_wrong", "other_year") else Change.DISAPPEARED
