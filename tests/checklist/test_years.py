"""Years and periods: every way Thai agencies write them, the years of laws apart, and which year evidence means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.thai import to_thai_digits
from checklist.years import Year, best_year, evidence_year, years_in

SINGLE = [
    ("พ.ศ. 2567", 2567, "plain"),
    ("พ.ศ..2568", 2568, "plain"),
    ("๒๕๖๗", 2567, "plain"),
    ("ปี 67", 2567, "plain"),
    ("o12-ปี-68", 2568, "plain"),
    ("ITA67", 2567, "plain"),
    ("ITA 2567", 2567, "plain"),
    ("รายงาน '67", 2567, "plain"),
    ("งปม.67", 2567, "fiscal"),
    ("งปม 2568", 2568, "fiscal"),
    ("ปีงบประมาณ2567", 2567, "fiscal"),
    ("ประจำปีงบประมาณ พ.ศ. ๒๕๖๘", 2568, "fiscal"),
    ("FY2024", 2567, "fiscal"),
    ("FY24", 2567, "fiscal"),
    ("Annual Report 2024", 2567, "plain"),
    ("ปีการศึกษา 2567", 2567, "academic"),
    ("ภาคเรียนที่ 1 ปีการศึกษา ๒๕๖๗", 2567, "academic"),
    ("22 พฤศจิกายน พ.ศ. 2568", 2568, "calendar"),
    ("20 มี.ค. 67", 2567, "calendar"),
    ("680303_order.pdf", 2568, "calendar"),
    ("20240303-notice.pdf", 2567, "calendar"),
    ("15/03/2567", 2567, "calendar"),
]


@pytest.mark.parametrize(("text", "value", "kind"), SINGLE)
def test_one_year_is_read(text: str, value: int, kind: str) -> None:
    (year,) = years_in(text)
    assert (year.value, year.kind) == (value, kind)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)", 2566, 2570),
        ("๒๕๖๖ – ๒๕๗๐", 2566, 2570),
        ("พ.ศ. 2566 ถึง พ.ศ. 2570", 2566, 2570),
        ("แผนอัตรากำลัง ปี 67-69", 2567, 2569),
    ],
)
def test_ranges_hold_first_and_last(text: str, first: int, last: int) -> None:
    (year,) = years_in(text)
    assert (year.value, year.last) == (first, last)
    assert year.covers(first) and year.covers(last) and not year.covers(last + 1)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("1 ตุลาคม 2566 ถึง 31 มีนาคม 2567", 6),
        ("ต.ค. 66 – มี.ค. 67", 6),
        ("ตุลาคม - มีนาคม 2567", 6),
        ("รายงานผล รอบ 6 เดือน ประจำปีงบประมาณ พ.ศ. 2567", 6),
        ("ไตรมาสที่ 2 ปีงบประมาณ 2567", 3),
        ("ไตรมาส 2/2567", 3),
        ("ไตรมาส 1-2/2567", 6),
    ],
)
def test_periods_know_their_months_and_fiscal_year(text: str, months: int) -> None:
    (year,) = years_in(text)
    assert len(year.months) == months
    assert year.fiscal == 2567


def test_the_second_half_is_april_to_september() -> None:
    (year,) = years_in("รอบ 6 เดือนหลัง ปีงบประมาณ 2567")
    assert min(year.months) == (2567, 4) and max(year.months) == (2567, 9)


def test_dates_fall_into_fiscal_years() -> None:
    assert [year.fiscal for year in years_in("31 ธันวาคม 2566 และ 5 มกราคม 2567")] == [2567, 2567]


@pytest.mark.parametrize(
    "text",
    [
        "ตาม พ.ร.บ.การจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560",
        "ประมวลจริยธรรม พ.ศ. ๒๕๖๔",
        "ระเบียบกระทรวงการคลังว่าด้วยการจัดซื้อจัดจ้าง พ.ศ. 2560",
        "พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ.2540",
    ],
)
def test_the_year_of_a_law_is_not_the_year_of_a_report(text: str) -> None:
    assert [year.kind for year in years_in(text)] == ["law"]
    assert best_year(years_in(text)) is None


def test_the_year_after_a_law_is_still_a_year() -> None:
    years = years_in("รายงานตาม พ.ร.บ.จัดซื้อจัดจ้าง พ.ศ. 2560 ประจำปีงบประมาณ พ.ศ. 2567")
    assert [(year.value, year.kind) for year in years] == [(2560, "law"), (2567, "fiscal")]


@pytest.mark.parametrize(
    "text",
    [
        "โทร. 0 2567 1234",
        "โทรศัพท์ 0 2000 0001",
        "044-256867",
        "+66 2000 0001",
        "โทร. ๐ ๒๕๖๗ ๒๐๐๑",
        "งบ 2,567 บาท",
        "ค่าปรับ 2567 บาท",
        "มีผู้มาติดต่อ 2560 คน",
        "บ้านเลขที่ 2567 ถนนสมมุติ",
        "ตั้งอยู่เลขที่ 2010 หมู่ 3",
        "จำนวน 67 คน",
        "หมู่ 12",
        "",
        "ข้อ 25",
    ],
)
def test_other_numbers_are_no_years(text: str) -> None:
    assert years_in(text) == ()


def test_layers_are_asked_in_order_and_laws_never_answer() -> None:
    layers = [
        ("document", "ตามระเบียบ ว่าด้วยการพัสดุ พ.ศ. 2560"),
        ("title", "รายงานประจำปีงบประมาณ 2567 (ประกาศ 3 ม.ค. 2568)"),
        ("anchor", "ปี 2566"),
    ]
    said = evidence_year(layers)
    assert said is not None
    assert (said.year.value, said.where) == (2567, "title")
    assert "2567" in said.quote


FORMS = ["พ.ศ. {}", "ปี {}", "ปีงบประมาณ {}", "แผน {} ฉบับจริง"]


@given(st.integers(min_value=2540, max_value=2599), st.sampled_from(FORMS))
def test_thai_digits_are_the_same_year(value: int, form: str) -> None:
    arabic = years_in(form.format(value))
    assert arabic == years_in(form.format(to_thai_digits(str(value))))
    assert [year.value for year in arabic] == [value]


@given(st.text(alphabet="0123456789๐๑๒๕๖๗ พ.ศ.ปีงบประมาณ-/ตุลาคม", max_size=40))
def test_places_lie_in_the_text_and_never_overlap(text: str) -> None:
    at = 0
    for year in years_in(text):
        assert at <= year.start < year.end <= len(text)
        at = year.end
        assert isinstance(year, Year)
