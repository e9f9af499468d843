"""A faulty certificate is told as what was seen: with the facts of the visit, beside the evidence, never as a loss."""

import io
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from checklist.site import Document, DocumentState, Fetch, FetchOutcome, Page, Site
from reports.itas import answers
from reports.labels import label
from reports.to_html import to_html
from reports.to_json import to_json, to_json_text
from reports.to_terminal import to_terminal
from reports.view import AuditView
from reports.wording import value_word
from storage.store import Store
from tests.reports.gold import page_body
from tests.reports.pretend import AGENCY, HOME, site, view

SCHEMA = json.loads((Path(__file__).parents[2] / "reports/static/oit-audit-1.schema.json").read_text(encoding="utf-8"))
HOST = "www.naklangthung.example.go.th"
FAULTS = ("expired", "not_yet_valid", "self_signed", "wrong_host", "chain", "unreadable")


def seen(fault: str) -> Site:
    """The pretend site whose home page answers with that fault, and a file of a second host, whose is expired."""
    home = Page(HOME, Fetch(HOME, FetchOutcome.OK, HOME, 200, tls_fault=fault), title="หน้าแรก")
    file = "https://docs.naklangthung.example.go.th/a.pdf"
    other = Document(file, Fetch(file, FetchOutcome.OK, file, 200, tls_fault="expired"), DocumentState.TEXT)
    return replace(site(), pages=(home,), documents=(other,))


def terminal(made: AuditView, lang: str, width: int = 200) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    to_terminal(made, console, lang)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_told_in_words(fault: str, lang: str) -> None:
    made = view(site=seen(fault))
    said = value_word(fault, lang)
    assert said != fault
    assert f"{HOST}: {said}" in page_body(to_html(made, lang))
    line = label("certificate_line", lang).format(host=HOST, fault=said)
    assert terminal(made, lang).count(line) == 1
    assert "docs.naklangthung" not in terminal(made, lang), "one line, that of the home page"
    warned = [w for a in answers(made, lang) for w in a.warnings if said in w and HOST in w]
    assert warned


def test_data_names_hosts_and_faults_the_home_page_first() -> None:
    made = view(site=seen("wrong_host"))
    jsonschema.validate(json.loads(to_json_text(made)), SCHEMA)
    assert to_json(made)["certificate_faults"] == [
        {"host": HOST, "fault": "wrong_host"},
        {"host": "docs.naklangthung.example.go.th", "fault": "expired"},
    ]


def test_it_costs_nothing_and_is_not_told_of_a_sound_site() -> None:
    assert view(site=seen("expired")).score == view().score
    assert to_json(view())["certificate_faults"] == []
    for lang, word in (("th", "ใบรับรอง https"), ("en", "https certificate")):
        assert word not in to_html(view(), lang) + terminal(view(), lang)


def test_what_is_stored_is_what_is_told(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/oit.db") as store:
        store.save_agencies([AGENCY])
        crawl = store.begin_crawl(AGENCY, HOME, now="2026-11-22T10:00:00+00:00", max_requests=9, version="1")
        store.save(crawl.id, seen("self_signed").pages[0])
        store.save(crawl.id, seen("self_signed").documents[0])
        store.flush()
        assert dict(view(site=store.site(crawl.id)).tls_faults) == {
            HOST: "self_signed",
            "docs.naklangthung.example.go.th": "expired",
        }
