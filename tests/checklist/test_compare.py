"""What changed: the lists by topic, and two assessments of one agency, in one year and across years."""

from collections.abc import Mapping

import pytest

from checklist import load
from checklist.compare import Change, Comparison, compare
from checklist.crosswalk import CrosswalkRow, ElementChange, TopicChange, crosswalk
from checklist.model import Checklist, YearKind
from checklist.reasons import reason
from checklist.score import score
from checklist.verdict import Assessment, Evidence, Finding, Outcome, Reason, Status, Verdict


def rows(a: str, b: str) -> dict[str, CrosswalkRow]:
    return {row.topic: row for row in crosswalk(load.load_checklist(a), load.load_checklist(b))}


@pytest.mark.parametrize(
    ("a", "b", "topic", "change", "before", "after"),
    [
        ("oit-2566", "oit-2567", "structure", TopicChange.SAME, ("O1",), ("O1",)),
        ("oit-2566", "oit-2567", "contact", TopicChange.MOVED, ("O5",), ("O4",)),
        ("oit-2566", "oit-2567", "annual_plan", TopicChange.MERGED, ("O11",), ("O8",)),
        ("oit-2566", "oit-2567", "annual_plan_6m", TopicChange.MERGED, ("O12",), ("O8",)),
        ("oit-2566", "oit-2567", "pdpa", TopicChange.GONE, ("O10",), ()),
        ("oit-2566", "oit-2567", "asset_report", TopicChange.NEW, (), ("O29",)),
        ("oit-2567", "oit-2566", "annual_plan", TopicChange.SPLIT, ("O8",), ("O11",)),
        ("oit-2567", "oit-2568", "authority", TopicChange.MERGED, ("O3",), ("O1",)),
        ("oit-2567", "oit-2568", "annual_plan", TopicChange.MOVED, ("O8",), ("O6",)),
        ("oit-2567", "oit-2568", "procurement_progress", TopicChange.MERGED, ("O16",), ("O12",)),
        ("oit-2568", "oit-2569", "structure", TopicChange.SAME, ("O1",), ("O1",)),
        ("oit-2568", "oit-2569", "asset_report", TopicChange.MERGED, ("O22",), ("O20",)),
        ("oit-2568", "oit-2569", "procurement_monthly", TopicChange.NEW, (), ("O11",)),
        ("oit-2568", "oit-2569", "procurement_list", TopicChange.GONE, ("O12",), ()),
    ],
)
def test_what_became_of_a_topic(
    a: str, b: str, topic: str, change: TopicChange, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    row = rows(a, b)[topic]
    assert (row.change, row.before, row.after) == (change, before, after)


@pytest.mark.parametrize("checklist_id", load.available())
def test_a_list_against_itself_changes_nothing(checklist_id: str) -> None:
    checklist = load.load_checklist(checklist_id)
    for row in crosswalk(checklist, checklist):
        assert row.before == row.after
        assert not row.elements and not row.changed_year_rule


def test_every_topic_of_both_lists_has_one_row() -> None:
    a, b = load.load_checklist("oit-2566"), load.load_checklist("oit-2569")
    topics = [row.topic for row in crosswalk(a, b)]
    assert len(topics) == len(set(topics))
    assert set(topics) == {*a.topics, *b.topics}


def test_the_complaint_statistics_moved_to_another_year() -> None:
    row = rows("oit-2567", "oit-2568")["complaint_stats"]
    assert row.changed_year_rule and not row.changed_elements
    assert [rule.kind for rule in row.years_before] == [YearKind.FIRST_SIX_MONTHS]
    assert [rule.kind for rule in row.years_after] == [YearKind.PREVIOUS_YEAR]


def test_changed_elements_are_named() -> None:
    row = rows("oit-2567", "oit-2568")["authority"]
    assert row.changed_elements
    new = [step.after.text for step in row.elements if step.change is ElementChange.NEW and step.after]
    assert new == ["ต้องไม่เป็นการแสดงข้อมูลกฎหมายทั้งฉบับ"]
    manual = rows("oit-2567", "oit-2568")["service_manual"]
    assert {step.change for step in manual.elements} == {ElementChange.REWORDED, ElementChange.NEW, ElementChange.GONE}


def test_a_new_optional_element_is_shown_and_changes_nothing() -> None:
    row = rows("oit-2567", "oit-2568")["news"]
    assert [step.change for step in row.elements] == [ElementChange.NEW]
    assert not row.changed_elements and not row.changed_year_rule


def test_another_year_in_the_wording_is_no_change() -> None:
    assert not rows("oit-2567", "oit-2568")["measures"].elements


# --- two assessments


def finding(code: str, outcome: Outcome, why: Reason | None = None) -> Finding:
    return Finding(code, outcome, why or reason("no_evidence"))


def assess(checklist: Checklist, on: str, status: Mapping[str, Status], **found: tuple[Finding, ...]) -> Assessment:
    """Every item complete but the named ones; evidence wherever something is there."""
    made = tuple(
        Verdict(
            item.code,
            item.topics,
            (now := status.get(item.code, Status.COMPLETE)),
            reason("all_elements", count=1),
            findings=found.get(item.code, ()),
            evidence=() if now is Status.MISSING else (Evidence(f"https://agency.example/{item.code}", "page"),),
        )
        for item in checklist.items
    )
    return Assessment(checklist.id, "agency", on, made, score(checklist, made))


def changes(before: Mapping[str, Status], after: Mapping[str, Status]) -> dict[str, Change]:
    oit = load.load_checklist("oit-2569")
    result = compare(assess(oit, "2026-10-01", before), assess(oit, "2026-11-01", after), {oit.id: oit})
    return {one.after: one.change for one in result.changed}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (Status.MISSING, Status.COMPLETE, Change.APPEARED),
        (Status.MISSING, Status.OUTDATED, Change.APPEARED),
        (Status.COMPLETE, Status.MISSING, Change.DISAPPEARED),
        (Status.OUTDATED, Status.MISSING, Change.DISAPPEARED),
        (Status.COMPLETE, Status.BROKEN, Change.BROKE),
        (Status.MISSING, Status.BROKEN, Change.BROKE),
        (Status.COMPLETE, Status.OUTDATED, Change.OUTDATED),
        (Status.PARTIAL, Status.COMPLETE, Change.FIXED),
        (Status.BROKEN, Status.COMPLETE, Change.FIXED),
        (Status.CANT_TELL, Status.COMPLETE, Change.FIXED),
        (Status.COMPLETE, Status.PARTIAL, Change.WORSENED),
        (Status.OUTDATED, Status.PARTIAL, Change.IMPROVED),
        (Status.COMPLETE, Status.CANT_TELL, Change.UNCLEAR),
        (Status.COMPLETE, Status.INAPPLICABLE, Change.NO_LONGER_ASKED),
        (Status.INAPPLICABLE, Status.MISSING, Change.NEWLY_ASKED),
    ],
)
def test_one_item_in_one_word(before: Status, after: Status, change: Change) -> None:
    assert changes({"O7": before}, {"O7": after}) == {"O7": change}


