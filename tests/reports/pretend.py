"""An invented agency and checklist for the report tests: every status, every kind of evidence, both years."""

from dataclasses import dataclass, field, replace

from checklist.agency import Agency, AgencyKind
from checklist.model import (
    Check,
    Checklist,
    Element,
    Indicator,
    Item,
    Level,
    Provenance,
    Scoring,
    Topic,
    YearKind,
    YearRule,
)
from checklist.reasons import reason
from checklist.review import Review
from checklist.score import points_lost, score
from checklist.site import Fetch, FetchOutcome, Link, Page, Site
from checklist.verdict import Assessment, Evidence, Finding, Outcome, Reason, Status, Verdict
from reports.view import AuditView

HOME = "https://www.naklangthung.example.go.th/"
KINDS = {
    "subdistrict": AgencyKind("subdistrict", "องค์การบริหารส่วนตำบล", "Subdistrict administrative organisation"),
    "central": AgencyKind("central", "ส่วนราชการส่วนกลาง", "Central agency"),
}
AGENCY = Agency(
    id="naklangthung",
    name="องค์การบริหารส่วนตำบลนากลางทุ่ง",
    website=HOME,
    kind="subdistrict",
    province="จังหวัดสมมุติ",
    district="อำเภอตัวอย่าง",
    supervisor="สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดสมมุติ",
)


@dataclass(frozen=True)
class FakeCrawl:
    """The facts of a crawl, as `storage` keeps them."""

    id: str = "c-17"
    home: str = HOME
    started_at: str = "2026-11-22T17:54:00+00:00"
    finished_at: str = "2026-11-22T18:02:30+00:00"
    outcome: str = "finished"
    requests: int = 212
    pages: int = 163
    documents: int = 41
    bytes: int = 48_210_442
    max_requests: int = 400
    version: str = "0.1.0"
    hosts: tuple[str, ...] = ("www.naklangthung.example.go.th", "naklangthung.example.go.th")
    detail: str = ""
    ledger: dict[str, int] = field(default_factory=lambda: {"ok": 204, "not_found": 5, "server_error": 2, "robots": 1})


