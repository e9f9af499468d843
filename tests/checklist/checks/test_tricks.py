"""Pages that look like what is asked and are not, and such as do not look like it and are: each check by itself."""

from typing import Any

import pytest
from pydantic import ValidationError

from checklist.agency import AgencyKind
from checklist.checks import KINDS
from checklist.checks.params import PARAMS
from checklist.exhibit import Question
from checklist.model import Check, Element, Provenance, YearKind, YearRule
from checklist.people import TELEPHONE
from checklist.site import Form, Image, Link, Table
from checklist.thai import to_arabic_digits
from tests.checklist.checks.test_kinds import FIRST_SIX, IN_YEAR, ask, page, paper, said

LOCAL = AgencyKind("sao", "อบต.", "SAO", groups=("local",))
LONG = "ข้อความของหน่วยงานเองที่ยาวพอจะเป็นเนื้อหา ไม่ใช่เพียงชื่อเรื่อง " * 3


def link(text: str, url: str, **more: Any) -> Link:
    return Link(url, text, **more)


# --- telephone numbers


@pytest.mark.parametrize(
    "text",
    ["เวลาทำการ 08.30 - 16.30 น.", "เวลา 08.00-16.30 น.", "วันที่ 01-02-2568", "01/02/2568", "หน้า 01 02 03 04 05 06",
     "เลขที่ 0105 2568", "รหัส 00000000000000", "พิกัด 0.123456789"],
)  # fmt: skip
def test_hours_dates_and_numbers_are_no_telephone(text: str) -> None:
    assert TELEPHONE.search(to_arabic_digits(text)) is None
    assert said(ask("contact", {"parts": ["telephone"]}, page(text))) == "failed contact_lacks"


@pytest.mark.parametrize(
    "text",
    ["โทร 0 2000 0001", "โทร. ๐-๔๔๑๑-๒๓๓๓", "044-112-233", "0-4411-2233-4", "081 234 5678", "+66 44 112 233",
     "0-2141-9100 ต่อ 12", "โทรศัพท์ 044112233 โทรสาร 044112234", "0-4411-2233 ถึง 5", "02.141.9100",
     "044 - 112233", "(044) 112-233", "0 4411 2233, 0 4411 2244"],
)  # fmt: skip
def test_telephones_as_they_are_written(text: str) -> None:
    assert TELEPHONE.search(to_arabic_digits(text))
    assert said(ask("contact", {"parts": ["telephone"]}, page(text))) == "passed contact_found"


# --- contact


def test_the_makers_of_the_website_are_not_the_agency() -> None:
    credit = page("องค์การบริหารส่วนตำบลบ้านสมมุติ\nพัฒนาเว็บไซต์โดย บริษัท เว็บสมมุติ จำกัด โทร 02-000-0001 อีเมล sale@web.example")
    assert said(ask("contact", {"parts": ["telephone"]}, credit)) == "failed contact_lacks"
    assert said(ask("contact", {"parts": ["email"]}, credit)) == "failed contact_lacks"
    english = page("Powered by Samut Web Co., Ltd. call 081-000-0001 hello@web.example")
    assert said(ask("contact", {"parts": ["telephone"]}, english)) == "failed contact_lacks"


def test_an_e_mail_is_no_fax_and_a_fax_is_no_telephone() -> None:
    assert said(ask("contact", {"parts": ["fax"]}, page("โทรศัพท์ 044-112-233"))) == "failed contact_lacks"
    assert said(ask("contact", {"parts": ["telephone"]}, page("โทรสาร 044-112-234"))) == "failed contact_lacks"
    assert said(ask("contact", {"parts": ["telephone"]}, page("โทรศัพท์/โทรสาร 044-112-234"))) == "passed contact_found"


# --- persons

HEAD = {"positions": [["นายกองค์การบริหารส่วนตำบล"], ["รองนายก"]], "need": ["name", "position"]}


def test_names_without_posts_and_posts_without_names() -> None:
    names = page("คณะผู้บริหาร\nนายสมชาย ใจดี\nนางสาวสมศรี มีสุข")
    assert said(ask("persons", HEAD, names)) == "failed persons_missing"
    posts = page("คณะผู้บริหาร\nนายกองค์การบริหารส่วนตำบล\nรองนายกองค์การบริหารส่วนตำบล")
    assert said(ask("persons", HEAD, posts)) == "failed persons_missing"


