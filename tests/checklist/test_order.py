"""What is found first must not matter: random small sites with equals among their candidates, told in two orders.

The sites are made so that an order-dependent judge shows: several pages and files of one name and one score that differ
in year and fullness, an address linked twice by different names, a place off the site met on two pages, dead links, a
hub that names everything, and two home-like pages. Leaving the address out of any tie-break makes this fail.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklist.assess import Assessor
from checklist.load import load_checklist, load_kinds, load_topics
from checklist.site import Document, DocumentState, Fetch, FetchOutcome, Form, Link, OffSite, Page, PageDetail, Table
from checklist.verdict import Assessment
from tests.checklist.small_site import AGENCY, HOME, HOST, TODAY, document, fetched, page

NAMES = (
    "รายงานผลการดำเนินงานประจำปี",
    "แผนปฏิบัติการป้องกันการทุจริต",
    "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
    "คู่มือสำหรับประชาชน",
    "E-Service",
    "ข่าวประชาสัมพันธ์",
    "โครงสร้างและอำนาจหน้าที่",
)
YEARS = ("", " 2566", " 2567", " 2568", " พ.ศ. ๒๕๖๗")
BODIES = (
    "",
    "",
    "",
    "ปัญหา อุปสรรค ไม่มี ข้อเสนอแนะ ให้ทำต่อ",
    "ขั้นตอน ยื่นคำขอ ระยะเวลา 3 วัน ค่าธรรมเนียม ไม่มี",
    "จำนวนเรื่องร้องเรียนทั้งหมด 3 เรื่อง แล้วเสร็จ 2 เรื่อง อยู่ระหว่างดำเนินการ 1 เรื่อง",
    "สำนักปลัด กองคลัง กองช่าง มีหน้าที่จัดบริการสาธารณะ มีอำนาจออกข้อบัญญัติ นายกองค์การบริหารส่วนตำบล",
    "ไม่มีเรื่องร้องเรียนการทุจริตในรอบปีที่ผ่านมา ประชาสัมพันธ์ 12 มกราคม 2568 เปิดรับลงทะเบียนผู้สูงอายุ",
)
TABLES = (
    Table(("โครงการ", "งบประมาณ", "ระยะเวลา"), (("อบรม", "20,000", "ม.ค. 2568"),)),
    Table(("โครงการ", "ผลการดำเนินการ", "งบประมาณที่ใช้"), (("อบรม", "แล้วเสร็จ", "19,000"),)),
    Table(("โครงการ", "ผลการดำเนินการ", "งบประมาณที่ใช้"), (("อบรม", "แล้วเสร็จ", ""),)),
)
OUTSIDE = ("https://drive.google.com/file/d/1", "https://forms.gle/abc", "https://www.facebook.com/samut")
STATES = (DocumentState.TEXT, DocumentState.TEXT, DocumentState.TEXT, DocumentState.OCR, DocumentState.SCAN)
DEAD = (FetchOutcome.NOT_FOUND, FetchOutcome.SERVER_ERROR, FetchOutcome.TIMEOUT, FetchOutcome.ROBOTS)

Part = Page | Document | Fetch | OffSite


@st.composite
def sites(draw: st.DrawFn) -> tuple[list[Part], dict[str, PageDetail]]:
    """Parts of a site about two or three things, and the deep readings of its pages."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    name = st.builds(lambda one, year: one + year, st.sampled_from(names), st.sampled_from(YEARS))
    parts: list[Part] = []
    details: dict[str, PageDetail] = {}
    called: list[Link] = []
    pages = [f"{HOST}/{n}" for n in range(draw(st.integers(1, 5)))]
    files = [f"{HOST}/{n}.pdf" for n in range(draw(st.integers(0, 4)))]
    gone = [f"{HOST}/gone/{n}" for n in range(draw(st.integers(0, 2)))]
    targets = st.sampled_from([*files, *gone, *OUTSIDE, *pages, ""])
    links = st.lists(st.builds(lambda url, text: Link(url, text, raw="#"), targets, name), max_size=4)
    signs = st.lists(st.builds(Link, st.sampled_from([*OUTSIDE, *gone]), name), min_size=1, max_size=3)
    for url in pages:
        title, body = draw(name), draw(st.sampled_from(BODIES))
        parts.append(page(url, title, f"{title}\n{body}", anchor=title, links=draw(links | signs)))
        forms = (Form(url, ("ชื่อ", "รายละเอียด"), ("ส่ง",)),) if draw(st.booleans()) else ()
        details[url] = PageDetail(tables=tuple(draw(st.lists(st.sampled_from(TABLES), max_size=1))), forms=forms)
        called += [Link(url, text) for text in draw(st.lists(name, min_size=1, max_size=2))]
    for url in files:
        title, shelf = draw(name), draw(st.sampled_from([HOME, *pages]))
        more = {
            "state": draw(st.sampled_from(STATES)),
            "tables": tuple(draw(st.lists(st.sampled_from(TABLES), max_size=1))),
        }
        parts.append(document(url, f"{title}\n{draw(st.sampled_from(BODIES))}", anchor=title, found_on=shelf, **more))
        called += [Link(url, text) for text in draw(st.lists(name, max_size=1))]
    for url in gone:
        parts.append(fetched(url, "", draw(st.sampled_from(DEAD)), 500))
        called += [Link(url, text) for text in draw(st.lists(name, max_size=1))]
    for url in (one for one in OUTSIDE for _ in range(draw(st.integers(0, 2)))):
        public = draw(st.sampled_from((None, True, False)))
        parts.append(OffSite(url, "google_drive", draw(st.sampled_from([HOME, *pages])), draw(name), public=public))
    home = page(HOME, "อบต.บ้านสมมุติ", "ยินดีต้อนรับ", links=called)
    return [home, *parts], details


