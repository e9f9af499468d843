"""What each report says about the sample agency, word for word: one file for each kind of report and language.

The agency is crawled and judged for real (`sample.py`). After a change that is meant, look at the difference and write
the files anew, at once for all of them:

    UPDATE_GOLD=1 .venv/bin/pytest tests/reports/test_gold.py
"""

import io
import zipfile

import docx
import openpyxl
import pytest
from rich.console import Console

from reports.open_data import open_data_csv
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
from tests.reports.gold import page_body, same_as_gold
from tests.reports.sample import LIST, Office
from tests.reports.test_to_letter import FACTS

pytestmark = [pytest.mark.browser, pytest.mark.ocr]  # the sample has a menu made by script, and scans
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
def test_agency_page(office: Office, lang: str) -> None:
    same_as_gold(f"agency.{lang}.html", page_body(to_html(office.view(), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_of_a_site_that_did_not_open(office: Office, lang: str) -> None:
    same_as_gold(f"unopened.{lang}.html", page_body(to_html(office.view("s3", 0), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [80, 160])
def test_terminal(office: Office, lang: str, width: int) -> None:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    to_terminal(office.view(), console, lang)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    same_as_gold(f"terminal-{width}.{lang}.txt", "\n".join(line.rstrip() for line in text.splitlines()) + "\n")


def test_data(office: Office) -> None:
    same_as_gold("audit.json", to_json_text(office.view()))
    same_as_gold("items.csv", to_csv(office.view()).decode())
    same_as_gold("open-data.csv", open_data_csv([office.view(), office.view("s2", 0)]).decode())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_workbooks(office: Office, lang: str) -> None:
    same_as_gold(f"audit.{lang}.xlsx.txt", book_text(to_xlsx(office.view(), lang)))
    same_as_gold(f"missing.{lang}.xlsx.txt", book_text(missing_xlsx([office.view()], lang)))
    same_as_gold(f"itas.{lang}.xlsx.txt", book_text(itas_xlsx(office.view(), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_missing_list(office: Office, lang: str) -> None:
    province = [office.view(), office.view("s2", 0), office.view("s3", 0)]
    same_as_gold(f"missing.{lang}.html", page_body(missing_html(province[:1], lang)))
    same_as_gold(f"missing-many.{lang}.html", page_body(missing_html(province, lang)))
    same_as_gold(f"missing.{lang}.csv", missing_csv(province[:1], lang).decode())
    same_as_gold(f"missing-many.{lang}.xlsx.txt", book_text(missing_xlsx(province, lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_itas_page(office: Office, lang: str) -> None:
    same_as_gold(f"itas.{lang}.html", page_body(itas_html(office.view(), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plan(office: Office, lang: str) -> None:
    same_as_gold(f"plan.{lang}.html", page_body(plan_html(office.plan(), lang)))
    same_as_gold(f"plan.{lang}.xlsx.txt", book_text(plan_xlsx(office.plan(), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cohort(office: Office, lang: str) -> None:
    same_as_gold(f"cohort.{lang}.html", page_body(cohort_html(office.cohort(), lang)))
    same_as_gold(f"cohort.{lang}.xlsx.txt", book_text(cohort_xlsx(office.cohort(), lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_digest(office: Office, lang: str) -> None:
    lists = {LIST: office.checklist}
    changed = office.changed(0, 1)
    same_as_gold(f"digest.{lang}.html", page_body(digest_html(changed, office.agency(), lists, lang, "1.0")))
    same_as_gold(f"digest.{lang}.txt", digest_text(changed, office.agency(), lists, lang))


def test_counters_dates_and_banners_are_no_change(office: Office) -> None:
    """The day after, every page of the sample had another of each, and nothing else."""
    calm = office.changed(1, 2)
    assert calm.changed == ()
    assert calm.points == 0


def test_letter(office: Office) -> None:
    made = to_letter(office.view(), FACTS)
    assert zipfile.is_zipfile(io.BytesIO(made))
    same_as_gold("letter.txt", letter_text(made))