@pytest.mark.parametrize("word", ["(ว่าง)", "- ว่าง -", "อยู่ระหว่างสรรหา", "ตำแหน่งว่าง", "ยังไม่มีผู้ดำรงตำแหน่ง"])
def test_a_vacant_post_is_for_a_person(word: str) -> None:
    shown = page(f"นายสมชาย ใจดี\nนายกองค์การบริหารส่วนตำบล\n\nรองนายกองค์การบริหารส่วนตำบล\n{word}")
    finding = ask("persons", HEAD, shown)
    assert said(finding) == "cant_tell person_must_look" and finding.reason.values["why"] == "post_vacant"


def test_the_former_head_and_the_candidate_hold_no_post() -> None:
    want = {"positions": [["นายกองค์การบริหารส่วนตำบล"]], "need": ["name", "position"]}
    assert said(ask("persons", want, page("นายสมชาย ใจดี\nอดีตนายกองค์การบริหารส่วนตำบล"))) == "failed persons_missing"
    assert said(ask("persons", want, page("นายสมชาย ใจดี\nผู้สมัครนายกองค์การบริหารส่วนตำบล"))) == "failed persons_missing"


# --- tables

BUDGET = {"columns": [{"name": "งบประมาณ", "words": ["งบประมาณ", "วงเงิน"]}]}


@pytest.mark.parametrize(
    "head", ["ปีงบประมาณ", "ปีงบประมาณ พ.ศ.", "แหล่งที่มาของงบประมาณ", "แหล่งงบประมาณ", "ปีงบประมาณ 2568"]
)
def test_a_year_or_a_source_of_the_budget_is_no_budget(head: str) -> None:
    table = Table(("ที่", "โครงการ", head), (("1", "ซ่อมถนน", "2568"),))
    assert said(ask("table", BUDGET, page(LONG, tables=(table,)))) == "failed table_lacks_columns"


@pytest.mark.parametrize(
    "head",
    ["งบประมาณ (บาท)", "งบประมาณ 2568", "งบประมาณปี 2568", "ปีงบประมาณ 2568 (บาท)", "วงเงินงบประมาณ", "แหล่งเงิน/งบประมาณ"],
)
def test_a_budget_by_its_usual_headings(head: str) -> None:
    table = Table(("ที่", "โครงการ", head), (("1", "ซ่อมถนน", "90,000"),))
    assert said(ask("table", BUDGET, page(LONG, tables=(table,)))) == "passed table_complete"


def test_the_word_budget_in_a_sentence_is_no_column() -> None:
    table = Table(("ที่", "โครงการ", "ระยะเวลา"), (("1", "ซ่อมถนน", "ม.ค. 2568"),))
    plan = page("แผนนี้ใช้งบประมาณตามข้อบัญญัติ โครงการทุกโครงการมีงบประมาณแล้ว " * 3, tables=(table,))
    assert said(ask("table", BUDGET, plan)) == "failed table_lacks_columns"
    assert said(ask("table", BUDGET, paper("แผนดำเนินงาน โครงการทุกโครงการมีงบประมาณแล้ว", tables=(table,)))) == (
        "failed table_lacks_columns"
    )


def test_a_table_of_another_year_under_this_years_title_is_for_a_person() -> None:
    table = Table(("โครงการ", "งบประมาณ ปีงบประมาณ 2566"), (("ซ่อมถนน", "90,000"),))
    finding = ask("table", BUDGET, page(LONG, title="แผนปี 2568", tables=(table,)), year=IN_YEAR)
    assert said(finding) == "cant_tell period_unknown"
    headed = Table(("โครงการ", "งบประมาณ"), (("ซ่อมถนน", "90,000"),), heading="ประจำปีงบประมาณ พ.ศ. 2566")
    assert said(ask("table", BUDGET, page(LONG, tables=(headed,)), year=IN_YEAR)) == "cant_tell period_unknown"
    both = Table(("โครงการ", "งบประมาณ 2567", "งบประมาณ 2568"), (("ซ่อมถนน", "90,000", "80,000"),))
    assert said(ask("table", BUDGET, page(LONG, tables=(both,)), year=IN_YEAR)) == "passed table_complete"


