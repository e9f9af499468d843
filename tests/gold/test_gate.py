"""The gate: labelled sets of our own making, whole and damaged by program. The floors may only rise.

`labels.jsonl` says what a label is about, or that it is about nothing ("" as topic). `near_misses.jsonl` holds labels
that have a topic's words and are not its evidence: they may not be offered for `not`. More of both are made by program:
every damage of `damage.py`, and every topic's own name within an event, a purchase or a lesson.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from checklist.load import load_topics
from checklist.match import Matcher, Signals, offered
from checklist.phrases import nearby
from tests.checklist.damage import DAMAGE

FLOORS = {"recall": 1.0, "precision": 1.0, "false alarms": 0.0}
DAMAGED_FLOORS = {"recall": 0.993, "precision": 0.996, "false alarms": 0.0}
DAMAGED_TOPIC = 0.96
"""Recall of each topic by itself over all damages: a topic of few rows may not hide behind the others."""
ROWS, NEGATIVES, ROWS_A_TOPIC, NEAR_MISSES = 993, 233, 3, 122
NEAR = {
    "a meeting, training or visit about it": (0, 0),
    "buying or hiring for it": (0, 0),
    "a policy, message or diary of executives": (0, 4),
    "another body's": (2, 54),
    "a form, a how-to or an introduction to it": (2, 54),
    "the same words about something else": (5, 134),
    "an office, room or person, not its work": (0, 0),
}
"""Near misses taken for evidence, at most: as written, and over all damages. These may only fall."""
FRAMES = {
    "meeting": "ประชุมคณะทำงานเพื่อพิจารณา{} ครั้งที่ 2",
    "training": "อบรมเรื่อง{} รุ่นที่ 3",
    "visit": "คณะศึกษาดูงานด้าน{} จากเทศบาลเมืองจำลอง",
    "purchase": "จ้างที่ปรึกษาด้าน{} โดยวิธีคัดเลือก",
    "lesson": "ความรู้เบื้องต้นเรื่อง{}",
    "congratulation": "ขอแสดงความยินดีกับผู้ชนะการประกวด{}",
}


class Row(NamedTuple):
    text: str
    topic: str


class NearMiss(NamedTuple):
    text: str
    wrong: str
    kind: str


class Figures(NamedTuple):
    recall: float
    precision: float
    alarms: float
    wrong: list[tuple[str, str, str]]  # wanted, said, text

    def reach(self, floors: dict[str, float]) -> bool:
        return (
            self.recall >= floors["recall"]
            and self.precision >= floors["precision"]
            and self.alarms <= floors["false alarms"]
        )


def read(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [Row(row["text"], row["topic"]) for row in read("labels.jsonl")]


@pytest.fixture(scope="module")
def near_misses() -> list[NearMiss]:
    return [NearMiss(row["text"], row["not"], row["kind"]) for row in read("near_misses.jsonl")]


@cache
def matcher() -> Matcher:
    return Matcher(load_topics())


def said(by: Matcher, text: str) -> tuple[str, ...]:
    return tuple(match.topic for match in offered(by.match(Signals(anchor=text))))


def measure(by: Matcher, rows: list[Row], harm: Callable[[str], str] = str) -> Figures:
    answers = [(row, (said(by, harm(row.text)) or ("",))[0]) for row in rows]
    about = sum(bool(row.topic) for row in rows)
    right = sum(answer == row.topic for row, answer in answers if row.topic)
    alarms = sum(bool(answer) for row, answer in answers if not row.topic)
    claimed = sum(bool(answer) for _, answer in answers)
    wrong = [(row.topic, answer, harm(row.text)) for row, answer in answers if answer != row.topic]
    return Figures(right / about, right / max(1, claimed), alarms / max(1, len(rows) - about), wrong)


def test_the_sets_are_large_and_cover_every_topic(rows: list[Row], near_misses: list[NearMiss]) -> None:
    counted = Counter(row.topic for row in rows)
    assert set(counted) == {*load_topics(), ""}
    assert len(rows) >= ROWS and counted[""] >= NEGATIVES and min(counted.values()) >= ROWS_A_TOPIC
    assert len(near_misses) >= NEAR_MISSES and {row.kind for row in near_misses} == set(NEAR)
    assert len({row.text for row in rows}) == len(rows)
    assert not {(row.text, row.topic) for row in rows} & {(row.text, row.wrong) for row in near_misses}


def test_labels_as_written(rows: list[Row]) -> None:
    found = measure(matcher(), rows)
    assert found.reach(FLOORS), found.wrong


@pytest.mark.parametrize("damage", DAMAGE)
def test_labels_damaged(damage: str, rows: list[Row]) -> None:
    found = measure(matcher(), rows, DAMAGE[damage])
    assert found.reach(DAMAGED_FLOORS), found.wrong


def test_no_topic_hides_behind_the_others(rows: list[Row]) -> None:
    missed = Counter(wanted for harm in DAMAGE.values() for wanted, _, _ in measure(matcher(), rows, harm).wrong)
    counted = Counter(row.topic for row in rows)
    worst = {topic: 1 - count / (len(DAMAGE) * counted[topic]) for topic, count in missed.items()}
    assert {topic: recall for topic, recall in worst.items() if recall < DAMAGED_TOPIC} == {}


@pytest.mark.parametrize("kind", NEAR)
def test_near_misses_are_not_offered(kind: str, near_misses: list[NearMiss]) -> None:
    mine = [row for row in near_misses if row.kind == kind]
    taken = [row.text for row in mine if row.wrong in said(matcher(), row.text)]
    damaged = [
        harm(row.text) for row in mine for harm in DAMAGE.values() if row.wrong in said(matcher(), harm(row.text))
    ]
    assert len(taken) <= NEAR[kind][0], taken
    assert len(damaged) <= NEAR[kind][1], damaged


@pytest.mark.parametrize("frame", FRAMES)
def test_every_topic_is_told_from_an_event_a_purchase_or_a_lesson_about_it(frame: str) -> None:
    """But for the topics whose own evidence is such: a training is what `ethics_training` asks for."""
    such = frozenset[str]().union(*(opener.but for opener in nearby().openers))
    for topic in load_topics().values():
        if topic.id not in such:
            assert topic.id not in said(matcher(), FRAMES[frame].format((*topic.names, *topic.menus)[0]))


def test_the_gate_can_fail(rows: list[Row]) -> None:
    topics = load_topics()
    deaf = {**topics, "structure": replace(topics["structure"], names=(), menus=(), parts=())}
    assert not measure(Matcher(deaf), rows).reach(FLOORS)
    credulous = {
        **topics,
        "structure": replace(topics["structure"], names=(*topics["structure"].names, "กอง"), never=()),
    }
    assert not measure(Matcher(credulous), rows).reach(FLOORS)
