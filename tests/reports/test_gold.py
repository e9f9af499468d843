"""What each report says about the invented agency, word for word."""

import io
import zipfile

import docx
import openpyxl
import pytest
from rich.console import Console

from checklist.compare import compare
from reports.cohort import make_cohort
from reports.open_data import open_data_csv
from reports.plan import make_plan
from reports.to_cohort import cohort_html, cohort_xlsx
from reports.to_csv import to_csv
from reports.to_digest import digest_html, digest_text
from reports.to_html import to_html
from reports.to_itas import itas_html, itas_xlsx
from reports.to_json import to_json_text
from reports.to_letter import to_letter
from reports.to_missing import missing_csv, missing_html, missing_xlsx
from reports.to_plan import plan_html, plan_xlsx
from reports.to_terminal import to_terminal
from reports.to_xlsx import to_xlsx
from tests.reports import pretend, rows
from tests.reports.gold import page_body, same_as_gold
from tests.reports.pretend import view
from tests.reports.test_to_letter import FACTS

LANGUAGES = ("th", "en")


def book_text(data: bytes) -> str:
    """Every cell of a workbook as text, a sheet after the other."""
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        lines.append(f"== {sheet.title} freeze={sheet.freeze_panes} filter={sheet.auto_filter.ref}")
        lines += [" | ".join("" if v is None else str(v) for v in row) for row in sheet.iter_rows(values_only=True)]
    return "\n".join(lines) + "\n"


def letter_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in table.rows]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_agency_page(lang: str) -> None:
    same_as_gold(f"agency.{lang}.html", page_body(to_html(view(reviews=(pretend.review(),)), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 160])
def test_terminal(lang: str, width: int) -> None:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    to_terminal(view(), console, lang)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    same_as_gold(f"terminal-{width}.{lang}.txt", "\n".join(line.rstrip() for line in text.splitlines()) + "\n")


def test_data() -> None:
    same_as_gold("audit.json", to_json_text(view()))
    same_as_gold("items.csv", to_csv(view()).decode())
    same_as_gold("open-data.csv", open_data_csv([view()]).decode())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_workbooks(lang: str) -> None:
    same_as_gold(f"audit.{lang}.xlsx.txt", book_text(to_xlsx(view(), lang)))
    same_as_gold(f"missing.{lang}.xlsx.txt", book_text(missing_xlsx([view()], lang)))
    same_as_gold(f"itas.{lang}.xlsx.txt", book_text(itas_xlsx(view(), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_missing_list(lang: str) -> None:
    two = [view(), view(agency=rows.agency(3))]
    same_as_gold(f"missing.{lang}.html", page_body(missing_html(two, lang)))
    same_as_gold(f"missing.{lang}.csv", missing_csv(two, lang).decode())
    same_as_gold(f"missing-many.{lang}.xlsx.txt", book_text(missing_xlsx(two, lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_itas_page(lang: str) -> None:
    same_as_gold(f"itas.{lang}.html", page_body(itas_html(view(), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plan(lang: str) -> None:
    plan = make_plan(view(), pretend.checklist(), rows.examples())
    same_as_gold(f"plan.{lang}.html", page_body(plan_html(plan, lang)))
    same_as_gold(f"plan.{lang}.xlsx.txt", book_text(plan_xlsx(plan, lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cohort(lang: str) -> None:
    cohort = make_cohort(
        "จังหวัดสมมุติ", pretend.checklist(), rows.standings(), rows.item_counts(), rows.movements(), made_on="2026-11-22"
    )
    same_as_gold(f"cohort.{lang}.html", page_body(cohort_html(cohort, lang)))
    same_as_gold(f"cohort.{lang}.xlsx.txt", book_text(cohort_xlsx(cohort, lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_digest(lang: str) -> None:
    lists = {"oit-2569": pretend.checklist()}
    comparison = compare(pretend.previous(), pretend.assessment(), lists)
    same_as_gold(f"digest.{lang}.html", page_body(digest_html(comparison, pretend.AGENCY, lists, lang, "0.1.0")))
    same_as_gold(f"digest.{lang}.txt", digest_text(comparison, pretend.AGENCY, lists, lang))


def test_letter() -> None:
    made = to_letter(view(), FACTS)
    assert zipfile.is_zipfile(io.BytesIO(made))
    same_as_gold("letter.txt", letter_text(made))