@pytest.mark.parametrize("cell", ["", " ", "\xa0", "…", "....", "_____", "​"])
def test_a_cell_with_nothing_but_leaders_is_empty(cell: str) -> None:
    table = Table(("โครงการ", "งบประมาณ"), (("ซ่อมถนน", "90,000"), ("อบรม", cell)))
    assert said(ask("table", BUDGET, page(LONG, tables=(table,)))) == "failed table_empty_cells"


@pytest.mark.parametrize("cell", ["-", "ไม่มี", "ไม่ใช้งบประมาณ", "0", "๐", "0.00"])
def test_a_cell_that_answers_is_not_empty(cell: str) -> None:
    table = Table(("โครงการ", "งบประมาณ"), (("ซ่อมถนน", "90,000"), ("อบรม", cell)))
    assert said(ask("table", BUDGET, page(LONG, tables=(table,)))) == "passed table_complete"


# --- periods


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 รอบ 6 เดือน", "passed period_right"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 ไตรมาสที่ 1 - 2", "passed period_right"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 ณ สิ้นไตรมาสที่ 2", "passed period_right"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 (ต.ค. 67 - มี.ค. 68)", "passed period_right"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 ไตรมาสที่ 2", "cant_tell period_unknown"),
        ("รายงานผล ไตรมาส 2/2568", "cant_tell period_unknown"),
        ("รายงานผล ไตรมาส 1/2568", "failed months_missing"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 ไตรมาสที่ 4", "failed months_missing"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 รอบ 6 เดือนหลัง", "failed months_missing"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 (ต.ค. 67 - ก.พ. 68)", "failed months_missing"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 อายุสัญญา 36 เดือน", "cant_tell period_unknown"),
        ("รายงานผล ปีงบประมาณ พ.ศ. 2568 ศูนย์เปิดบริการตลอดปี", "cant_tell period_unknown"),
    ],
)
def test_half_a_year_is_six_months_from_october(text: str, expected: str) -> None:
    assert said(ask("period", {"months": "first_six"}, paper(text), year=FIRST_SIX)) == expected


def test_the_civil_service_commission_is_no_february() -> None:
    heads = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "มี.ค.")
    table = Table(heads, (("1", "2", "3", "4", "5"), ("สำนักงาน ก.พ.", "", "", "", "")))
    finding = ask("period", {"months": "monthly"}, paper("สถิติ ปีงบประมาณ พ.ศ. 2568", tables=(table,)), year=IN_YEAR)
    assert said(finding) == "failed months_missing" and finding.reason.values["months"] == ("ก.พ. 2568",)


def test_a_month_of_another_year_is_not_this_years_month() -> None:
    months = ("ต.ค. 2567", "พ.ย. 2567", "ธ.ค. 2567", "ม.ค. 2568", "ก.พ. 2568", "มี.ค. 2567")
    finding = ask(
        "period", {"months": "monthly"}, paper("สถิติ ปีงบประมาณ พ.ศ. 2568", tables=(Table(months, ()),)), year=IN_YEAR
    )
    assert said(finding) == "failed months_missing" and finding.reason.values["months"] == ("มี.ค. 2568",)


# --- channels

FORM = {"kinds": ["form"]}


@pytest.mark.parametrize(
    "form",
    [
        Form("/search", ("คำค้น",), ("ค้นหา",)),
        Form("/search", ("คำค้น", "หมวดหมู่"), ("ค้นหา",)),
        Form("/", ("keyword", "ปี", "ประเภท"), ("ค้นหาข้อมูล",)),
        Form("/login", ("ชื่อผู้ใช้", "รหัสผ่าน"), ("เข้าสู่ระบบ",)),
        Form("/subscribe", ("ชื่อ", "อีเมล"), ("สมัครรับข่าวสาร",)),
        Form("/poll", ("ดีมาก", "ดี", "พอใช้"), ("โหวต",)),
        Form("/lang", ("ภาษา", "ขนาดตัวอักษร"), ("ตกลง",), "เลือกภาษา"),
    ],
)
def test_forms_nobody_can_write_with(form: Form) -> None:
    assert said(ask("channel", FORM, page(LONG, forms=(form,)))) == "failed channel_missing"


