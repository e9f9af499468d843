"""The commands that work from the database alone: one crawl of the sample agency, then every list and letter."""

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.oit.conftest import Oit, environment
from tests.sites.serve import serving

REGISTER = "id,name,kind,website,province,district,supervisor\ns1,อบต.ทุ่งสมมุติ,sao,{url},ตัวอย่าง,สมมุติ,จังหวัดตัวอย่าง\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of an office whose register holds the sample agency, crawled once; the site is gone afterwards."""
    folder = tmp_path_factory.mktemp("office")
    with serving() as (url, _):
        (folder / "agencies.csv").write_text(REGISTER.format(url=url), encoding="utf-8")
        for command in (
            ["agencies", "import", "agencies.csv"],
            ["crawl", "s1", "--delay", "0", "--no-render", "--no-ocr"],
        ):
            subprocess.run(
                [sys.executable, "-m", "oit", *command], cwd=folder, env=environment(folder), check=True, timeout=120
            )
    yield folder


@pytest.fixture
def home(office: Path) -> Path:
    """Commands of this module run in that office."""
    return office


def written(oit: Oit, home: Path, *arguments: str) -> Path:
    """The one file that a command says it wrote."""
    done = oit(*arguments)
    assert done.returncode == 0, done.stderr
    (name,) = done.stdout.splitlines()
    return home / name


@pytest.mark.parametrize("form", ["xlsx", "csv", "html", "zip"])
def test_missing_list(oit: Oit, home: Path, form: str) -> None:
    path = written(oit, home, "missing", "--province", "ตัวอย่าง", "--format", form)
    assert path.name == f"missing-s1-oit-2569.{form}"
    data = path.read_bytes()
    if form in ("xlsx", "zip"):
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    else:
        text = data.decode("utf-8-sig")
        assert "O9" in text  # its link is dead
        assert "อบต.ทุ่งสมมุติ" in text


def test_several_formats_at_once_and_standard_output(oit: Oit, home: Path) -> None:
    for command, forms in (("missing", "xlsx,csv,html,zip"), ("plan", "html,xlsx"), ("itas", "xlsx,html")):
        done = oit(command, "s1", "--format", forms, "--out", "several")
        assert [Path(line).suffix for line in done.stdout.splitlines()] == [f".{form}" for form in forms.split(",")]
        assert all((home / line).stat().st_size > 500 for line in done.stdout.splitlines())
    done = oit("cohort", "--province", "ตัวอย่าง", "--format", "html", "--format", "open-data", "-o", "several")
    assert [Path(line).suffix for line in done.stdout.splitlines()] == [".html", ".csv"]
    piped = oit("missing", "s1", "--format", "csv", "-o", "-")
    assert "O9" in piped.stdout and not (home / "-").exists()
    told = oit("report", "s1", "-o", "one.json")
    assert told.stdout == "one.json\n" and (home / "one.json").is_file()


def test_the_list_of_agencies_is_whole_and_can_be_imported_again(oit: Oit, home: Path) -> None:
    listed = oit("agencies", "list").stdout
    assert "s1\tอบต.ทุ่งสมมุติ\tsao\thttp://127.0.0.1" in listed
    (home / "again.tsv").write_text(listed, encoding="utf-8")
    assert oit("agencies", "import", "again.tsv", "--db", "again.db").returncode == 0


@pytest.mark.parametrize("command", ["plan", "itas"])
@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_plan_and_answer_sheet(oit: Oit, home: Path, command: str, form: str) -> None:
    path = written(oit, home, command, "s1", "--format", form, "--out", f"x.{form}")
    assert path.stat().st_size > 5_000


