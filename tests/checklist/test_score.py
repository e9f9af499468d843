"""Points: the published figures of 2564, the cost table of every year, levels, and the fewest items to a target."""

import itertools
from collections.abc import Collection, Mapping

import pytest

from checklist import load
from checklist.model import Checklist, Provenance
from checklist.reasons import reason
from checklist.score import cheapest, points_lost, score, what_if
from checklist.verdict import Assessment, Finding, Outcome, Score, Status, Verdict

COST = {
    2563: {"9.1": 0.44, "9.2": 0.50, "9.3": 0.57, "9.4": 1.00, "9.5": 0.80, "10.1": 1.25, "10.2": 5.00},
    2564: {"9.1": 0.44, "9.2": 0.50, "9.3": 0.57, "9.4": 1.00, "9.5": 0.80, "10.1": 1.25, "10.2": 5.00},
    2565: {"9.1": 0.44, "9.2": 0.50, "9.3": 0.57, "9.4": 1.00, "9.5": 0.80, "10.1": 1.25, "10.2": 5.00},
    2566: {"9.1": 0.40, "9.2": 0.50, "9.3": 1.00, "9.4": 1.00, "9.5": 1.00, "10.1": 1.25, "10.2": 2.00},
    2567: {"9.1": 0.67, "9.2": 0.57, "9.3": 1.00, "9.4": 1.00, "9.5": 1.00, "10.1": 1.67, "10.2": 2.50},
    2568: {"9.1": 1.00, "9.2": 0.57, "9.3": 2.00, "9.4": 1.33, "9.5": 1.00, "10.1": 2.50, "10.2": 2.50},
    2569: {"9.1": 1.00, "9.2": 0.67, "9.3": 2.00, "9.4": 1.33, "9.5": 1.00, "10.1": 3.33, "10.2": 2.50},
}


def verdicts(checklist: Checklist, **status: Status) -> tuple[Verdict, ...]:
    """Every item complete but the named ones."""
    return tuple(
        Verdict(item.code, item.topics, status.get(item.code, Status.COMPLETE), reason("all_elements", count=1))
        for item in checklist.items
    )


def assessment(checklist: Checklist, **status: Status) -> Assessment:
    made = verdicts(checklist, **status)
    return Assessment(checklist.id, "agency", "2026-11-22", made, score(checklist, made))


def test_the_published_figures_of_2564() -> None:
    oit = load.load_checklist("oit-2564")
    result = score(oit, verdicts(oit, O5=Status.MISSING, O36=Status.PARTIAL))
    assert round(result.indicators["9"], 2) == 97.78
    assert round(result.indicators["10"], 2) == 93.75
    assert round(result.of_total, 2) == 38.31
    assert round(result.indicators["9.1"], 2) == 88.89
    assert (result.level, result.passed) == ("AA", True)


@pytest.mark.parametrize("year", COST)
def test_what_one_item_costs_of_the_total(year: int) -> None:
    oit = load.load_checklist(f"oit-{year}")
    codes = [item.code for item in oit.items]
    for item in oit.items:
        assert round(points_lost(oit, item.code, codes), 2) == COST[year][item.indicator], item.code


@pytest.mark.parametrize("checklist_id", load.available())
def test_all_costs_add_up_to_the_weight(checklist_id: str) -> None:
    checklist = load.load_checklist(checklist_id)
    codes = [item.code for item in checklist.items]
    assert sum(points_lost(checklist, code, codes) for code in codes) == pytest.approx(100 * checklist.scoring.weight)


def test_losing_an_item_costs_what_points_lost_says() -> None:
    oit = load.load_checklist("oit-2569")
    codes = [item.code for item in oit.items]
    whole = score(oit, verdicts(oit)).of_total
    for code in codes:
        without = score(oit, verdicts(oit, **{code: Status.BROKEN})).of_total
        assert whole - without == pytest.approx(points_lost(oit, code, codes))


def test_a_family_without_indicators_is_the_mean_of_its_items() -> None:
    moit = load.load_checklist("moit-2569")
    result = score(moit, verdicts(moit, MOIT1=Status.MISSING, MOIT2=Status.PARTIAL))
    assert result.oit == pytest.approx(100 * 20 / 22)
    assert result.indicators == {}
    assert points_lost(moit, "MOIT3", [item.code for item in moit.items]) == pytest.approx(100 / 22)