@pytest.mark.parametrize("status", Status)
def test_what_stays_is_not_told(status: Status) -> None:
    assert changes({"O7": status}, {"O7": status}) == {}


def test_points_and_places() -> None:
    oit = load.load_checklist("oit-2569")
    before = assess(oit, "2026-10-01", {"O12": Status.MISSING})
    result = compare(before, assess(oit, "2026-11-01", {}), {oit.id: oit})
    assert result.points == pytest.approx(5)
    [row] = result.of(Change.APPEARED)
    assert (row.url_before, row.url_after) == ("", "https://agency.example/O12")


def test_elements_of_an_item_that_was_and_is_partial() -> None:
    oit = load.load_checklist("oit-2569")
    then = (finding("O7.1", Outcome.FAILED), finding("O7.2", Outcome.PASSED), finding("O7.3", Outcome.PASSED))
    wrong_year = reason("period_wrong", wanted="2568", seen=("2567",))
    now = (
        finding("O7.1", Outcome.PASSED),
        finding("O7.2", Outcome.FAILED, wrong_year),
        finding("O7.3", Outcome.FAILED),
    )
    partial = {"O7": Status.PARTIAL}
    result = compare(assess(oit, "a", partial, O7=then), assess(oit, "b", partial, O7=now), {oit.id: oit})
    [row] = result.changed
    assert row.change is Change.WORSENED
    told = {one.after.code: one.change for one in row.elements if one.after}
    assert told == {"O7.1": Change.APPEARED, "O7.2": Change.OUTDATED, "O7.3": Change.DISAPPEARED}


def across(before: Mapping[str, Status], after: Mapping[str, Status]) -> Comparison:
    old, new = load.load_checklist("oit-2567"), load.load_checklist("oit-2568")
    return compare(assess(old, "2024-11-01", before), assess(new, "2025-11-01", after), {old.id: old, new.id: new})


def test_across_years_items_are_paired_by_topic() -> None:
    result = across({"O7": Status.MISSING}, {})
    [row] = result.of(Change.APPEARED)
    assert (row.before, row.after, row.topics) == (("O7",), "O5", ("strategic_plan",))


def test_merged_items_are_compared_as_one() -> None:
    [row] = across({"O20": Status.MISSING}, {}).of(Change.FIXED)
    assert (row.before, row.after, row.status_before) == (("O20", "O21"), "O16", Status.PARTIAL)
    [gone] = across({}, {"O16": Status.MISSING}).of(Change.DISAPPEARED)
    assert gone.before == ("O20", "O21")


def test_what_is_no_longer_asked_comes_last() -> None:
    result = across({}, {})
    assert [row.before for row in result.of(Change.NO_LONGER_ASKED)] == [("O15",), ("O28",)]
    assert all(row.change is Change.NO_LONGER_ASKED for row in result.items[-2:])


def test_elements_across_years_are_paired_by_what_they_say() -> None:
    old, new = load.load_checklist("oit-2567"), load.load_checklist("oit-2568")
    said = "ปัญหา/อุปสรรค"
    [then] = [one.code for one in old.item("O9").elements if one.text == said]
    [now] = [one.code for one in new.item("O7").elements if one.text == said]
    assert then != now
    result = compare(
        assess(old, "a", {}, O9=(finding(then, Outcome.PASSED),)),
        assess(new, "b", {"O7": Status.PARTIAL}, O7=(finding(now, Outcome.FAILED),)),
        {old.id: old, new.id: new},
    )
    [row] = result.of(Change.WORSENED)
    [element] = row.elements
    assert element.change is Change.DISAPPEARED
    assert element.before and element.after and (element.before.code, element.after.code) == (then, now)