@pytest.mark.parametrize(
    "form",
    [
        Form("/send", ("ชื่อ", "อีเมล", "ข้อความ"), ("ส่ง",)),
        Form("/send", ("เรื่องที่ร้องเรียน", "รายละเอียด", "แนบไฟล์"), ("ส่งเรื่อง",)),
        Form("/send", ("ข้อความ",), ("ส่งข้อความ",)),
        Form("/qa", ("หัวข้อคำถาม", "คำถาม"), ("ตั้งกระทู้",)),
        Form("/search/send", ("ชื่อ", "โทรศัพท์", "รายละเอียด"), ("ค้นหา", "ส่งเรื่อง")),
    ],
)
def test_forms_one_can_write_with(form: Form) -> None:
    assert said(ask("channel", FORM, page(LONG, forms=(form,)))) == "passed channel_found"


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("chat", "https://www.facebook.com/samut.sao"),
        ("chat", "https://www.samut.example/files/chatbot-training.pdf"),
        ("chat", "https://www.farm.men.example/"),
        ("messenger", "https://www.facebook.com/samut.sao"),
        ("messenger", "https://team.me.example/about"),
        ("line", "https://line.me/R/msg/text/?hello"),
        ("line", "https://social-plugins.line.me/lineit/share?url=x"),
        ("line", "https://www.online.me/"),
        ("form", "https://www.samut.example/forms.gle.html"),
    ],
)
def test_addresses_that_are_no_such_channel(kind: str, url: str) -> None:
    assert said(ask("channel", {"kinds": [kind]}, page(LONG, links=(link("ติดต่อ", url),)))) == "failed channel_missing"


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("chat", "https://tawk.to/chat/5f/default"),
        ("messenger", "https://m.me/samut.sao"),
        ("messenger", "https://www.facebook.com/messages/t/samut.sao"),
        ("line", "https://line.me/R/ti/p/@samut"),
        ("line", "https://lin.ee/abc123"),
        ("line", "https://page.line.me/samut"),
        ("form", "https://forms.gle/abcdef"),
        ("form", "https://docs.google.com/forms/d/e/1/viewform"),
    ],
)
def test_addresses_that_are(kind: str, url: str) -> None:
    assert said(ask("channel", {"kinds": [kind]}, page(LONG, links=(link("ติดต่อ", url),)))) == "passed channel_found"


def test_an_e_mail_after_the_word_online_is_no_line_account() -> None:
    assert said(ask("channel", {"kinds": ["line"]}, page("Online: saraban@samut.example"))) == "failed channel_missing"
    assert said(ask("channel", {"kinds": ["line"]}, page("Line: saraban@samut.example"))) == "failed channel_missing"
    assert said(ask("channel", {"kinds": ["line"]}, page("LINE OA : @samutsao"))) == "passed channel_found"
    assert said(ask("channel", {"kinds": ["line"]}, page("ไลน์ @samutsao"))) == "passed channel_found"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/",
        "https://www.facebook.com",
        "https://www.youtube.com/#",
        "https://www.facebook.com/sharer/sharer.php?u=x",
    ],
)
def test_the_front_page_of_a_service_is_nobodys_account(url: str) -> None:
    assert said(ask("link", {"services": ["any"]}, page(LONG, links=(link("Facebook", url),)))) == "failed link_missing"


# --- e-service


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("คู่มือการขอรับบริการ", "http://a.example/manual"),
        ("ขั้นตอนการยื่นคำร้อง", "http://a.example/steps"),
        ("สถิติการให้บริการออนไลน์", "http://a.example/stats"),
        ("ข่าว อบรมการใช้ระบบสารบรรณ", "http://a.example/news/1"),
        ("ดาวน์โหลดแบบคำร้องขอรับบริการ", "http://a.example/form.pdf"),
        ("แบบฟอร์มคำขอ (ยื่นคำขอ)", "http://a.example/forms"),
    ],
)
def test_what_is_about_a_service_is_not_the_service(text: str, url: str) -> None:
    assert said(ask("eservice", {}, page(LONG, links=(link(text, url),)))) == "failed channel_missing"


@pytest.mark.parametrize(
    "text", ["ยื่นคำร้องออนไลน์", "ระบบจองคิว", "ชำระภาษีออนไลน์", "E-Service ขอน้ำอุปโภคบริโภค", "แจ้งซ่อมไฟฟ้าสาธารณะ"]
)
def test_services_by_their_usual_names(text: str) -> None:
    assert said(ask("eservice", {}, page(LONG, links=(link(text, "http://a.example/s"),)))) == "passed channel_found"


# --- statements that there was none

