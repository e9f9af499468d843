"""Short names of elements: never a word in two, never a mark torn from its consonant, never longer than asked."""

import pytest

from checklist.load import available, load_checklist
from checklist.shortly import cut, short
from checklist.thai import tokenize

LONG = "รายละเอียดงบประมาณที่ใช้ดำเนินงานแต่ละโครงการและกิจกรรมของหน่วยงานทั้งหมดทุกประการ"


@pytest.mark.parametrize("limit", range(20, 80))
def test_thai_without_spaces_is_cut_after_a_word(limit: int) -> None:
    made = cut(LONG, limit)
    assert len(made) <= limit
    ends = {0}
    for word in tokenize(LONG):
        ends.add(max(ends) + len(word))
    assert len(made) - 1 in ends


def test_a_space_is_preferred_and_what_fits_stays() -> None:
    assert cut("แผนการดำเนินงานประจำปี งบประมาณรายจ่าย", 30) == "แผนการดำเนินงานประจำปี…"
    assert cut("แผน", 30) == "แผน"
    assert 15 < len(cut("ก" * 100, 30)) <= 30  # no word at all


def test_every_element_of_every_list_keeps_its_words_whole() -> None:
    for name in available():
        for item in load_checklist(name).items:
            for element in item.elements:
                made = short(element.text)
                assert 0 < len(made) <= 60
                if made.endswith("…") and made[:-1] in element.text:
                    after = element.text[element.text.index(made[:-1]) + len(made) - 1 :]
                    assert after[:1] not in "ะัาำิีึืฺุู็่้๊๋์ํ๎", element.text
