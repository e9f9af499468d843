"""The gate: a labelled set of our own making, whole and damaged by program. The floors may only rise."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from checklist.load import load_topics
from checklist.match import Matcher, Signals, offered
from tests.checklist.damage import DAMAGE

FLOORS = {"recall": 1.0, "precision": 1.0, "false alarms": 0.0, "damaged recall": 0.99, "damaged false alarms": 0.0}


class Row(NamedTuple):
    text: str
    topic: str


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    lines = (Path(__file__).parent / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    return [Row(row["text"], row["topic"]) for row in map(json.loads, lines)]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_topics())


def says(matcher: Matcher, text: str) -> str:
    matches = offered(matcher.match(Signals(anchor=text)))
    return matches[0].topic if matches else ""


def test_the_set_is_large_and_covers_every_topic(rows: list[Row]) -> None:
    assert len(rows) >= 900
    assert {row.topic for row in rows} == {*load_topics(), ""}
    assert sum(not row.topic for row in rows) >= 220


def test_labels_as_written(rows: list[Row], matcher: Matcher) -> None:
    answers = {row: says(matcher, row.text) for row in rows}
    right = sum(answers[row] == row.topic for row in rows if row.topic)
    said = sum(bool(answer) for answer in answers.values())
    alarms = sum(bool(answers[row]) for row in rows if not row.topic)
    wrong = [(row.topic, answers[row], row.text) for row in rows if answers[row] != row.topic]
    assert right / sum(bool(row.topic) for row in rows) >= FLOORS["recall"], wrong
    assert right / said >= FLOORS["precision"], wrong
    assert alarms / sum(not row.topic for row in rows) <= FLOORS["false alarms"], wrong


@pytest.mark.parametrize("damage", DAMAGE)
def test_labels_damaged(damage: str, rows: list[Row], matcher: Matcher) -> None:
    harm = DAMAGE[damage]
    wrong = [(row.topic, says(matcher, harm(row.text)), harm(row.text)) for row in rows]
    missed = [answer for answer in wrong if answer[0] and answer[0] != answer[1]]
    alarms = [answer for answer in wrong if not answer[0] and answer[1]]
    assert 1 - len(missed) / sum(bool(row.topic) for row in rows) >= FLOORS["damaged recall"], missed
    assert len(alarms) / sum(not row.topic for row in rows) <= FLOORS["damaged false alarms"], alarms