STATS = {"groups": [["จำนวนเรื่องทั้งหมด"]], "or_none": True}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ปีงบประมาณ พ.ศ. 2568 ไม่มีเรื่องร้องเรียนการทุจริต", "passed nothing_to_report"),
        ("ไม่มีเรื่องร้องเรียนการทุจริต ในปีงบประมาณ 2568", "passed nothing_to_report"),
        ("ไม่มีเรื่องร้องเรียนการทุจริต", "passed nothing_to_report"),
        ("ปีงบประมาณ พ.ศ. 2566 ไม่มีเรื่องร้องเรียนการทุจริต", "failed words_missing"),
        ("ไม่มีเรื่องร้องเรียนการทุจริต ในปีงบประมาณ 2566", "failed words_missing"),
        ("ไม่มีเรื่องร้องเรียนค้างดำเนินการ", "failed words_missing"),
        ("หากไม่มีเรื่องร้องเรียน ให้แจ้งว่าไม่มี", "failed words_missing"),
        ("เรื่องร้องเรียนที่ไม่มีชื่อผู้ร้องเรียนจะไม่รับ", "failed words_missing"),
    ],
)
def test_none_of_another_year_or_of_another_thing(text: str, expected: str) -> None:
    finding = ask("words", STATS, paper(text), text="จำนวนเรื่องร้องเรียนการทุจริต", year=IN_YEAR)
    assert said(finding) == expected


# --- signatures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(นายสมชาย ใจดี)\nนายกองค์การบริหารส่วนตำบลบ้านสมมุติ", "passed signed"),
        ("ลงชื่อ นายสมชาย ใจดี\nนายกองค์การบริหารส่วนตำบลบ้านสมมุติ", "passed signed"),
        ("(นายสมหมาย เก่งกล้า)\nปลัดองค์การบริหารส่วนตำบล ปฏิบัติหน้าที่\nนายกองค์การบริหารส่วนตำบลบ้านสมมุติ", "passed signed"),
        ("(นายสมหมาย เก่งกล้า)\nรองนายกองค์การบริหารส่วนตำบลบ้านสมมุติ", "failed not_signed"),
        ("(นายสมหมาย เก่งกล้า)\nปลัดองค์การบริหารส่วนตำบลบ้านสมมุติ", "failed not_signed"),
        ("(นายสมหมาย เก่งกล้า)\nผู้อำนวยการกองคลัง", "failed not_signed"),
        ("(นายสมหมาย เก่งกล้า)\nประธานกรรมการตรวจรับ", "failed not_signed"),
        (
            "(ลงชื่อ)............................\n(..........................)\nนายกองค์การบริหารส่วนตำบลบ้านสมมุติ",
            "failed not_signed",
        ),
        ("นายสมชาย ใจดี\nนายกองค์การบริหารส่วนตำบลบ้านสมมุติ เป็นประธานการประชุม", "failed not_signed"),
        ("พิธีลงนามบันทึกข้อตกลง โดยนายสมชาย ใจดี นายกองค์การบริหารส่วนตำบลบ้านสมมุติ", "failed not_signed"),
    ],
)
def test_who_signs_for_a_local_authority(text: str, expected: str) -> None:
    element = Element("X.1", "", Check("signed", {}), Provenance.FOUND)
    letter = paper("ประกาศเจตนารมณ์\n" + text)
    assert said(KINDS["signed"](Question(element, PARAMS["signed"](), (letter,), kind=LOCAL))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(นายสมชาย ใจดี)\nผู้อำนวยการโรงพยาบาลสมมุติ", "passed signed"),
        ("(นายสมชาย ใจดี)\nอธิบดีกรมสมมุติ", "passed signed"),
        ("(นายสมชาย ใจดี)\nผู้อำนวยการวิทยาลัยเทคนิคสมมุติ", "passed signed"),
        ("(นายสมชาย ใจดี)\nรองอธิบดีกรมสมมุติ", "failed not_signed"),
        ("(นายสมชาย ใจดี)\nผู้อำนวยการกลุ่มงานบริหาร", "failed not_signed"),
        ("(นายสมชาย ใจดี)\nรองผู้อำนวยการ รักษาราชการแทน\nผู้อำนวยการโรงพยาบาลสมมุติ", "passed signed"),
    ],
)
def test_who_signs_elsewhere(text: str, expected: str) -> None:
    assert said(ask("signed", {}, paper("ประกาศเจตนารมณ์\n" + text))) == expected


