"""A page for each item that shows a file in a frame: the file is what is judged, the page is what a visitor opens."""

import pytest

from checklist.site import DocumentState, Link, PageDetail, Table
from checklist.verdict import Assessment, Status
from tests.checklist.small_site import HOME, HOST, audit, document, page, site_of, verdict_on

SHOWS = f"{HOST}/ita/plan/"
FILE = f"{HOST}/uploads/scan-17.pdf"
PLAN = "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570"
PROJECTS = Table(
    ("โครงการ/กิจกรรม", "งบประมาณ", "ระยะเวลาดำเนินการ"),
    (("อบรมคุณธรรม", "20,000", "2566-2570"), ("ประกาศเจตจำนง", "ไม่ใช้งบประมาณ", "2566-2570")),
)


def shown(text: str, *tables: Table, state: DocumentState = DocumentState.TEXT, frame: str = FILE) -> Assessment:
    home = page(HOME, "หน้าแรก", links=[Link(SHOWS, "แผนปฏิบัติการป้องกันการทุจริต")])
    framing = page(SHOWS, "แผนปฏิบัติการป้องกันการทุจริต", anchor="แผนปฏิบัติการป้องกันการทุจริต", links=[Link(frame, "", "embed")])
    file = document(FILE, text, found_on=SHOWS, heading="แผนปฏิบัติการป้องกันการทุจริต", state=state, tables=tables)
    return audit(site_of([home, framing], [file]), details={SHOWS: PageDetail(embeds=(frame,))})


@pytest.mark.parametrize("frame", [FILE, FILE + "#toolbar=0"])
def test_a_framed_file_that_was_read_is_judged_and_its_page_named(frame: str) -> None:
    verdict = verdict_on("anticor_plan", shown(PLAN, PROJECTS, frame=frame))
    assert verdict.status is Status.COMPLETE
    assert [place.url for place in verdict.evidence] == [FILE, SHOWS]


def test_a_framed_file_that_lacks_something_is_not_excused_by_its_frame() -> None:
    verdict = verdict_on("anticor_plan", shown(PLAN, Table(PROJECTS.header, (("อบรมคุณธรรม", "", "2566-2570"),))))
    assert verdict.status is Status.PARTIAL


def test_a_framed_file_that_could_not_be_read_stays_for_a_person() -> None:
    verdict = verdict_on("anticor_plan", shown("", state=DocumentState.SCAN))
    assert verdict.status is Status.CANT_TELL
