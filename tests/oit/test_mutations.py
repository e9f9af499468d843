"""One thing changed on the model agency turns exactly the elements it is about, with its reason; nothing else moves.

The model is the sample agency with its faults mended, crawled once by `oit audit`: all its 26 items are complete. Every
mutation below is made on a copy and judged again.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from checklist.load import DATA
from checklist.verdict import Assessment, Status
from storage.store import Store
from tests.oit.conftest import environment
from tests.oit.laboratory import Bench, findings, turned
from tests.oit.model_agency import AGENCY, DEPUTY, PHOTO, mend, mend_files
from tests.sites.serve import SAMPLE, serving

Edit = Callable[[Bench], None]
HEAD = "นายสมมุติ ตัวอย่างดี"
MONTHLY = "/files/procurement-2569.xlsx"
POST = "องค์การบริหารส่วนตำบลทุ่งสมมุติ"
NAMED_POSTS = ("O2.3", "O2.4", "O2.5", "O2.6", "O2.7")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("model")
    shutil.copytree(SAMPLE, folder / "www")
    mend(folder / "www")
    database = f"sqlite:///{folder}/oit.db"
    with serving(folder / "www") as (url, _):
        command = [sys.executable, "-m", "oit", "audit", url, "--delay", "0", "--no-render", "--no-ocr", "--quiet"]
        command += ["--checklist", "oit-2569", "--kind", "sao", "--name", AGENCY, "--db", database]
        done = subprocess.run(
            command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode in (0, 1), done.stderr
    with Store.open(database) as store:
        bench = Bench.of(store, url.removeprefix("http://").rstrip("/"))
        mend_files(bench)
        yield bench


@pytest.fixture(scope="module")
def before(model: Bench) -> Assessment:
    return model.judged()


def test_the_model_agency_is_complete(before: Assessment) -> None:
    assert {one.code: (one.status, one.reason) for one in before.verdicts if one.status is not Status.COMPLETE} == {}
    assert before.score.oit == 100


def page(path: str, *pairs: tuple[str, str]) -> Edit:
    return lambda bench: bench.page(path, *pairs)


def gone(path: str, *passages: str) -> Edit:
    return page(path, *((passage, "") for passage in passages))


def words(path: str, *pairs: tuple[str, str]) -> Edit:
    return lambda bench: bench.words(path, *pairs)


def both(*edits: Edit) -> Edit:
    def all_of_them(bench: Bench) -> None:
        for edit in edits:
            edit(bench)

    return all_of_them


def sheets(edit: Callable[[Any], object]) -> Edit:
    def on_all(book: Any) -> None:
        for sheet in list(book.worksheets):
            edit(sheet)

    return lambda bench: bench.workbook(MONTHLY, on_all)


def without_sheet(month: str) -> Edit:
    return sheets(lambda sheet: sheet.parent.remove(sheet) if sheet.title.startswith(month) else None)


def cell(row: int, column: int, value: str | None, month: str = "ธันวาคม") -> Edit:
    def write(sheet: Any) -> None:
        if sheet.title.startswith(month):
            sheet.cell(row, column).value = value

    return sheets(write)


@dataclass(frozen=True)
class Turn:
    """What one mutation must do: `elements` with their reasons' codes and `values`, and the item's `status`."""

    name: str
    edit: Edit
    elements: dict[str, str] = field(default_factory=dict)
    status: str = "partial"
    values: dict[str, object] = field(default_factory=dict)


def all_of(item: str, count: int, code: str = "other_year") -> dict[str, str]:
    return {f"{item}.{number}": code for number in range(1, count + 1)}


COLUMNS = "table_lacks_columns"
CELL = "table_empty_cells"
MISSING = "words_missing"

STRUCTURE_POLITICAL = (
    "<h2>ฝ่ายการเมือง</h2><p>นายกองค์การบริหารส่วนตำบล รองนายกองค์การบริหารส่วนตำบล เลขานุการนายก และสภาองค์การบริหารส่วนตำบล</p>"
)
STRUCTURE_PERMANENT = (
    "<h2>ฝ่ายข้าราชการประจำ</h2><p>ปลัดองค์การบริหารส่วนตำบล รองปลัด สำนักปลัด กองคลัง กองช่าง กองการศึกษา ศาสนาและวัฒนธรรม "
    "หน่วยตรวจสอบภายใน</p>"
)
LINE = '<a href="https://line.me/R/ti/p/@thungsommut">Line Official Account</a>'
ASKING = (
    '<label>ชื่อผู้ถาม <input name="name"></label><label>คำถาม <textarea name="question"></textarea></label>'
    "<button>ส่งคำถาม</button>"
)
SEARCHING = '<label>คำค้น <input name="q"></label><label>หมวด <input name="cat"></label><button>ค้นหา</button>'
REPORTING = (
    '<label>ชื่อผู้แจ้ง <input name="name"></label><label>เรื่องที่ร้องเรียน <input name="subject"></label>'
    '<label>รายละเอียด <textarea name="detail"></textarea></label><button>ส่งเรื่อง</button>'
)
SIGNED = f" ลงชื่อ สมมุติ ตัวอย่างดี ({HEAD}) นายก{POST}"
SIX = "รอบ 6 เดือนแรก (ตุลาคม 2568 - มีนาคม 2569)"
STATS = (
    "<table border=1><thead><tr><th>เดือน</th><th>จำนวนเรื่องร้องเรียนทั้งหมด</th>"
    "<th>จำนวนเรื่องที่ดำเนินการแล้วเสร็จ</th>"
    "<th>จำนวนเรื่องที่อยู่ระหว่างดำเนินการ</th></tr></thead>"
    "<tbody><tr><td>ตุลาคม 2567 - กันยายน 2568</td><td>0</td><td>0</td><td>0</td></tr></tbody></table>"
)
NONE_SAID = "<p>ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</p>"
FIVE_YEARS = "2566 - 2570"

TURNS = (
    # O1, O2: structure and people
    Turn(
        "no political side beside the picture",
        gone("/structure", STRUCTURE_POLITICAL),
        {"O1.3": "person_must_look"},
        "cant_tell",
    ),
    Turn(
        "the structure is a picture only",
        gone("/structure", STRUCTURE_POLITICAL, STRUCTURE_PERMANENT),
        {"O1.2": "person_must_look", "O1.3": "person_must_look"},
        "cant_tell",
    ),
    Turn(
        "the deputy's photograph",
        gone("/executives", PHOTO),
        {"O2.5": "person_lacks"},
        values={"O2.5": {"name": DEPUTY, "lacks": ("photo",)}},
    ),
    Turn(
        "the deputy's telephone",
        gone("/executives", "<p>โทรศัพท์ 0 2000 0002</p>"),
        {"O2.6": "person_lacks"},
        values={"O2.6": {"name": DEPUTY, "lacks": ("contact",)}},
    ),
    Turn(
        "the head's telephone becomes office hours",
        page("/executives", ("โทรศัพท์ 0 2000 0001", "เวลา 08.30-16.30 น.")),
        {"O2.6": "person_lacks"},
        values={"O2.6": {"name": HEAD, "lacks": ("contact",)}},
    ),
    Turn(
        "the deputy's name",
        page("/executives", (f"<b>{DEPUTY}</b>", "<b></b>"), (f' alt="{DEPUTY}"', "")),
        {"O2.2": "persons_missing", **dict.fromkeys(NAMED_POSTS, "persons_missing")},
    ),
    Turn(
        "the head becomes a deputy",
        page("/executives", (f"<p>นายก{POST}</p>", f"<p>รองนายก{POST}</p>")),
        {"O2.1": "persons_missing", **dict.fromkeys(NAMED_POSTS, "persons_missing")},
    ),
    Turn(
        "the head becomes a former head",
        page("/executives", (f"<p>นายก{POST}</p>", f"<p>อดีตนายก{POST}</p>")),
        {"O2.1": "persons_missing", **dict.fromkeys(NAMED_POSTS, "persons_missing")},
    ),
    Turn(
        "the deputy's post is vacant",
        page(
            "/executives",
            (PHOTO, ""),
            (f"<p><b>{DEPUTY}</b></p>", ""),
            (f"<p>รองนายก{POST}</p><p>โทรศัพท์ 0 2000 0002</p>", f"<p>รองนายก{POST}</p><p>(ว่าง)</p>"),
        ),
        {"O2.2": "person_must_look", **dict.fromkeys(NAMED_POSTS, "person_must_look")},
        "cant_tell",
    ),
    Turn("no permanent secretary", page("/executives", (f"ปลัด{POST}", f"สมาชิกสภา{POST}")), {"O2.8": "persons_missing"}),
    # O3, O4: how to reach the agency
    Turn("the e-mail address", gone("/contact", "saraban@thungsommut.example"), {"O3.3": "contact_lacks"}),
    Turn(
        "the map",
        gone("/contact", '<iframe src="https://www.google.com/maps/embed?pb=sample" title="แผนที่ตั้งหน่วยงาน"></iframe>'),
        {"O3.4": "contact_lacks"},
    ),
    Turn("LINE goes, the board stays", gone("/contact", LINE), {}, "complete"),
    Turn("the board's form only searches, LINE stays", page("/webboard", (ASKING, SEARCHING)), {}, "complete"),
    Turn(
        "LINE goes and the board only searches",
        both(gone("/contact", LINE), page("/webboard", (ASKING, SEARCHING))),
        {"O3.5": "channel_missing"},
    ),
    Turn(
        "Facebook's front page instead of LINE",
        both(
            page("/contact", (LINE, '<a href="https://www.facebook.com/">Facebook</a>')),
            page("/webboard", (ASKING, SEARCHING)),
        ),
        {"O3.5": "channel_missing"},
    ),
    # O5, O6, O7: plans and reports
    Turn(
        "the five years are over",
        words("/files/plan-2566-2570.pdf", (FIVE_YEARS, "2561 - 2565")),
        {"O5.1": "period_wrong", "O5.2": "other_year", "O5.3": "other_year", "O5.4": "other_year"},
        "outdated",
    ),
    Turn(
        "a plan of one year for one of several",
        both(words("/files/plan-2566-2570.pdf", (FIVE_YEARS, "2569")), lambda bench: bench.rename("2566-2570", "2569")),
        {"O5.1": "person_must_look"},
        "cant_tell",
    ),
    Turn("no indicators", words("/files/plan-2566-2570.pdf", ("ตัวชี้วัด", "หมายเหตุ")), {"O5.4": MISSING}),
    Turn(
        "the budget of one project",
        page("/annual-plan", ("<td>320,000</td>", "<td></td>")),
        {"O6.2": CELL},
        values={"O6.2": {"column": "งบประมาณ", "row": 2, "count": 1}},
    ),
    Turn("dots for a budget", page("/annual-plan", ("<td>320,000</td>", "<td>........</td>")), {"O6.2": CELL}),
    Turn(
        "a project that needs no budget says so",
        page("/annual-plan", ("<td>320,000</td>", "<td>ไม่ใช้งบประมาณ</td>")),
        {},
        "complete",
    ),
    Turn(
        "the plan's budget column, with money spent beside it",
        page(
            "/annual-plan",
            ("<th>งบประมาณ (บาท)</th>", ""),
            ("<td>850,000</td>", ""),
            ("<td>320,000</td>", ""),
            ("<td>150,000</td>", ""),
        ),
        {"O6.2": COLUMNS},
    ),
    Turn(
        "the year of the budget for the budget",
        page("/annual-plan", ("<th>งบประมาณ (บาท)</th>", "<th>ปีงบประมาณ</th>")),
        {"O6.2": COLUMNS},
    ),
    Turn("the plan's time", page("/annual-plan", ("<th>ระยะเวลาดำเนินการ</th>", "<th>หมายเหตุ</th>")), {"O6.3": COLUMNS}),
    Turn("the progress", page("/annual-plan", ("<th>ความก้าวหน้า</th>", "<th>หมายเหตุ</th>")), {"O6.4": COLUMNS}),
    Turn("the money spent", page("/annual-plan", ("<th>งบประมาณที่ใช้ (บาท)</th>", "<th>ร้อยละ</th>")), {"O6.5": COLUMNS}),
    Turn(
        "progress to February",
        page("/annual-plan", (SIX, "(ตุลาคม 2568 - กุมภาพันธ์ 2569)")),
        {"O6.6": "months_missing"},
        values={"O6.6": {"months": ("มี.ค. 2569",)}},
    ),
    Turn(
        "progress of the latter half",
        page("/annual-plan", (SIX, "รอบ 6 เดือนหลัง (เมษายน 2569 - กันยายน 2569)")),
        {"O6.6": "months_missing"},
    ),
    Turn(
        "the plan of two years ago",
        page("/annual-plan", ("2569", "2567"), ("2568", "2566")),
        {**all_of("O6", 5), "O6.6": "period_wrong"},
        "outdated",
    ),
    Turn(
        "last year's report",
        words("/files/annual-report.pdf", ("2568", "2567")),
        all_of("O7", 4),
        "outdated",
        values={"O7.1": {"wanted": "2568", "seen": "2567"}},
    ),
    Turn("the report's money", words("/files/annual-report.pdf", ("งบประมาณที่ใช้ (บาท)", "หมายเหตุ")), {"O7.2": COLUMNS}),
    Turn("the report's suggestions", words("/files/annual-report.pdf", ("ข้อเสนอ แนะ", "หมายเหตุ")), {"O7.4": MISSING}),
    Turn(
        "another agency's report",
        words("/files/annual-report.pdf", ("ทุ่งสมมุติ", "หนองอื่นไกล")),
        all_of("O7", 4, "no_evidence"),
        "cant_tell",
    ),
    Turn(
        "the report's link is dead",
        lambda bench: bench.die("/files/annual-report.pdf"),
        all_of("O7", 4, "no_evidence"),
        "broken",
    ),
    # O8, O9, O10: manuals and services
    Turn(
        "the time of each step",
        page("/staff-manual", ("<th>ระยะเวลาที่ใช้ในแต่ละขั้นตอน</th>", "<th>หมายเหตุ</th>")),
        {"O8.3": MISSING},
    ),
    Turn(
        "the law the work rests on",
        gone("/staff-manual", "<h2>กฎหมายที่เกี่ยวข้อง</h2><p>พระราชบัญญัติภาษีที่ดินและสิ่งปลูกสร้าง พ.ศ. 2562</p>"),
        {"O8.4": MISSING},
    ),
    Turn("the fee", gone("/service-manual", "<p>ค่าธรรมเนียม 50 บาท</p>"), {"O9.5": MISSING}),
    Turn("the fee left blank", page("/service-manual", ("ค่าธรรมเนียม 50 บาท", "ค่าธรรมเนียม")), {"O9.5": MISSING}),
    Turn("no fee, and it says so", page("/service-manual", ("ค่าธรรมเนียม 50 บาท", "ไม่มีค่าธรรมเนียม")), {}, "complete"),
    Turn(
        "the papers to bring",
        gone("/service-manual", "<p>รายการเอกสารหลักฐานประกอบ: บัตรประจำตัวประชาชน</p>"),
        {"O9.6": MISSING},
    ),
    Turn("where to go", gone("/service-manual", f"<p>ช่องทางการให้บริการ: กองคลัง {POST}</p>"), {"O9.4": MISSING}),
    Turn("the online form", page("/e-service", ("<form", "<div"), ("</form>", "</div>")), {"O10.1": "channel_missing"}),
    Turn("the use of the online service", gone("/e-service", "<h2>คู่มือการใช้งานระบบ E-Service</h2>"), {"O10.3": MISSING}),
    # O11, O12: buying
    *(
        Turn(
            f"the sheet of {month}",
            without_sheet(month),
            {"O11.1": "months_missing"},
            values={"O11.1": {"months": (label,)}},
        )
        for month, label in (
            ("ตุลาคม", "ต.ค. 2568"),
            ("ธันวาคม", "ธ.ค. 2568"),
            ("มกราคม", "ม.ค. 2569"),
            ("มีนาคม", "มี.ค. 2569"),
        )
    ),
    *(
        Turn(f"the monthly summary's column {number}", sheets(lambda sheet, at=number: sheet.delete_cols(at)), expected)
        for number, expected in (
            (2, {"O11.2": COLUMNS}),
            (3, {"O11.3": COLUMNS}),
            (4, {"O11.4": COLUMNS}),
            (5, {"O11.5": COLUMNS}),
            (6, {"O11.6": COLUMNS}),
            (7, {"O11.7": COLUMNS}),
            (8, {"O11.8": COLUMNS}),
            (9, {"O11.9": COLUMNS}),
        )
    ),
    Turn(
        "one cell of December",
        cell(4, 5, None),
        {"O11.5": CELL},
        values={"O11.5": {"column": "วิธีซื้อหรือจ้าง", "row": 1, "count": 1}},
    ),
    Turn("a line of dots in December", cell(5, 4, "…………"), {"O11.4": CELL}),
    Turn("December had none of it", cell(5, 4, "-"), {}, "complete"),
    Turn(
        "the year's middle price",
        page("/procurement-2568", ("<th>ราคากลาง</th>", "<th>หมายเหตุ</th>")),
        {"O12.5": COLUMNS},
    ),
    Turn("the purchases of 2566", page("/procurement-2568", ("2568", "2566")), all_of("O12", 7), "outdated"),
    # O13, O14: people who work there
    Turn(
        "the staff plan's budget", words("/files/hr-plan-2569.pdf", ("งบประมาณ (บาท)", "ผู้รับผิดชอบ")), {"O13.8": COLUMNS}
    ),
    Turn(
        "the staff plan's time", words("/files/hr-plan-2569.pdf", ("ระยะเวลาดำเนินการ", "ผู้รับผิดชอบ")), {"O13.9": COLUMNS}
    ),
    Turn(
        "rules of promotion and punishment",
        words("/files/hr-criteria.pdf", ("การให้คุณให้โทษและการสร้างขวัญกำลังใจ", "อื่น ๆ")),
        {"O13.5": MISSING},
    ),
    Turn("problems met", gone("/hr-report-2568", "<p>ปัญหา/อุปสรรค: งานประจำมาก</p>"), {"O14.5": MISSING}),
    Turn(
        "a course on mending problems instead of problems met",
        page(
            "/hr-report-2568", ("<p>ปัญหา/อุปสรรค: งานประจำมาก</p>", ""), ("อบรมการใช้คอมพิวเตอร์", "อบรมการแก้ไขปัญหายาเสพติด")
        ),
        {"O14.5": MISSING},
    ),
    Turn("how many were trained", gone("/hr-report-2568", "<p>จำนวนผู้เข้ารับการฝึกอบรม 18 คน</p>"), {"O14.4": MISSING}),
    Turn(
        "how many posts there are",
        gone("/hr-report-2568", "<h2>สถิติอัตรากำลังจำแนกตามประเภทตำแหน่ง</h2>"),
        {"O14.3": MISSING},
    ),
    # O15 to O20: integrity
    Turn(
        "the ethics team",
        page(
            "/ethics",
            ("คำสั่งแต่งตั้งคณะทำงานขับเคลื่อนเรื่องจริยธรรม", "เรื่องทั่วไป"),
            ("แต่งตั้งทีมให้คำปรึกษาตอบคำถามทางจริยธรรม ประกอบด้วย ปลัดเป็นประธาน หัวหน้าสำนักปลัดเป็นเลขานุการ", ""),
        ),
        {"O15.3": MISSING},
    ),
    Turn(
        "the do's and don'ts",
        gone(
            "/ethics",
            "<h2>แนวปฏิบัติ Dos &amp; Don'ts</h2><p>Dos: ใช้รถราชการเพื่อราชการเท่านั้น Don'ts: ไม่นำทรัพย์สินของราชการไปใช้ส่วนตัว "
            "เพื่อลดความสับสนเกี่ยวกับพฤติกรรมสีเทา</p>",
        ),
        {"O15.4": MISSING},
    ),
    Turn(
        "how long a complaint takes",
        gone("/complaint-guideline", "<h2>ระยะเวลาดำเนินการ</h2><p>แจ้งผลภายใน 30 วันทำการนับแต่วันรับเรื่อง</p>"),
        {"O16.4": MISSING},
    ),
    Turn(
        "who handles it",
        gone("/complaint-guideline", "<h2>ส่วนงานที่รับผิดชอบ</h2><p>สำนักปลัด งานนิติการ</p>"),
        {"O16.3": MISSING},
    ),
    Turn(
        "the channel's form only searches",
        page("/complaint-channel", (REPORTING, SEARCHING)),
        {"O17.1": "channel_missing", "O17.2": "channel_missing"},
    ),
    Turn("the figures go, none is said", gone("/complaint-stats", STATS), {}, "complete"),
    Turn(
        "the figures go, none is said of 2566",
        page(
            "/complaint-stats",
            (STATS, "<p>หน่วยงานเผยแพร่ข้อมูลให้ประชาชนทราบทุกปีตามแบบวัดการเปิดเผยข้อมูลสาธารณะ</p>"),
            (NONE_SAID, "<p>ปีงบประมาณ พ.ศ. 2566 ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</p>"),
        ),
        all_of("O18", 3, MISSING),
    ),
    Turn(
        "complaints still open are not counted",
        page("/complaint-stats", ("<th>จำนวนเรื่องที่อยู่ระหว่างดำเนินการ</th>", "<th>หมายเหตุ</th>"), (NONE_SAID, "")),
        {"O18.3": MISSING},
    ),
    Turn(
        "who took part",
        gone("/participation", "<p>ผู้เข้าร่วมประชาคม จำนวน 84 คน เป็นผู้แทนทั้ง 9 หมู่บ้าน</p>"),
        {"O19.3": MISSING},
    ),
    Turn("the head's signature", gone("/no-gift", SIGNED), {"O20.1": "not_signed"}),
    Turn(
        "signed by the permanent secretary",
        page("/no-gift", (SIGNED, f" ลงชื่อ (นางตัวอย่าง รักงาน) ปลัด{POST}")),
        {"O20.1": "not_signed"},
    ),
    Turn("signed by a deputy", page("/no-gift", (SIGNED, f" ลงชื่อ ({DEPUTY}) รองนายก{POST}")), {"O20.1": "not_signed"}),
    Turn(
        "before, while and after", page("/no-gift", ("ทั้งก่อน ขณะ และหลังปฏิบัติหน้าที่", "ในการปฏิบัติหน้าที่")), {"O20.2": MISSING}
    ),
    Turn(
        "the gift report of two years ago",
        page(
            "/no-gift",
            (
                "รายงานผลการดำเนินงานตามนโยบาย No Gift Policy ปีงบประมาณ พ.ศ. 2568",
                "รายงานผลการดำเนินงานตามนโยบาย No Gift Policy ปีงบประมาณ พ.ศ. 2566",
            ),
        ),
        {"O20.4": "other_year"},
        "outdated",
    ),
    # O21 to O26: risks, plans, what came of them
    Turn(
        "the level of risk", page("/risk-assessment", ("<th>ระดับความเสี่ยง</th>", "<th>หมายเหตุ</th>")), {"O21.3": COLUMNS}
    ),
    Turn("one of the four sides", page("/risk-assessment", ("การบริหารงานบุคคล", "การประชาสัมพันธ์")), {"O21.1": MISSING}),
    Turn("one measure", page("/risk-assessment", ("<td>จัดระบบบัตรคิว</td>", "<td></td>")), {"O21.4": CELL}),
    Turn("last year's assessment of risks", page("/risk-assessment", ("2569", "2568")), all_of("O21", 4), "outdated"),
    Turn("an older report on risks", page("/risk-report", ("2568", "2567")), all_of("O22", 2), "outdated"),
    Turn(
        "the anti-corruption plan's budget, but one project without any",
        words("/files/anticorruption-plan-2569.pdf", ("งบประมาณ (บาท)", "หมายเหตุ")),
        {"O23.3": COLUMNS},
    ),
    Turn(
        "the anti-corruption report of 2567",
        words("/files/anticorruption-report-2567.pdf", ("2568", "2567")),
        all_of("O24", 4),
        "outdated",
    ),
    Turn("who is responsible", page("/ita-analysis", ("<th>ผู้รับผิดชอบ</th>", "<th>หมายเหตุ</th>")), {"O25.3": COLUMNS}),
    Turn("by when", page("/ita-analysis", ("<th>ระยะเวลาดำเนินการ</th>", "<th>หมายเหตุ</th>")), {"O25.4": COLUMNS}),
    Turn(
        "the analysis itself",
        page("/ita-analysis", ("ผลการวิเคราะห์ผลการประเมิน", "ภาพกิจกรรม"), ("หน่วยงานได้คะแนน 84.20", "")),
        {"O25.1": MISSING},
    ),
    Turn(
        "what came of the measures",
        page("/measures-report", ("<th>ผลลัพธ์หรือความสำเร็จ</th>", "<th>หมายเหตุ</th>")),
        {"O26.2": MISSING},
    ),
)


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.name.replace(" ", "-"))
def test_only_what_was_changed_turns(model: Bench, before: Assessment, turn: Turn) -> None:
    bench = model.copy()
    turn.edit(bench)
    after = bench.judged()
    changed = turned(before, after)
    assert {code: reason for code, (_, reason) in changed.items()} == turn.elements
    moved = {
        one.code: str(one.status)
        for one, old in zip(after.verdicts, before.verdicts, strict=True)
        if one.status != old.status
    }
    items = {code.split(".")[0] for code in turn.elements}
    assert moved == ({} if turn.status == "complete" else dict.fromkeys(items, turn.status))
    for code, values in turn.values.items():
        assert findings(after)[code].reason.values == values
    for finding in findings(after).values():  # no evidence but what the changed site holds
        for place in finding.evidence:
            assert place.url in {
                one.url for one in (*bench.site.pages, *bench.site.documents, *bench.site.offsite)
            } or (place.kind == "link")


def test_every_item_is_mutated() -> None:
    touched = {code.split(".")[0] for turn in TURNS for code in turn.elements}
    assert {f"O{number}" for number in range(1, 27)} - touched == {"O4"}  # its ten items of news are pages of their own


def test_an_item_asked_only_of_another_kind_is_inapplicable_and_costs_nothing(
    model: Bench, before: Assessment, tmp_path: Path
) -> None:
    """No list we know has such an item; a list file may. Without its evidence it would else be missing."""
    text = (DATA / "oit-2569.yml").read_text(encoding="utf-8")
    asked = "- code: O7\n"
    assert text.count(asked) == 1
    file = tmp_path / "own.yml"
    file.write_text(text.replace(asked, f"{asked}  only: [province]\n"), encoding="utf-8")
    bench = model.copy()
    bench.checklist = str(file)
    bench.die("/files/annual-report.pdf")
    after = bench.judged()
    verdict = after.verdict("O7")
    assert (verdict.status, verdict.reason.code) == (Status.INAPPLICABLE, "item_not_for_kind")
    assert verdict.points_lost == 0 and not verdict.findings and not verdict.evidence
    assert after.score.oit == 100
    assert [one for one in after.verdicts if one.code != "O7"] == [one for one in before.verdicts if one.code != "O7"]
