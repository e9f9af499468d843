"""Every kind of check: what passes, what fails, and what a person must look at."""

import time
from typing import Any

import pytest

from checklist.checks import KINDS
from checklist.checks.params import PARAMS
from checklist.exhibit import Exhibit, Question
from checklist.model import Check, Element, Provenance, YearKind, YearRule
from checklist.people import EMAIL, NAME, TELEPHONE, is_name, people_in
from checklist.site import Form, Image, Link, Table
from checklist.verdict import Finding

IN_YEAR = YearRule(YearKind.IN_YEAR)
FIRST_SIX = YearRule(YearKind.FIRST_SIX_MONTHS)


def page(text: str = "", **more: Any) -> Exhibit:
    return Exhibit("t", more.pop("url", "http://a.example/p"), "page", texts=(text,), **more)


def paper(*pages: str, **more: Any) -> Exhibit:
    return Exhibit(
        "t",
        more.pop("url", "http://a.example/d.pdf"),
        "document",
        texts=pages,
        format=more.pop("format", "pdf"),
        **more,
    )


def ask(kind: str, params: dict[str, Any], *exhibits: Exhibit, text: str = "", **more: Any) -> Finding:
    element = Element("X.1", text, Check(kind, params), Provenance.FOUND)
    question = Question(element, PARAMS[kind].model_validate(params), exhibits, fiscal_year=2568, **more)
    return KINDS[kind](question)


def said(finding: Finding) -> str:
    return f"{finding.outcome} {finding.reason.code}"


def test_kinds_and_parameters_have_the_same_names() -> None:
    assert set(KINDS) == set(PARAMS)


SCAN = Exhibit("t", "http://a.example/scan.pdf", "document", unread="scan")
EVERY: dict[str, dict[str, Any]] = {
    "words": {"groups": [["ก"]]},
    "persons": {"need": ["name"]},
    "contact": {"parts": ["address"]},
    "table": {"columns": [{"name": "ก", "words": ["ก"]}]},
    "period": {},
    "listing": {"minimum": 1},
    "channel": {"kinds": ["form"]},
    "eservice": {},
    "chart": {},
    "file": {"formats": ["xlsx"]},
    "signed": {},
    "statement": {"words": [["ก"]]},
    "own_text": {},
    "link": {"services": ["any"]},
    "reachable": {},
    "either": {
        "ways": [
            {"name": "รายงาน", "kind": "words", "groups": [["ก"]]},
            {"name": "ไฟล์", "kind": "file", "formats": ["pdf"]},
        ]
    },
    "must_look": {"why": "ดูด้วยตา"},
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_nothing_is_failed_and_something_unread_is_for_a_person(kind: str) -> None:
    assert said(ask(kind, EVERY[kind])) in ("failed no_evidence", "failed link_missing")
    assert said(ask(kind, EVERY[kind], unread=(SCAN,))) in ("cant_tell text_unreadable",)


# --- words


def test_words_in_one_place_or_together() -> None:
    groups = {"groups": [["โครงการ", "กิจกรรม"], ["งบประมาณ"]]}
    plan, money = (
        page("โครงการ ก่อสร้าง " * 9, url="http://a.example/1"),
        page("งบประมาณ รายจ่าย " * 9, url="http://a.example/2"),
    )
    both = ask("words", groups, page("โครงการ ก่อสร้างถนน\nงบประมาณ 100,000 บาท " * 5))
    assert said(both) == "passed words_found" and both.evidence[0].quote.startswith("โครงการ ก่อสร้างถนน")
    together = ask("words", groups, plan, money)
    assert said(together) == "passed words_found" and len(together.evidence) == 2
    lacking = ask("words", groups, plan)
    assert said(lacking) == "failed words_missing" and lacking.reason.values["words"] == ("งบประมาณ",)


def test_words_of_a_title_with_nothing_under_it_do_not_count() -> None:
    assert (
        said(ask("words", {"groups": [["อำนาจหน้าที่"]]}, page("อำนาจหน้าที่", title="อำนาจหน้าที่"))) == "failed words_missing"
    )


def test_quote_is_as_written_and_page_is_counted_from_one() -> None:
    finding = ask("words", {"groups": [["ปัญหา"]]}, paper("หน้าแรก", "๓. ปัญหา  และอุปสรรค"))
    assert finding.evidence[0].page == 2 and finding.evidence[0].quote == "๓. ปัญหา  และอุปสรรค"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ประจำปี 2568 ไม่มีเรื่องร้องเรียนการทุจริต", "passed nothing_to_report"),
        ("ไม่พบเรื่องร้องเรียนในปีนี้", "passed nothing_to_report"),
        ("กรณีไม่มีเรื่องร้องเรียนให้เผยแพร่ว่าไม่มีเรื่องร้องเรียน", "failed words_missing"),
        ("ไม่มีค่าธรรมเนียม", "failed words_missing"),
        ("", "failed words_missing"),
    ],
)
def test_none_said_is_an_answer_and_the_criterion_is_not(text: str, expected: str) -> None:
    params = {"groups": [["จำนวนเรื่องทั้งหมด"]], "or_none": True}
    assert said(ask("words", params, paper(text), text="จำนวนเรื่องร้องเรียนทั้งหมด")) == expected


