"""The fold: equal for what a reader takes as equal, apart for what differs; positions lead back to the original."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.thai import (
    fiscal_year_of,
    fold,
    fold_with_map,
    quote,
    thai_date,
    to_arabic_digits,
    to_thai_digits,
    tokenize,
)

SAME = [
    ("sara am decomposed", "จำนวน", "จํานวน"),
    ("space before ำ", "ประจำปี", "ประจ ำปี"),
    ("ำ lost its ring", "การดำเนินงาน", "การดาเนินงาน"),
    ("า became ำ", "ภาครัฐ", "ภำครัฐ"),
    ("ำ doubled with า", "สำคัญ", "สำาคัญ"),
    ("เเ for แ", "แผนพัฒนา", "เเผนพัฒนา"),
    ("tone doubled", "จัดจ้าง", "จัดจ้้าง"),
    ("vowel doubled", "ที่ตั้ง", "ที่ตัั้ง"),
    ("tone before vowel", "ผู้บริหาร", "ผ" + "้" + "ู" + "บริหาร"),
    ("tone lost", "เจ้าหน้าที่", "เจาหนาที"),
    ("thanthakhat lost", "ยุทธศาสตร์", "ยุทธศาสตร"),
    ("spaces inside", "โครงสร้าง", "โค รง สร้า ง"),
    ("no-break space", "แผน ปฏิบัติ", "แผน\u00a0ปฏิบัติ"),
    ("zero width", "การบริหาร", "การ\u200bบริ\u200cหาร\ufeff"),
    ("soft hyphen", "การทุจริต", "การ\u00adทุจริต"),
    ("control characters", "รายงานผล", "ราย\x02งาน\x1fผล"),
    ("private glyphs", "ผู้ประเมิน", "ผู\uf70bประเมิน"),
    ("Thai digits", "ปี 2567", "ปี ๒๕๖๗"),
    ("full width", "ITA 2567", "ＩＴＡ　２５６７"),
    ("references", "ข้อความ", "&#3586;&#3657;&#3629;&#3588;&#3623;&#3634;&#3617;"),
    ("read as latin-1", "สมัครสมาชิก", "สมัครสมาชิก".encode("cp874").decode("latin-1")),
    ("misspelt", "กฎหมาย", "กฏหมาย"),
    ("misspelt", "สรุปผล", "สรปุผล"),
    ("misspelt", "การประเมิน", "การประเมิณ"),
    ("misspelt", "ยุทธศาสตร์", "ยุทศาสตร์"),
    ("misspelt", "ปฏิบัติ", "ปฎิบัติ"),
    ("misspelt", "ความพึงพอใจ", "ความพึ่งพอใจ"),
    ("capitals and dashes", "E-Service", "e – service"),
]

APART = [
    ("2567", "2568"),
    ("มีเรื่องร้องเรียน", "ไม่มีเรื่องร้องเรียน"),
    ("ก่อนดำเนินการ", "หลังดำเนินการ"),
    ("รายงานการจัดซื้อจัดจ้าง", "แผนการจัดซื้อจัดจ้าง"),
    ("คู่มือการปฏิบัติงาน", "คู่มือการให้บริการ"),
    ("รายเดือน", "รายปี"),
    ("ผู้บริหาร", "ผู้รับบริการ"),
    ("เปิดเผย", "ปกปิด"),
    ("รอบ 6 เดือน", "รอบ 12 เดือน"),
]

THAI = st.text(
    alphabet=st.one_of(
        st.characters(min_codepoint=0xE01, max_codepoint=0xE5B),
        st.sampled_from(" -.()/0123456789abcOITMO\u200b\u00a0\uf70b\uf710\uff12&#;xำเแ"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(("why", "clean", "damaged"), SAME, ids=[f"{w}: {c}" for w, c, _ in SAME])
def test_what_a_reader_takes_as_equal_folds_equal(why: str, clean: str, damaged: str) -> None:
    assert fold(clean) == fold(damaged), why


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(THAI)
def test_folding_is_total_and_latin_1(text: str) -> None:
    assert all(ord(letter) < 256 for letter in fold(text))


@given(THAI)
def test_the_map_gives_the_same_fold_and_places_inside_the_text(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert len(folded.origin) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in folded.origin)


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_keep_their_value(number: int) -> None:
    assert fold(to_thai_digits(str(number))) == fold(str(number)) == str(number)
    assert to_arabic_digits(to_thai_digits(str(number))) == str(number)


@given(THAI, st.sampled_from("่้๊๋์็\u200b\u00ad\u00a0 "), st.integers(min_value=0, max_value=60))
def test_a_lost_or_added_mark_or_blank_changes_nothing_but_words_mended_by_it(text: str, mark: str, at: int) -> None:
    at = min(at, len(text))
    if "&" not in text:  # a blank inside "&#3586;" makes it another text
        assert fold(text[:at] + mark + text[at:]) == fold(text)


def test_a_quote_is_found_where_the_words_stand() -> None:
    text = "ประกาศ เรื่อง แผนปฏิบัติ ก ารป้องกันการทุจริ\u200bต ประจำปี ๒๕๖๘"
    folded = fold_with_map(text)
    start = folded.text.index(fold("แผนปฏิบัติการป้องกันการทุจริต"))
    first, last = folded.span(start, start + len(fold("แผนปฏิบัติการป้องกันการทุจริต")))
    assert text[first:last] == "แผนปฏิบัติ ก ารป้องกันการทุจริ\u200bต"
    assert "แผนปฏิบัติ" in quote(text, first, last)


def test_dates_are_written_as_an_office_writes_them() -> None:
    assert thai_date(date(2026, 11, 22)) == "๒๒ พฤศจิกายน ๒๕๖๙"
    assert thai_date(date(2026, 1, 2), digits="arabic") == "2 มกราคม 2569"


def test_the_fiscal_year_starts_in_october() -> None:
    assert fiscal_year_of(date(2025, 9, 30)) == 2568
    assert fiscal_year_of(date(2025, 10, 1)) == 2569


def test_tokens_join_to_the_text() -> None:
    words = tokenize("แผนปฏิบัติการป้องกันการทุจริต ปี 2567")
    assert "".join(words) == "แผนปฏิบัติการป้องกันการทุจริต ปี 2567"
    assert "แผน" in words


@settings(deadline=None)  # the other way takes half a second at first
@given(st.text(alphabet="กขคงจดตนมรลวสหอะาิีุูเแโไใ่้์ำ ab1\n", max_size=60))
def test_words_are_those_of_the_whole_dictionary(text: str) -> None:
    """Cut with the words that stand in the text alone, it is cut as with all 62,000."""
    from pythainlp.tokenize import word_tokenize

    assert list(tokenize(text)) == word_tokenize(text, engine="newmm", keep_whitespace=True)