def test_letters_are_numbered_one_after_the_other(oit: Oit, home: Path) -> None:
    sender = ("--office", "จังหวัดตัวอย่าง", "--signer", "นายทดสอบ ระบบ", "--position", "ผู้ว่าราชการจังหวัดตัวอย่าง")
    numbers = []
    for _ in range(2):
        path = written(oit, home, "letter", "--supervisor", "จังหวัดตัวอย่าง", "--prefix", "ตย 0023/", *sender)
        xml = zipfile.ZipFile(path).read("word/document.xml").decode()
        numbers += [number for number in ("๑", "๒") if f"๐๐๒๓/{number}<" in xml]
    assert numbers == ["๑", "๒"]
    assert oit("letter", *sender).returncode == 2
    assert oit("letter", "s1", *sender, "--out", "/proc/nowhere").returncode == 2  # and takes no number
    register = oit("letter", "--register").stdout
    assert register.count("\ts1\t") == 2 and "letter-s1-oit-2569.docx" in register
    third = zipfile.ZipFile(written(oit, home, "letter", "s1", "--prefix", "ตย 0023/", *sender))
    assert "๐๐๒๓/๓<" in third.read("word/document.xml").decode()


@pytest.mark.parametrize("form", ["html", "xlsx", "open-data"])
def test_cohort(oit: Oit, home: Path, form: str) -> None:
    path = written(oit, home, "cohort", "--province", "ตัวอย่าง", "--format", form)
    assert path.name.startswith("cohort-ตัวอย่าง-oit-2569.")
    if form == "open-data":
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        assert len({row["code"] for row in rows}) == 26


def test_another_years_list_and_what_changed(oit: Oit) -> None:
    judged = oit("assess", "s1", "--checklist", "oit-2568")
    assert judged.returncode == 0, judged.stderr
    changed = oit("compare", "s1", "--since", "2999-01-01")
    assert changed.returncode == 0, changed.stderr
    assert "O7" in changed.stdout
    alone = oit("compare", "s1")
    assert alone.returncode == 2
    assert "โปรดตรวจอีกครั้ง" in alone.stderr


def test_a_review_moves_the_score_and_is_shown(oit: Oit) -> None:
    before = oit("score", "s1").stdout.splitlines()[0]
    done = oit("review", "s1", "O12", "complete", "--note", "เปิดดูเอกสารแล้วครบ", "--checklist", "oit-2569")
    assert done.returncode == 0, done.stderr
    assert oit("score", "s1").stdout.splitlines()[0] == before  # the program's own finding stays as it was
    assert "เปิดดูเอกสารแล้วครบ" in oit("report", "s1", "--checklist", "oit-2569", "--lang", "th").stdout
    assert oit("review", "s1", "O99", "complete").returncode == 2


def test_a_list_or_a_date_that_is_none_is_told_as_such(oit: Oit) -> None:
    for words, says in (
        (["report", "s1", "--checklist", "oit-1999"], "oit-1999"),
        (["missing", "s1", "--checklist", "oit-2563"], "oit-2563"),
        (["compare", "s1", "--since", "2569-99-99"], "ไม่ใช่วันที่"),
        (["score", "s1", "--if", "O99"], "O99"),
    ):
        done = oit(*words)
        assert done.returncode == 2
        assert says in done.stderr
        assert done.stdout == ""


def test_score_says_the_cheapest_way(oit: Oit) -> None:
    assert "หาก O14 ครบถ้วน" in oit("score", "s1", "--if", "o14", "--checklist", "oit-2569").stdout
    done = oit("score", "s1", "--if", "o14", "--checklist", "oit-2569", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "With O14 complete" in done.stdout
    assert "85: mend" in done.stdout
    assert "no item 'O99'" in oit("score", "s1", "--if", "O99", "--lang", "en").stderr


def test_metrics_are_written(oit: Oit, home: Path) -> None:
    assert oit("status", "--prometheus", "oit.prom").returncode == 0
    assert "oit_" in (home / "oit.prom").read_text(encoding="utf-8")


def test_pruning_keeps_the_latest_crawl(oit: Oit) -> None:
    assert oit("prune", "--keep", "1").returncode == 0
    assert oit("report", "s1").returncode == 0