# --- persons


def test_names_and_what_only_begins_like_one() -> None:
    for name in (
        "นายสมชาย ใจดี",
        "นางสาวสมศรี มีสุข",
        "น.ส.สมใจ แก้วใส",
        "ว่าที่ร้อยตรีสมหมาย เก่งกล้า",
        "พ.ต.อ.สมศักดิ์ กล้าหาญ",
        "ดร.สมพร เรียนดี",
        "นพ.สมาน รักษา",
        "นายนายิกา ทดสอบ",
    ):
        found = NAME.search(name)
        assert found and is_name(found.group()), name
    for post in (
        "นายกเทศมนตรี ตำบลสมมุติ",
        "นายอำเภอ เมืองสมมุติ",
        "นายช่างโยธา ชำนาญงาน",
        "นายทะเบียน ท้องถิ่น",
        "นายก องค์การบริหาร",
    ):
        found = NAME.search(post)
        assert not found or not is_name(found.group()), post


@pytest.mark.parametrize(
    "number",
    [
        "0 4411 2233",
        "044-112-233",
        "๐-๔๔๑๑-๒๒๓๓".translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")),
        "081-234-5678",
        "+66 44 112 233",
        "044112233 ต่อ 12",
    ],
)
def test_telephone_numbers(number: str) -> None:
    assert TELEPHONE.search("โทร " + number)


@pytest.mark.parametrize("number", ["พ.ศ. 2568", "12345", "1,000,000", "เลขที่ 99/1"])
def test_not_telephone_numbers(number: str) -> None:
    assert not TELEPHONE.search(number)


@pytest.mark.parametrize(
    "address",
    [
        "saraban@samut.go.th",
        "saraban [at] samut.go.th",
        "saraban(at)samut.go.th",
        "saraban[@]samut.go.th",
        "saraban [at] samut [dot] go [dot] th",
    ],
)
def test_emails_also_hidden_from_robots(address: str) -> None:
    assert EMAIL.search("อีเมล " + address)


PEOPLE = "นายกเทศมนตรี\nนายแดง สีสด\nโทร 081-111-1111\nรองนายกเทศมนตรี\nนายดำ มืดมิด\nโทร 082-222-2222\n"


def test_posts_above_names_belong_to_the_name_below() -> None:
    head, deputy = people_in(page(PEOPLE))
    assert (head.position, deputy.position) == ("นายกเทศมนตรี", "รองนายกเทศมนตรี")
    assert head.telephone == "081-111-1111"


def test_each_person_must_be_whole() -> None:
    want = {"positions": [["นายกเทศมนตรี"], ["รองนายก"]], "need": ["name", "position", "photo", "contact"]}
    both = (Image("1.jpg", alt="นายแดง สีสด"), Image("2.jpg", beside="นายดำ มืดมิด รองนายกเทศมนตรี"))
    assert said(ask("persons", want, page(PEOPLE, images=both))) == "passed person_complete"
    lacking = ask("persons", want, page(PEOPLE, images=both[:1]))
    assert lacking.reason.values == {"name": "นายดำ มืดมิด", "lacks": ("photo",)}
    silent = ask("persons", want, page(PEOPLE.replace("โทร 082-222-2222", ""), images=both))
    assert silent.reason.values == {"name": "นายดำ มืดมิด", "lacks": ("contact",)}
    assert said(ask("persons", want, page(PEOPLE.split("รองนายก")[0], images=both))) == "failed persons_missing"


def test_sides_are_told_apart() -> None:
    assert said(ask("persons", {"need": ["name"], "side": "political"}, page(PEOPLE))) == "passed person_complete"
    assert said(ask("persons", {"need": ["name"], "side": "permanent"}, page(PEOPLE))) == "failed persons_missing"


def test_photos_of_a_file_and_pictures_without_text_are_for_a_person() -> None:
    want = {"need": ["name", "photo"]}
    assert said(ask("persons", want, paper(PEOPLE))) == "cant_tell photo_unclear"
    assert (
        said(ask("persons", want, page(PEOPLE, images=(Image("1.jpg"), Image("2.jpg"))))) == "cant_tell photo_unclear"
    )
    assert said(ask("persons", want, page("", images=(Image("all.jpg"),)))) == "cant_tell person_must_look"


