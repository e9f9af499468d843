"""Hostile texts in every slot of every format: nothing runs, nothing moves, everything opens again."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import jsonschema
import lxml.html
import openpyxl
import pypdfium2
import pytest
from lxml.html import HtmlElement
from rich.console import Console

from checklist.agency import Agency
from checklist.compare import compare
from checklist.reasons import REASONS
from checklist.review import Review
from checklist.site import Fetch, FetchOutcome, Link, Page, Site
from checklist.verdict import Assessment, Evidence, Finding, Outcome, Reason, Status, Verdict
from reports.cohort import make_cohort
from reports.item_view import FIXABLE
from reports.open_data import COLUMNS, open_data_csv
from reports.plan import make_plan
from reports.safe import clean, href
from reports.to_cohort import cohort_html, cohort_xlsx
from reports.to_csv import to_csv
from reports.to_digest import digest_html, digest_text
from reports.to_html import to_html
from reports.to_itas import itas_html, itas_xlsx
from reports.to_json import to_json_text
from reports.to_letter import LetterFacts, to_letter
from reports.to_missing import missing_csv, missing_html, missing_xlsx
from reports.to_pdf import to_pdf
from reports.to_plan import plan_html, plan_xlsx
from reports.to_terminal import to_terminal
from reports.to_xlsx import to_xlsx
from reports.view import AuditView
from storage.queries import Example, ItemCount, Movement, Standing
from tests.reports import pretend
from tests.reports.hostile import TEXTS

SCHEMA = json.loads((Path(__file__).parents[2] / "reports/static/oit-audit-1.schema.json").read_text(encoding="utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA)
ROWS = pretend.ROWS[: len(Status)]  # one item for each status is enough to fill every slot
CHECKLIST = pretend.checklist(ROWS)
BASE = pretend.assessment()
BATCH = 40
BATCHES = [TEXTS[start : start + BATCH] for start in range(0, len(TEXTS), BATCH)]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def hostile_agency(text: str) -> Agency:
    return Agency(text or "x", text, text, "subdistrict", text, text, text)


def hostile_assessment(text: str) -> Assessment:
    """Every status once, every text of it hostile; each reason code gets its turn somewhere in the run."""
    proof = Evidence(text, "page", text, (text, text), text, text, 3, 2569, text)
    codes = sorted(code for code in REASONS if REASONS[code])  # a code without a slot carries no text
    first = TEXTS.index(text) if text in TEXTS else 0
    verdicts = []
    for number, row in enumerate(ROWS):
        status = list(Status)[number % len(Status)]
        reasons = [_reason(codes[(first + number + k) % len(codes)], text) for k in range(3)]
        findings = tuple(
            Finding(e.code, list(Outcome)[k % 3], reasons[k % 3], (proof,))
            for k, e in enumerate(CHECKLIST.item(row[0]).elements)
        )
        verdicts.append(
            Verdict(
                row[0],
                row[3],
                status,
                reasons[0],
                findings,
                (proof,),
                (reasons[1],),
                ((proof, reasons[2]),),
                True,
                0.5,
                1.0,
            )
        )
    return replace(BASE, verdicts=tuple(verdicts), agency=text or "x", version=text, assessed_on=text)


def _reason(code: str, text: str) -> Reason:
    return Reason(
        code, {name: (text, text) if name in ("words", "months", "lacks") else text for name in REASONS[code]}
    )


def hostile_view(text: str) -> AuditView:
    asked = CHECKLIST
    items = tuple(
        replace(
            item,
            name=text,
            unit=text,
            year=replace(item.year, text=text),
            elements=tuple(replace(e, text=text) for e in item.elements),
        )
        for item in asked.items
    )
    asked = replace(asked, items=items, title=text, title_en=text, notes=(text,))
    page = Page(text, Fetch(text, FetchOutcome.OK, text), links=(Link(text, text, row=text),))
    site = Site(
        text, (text,), (page,), (), (Fetch(text, FetchOutcome.NOT_FOUND), Fetch("x" + text, FetchOutcome.TIMEOUT))
    )
    crawl = pretend.FakeCrawl(
        id=text,
        home=text,
        started_at=text,
        finished_at=text,
        version=text,
        hosts=(text,),
        detail=text,
        ledger={text: 1},
    )
    review = Review(text or "x", "oit-2569", "O2", Status.PARTIAL, text, text, text, (text,) if text else ())
    lapsed = replace(review, code="O3", evidence=("0",))
    return AuditView.build(
        asked,
        {},
        pretend.KINDS,
        hostile_agency(text),
        crawl,
        hostile_assessment(text),
        previous=hostile_assessment(text),
        reviews=(review, lapsed),
        site=site,
    )


def skeleton(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Tags and attribute names in document order, with everything a link adds left out of the comparison."""
    tree: HtmlElement = lxml.html.document_fromstring(page)
    made = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            made.append(("comment", ()))
        elif (element.tag == "a" and not element.get("href", "").startswith("#")) or element.get("class") == "address":
            continue
        else:
            made.append((element.tag, tuple(sorted(element.attrib))))
    return made