def told(parts: Sequence[Part], details: dict[str, PageDetail], ask: random.Random | None = None) -> Assessment:
    """Judge the parts in this order, with questions in between when `ask` says so."""
    assessor = Assessor(
        load_checklist("oit-2568"), load_topics(), AGENCY, kinds=load_kinds(), today=TODAY, home=HOME,
        detail_of=lambda one: details.get(one.url, PageDetail()),
    )  # fmt: skip
    adding: dict[type, Callable[[Any], None]] = {
        Page: assessor.add_page, Document: assessor.add_document,
        Fetch: assessor.add_failure, OffSite: assessor.add_offsite,
    }  # fmt: skip
    for one in parts:
        adding[type(one)](one)
        if ask is not None and ask.random() < 0.2:
            assessor.verdicts()
            assessor.unsettled()
    return assessor.assessment(True, 0)


def plain(assessment: Assessment) -> list[tuple[object, ...]]:
    return [
        (v.code, v.status, v.reason, v.findings, v.evidence, v.weak, v.considered, v.confidence)
        for v in assessment.verdicts
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sites(), st.randoms(use_true_random=False))
def test_what_is_found_first_does_not_matter(
    site: tuple[list[Part], dict[str, PageDetail]], chance: random.Random
) -> None:
    parts, details = site
    other = list(parts)
    chance.shuffle(other)
    for one, two in zip(plain(told(parts, details)), plain(told(other, details, chance)), strict=True):
        assert one == two


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(sites())
def test_evidence_is_only_what_was_seen_there(site: tuple[list[Part], dict[str, PageDetail]]) -> None:
    """Each address was met, each quote of a text stands in it, and nothing rests on an address that is dead."""
    parts, details = site
    links = [link for one in parts if isinstance(one, Page) for link in one.links]
    met = {one.url for one in parts} | {link.url for link in links} | {HOME}
    texts = {one.url: one.text for one in parts if isinstance(one, Document)}
    dead = {one.url for one in parts if isinstance(one, Fetch)} - set(texts)
    for verdict in told(parts, details).verdicts:
        for finding in verdict.findings:
            for place in finding.evidence:
                assert place.url in met
                if place.page and place.quote and "|" not in place.quote and "·" not in place.quote:
                    assert place.quote in texts[place.url]
                assert place.url not in dead or finding.outcome != "passed"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(sites(), st.integers(0, 2**30))
def test_what_is_about_something_else_changes_nothing(
    site: tuple[list[Part], dict[str, PageDetail]], seed: int
) -> None:
    """Idle pages and files, linked from the home page among the others, make no verdict better or worse."""
    parts, details = site
    pages = [page(f"{HOST}/idle/{seed}/{n}", f"ภาพงานลอยกระทง {n}", "กระทงใบตอง " * 20) for n in range(3)]
    papers = [document(f"{HOST}/idle/{seed}/{n}.pdf", "ตารางแข่งขันฟุตบอล " * 9, anchor="ฟุตบอล") for n in range(2)]
    home = parts[0]
    assert isinstance(home, Page)
    links = (*(Link(one.url, one.title) for one in pages), *(Link(one.url, one.anchor) for one in papers))
    more = [replace(home, links=(*links, *home.links)), *parts[1:], *pages, *papers]

    def counted_out(assessment: Assessment) -> list[tuple[object, ...]]:
        return [(v.code, v.status, v.reason.code, v.findings, v.evidence, v.weak) for v in assessment.verdicts]

    assert counted_out(told(more, details)) == counted_out(told(parts, details))


@pytest.mark.parametrize("publics", [(None, False), (None, True), (False, True)])
def test_a_place_met_twice_is_the_same_place_whichever_came_first(publics: tuple[bool | None, ...]) -> None:
    name = "การประเมินความเสี่ยงการทุจริต 2568"
    place = "https://drive.google.com/file/d/1"
    shelf = page(f"{HOST}/1", name, f"{name}\nดูไฟล์", anchor=name, links=[Link(place, "ดูไฟล์")])
    home = page(HOME, "อบต.บ้านสมมุติ", "ยินดีต้อนรับ", links=[Link(shelf.url, name)])
    met = [OffSite(place, "google_drive", HOME, f"ดูไฟล์ {n}", public=public) for n, public in enumerate(publics)]
    one, two = (plain(told([home, shelf, *places], {})) for places in (met, met[::-1]))
    assert one == two