def test_what_does_not_apply_drops_out_of_the_mean() -> None:
    oit = load.load_checklist("oit-2569")
    assert score(oit, verdicts(oit, O11=Status.INAPPLICABLE)).oit == 100
    result = score(oit, verdicts(oit, O11=Status.INAPPLICABLE, O12=Status.MISSING))
    assert result.indicators["9.3"] == 0
    assert result.of_total == pytest.approx(40 - 4)
    left = [item.code for item in oit.items if item.code != "O11"]
    assert points_lost(oit, "O12", left) == pytest.approx(4)
    assert points_lost(oit, "O11", left) == 0


def test_a_sub_indicator_without_applicable_items_drops_out_too() -> None:
    oit = load.load_checklist("oit-2569")
    result = score(oit, verdicts(oit, O11=Status.INAPPLICABLE, O12=Status.INAPPLICABLE, O1=Status.MISSING))
    assert "9.3" not in result.indicators
    assert result.indicators["9"] == pytest.approx((75 + 100 * 3) / 4)


def test_nothing_at_all() -> None:
    oit = load.load_checklist("oit-2569")
    everything = {item.code: Status.INAPPLICABLE for item in oit.items}
    assert score(oit, verdicts(oit, **everything)).oit == 0
    assert score(oit, ()).oit == 0


def test_what_cannot_be_told_lies_between_oit_and_best() -> None:
    oit = load.load_checklist("oit-2569")
    result = score(oit, verdicts(oit, O20=Status.CANT_TELL))
    assert result.best == 100
    assert result.oit == pytest.approx(100 - 100 / 12 * 2 / 2)
    assert result.oit < result.best


@pytest.mark.parametrize(
    ("year", "missed", "level", "passed"),
    [
        (2566, (), "AA", True),
        (2566, ("O39", "O40"), "A", True),
        (2566, ("O39", "O40", "O41", "O42", "O43"), "B", False),
        (2569, (), "ผ่านดีเยี่ยม", True),
        (2569, ("O20",), "ผ่านดี", True),
        (2569, ("O20", "O21", "O22"), "ต้องปรับปรุง", False),
        (2569, ("O20", "O21", "O22", "O23", "O24"), "ต้องปรับปรุงโดยด่วน", False),
    ],
)
def test_levels_of_the_year(year: int, missed: Collection[str], level: str, passed: bool) -> None:
    oit = load.load_checklist(f"oit-{year}")
    result = score(oit, verdicts(oit, **dict.fromkeys(missed, Status.MISSING)))
    assert (result.level, result.passed) == (level, passed)


def test_a_score_of_exactly_the_pass_mark_passes() -> None:
    oit = load.load_checklist("oit-2566")
    missed = dict.fromkeys(("O39", "O40", "O41"), Status.MISSING)  # 3 times 5 points of the list
    result = score(oit, verdicts(oit, **missed))
    assert result.oit == pytest.approx(85)
    assert (result.level, result.passed) == ("A", True)


def test_an_unknown_code_is_an_error() -> None:
    oit = load.load_checklist("oit-2569")
    with pytest.raises(KeyError):
        score(oit, (Verdict("O43", (), Status.COMPLETE, reason("all_elements", count=1)),))
    with pytest.raises(KeyError):
        points_lost(oit, "O43", [])
    with pytest.raises(KeyError):
        what_if(oit, assessment(oit), ["O43"])


def findings(checklist: Checklist, code: str, failed: Provenance) -> tuple[Finding, ...]:
    """Elements of that provenance fail, all others pass."""
    return tuple(
        Finding(one.code, Outcome.FAILED, reason("no_evidence"))
        if one.provenance is failed
        else Finding(one.code, Outcome.PASSED, reason("words_found", words=("ก",)))
        for one in checklist.item(code).elements
    )


def judged(checklist: Checklist, code: str, status: Status, failed: Provenance) -> Score:
    item = checklist.item(code)
    one = Verdict(
        code, item.topics, status, reason("elements_missing", count=1, of=2, what=()), findings(checklist, code, failed)
    )
    return score(checklist, [one if made.code == code else made for made in verdicts(checklist)])