# --- words that only the name says


def test_a_title_over_a_picture_is_not_what_the_picture_says() -> None:
    want = {"groups": [["รายงานผล"], ["No Gift Policy"]]}
    named = {"title": "รายงานผลตามนโยบาย No Gift Policy"}
    assert (
        said(ask("words", want, page("", images=(Image("http://a.example/1.jpg"),), **named))) == "failed words_missing"
    )
    assert said(ask("words", want, page("", embeds=("http://a.example/v.pdf",), **named))) == "failed words_missing"
    assert said(ask("words", want, paper("ปก", name="รายงานผลตามนโยบาย No Gift Policy.pdf"))) == "failed words_missing"
    assert said(ask("words", want, page(LONG, **named))) == "failed words_missing"
    assert said(ask("words", want, page(f"รายงานผล No Gift Policy ไตรมาส 1\n{LONG}", **named))) == "passed words_found"


def test_photos_on_a_page_of_news_are_no_chart() -> None:
    news = page("โครงสร้างเว็บไซต์ใหม่", title="ข่าว", images=(Image("http://a.example/news.jpg", width=800),))
    assert said(ask("chart", {}, news)) == "failed chart_missing"


# --- lists


def test_plans_that_cover_the_year_are_no_news_of_the_year() -> None:
    links = tuple(link(f"แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570 ฉบับที่ {n}", f"http://a.example/{n}") for n in range(5))
    assert said(ask("listing", {"minimum": 3}, page("", links=links), year=IN_YEAR)) == "failed list_too_short"


# --- one of several ways

PROJECT_OR_ORDER: dict[str, Any] = {
    "ways": [
        {
            "name": "โครงการพร้อมงบประมาณ",
            "kind": "table",
            "columns": [{"name": "โครงการ", "words": ["โครงการ"]}, {"name": "งบประมาณ", "words": ["งบประมาณ"]}],
        },
        {"name": "คำสั่งแต่งตั้งคณะกรรมการ", "kind": "statement", "words": [["คำสั่ง"], ["คณะกรรมการ"], ["ITA"]]},
    ]
}


def test_either_way_will_do_and_half_of_each_will_not() -> None:
    plan = page(LONG, tables=(Table(("โครงการ", "งบประมาณ"), (("อบรม", "5,000"),)),))
    order = page("คำสั่งที่ 5/2568 แต่งตั้งคณะกรรมการดำเนินงาน ITA ของวิทยาลัย " + LONG)
    halves = page("คำสั่งที่ 5/2568 เรื่อง เวร " + LONG, tables=(Table(("โครงการ", "เวลา"), (("อบรม", "ม.ค."),)),))
    assert said(ask("either", PROJECT_OR_ORDER, plan)) == "passed table_complete"
    assert said(ask("either", PROJECT_OR_ORDER, order)) == "passed words_found"
    neither = ask("either", PROJECT_OR_ORDER, halves)
    assert said(neither) == "failed no_way_met"
    assert neither.reason.values["ways"] == ("โครงการพร้อมงบประมาณ", "คำสั่งแต่งตั้งคณะกรรมการ")
    lost = paper("โครงการ งบประมาณ อบรม 5,000 " + LONG)  # a table lost on reading: a person must look
    assert said(ask("either", PROJECT_OR_ORDER, lost)) == "cant_tell person_must_look"


@pytest.mark.parametrize(
    "way",
    [
        {"name": "ทางหนึ่ง", "kind": "guess"},
        {"name": "ทางหนึ่ง", "kind": "must_look", "why": "ดูด้วยตา"},
        {"name": "ทางหนึ่ง", "kind": "words", "words": ["ก"]},
        {"name": "ทางหนึ่ง", "kind": "table"},
    ],
)
def test_a_way_is_read_as_strictly_as_a_check(way: dict[str, Any]) -> None:
    other = {"name": "อีกทาง", "kind": "file", "formats": ["pdf"]}
    with pytest.raises(ValidationError):
        PARAMS["either"].model_validate({"ways": [way, other]})
    with pytest.raises(ValidationError):
        PARAMS["either"].model_validate({"ways": [other]})


# --- phrases, places of words, tables of another kind