ROWS: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    ("O1", "โครงสร้าง อำนาจหน้าที่ และข้อมูลผู้บริหาร", "9.1", ("structure", "executives"), "สำนักปลัด"),
    ("O2", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "9.1", ("strategy",), "สำนักปลัด"),
    ("O3", "ข้อมูลการติดต่อและช่องทางการสอบถามข้อมูล", "9.1", ("contact",), "สำนักปลัด"),
    ("O4", "กฎหมายที่เกี่ยวข้องกับอำนาจหน้าที่ของหน่วยงาน", "9.1", ("law",), "สำนักปลัด"),
    ("O5", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณ ประจำปี พ.ศ. 2569", "9.2", ("annual_plan",), "กองคลัง"),
    ("O6", "รายงานผลการดำเนินงานประจำปี พ.ศ. 2568", "9.2", ("annual_report",), "กองคลัง"),
    ("O7", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "9.2", ("staff_manual",), "สำนักปลัด"),
    ("O8", "ระบบการให้บริการผ่านช่องทางออนไลน์ (E-Service)", "9.2", ("e_service",), "สำนักปลัด"),
    ("O9", "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้าง", "9.3", ("procurement",), "กองคลัง"),
    ("O10", "แผนการบริหารและพัฒนาทรัพยากรบุคคล", "9.4", ("hr_plan",), "งานการเจ้าหน้าที่"),
    ("O11", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "9.5", ("complaints",), "สำนักปลัด"),
    ("O12", "ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ประจำปี", "9.5", ("complaint_stats",), "สำนักปลัด"),
    ("O13", "ประกาศเจตนารมณ์นโยบาย No Gift Policy จากการปฏิบัติหน้าที่", "10.1", ("no_gift",), "สำนักปลัด"),
    ("O14", "การประเมินความเสี่ยงการทุจริตในประเด็นที่เกี่ยวข้องกับสินบน", "10.1", ("risk",), "สำนักปลัด"),
    ("O15", "แผนปฏิบัติการป้องกันการทุจริต", "10.2", ("anti_corruption",), "สำนักปลัด"),
    ("O16", "รายงานผลการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "10.2", ("integrity",), "สำนักปลัด"),
)
ELEMENTS: dict[str, tuple[str, ...]] = {
    "O1": (
        "แสดงแผนผังโครงสร้างการแบ่งส่วนราชการของหน่วยงาน",
        "แสดงอำนาจหน้าที่ของหน่วยงานตามกฎหมาย",
        "แสดงรายนามผู้บริหาร ประกอบด้วย ชื่อ-นามสกุล ตำแหน่ง รูปถ่าย และช่องทางการติดต่อของผู้บริหารแต่ละคน",
    ),
    "O5": (
        "แสดงแผนการดำเนินงานของปี พ.ศ. 2569 ที่มีโครงการ งบประมาณ และช่วงเวลาดำเนินการ",
        "แสดงผลการดำเนินงานรอบ 6 เดือน (ตุลาคม 2568 ถึง มีนาคม 2569)",
        "แสดงผลการใช้จ่ายงบประมาณของแต่ละโครงการ",
    ),
    "O9": ("แสดงรายการจัดซื้อจัดจ้างเป็นตารางอย่างน้อย 16 คอลัมน์", "แสดงความก้าวหน้าของทุกรายการ"),
}


def checklist(rows: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = ROWS) -> Checklist:
    """The invented list. Half of its elements are not confirmed, as in the real ones."""
    names = {
        "9.1": "ข้อมูลพื้นฐาน",
        "9.2": "การบริหารงานและการใช้จ่ายงบประมาณ",
        "9.3": "การจัดซื้อจัดจ้าง",
        "9.4": "การบริหารและพัฒนาทรัพยากรบุคคล",
        "9.5": "การส่งเสริมความโปร่งใส",
        "10.1": "การดำเนินการเพื่อป้องกันการทุจริต",
        "10.2": "มาตรการป้องกันการทุจริต",
    }
    indicators = tuple(Indicator(code, name, code.split(".")[0]) for code, name in names.items())
    scoring = Scoring(
        weight=0.4,
        pass_mark=85,
        levels=(Level("ผ่านดีเยี่ยม", 95), Level("ผ่านดี", 85), Level("ต้องปรับปรุง", 70), Level("ต้องปรับปรุงโดยด่วน", 0)),
        provenance=Provenance.FOUND,
    )
    return Checklist(
        id="oit-2569",
        family="oit",
        fiscal_year=2569,
        title="แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. 2569 (ตัวอย่าง)",
        title_en="Open Data Integrity and Transparency Assessment (OIT), fiscal year 2569 (sample)",
        indicators=indicators,
        items=tuple(_item(*row) for row in rows),
        scoring=scoring,
    )


def _item(code: str, name: str, indicator: str, topics: tuple[str, ...], unit: str) -> Item:
    texts = ELEMENTS.get(code, ("แสดงข้อมูลตามหัวข้อของข้อนี้", "ระบุปี พ.ศ. ของข้อมูล"))
    elements = tuple(
        Element(
            code=f"{code}.{n}",
            text=text,
            check=Check("text"),
            provenance=(Provenance.FOUND, Provenance.CARRIED, Provenance.MEMORY)[n % 3],
            optional=n == 4,
        )
        for n, text in enumerate(texts)
    )
    rule = YearRule(YearKind.IN_YEAR, "เป็นข้อมูลของปีงบประมาณ พ.ศ. 2569", Provenance.FOUND)
    return Item(code, name, indicator, topics, rule, elements, Provenance.FOUND, unit=unit)


def evidence(**more: object) -> Evidence:
    """A page with a quote, changed as asked."""
    base = Evidence(
        url=HOME + "content/structure?id=12",
        kind="page",
        found_on=HOME,
        path=("ข้อมูลหน่วยงาน", "โครงสร้างและอำนาจหน้าที่"),
        title="โครงสร้างองค์การบริหารส่วนตำบลนากลางทุ่ง",
        quote="โครงสร้างการแบ่งส่วนราชการขององค์การบริหารส่วนตำบลนากลางทุ่ง "
        "ประจำปีงบประมาณ พ.ศ. 2569 ประกอบด้วย สำนักปลัด กองคลัง กองช่าง",
        fiscal_year=2569,
        sha256="ab" * 32,
    )
    return replace(base, **more)  # type: ignore[arg-type]


PDF = evidence(
    url=HOME + "files/แผนการดำเนินงาน-2569.pdf",
    kind="document",
    path=("การเปิดเผยข้อมูลสาธารณะ", "แผนการดำเนินงาน ประจำปี พ.ศ. 2569"),
    title="แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2569",
    quote="โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 4 งบประมาณ 498,000 บาท ดำเนินการไตรมาสที่ 2",
    page=14,
    sha256="cd" * 32,
)
OLD = evidence(
    url=HOME + "files/รายงานผล-2567.pdf",
    kind="document",
    path=("รายงานผลการดำเนินงาน",),
    title="รายงานผลการดำเนินงานประจำปี 2567",
    quote="รายงานผลการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2567",
    page=1,
    fiscal_year=2567,
    sha256="ef" * 32,
)


def verdicts() -> tuple[Verdict, ...]:
    """One verdict per item, every status among them."""
    made = {
        "O1": verdict(
            "O1",
            Status.PARTIAL,
            reason("elements_missing", count=1, of=3, what=("ราคากลาง",)),
            (
                finding("O1.0", Outcome.PASSED, reason("chart_found", how="ภาพแผนผัง"), evidence()),
                finding("O1.1", Outcome.PASSED, reason("words_found", words=("อำนาจหน้าที่",)), evidence()),
                finding(
                    "O1.2",
                    Outcome.FAILED,
                    reason("person_lacks", name="นายสมมุติ ใจซื่อ", lacks=("photo", "contact")),
                    evidence(quote="นายสมมุติ ใจซื่อ นายกองค์การบริหารส่วนตำบล"),
                ),
            ),
            (evidence(),),
        ),
        "O5": verdict(
            "O5",
            Status.PARTIAL,
            reason("elements_missing", count=1, of=3, what=("ราคากลาง",)),
            (
                finding(
                    "O5.0",
                    Outcome.PASSED,
                    reason("table_complete", columns=("โครงการ", "งบประมาณ", "ระยะเวลา"), rows=38),
                    PDF,
                ),
                finding(
                    "O5.1", Outcome.FAILED, reason("months_missing", months=("2569-01", "2569-02", "2569-03")), PDF
                ),
                finding(
                    "O5.2", Outcome.CANT_TELL, reason("ocr_only", what="ตัวเลขงบประมาณ"), replace(PDF, page=21, ocr=True)
                ),
            ),
            (PDF,),
            weak=(reason("weak_ocr"),),
        ),
        "O6": verdict("O6", Status.OUTDATED, reason("other_year", wanted="2568", seen="2567"), (), (OLD,)),
        "O8": verdict(
            "O8",
            Status.BROKEN,
            reason("only_dead_links", count=2, answer="server_error"),
            (),
            (evidence(kind="link", quote=""),),
        ),
        "O9": verdict("O9", Status.MISSING, reason("nothing_found", looked_at=204)),
        "O12": verdict(
            "O12",
            Status.CANT_TELL,
            reason("text_unreadable", state="scan"),
            (),
            (replace(OLD, quote="", page=None, fiscal_year=None),),
            weak=(reason("weak_scan", pages=6), reason("weak_drive_private", service="google_drive")),
        ),
        "O13": verdict("O13", Status.INAPPLICABLE, reason("item_not_for_kind", kind="subdistrict")),
        "O14": verdict(
            "O14",
            Status.MISSING,
            reason("nothing_found", looked_at=204),
            considered=(
                (OLD, reason("weak_criteria_only")),
                (evidence(), reason("weak_false_friend", words=("ความเสี่ยง",))),
            ),
        ),
    }
    return tuple(made.get(row[0]) or _complete(row[0]) for row in ROWS)


def verdict(
    code: str,
    status: Status,
    why: Reason,
    findings: tuple[Finding, ...] = (),
    proof: tuple[Evidence, ...] = (),
    weak: tuple[Reason, ...] = (),
    considered: tuple[tuple[Evidence, Reason], ...] = (),
) -> Verdict:
    """A verdict on the item of that code."""
    topics = next(row[3] for row in ROWS if row[0] == code)
    return Verdict(code, topics, status, why, findings, proof, weak, considered, code in ("O5", "O9"), 0.83)


def finding(element: str, outcome: Outcome, why: Reason, *proof: Evidence) -> Finding:
    """A finding on the element of that code."""
    return Finding(element, outcome, why, proof)


def _complete(code: str) -> Verdict:
    element = checklist().item(code).elements
    found = tuple(
        finding(e.code, Outcome.PASSED, reason("words_found", words=("ประจำปี 2569",)), evidence()) for e in element
    )
    return verdict(code, Status.COMPLETE, reason("all_elements", count=len(found)), found, (evidence(),))


def assessment() -> Assessment:
    """This year's assessment of the invented agency, its points counted as the program counts them."""
    asked = checklist()
    made = verdicts()
    counted = [v.code for v in made if v.status is not Status.INAPPLICABLE]
    done = (Status.COMPLETE, Status.INAPPLICABLE)
    made = tuple(replace(v, points_lost=0.0 if v.status in done else points_lost(asked, v.code, counted)) for v in made)
    return Assessment("oit-2569", AGENCY.id, "2026-11-22", made, score(asked, made), "0.1.0", "c-17")


def previous() -> Assessment:
    """Last year's: fewer points, O14 was there."""
    then = {"O14": Status.COMPLETE, "O2": Status.MISSING, "O3": Status.MISSING}
    changed = tuple(replace(v, status=then.get(v.code, v.status)) for v in verdicts())
    return Assessment("oit-2569", AGENCY.id, "2025-12-01", changed, score(checklist(), changed), "0.1.0", "c-03")


def site() -> Site:
    """What the crawl could not open."""
    dead = HOME + "e-service/form.php"
    links = (Link(dead, "ยื่นคำร้องออนไลน์"), Link(HOME + "old/ita2565.pdf", "ITA 2565"))
    home = Page(HOME, Fetch(HOME, FetchOutcome.OK, HOME, 200), title="หน้าแรก", links=links)
    return Site(
        home=HOME,
        hosts=FakeCrawl.hosts,
        pages=(home,),
        failures=(
            Fetch(dead, FetchOutcome.SERVER_ERROR, dead, 500),
            Fetch(HOME + "old/ita2565.pdf", FetchOutcome.NOT_FOUND, status=404),
            Fetch(HOME + "big.zip", FetchOutcome.TOO_LARGE, status=200),
            Fetch(HOME + "admin/", FetchOutcome.ROBOTS),
        ),
    )


def review() -> Review:
    """A person looked at O11 and was satisfied."""
    return Review(
        AGENCY.id,
        "oit-2569",
        "O12",
        Status.PARTIAL,
        "ไฟล์สแกนมีสถิติครบ แต่ไม่มีไตรมาสที่ 4",
        "นางสาวตรวจ ทานดี",
        "2026-11-22T09:00:00+00:00",
        ("ef" * 32,),
    )


def view(**more: object) -> AuditView:
    """The whole view; `more` replaces arguments of `AuditView.build`."""
    topics: dict[str, Topic] = {}
    arguments: dict[str, object] = {
        "checklist": checklist(),
        "topics": topics,
        "kinds": KINDS,
        "agency": AGENCY,
        "crawl": FakeCrawl(),
        "assessment": assessment(),
        "previous": previous(),
        "site": site(),
    }
    return AuditView.build(**(arguments | more))  # type: ignore[arg-type]
