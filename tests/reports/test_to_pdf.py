"""The PDF says what the page says, letter for letter, and the browser asks nobody for anything."""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import lxml.html
import pytest

from checklist.errors import MissingToolError
from reports.to_html import to_html
from reports.to_pdf import BROWSERS, find_browser, to_pdf
from tests.reports.pretend import view

browser = pytest.mark.skipif(not any(map(shutil.which, BROWSERS)), reason="Chromium is not installed")


def words(text: str) -> str:
    """Text without the spaces and line ends that a layout adds."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@pytest.mark.browser
@browser
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_text_of_the_pdf_is_the_text_of_the_page(tmp_path: Path) -> None:
    made = view()
    page = to_html(made)
    (tmp_path / "r.pdf").write_bytes(to_pdf(page))
    done = subprocess.run(["pdftotext", "-raw", tmp_path / "r.pdf", "-"], capture_output=True, check=True, timeout=60)
    printed = words(re.sub(r"^\d+ / \d+$", "", done.stdout.decode(), flags=re.MULTILINE).replace("\f", ""))
    tree = lxml.html.document_fromstring(page)
    for name in ("screen", "skip", "jump", "hidden"):  # not on paper
        for element in tree.find_class(name):
            element.drop_tree()
    for block in tree.xpath("//h1|//h2|//h3|//h4|//blockquote|//p[not(.//span)]|//li[not(*)]|//dt|//dd"):
        said = words(block.text_content())
        assert said in printed, block.text_content()


@pytest.mark.browser
@browser
def test_nothing_outside_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("ความลับ", encoding="utf-8")
    page = f'<body>ก<iframe src="file://{tmp_path}/secret.txt"></iframe><img src="http://127.0.0.1:9/x.png"></body>'
    (tmp_path / "r.pdf").write_bytes(to_pdf(page))
    done = subprocess.run(["pdftotext", tmp_path / "r.pdf", "-"], capture_output=True, check=True, timeout=60)
    assert "ความลับ" not in done.stdout.decode()


def test_no_browser_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingToolError, match="Chromium is not installed"):
        find_browser()
