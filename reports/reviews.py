"""People's decisions applied to an assessment: which of them hold, and the score counted again."""

from collections.abc import Sequence
from dataclasses import replace

from checklist.model import Checklist
from checklist.reasons import reason
from checklist.review import Review
from checklist.score import points_lost, score
from checklist.verdict import Assessment, Status, Verdict
from reports.item_view import DONE


def apply_reviews(
    assessment: Assessment, reviews: Sequence[Review]
) -> tuple[Assessment, dict[str, Review], dict[str, Review]]:
    """The assessment with the newest holding review of each item applied, those reviews, and the lapsed ones, by code.

    Points and score are not counted again here.
    """
    decided: dict[str, Review] = {}
    lapsed: dict[str, Review] = {}
    by_code = {verdict.code: verdict for verdict in assessment.verdicts}
    for review in sorted(reviews, key=lambda r: r.reviewed_at):
        verdict = by_code.get(review.code)
        if verdict is None or review.checklist != assessment.checklist or review.agency != assessment.agency:
            continue
        (decided if review.holds_for(verdict) else lapsed)[review.code] = review
    verdicts = tuple(_decide(verdict, decided.get(verdict.code)) for verdict in assessment.verdicts)
    return replace(assessment, verdicts=verdicts), decided, {c: r for c, r in lapsed.items() if c not in decided}


def _decide(verdict: Verdict, review: Review | None) -> Verdict:
    if review is None:
        return verdict
    why = reason("reviewed", reviewer=review.reviewer, note=review.note)
    return replace(verdict, status=review.status, reason=why)


def recount(checklist: Checklist, assessment: Assessment) -> Assessment:
    """Score and points after people's decisions; an item they call inapplicable moves everybody's share."""
    counted = [v.code for v in assessment.verdicts if v.status is not Status.INAPPLICABLE]
    verdicts = tuple(
        replace(v, points_lost=0.0 if v.status in DONE else points_lost(checklist, v.code, counted))
        for v in assessment.verdicts
    )
    return replace(assessment, verdicts=verdicts, score=score(checklist, verdicts))
