"""Workbooks, CSV and lists: order, filters, links, names, and files written whole."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from checklist.errors import UsageError
from checklist.verdict import Status
from reports.cohort import make_cohort
from reports.files import write_whole
from reports.missing import missing_rows
from reports.open_data import COLUMNS
from reports.plan import make_plan
from reports.safe import cell, clean, csv_cell, href
from reports.sheets import FONT, Book, Column
from reports.to_missing import missing_csv, missing_xlsx, missing_zip
from reports.to_xlsx import to_xlsx
from tests.reports import rows
from tests.reports.pretend import AGENCY, assessment, checklist, view


def load(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_missing_rows_are_one_per_missing_element_by_points() -> None:
    made = missing_rows(view())
    assert [r.points for r in made] == sorted((r.points for r in made), reverse=True)
    by_code = {code: [r for r in made if r.code == code] for code in {r.code for r in made}}
    assert [r.element for r in by_code["O1"]] == ["O1.2"]
    assert len(by_code["O14"]) == 2
    assert by_code["O6"][0].element == ""
    assert not {"O2", "O12", "O13"} & set(by_code)


def test_workbook_has_header_filter_font_and_places_to_fill_in() -> None:
    book = load(to_xlsx(view()))
    assert book.sheetnames == ["ผลรายข้อ", "สิ่งที่ต้องเพิ่ม", "ครบแล้ว", "เกี่ยวกับรายงานนี้"]
    sheet = book["สิ่งที่ต้องเพิ่ม"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    captions = [c.value for c in sheet[1]]
    assert "หน่วยงานที่รับผิดชอบ" in captions and "กำหนดส่ง" in captions
    assert sheet["A2"].font.name == FONT
    assert all(sheet.row_dimensions[n].height >= 24 for n in range(1, sheet.max_row + 1))
    assert sheet.cell(6, captions.index("ที่อยู่เว็บ") + 1).hyperlink.target.startswith("https://")


def test_many_agencies_have_an_index_that_leads_to_each() -> None:
    book = load(missing_xlsx([view(), view(agency=rows.agency(3)), view(agency=rows.agency(3))]))
    index = book["สารบัญ"]
    assert [index.cell(n, 1).hyperlink.location for n in (2, 3, 4)] == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert len(set(book.sheetnames)) == 4


def test_a_province_is_one_sheet_with_filters_when_it_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.to_missing.MOST_SHEETS", 2)
    book = load(missing_xlsx([view(agency=rows.agency(n)) for n in range(3)]))
    assert len(book.sheetnames) == 2
    assert book["สิ่งที่ต้องเพิ่ม"].max_row == 1 + 3 * len(missing_rows(view()))


def test_sheet_names_excel_accepts() -> None:
    with Book() as book:
        names = [
            book.table(name, (Column("ก", 8),), [("x",)])
            for name in ("a/b:c*?[]", "A b c", "'", "", "ก" * 40, "ก" * 40, "History")
        ]
    assert load(book.data).sheetnames == names
    assert len({n.lower() for n in names}) == len(names)
    assert all(0 < len(n) <= 31 and not re.search(r"[\[\]:*?/\\]", n) for n in names)


def test_zip_names_are_the_agencies_and_go_nowhere_else() -> None:
    agencies = [
        replace(AGENCY, name=n) for n in ("../../etc/passwd", "ก/ข", "C:\\x", "เทศบาล", "เทศบาล", ".", "ก\x00ข\n")
    ]
    with zipfile.ZipFile(io.BytesIO(missing_zip([view(agency=a) for a in agencies]))) as archive:
        names = archive.namelist()
    assert len(set(names)) == len(agencies)
    assert not [n for n in names if re.search(r'[\x00-\x1f/\\:*?"<>|]', n) or n.startswith(".")]
    assert "เทศบาล (2).xlsx" in names


def test_csv_is_for_excel() -> None:
    data = missing_csv([view()])
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(table) == 1 + len(missing_rows(view()))


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("=1+1", "'=1+1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        (-2.5, "-2.5"),
        (None, ""),
        (True, "yes"),
        ("O1", "O1"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_csv_cells(value: object, wanted: str) -> None:
    assert csv_cell(value) == wanted


def test_clean_keeps_thai_and_cuts_what_is_endless() -> None:
    assert clean("น้ำใจ ก็ที่\n๑๒\t👍") == "น้ำใจ ก็ที่\n๑๒\t👍"
    assert clean("ก\x00\u202eข\ud800") == "กข\ufffd"
    assert len(clean("ก" * 100_000)) == 5_000
    assert len(cell("ก" * 100_000)) == 32_767


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//x", "http://", "data:,x", "ftp://a.example", "http://[", "file:///x", ""]
)
def test_only_web_addresses_are_links(url: str) -> None:
    assert href(url) == ""


def test_addresses_that_are_links_stay_what_they_were() -> None:
    assert href("https://a.example.go.th/แผน 1.pdf?x='1'") == "https://a.example.go.th/แผน%201.pdf?x=%271%27"


def test_a_report_comes_out_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "new" / "report.html"
    write_whole(place, b"one")
    write_whole(place, b"two")
    assert place.read_bytes() == b"two"
    assert [p.name for p in place.parent.iterdir()] == ["report.html"]
    with pytest.raises(UsageError, match="could not be written"):
        write_whole(place / "below", b"x")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(UsageError, match=r"folder\.html"):
        write_whole(tmp_path / "folder.html", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.html", "new"]


def test_the_data_dictionary_explains_every_column_in_order() -> None:
    text = (Path(__file__).parents[2] / "docs" / "open-data.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE)) == COLUMNS


def test_the_plan_reaches_its_targets_with_the_fewest_items() -> None:
    plan = make_plan(view(), checklist())
    assert [way.target for way in plan.ways] == [85, 95]
    for way in plan.ways:
        assert way.reaches + 1e-6 >= way.target
        short = sum(item.oit_points for item in way.items[:-1])
        assert plan.view.score.oit + short < way.target
    assert abs(sum(unit.points for unit in plan.units) - (100 - plan.view.score.oit)) < 1e-6


def test_a_finished_plan_says_so() -> None:
    done = replace(assessment(), verdicts=tuple(replace(v, status=Status.COMPLETE) for v in assessment().verdicts))
    plan = make_plan(view(assessment=done), checklist())
    assert all(way.items == () for way in plan.ways)
    assert plan.units == ()


def test_cohort_counts_each_agency_once() -> None:
    cohort = make_cohort("จังหวัด", checklist(), rows.standings(), rows.item_counts(), rows.movements())
    assert (cohort.assessed, cohort.passed, cohort.near) == (7, 3, 2)
    assert sum(b.count for b in cohort.bins) == cohort.assessed
    assert sum(b.count for b in cohort.bins if b.passes) == cohort.passed
    assert [m.name[-1] for m in (*cohort.improved, *cohort.stuck, *cohort.fell)] == ["4", "2", "1"]
    assert cohort.standings[-1].oit is None
    assert [line.complete for line in cohort.worst] == sorted(line.complete for line in cohort.worst)


def test_an_empty_cohort_is_no_error() -> None:
    cohort = make_cohort("ไม่มี", checklist(), (), ())
    assert (cohort.share, cohort.middle, cohort.assessed) == (0.0, None, 0)
