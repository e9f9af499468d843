"""One thing taken away turns exactly its own element, with the right reason: edited copies of the sample agency.

The first copy is mended, so that every element touched below is there to begin with. Each further copy differs from it
in the few places that its test names; all other elements of all 26 items must come out as they did.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.oit.conftest import environment
from tests.sites.serve import SAMPLE, serving

Site = Path
DEPUTY = "นางสาวจำลอง ใจเพียร"
PRICE = 4  # ราคากลาง, as a column of the monthly summary
METHOD = 5


def rewritten(page: Path, *pairs: tuple[str, str]) -> None:
    text = page.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, (page.name, old)
        text = text.replace(old, new)
    page.write_text(text, encoding="utf-8")


def workbook(site: Site, edit: Callable[[Any], None]) -> None:
    file = site / "files" / "procurement-2569.xlsx"
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        edit(sheet)
    book.save(file)


def mend(site: Site) -> None:
    """The deputy gets a photograph, January its price, the progress table the money spent."""
    rewritten(
        site / "executives.html",
        (
            f"<p><b>{DEPUTY}</b>",
            f'<img src="/images/person-1.jpg" alt="{DEPUTY}" width=140 height=180><p><b>{DEPUTY}</b>',
        ),
    )
    rewritten(
        site / "annual-plan.html",
        ("<th>ความก้าวหน้า</th>", "<th>ความก้าวหน้า</th><th>งบประมาณที่ใช้ (บาท)</th>"),
        ("<td>ดำเนินการแล้วเสร็จร้อยละ 60</td>", "<td>ดำเนินการแล้วเสร็จร้อยละ 60</td><td>90,000</td>"),
    )

    def filled(sheet: Any) -> None:
        if sheet.title == "มกราคม 2569":
            sheet.cell(5, PRICE).value = "15,300"

    workbook(site, filled)


def audited(folder: Path, *edits: Callable[[Site], None]) -> dict[str, Any]:
    """The result of auditing a copy of the sample agency with these edits; no browser, no reading of pictures."""
    site = folder / "www"
    shutil.copytree(SAMPLE, site)
    for edit in edits:
        edit(site)
    out = folder / "result.json"
    with serving(site) as (url, _):
        command = [sys.executable, "-m", "oit", "audit", url, "--delay", "0", "--no-render", "--no-ocr", "--quiet"]
        command += ["--checklist", "oit-2569", "--kind", "local-government", "--json", str(out)]
        command += ["--db", f"sqlite:///{folder}/oit.db"]
        done = subprocess.run(
            command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode in (0, 1), done.stderr
    result: dict[str, Any] = json.loads(out.read_text())
    return result


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return audited(tmp_path_factory.mktemp("mended"), mend)


def elements(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {element["code"]: element for item in result["items"] for element in item["elements"]}


def turned(before: dict[str, Any], after: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Elements with another outcome than before."""
    old = elements(before)
    return {code: one for code, one in elements(after).items() if one["outcome"] != old[code]["outcome"]}


def status(result: dict[str, Any], code: str) -> str:
    return str(next(item["status"] for item in result["items"] if item["code"] == code))


def test_a_column_a_photo_a_budget_and_a_cell(mended: dict[str, Any], tmp_path: Path) -> None:
    def without_price(sheet: Any) -> None:
        sheet.delete_cols(PRICE)
        if sheet.title == "ธันวาคม 2568":
            sheet.cell(4, METHOD - 1).value = None

    def edit(site: Site) -> None:
        workbook(site, without_price)
        rewritten(
            site / "executives.html",
            (f'<img src="/images/person-1.jpg" alt="{DEPUTY}" width=140 height=180>', ""),
        )
        rewritten(site / "annual-plan.html", ("<td>320,000</td>", "<td></td>"))

    assert {code: status(mended, code) for code in ("O2", "O6", "O11")} == dict.fromkeys(
        ("O2", "O6", "O11"), "complete"
    )
    after = audited(tmp_path, mend, edit)
    changed = turned(mended, after)
    assert set(changed) == {"O11.4", "O11.5", "O2.5", "O6.2"}
    reasons = {code: (one["reason"]["code"], one["reason"]["values"]) for code, one in changed.items()}
    assert reasons["O11.4"] == ("table_lacks_columns", {"columns": ["ราคากลาง"]})
    assert reasons["O11.5"] == ("table_empty_cells", {"column": "วิธีซื้อหรือจ้าง", "row": 1, "count": 1})
    assert reasons["O2.5"] == ("person_lacks", {"name": DEPUTY, "lacks": ["photo"]})
    assert reasons["O6.2"] == ("table_empty_cells", {"column": "งบประมาณ", "row": 2, "count": 1})
    assert {code: status(after, code) for code in ("O2", "O6", "O11")} == dict.fromkeys(("O2", "O6", "O11"), "partial")
    lines = {item["code"]: item["reason"]["th"] for item in after["items"]}
    assert "ราคากลาง" in lines["O11"] and "รูปถ่าย" in lines["O2"] and "งบประมาณ" in lines["O6"]


def test_last_years_words_in_one_document_make_its_item_outdated(mended: dict[str, Any], tmp_path: Path) -> None:
    def older(sheet: Any) -> None:
        sheet.title = sheet.title.replace("2568", "2567").replace("2569", "2568")
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("2568", "2567").replace("2569", "2568")

    after = audited(tmp_path, mend, lambda site: workbook(site, older))
    assert (status(mended, "O11"), status(after, "O11")) == ("complete", "outdated")
    assert {code.split(".")[0] for code in turned(mended, after)} == {"O11"}
    reason = next(item["reason"] for item in after["items"] if item["code"] == "O11")
    assert reason["code"] == "other_year"
    assert reason["values"] == {"wanted": "2569", "seen": "2568"}