def test_verified_does_not_ask_for_what_was_never_seen_in_print() -> None:
    oit = load.load_checklist("oit-2566")
    carried = judged(oit, "O14", Status.PARTIAL, Provenance.CARRIED)
    assert carried.oit < 100 and carried.verified == 100
    found = judged(oit, "O14", Status.PARTIAL, Provenance.FOUND)
    assert found.verified == pytest.approx(found.oit)


def test_verified_counts_nothing_as_there_that_is_missing() -> None:
    oit = load.load_checklist("oit-2566")
    result = score(oit, verdicts(oit, O6=Status.MISSING))
    assert result.verified == pytest.approx(result.oit)


def test_verified_leaves_out_items_that_rest_on_memory_alone() -> None:
    oit = load.load_checklist("oit-2567")
    item = oit.item("O29")
    assert item.provenance is Provenance.MEMORY
    assert score(oit, verdicts(oit, O29=Status.MISSING)).verified == 100


def test_outdated_stands_when_its_year_rule_was_seen_in_print() -> None:
    oit = load.load_checklist("oit-2566")
    assert oit.item("O12").year.provenance is Provenance.FOUND
    assert oit.item("O13").year.provenance is Provenance.MEMORY
    assert judged(oit, "O12", Status.OUTDATED, Provenance.MEMORY).verified < 100
    assert judged(oit, "O13", Status.OUTDATED, Provenance.CARRIED).verified == 100


def test_what_if() -> None:
    oit = load.load_checklist("oit-2569")
    made = assessment(oit, O8=Status.MISSING, O12=Status.BROKEN, O20=Status.OUTDATED)
    assert what_if(oit, made, ["O8", "O12", "O20"]).oit == 100
    assert what_if(oit, made, []).oit == pytest.approx(made.score.oit)
    assert what_if(oit, made, ["O12"]).of_total == pytest.approx(made.score.of_total + 2)


def test_what_if_leaves_the_inapplicable_alone() -> None:
    oit = load.load_checklist("oit-2569")
    made = assessment(oit, O11=Status.INAPPLICABLE, O12=Status.MISSING)
    assert what_if(oit, made, ["O11"]).oit == pytest.approx(made.score.oit)


def test_cheapest_takes_the_dearest_first() -> None:
    oit = load.load_checklist("oit-2569")
    made = assessment(oit, O1=Status.MISSING, O11=Status.MISSING, O20=Status.MISSING, O21=Status.PARTIAL)
    assert cheapest(oit, made, 84) == ("O21",)  # worth as much as O20, and nearer to done
    assert cheapest(oit, made, 100) == ("O21", "O20", "O11", "O1")
    assert cheapest(oit, made, 50) == ()
    with pytest.raises(ValueError, match="101"):
        cheapest(oit, made, 101)


@pytest.mark.parametrize("target", [85, 95, 100])
@pytest.mark.parametrize(
    "status",
    [
        {
            "O1": Status.MISSING,
            "O8": Status.PARTIAL,
            "O12": Status.BROKEN,
            "O14": Status.MISSING,
            "O25": Status.OUTDATED,
        },
        {"O5": Status.MISSING, "O6": Status.MISSING, "O20": Status.CANT_TELL, "O22": Status.MISSING},
        {"O11": Status.INAPPLICABLE, "O12": Status.MISSING, "O1": Status.MISSING, "O23": Status.MISSING},
        {f"O{number}": Status.MISSING for number in (1, 3, 7, 11, 13, 16, 20, 24, 26)},
    ],
)
def test_no_smaller_set_reaches_the_target(target: float, status: Mapping[str, Status]) -> None:
    oit = load.load_checklist("oit-2569")
    made = assessment(oit, **status)
    chosen = cheapest(oit, made, target)
    assert what_if(oit, made, chosen).oit >= target - 1e-6
    open_items = [one.code for one in made.verdicts if one.status not in (Status.COMPLETE, Status.INAPPLICABLE)]
    for size in range(len(chosen)):
        for smaller in itertools.combinations(open_items, size):
            assert what_if(oit, made, smaller).oit < target
