"""The PDF says what the page says, letter for letter, and the browser asks nobody for anything."""

import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import sync_playwright

from checklist.errors import MissingToolError
from reports.letter_page import letter_html
from reports.to_cohort import cohort_html
from reports.to_digest import digest_html
from reports.to_html import to_html
from reports.to_letter import letter_values
from reports.to_missing import missing_html
from reports.to_pdf import find_browser, to_pdf
from reports.to_plan import plan_html
from tests.reports.pretend import view
from tests.reports.sample import LIST, Office
from tests.reports.test_to_letter import FACTS

PAGES: dict[str, Callable[[Office, str], str]] = {
    "agency": lambda office, lang: to_html(office.view(), lang),
    "every status": lambda office, lang: to_html(view(), lang),
    "unopened": lambda office, lang: to_html(office.view("s3", 0), lang),
    "missing": lambda office, lang: missing_html([office.view(), office.view("s2", 0)], lang),
    "plan": lambda office, lang: plan_html(office.plan(), lang),
    "cohort": lambda office, lang: cohort_html(office.cohort(), lang),
    "letter": lambda office, lang: letter_html(letter_values(office.view(), FACTS)),
    "digest": lambda office, lang: digest_html(
        office.changed(0, 1), office.agency(), {LIST: office.checklist}, lang, "1.0"
    ),
}
_PAGE_NUMBER = re.compile(r"^(?:\d+ / \d+|- [๐-๙]+ -)\s*$", re.MULTILINE)
SHOWN = """() => {
  document.querySelectorAll('.hidden').forEach(e => e.remove());  // for screen readers only
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  document.querySelectorAll('ol:not(.first)').forEach(
    list => [...list.children].forEach((item, n) => item.prepend(`${n + 1}. `)));  // the number is no text of the page
  const cells = [...document.querySelectorAll('td, th, dd')].map(e => e.innerText);
  return [document.body.innerText, [...document.querySelectorAll('thead')].map(e => e.innerText), cells];
}"""


def letters(text: str) -> str:
    """Text without the spaces and line ends that a layout adds. Every other letter and mark counts, in its order."""
    return re.sub(r"[\s\u200b]+", "", text)


def shown(html: str) -> tuple[str, list[str], list[str]]:
    """What a browser shows of the page on paper: all its text, the heads of its tables, their cells."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()))
        page = browser.new_page(offline=True)
        page.set_content(html)
        page.emulate_media(media="print")
        text, heads, cells = page.evaluate(SHOWN)
        browser.close()
    return letters(text), [letters(head) for head in heads], [letters(cell) for cell in cells]


def copied(pdf: Path) -> dict[str, str]:
    """The text of the PDF as two readers copy it: poppler, and pdfium, which is what Chrome shows PDF with."""
    raw = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True, timeout=60).stdout.decode()
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    both = {"poppler": raw.replace("\f", "\n"), "pdfium": "\n".join(pages)}
    return {name: letters(_PAGE_NUMBER.sub("", text)) for name, text in both.items()}


def compare(said: str, heads: list[str], printed: str) -> None:
    """Fail at the first letter that differs. A table's head may be printed on every page that the table reaches."""
    for head in dict.fromkeys(filter(None, heads)):
        assert head in printed
        said, printed = said.replace(head, ""), printed.replace(head, "")
    if said != printed:
        pairs = enumerate(zip(said, printed, strict=False))
        at = next((n for n, (one, other) in pairs if one != other), min(len(said), len(printed)))
        raise AssertionError(f"the page says …{said[at - 30 : at + 30]!r}, the PDF …{printed[at - 30 : at + 30]!r}")


@pytest.mark.browser
@pytest.mark.ocr
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_text_of_the_pdf_is_the_text_of_the_page(name: str, lang: str, office: Office, tmp_path: Path) -> None:
    html = PAGES[name](office, lang)
    (tmp_path / "r.pdf").write_bytes(to_pdf(html))
    said, heads, cells = shown(html)
    assert len(said) > 300
    told = pypdfium2.PdfDocument(tmp_path / "r.pdf").get_metadata_value("Title")
    assert told and told == " ".join(unescape(html.split("<title>")[1].split("</title>")[0]).split())
    for reader, printed in copied(tmp_path / "r.pdf").items():
        assert printed, reader
        compare(said, heads, printed)
        for cell in cells:
            assert cell in printed, (reader, cell)


@pytest.mark.parametrize(
    ("page", "pdf"), [("ที่นี่", "ทีนี่"), ("น้ำ", "นํ้า"), ("ก ข", "กขค"), ("กขค", "กข"), ("จัดซื้อ", "จัดซื้ซื้อ")]
)
def test_one_lost_moved_or_doubled_mark_is_a_difference(page: str, pdf: str) -> None:
    with pytest.raises(AssertionError, match="the page says"):
        compare(letters(page), [], letters(pdf))


@pytest.mark.browser
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
