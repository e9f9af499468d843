"""The view: reviews applied, points counted again, order of what to do, comparison with before."""

from dataclasses import replace

import pytest

from checklist.errors import UsageError
from checklist.verdict import Status
from tests.reports.pretend import ROWS, checklist, review, view


def test_a_review_that_holds_decides_and_moves_the_score() -> None:
    plain = view()
    satisfied = replace(review(), status=Status.COMPLETE)
    decided = view(reviews=(satisfied,))
    item = next(i for i in decided.items if i.code == "O12")
    assert (item.status, item.machine_status) == (Status.COMPLETE, Status.CANT_TELL)
    assert item.review == satisfied
    assert item.oit_points == 0
    assert decided.score.oit > plain.score.oit
    assert decided.assessment.score == decided.score


def test_a_review_lapses_with_its_evidence() -> None:
    item = next(i for i in view(reviews=(replace(review(), evidence=("00" * 32,)),)).items if i.code == "O12")
    assert item.status is Status.CANT_TELL
    assert item.review is None
    assert item.lapsed is not None


def test_the_newest_review_decides_whatever_the_order() -> None:
    old = replace(review(), status=Status.COMPLETE, reviewed_at="2026-01-01T00:00:00+00:00")
    for order in ((old, review()), (review(), old)):
        assert next(i for i in view(reviews=order).items if i.code == "O12").status is Status.PARTIAL


def test_reviews_of_other_agencies_and_lists_are_ignored() -> None:
    strange = (
        replace(review(), agency="other"),
        replace(review(), checklist="oit-2568"),
        replace(review(), code="O99"),
    )
    assert all(i.review is None and i.lapsed is None for i in view(reviews=strange).items)


def test_inapplicable_by_review_moves_the_other_shares() -> None:
    away = view(reviews=(replace(review(), status=Status.INAPPLICABLE),))
    assert abs(sum(i.oit_points for i in away.items) - (100 - away.score.oit)) < 1e-6


def test_what_to_fix_first_is_in_order_of_points_and_fixable() -> None:
    first = view().fix_first
    assert [i.oit_points for i in first] == sorted((i.oit_points for i in first), reverse=True)
    assert not {i.status for i in first} & {Status.COMPLETE, Status.CANT_TELL, Status.INAPPLICABLE}


def test_before_is_matched_by_topic() -> None:
    was = {i.code: i.was for i in view().items}
    assert was["O14"] is Status.COMPLETE
    assert view(previous=None).items[0].was is None


def test_an_item_that_the_list_lost_is_one_sentence() -> None:
    with pytest.raises(UsageError, match=r"has the item O2, which oit-2569 does not ask for any more: .*oit assess"):
        view(checklist=checklist((ROWS[0],)))