# --- contact, link, channel, eservice


def test_contact_parts() -> None:
    text = "99 หมู่ 3 ตำบลสมมุติ อำเภอเมือง จังหวัดสมมุติ 12345\nโทร ๐-๔๔๑๑-๒๒๓๓ โทรสาร 044-112-234 info [at] samut.go.th"
    full = page(text, embeds=("https://www.google.com/maps/embed?pb=1",))
    assert (
        said(ask("contact", {"parts": ["address", "telephone", "email", "map", "fax"]}, full)) == "passed contact_found"
    )
    lacking = ask("contact", {"parts": ["address", "email", "map"]}, page("โทร 044-112-233"))
    assert lacking.reason.values["lacks"] == ("address", "email", "map")


def test_link_is_to_an_account_and_not_to_share_this_page() -> None:
    account, share = (
        Link("https://www.facebook.com/samut", "เพจ"),
        Link("https://www.facebook.com/sharer.php?u=1", "แชร์"),
    )
    assert said(ask("link", {"services": ["facebook"]}, page(links=(account,)))) == "passed link_found"
    assert said(ask("link", {"services": ["any"]}, page(links=(share,)))) == "failed link_missing"


LETTER = Form("/send", ("ชื่อ", "เรื่อง", "รายละเอียด"), ("ส่ง",))


@pytest.mark.parametrize(
    ("exhibit", "expected"),
    [
        (page("แจ้งเบาะแสการทุจริต", forms=(LETTER,)), "passed channel_found"),
        (page("แจ้งเบาะแสการทุจริต", links=(Link("https://forms.gle/x", "แบบฟอร์ม"),)), "passed channel_found"),
        (page("ร้องเรียนร้องทุกข์ทั่วไป", forms=(LETTER,)), "failed words_missing"),
        (page("ทุจริต", forms=(Form("/s", ("q",), ("ค้นหา",)),)), "failed channel_missing"),
        (page("ทุจริต", forms=(Form("/l", ("username", "password"), ("login",)),)), "failed channel_missing"),
        (page("ทุจริต", deep=False), "cant_tell text_unreadable"),
    ],
)
def test_channel_for_corruption(exhibit: Exhibit, expected: str) -> None:
    assert said(ask("channel", {"kinds": ["any_online"], "separate": ["ทุจริต"]}, exhibit)) == expected


def test_webboard_needs_more_than_its_name() -> None:
    threads = (Link("/1", "ถนนชำรุดหน้าวัด"), Link("/2", "ขอถังขยะเพิ่ม"))
    assert (
        said(ask("channel", {"kinds": ["webboard"]}, page(title="กระดานสนทนา", links=threads)))
        == "passed channel_found"
    )
    assert said(ask("channel", {"kinds": ["webboard"]}, page(title="กระดานสนทนา"))) == "failed channel_missing"


def test_eservice_is_not_its_manual() -> None:
    assert (
        said(ask("eservice", {}, page(links=(Link("https://s.example/queue", "จองคิวออนไลน์"),))))
        == "passed channel_found"
    )
    assert said(ask("eservice", {}, page(links=(Link("/m.pdf", "คู่มือ e-service"),)))) == "failed channel_missing"


# --- table


COLUMNS = {"columns": [{"name": "งาน", "words": ["งานที่ซื้อหรือจ้าง"]}, {"name": "ราคากลาง", "words": ["ราคากลาง"]}]}
HEAD = ("ที่", "งานที่ซื้อหรือจ้าง", "ราคากลาง (บาท)")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("1", "กระดาษ", "100"), ("2", "หมึก", "-")], "passed table_complete"),
        ([("1", "กระดาษ", "ไม่มี"), ("รวม", "", "100")], "passed table_complete"),
        ([("1", "กระดาษ", "100"), ("2", "หมึก", " ")], "failed table_empty_cells"),
        ([], "failed table_no_rows"),
    ],
)
def test_cells(rows: list[tuple[str, ...]], expected: str) -> None:
    assert said(ask("table", COLUMNS, paper("", tables=(Table(HEAD, tuple(rows)),)))) == expected


