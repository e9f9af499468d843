"""The cases in tests/cases/families/: topics that only the lists of hospitals, colleges or the police ask for."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from checklist.load import available, load_checklist, load_topics
from checklist.locate import Matcher, Signals, offered
from tests.checklist.small_site import from_model, judge_case

FILES = sorted((Path(__file__).parent.parent / "cases" / "families").glob("*.yml"))
FAMILIES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FILES}


@lru_cache
def matcher(checklist: str) -> Matcher:
    return Matcher(load_topics(), asked=load_checklist(checklist).topics)


def listed(part: str) -> list[Any]:
    return [
        pytest.param(family["checklist"], topic, text, id=f"{topic}-{part}-{number}")
        for family in FAMILIES.values()
        for topic, cases in family["topics"].items()
        for number, text in enumerate(cases[part], start=1)
    ]


def topics_of(checklist: str, text: str) -> set[str]:
    return {match.topic for match in offered(matcher(checklist).match(Signals(anchor=text, title=text)))}


@pytest.mark.parametrize(("checklist", "topic", "text"), listed("is"))
def test_is_offered(checklist: str, topic: str, text: str) -> None:
    assert topic in topics_of(checklist, text)


@pytest.mark.parametrize(("checklist", "topic", "text"), listed("is_not"))
def test_is_not_offered(checklist: str, topic: str, text: str) -> None:
    assert topic not in topics_of(checklist, text)


@pytest.mark.parametrize(
    ("family", "case"),
    [
        pytest.param(f, from_model(c, f.get("models", {}).get(c["topic"])), id=f"{c['topic']}-{n}")
        for f in FAMILIES.values()
        for n, c in enumerate(f["judge"], start=1)
    ],
)
def test_judged(family: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    verdict = judge_case(case["topic"], {"checklist": family["checklist"], "kind": family["kind"], **case})
    told = {finding.element: (str(finding.outcome), finding.reason) for finding in verdict.findings}
    assert str(verdict.status) == case["status"], (verdict.reason, told)
    assert case.get("reason", verdict.reason.code) == verdict.reason.code
    assert set(case.get("weak", ())) <= {weak.code for weak in verdict.weak}
    for element, outcome in case.get("findings", {}).items():
        assert told[element][0] == outcome, told[element]


def test_every_topic_of_every_list_has_cases() -> None:
    """The national list's topics have files of their own in tests/cases."""
    national = {topic for name in available() if name.startswith("oit-") for topic in load_checklist(name).topics}
    asked = {topic for name in available() for topic in load_checklist(name).topics}
    assert asked - national == {topic for family in FAMILIES.values() for topic in family["topics"]}
