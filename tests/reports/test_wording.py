"""Every reason code, status and outcome has its words in both languages."""

import re
import string
import unicodedata
from pathlib import Path

import pytest

from checklist import reasons
from checklist.load import available, load_checklist, load_kinds
from checklist.reasons import REASONS, reason
from checklist.site import DocumentState, FetchOutcome, PageState
from checklist.verdict import Outcome, Reason, Status
from reports import wording
from reports.labels import LABELS


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_has_both_sentences_and_no_other_code_has() -> None:
    assert set(wording.SENTENCES) == set(REASONS)


@pytest.mark.parametrize("code", sorted(wording.SENTENCES))
def test_sentences_use_exactly_the_values_of_their_code(code: str) -> None:
    for said in wording.SENTENCES[code]:
        assert _slots(said) == set(REASONS[code])


@pytest.mark.parametrize("code", sorted(wording.SENTENCES))
def test_thai_is_thai_and_english_is_english(code: str) -> None:
    thai, english = wording.SENTENCES[code]
    assert re.search("[ก-๛]", thai)
    assert not re.search("[ก-๛]", english)


def test_every_state_of_the_world_has_words() -> None:
    for code in (*FetchOutcome, *PageState, *DocumentState):
        assert code.value in wording.VALUES, code
    assert set(wording.STATUS) == set(Status) == set(wording.MARK)
    assert set(wording.OUTCOME) == set(Outcome) == set(wording.OUTCOME_MARK)


def test_values_become_words() -> None:
    why = reason("person_lacks", name="นายสมมุติ ใจซื่อ", lacks=("photo", "contact"))
    assert wording.sentence(why, "th") == "ข้อมูลของ นายสมมุติ ใจซื่อ ยังไม่มีภาพถ่าย และ ช่องทางติดต่อ"
    assert wording.sentence(why, "en") == "For นายสมมุติ ใจซื่อ there is no photograph and contact details yet."


def test_what_lacks_is_named_and_old_reasons_without_it_still_read() -> None:
    why = reason("elements_missing", count=1, of=9, what=("ราคากลาง",))
    assert wording.sentence(why, "th") == "พบข้อมูลแล้ว แต่ยังขาด 1 จาก 9 องค์ประกอบ: ราคากลาง"
    old = wording.sentence(Reason("elements_missing", {"count": 1, "of": 9}), "th")
    assert old == "พบข้อมูลแล้ว แต่ยังขาด 1 จาก 9 องค์ประกอบ"


def test_what_a_person_must_look_at_is_said_in_both_languages() -> None:
    for code, (thai, english) in wording.WHY.items():
        assert thai in wording.sentence(reason("person_must_look", why=code), "th")
        assert wording.sentence(reason("person_must_look", why=code), "en") == f"A person must look: {english}"
        assert not re.search("[ก-๛]", english)
    pair = reason("person_must_look", why=("ดูวันที่", "look at the date"))
    assert wording.sentence(pair, "th").endswith("ดูวันที่")
    assert wording.sentence(pair, "en").endswith("look at the date")


def test_every_list_says_in_english_too_what_must_be_looked_at() -> None:
    for name in available():
        for item in load_checklist(name).items:
            for element in item.elements:
                if element.check.kind == "must_look":
                    english = element.check.params.get("why_en", "")
                    assert english and not re.search("[ก-๛]", english), (name, element.code)


def test_every_why_a_check_gives_has_words() -> None:
    folder = Path(reasons.__file__).parent
    text = "".join(file.read_text("utf-8") for file in (folder / "judge.py", *folder.glob("checks/*.py")))
    given = set(re.findall(r'why="(\w+)"', text)) | set(re.findall(r'why="\w+" if \w+ else "(\w+)"', text))
    assert given == set(wording.WHY)


def test_kinds_take_their_names_and_unknown_kinds_stay() -> None:
    why = reason("kind_unknown", kinds=("local", "strange"))
    said = wording.sentence(why, "th", {"local": "องค์กรปกครองส่วนท้องถิ่น"})
    assert "องค์กรปกครองส่วนท้องถิ่น หรือ strange" in said
    assert "local authorities or strange" in wording.sentence(why, "en")


