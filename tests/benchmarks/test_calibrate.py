"""The fit of scores to chances, on made-up answers whose right figures are known."""

import random

from benchmarks.accuracy import Row
from benchmarks.calibrate import Scored, as_yaml, fit, groups_of, held_out, reliability, rising
from checklist.calibration import Calibration, Reliability, read_calibration
from checklist.match import Signals


def answers(score: float, right: int, wrong: int, group: str = "a") -> list[Scored]:
    return [Scored(group, score, good, True, True) for good in [True] * right + [False] * wrong]


def test_steps_rise_and_pool_what_does_not() -> None:
    rows = answers(0.3, 1, 9) + answers(0.5, 6, 4) + answers(0.7, 4, 6) + answers(0.97, 19, 1)
    assert rising(rows) == ((0.3, 0.1), (0.5, 0.5), (0.7, 0.5), (0.97, 0.95))


def test_evidence_begins_at_the_lowest_score_that_reaches_the_targets() -> None:
    rows = answers(0.2, 0, 30) + answers(0.42, 3, 7) + answers(0.64, 8, 2) + answers(0.97, 99, 1)
    assert fit(rows, []).yes == 0.55


def test_plain_labels_do_not_carry_rubbish_below_them() -> None:
    """A thousand right answers at 1.0 keep the band's precision above 0.95, whatever is let in at 0.4."""
    found = fit(answers(0.4, 1, 9) + answers(0.9, 1000, 0), [])
    assert found.yes > 0.45


def test_no_group_is_judged_by_itself() -> None:
    """Group b is wrong where a is right: held out, a's good answers do not know of b's, nor b's of its own."""
    rows = answers(0.5, 20, 0, "a") + answers(0.9, 20, 0, "a") + answers(0.5, 0, 20, "b") + answers(0.9, 20, 0, "b")
    judged = held_out(rows, [])
    assert {by.chance(0.5) for row, by in judged if row.group == "b"} == {1.0}
    assert {by.chance(0.5) for row, by in judged if row.group == "a"} == {0.0}
    assert reliability(judged)["yes"].of == 60


def test_websites_that_share_their_texts_are_one_group() -> None:
    def row(site: str, text: str) -> Row:
        return Row(Signals(anchor=text), (), False, site)

    rows = [row(site, text) for site in ("a", "b") for text in ("ข่าว", "กองช่าง", "ติดต่อเรา")]
    group = groups_of([*rows, row("c", "อื่น"), row("c", "ข่าว")])
    assert group["a"] == group["b"] != group["c"]


def test_the_order_of_the_rows_makes_no_difference() -> None:
    rows = answers(0.3, 1, 9) + answers(0.5, 6, 4) + answers(0.97, 19, 1)
    mixed = rows.copy()
    random.Random(1).shuffle(mixed)
    assert fit(rows, []) == fit(mixed, [])


def test_what_is_written_is_read_back() -> None:
    band = Reliability(9, 10, 3, 4)
    made = Calibration(0.5, 0.35, ((0.1, 0.0), (1.0, 0.9)), {"yes": band, "look": band, "no": band}, 3, "2026-11-22")
    assert read_calibration(as_yaml(made)) == made
