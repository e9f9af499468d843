"""Names read loosely: words of one meaning are one, and what is left must still tell neighbours apart."""

from functools import lru_cache
from itertools import product

import pytest

from checklist.fold import fold
from checklist.load import load_checklist, load_topics
from checklist.loose import loosened
from checklist.match import Matcher, Signals, offered


@lru_cache(maxsize=4)
def matcher(checklist: str) -> Matcher:
    return Matcher.for_checklist(load_topics(), load_checklist(checklist))


def best(label: str, checklist: str = "oit-2564") -> str:
    found = offered(matcher(checklist).match(Signals(anchor=label)))
    return found[0].topic if found else ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("รายงานสรุปผลการใช้งบประมาณ", "รายงานผลการใช้จ่ายเงินงบประมาณ"),
        ("สรุปผลการต้านทุจริต ครึ่งปีแรก", "รายงานผลการป้องกันและปราบปรามการทุจริต รอบ 6 เดือน"),
        ("สถิติผู้มาใช้บริการ", "จำนวนผู้รับบริการ"),
    ],
)
def test_words_of_one_meaning_are_one(one: str, other: str) -> None:
    assert loosened(fold(one)) == loosened(fold(other)) != fold(one)


def test_a_report_and_a_list_stay_two() -> None:
    assert loosened(fold("รายงานการจัดซื้อ")) != loosened(fold("รายการจัดซื้อ"))


_REPORTS = ("รายงานผล", "สรุปผล", "รายงานสรุปผล", "รายงาน")
_ENDS = ("", " ประจำปีงบประมาณ พ.ศ. 2567", " ปี 2567")
_SPENT = ("การใช้จ่ายงบประมาณ", "การใช้งบประมาณ", "การเบิกจ่ายเงินงบประมาณ", "การใช้จ่ายงบประมาณรายจ่าย")
_PREVENTED = ("การป้องกันการทุจริต", "ป้องกันและปราบปรามการทุจริต", "การป้องกันและแก้ไขปัญหาการทุจริต", "ต่อต้านการทุจริต")
_PEOPLE = ("การบริหารทรัพยากรบุคคล", "ทรัพยากรบุคคล", "การบริหารงานบุคคล", "การพัฒนาบุคลากร", "การบริหารทรัพยากรมนุษย์")


@pytest.mark.parametrize(
    ("topics", "groups"),
    [
        ("budget_report", (_REPORTS, _SPENT, _ENDS)),
        ("budget_6m budget_report", (_REPORTS[:3], ("การกำกับติดตาม", ""), _SPENT, (" ครึ่งปีแรก", " ไตรมาส 1-2"))),
        ("anticor_report", (_REPORTS, ("การดำเนินงานตามแผน", "การดำเนินการ", "ตามแผน"), _PREVENTED, _ENDS)),
        ("anticor_6m", (_REPORTS[:3], ("การติดตาม", "ความก้าวหน้า"), ("การดำเนินงาน",), _PREVENTED, (" ครึ่งปีแรก", ""))),
        ("hr_report", (_REPORTS[:3], ("การดำเนินงานด้าน", "การดำเนินงานตามแผน"), _PEOPLE, _ENDS)),
        ("hr_plan hr_policy", (("แผน", "แผนกลยุทธ์", "แผนปฏิบัติการด้าน"), _PEOPLE, _ENDS)),
        ("satisfaction", (_REPORTS, ("การสำรวจ", "การวัดระดับ", "การศึกษา"), ("ความพึงพอใจของประชาชน", "ความพึงพอใจ"))),
    ],
)
def test_what_is_said_in_other_words_is_read(topics: str, groups: tuple[tuple[str, ...], ...]) -> None:
    labels = {"".join(words) for words in product(*groups)}
    missed = {label: found for label in labels if (found := best(label)) not in topics.split()}
    assert len(missed) <= 0.03 * len(labels), missed


@pytest.mark.parametrize(
    "label",
    [
        "กลุ่มบริหารงานบุคคล",
        "สำนักพัฒนาบุคลากร",
        "ผู้บริหาร CIO",
        "ขั้นตอนการดำเนินงาน",
        "คู่มือการดำเนินการทางวินัย",
        "ผังบุคลากร / หน้าที่ความรับผิดชอบ",
    ],
)
def test_what_only_shares_such_words_is_none(label: str) -> None:
    assert best(label, "oit-2566") in ("", "structure")