def test_months_years_counts_and_shares() -> None:
    assert wording.sentence(reason("months_missing", months=("2568-10", "2568-11")), "th").endswith(
        "ต.ค. 2568 และ พ.ย. 2568"
    )
    assert "2567" in wording.sentence(reason("other_year", wanted=2568, seen=2567), "th")
    assert "1,204" in wording.sentence(reason("nothing_found", looked_at=1204), "en")
    assert "83%" in wording.sentence(reason("match_unsure", score=0.83), "en")


def test_words_from_a_website_cannot_fill_other_slots() -> None:
    said = wording.sentence(reason("words_found", words=("{name} {0} {words.__class__}",)), "en")
    assert said == "Found the words “{name} {0} {words.__class__}”."


def test_reasons_of_other_versions_never_break_a_report() -> None:
    assert wording.sentence(Reason("written_next_year"), "th") == "written_next_year"
    assert wording.sentence(Reason("words_found", {}), "en") == "words_found"


def test_dates_and_times() -> None:
    assert wording.day("2026-11-22", "th") == "22 พ.ย. 2569"
    assert wording.day("2026-11-22", "en") == "22 Nov 2026"
    assert wording.day("soon", "en") == "soon"
    assert wording.moment("2026-11-22T18:06:59+00:00", "th") == "23 พ.ย. 2569 เวลา 01:06 น."
    assert wording.moment("", "th") == ""


def test_numbers() -> None:
    assert [wording.number(n) for n in (100.0, 6.666666, 0.5, 1204)] == ["100", "6.67", "0.5", "1,204"]


def test_click_path_starts_at_home_once() -> None:
    assert wording.click_path(("ข้อมูลหน่วยงาน", "โครงสร้าง"), "th") == "หน้าแรก › ข้อมูลหน่วยงาน › โครงสร้าง"
    assert wording.click_path(("หน้าแรก", "โครงสร้าง"), "th") == "หน้าแรก › โครงสร้าง"
    assert wording.click_path((), "th") == ""


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [("404", "ไม่พบหน้านี้ รหัส 404"), ("503", "เว็บไซต์ขัดข้อง รหัส 503"), ("timeout", "รอนานเกินกำหนดแล้วไม่ตอบ"), ("๔๐๔", "๔๐๔")],
)
def test_answers_of_dead_links(answer: str, wanted: str) -> None:
    assert wanted in wording.sentence(reason("weak_dead", answer=answer), "th")


def test_a_long_quote_is_never_cut_between_a_consonant_and_its_mark() -> None:
    text = "ที่นี่มีผู้รู้ซึ่งชี้ให้เห็นว่าเรื่องนี้น่าจะดีขึ้นกว่าเดิม" * 3
    for limit in range(10, 90):
        made = wording.shorten(text, limit)
        assert len(made) <= limit
        assert made.endswith("…")
        assert not unicodedata.category(text[len(made) - 1]).startswith("M")
    assert wording.shorten("แผนการดำเนินงาน ประจำปี", 18) == "แผนการดำเนินงาน…"


def test_a_long_period_is_cut() -> None:
    said = wording.sentence(reason("period_right", wanted="2569", seen="ก" * 300), "th")
    assert len(said) < 130


def test_every_group_of_kinds_has_a_name() -> None:
    groups = {group for kind in load_kinds().values() for group in kind.groups}
    assert groups <= set(wording.GROUPS) | set(load_kinds())


def test_every_caption_is_used_and_written_in_both_languages() -> None:
    folder = Path(wording.__file__).parent
    sources = [f for f in (*folder.glob("*.py"), *folder.glob("templates/*.html")) if f.name != "labels.py"]
    text = "".join(f.read_text(encoding="utf-8") for f in sources)
    for key, (thai, english) in LABELS.items():
        assert f'"{key}"' in text or f"'{key}'" in text, key
        assert _slots(thai) == _slots(english), key
        assert not re.search("[ก-๛]", english), key
