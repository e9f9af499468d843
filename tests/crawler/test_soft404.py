# ruff: noqa: E501 (pages and bytes of the wire stay whole)
"""Pages that pretend, in the wordings agencies' servers use, and beside each a good page that looks like it."""

import time

import pytest

from checklist.site import Fetch, FetchOutcome, Page, PageState
from crawler.parse import parse_html
from crawler.soft404 import page_state, same_as_probe

HOME = "http://www.example.go.th/"
LONG = "<p>" + "องค์การบริหารส่วนตำบลตัวอย่างจัดทำแผนพัฒนาท้องถิ่นเพื่อแก้ไขปัญหาของประชาชนในพื้นที่ " * 8 + "</p>"
MENU = "<nav><ul>" + "".join(f"<li><a href=/m{n}>เมนูที่ {n}</a>" for n in range(12)) + "</ul></nav>"


def page(
    html: str, url: str = HOME + "plan", *, redirects: tuple[str, ...] = (), rendered: bool = False
) -> tuple[Page, bytes]:
    body = html.encode()
    fetch = Fetch(url, FetchOutcome.OK, url, 200, "text/html; charset=utf-8", redirects=redirects, rendered=rendered)
    return parse_html(body, url=url, content_type="text/html; charset=utf-8", fetch=fetch, found_on=HOME), body


def state(html: str, url: str = HOME + "plan", **how: object) -> PageState:
    return page_state(*page(html, url, **how))[0]  # type: ignore[arg-type]


