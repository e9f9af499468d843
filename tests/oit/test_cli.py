"""The command line: help, and bad input that gets one clear sentence, a non-zero exit, and changes nothing."""

import csv
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from oit.cli import COMMANDS
from tests.oit.conftest import Oit, environment


def test_help_names_every_command(oit: Oit) -> None:
    done = oit("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert name in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_in_the_readme(oit: Oit, name: str) -> None:
    done = oit(name, "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout
    assert f"oit {name}" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["audit", "https://"], "โปรดเขียนเต็ม"),
        (["audit", "nowhere"], "โปรดเขียนเต็ม"),
        (["audit", "ftp://files.example.go.th/"], "เฉพาะ http:// และ https://"),
        (["audit", "javascript:alert(1)"], "เฉพาะ http:// และ https://"),
        (["audit", "https://me:secret@example.go.th/"], "รหัสผ่าน"),
        (["audit", "https://example.go.th:99999/"], "ไม่ใช่ที่อยู่เว็บ"),
        (["audit", "https://www.example.go.th", "--checklist", "oit-1999"], "oit-1999"),
        (["audit", "https://www.example.go.th", "--kind", "temple"], "temple"),
        (["audit", "https://www.example.go.th", "--delay", "0", "--lang", "en"], "polite"),
        (["audit", "https://www.example.go.th", "--format", "docx"], "docx"),
        (["audit", "https://www.example.go.th", "--db", "sqlite:////no/such/folder/oit.db"], "/no/such/folder"),
        (["audit", "https://www.example.go.th", "--db", "mysql://x/y"], "mysql"),
        (["audit", "https://www.example.go.th", "--max-requests", "0"], "max-requests"),
        (["audit", "https://www.example.go.th", "--out", "/proc/nowhere"], "/proc/nowhere"),
        (["report", "nobody"], "nobody"),
        (["report", "nobody", "-o", "x.txt"], "x.txt"),
        (["missing", "nobody", "--format", "xlsx,pdf"], "pdf"),
        (["letter", "--province", "ตัวอย่าง"], "--office, --signer, --position"),
        (["assess", "nobody"], "nobody"),
        (["missing", "nobody"], "nobody"),
        (["explain"], "ไม่มีสิ่งที่จะอธิบาย"),
        (["checklists", "show", "oit-2569", "--item", "O99"], "O99"),
        (["crawl"], "--due"),
        (["nightly", "--until", "half past six"], "half past six"),
        (["agencies", "import", "no-such-file.csv"], "no-such-file.csv"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_bad_input_gets_one_sentence_and_writes_nothing(oit: Oit, home: Path, arguments: list[str], says: str) -> None:
    done = oit(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not [path for path in home.rglob("*") if path.suffix in (".html", ".json", ".xlsx", ".csv")]


def test_a_database_that_is_no_database(oit: Oit, home: Path) -> None:
    wrong = home / "letter.db"
    wrong.write_text("เรียน นายก อบต. " * 100, encoding="utf-8")
    before = wrong.read_bytes()
    done = oit("agencies", "list", "--db", f"sqlite:///{wrong}")
    assert done.returncode == 2
    assert "letter.db" in done.stderr
    assert "Traceback" not in done.stderr
    assert wrong.read_bytes() == before


def test_a_register_with_bad_lines_imports_nothing(oit: Oit, home: Path) -> None:
    register = home / "agencies.csv"
    register.write_text(
        "id,name,kind,website,province,district,supervisor\n"
        "1,อบต.ทุ่งสมมุติ,sao,https://www.thungsommut.example,ตัวอย่าง,สมมุติ,จังหวัดตัวอย่าง\n"
        "2,อบต.ไม่มีเว็บ,sao,,ตัวอย่าง,สมมุติ,\n"
        "1,ซ้ำ,sao,https://www.other.example,ตัวอย่าง,สมมุติ,\n"
        "4,ชนิดผิด,temple,https://www.temple.example,ตัวอย่าง,สมมุติ,\n",
        encoding="utf-8-sig",
    )
    done = oit("agencies", "import", register)
    assert done.returncode == 2
    for number in ("3", "4", "5"):
        assert number in done.stderr
    assert "temple" in done.stderr
    listed = oit("agencies", "list")
    assert "อบต.ทุ่งสมมุติ" not in listed.stdout


def test_a_good_register_is_listed(oit: Oit, home: Path) -> None:
    register = home / "agencies.csv"
    register.write_text(
        "รหัส,ชื่อหน่วยงาน,ประเภท,เว็บไซต์,จังหวัด\n1,อบต.ทุ่งสมมุติ,sao,https://www.thungsommut.example,ตัวอย่าง\n", encoding="cp874"
    )
    assert oit("agencies", "import", register).returncode == 0
    assert "อบต.ทุ่งสมมุติ" in oit("agencies", "list", "--province", "ตัวอย่าง").stdout
    assert "อบต.ทุ่งสมมุติ" not in oit("agencies", "list", "--province", "อื่น").stdout


def test_checklists_are_listed_shown_and_compared(oit: Oit) -> None:
    listed = oit("checklists", "list").stdout
    for year in range(2563, 2570):
        assert f"oit-{year}" in listed
    shown = oit("checklists", "show", "oit-2568", "--item", "O1").stdout
    assert "โครงสร้าง" in shown
    assert "O5" in oit("checklists", "diff", "oit-2567", "oit-2568").stdout
    rows = list(csv.DictReader(oit("checklists", "table", "--family", "oit").stdout.splitlines()))
    assert {row["checklist"] for row in rows} >= {"oit-2563", "oit-2569"} and all(row["check"] for row in rows)
    assert "oit-2569,26," in oit("checklists", "table", "--summary").stdout


def test_explain_answers_line_by_line(oit: Oit) -> None:
    records = (
        '{"id": "a", "anchor_text": "แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2569", "title": "", "text": "", "url": ""}\n'
        '{"id": "b", "anchor_text": "สถานที่ท่องเที่ยว", "title": "", "text": "", "url": ""}\n'
    )
    done = oit("explain", "--checklist", "oit-2569", "--jsonl", "-", stdin=records)
    assert done.returncode == 0
    first, second = done.stdout.splitlines()
    assert '"anticor_plan"' in first
    assert second == '{"id": "b", "topics": []}'


def test_explain_says_why_and_what_would_change_the_answer(oit: Oit, home: Path) -> None:
    page = home / "page.html"
    page.write_text("<title>แผนปฏิบัติการป้องกันการทุจริต 2569</title><h1>หน้าแรก</h1><p>ยินดีต้อนรับ</p>", encoding="utf-8")
    done = oit("explain", page, "--checklist", "oit-2569", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("O23 anticor_plan")
    assert "without its title" in done.stdout
    assert oit("explain", "กองคลัง", "--lang", "en").stdout.startswith("No words of any item")
    absent = oit("explain", "no-such-file.pdf")
    assert absent.returncode == 2
    assert "no-such-file.pdf" in absent.stderr


def test_doctor_reports_and_ends_well(oit: Oit) -> None:
    done = oit("doctor")
    assert done.returncode == 0
    assert "chromium" in done.stdout


def test_doctor_says_what_is_missing_and_what_that_costs_in_both_languages() -> None:
    for lang, said in (("th", "ขาด 8 อย่าง"), ("en", "8 thing(s) missing")):
        done = CliRunner(env={"PATH": "", "HOME": "/nowhere"}).invoke(
            import_module("oit.commands.doctor").command, ["--lang", lang, "--db", "/nowhere/oit.db"]
        )
        assert said in done.output or said.replace("8", "7") in done.output  # a Thai font may be installed
        assert "tesseract-ocr-tha" in done.output and "/nowhere/oit.db" in done.output


def test_names_are_completed_by_tab(home: Path) -> None:
    asked = {"_OIT_COMPLETE": "bash_complete", "COMP_WORDS": "oit agen", "COMP_CWORD": "1"}
    done = subprocess.run(
        [Path(sys.executable).with_name("oit")],
        env={**environment(home), **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "plain,agencies\n"
