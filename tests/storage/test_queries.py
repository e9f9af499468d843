"""Answers over many agencies, on both databases."""

import dataclasses

import pytest

from checklist.agency import Agency
from checklist.verdict import Status
from storage import queries
from storage.queries import Cohort
from storage.store import Store
from tests.storage.samples import assessment_of, verdict_of

LIST = "oit-2569"
NORTH = Cohort(province="เหนือ")


@pytest.fixture
def full(store: Store) -> Store:
    """Four agencies; two assessed twice, one never."""
    store.save_agencies(
        [
            Agency("a", "ก", "https://a.example", "sao", "เหนือ", "เมือง"),
            Agency("b", "ข", "https://b.example", "sao", "เหนือ", "นอก"),
            Agency("c", "ค", "https://c.example", "sao", "ใต้"),
            Agency("d", "ง", "https://d.example", "sao", "ใต้"),
        ]
    )
    bad, good = verdict_of("O1", Status.MISSING, lost=3), verdict_of("O1", topics=("t1", "t2"))
    part, none = verdict_of("O2", Status.PARTIAL, lost=2), verdict_of("O2", Status.INAPPLICABLE)
    for agency, day, score, verdicts in (
        ("a", 1, 50.0, (bad, part)),
        ("a", 2, 70.0, (good, part)),
        ("b", 1, 70.0, (good, none)),
        ("c", 1, 100.0, (good, verdict_of("O2"))),
        ("c", 2, 90.0, (good, part)),
    ):
        store.save_assessment(assessment_of(agency, *verdicts, oit=score, on=f"2026-11-0{day}"))
    return store


def test_standings_name_everybody_once(full: Store) -> None:
    found = {s.agency.id: s for s in queries.standings(full, LIST)}
    assert [(i, s.oit, s.before, s.rank) for i, s in found.items()] == [
        ("a", 70, 50, 2), ("b", 70, None, 2), ("c", 90, 100, 1), ("d", None, None, 0),
    ]  # fmt: skip
    assert found["a"].statuses == {"complete": 1, "partial": 1}
    assert found["d"].statuses == {}
    assert [s.agency.id for s in queries.standings(full, LIST, NORTH)] == ["a", "b"]
    assert [s.rank for s in queries.standings(full, LIST, NORTH)] == [1, 1]


def test_the_worst_item_first(full: Store) -> None:
    worst = queries.worst_items(full, LIST)
    assert [(i.code, i.complete, i.statuses) for i in worst] == [
        ("O2", 0.0, {"partial": 2, "inapplicable": 1}), ("O1", 1.0, {"complete": 3}),
    ]  # fmt: skip
    assert worst[0].points_lost == pytest.approx(4 / 3)
    assert [i.statuses for i in queries.worst_items(full, LIST, NORTH)] == [
        {"partial": 1, "inapplicable": 1},
        {"complete": 2},
    ]


def test_what_moved(full: Store) -> None:
    assert queries.movements(full, LIST) == (
        queries.Movement("a", 50, 70, ("O1",), ()),
        queries.Movement("c", 100, 90, (), ("O2",)),
    )


def test_examples_are_alike_and_near(full: Store) -> None:
    like = dataclasses.replace(Agency("x", "ฉ", ""), kind="sao", province="เหนือ", district="นอก")
    found = queries.examples(full, LIST, "O1", like)
    assert [(e.agency.id, e.oit) for e in found] == [("b", 70), ("a", 70), ("c", 90)]
    assert found[0].evidence_url == "https://a1.example/O1"
    assert [e.agency.id for e in queries.examples(full, LIST, "O1", found[0].agency, limit=1)] == ["a"]
    assert queries.examples(full, LIST, "O2", like) == ()


def test_counters(full: Store) -> None:
    samples = {(s.name, tuple(s.labels.values())): s.value for s in queries.counters(full)}
    assert samples["oit_agencies", ()] == 4
    assert samples["oit_items", (LIST, "complete")] == 3