def doc(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{MENU}<div id=content>{body}</div></body></html>"


PRETENDERS = [
    (PageState.SOFT_404, doc("เทศบาลตัวอย่าง", "<h1>ขออภัย ไม่พบหน้าที่ท่านต้องการ</h1>")),
    (PageState.SOFT_404, doc("404 - ไม่พบหน้าเว็บ", "<p>กรุณาตรวจสอบที่อยู่อีกครั้ง</p>")),
    (PageState.SOFT_404, doc("เทศบาล", "<p>ไม่พบข้อมูลที่ท่านต้องการ</p>")),
    (PageState.SOFT_404, doc("Page not found - อบต.ตัวอย่าง", "<h1>Oops! That page can’t be found.</h1>")),
    (
        PageState.SOFT_404,
        "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found on this server.</p>",
    ),
    (PageState.SOFT_404, doc("Error: 404 Category not found", "<p>Category not found</p>")),
    (PageState.CONSTRUCTION, doc("แผน", "<h1>แผนปฏิบัติการ</h1><p>อยู่ระหว่างดำเนินการ</p>")),
    (PageState.CONSTRUCTION, doc("ITA", "<p>อยู่ในระหว่างการปรับปรุงข้อมูล</p>")),
    (PageState.CONSTRUCTION, doc("ข้อมูล", "<p>กำลังจัดทำข้อมูล...</p>")),
    (PageState.CONSTRUCTION, doc("x", "<h2>Coming Soon</h2>")),
    (PageState.CONSTRUCTION, "<title>ปิดปรับปรุงเว็บไซต์</title><h1>ปิดปรับปรุง</h1><p>ขออภัยในความไม่สะดวก</p>"),
    (
        PageState.LOGIN,
        "<title>เข้าสู่ระบบ</title><form>ชื่อผู้ใช้<input><input type='password'><button>เข้าสู่ระบบ</button></form>",
    ),
    (
        PageState.LOGIN,
        "<title>WordPress › Log In</title><form><input name=log><input type=password><a href=/x>ลืมรหัสผ่าน</a></form>",
    ),
    (
        PageState.CHALLENGE,
        "<title>Just a moment...</title><p>Verifying you are human.</p><script>window._cf_chl_opt={}</script>",
    ),
    (
        PageState.CHALLENGE,
        "<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.",
    ),
    (PageState.CHALLENGE, "<title>x</title><p>กรุณายืนยันว่าคุณไม่ใช่หุ่นยนต์</p><div class=g-recaptcha data-sitekey=k></div>"),
    (
        PageState.CHALLENGE,
        "<title>x</title><iframe src='/_Incapsula_Resource?x'></iframe>Request unsuccessful. Incapsula incident ID: 1",
    ),
    (
        PageState.ERROR,
        "<br><b>Warning</b>: mysql_connect(): Access denied for user 'root'@'localhost' in /var/www/x.php on line 3",
    ),
    (
        PageState.ERROR,
        "<title>x</title>Fatal error: Uncaught Error: Call to undefined function in C:\\AppServ\\www\\plan.php:12",
    ),
    (
        PageState.ERROR,
        doc("Database Error", "<h1>A Database Error Occurred</h1><p>Unable to select the specified database</p>"),
    ),
    (PageState.ERROR, "<title>Error</title>Error establishing a database connection"),
    (
        PageState.ERROR,
        "<title>Runtime Error</title><h1>Server Error in '/' Application.</h1>Description: An application error",
    ),
    (PageState.ERROR, "<title>503</title><h1>Service Temporarily Unavailable</h1>"),
    (PageState.EMPTY, doc("แผนปฏิบัติการ", "<h1>แผนปฏิบัติการ</h1><p>No Results Found</p>")),
    (PageState.EMPTY, doc("ข่าว", "<h1>ข่าวจัดซื้อจัดจ้าง</h1><p>ยังไม่มีข้อมูล</p>")),
    (PageState.EMPTY, "<title>ข่าว</title>"),
    (
        PageState.EMPTY,
        doc(
            "แผน",
            "<img src=/images/head.jpg><b>แผนดำเนินงาน</b><p>ไม่พบข้อมูล</p>หน้า <a href='/plan?p=1'>1</a> <a href='/plan?p=2'>หน้าถัดไป »</a>",
        ),
    ),
    (
        PageState.FILLER,
        doc(
            "About", "<h1>เกี่ยวกับเรา</h1><p>" + "Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 5 + "</p>"
        ),
    ),
    (
        PageState.FILLER,
        doc("x", "<h1>Hello world!</h1><p>Welcome to WordPress. This is your first post. Edit or delete it.</p>"),
    ),
    (
        PageState.HACKED,
        doc(
            "สล็อตเว็บตรง PG SLOT เครดิตฟรี",
            "<p>" + "สล็อต บาคาร่า แตกง่าย ฝากถอนไว แจกจริง เครดิตฟรี ทางเข้า สมัครสมาชิก " * 6 + "</p>",
        ),
    ),
    (
        PageState.HACKED,
        doc(
            "Situs Slot Gacor Maxwin",
            "<p>" + "slot gacor slot88 togel judi maxwin rtp bonus deposit daftar " * 9 + "</p>",
        ),
    ),
    (PageState.PARKED, "<title>example</title><h1>This domain is for sale!</h1>"),
    (PageState.PARKED, "<title>Apache2 Ubuntu Default Page: It works</title><p>Apache2 Ubuntu Default Page</p>"),
    (PageState.PARKED, "<title>Account Suspended</title><h1>Account Suspended</h1>"),
    (PageState.NEEDS_SCRIPT, "<title>App</title><div id=root></div><script src=/main.js></script>"),
    (
        PageState.NEEDS_SCRIPT,
        "<title>x</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=app></div>",
    ),
]

GOOD = [
    doc("แผน", "<p>ปี 2566 ไม่พบข้อมูล</p>ปี 2567 <a href='/files/1.pdf'>1</a>"),
    doc("วิธีแก้ปัญหา 404", "<h1>เมื่อพบข้อความ 404 Not Found</h1>" + LONG),
    doc("ถาม-ตอบ", "<h1>ไม่พบข้อมูลที่ท่านต้องการ ทำอย่างไร</h1>" + LONG * 2),
    doc(
        "แผน",
        "<h1>แผน</h1><p>ไม่พบหน้าเว็บเดิม ดูแผนใหม่ได้ที่นี่</p>"
        + "".join(f"<a href=/f{n}.pdf>แผนปี {n}</a><br>" for n in range(8)),
    ),
    doc("โครงการ", "<h1>โครงการก่อสร้าง</h1><p>ขณะนี้อยู่ระหว่างดำเนินการก่อสร้าง</p>" + LONG),
    doc(
        "ผลจัดซื้อ",
        "<table><tr><td>โครงการ<td>สถานะ<tr><td>ซ่อมถนน<td>อยู่ระหว่างดำเนินการ<td><a href=/a.pdf>ก</a><a href=/b.pdf>ข</a></table>",
    ),
    doc("ข่าว", "<form>สมาชิก<input><input type=password></form><h1>ข่าว</h1>" + LONG),
    doc("E-Service", "<h1>ระบบสมาชิก</h1>" + LONG + "<form><input type=password></form>"),
    doc(
        "ติดต่อ",
        "<h1>ติดต่อเรา</h1><p>โทร 02-000-0000</p><div class=g-recaptcha data-sitekey=k></div><form><textarea></textarea></form>",
    ),
    doc("เตือนภัย", "<h1>เตือนภัยพนันออนไลน์</h1><p>บาคาร่า สล็อต คาสิโน แทงบอล ล้วนผิดกฎหมาย</p>" + LONG),
    doc("ไอที", "<h1>Fatal error: คืออะไร</h1>" + LONG),
    doc("ภาพ", "<img src=/structure.jpg alt=โครงสร้าง>"),
    doc("แผน", "<a href=/plan.pdf>ดาวน์โหลด</a>"),
    doc("แผนที่", "<iframe src='https://www.google.com/maps/embed?x'></iframe>"),
    doc("ข่าว", "<h1>ข่าว</h1><p>ยังไม่มีข้อมูลปี 2569</p><a href=/2568.pdf>ปี 2568</a>"),
    doc("โดเมน", "<h1>ประกาศ</h1><p>โดเมน go.th</p>" + LONG),
    "<title>หน้าแรก</title><div id=app>" + LONG + "</div><noscript>Please enable JavaScript</noscript><script></script>",
]


@pytest.mark.parametrize(
    ("wanted", "html"), PRETENDERS, ids=lambda value: str(value)[:40] if isinstance(value, PageState) else ""
)
def test_pretenders_are_told(wanted: PageState, html: str) -> None:
    assert state(html) is wanted


@pytest.mark.parametrize("html", GOOD, ids=range(len(GOOD)))
def test_good_pages_stay_good(html: str) -> None:
    assert state(html) is PageState.CONTENT


def test_a_redirect_to_a_login_page_is_a_wall() -> None:
    html = doc("ระบบ", "<p>กรุณากรอกข้อมูลสมาชิกเพื่อใช้งานระบบ " * 3 + "</p><form><input><input type=password></form>")
    assert state(html, HOME + "login.php?next=x", redirects=(HOME + "login.php?next=x",)) is PageState.LOGIN


def test_the_answer_to_a_random_name_betrays_its_like() -> None:
    template = doc("เทศบาล", "<p>ขออภัยในความไม่สะดวก กรุณาเลือกเมนูทางซ้าย</p>")
    probe, _ = page(template, HOME + "no-such-page-1")
    same, body = page(template, HOME + "plan")
    assert page_state(same, body, probe)[0] is PageState.SOFT_404
    other, body = page(
        doc("เทศบาล", "<p>ขออภัยในความไม่สะดวก กรุณาเลือกเมนูทางซ้าย</p><a href=/plan.pdf>แผน</a>"), HOME + "plan"
    )
    assert not same_as_probe(other, probe) and page_state(other, body, probe)[0] is PageState.CONTENT


def test_the_home_page_is_never_like_a_random_name() -> None:
    template = doc("เทศบาล", LONG)
    probe, _ = page(template, HOME + "no-such-page-1")
    home, body = page(template, HOME)
    assert page_state(home, body, probe)[0] is PageState.CONTENT


def test_a_rendered_page_no_longer_needs_script() -> None:
    assert (
        state("<title>App</title><div id=root></div><script src=/main.js></script>", rendered=True) is PageState.EMPTY
    )


def test_hostile_text_costs_little() -> None:
    for text in (
        "อยู่ระหว่าง " * 30_000,
        "404 " * 60_000,
        "สล็อต " * 50_000,
        "warning: " * 40_000,
        "<" * 100_000,
        "ก" * 300_000,
    ):
        made, body = page(doc("x", f"<p>{text}</p>"))
        began = time.process_time()
        page_state(made, body)
        assert time.process_time() - began < 0.5
