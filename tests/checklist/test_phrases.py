"""What one label is found to hold: roles of phrases, and which phrase stands back for which."""

from functools import lru_cache

import pytest

from checklist.load import load_checklist, load_topics
from checklist.match import LOOK, YES, Matcher, Signals, offered


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    return Matcher.for_checklist(load_topics(), load_checklist("oit-2566"))


def top(**signals: str) -> tuple[str, float]:
    found = matcher().match(Signals(**signals))
    return (found[0].topic, found[0].score) if found else ("", 0.0)


@pytest.mark.parametrize(
    ("label", "topic"),
    [
        ("หัวหน้าส่วนราชการ", "executives"),
        ("มาตรการภายใน", "measures"),
        ("แผนแม่บท", "strategic_plan"),
        ("ภารกิจ", "authority"),
    ],
)
def test_a_word_that_may_lead_to_a_topic_is_for_a_person_however_often_it_is_repeated(label: str, topic: str) -> None:
    alone, repeated = top(anchor=label), top(anchor=label, title=label, row=label, heading=label, group=label)
    assert alone[0] == repeated[0] == topic
    assert LOOK <= alone[1] <= repeated[1] < YES


def test_such_a_word_counts_only_as_the_whole_label() -> None:
    assert top(anchor="มาตรการภายในโรงเรือนเพาะชำ") == ("", 0.0)


@pytest.mark.parametrize(
    "label",
    ["พ.ร.บ. มาตรฐานทางจริยธรรม พ.ศ. 2562", "O6 พระราชบัญญัติเทศบาล พ.ศ. 2496", "กฎกระทรวงแบ่งส่วนราชการกรมสมมุติ พ.ศ. 2560"],
)
def test_one_act_is_a_law_for_a_person_and_never_all_the_laws(label: str) -> None:
    alone, repeated = top(anchor=label), top(anchor=label, title=label, row=label, heading=label, group=label)
    assert alone[0] == repeated[0] == "law"
    assert LOOK <= alone[1] <= repeated[1] < YES


@pytest.mark.parametrize(
    "label",
    ["พ.ร.บ.ข้อมูลข่าวสารของราชการ พ.ศ. 2540", "ร่างพระราชบัญญัติแม่น้ำ", "รถชนท้าย พ.ร.บ. คุ้มครองถึงไหน"],
)
def test_what_only_mentions_an_act_or_is_about_another_centre_is_none(label: str) -> None:
    assert top(anchor=label)[1] < LOOK


def test_a_code_of_the_hospitals_older_lists_is_theirs() -> None:
    hospital = Matcher.for_checklist(load_topics(), load_checklist("moit-2568"))
    known = {match.topic: match.score for match in hospital.match(Signals(anchor="EB 12 ปี 2568"))}
    assert known and all(LOOK <= score < YES for score in known.values())
    assert known == {match.topic: match.score for match in hospital.match(Signals(anchor="MOIT 12 ปี 2568"))}
    assert not hospital.match(Signals(anchor="EB 12 ปี 2563"))
    assert top(anchor="EB 12 ปี 2566") == ("", 0.0)


def test_a_false_friend_within_a_name_of_the_topic_is_none() -> None:
    assert offered(matcher().match(Signals(anchor="สรุปผลแบบสอบถามความพึงพอใจ ปี 2567")))[0].topic == "satisfaction"
    assert not offered(matcher().match(Signals(anchor="แบบสอบถามความพึงพอใจ")))
