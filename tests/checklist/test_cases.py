"""The cases in tests/cases/<topic>.yml: what is evidence of a topic, what only looks like it, and what the judge says.

`is` and `is_not` are link texts or titles (a plain string stands for both the link's text and the target's title): the
topic must be offered, or must not. `known` marks a case the matcher is known to get wrong (an expected failure: take
the mark away when it is mended). `judge` are whole small sites with the wanted status; where the
file has a `model` (a complete site) a case may `change` words of it. `shown` are small sites of which one element is
judged: a page or file in which it is `passed`, and others, near misses, in which it is `failed`.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from checklist.load import available, load_checklist, load_topics
from checklist.locate import Matcher, Signals, offered
from tests.checklist.small_site import from_block, from_model, judge_case

CASES = Path(__file__).parent.parent / "cases"
_FIELDS = {"title", "anchor", "heading", "row", "group", "url", "file_name", "text"}


@lru_cache(maxsize=1)
def asked() -> frozenset[str]:
    """The topics of the national list, all years; other families (hospitals, police) ask for more."""
    return frozenset(topic for year in range(2563, 2570) for topic in load_checklist(f"oit-{year}").topics)


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    return Matcher(load_topics(), asked=asked())


@lru_cache(maxsize=1)
def files() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple((path.stem, yaml.load(path.read_text("utf-8"), loader)) for path in sorted(CASES.glob("*.yml")))


def signals(case: str | Mapping[str, str]) -> Signals:
    if isinstance(case, str):
        return Signals(anchor=case, title=case)
    assert set(case) <= _FIELDS | {"say", "known"}, f"unknown words in {case}"
    return Signals(**{name: value for name, value in case.items() if name in _FIELDS})


def is_offered(topic: str, case: str | Mapping[str, str]) -> bool:
    return topic in {match.topic for match in offered(matcher().match(signals(case)))}


def is_known(case: Any) -> bool:
    return isinstance(case, Mapping) and bool(case.get("known"))


def listed(part: str) -> list[Any]:
    found = []
    for topic, cases in files():
        for number, case in enumerate(cases.get(part, ()), start=1):
            case = from_model(case, cases.get("model")) if part == "judge" else case
            marks = [pytest.mark.xfail(reason="not known yet", strict=True)] if is_known(case) else []
            found.append(pytest.param(topic, case, id=f"{topic}-{part}-{number}", marks=marks))
    return found


@pytest.mark.parametrize(("topic", "case"), listed("is"))
def test_is_offered(topic: str, case: Any) -> None:
    assert is_offered(topic, case)


@pytest.mark.parametrize(("topic", "case"), listed("is_not"))
def test_is_not_offered(topic: str, case: Any) -> None:
    assert not is_offered(topic, case)


def shown(files: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Any]:
    """The entries of `shown` blocks as `judge` cases."""
    return [
        pytest.param(topic, from_block(block, entry, outcome), id=f"{topic}-{block['element']}-{outcome}-{number}")
        for topic, cases in files
        for block in cases.get("shown", ())
        for outcome in ("passed", "failed")
        for number, entry in enumerate(block.get(outcome, ()), start=1)
    ]


@lru_cache(maxsize=1)
def families() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Topics of hospitals, colleges and the police: their names and sites are in the files of their families."""
    found = []
    for path in sorted((CASES / "families").glob("*.yml")):
        family = yaml.safe_load(path.read_text("utf-8"))
        for topic, cases in family["topics"].items():
            setting = {"checklist": family["checklist"], "kind": family["kind"]}
            shown = [{**setting, **block} for block in family.get("shown", ()) if block["topic"] == topic]
            judge = [case for case in family["judge"] if case["topic"] == topic]
            found.append((topic, {**cases, "judge": judge, "shown": shown}))
    return tuple(found)


def examples(cases: Mapping[str, Any]) -> tuple[int, int]:
    """How many whole sites of a topic pass, and how many do not."""
    passing = sum(case["status"] == "complete" for case in cases.get("judge", ()))
    failing = len(cases.get("judge", ())) - passing
    blocks = cases.get("shown", ())
    return (
        passing + sum(len(block.get("passed", ())) for block in blocks),
        failing + sum(len(block.get("failed", ())) for block in blocks),
    )


@pytest.mark.parametrize("topic", sorted({topic for name in available() for topic in load_checklist(name).topics}))
def test_every_topic_of_every_list_has_enough_examples(topic: str) -> None:
    """Ten that pass and ten that do not, names and sites; of sites at least six of each."""
    cases = dict([*files(), *families()])[topic]
    passing, failing = examples(cases)
    assert (passing >= 6, failing >= 6) == (True, True), (passing, failing)
    assert passing + len(cases["is"]) >= 10 and failing + len(cases["is_not"]) >= 10


@pytest.mark.parametrize(("topic", "case"), shown([*files(), *families()]))
def test_shown(topic: str, case: Mapping[str, Any]) -> None:
    verdict = judge_case(topic, case)
    findings = {finding.element: finding for finding in verdict.findings}
    assert str(verdict.status) == case.get("status", verdict.status), (verdict.reason, findings)
    for element, outcome in case["findings"].items():
        assert str(findings[element].outcome) == outcome, (findings[element], verdict.status, verdict.reason)


@pytest.mark.parametrize(("topic", "case"), listed("judge"))
def test_judged(topic: str, case: Mapping[str, Any]) -> None:
    verdict = judge_case(topic, case)
    findings = {finding.element: str(finding.outcome) for finding in verdict.findings}
    assert str(verdict.status) == case["status"], (verdict.reason, findings)
    if "reason" in case:
        assert verdict.reason.code == case["reason"]
    for code in case.get("weak", ()):
        assert code in {weak.code for weak in verdict.weak}, verdict.weak
    for element, outcome in case.get("findings", {}).items():
        assert findings[element] == outcome, [f for f in verdict.findings if f.element == element]


def test_every_file_is_of_a_known_topic_and_has_enough_cases() -> None:
    for topic, cases in files():
        assert topic in load_topics() and cases["topic"] == topic
        assert set(cases) <= {"topic", "is", "is_not", "judge", "model", "shown"}
        assert len(cases["is"]) >= 10 and len(cases["is_not"]) >= 10, topic


def test_every_topic_of_the_national_list_has_cases() -> None:
    """The lists of other families (hospitals, colleges, police) add topics that have no cases yet."""
    assert asked() <= {topic for topic, _ in files()}
