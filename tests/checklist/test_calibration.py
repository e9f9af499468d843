"""What a score is worth: the committed figures, and that chances never fall as scores rise."""

import time

from hypothesis import given
from hypothesis import strategies as st

from checklist.calibration import DATA, calibration, read_calibration
from checklist.match import LOOK, YES, Match

SCORES = st.floats(0, 1)


@given(SCORES, SCORES)
def test_a_higher_score_is_never_less_likely_right(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert calibration().chance(low) <= calibration().chance(high)


@given(SCORES)
def test_a_chance_is_a_chance_and_the_band_follows_the_thresholds(score: float) -> None:
    assert 0 <= calibration().chance(score) <= 1
    band = "yes" if score >= YES else "look" if score >= LOOK else "no"
    assert calibration().band(score) == Match("structure", score, ()).band == band


def test_no_match_has_no_chance() -> None:
    assert calibration().chance(0) == 0


def test_the_committed_figures_reach_what_they_were_fitted_for() -> None:
    """The targets of `benchmarks.calibrate`: a file that misses them must not be committed."""
    known = calibration()
    yes, no = known.bands["yes"], known.bands["no"]
    assert 0 < known.look <= known.yes < 1
    assert yes.read_right / yes.read_of >= 0.95
    assert yes.right / yes.of >= 0.9
    assert (no.of - no.right) / no.of <= 0.02
    assert known.chance(known.yes) >= 0.5
    assert known.steps == tuple(sorted(known.steps))


def test_reading_the_figures_costs_nothing_that_counts() -> None:
    text = DATA.read_text(encoding="utf-8")
    before = time.process_time()
    for _ in range(20):
        read_calibration(text)
    assert (time.process_time() - before) / 20 < 0.01
