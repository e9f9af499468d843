"""Points, counted as the handbook counts them.

An item is 100 or 0. A sub-indicator (9.1) is the mean of its items, an indicator (9) the mean of its sub-indicators,
the list's score the mean of its indicators; a family without indicators is the mean of its items. Items that do not
apply to the agency drop out of the mean, and so does an indicator that is left without items.

Because every mean is taken over a fixed set, each item is worth a fixed share of the whole, and shares add up: that is
what `points_lost`, `what_if` and `cheapest` rest on. The formula reproduces the published figures of fiscal year 2564;
for other years it is assumed (`Scoring.provenance`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from checklist.model import Checklist, Item, Level, Provenance
from checklist.verdict import Assessment, Outcome, Score, Status, Verdict

_ALMOST = 1e-9
"""Sums of fractions miss a round number by less than this; a score this near to a level has reached it."""

_NEAREST_FIRST = (
    Status.OUTDATED,
    Status.PARTIAL,
    Status.BROKEN,
    Status.CANT_TELL,
    Status.MISSING,
)
"""Of two items worth the same, the one with less work left comes first."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """The items that count, under their sub-indicator and indicator."""

    parents: Mapping[str, Mapping[str, tuple[str, ...]]]

    @classmethod
    def of(cls, checklist: Checklist, counted: Collection[str]) -> "_Tree":
        parent_of = {indicator.code: indicator.parent for indicator in checklist.indicators}
        parents: dict[str, dict[str, tuple[str, ...]]] = {}
        for item in checklist.items:
            if item.code in counted:
                subs = parents.setdefault(parent_of.get(item.indicator, ""), {})
                subs[item.indicator] = (*subs.get(item.indicator, ()), item.code)
        return cls(parents)

    def shares(self) -> dict[str, float]:
        """Each item's part of the whole; the parts add up to 1."""
        return {
            code: 1 / (len(self.parents) * len(subs) * len(codes))
            for subs in self.parents.values()
            for codes in subs.values()
            for code in codes
        }

    def points(self, passed: Collection[str]) -> dict[str, float]:
        """Points 0-100 of every sub-indicator and indicator; none for a family without indicators."""
        result: dict[str, float] = {}
        for parent, subs in self.parents.items():
            means = {sub: 100 * sum(code in passed for code in codes) / len(codes) for sub, codes in subs.items()}
            result |= {sub: points for sub, points in means.items() if sub}
            if parent:
                result[parent] = sum(means.values()) / len(means)
        return result


def score(checklist: Checklist, verdicts: Sequence[Verdict]) -> Score:
    """The points of these verdicts; a verdict the checklist does not know is a KeyError, an item without one failed."""
    known = {verdict.code: verdict for verdict in verdicts}
    for code in known:
        checklist.item(code)
    counted = [item.code for item in checklist.items if _counts(known.get(item.code))]
    passed = {code for code in counted if code in known and known[code].status is Status.COMPLETE}
    maybe = passed | {code for code in counted if code in known and known[code].status is Status.CANT_TELL}
    tree = _Tree.of(checklist, counted)
    shares = tree.shares()
    oit = _sum(shares, passed)
    return Score(
        oit=oit,
        best=_sum(shares, maybe),
        verified=_verified(checklist, known, counted),
        of_total=oit * checklist.scoring.weight,
        level=_level(checklist.scoring.levels, oit),
        passed=oit + _ALMOST >= checklist.scoring.pass_mark,
        indicators=tree.points(passed),
    )


def points_lost(checklist: Checklist, code: str, applicable: Collection[str]) -> float:
    """Points of the *total* (weight times 100) that this one item is worth when exactly `applicable` items count.

    0 for an item that does not apply; KeyError for a code the checklist does not have.
    """
    checklist.item(code)
    share = _Tree.of(checklist, applicable).shares().get(code, 0.0)
    return 100 * checklist.scoring.weight * share