def test_a_phrase_that_does_not_count_leaves_the_quote_as_written() -> None:
    want = {"groups": [["ปัญหา", "อุปสรรค"]], "never": ["แก้ไขปัญหา"]}
    mended = "โครงการแก้ไขปัญหายาเสพติด " + LONG
    assert said(ask("words", want, paper(mended))) == "failed words_missing"
    both = ask("words", want, paper(mended + "\nอุปสรรคของการแก้ไขปัญหาคือฝน"))
    assert said(both) == "passed words_found" and both.evidence[0].quote == "อุปสรรคของการแก้ไขปัญหาคือฝน"


def test_the_results_beside_the_plan_do_not_stand_for_it() -> None:
    results = Table(("โครงการ", "ความก้าวหน้า", "งบประมาณที่ใช้"), (("ซ่อมถนน", "ครึ่งทาง", "9,000"),))
    plan = Table(("โครงการ", "เวลา"), (("ซ่อมถนน", "ม.ค."),))
    want = {**BUDGET, "unlike": ["ความก้าวหน้า"]}
    assert said(ask("table", want, page(LONG, tables=(plan, results)))) == "failed table_lacks_columns"
    assert said(ask("table", want, page(LONG, tables=(results,)))) == "passed table_complete"  # one table for both
    other = Table(("ชื่อ", "โทร"), (("ก", "1"),))  # what lists other things is not the plan
    assert said(ask("table", want, page(LONG, tables=(other, results)))) == "passed table_complete"


def test_words_in_the_first_row_name_no_column() -> None:
    table = Table(("โครงการ", "หมายเหตุ"), (("อบรม", "ไม่ใช้งบประมาณ"), ("ซ่อมถนน", "9,000")))
    assert said(ask("table", BUDGET, page(LONG, tables=(table,)))) == "failed table_lacks_columns"
    none = {**BUDGET, "or_none": True}
    finding = ask("table", none, page(f"{LONG}\nอบรม\tไม่ใช้งบประมาณ", tables=(table,)), text="งบประมาณที่ใช้")
    assert said(finding) == "failed table_lacks_columns"
    said_of_all = page(f"{LONG}\nทุกโครงการไม่ใช้งบประมาณ", tables=(table,))
    assert said(ask("table", none, said_of_all, text="งบประมาณที่ใช้")) == "passed nothing_to_report"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)", "passed period_right"),
        ("แผนพัฒนาท้องถิ่น 5 ปี เริ่มปีงบประมาณ พ.ศ. 2568", "passed period_right"),
        ("แผนปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2568", "cant_tell person_must_look"),
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2561 - 2565)", "failed period_wrong"),
    ],
)
def test_a_plan_of_several_years(text: str, expected: str) -> None:
    covers = YearRule(YearKind.COVERS_YEAR)
    assert said(ask("period", {"years": 2}, paper(text), year=covers)) == expected


def test_months_of_a_row_are_not_the_months_of_the_report() -> None:
    rows = Table(("โครงการ", "ระยะเวลา"), (("ซ่อมถนน", "ต.ค. 2567 - มี.ค. 2568"),), heading="ผล (ต.ค. 2567 - ธ.ค. 2567)")
    report = page("ความก้าวหน้า ปีงบประมาณ พ.ศ. 2568\nซ่อมถนน ต.ค. 2567 - มี.ค. 2568", tables=(rows,))
    finding = ask("period", {"months": "first_six"}, report, year=FIRST_SIX)
    assert said(finding) == "failed months_missing"
    assert finding.reason.values["months"] == ("ม.ค. 2568", "ก.พ. 2568", "มี.ค. 2568")


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ("ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค.", "passed period_right"),
        ("ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ.", "cant_tell person_must_look"),
        ("ต.ค. ก.พ.", "passed period_right"),  # the months in which something was done
        ("ตุลาคม 2567|พฤศจิกายน 2567|ธันวาคม 2567|มกราคม 2568", "cant_tell person_must_look"),
    ],
)
def test_six_months_of_which_the_table_lacks_one(months: str, expected: str) -> None:
    named = tuple(months.split("|" if "|" in months else " "))
    words = "รายงานผลรอบ 6 เดือน ปีงบประมาณ พ.ศ. 2568"
    across = Table(("รายการ", *named), (("จำนวน", *("1" for _ in named)),))
    down = Table(("เดือน", "จำนวน"), tuple((month, "1") for month in named))
    for table in (across, down):
        finding = ask("period", {"months": "first_six"}, paper(words, tables=(table,)), year=FIRST_SIX)
        assert said(finding) == expected