def check_page(page: str, *, scripts: int = 0) -> None:
    page.encode("utf-8")
    tree: HtmlElement = lxml.html.document_fromstring(page)
    assert len(tree.findall(".//script")) == scripts
    assert len(tree.findall(".//style")) == 1
    assert not tree.findall(".//iframe") and not tree.findall(".//img") and not tree.findall(".//base")
    for element in tree.iter():
        if not isinstance(element.tag, str):
            raise AssertionError("a comment came from crawled text")
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            if name == "href":
                assert value.startswith(("http://", "https://", "HTTP://", "#")), value[:80]
            assert name not in ("src", "srcdoc", "action", "formaction", "style")


def check_book(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate, str(cell.value)[:60])
                if cell.hyperlink is not None and cell.hyperlink.target:
                    assert href(cell.hyperlink.target), cell.hyperlink.target[:80]


def check_csv(data: bytes) -> list[list[str]]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    for row in rows[1:]:
        for value in row:
            number = value.replace(".", "", 1).replace("-", "", 1).isdigit()
            assert number or not value.startswith(FORMULA_STARTS), value[:60]
    return rows


def facts(text: str) -> LetterFacts:
    day = date(2026, 11, 22)
    return LetterFacts(text, day, (text, text), text, text, text, text, text, text, text)


def standing(text: str) -> Standing:
    return Standing(
        hostile_agency(text), 50.0, 60.0, 50.0, text, False, text, text, 40.0, {"missing": 1}, 1, text, text
    )


def letter_shape(data: bytes) -> tuple[int, list[int]]:
    document = docx.Document(io.BytesIO(data))
    outside = [rel for rel in document.part.rels.values() if rel.is_external]
    assert not outside
    return len(document.paragraphs), [len(table.rows) for table in document.tables]


