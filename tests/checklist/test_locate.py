"""Where evidence may be: from labels damaged as on real sites, through hubs, to dead, listed and hollow targets."""

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.load import available, load_checklist, load_topics
from checklist.locate import Candidate, Locator, Matcher, Signals, offered
from checklist.model import Checklist, Item
from checklist.site import Document, Fetch, FetchOutcome, Link, OffSite, Page, PageState
from checklist.thai import to_arabic_digits, to_thai_digits
from checklist.years import best_year, years_in
from tests.checklist.damage import DAMAGE

HOME = "https://muang-samut.example/"
YEARS = ("oit-2566", "oit-2567", "oit-2568", "oit-2569")


@pytest.fixture(scope="module")
def lists() -> dict[str, tuple[Checklist, Matcher]]:
    found = {}
    for name in YEARS:
        checklist = load_checklist(name)
        found[name] = (checklist, Matcher.for_checklist(load_topics(), checklist))
    return found


@pytest.fixture
def locator(lists: dict[str, tuple[Checklist, Matcher]]) -> Locator:
    checklist, matcher = lists["oit-2568"]
    return Locator(matcher, checklist)


def fetch(path: str, outcome: FetchOutcome = FetchOutcome.OK, status: int = 200) -> Fetch:
    return Fetch(HOME + path, outcome, final_url=HOME + path, status=status)


def page(path: str, title: str = "เทศบาลสมมุติ", links: tuple[Link, ...] = (), **more: object) -> Page:
    found_on = more.pop("found_on", HOME if path else "")
    main = more.pop("main", "เนื้อหาของหน้านี้มีความยาวพอสมควร ให้อ่านได้จริง ไม่ใช่หน้าเปล่า")
    return Page(HOME + path, fetch(path), title=title, links=links, found_on=found_on, main=main, **more)  # type: ignore[arg-type]


def link(path: str, text: str, place: str = "content", **more: str) -> Link:
    return Link(HOME + path if path else "", text, place, **more)


def urls(candidates: tuple[Candidate, ...]) -> list[str]:
    return [candidate.url.removeprefix(HOME) for candidate in candidates]


# --- labels -----------------------------------------------------------------------------------------------------------


WHOLE_LIST = 6
"""Topics that one item joins at most; MOIT2, which joins 28, is a whole list, and its name speaks of none of them."""


def items(name: str) -> list[Item]:
    return [item for item in load_checklist(name).items if len(item.topics) <= WHOLE_LIST]


@pytest.mark.parametrize("name", available())
def test_every_item_name_is_known_however_it_is_damaged(name: str) -> None:
    matcher = Matcher.for_checklist(load_topics(), load_checklist(name))
    for item in items(name):
        for damage, harm in DAMAGE.items():
            answers = offered(matcher.match(Signals(anchor=harm(item.name))))
            assert answers and answers[0].topic in item.topics, (damage, harm(item.name), answers[:2])


@pytest.mark.parametrize("name", [*YEARS, "vec-2569", "moit-2568"])
@pytest.mark.parametrize("put", [" ", "\u200b", "\u00a0"], ids=["space", "zero width", "no-break"])
def test_every_item_name_is_known_wherever_it_is_cut(name: str, put: str) -> None:
    matcher = Matcher.for_checklist(load_topics(), load_checklist(name))
    for item in items(name):
        for at in range(1, len(item.name)):
            text = item.name[:at] + put + item.name[at:]
            answers = offered(matcher.match(Signals(anchor=text)))
            assert answers and answers[0].topic in item.topics, (text, answers[:2])


YEAR_FORMS = (
    "{} ปี {}", "{}ประจำปีงบประมาณ พ.ศ. {}", "{} {}", "{}{}", "{} (พ.ศ.{})", "{} ปีงบประมาณ {}", "ปี {1} {0}", "{}_{}",
    "{} FY{}", "{0} ปี {2}", "{0} ปี{2}",
)  # fmt: skip


