"""One item of the list as a report shows it: what was asked, what was seen, what it costs, what a person decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checklist.model import Checklist, Element, Provenance, Topic, YearRule
from checklist.reasons import reason
from checklist.review import Review
from checklist.verdict import Assessment, Evidence, Finding, Outcome, Reason, Score, Status, Verdict

FIXABLE = (Status.MISSING, Status.BROKEN, Status.OUTDATED, Status.PARTIAL)
"""What an agency can act on at once; `cant_tell` needs a person's eyes first."""
DONE = (Status.COMPLETE, Status.INAPPLICABLE)
"""Nothing to do."""


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element asked for and what was seen. `verified` is False when no page of that year was seen to ask it."""

    code: str
    text: str
    provenance: Provenance
    optional: bool
    outcome: Outcome
    reason: Reason
    evidence: tuple[Evidence, ...] = ()

    @property
    def verified(self) -> bool:
        """True when the requirement was seen on a published page of that year."""
        return self.provenance is Provenance.FOUND


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item, in list order. `points_lost` are points of the whole ITA (as in `Verdict`), `oit_points` the same on
    the scale of the score shown, 0-100: over all items that are not complete they add up to what it lacks to 100.

    `status` is the person's when a review holds, else the program's (`machine_status`).

    `was` is the status the same topics had in the assessment before; None when there is nothing to compare with.
    `lapsed` is a review that no longer holds, because the evidence has changed since.
    """

    code: str
    name: str
    topics: tuple[str, ...]
    indicator: str
    status: Status
    machine_status: Status
    reason: Reason
    points_lost: float
    oit_points: float
    elements: tuple[ElementView, ...]
    evidence: tuple[Evidence, ...]
    weak: tuple[Reason, ...]
    considered: tuple[tuple[Evidence, Reason], ...]
    unverified: bool
    confidence: float
    year: YearRule
    provenance: Provenance
    unit: str = ""
    was: Status | None = None
    review: Review | None = None
    lapsed: Review | None = None

    @property
    def missing(self) -> tuple[ElementView, ...]:
        """The counted elements that were not found."""
        return tuple(e for e in self.elements if e.outcome is Outcome.FAILED and not e.optional)

    @property
    def headline(self) -> Reason:
        """The reason without the names of what lacks, for where each of them is listed in full below it."""
        return replace(self.reason, values={**self.reason.values, "what": ()}) if self.missing else self.reason

    @property
    def place(self) -> Evidence | None:
        """Where to start: the evidence of what lacks, else of the item, else what was looked at and not accepted."""
        seen = (*(e for m in self.missing for e in m.evidence), *self.evidence, *(e for e, _ in self.considered))
        return next(iter(seen), None)

    @property
    def unclear(self) -> tuple[ElementView, ...]:
        """The counted elements a person must look at."""
        return tuple(e for e in self.elements if e.outcome is Outcome.CANT_TELL and not e.optional)


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One sub-indicator: its points (0-100; None when not scored), and the items in it."""

    code: str
    name: str
    score: float | None
    complete: int
    applicable: int
    points_lost: float


def statuses_by_topic(previous: Assessment | None) -> Mapping[str, Status]:
    """What each topic was then: codes mean other things from year to year, topics do not."""
    if previous is None:
        return {}
    return {topic: verdict.status for verdict in previous.verdicts for topic in verdict.topics}


def item_view(
    checklist: Checklist,
    verdict: Verdict,
    assessment: Assessment,
    topics: Mapping[str, Topic],
    was: Mapping[str, Status],
    review: Review | None,
    lapsed: Review | None,
) -> ItemView:
    item = checklist.item(verdict.code)
    findings = {finding.element: finding for finding in verdict.findings}
    unit = item.unit or next((topics[t].unit for t in item.topics if t in topics and topics[t].unit), "")
    lost = 0.0 if verdict.status in DONE else verdict.points_lost
    return ItemView(
        code=item.code,
        name=item.name,
        topics=item.topics,
        indicator=item.indicator,
        status=verdict.status,
        machine_status=assessment.verdict(item.code).status,
        reason=verdict.reason,
        points_lost=lost,
        oit_points=lost / checklist.scoring.weight if checklist.scoring.weight else lost,
        elements=tuple(_element(e, findings.get(e.code), verdict) for e in item.elements),
        evidence=verdict.evidence,
        weak=verdict.weak,
        considered=verdict.considered,
        unverified=verdict.unverified,
        confidence=verdict.confidence,
        year=item.year,
        provenance=item.provenance,
        unit=unit,
        was=next((was[t] for t in item.topics if t in was), None),
        review=review,
        lapsed=lapsed,
    )


def _element(element: Element, finding: Finding | None, verdict: Verdict) -> ElementView:
    """An element nobody judged: failed when the whole item is not there, else to be looked at."""
    if finding is None:
        absent = verdict.status in (Status.MISSING, Status.BROKEN)
        outcome = Outcome.INAPPLICABLE if verdict.status is Status.INAPPLICABLE else Outcome.CANT_TELL
        finding = Finding(element.code, Outcome.FAILED if absent else outcome, reason("no_evidence"))
    return ElementView(
        code=element.code,
        text=element.text,
        provenance=element.provenance,
        optional=element.optional,
        outcome=finding.outcome,
        reason=finding.reason,
        evidence=finding.evidence,
    )


def indicator_views(checklist: Checklist, items: Sequence[ItemView], score: Score) -> tuple[IndicatorView, ...]:
    views = []
    for indicator in checklist.indicators:
        own = [i for i in items if i.indicator == indicator.code]
        if not own:
            continue
        counted = [i for i in own if i.status is not Status.INAPPLICABLE]
        views.append(
            IndicatorView(
                code=indicator.code,
                name=indicator.name,
                score=score.indicators.get(indicator.code),
                complete=sum(1 for i in counted if i.status is Status.COMPLETE),
                applicable=len(counted),
                points_lost=sum(i.points_lost for i in counted),
            )
        )
    return tuple(views)