def test_there_are_enough_of_them() -> None:
    assert len(TEXTS) >= 500


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_pages_keep_their_shape(batch: tuple[str, ...]) -> None:
    calm = {lang: skeleton(to_html(hostile_view("ก"), lang)) for lang in ("th", "en")}
    for number, text in enumerate(batch):
        lang = ("th", "en")[number % 2]
        view = hostile_view(text)
        page = to_html(view, lang)
        check_page(page)
        if clean(text).strip() and not href(clean(text)):
            assert skeleton(page) == calm[lang], text[:80]


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_data_and_tables(batch: tuple[str, ...]) -> None:
    views = [hostile_view(text) for text in batch]
    for view in views:
        VALID.validate(json.loads(to_json_text(view).encode("utf-8")))
        check_csv(to_csv(view))
        check_book(to_xlsx(view))
    check_csv(missing_csv(views))
    check_book(missing_xlsx(views))
    assert check_csv(open_data_csv(views))[0] == list(COLUMNS)


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_every_other_report(batch: tuple[str, ...]) -> None:
    views = [hostile_view(text) for text in batch]
    for text, view in zip(batch, views, strict=True):
        check_page(itas_html(view), scripts=1)
        check_book(itas_xlsx(view))
        plan = make_plan(view, CHECKLIST, {"O1": (Example(hostile_agency(text), text, 90.0),)})
        check_page(plan_html(plan))
        check_book(plan_xlsx(plan))
        before = replace(hostile_assessment(text), verdicts=BASE.verdicts[: len(ROWS)])
        comparison = compare(before, hostile_assessment(text), {"oit-2569": CHECKLIST})
        check_page(digest_html(comparison, hostile_agency(text), {"oit-2569": CHECKLIST}))
        assert "\x1b" not in digest_text(comparison, hostile_agency(text), {})
        moves = (Movement(text or "x", 1.0, 2.0, (text,), (text,)),)
        items = (ItemCount(text, text, 0, {"missing": 3}, 1.0),)
        cohort = make_cohort(text, CHECKLIST, (standing(text),), items, moves, made_on=text)
        check_page(cohort_html(cohort))
        check_book(cohort_xlsx(cohort))
    check_page(missing_html(views))


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_letters_keep_their_shape(batch: tuple[str, ...]) -> None:
    """A letter takes as many texts at once as it has rows: making one is slow."""
    shown = [text for text in batch if len(text) < 5_000 and clean(text).strip()]
    shape = letter_shape(to_letter(hostile_view("ก"), facts("ก")))
    for start in range(0, len(shown), 4):
        four = (shown[start : start + 4] * 4)[:4]
        by_status = dict(zip(FIXABLE, four, strict=True))
        views = {text: hostile_view(text) for text in four}
        view = views[four[0]]
        items = tuple(views[by_status.get(i.status, four[1])].items[n] for n, i in enumerate(view.items))
        assert letter_shape(to_letter(replace(view, items=items), facts(four[0]))) == shape, four


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_the_terminal_is_never_given_orders(batch: tuple[str, ...]) -> None:
    for number, text in enumerate(batch):
        if len(text) > 20_000:
            continue
        console = Console(file=io.StringIO(), width=(80, 150)[number % 2], color_system=None)
        to_terminal(hostile_view(text), console, "th")
        out = console.file.getvalue()  # type: ignore[attr-defined]
        assert not set(out) & set("\x1b\x00\x07\x08\x9b\u202e"), text[:60]


@pytest.mark.browser
@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_the_pdf_opens_again_and_holds_no_order(batch: tuple[str, ...]) -> None:
    """One document with every text of the batch: printing one by one would take minutes."""
    data = to_pdf(missing_html([hostile_view(text) for text in batch]))
    check_pdf(data)


def check_pdf(data: bytes) -> None:
    """A second library opens every page; nothing in it acts, and its links lead to the web or to itself."""
    document = pypdfium2.PdfDocument(data)
    assert len(document) >= 1
    for number in range(len(document)):
        assert document[number].get_textpage().count_chars() > 0
    for order in (b"/JavaScript", b"/JS ", b"/Launch", b"/EmbeddedFile", b"/SubmitForm", b"/OpenAction"):
        assert order not in data
    for address in re.findall(rb"/URI \(((?:[^()\\\\]|\\\\.)*)\)", data):
        assert address.lower().startswith((b"http://", b"https://")), address[:80]


def test_the_checks_would_find_what_they_look_for() -> None:
    page = to_html(hostile_view("ก"))
    for harm in (
        "<script>1</script>",
        "<p onclick='x'>",
        "<a href='javascript:1'>x</a>",
        "<iframe></iframe>",
        "<!-- x -->",
    ):
        with pytest.raises(AssertionError):
            check_page(page.replace("</main>", harm + "</main>"))
    assert skeleton(page.replace("</main>", "<b></b></main>")) != skeleton(page)
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "=1+1"
    book.save(out)
    with pytest.raises(AssertionError):
        check_book(out.getvalue())
    for line in ("=1+1", "@SUM(1)", "+1+1", "＝1"):
        with pytest.raises(AssertionError):
            check_csv(f"a,b\r\n{line},x\r\n".encode())
    with pytest.raises(AssertionError):
        check_csv(b"a,b\r\nx\r\n")
    with pytest.raises(pypdfium2.PdfiumError):
        check_pdf(b"%PDF-1.7 cut off")
