"""Names nearly written: found by distance alone, and never missed by the short cut that leaves most names out."""

import random

from rapidfuzz.distance import Levenshtein

from checklist.fold import fold
from checklist.near import NearNames

NAMES = [
    ("แผนปฏิบัติการป้องกันการทุจริต", "plan"),
    ("รายงานผลการดำเนินการป้องกันการทุจริต", "report"),
    ("ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ", "ethics"),
    ("คู่มือหรือแนวทางการปฏิบัติงาน", "manual"),
    ("โครงสร้างหน่วยงาน", "structure"),
]
FOLDED = [(fold(name), topic) for name, topic in NAMES]


def test_a_name_with_a_wrong_letter_is_found() -> None:
    near = NearNames(FOLDED).nearest(fold("โครงส้รางหนวยงาม"))
    assert near is not None
    assert near.topic == "structure"
    assert near.likeness < 1


def test_another_act_is_another_item() -> None:
    names = NearNames([(fold("รายงานการปฏิบัติหน้าที่ของผู้บริหาร"), "report")])
    assert names.nearest(fold("รายงานการปฏิบัติหน้าที่ของผู้บริหาน")) is not None
    assert names.nearest(fold("ผลงานการปฏิบัติหน้าที่ของผู้บริหาน")) is None


def test_very_short_and_very_long_labels_are_not_compared() -> None:
    names = NearNames([("a" * 10, "short"), ("b" * 61, "long")])
    assert names.nearest("a" * 9) is None
    assert names.nearest("b" * 61) is None


def test_no_name_that_is_close_is_left_out() -> None:
    dice = random.Random(4)
    names = NearNames(FOLDED)
    for name, topic in FOLDED * 40:
        letters = list(name)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(letters))
            letters[at : at + dice.randint(0, 1)] = dice.choice([[], ["q"], ["q"]])
        label = "".join(letters)
        close = Levenshtein.normalized_similarity(label, name) >= 0.87 and len(label) <= 60
        if close and not _lost_an_act(label, name):
            near = names.nearest(label)
            assert near is not None
            assert near.topic == topic


def _lost_an_act(label: str, name: str) -> bool:
    acts = [fold(act) for act in ("แผน", "ผล", "รายงาน", "คู่มือ", "แบบ")]
    return any((act in label) != (act in name) for act in acts)
