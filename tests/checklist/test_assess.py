"""The judge on small sites: every status, every class of weak evidence, and what must never change a verdict."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklist.agency import Agency
from checklist.assess import Assessor, assess
from checklist.load import available, load_checklist, load_kinds, load_topics
from checklist.model import Provenance
from checklist.site import (
    Document,
    DocumentState,
    Fetch,
    FetchOutcome,
    Form,
    Image,
    Link,
    OffSite,
    Page,
    PageDetail,
    PageState,
    Section,
    Site,
    Table,
)
from checklist.verdict import Assessment, Outcome, Status, Verdict
from tests.checklist.small_site import (
    AGENCY,
    HOME,
    HOST,
    TODAY,
    audit,
    document,
    fetched,
    page,
    site_of,
    verdict_on,
)

EXECUTIVES = """คณะผู้บริหาร
นายสมชาย ใจดี
นายกองค์การบริหารส่วนตำบลบ้านสมมุติ
โทร 081-234-5678
นางสาวสมศรี มีสุข
รองนายกองค์การบริหารส่วนตำบลบ้านสมมุติ
โทร 089-111-2222
นายสมหมาย เก่งกล้า
ปลัดองค์การบริหารส่วนตำบลบ้านสมมุติ
โทร 081-999-8888
"""
PORTRAITS = tuple(
    Image(f"{HOST}/{n}.jpg", alt=name) for n, name in enumerate(["นายสมชาย ใจดี", "นางสาวสมศรี มีสุข", "นายสมหมาย เก่งกล้า"])
)
REPORT = """รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2567
องค์การบริหารส่วนตำบลบ้านสมมุติ
ผลการดำเนินการโครงการและกิจกรรม งบประมาณที่ใช้ ปัญหา อุปสรรค ข้อเสนอแนะ
"""
PROJECTS = Table(
    ("ที่", "โครงการ/กิจกรรม", "งบประมาณที่ใช้", "ผลการดำเนินการ", "ระยะเวลาดำเนินการ"),
    (("1", "ก่อสร้างถนน", "100,000", "แล้วเสร็จ", "ม.ค. 2567"), ("2", "อบรมอาชีพ", "20,000", "แล้วเสร็จ", "มี.ค. 2567")),
)


def executives(details: dict[str, PageDetail], images: Sequence[Image] = PORTRAITS) -> Page:
    url = HOST + "/executives"
    details[url] = PageDetail(images=tuple(images))
    return page(url, "คณะผู้บริหาร", EXECUTIVES, anchor="คณะผู้บริหาร")


def report(*, anchor: str = "รายงานผลการดำเนินงานประจำปี 2567", text: str = REPORT, **more: object) -> Document:
    return document(HOST + "/report.pdf", text, anchor=anchor, **more)  # type: ignore[arg-type]


def whole_site() -> tuple[Site, dict[str, PageDetail]]:
    """A site with something of everything; no two things with the same address."""
    details: dict[str, PageDetail] = {}
    contact = page(
        HOST + "/contact",
        "ติดต่อเรา",
        "99 หมู่ 3 ตำบลสมมุติ อำเภอเมือง จังหวัดสมมุติ 12345\nโทรศัพท์ 044-112-2333\nอีเมล saraban@samut.example",
        anchor="ติดต่อเรา",
    )
    details[contact.url] = PageDetail(embeds=("https://www.google.com/maps/embed?pb=1",))
    complain = page(
        HOST + "/complain",
        "แจ้งเรื่องร้องเรียนการทุจริต",
        "แบบฟอร์มแจ้งเรื่องร้องเรียนการทุจริต",
        anchor="ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
    )
    details[complain.url] = PageDetail(forms=(Form(HOST + "/send", ("ชื่อ", "เรื่อง", "รายละเอียด"), ("ส่ง",)),))
    scan = document(HOST + "/gift.pdf", anchor="ประกาศเจตนารมณ์นโยบาย No Gift Policy", state=DocumentState.SCAN)
    dead = ("แผนปฏิบัติการป้องกันการทุจริต", fetched(HOST + "/gone.pdf", "", FetchOutcome.NOT_FOUND, 404))
    drive = OffSite("https://drive.google.com/file/d/x", "google_drive", HOME, "คู่มือสำหรับประชาชน", public=False)
    shelf = page(
        HOST + "/risk",
        "การประเมินความเสี่ยงการทุจริต 2568",
        "การประเมินความเสี่ยงการทุจริต 2568\nดูไฟล์",
        links=[Link(drive.url, "ดูไฟล์")],
        anchor="การประเมินความเสี่ยงการทุจริต 2568",
    )
    ruin = page(
        HOST + "/hr",
        "แผนการบริหารและพัฒนาทรัพยากรบุคคล 2568",
        "แผนการบริหารและพัฒนาทรัพยากรบุคคล 2568\nดูไฟล์",
        links=[Link(dead[1].url, "ดูไฟล์")],
        anchor="แผนการบริหารและพัฒนาทรัพยากรบุคคล 2568",
    )
    site = site_of(
        [executives(details), contact, complain, shelf, ruin],
        [report(tables=(PROJECTS,)), scan],
        [dead],
        [drive],
        ["แผนการจัดซื้อจัดจ้าง"],
    )
    return site, details


def addresses(site: Site) -> set[str]:
    return (
        {one.url for one in (*site.pages, *site.documents, *site.failures, *site.offsite)}
        | {link.url for one in site.pages for link in one.links}
        | {site.home}
    )


# --- statuses


def test_complete_contact_names_the_place_and_the_words() -> None:
    site, details = whole_site()
    verdict = verdict_on("contact", audit(site, "oit-2566", details))
    assert verdict.status is Status.COMPLETE
    assert verdict.points_lost == 0
    place = verdict.evidence[0]
    assert place.url == HOST + "/contact" and place.found_on == HOME and place.sha256 and place.path
    assert all(finding.outcome is Outcome.PASSED for finding in verdict.findings)


def test_report_with_its_table_is_complete_and_dated() -> None:
    site, details = whole_site()
    verdict = verdict_on("annual_report", audit(site, "oit-2568", details))
    assert verdict.status is Status.COMPLETE, [(f.element, f.reason) for f in verdict.findings]
    assert verdict.evidence[0].kind == "document" and verdict.evidence[0].fiscal_year == 2567


def test_the_budget_of_one_project_deleted_turns_one_element() -> None:
    rows = (PROJECTS.rows[0], ("2", "อบรมอาชีพ", "", "แล้วเสร็จ", "มี.ค. 2567"))
    before = verdict_on("annual_report", audit(site_of([], [report(tables=(PROJECTS,))])))
    after = verdict_on("annual_report", audit(site_of([], [report(tables=(replace(PROJECTS, rows=rows),))])))
    changed = [(a, b) for a, b in zip(before.findings, after.findings, strict=True) if a.outcome != b.outcome]
    assert [b.reason.code for _, b in changed] == ["table_empty_cells"]
    assert changed[0][1].reason.values["row"] == 2
    assert after.status is Status.PARTIAL


def test_a_column_deleted_turns_one_element() -> None:
    without = Table(tuple(PROJECTS.header[:2] + PROJECTS.header[3:]), tuple(row[:2] + row[3:] for row in PROJECTS.rows))
    text = REPORT.replace("งบประมาณที่ใช้ ", "")
    before = verdict_on("annual_report", audit(site_of([], [report(text=text, tables=(PROJECTS,))])))
    after = verdict_on("annual_report", audit(site_of([], [report(text=text, tables=(without,))])))
    changed = [b for a, b in zip(before.findings, after.findings, strict=True) if a.outcome != b.outcome]
    assert [finding.reason.code for finding in changed] == ["table_lacks_columns"]


def test_the_photo_of_one_deputy_deleted_turns_the_photo_element() -> None:
    details: dict[str, PageDetail] = {}
    before = verdict_on("executives", audit(site_of([executives(details)]), details=details))
    after = verdict_on(
        "executives", audit(site_of([executives(details, [PORTRAITS[0], PORTRAITS[2]])]), details=details)
    )
    assert before.status is Status.COMPLETE, [(f.element, f.reason) for f in before.findings]
    changed = [b for a, b in zip(before.findings, after.findings, strict=True) if a.outcome != b.outcome]
    assert changed and {finding.reason.code for finding in changed} == {"person_lacks"}
    assert changed[0].reason.values["lacks"] == ("photo",)
    assert "สมศรี" in str(changed[0].reason.values["name"])


def test_last_years_file_under_this_years_heading_is_outdated() -> None:
    old = report(text=REPORT.replace("2567", "2566"), tables=(PROJECTS,))
    verdict = verdict_on("annual_report", audit(site_of([], [old])))
    assert verdict.status is Status.OUTDATED
    assert verdict.reason.values == {"wanted": "2567", "seen": "2566"}
    assert verdict.evidence[0].url == old.url


def test_a_shelf_page_of_the_right_year_does_not_make_an_old_file_new() -> None:
    shelf = page(
        HOST + "/reports", "รายงานผลการดำเนินงานประจำปี 2567", "ดาวน์โหลด", anchor="รายงานผลการดำเนินงานประจำปี 2567"
    )
    old = document(
        HOST + "/r.pdf", REPORT.replace("2567", "2565"), anchor="รายงานผลการดำเนินงานประจำปี", found_on=shelf.url
    )
    shelf = replace(shelf, links=(Link(old.url, "รายงานผลการดำเนินงานประจำปี"),))
    assert verdict_on("annual_report", audit(site_of([shelf], [old]))).status is Status.OUTDATED


def test_no_year_named_is_for_a_person() -> None:
    verdict = verdict_on(
        "annual_report",
        audit(
            site_of([], [report(anchor="รายงานผลการดำเนินงานประจำปี", text=REPORT.replace("พ.ศ. 2567", ""), tables=())])
        ),
    )
    assert verdict.status in (Status.CANT_TELL, Status.PARTIAL)
    assert not any(finding.outcome is Outcome.PASSED for finding in verdict.findings)


def test_nothing_is_missing_with_how_much_was_looked_at() -> None:
    verdict = verdict_on("annual_report", audit(site_of([])))
    assert verdict.status is Status.MISSING
    assert verdict.reason.values == {"looked_at": 1}
    assert verdict.points_lost > 0 and not verdict.evidence


def test_a_left_over_address_that_names_the_topic_is_not_called_missing() -> None:
    site = replace(
        site_of([], more_links=[Link(HOST + "/later", "รายงานผลการดำเนินงานประจำปี 2567")]),
        finished=False,
        waiting=(HOST + "/later",),
    )
    assessment = audit(site)
    assert verdict_on("annual_report", assessment).status is Status.CANT_TELL
    assert verdict_on("executives", assessment).status is Status.MISSING
    assert verdict_on("executives", assessment).reason.code == "nothing_found_unfinished"


def test_wrong_kind_is_inapplicable_and_unknown_kind_is_not_guessed() -> None:
    details: dict[str, PageDetail] = {}
    site = site_of([executives(details)])
    province = verdict_on("executives", audit(site, details=details, agency=replace(AGENCY, kind="province")))
    assert any(finding.reason.code == "not_for_kind" for finding in province.findings)
    bare = site_of([page(HOST + "/e", "คณะผู้บริหาร", EXECUTIVES.split("นายสมหมาย")[0], anchor="คณะผู้บริหาร")])
    unknown = verdict_on("executives", audit(bare, agency=replace(AGENCY, kind="")))
    assert any(finding.reason.code == "kind_unknown" for finding in unknown.findings)


def test_unverified_says_what_the_data_says() -> None:
    checklist = load_checklist("oit-2568")
    for verdict in audit(site_of([])).verdicts:
        item = checklist.item(verdict.code)
        if any(
            e.provenance is not Provenance.FOUND and not e.only and not e.never and not e.optional
            for e in item.elements
        ):
            assert verdict.unverified, verdict.code


# --- weak evidence


def test_a_page_that_only_points_elsewhere_is_worth_what_lies_behind() -> None:
    site, details = whole_site()
    assessment = audit(site, "oit-2568", details)
    shelf, ruin = verdict_on("risk_assess", assessment), verdict_on("hr_plan", assessment)
    assert (shelf.status, [w.code for w in shelf.weak]) == (Status.BROKEN, ["weak_drive_private"])
    assert (ruin.status, [w.code for w in ruin.weak]) == (Status.BROKEN, ["weak_dead"])
    public = replace(site, offsite=tuple(replace(one, public=None) for one in site.offsite))
    shelf = verdict_on("risk_assess", audit(public, "oit-2568", details))
    assert (shelf.status, [w.code for w in shelf.weak]) == (Status.CANT_TELL, ["weak_offsite_only"])


def test_a_false_friend_is_told_and_never_taken() -> None:
    friend = page(
        HOST + "/vote", "แจ้งเบาะแสการทุจริตการเลือกตั้ง", "พบการซื้อเสียง แจ้ง กกต. จังหวัด", anchor="แจ้งเบาะแสการทุจริตการเลือกตั้ง"
    )
    verdict = verdict_on("complaint_channel", audit(site_of([friend])))
    assert verdict.status is Status.MISSING and not verdict.evidence
    ((place, why),) = verdict.considered
    assert (place.url, why.code, why.values["words"]) == (friend.url, "weak_false_friend", ("การเลือกตั้ง",))


def test_a_page_unchanged_since_the_last_night_counts_as_read() -> None:
    site, details = whole_site()
    old = replace(
        site,
        pages=tuple(
            replace(p, fetch=replace(p.fetch, outcome=FetchOutcome.NOT_MODIFIED, status=304, unchanged=True))
            for p in site.pages
        ),
        failures=(*site.failures, fetched(HOST + "/contact", "", FetchOutcome.NOT_MODIFIED, 304)),
    )
    assert judged(audit(old, "oit-2568", details)) == judged(audit(site, "oit-2568", details))


@pytest.mark.parametrize(
    ("state", "status", "weak"),
    [
        (DocumentState.SCAN, Status.CANT_TELL, "weak_scan"),
        (DocumentState.PICTURE, Status.CANT_TELL, "weak_picture"),
        (DocumentState.ENCRYPTED, Status.BROKEN, "weak_password"),
        (DocumentState.EMPTY, Status.BROKEN, "weak_empty"),
        (DocumentState.LIMIT, Status.CANT_TELL, "weak_unreadable"),
        (DocumentState.UNSUPPORTED, Status.CANT_TELL, "weak_unreadable"),
    ],
)
def test_a_file_nobody_can_read(state: DocumentState, status: Status, weak: str) -> None:
    verdict = verdict_on("annual_report", audit(site_of([], [replace(report(text=""), pages=(), state=state)])))
    assert verdict.status is status
    assert weak in {one.code for one in verdict.weak}
    assert verdict.evidence[0].url == HOST + "/report.pdf"


@pytest.mark.parametrize(
    ("state", "status", "weak"),
    [
        (PageState.EMPTY, Status.BROKEN, "weak_empty"),
        (PageState.SOFT_404, Status.BROKEN, "weak_soft_404"),
        (PageState.LOGIN, Status.BROKEN, "weak_login"),
        (PageState.CONSTRUCTION, Status.BROKEN, "weak_construction"),
        (PageState.FILLER, Status.BROKEN, "weak_filler"),
        (PageState.NEEDS_SCRIPT, Status.CANT_TELL, "weak_needs_script"),
        (PageState.CHALLENGE, Status.CANT_TELL, "weak_unreadable"),
        (PageState.ERROR, Status.BROKEN, "weak_dead"),
    ],
)
def test_a_page_that_is_not_what_it_says(state: PageState, status: Status, weak: str) -> None:
    target = page(
        HOST + "/x", "รายงานผลการดำเนินงานประจำปี 2567", "", anchor="รายงานผลการดำเนินงานประจำปี 2567", state=state
    )
    verdict = verdict_on("annual_report", audit(site_of([target])))
    assert verdict.status is status, verdict.reason
    assert weak in {one.code for one in verdict.weak}


@pytest.mark.parametrize(
    ("outcome", "code", "status", "weak"),
    [
        (FetchOutcome.NOT_FOUND, 404, Status.BROKEN, "weak_dead"),
        (FetchOutcome.SERVER_ERROR, 500, Status.BROKEN, "weak_dead"),
        (FetchOutcome.NO_SUCH_HOST, 0, Status.BROKEN, "weak_dead"),
        (FetchOutcome.FORBIDDEN, 403, Status.CANT_TELL, "weak_unreadable"),
        (FetchOutcome.FORBIDDEN, 401, Status.BROKEN, "weak_login"),
        (FetchOutcome.TIMEOUT, 0, Status.CANT_TELL, "weak_unreadable"),
        (FetchOutcome.ROBOTS, 0, Status.CANT_TELL, "weak_robots"),
    ],
)
def test_a_link_that_does_not_answer(outcome: FetchOutcome, code: int, status: Status, weak: str) -> None:
    failure = ("รายงานผลการดำเนินงานประจำปี 2567", fetched(HOST + "/r.pdf", "", outcome, code))
    verdict = verdict_on("annual_report", audit(site_of(failures=[failure])))
    assert verdict.status is status, verdict.reason
    assert weak in {one.code for one in verdict.weak}
    assert verdict.evidence[0].kind == "link" or status is Status.CANT_TELL


@pytest.mark.parametrize(
    ("service", "public", "status", "weak"),
    [
        ("google_drive", False, Status.BROKEN, "weak_drive_private"),
        ("google_drive", None, Status.CANT_TELL, "weak_offsite_only"),
        ("google_drive", True, Status.CANT_TELL, "weak_offsite_only"),
        ("facebook", None, Status.CANT_TELL, "weak_facebook_only"),
    ],
)
def test_evidence_off_the_site(service: str, public: bool | None, status: Status, weak: str) -> None:
    place = OffSite("https://drive.google.com/file/d/1", service, HOME, "รายงานผลการดำเนินงานประจำปี 2567", public=public)
    verdict = verdict_on("annual_report", audit(site_of(offsite=[place])))
    assert verdict.status is status, verdict.reason
    assert weak in {one.code for one in verdict.weak}


def test_a_signpost_is_not_of_the_year_that_a_dead_file_on_it_names() -> None:
    place, dead = HOST + "/nogift", fetched(HOST + "/o20.pdf", "", FetchOutcome.NOT_FOUND, 404)
    shelf = OffSite("https://elsewhere.example/nogift", "other", place, "ประกาศ")
    links = [Link(shelf.url, "ประกาศ", place="content"), Link(dead.url, "ประกาศครัวร้อน งปม 2568", place="content")]
    signpost = page(place, "การขับเคลื่อนนโยบาย No Gift Policy", "ประกาศ\nประกาศครัวร้อน งปม 2568", links=links)
    news = page(HOST + "/news/1", "NO GIFT POLICY งดรับ งดให้", "NO GIFT POLICY งดรับ งดให้ของขวัญทุกชนิด " * 8)
    site = site_of([signpost, news], failures=[("ประกาศครัวร้อน งปม 2568", dead)], offsite=[shelf])
    verdict = verdict_on("nogift_declare", audit(site, "vec-2569"))
    assert verdict.status is Status.CANT_TELL, verdict.reason
    assert place in {one.url for one in verdict.evidence}


def test_listed_without_a_target_is_broken() -> None:
    verdict = verdict_on("annual_report", audit(site_of(listed=["รายงานผลการดำเนินงานประจำปี 2567"])))
    assert (verdict.status, verdict.reason.code) == (Status.BROKEN, "only_listed")


def test_right_title_and_nothing_under_it_is_broken() -> None:
    bare = page(
        HOST + "/x",
        "รายงานผลการดำเนินงานประจำปี 2567",
        "รายงานผลการดำเนินงานประจำปี 2567",
        anchor="รายงานผลการดำเนินงานประจำปี 2567",
    )
    assert verdict_on("annual_report", audit(site_of([bare]))).status is Status.BROKEN


def test_the_criteria_copied_are_no_evidence() -> None:
    item = next(one for one in load_checklist("oit-2568").items if "complaint_guideline" in one.topics)
    text = item.name + "\n" + "\n".join(element.text for element in item.elements)
    target = page(HOST + "/x", item.name, text, anchor=item.name)
    verdict = verdict_on("complaint_guideline", audit(site_of([target])))
    assert verdict.status not in (Status.COMPLETE, Status.PARTIAL, Status.OUTDATED), verdict.reason


def test_requirements_worded_more_fully_than_ours_are_no_evidence() -> None:
    item = load_checklist("vec-2569").item("O6")
    asked = [f"{n}) {element.text} ตามแหล่งที่ได้รับการจัดสรร" for n, element in enumerate(item.elements[:3], start=1)]
    asked.append("4) รายละเอียดโครงการ โดยมีข้อมูลอย่างน้อยประกอบด้วย: 1. โครงการหรือกิจกรรม 2. งบประมาณ")
    copied = page(HOST + "/x", item.name, "\n".join((item.name, *asked)), anchor=item.name)
    college = replace(AGENCY, kind="vocational-college")
    verdict = verdict_on("budget_plan", audit(site_of([copied]), "vec-2569", agency=college))
    assert verdict.status is Status.MISSING and [one.code for one in verdict.weak] == ["weak_criteria_only"]
    figures = [f"{line} {n},200,000 บาท" for n, line in enumerate(asked, start=1)]
    answered = page(HOST + "/x", item.name, "\n".join((item.name, "ปีงบประมาณ พ.ศ. 2569", *figures)), anchor=item.name)
    verdict = verdict_on("budget_plan", audit(site_of([answered]), "vec-2569", agency=college))
    assert verdict.status is Status.PARTIAL and not verdict.weak


def test_a_page_of_several_years_is_judged_by_the_section_of_the_year() -> None:
    title, full = "รายงานผลการดำเนินงานประจำปี", "ผลการดำเนินการ งบประมาณที่ใช้ ปัญหา อุปสรรค ข้อเสนอแนะ " * 3

    def judged_with(said: dict[str, str], tables_of: str) -> Verdict:
        headings = {year: f"{title} ปีงบประมาณ พ.ศ. {year}" for year in said}
        text = "\n".join(f"{headings[year]}\n{said[year]}" for year in said)
        shown = replace(page(HOST + "/r", title, text, anchor=title), headings=(title, *headings.values()))
        sections = tuple(Section(headings[year], 2, said[year]) for year in said)
        tables = (replace(PROJECTS, heading=headings[tables_of]),)
        return verdict_on(
            "annual_report", audit(site_of([shown]), details={shown.url: PageDetail(tables=tables, sections=sections)})
        )

    assert judged_with({"2568": "", "2567": full, "2566": ""}, "2567").status is Status.COMPLETE
    assert judged_with({"2570": "", "2569": "", "2568": "", "2567": full}, "2567").status is Status.COMPLETE
    stale = judged_with({"2568": "", "2567": "อยู่ระหว่างรวบรวม " * 6, "2566": full}, "2566")
    assert stale.status is Status.PARTIAL, stale.reason
    assert not any(finding.outcome is Outcome.PASSED for finding in stale.findings)
    assert judged_with({"2566": full, "2565": ""}, "2566").status is Status.OUTDATED


def test_another_agencys_report_is_not_ours() -> None:
    theirs = report(text=REPORT.replace("บ้านสมมุติ", "หนองอื่นไกล"), tables=(PROJECTS,))
    verdict = verdict_on("annual_report", audit(site_of([], [theirs])))
    assert verdict.status is not Status.COMPLETE
    assert "weak_other_agency" in {one.code for one in verdict.weak}


def test_one_file_for_many_items_is_for_a_person() -> None:
    names = [
        "รายงานผลการดำเนินงานประจำปี 2567",
        "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี 2567",
        "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี 2567",
        "รายงานผลการจัดซื้อจัดจ้างประจำปี 2567",
        "แผนปฏิบัติการป้องกันการทุจริต 2568",
    ]
    file = replace(document(HOST + "/all.pdf", REPORT + "ปี 2568", anchor=names[0]), tables=(PROJECTS,))
    links = [Link(file.url, name) for name in names]
    assessment = audit(site_of([], [file], more_links=links))
    shared = [one for one in assessment.verdicts if "weak_shared_file" in {weak.code for weak in one.weak}]
    assert len(shared) >= 4
    assert all(one.status is not Status.COMPLETE for one in shared)


def test_ocr_supports_words_and_not_tables() -> None:
    read = replace(report(tables=()), state=DocumentState.OCR)
    verdict = verdict_on("annual_report", audit(site_of([], [read])))
    assert verdict.status is not Status.COMPLETE
    assert not any(finding.outcome is Outcome.FAILED for finding in verdict.findings), [
        f.reason for f in verdict.findings
    ]
    assert "weak_ocr" in {one.code for one in verdict.weak}


def test_a_site_that_does_not_answer_is_nobodys_missing_item() -> None:
    site = Site(HOME, (), failures=(Fetch(HOME, FetchOutcome.TIMEOUT),))
    verdicts = audit(site).verdicts
    assert {one.status for one in verdicts} == {Status.CANT_TELL}
    assert {one.reason.code for one in verdicts} == {"site_unreadable"}


def test_a_crawl_that_broke_off_before_its_first_page_found_nothing_missing() -> None:
    asked = load_checklist("oit-2569")
    nothing = Site(HOME, ("a.example",), finished=False)
    made = assess(
        asked, load_topics(), AGENCY, nothing, kinds=load_kinds(), today=TODAY, detail_of=lambda page: None, version=""
    )
    assert {one.status for one in made.verdicts} == {Status.CANT_TELL}
    assert {one.reason.values["outcome"] for one in made.verdicts} == {"failed"}


# --- what must never change a verdict


def judged(assessment: Assessment) -> list[tuple[object, ...]]:
    return [(v.code, v.status, v.reason, v.findings, v.evidence, v.weak, v.points_lost) for v in assessment.verdicts]


def build(site: Site, details: dict[str, PageDetail], seed: int) -> Assessment:
    """Feed the parts in a random order."""
    assessor = Assessor(
        load_checklist("oit-2568"), load_topics(), AGENCY, kinds=load_kinds(), today=TODAY, home=site.home,
        detail_of=lambda one: details.get(one.url, PageDetail()),
    )  # fmt: skip
    steps = [(assessor.add_page, one) for one in site.pages]
    steps += [(assessor.add_document, one) for one in site.documents]  # type: ignore[misc]
    steps += [(assessor.add_failure, one) for one in site.failures]  # type: ignore[misc]
    steps += [(assessor.add_offsite, one) for one in site.offsite]  # type: ignore[misc]
    random.Random(seed).shuffle(steps)
    for number, (add, one) in enumerate(steps):
        add(one)
        if number % 3 == 0:
            assessor.verdicts()
            assessor.unsettled()
    return assessor.assessment(True, 0)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000))
def test_the_order_of_pages_does_not_matter(seed: int) -> None:
    site, details = whole_site()
    assert judged(build(site, details, seed)) == judged(audit(site, "oit-2568", details))


_SUBJECT = st.sampled_from(
    ["ฟุตบอล", "ลอยกระทง", "ขนมไทย", "น้ำตก", "ธนาคาร", "ดนตรีพื้นบ้าน", "ต้นไม้", "นกกระจอก", "เรือหางยาว"]
)
_ABOUT = st.sampled_from(["ตารางแข่งขัน{}", "ภาพบรรยากาศงาน{}", "ประวัติ{}", "พยากรณ์อากาศวันแข่ง{}", "เที่ยวชม{}", "คลิป{}"])
_IDLE = st.builds(lambda about, subject: about.format(subject), _ABOUT, _SUBJECT)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_IDLE, max_size=12, unique=True), st.lists(_IDLE, max_size=6, unique=True), st.integers(0, 3))
def test_irrelevant_things_change_nothing_but_the_count(pages: list[str], files: list[str], gone: int) -> None:
    """Pages, files and dead links that are about something else make no verdict better or worse."""
    site, details = whole_site()
    said = "เนื้อหาทั่วไปที่ไม่เกี่ยวกับหน่วยงาน " * 4
    idle = [page(f"{HOST}/idle/{n}", title, f"{title}\n{said}", anchor=title) for n, title in enumerate(pages)]
    papers = [document(f"{HOST}/idle/{n}.pdf", f"{title}\n{said}", anchor=title) for n, title in enumerate(files)]
    dead = [fetched(f"{HOST}/idle/gone-{n}", "", FetchOutcome.NOT_FOUND, 404) for n in range(gone)]
    more = replace(
        site,
        pages=(*site.pages, *idle),
        documents=(*site.documents, *papers),
        failures=(*site.failures, *dead),
    )

    def plain(verdicts: Sequence[Verdict]) -> list[tuple[object, ...]]:
        return [(v.code, v.status, v.reason.code, v.findings, v.evidence, v.weak) for v in verdicts]

    assert plain(audit(more, "oit-2568", details).verdicts) == plain(audit(site, "oit-2568", details).verdicts)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_evidence_is_only_what_the_site_holds(data: st.DataObject) -> None:
    site, details = whole_site()
    part = replace(
        site,
        pages=(site.pages[0], *data.draw(st.lists(st.sampled_from(site.pages[1:]), unique_by=lambda one: one.url))),
        documents=tuple(data.draw(st.lists(st.sampled_from(site.documents), unique_by=lambda one: one.url))),
    )
    known = addresses(part)
    texts = {one.url: one.text for one in part.pages} | {one.url: one.text for one in part.documents}
    for verdict in audit(part, "oit-2568", details).verdicts:
        for place in (*verdict.evidence, *(e for f in verdict.findings for e in f.evidence)):
            assert place.url in known
            if place.kind == "document" and place.quote and place.page and "|" not in place.quote:
                assert place.quote in texts[place.url]
        if verdict.status not in (Status.MISSING, Status.INAPPLICABLE):
            assert verdict.evidence, verdict


def test_renaming_codes_changes_nothing() -> None:
    site, details = whole_site()
    checklist = load_checklist("oit-2568")
    renamed = replace(
        checklist,
        items=tuple(
            replace(
                item, code=f"X{n}", elements=tuple(replace(e, code=f"X{n}.{m}") for m, e in enumerate(item.elements, 1))
            )
            for n, item in enumerate(checklist.items, 1)
        ),
    )

    def read(one: Page) -> PageDetail:
        return details.get(one.url, PageDetail())

    before = audit(site, "oit-2568", details)
    after = assess(renamed, load_topics(), AGENCY, site, kinds=load_kinds(), today=TODAY, detail_of=read)
    assert [(v.status, v.reason, v.evidence, v.points_lost) for v in before.verdicts] == [
        (v.status, v.reason, v.evidence, v.points_lost) for v in after.verdicts
    ]


def test_unsettled_are_the_topics_without_good_evidence() -> None:
    site, details = whole_site()
    assessor = Assessor(
        load_checklist("oit-2568"), load_topics(), Agency("x", "", HOME), kinds=load_kinds(), today=TODAY, home=HOME,
        detail_of=lambda one: details.get(one.url),
    )  # fmt: skip
    everything = assessor.unsettled()
    assert everything == set(load_checklist("oit-2568").topics)
    for one in site.pages:
        assessor.add_page(one)
    for file in site.documents:
        assessor.add_document(file)
    left = assessor.unsettled()
    assert "contact" not in left and "annual_report" not in left
    assert "nogift_declare" in left and "anticor_plan" in left


@pytest.mark.parametrize("name", available())
def test_every_list_can_be_judged(name: str) -> None:
    site, details = whole_site()
    assessment = audit(site, name, details)
    assert [one.code for one in assessment.verdicts] == [item.code for item in load_checklist(name).items]
    assert 0 <= assessment.score.oit <= assessment.score.best <= 100