@pytest.mark.parametrize("digits", [to_arabic_digits, to_thai_digits])
@pytest.mark.parametrize("form", YEAR_FORMS)
@pytest.mark.parametrize("name", available())
def test_2567_is_always_told_from_2568(name: str, form: str, digits: Callable[[str], str]) -> None:
    for item in load_checklist(name).items:
        plain = re.sub("256[6-9]", "", item.name)
        if re.search("25[0-9]{2}", plain) or ("ประมวล" in plain and "พ.ศ.{}" in form):
            continue  # a law's or an edition's year in the name; how the year of a code of ethics itself is written
        for year in (2567, 2568):
            text = form.format(plain, digits(str(year)), digits(str(year % 100)))
            best = best_year(years_in(text))
            assert best is not None and best.value == year, text


@pytest.mark.parametrize(
    "text",
    [
        "ประชุมเตรียมความพร้อมการประเมินคุณธรรมและความโปร่งใส ITA ประจำปี 2568",
        "นายกเทศมนตรีลงพื้นที่ตรวจเยี่ยมการก่อสร้างถนนสายทดลอง",
        "โครงการอบรมคุณธรรมจริยธรรมพนักงาน",
        "ระเบียบกระทรวงการคลังว่าด้วยการจัดซื้อจัดจ้าง พ.ศ. 2560",
        "โครงสร้างพื้นฐาน",
        "แจ้งเบาะแสทุจริตการเลือกตั้ง",
        "แหล่งท่องเที่ยว",
        "กองช่าง",
    ],
)
def test_what_is_no_evidence_is_not_offered(text: str, lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    assert offered(lists["oit-2568"][1].match(Signals(anchor=text, title=text))) == ()


def test_the_longest_phrase_wins(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    matcher = lists["oit-2566"][1]
    for text, topic in [
        ("รายงานผลตามนโยบาย No Gift Policy", "nogift_report"),
        ("การสร้างวัฒนธรรม No Gift Policy", "nogift_culture"),
        ("นโยบาย No Gift Policy", "nogift_declare"),
        ("การดำเนินการตามนโยบายการบริหารทรัพยากรบุคคล", "hr_action"),
        ("ยุทธศาสตร์การพัฒนา", "strategic_plan"),
    ]:
        assert [match.topic for match in offered(matcher.match(Signals(anchor=text)))] == [topic]


def test_a_topic_that_is_not_asked_goes_to_the_one_that_takes_its_evidence(
    lists: dict[str, tuple[Checklist, Matcher]],
) -> None:
    signals = Signals(anchor="แผนการใช้จ่ายงบประมาณประจำปี")
    assert offered(lists["oit-2566"][1].match(signals))[0].topic == "annual_plan"
    assert offered(lists["oit-2566"][1].match(Signals(anchor="เจตจำนงสุจริตของผู้บริหาร"))) == ()


def test_reasons_can_be_read(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    (match,) = lists["oit-2568"][1].match(Signals(anchor="O25 แผนปฎิบัติการป้อง กันการทุจริต ๒๕๖๘"))
    assert match.topic == "anticor_plan" and match.band == "yes"
    (signal,) = match.signals
    assert (signal.where, signal.phrase) == ("anchor", "แผนปฏิบัติการป้องกันการทุจริต")
    assert signal.quote == "O25 แผนปฎิบัติการป้อง กันการทุจริต ๒๕๖๘"


def test_a_false_friend_is_named_as_the_veto(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    match = next(
        match
        for match in lists["oit-2568"][1].match(Signals(anchor="แจ้งเบาะแสการทุจริต ยาเสพติด"))
        if match.topic == "complaint_channel"
    )
    assert match.band == "no" and match.vetoes[0].phrase == "ยาเสพติด"


def test_link_value_is_for_links_that_promise_something(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    matcher = lists["oit-2568"][1]
    assert matcher.link_value(link("a", "โครงสร้างหน่วยงาน")) == (1.0, ("structure",))
    assert matcher.link_value(link("b", "แหล่งท่องเที่ยว")) == (0.0, ())


def test_a_bare_code_is_a_hint_beside_its_own_year_only(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    matcher = lists["oit-2568"][1]
    (match,) = matcher.match(Signals(anchor="O25", group="ITA 2568"))
    assert (match.topic, match.band) == ("anticor_plan", "look")
    assert matcher.match(Signals(anchor="O25", group="ITA 2567")) == ()
    assert matcher.match(Signals(anchor="ลิงค์", file_name="ITA_68_o25.pdf"))[0].topic == "anticor_plan"


def test_marks_that_a_pdf_moved_on_are_put_back(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    for text, topic in [
        ("แผนปฏบิ ตั ิการป้องกันการทจุ ริต", "anticor_plan"),
        ("การประเมินความเสยี่ งการทจุ ริต", "risk_assess"),
        ("รายงานผลการสำรวจความพงึ พอใจ", "satisfaction"),
    ]:
        assert [match.topic for match in offered(lists["oit-2566"][1].match(Signals(anchor=text)))] == [topic]
    assert lists["oit-2566"][1].match(Signals(anchor="คดี ที่ดิน")) == ()


def test_a_range_of_bare_codes_hints_at_all_it_spans(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    checklist, matcher = lists["oit-2568"]
    wanted = {topic for item in checklist.items if item.code in ("O3", "O4", "O5") for topic in item.topics}
    for anchor in ("(O3-O5)", "O3 - 05", "O3–O5"):
        assert {match.topic for match in matcher.match(Signals(anchor=anchor, group="ITA 2568"))} == wanted, anchor
    assert len(matcher.match(Signals(anchor="O1-O28", group="ITA 2568"))) <= 4


# --- sites ------------------------------------------------------------------------------------------------------------


def test_a_page_is_evidence_by_the_link_that_leads_to_it(locator: Locator) -> None:
    locator.add_page(page("", links=(link("s.php?id=4", "โครงสร้างส่วนราชการ", "menu"),)))
    locator.add_page(page("s.php?id=4"))
    (candidate,) = locator.candidates("structure")
    assert (candidate.kind, candidate.band, candidate.found_on) == ("page", "yes", HOME)
    assert candidate.path[-1] == "โครงสร้างส่วนราชการ"


def test_a_menu_that_names_an_item_does_not_make_its_page_evidence(locator: Locator) -> None:
    menu = (link("s", "โครงสร้างส่วนราชการ", "menu"),)
    for path in ("", "tour", "about"):
        locator.add_page(page(path, links=menu))
    assert locator.candidates("structure") == ()


def test_a_hub_row_names_the_targets_of_its_bare_links(locator: Locator) -> None:
    row = "O25 แผนปฏิบัติการป้องกันการทุจริต ลิงค์ 1 ลิงค์ 2"
    locator.add_page(page("ita", links=(link("f/1.pdf", "ลิงค์ 1", row=row), link("f/2.pdf", "ลิงค์ 2", row=row))))
    for name in ("f/1.pdf", "f/2.pdf"):
        document = Document(HOME + name, fetch(name), name=name, found_on=HOME + "ita", anchor="ลิงค์", row=row)
        locator.add_document(document)
    assert sorted(urls(locator.candidates("anticor_plan"))) == ["f/1.pdf", "f/2.pdf"]
    assert all(c.band == "yes" and c.kind == "document" for c in locator.candidates("anticor_plan"))


def test_an_accordion_heading_names_the_files_under_it(locator: Locator) -> None:
    heading = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    locator.add_page(page("ita", links=(link("m.pdf", "ดาวน์โหลด", heading=heading, group="ITA 2568"),)))
    locator.add_document(Document(HOME + "m.pdf", fetch("m.pdf"), name="m.pdf", found_on=HOME + "ita"))
    assert urls(locator.candidates("measures")) == ["m.pdf"]


def test_files_on_the_page_of_an_item_are_candidates_too(locator: Locator) -> None:
    locator.add_page(page("", links=(link("risk", "การประเมินความเสี่ยงการทุจริตประจำปี"),)))
    locator.add_page(page("risk", links=(link("d/77.pdf", "เล่มที่ 1"),)))
    locator.add_document(Document(HOME + "d/77.pdf", fetch("d/77.pdf"), name="77.pdf", found_on=HOME + "risk"))
    assert set(urls(locator.candidates("risk_assess"))) == {"risk", "d/77.pdf"}


def test_dead_targets_stay_with_their_answer(locator: Locator) -> None:
    locator.add_page(page("", links=(link("gone.pdf", "แผนปฏิบัติการป้องกันการทุจริต"),)))
    locator.add_failure(fetch("gone.pdf", FetchOutcome.NOT_FOUND, 404))
    (candidate,) = locator.candidates("anticor_plan")
    assert candidate.kind == "dead" and candidate.fetch is not None and candidate.fetch.status == 404
    assert candidate.link is not None and candidate.link.text == "แผนปฏิบัติการป้องกันการทุจริต"


def test_a_label_without_an_address_is_listed(locator: Locator) -> None:
    for path in ("", "about", "news"):
        locator.add_page(page(path, links=(Link("", "รายงานประจำปี", "menu", raw="#"),)))
    (candidate,) = locator.candidates("annual_report")
    assert (candidate.kind, candidate.url) == ("listed", HOME)


def test_a_label_that_opens_a_panel_is_its_page(locator: Locator) -> None:
    locator.add_page(page("plans", links=(Link("", "แผนปฏิบัติการป้องกันการทุจริต", "content", raw="#panel3"),)))
    (candidate,) = locator.candidates("anticor_plan")
    assert (candidate.kind, candidate.url) == ("page", HOME + "plans")


def test_hollow_pages_come_after_sound_ones_and_say_why(locator: Locator) -> None:
    locator.add_page(
        page("", links=(link("a", "โครงสร้างหน่วยงาน"), link("b", "โครงสร้างส่วนราชการ"), link("c", "ผังองค์กร")))
    )
    locator.add_page(page("a", state=PageState.CONSTRUCTION))
    locator.add_page(page("b"))
    locator.add_page(page("c", main="ผังองค์กร", headings=("ผังองค์กร",), links=(Link("https://x.example/c", "ดูที่นี่"),)))
    locator.add_offsite(OffSite("https://x.example/c", "other", HOME + "c"))
    found = locator.candidates("structure")
    assert (found[0].url.removeprefix(HOME), found[0].hollow) == ("b", "")
    assert {c.hollow for c in found} == {"", "under_construction", "empty"}


def test_places_off_the_site_are_kept_apart(locator: Locator) -> None:
    drive = "https://drive.google.com/file/d/abc/view"
    locator.add_page(page("", links=(Link(drive, "แผนปฏิบัติการป้องกันการทุจริต"),)))
    locator.add_offsite(OffSite(drive, "google_drive", HOME, "แผนปฏิบัติการป้องกันการทุจริต", public=True))
    (candidate,) = locator.candidates("anticor_plan")
    assert candidate.kind == "offsite" and candidate.offsite is not None


def test_this_year_comes_before_last_year(locator: Locator) -> None:
    name = "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. {}"
    links = (link("a.pdf", name.format(2566)), link("b.pdf", name.format(2568)), link("c.pdf", name.format(2567)))
    locator.add_page(page("", links=links))
    for each in links:
        path = each.url.removeprefix(HOME)
        locator.add_document(Document(each.url, fetch(path), name=path, found_on=HOME, anchor=each.text))
    assert urls(locator.candidates("anticor_plan")) == ["b.pdf", "c.pdf", "a.pdf"]
    assert locator.candidates("anticor_plan")[0].years[0].value == 2568


def test_the_first_page_of_a_document_says_its_year(locator: Locator) -> None:
    locator.add_page(page("", links=(link("a.pdf", "รายงานผลการดำเนินการป้องกันการทุจริต 2568"),)))
    text = "รายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
    locator.add_document(Document(HOME + "a.pdf", fetch("a.pdf"), name="a.pdf", pages=(text,), found_on=HOME))
    (candidate,) = locator.candidates("anticor_report")
    assert [year.value for year in candidate.years] == [2566]


def test_the_leaf_comes_before_the_hub(locator: Locator) -> None:
    names = ("โครงสร้าง", "ข้อมูลการติดต่อ", "อำนาจหน้าที่", "แผนยุทธศาสตร์", "ข่าวประชาสัมพันธ์", "คู่มือการปฏิบัติงาน")
    items = tuple(link(f"i{number}", name) for number, name in enumerate(names))
    locator.add_page(page("", links=(link("hub", "คู่มือการปฏิบัติงาน และข้อมูลอื่น"),)))
    locator.add_page(page("hub", links=items))
    for number in range(len(names)):
        locator.add_page(page(f"i{number}", found_on=HOME + "hub"))
    assert urls(locator.candidates("staff_manual"))[0] == "i5"


def test_a_link_through_a_redirect_finds_its_page(locator: Locator) -> None:
    locator.add_page(page("", links=(link("old", "โครงสร้างหน่วยงาน"),)))
    moved = Fetch(HOME + "old", FetchOutcome.OK, final_url=HOME + "new", status=200, redirects=(HOME + "new",))
    locator.add_page(Page(HOME + "new", moved, title="x", main="เนื้อหา" * 30, found_on=HOME))
    assert [c.page.url for c in locator.candidates("structure") if c.page] == [HOME + "new"]


LABELS = (
    "โครงสร้าง", "แผนพัฒนาท้องถิ่น", "รายงานประจำปี", "ลิงค์ 1", "ติดต่อเรา", "กองช่าง", "No Gift Policy",
    "แผนปฏิบัติการป้องกันการทุจริต",
)  # fmt: skip


@st.composite
def sites(draw: st.DrawFn) -> list[Page | Document | Fetch | OffSite]:
    """A small site: pages, files and dead ends that link to each other at random."""
    paths = [f"p{number}" for number in range(draw(st.integers(1, 6)))]
    targets = [*paths, "f1.pdf", "f2.pdf", "gone", ""]
    parts: list[Page | Document | Fetch | OffSite] = [
        Document(HOME + name, fetch(name), name=name, found_on=HOME + draw(st.sampled_from(paths)))
        for name in ("f1.pdf", "f2.pdf")
    ]
    for path in ("", *paths):
        chosen = draw(st.lists(st.tuples(st.sampled_from(targets), st.sampled_from(LABELS)), max_size=8))
        links = tuple(link(target, text, heading=draw(st.sampled_from(("", *LABELS)))) for target, text in chosen)
        parts.append(page(path, title=draw(st.sampled_from(("หน้า", *LABELS))), links=links))
    return [*parts, fetch("gone", FetchOutcome.NOT_FOUND, 404)]


def fill(locator: Locator, parts: list[Page | Document | Fetch | OffSite], ask: bool = False) -> Locator:
    for part in parts:
        if isinstance(part, Page):
            locator.add_page(part)
        elif isinstance(part, Document):
            locator.add_document(part)
        elif isinstance(part, Fetch):
            locator.add_failure(part)
        else:
            locator.add_offsite(part)
        if ask:
            locator.candidates("structure")
            locator.candidates("anticor_plan")
    return locator


@settings(max_examples=40, deadline=None)
@given(sites(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(
    parts: list[Page | Document | Fetch | OffSite], chance: random.Random
) -> None:
    checklist = load_checklist("oit-2568")
    matcher = Matcher.for_checklist(load_topics(), checklist)
    shuffled = list(parts)
    chance.shuffle(shuffled)
    one, other = fill(Locator(matcher, checklist), parts), fill(Locator(matcher, checklist), shuffled, ask=True)
    for topic in checklist.topics:
        assert one.candidates(topic) == other.candidates(topic), topic


# --- sites of other makers --------------------------------------------------------------------------------------------


def test_a_title_is_read_without_what_the_site_adds_to_all_of_them(locator: Locator) -> None:
    locator.add_page(page(""))
    for number, name in enumerate(("ประวัติ", "บริการ", "ตราสัญลักษณ์", "ผู้บริหาร", "เพลงประจำองค์การ", "คณะที่ปรึกษา", "กีฬา")):
        locator.add_page(page(f"p/{number}", f"{name} :: องค์การสมมุติแห่งประเทศไทย"))
    assert urls(locator.candidates("executives")) == ["p/3"]


def test_the_page_in_thai_comes_before_its_translation(locator: Locator) -> None:
    menu = (link("en/executives", "Executives", "menu"), link("th/executives", "ผู้บริหาร", "menu"))
    locator.add_page(page("", links=menu))
    locator.add_page(page("en/executives", "Executives", text="Executives of the organization", main="Director"))
    locator.add_page(page("th/executives", "ผู้บริหาร"))
    assert urls(locator.candidates("executives")) == ["th/executives", "en/executives"]


def test_of_one_plan_on_several_years_shelves_that_of_the_year_comes_first(locator: Locator) -> None:
    plan = "แผนพัฒนามหาวิทยาลัยระยะ 5 ปี พ.ศ. 2566-2570"
    for year in (2566, 2567, 2568):
        shelf = link(f"ita/{year}/5.pdf", "คลิก", row="O5 แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน คลิก")
        locator.add_page(page(f"ita/{year}/", f"OIT {year}", (shelf,)))
        where = {"found_on": f"{HOME}ita/{year}/", "anchor": "คลิก", "row": shelf.row}
        locator.add_document(
            Document(shelf.url, fetch(f"ita/{year}/5.pdf"), "pdf", name="5.pdf", pages=(plan,), **where)
        )
    assert urls(locator.candidates("strategic_plan"))[0] == "ita/2568/5.pdf"


def test_a_map_under_a_heading_is_not_the_contact_page(locator: Locator) -> None:
    map_link = Link("https://www.google.com/maps/embed?pb=1", "", "embed", heading="ติดต่อเรา")
    locator.add_page(page("", links=(Link(HOME, "ติดต่อเรา"), map_link)))
    locator.add_offsite(OffSite(map_link.url, "other", HOME, heading="ติดต่อเรา"))
    assert [(one.url, one.hub) for one in locator.candidates("contact")] == [(HOME, False)]


def test_a_bare_word_for_a_document_is_read_with_its_panel(locator: Locator) -> None:
    drawer = {"group": "MOIT 20 แผนปฏิบัติการป้องกันการทุจริต"}
    locator.add_page(page("ita", links=(link("1.pdf", "แผน", **drawer), link("2.pdf", "ผลการเลือกตั้ง", **drawer))))
    for name in ("1.pdf", "2.pdf"):
        locator.add_document(Document(HOME + name, fetch(name), "pdf", name=name, pages=("",), found_on=HOME + "ita"))
    sure = [one for one in locator.candidates("anticor_plan") if one.band == "yes"]
    assert urls(tuple(sure)) == ["1.pdf"]


def test_a_link_on_every_page_is_not_about_the_headings_it_happens_to_stand_under(locator: Locator) -> None:
    other = link("counter", "สถิติ", heading="แผนปฏิบัติการป้องกันการทุจริต")
    locator.add_page(page("plan", links=(other,)))
    for number in range(6):
        locator.add_page(page(f"n/{number}", f"ข่าว {number}", (link("counter", "สถิติ", heading=f"ข่าว {number}"),)))
    locator.add_page(page("counter", "สถิติ"))
    assert urls(locator.candidates("anticor_plan")) == []


def test_a_list_comes_before_its_entries_and_its_other_pages(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    checklist, matcher = lists["oit-2567"]
    locator = Locator(matcher, checklist)
    place = "index.php/2017-05-10-04-02-15"  # when the menu was made, not a year of what it shows
    name, entry = "ประกาศจัดซื้อจัดจ้าง", "ประกาศผู้ชนะการเสนอราคา จ้างเหมาซ่อมถนน ปี 2567"
    locator.add_page(page("", links=(link(place, name, "menu"),)))
    locator.add_page(page(place, name, (link(f"{place}/401", entry), link(f"{place}?start=5", "2", heading=name))))
    locator.add_page(page(f"{place}?start=5", name, (link(f"{place}/402", entry),), found_on=HOME + place))
    for number in (401, 402):
        locator.add_page(page(f"{place}/{number}", entry, found_on=HOME + place))
    assert urls(locator.candidates("procurement_announce"))[0] == place


def test_a_file_that_a_script_hands_out_is_read_as_a_file(lists: dict[str, tuple[Checklist, Matcher]]) -> None:
    checklist, matcher = lists["oit-2566"]
    locator = Locator(matcher, checklist)
    locator.add_page(page("ita", links=(link("?dl=161", "2. รายงาน"),)))
    text = "การสร้างวัฒนธรรม No Gift Policy ปี 2566\nเทศบาลเมืองสมมุติ"
    locator.add_document(Document(HOME + "?dl=161", fetch("?dl=161"), "pdf", pages=(text,), found_on=HOME + "ita"))
    assert [(one.url, one.band) for one in locator.candidates("nogift_culture")] == [(HOME + "?dl=161", "yes")]