def test_a_column_missing_is_named_and_a_heading_of_two_rows_is_read() -> None:
    lacking = ask("table", COLUMNS, paper("", tables=(Table(HEAD[:2], (("1", "กระดาษ"),)),)))
    assert lacking.reason.values == {"columns": ("ราคากลาง",)}
    two = Table((), (("ที่", "งานที่ซื้อ", "ราคา"), ("", "งานที่ซื้อหรือจ้าง", "ราคากลาง"), ("1", "กระดาษ", "5")))
    assert said(ask("table", COLUMNS, paper("", tables=(two,)))) == "passed table_complete"


def test_an_empty_cell_in_a_sister_sheet_is_a_fault() -> None:
    good, bad = Table(HEAD, (("1", "กระดาษ", "5"),), page=1), Table(HEAD, (("1", "หมึก", ""),), page=2)
    finding = ask("table", COLUMNS, paper("ตุลาคม", "มกราคม", tables=(good, bad)))
    assert said(finding) == "failed table_empty_cells" and finding.evidence[0].page == 2


def test_a_table_lost_on_reading_is_for_a_person_and_ocr_too() -> None:
    text = "งานที่ซื้อหรือจ้าง  ราคากลาง\n1 กระดาษ 100"
    assert said(ask("table", COLUMNS, paper(text))) == "cant_tell person_must_look"
    assert said(ask("table", COLUMNS, paper(text, ocr=True))) == "cant_tell ocr_only"


# --- period, listing


@pytest.mark.parametrize(
    ("text", "rule", "months", "expected"),
    [
        ("รายงาน ปีงบประมาณ พ.ศ. ๒๕๖๘", IN_YEAR, "", "passed period_right"),
        ("รายงาน ปีงบประมาณ พ.ศ. 2567", IN_YEAR, "", "failed period_wrong"),
        ("รายงาน", IN_YEAR, "", "cant_tell period_unknown"),
        ("แผน พ.ศ. 2566-2570", YearRule(YearKind.COVERS_YEAR), "", "passed period_right"),
        ("แผน พ.ศ. 2561-2565", YearRule(YearKind.COVERS_YEAR), "", "failed period_wrong"),
        ("รายงานผล ประจำปี 2567", YearRule(YearKind.PREVIOUS_YEAR), "", "passed period_right"),
        ("ITA 2568\nรายงานผล ประจำปี 2567", YearRule(YearKind.PREVIOUS_YEAR), "", "passed period_right"),
        ("ตาม พ.ร.บ. การจัดซื้อจัดจ้าง\nพ.ศ. 2560 รายงานปี 2568", IN_YEAR, "", "passed period_right"),
        ("รายงานผล รอบ 6 เดือน ปีงบประมาณ 2568", FIRST_SIX, "first_six", "passed period_right"),
        ("1 ตุลาคม 2567 - 31 มีนาคม 2568", FIRST_SIX, "first_six", "passed period_right"),
        ("ปีงบประมาณ 2568 ตุลาคม 2567 ถึง ธันวาคม 2567", FIRST_SIX, "first_six", "failed months_missing"),
    ],
)
def test_periods(text: str, rule: YearRule, months: str, expected: str) -> None:
    assert said(ask("period", {"months": months}, paper(text), year=rule)) == expected


def test_monthly_names_the_months_that_are_missing() -> None:
    months = ["ตุลาคม 2567", "พฤศจิกายน 2567", "ธันวาคม 2567", "มกราคม 2568", "มีนาคม 2568"]
    files = [paper(f"สขร.1 ประจำเดือน {month}", url=f"http://a.example/{n}") for n, month in enumerate(months)]
    finding = ask("period", {"months": "monthly"}, *files, year=FIRST_SIX)
    assert finding.reason.values == {"months": ("ก.พ. 2568",)}
    last = paper("สขร.1 ประจำเดือน กุมภาพันธ์ 2568", url="http://a.example/9")
    assert said(ask("period", {"months": "monthly"}, *files, last, year=FIRST_SIX)) == "passed period_right"


def news(*dates: str) -> Exhibit:
    return page(
        links=tuple(
            Link(f"/n/{n}", f"ข่าวกิจกรรมที่ {n} ของหน่วยงาน", row=f"ข่าวกิจกรรมที่ {n} วันที่ {date}")
            for n, date in enumerate(dates)
        )
    )


def test_listing_counts_entries_of_the_year() -> None:
    want = {"minimum": 2}
    assert said(ask("listing", want, news("1 ม.ค. 2568", "5 พ.ย. 2567"), year=IN_YEAR)) == "passed list_long_enough"
    assert said(ask("listing", want, news("1 ม.ค. 2568", "5 ม.ค. 2567"), year=IN_YEAR)) == "failed list_too_short"
    assert said(ask("listing", want, news("1 ม.ค. 2566", "5 ม.ค. 2566"), year=IN_YEAR)) == "failed period_wrong"
    assert said(ask("listing", want, page("ข่าว"), year=IN_YEAR)) == "failed list_too_short"


