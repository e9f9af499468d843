"""Files as LibreOffice and bsdtar write them, not as we believe they are built (see make_office_samples.py)."""

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest

from checklist.site import Document, DocumentState
from crawler.documents import read_all
from tests.crawler.documents import document_builders as build
from tests.crawler.documents.make_office_samples import SIGNED, WORDS

NOTES = "บันทึกของผู้บรรยาย"


def read(name: str) -> Document:
    body = build.sample(f"{name}.gz") if name.endswith(".ppt") else build.sample(name)
    if name.endswith(".ppt"):
        body = gzip.decompress(body)
    document = build.read(body, name)
    assert document.state is DocumentState.TEXT, document.detail
    assert document.format == name.rpartition(".")[2]
    return document


def plan_in(document: Document) -> None:
    (table,) = document.tables
    assert table.header == build.HEADER
    assert table.rows == build.ROWS


@pytest.mark.parametrize("name", ["plan.odt", "plan.rtf", "plan.doc"])
def test_a_text_with_a_table(name: str) -> None:
    if name == "plan.doc" and not shutil.which("antiword"):
        pytest.skip("antiword is not installed: tables of Word 97 files are told by it")
    document = read(name)
    for words in (build.TITLE, WORDS, SIGNED):
        assert words in document.text
    plan_in(document)
    assert "|" not in document.text


@pytest.mark.parametrize("name", ["plan.xls", "plan.ods"])
def test_a_workbook(name: str) -> None:
    document = read(name)
    plan_in(document)
    assert document.tables[0].page == 1


@pytest.mark.parametrize("name", ["talk.ppt", "talk.odp"])
def test_slides_are_pages_with_their_notes_and_without_the_master(name: str) -> None:
    first, second = read(name).pages
    assert first.startswith(build.TITLE) and first.endswith(NOTES)
    assert second.startswith("ตารางแผน") and "จ้างเหมาบริการทำความสะอาด" in second
    assert "Click to edit" not in first + second and "*" not in first + second
    if name == "talk.odp":
        (table,) = read(name).tables
        assert (table.header, table.page) == (build.HEADER, 2)


def test_what_does_not_fit_a_cell_goes_on_in_the_next_line() -> None:
    from crawler.documents.bars import without_bars

    page = "แผน\n|ลำดับ|รายการ|วงเงิน|\n|1|จ้างเหมาบริการ|500|\n| |ทำความสะอาด| |\n|2|ซื้อน้ำมัน|900|\nจบ | ไม่ใช่ตาราง"
    text, (table,) = without_bars(page, number=3)
    assert text.splitlines()[2:] == ["1\tจ้างเหมาบริการ ทำความสะอาด\t500", "2\tซื้อน้ำมัน\t900", "จบ | ไม่ใช่ตาราง"]
    assert table.rows == (("1", "จ้างเหมาบริการ ทำความสะอาด", "500"), ("2", "ซื้อน้ำมัน", "900"))
    assert (table.heading, table.page) == ("แผน", 3)


@pytest.fixture
def seven_zip(tmp_path: Path) -> bytes:
    if not shutil.which("bsdtar"):
        pytest.skip("bsdtar is not installed: 7z archives are packed and unpacked by it")
    (tmp_path / "แผน.doc").write_bytes(build.sample("plan.doc"))
    (tmp_path / "อ่าน.txt").write_text("สวัสดี", encoding="utf-8")
    command = ["bsdtar", "--format", "7zip", "-cf", "all.7z", "แผน.doc", "อ่าน.txt"]
    subprocess.run(command, cwd=tmp_path, check=True, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    return (tmp_path / "all.7z").read_bytes()


def test_a_7z_archive(seven_zip: bytes) -> None:
    outer, *inner = read_all(seven_zip, url="https://www.tua-yang.example/all.7z", fetch=build.fetch_of())
    assert (outer.format, outer.state, outer.detail) == ("7z", DocumentState.TEXT, "2 files")
    assert {document.name: document.state for document in inner} == dict.fromkeys(
        ("แผน.doc", "อ่าน.txt"), DocumentState.TEXT
    )


def test_a_7z_archive_that_cannot_be_unpacked_says_why(seven_zip: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build.read(seven_zip[:1000]).state is DocumentState.BROKEN
    monkeypatch.setattr("crawler.documents.from_zip.find_tool", lambda name: None)
    document = build.read(seven_zip)
    assert document.state is DocumentState.UNSUPPORTED
    assert document.detail == "0 files; no program here to unpack it"
