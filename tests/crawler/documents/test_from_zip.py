"""Archives: Thai names, files read one by one, nothing outside, no endless nesting."""

import shutil

import pytest

from checklist.site import DocumentState
from crawler.documents import read_all
from tests.crawler.documents import document_builders as build

URL = "https://www.tua-yang.example/plan.zip"


def test_thai_windows_names_and_inner_files() -> None:
    body = build.zip_of({"แผน 2569/แผนจัดซื้อ.txt": "สวัสดี".encode(), "แผน.docx": build.docx()}, thai_windows=True)
    archive, text, word = read_all(body, url=URL, fetch=build.fetch_of(URL))
    assert archive.state is DocumentState.TEXT
    assert archive.pages == ("แผน 2569/แผนจัดซื้อ.txt\nแผน.docx",)
    assert text.url == f"{URL}#แผน 2569/แผนจัดซื้อ.txt"
    assert text.name == "แผนจัดซื้อ.txt"
    assert text.text == "สวัสดี"
    assert word.format == "docx"
    assert word.tables[0].header == build.HEADER


def test_utf8_names() -> None:
    archive, *_ = read_all(build.zip_of({"ราคากลาง.txt": b"x"}), url=URL, fetch=build.fetch_of(URL))
    assert archive.text == "ราคากลาง.txt"


def test_names_are_never_paths() -> None:
    archive, inner = read_all(build.zip_of({"../../evil.txt": b"x"}), url=URL, fetch=build.fetch_of(URL))
    assert archive.text == "../../evil.txt"
    assert inner.name == "evil.txt"


def test_an_archive_inside_an_archive_is_not_opened() -> None:
    body = build.zip_of({"inner.zip": build.zip_of({"a.txt": b"x"})})
    _, inner = read_all(body, url=URL, fetch=build.fetch_of(URL))
    assert inner.state is DocumentState.UNSUPPORTED


def test_a_bad_file_inside_costs_only_itself() -> None:
    body = build.zip_of({"bad.pdf": b"%PDF-1.4 junk", "good.txt": b"good"})
    _, bad, good = read_all(body, url=URL, fetch=build.fetch_of(URL))
    assert bad.state is DocumentState.BROKEN
    assert good.text == "good"


@pytest.mark.skipif(not (shutil.which("bsdtar") or shutil.which("unar")), reason="neither bsdtar nor unar is installed")
def test_rar() -> None:
    archive, inner = read_all(build.rar_of("plan.txt", "ราคากลาง".encode()), url=URL, fetch=build.fetch_of(URL))
    assert archive.format == "rar"
    assert archive.text == "plan.txt"
    assert inner.text == "ราคากลาง"


def test_half_archives_end_in_a_state() -> None:
    for body in (build.zip_of({"a.txt": b"x" * 999})[:60], build.rar_of("a.txt", b"x" * 99)[:40], b"Rar!\x1a\x07\0"):
        document = read_all(body, url=URL, fetch=build.fetch_of(URL))[0]
        assert document.state in (DocumentState.BROKEN, DocumentState.EMPTY)


def test_one_volume_of_a_split_archive_is_not_called_broken() -> None:
    document = build.read(build.rar_of("plan.pdf", b"%PDF-1.4 the first half", torn=True), "plan.part1.rar")
    assert document.state is DocumentState.UNSUPPORTED
    assert document.text == "plan.pdf"
    assert "the first volume of a split archive" in document.detail