# --- chart, own text, signed, statement, file, reachable


UNITS = "นายกเทศมนตรี\nรองนายกเทศมนตรี\nปลัดเทศบาล\nสำนักปลัดเทศบาล\nกองคลัง\nกองช่าง\nกองการศึกษา"


@pytest.mark.parametrize(
    ("params", "exhibit", "expected"),
    [
        ({}, page(UNITS, title="โครงสร้าง"), "passed chart_found"),
        ({}, page("", title="โครงสร้างองค์กร", images=(Image("/x.jpg"),)), "passed chart_found"),
        ({}, page("", title="ข่าว", images=(Image("/x.jpg"),)), "failed chart_missing"),
        ({}, page("", title="โครงสร้างอาคาร", images=(Image("/x.jpg"),)), "failed chart_missing"),
        ({"sides": ["political", "permanent"]}, page(UNITS), "passed chart_found"),
        ({"sides": ["political", "permanent"]}, page("ปลัดเทศบาล\nกองคลัง\nกองช่าง\nกองการศึกษา"), "failed words_missing"),
        ({"units": True}, page("", title="โครงสร้าง", images=(Image("/x.jpg"),)), "cant_tell person_must_look"),
    ],
)
def test_chart(params: dict[str, Any], exhibit: Exhibit, expected: str) -> None:
    assert said(ask("chart", params, exhibit)) == expected


def test_own_text_and_the_whole_act() -> None:
    act = "พระราชบัญญัติสภาตำบล พ.ศ. 2537\n" + "\n".join(f"มาตรา {n} ให้สภาตำบลมีหน้าที่ดังต่อไปนี้" for n in range(1, 60))
    cites = "อบต. มีหน้าที่ตามมาตรา 67 ดังนี้ " + "จัดให้มีและบำรุงรักษาทางน้ำและทางบก " * 9
    assert said(ask("own_text", {}, page(act, title="อำนาจหน้าที่"))) == "failed whole_law_posted"
    assert said(ask("own_text", {}, page(cites))) == "passed text_found"
    assert said(ask("own_text", {}, page("สั้น"))) == "failed text_too_short"


def test_signed_by_a_head() -> None:
    text = "ประกาศ ณ วันที่ 1 มกราคม 2568\n(นายสมชาย ใจดี)\nนายกองค์การบริหารส่วนตำบลสมมุติ"
    assert said(ask("signed", {}, paper(text))) == "passed signed"
    assert said(ask("signed", {}, paper("ประกาศ ณ วันที่ 1 มกราคม 2568"))) == "failed not_signed"
    assert said(ask("signed", {}, paper("(นายสมชาย ใจดี)\nผู้รับจ้าง"))) == "failed not_signed"
    assert said(ask("signed", {"by": ["อธิบดี"]}, paper(text))) == "failed not_signed"


def test_statement_is_in_one_passage() -> None:
    want = {"words": [["ไม่รับ"], ["ของขวัญ"]]}
    assert said(ask("statement", want, paper("ข้าพเจ้าจะไม่รับของขวัญและของกำนัล"))) == "passed words_found"
    assert said(ask("statement", want, paper("ไม่รับ" + "ก" * 900 + "ของขวัญ"))) == "failed words_missing"


def test_file_by_format() -> None:
    assert said(ask("file", {"formats": ["xlsx"]}, paper("", format="xls"))) == "passed file_found"
    assert (
        said(ask("file", {"formats": ["xlsx"]}, page(links=(Link("http://a.example/a.xlsx", "ดาวน์โหลด"),))))
        == "passed file_found"
    )
    assert said(ask("file", {"formats": ["xlsx"]}, paper("", format="pdf"))) == "failed file_missing"


def test_reachable_by_clicks() -> None:
    assert said(ask("reachable", {}, page(found_on="http://a.example/", path=("บริการ",)))) == "passed reachable"
    assert said(ask("reachable", {}, page())) == "failed not_reachable"


@pytest.mark.parametrize(
    "text",
    [
        "พ.ต.อ. " * 8000,
        "นาย" * 20_000,
        "ก ข " * 15_000,
        "0-" * 30_000,
        "a." * 30_000,
        "แสดง" * 600,
        "ไม่มี" * 10_000,
        "1 ม.ค. " * 9000,
    ],
)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_text_stops_a_check(kind: str, text: str) -> None:
    started = time.process_time()
    ask(kind, EVERY[kind], page(text, title="x", found_on="y"), paper(text), year=IN_YEAR)
    assert time.process_time() - started < 5