def what_if(checklist: Checklist, assessment: Assessment, codes: Collection[str]) -> Score:
    """The score if these items were complete and everything else stayed; KeyError for an unknown code."""
    for code in codes:
        checklist.item(code)
    return score(checklist, tuple(_completed(one) if one.code in codes else one for one in assessment.verdicts))


def cheapest(checklist: Checklist, assessment: Assessment, target: float) -> tuple[str, ...]:
    """The fewest items whose completion brings the score (0-100, of the list, not of the total) to `target`.

    Shares add up, so taking the dearest first is exact, not a guess. Of items worth the same, those with less work
    left come first. () when the target is reached already.
    """
    if not 0 <= target <= 100:
        raise ValueError(f"a target is 0 to 100 points, not {target}")
    known = {verdict.code: verdict for verdict in assessment.verdicts}
    shares = _Tree.of(checklist, [item.code for item in checklist.items if _counts(known.get(item.code))]).shares()
    reached = _sum(shares, {code for code in shares if code in known and known[code].status is Status.COMPLETE})
    chosen: list[str] = []
    for code in _dearest_first(shares, known):
        if reached + _ALMOST >= target:
            break
        chosen.append(code)
        reached += 100 * shares[code]
    return tuple(chosen)


def _dearest_first(shares: Mapping[str, float], known: Mapping[str, Verdict]) -> list[str]:
    """The items not complete yet: most points first, then nearest to done, then list order."""
    status = {code: known[code].status if code in known else Status.MISSING for code in shares}
    open_codes = [code for code in shares if status[code] is not Status.COMPLETE]
    return sorted(open_codes, key=lambda code: (-round(shares[code], 9), _NEAREST_FIRST.index(status[code])))


def _completed(verdict: Verdict) -> Verdict:
    """The verdict as if the item were complete; what does not apply stays so."""
    if verdict.status is Status.INAPPLICABLE:
        return verdict
    return Verdict(verdict.code, verdict.topics, Status.COMPLETE, verdict.reason)


def _counts(verdict: Verdict | None) -> bool:
    return verdict is None or verdict.status is not Status.INAPPLICABLE


def _sum(shares: Mapping[str, float], passed: Collection[str]) -> float:
    """Points 0-100; exactly 100 when everything passed."""
    return round(100 * sum((share for code, share in shares.items() if code in passed), 0.0), 9)


def _level(levels: Sequence[Level], points: float) -> str:
    """The best level reached; "" when the year's lowest level starts above."""
    reached = [level for level in levels if points + _ALMOST >= level.minimum]
    return max(reached, key=lambda level: level.minimum).name if reached else ""


def _verified(checklist: Checklist, known: Mapping[str, Verdict], counted: Collection[str]) -> float:
    """Points when only what was seen in print is judged.

    Items of which nothing was found in print (neither the name nor any element) are left out of the mean; of the rest,
    only `found` elements can fail an item that has evidence.
    """
    items = [item for item in checklist.items if item.code in counted and _anything_found(item)]
    shares = _Tree.of(checklist, [item.code for item in items]).shares()
    return _sum(
        shares, {item.code for item in items if item.code in known and _passes_verified(item, known[item.code])}
    )


def _anything_found(item: Item) -> bool:
    return Provenance.FOUND in (item.provenance, *(element.provenance for element in item.elements))


def _passes_verified(item: Item, verdict: Verdict) -> bool:
    """Whether the item passes when carried and remembered requirements are not asked."""
    if verdict.status is Status.COMPLETE:
        return True
    if verdict.status in (Status.MISSING, Status.BROKEN, Status.INAPPLICABLE) or not verdict.findings:
        return False
    if verdict.status is Status.OUTDATED and item.year.provenance is Provenance.FOUND:
        return False
    asked = {one.code for one in item.elements if one.provenance is Provenance.FOUND and not one.optional}
    answered = [finding for finding in verdict.findings if finding.element in asked]
    return all(finding.outcome in (Outcome.PASSED, Outcome.INAPPLICABLE) for finding in answered)
