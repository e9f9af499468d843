"""Menus and footers that no mark-up names: what stands on the home page and all over the site is no page's own."""

from checklist.furniture import Furniture, without
from checklist.site import Fetch, FetchOutcome, Image, Link, OffSite, PageDetail, Site
from checklist.verdict import Status
from tests.checklist.small_site import HOME, HOST, audit, page, verdict_on

FOOT = "เทศบาลตำบลสมมุติ เลขที่ 1 หมู่ 2 ตำบลสมมุติ อำเภอสมมุติ จังหวัดตัวอย่าง 10000 โทร 0-2000-0000 ผู้เข้าชม 1234 คน วันนี้ 12 คน"


def test_lines_of_the_home_page_on_many_others_are_the_sites() -> None:
    home = page(HOME, "หน้าแรก", f"ยินดีต้อนรับ\nแผนพัฒนา\n{FOOT}")
    others = [page(f"{HOST}/{n}", f"เรื่อง {n}", f"ค่าธรรมเนียม ไม่มี\nแผนพัฒนา\n{FOOT}") for n in range(8)]
    plan = page(f"{HOST}/plan", "แผนพัฒนา", f"แผนพัฒนา\nยุทธศาสตร์\n{FOOT}")
    for order in ([home, *others, plan], [plan, *others, home]):
        furniture = Furniture()
        for one in order:
            furniture.add(one)
            if one is home:
                furniture.set_home(one)
        assert furniture.on(others[0]) == {"แผนพัฒนา", FOOT}
        assert without(plan.main, furniture.on(plan)) == "แผนพัฒนา\nยุทธศาสตร์"  # its own name stays


def test_an_entry_whose_attachment_is_gone_is_broken_under_any_footer() -> None:
    name = "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570"
    gone = f"{HOST}/files/1.pdf"
    plan = page(
        f"{HOST}/show?id=1", name, f"{name}\nรายละเอียดตามเอกสารแนบ\n{FOOT}", anchor=name, links=[Link(gone, "ไฟล์แนบ")]
    )
    news = [page(f"{HOST}/show?id={n}", f"ข่าวที่ {n}", f"ลงพื้นที่ {n}\n{FOOT}", anchor=f"ข่าวที่ {n}") for n in range(2, 10)]
    home = page(HOME, "เทศบาล", f"ยินดีต้อนรับ\n{FOOT}", links=[Link(one.url, one.anchor) for one in (plan, *news)])
    site = Site(
        HOME, ("www.samut.example",), (home, plan, *news), (), (Fetch(gone, FetchOutcome.NOT_FOUND, gone, 404),)
    )
    head = PageDetail(images=(Image(f"{HOST}/images/head.jpg"), Image(f"{HOST}/images/new.gif")))
    verdict = verdict_on("anticor_plan", audit(site, details={plan.url: head}))
    assert verdict.status is Status.BROKEN
    assert [one.code for one in verdict.weak] == ["weak_dead"]


def test_what_every_page_links_to_is_not_where_this_one_leads() -> None:
    abuse = Link("https://sites.google.com/new", "Report abuse", heading="E-Service")
    form = Link("https://forms.example/service", "ยื่นคำร้องออนไลน์")
    service = page(f"{HOST}/e-service", "E-Service", "E-Service", anchor="E-Service", links=[form, abuse])
    others = [page(f"{HOST}/{n}", f"เรื่อง {n}", f"เรื่องที่ {n}", anchor=f"เรื่อง {n}", links=[abuse]) for n in range(8)]
    home = page(HOME, "วิทยาลัย", "ยินดีต้อนรับ", links=[*(Link(one.url, one.anchor) for one in (service, *others)), abuse])
    off = [OffSite(link.url, "other", service.url, link.text) for link in (abuse, form)]
    verdict = verdict_on(
        "eservice", audit(Site(HOME, ("www.samut.example",), (home, service, *others), (), (), tuple(off)))
    )
    told = [*verdict.evidence, *(one for one, _ in verdict.considered)]
    assert verdict.status not in (Status.MISSING, Status.BROKEN)
    assert abuse.url not in [one.url for one in told]


def test_a_page_of_links_to_systems_elsewhere_is_for_a_person_to_look_at() -> None:
    systems = [Link(f"https://{name}.example/", f"ระบบ {name}") for name in ("std", "admission")]
    service = page(f"{HOST}/o16", "O16 E-Service", "ระบบ std\nระบบ admission", anchor="O16 E-Service", links=systems)
    home = page(HOME, "วิทยาลัย", "ยินดีต้อนรับ", links=[Link(service.url, service.anchor)])
    verdict = verdict_on("eservice", audit(Site(HOME, ("www.samut.example",), (home, service))))
    assert verdict.status not in (Status.BROKEN, Status.MISSING)
