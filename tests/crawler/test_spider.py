"""Walks over pretend sites: what is found, what every bad answer becomes, and that a bad answer costs only itself."""

import gzip
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from checklist.site import FetchOutcome, PageState
from crawler.events import PageSeen
from storage.store import CrawlRecord, Store
from tests.server import PretendSite, RawSite, Reply, page, serving

Crawl = Callable[..., CrawlRecord]

HOME = page("อบต.ตัวอย่าง", "/plan|แผนพัฒนาท้องถิ่น", "/people|คณะผู้บริหาร", "/broken|ประกาศจัดซื้อจัดจ้าง")


def outcomes(store: Store, record: CrawlRecord, site: PretendSite | RawSite) -> dict[str, FetchOutcome]:
    """Path → how it ended, of everything that was asked for."""
    seen = store.site(record.id)
    ended = {page.url: page.fetch.outcome for page in seen.pages}
    ended |= {document.url: document.fetch.outcome for document in seen.documents}
    ended |= {failure.url: failure.outcome for failure in seen.failures}
    return {url.removeprefix(site.home.rstrip("/")): outcome for url, outcome in ended.items()}


def test_a_small_site_is_read_whole(crawl: Crawl, store: Store) -> None:
    with serving(
        {
            "/": HOME,
            "/plan": page("แผนพัฒนา", "/plan.csv|ดาวน์โหลด"),
            "/people": page("ผู้บริหาร"),
            "/plan.csv": Reply("ปี,แผน\n2569,ก", kind="text/csv"),
        }
    ) as site:
        record = crawl(site.home)
    assert record.outcome == "finished"
    seen = store.site(record.id)
    assert {p.url.removeprefix(site.home) for p in seen.pages} == {"", "plan", "people"}
    assert [d.url for d in seen.documents] == [site.home + "plan.csv"]
    document = seen.documents[0]
    assert document.anchor == "ดาวน์โหลด"
    assert [step.text for step in document.path] == ["แผนพัฒนาท้องถิ่น", "ดาวน์โหลด"]
    assert document.found_on == site.home + "plan"
    assert outcomes(store, record, site)["/broken"] is FetchOutcome.NOT_FOUND
    assert store.body(document.fetch.sha256) == "ปี,แผน\n2569,ก".encode()


def test_every_bad_answer_has_its_outcome(crawl: Crawl, store: Store) -> None:
    links = {
        "/gone": Reply("x", 410),
        "/secret": Reply("x", 403),
        "/teapot": Reply("x", 418),
        "/crash": Reply("x", 500),
        "/busy": Reply("x", 429, headers={"Retry-After": "7200"}),
        "/loop": Reply("", 302, headers={"Location": "/loop2"}),
        "/loop2": Reply("", 302, headers={"Location": "/loop"}),
        "/inside": Reply("", 302, headers={"Location": "http://169.254.169.254/latest"}),
        "/file": Reply("", 302, headers={"Location": "file:///etc/passwd"}),
        "/notgzip": Reply("ไม่ใช่ gzip", headers={"Content-Encoding": "gzip"}),
        "/bomb": Reply(gzip.compress(b"0" * 40_000_000), headers={"Content-Encoding": "gzip"}),
    }
    # the busy host pauses everything, so it comes last
    names = [name for name in links if name not in ("/loop2", "/busy")]
    with serving(
        {
            "/": page("หน้าแรก", *(f"{name}|แผนปฏิบัติการป้องกันการทุจริต" for name in names), "/end|อื่น ๆ"),
            **links,
            "/end": page("จบ", "/busy|จบจริง"),
        }
    ) as site:
        record = crawl(site.home)
    ended = outcomes(store, record, site)
    assert ended["/gone"] is FetchOutcome.NOT_FOUND
    assert ended["/secret"] is FetchOutcome.FORBIDDEN
    assert ended["/teapot"] is FetchOutcome.CLIENT_ERROR
    assert ended["/crash"] is FetchOutcome.SERVER_ERROR
    assert ended["/loop"] is FetchOutcome.REDIRECT_LOOP
    assert ended["/file"] is FetchOutcome.BAD_ADDRESS
    assert ended["/notgzip"] is FetchOutcome.BAD_ENCODING
    assert ended["/bomb"] is FetchOutcome.TOO_LARGE
    assert ended["/busy"] is FetchOutcome.BUSY
    assert record.outcome == "stopped"
    assert "left alone" in record.detail
    # a redirect off the site is a place elsewhere, and was not followed
    assert [place.url for place in store.site(record.id).offsite] == ["http://169.254.169.254/latest"]


def test_a_home_page_inside_a_private_network_is_never_connected(crawl: Crawl, store: Store) -> None:
    with serving({"/": Reply("", 302, headers={"Location": "http://10.1.2.3/"})}) as site:
        record = crawl(site.home)
    assert record.outcome == "unreachable"
    assert record.detail.startswith("blocked_address")
    assert [failure.outcome for failure in store.site(record.id).failures] == [FetchOutcome.BLOCKED_ADDRESS]


def test_an_unreachable_home_page_is_a_result(crawl: Crawl, store: Store) -> None:
    with serving({}) as site:
        pass  # closed again: nobody listens there
    record = crawl(site.home)
    assert record.outcome == "unreachable"
    assert "refused" in record.detail
    assert [failure.outcome for failure in store.site(record.id).failures] == [FetchOutcome.REFUSED]


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        (lambda path, write: write(b"\x00\x01garbage\r\n\r\n" * 20), FetchOutcome.PROTOCOL_ERROR),
        (lambda path, write: None, FetchOutcome.CONNECTION_LOST),
        (lambda path, write: time.sleep(4), FetchOutcome.TIMEOUT),
    ],
)
def test_what_is_no_http_ends_too(
    script: Callable[[str, Callable[[bytes], None]], None], outcome: FetchOutcome, crawl: Crawl, store: Store
) -> None:
    def answer(path: str, write: Callable[[bytes], None]) -> None:
        if path == "/robots.txt":
            write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        else:
            script(path, write)

    with RawSite(answer) as site:
        record = crawl(site.home, timeout=1.0)
    assert record.outcome == "unreachable"
    assert [failure.outcome for failure in store.site(record.id).failures] == [outcome]


def test_a_short_body_is_kept_and_called_incomplete(crawl: Crawl, store: Store) -> None:
    body = page("หน้าแรก", text="ข้อความที่ขาดกลางทาง").encode()

    def answer(path: str, write: Callable[[bytes], None]) -> None:
        if path == "/":
            write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 99999\r\n\r\n" + body)
        else:
            write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with RawSite(answer) as site:
        record = crawl(site.home)
        asked = site.paths.count("/")
    (home,) = store.site(record.id).pages
    assert home.fetch.outcome is FetchOutcome.INCOMPLETE
    assert "ขาดกลางทาง" in home.text
    assert asked == 3  # tried again twice


def test_links_of_every_kind_are_followed(crawl: Crawl) -> None:
    body = (
        "<html><head><meta http-equiv=refresh content='5; url=/refreshed'><base href='/deep/'></head><body>"
        "<a href='\\windows\\style'>ก</a><a href='รายงาน'>ข</a><map><area href='/area' alt='แผนที่'></map>"
        "<iframe src='/inner'></iframe><object data='/object'></object><embed src='/embed'>"
        "<a href=\"javascript:window.open('/opened','x')\">ค</a><button onclick=\"location.href='/pressed'\">ง</button>"
        "<tr data-href='/row'><td>จ</td></tr><select><option value='/jump.php'>ฉ</option></select>"
        "<form action='/search'><input type=submit value='ค้นหา'></form></body></html>"
    )
    with serving({"/": body, "*": page("หน้าใน")}) as site:
        crawl(site.home)
    expected = {"/refreshed", "/windows/style", "/deep/%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99", "/area"}
    expected |= {"/inner", "/object", "/embed", "/opened", "/pressed", "/jump.php", "/search"}
    assert expected <= set(site.paths)


def test_a_frameset_is_read_through_its_frames(crawl: Crawl, store: Store) -> None:
    frames = "<html><frameset cols='20%,80%'><frame src='menu.html' name=menu><frame src='main.html'></frameset></html>"
    menu = (
        page("เมนู", "plan.html|แผนปฏิบัติการป้องกันการทุจริต").encode("cp874", "ignore").replace(b"<meta charset=utf-8>", b"")
    )
    with serving(
        {
            "/": frames,
            "/menu.html": Reply(menu, kind="text/html"),
            "/main.html": page("ยินดีต้อนรับ"),
            "/plan.html": page("แผน"),
        }
    ) as site:
        record = crawl(site.home)
    assert {"/menu.html", "/main.html", "/plan.html"} <= set(site.paths)
    titles = {p.title for p in store.site(record.id).pages}
    assert "เมนู" in titles


def test_behind_a_splash_page_the_real_one_is_found(crawl: Crawl, store: Store) -> None:
    splash = "<html><head><title>ยินดีต้อนรับ</title></head><body><a href='index.php'>เข้าสู่เว็บไซต์</a></body></html>"
    with serving({"/": splash, "/index.php": page("หน้าแรก", "/plan|แผน"), "/plan": page("แผน")}) as site:
        record = crawl(site.home)
    assert site.paths == ["/", "/index.php", "/plan", "/sitemap.xml"]
    assert record.pages == 3


def test_a_cookie_wall_is_passed_within_one_chain(crawl: Crawl) -> None:
    def wall(asked: object) -> Reply:
        if "ok=1" in getattr(asked, "headers", {}).get("Cookie", ""):
            return Reply(page("หน้าแรก", "/next|แผน"))
        return Reply("", 302, headers={"Location": "/", "Set-Cookie": "ok=1; Path=/"})

    with serving({"/": wall, "/next": page("แผน")}) as site:
        record = crawl(site.home)
    assert record.pages == 2
    assert "Cookie" not in next(one for one in site.ledger if one.path == "/next").headers


def test_who_has_seen_the_splash_page_is_let_in(crawl: Crawl, store: Store) -> None:
    splash = Reply(page("ลงนามถวายพระพร", "/home|เข้าสู่เว็บไซต์"), headers={"Set-Cookie": "seen=1; Path=/"})

    def behind(answer: str) -> Callable[[object], Reply]:
        def tell(asked: object) -> Reply:
            known = "seen=1" in getattr(asked, "headers", {}).get("Cookie", "")
            return Reply(answer) if known else Reply("", 302, headers={"Location": "/"})

        return tell

    inside = {"/home": behind(page("หน้าหลัก", "/plan|แผน", "/news|ข่าว")), "/plan": behind(page("แผนปฏิบัติการ"))}
    with serving({"/": splash, "/news": page("ข่าว"), **inside}) as site:
        record = crawl(site.home)
    assert {one.url.removeprefix(site.home) for one in store.site(record.id).pages} == {"", "home", "plan", "news"}
    assert site.paths.count("/home") == 2 and site.paths.count("/plan") == 1


def test_cookies_that_open_nothing_are_not_given_back_again(crawl: Crawl) -> None:
    home = Reply(page("หน้าแรก", "/old|เก่า", "/older|เก่ากว่า", "/plan|แผน"), headers={"Set-Cookie": "PHPSESSID=1"})
    away = Reply("", 302, headers={"Location": "/"})
    with serving({"/": home, "/old": away, "/older": away, "/plan": page("แผน")}) as site:
        record = crawl(site.home)
    assert record.pages == 2
    assert sum(path in ("/old", "/older") for path in site.paths) == 3
    assert sum("Cookie" in one.headers for one in site.ledger) == 2  # one try, and the page it was sent on to


def test_robots_that_cannot_be_read_keep_us_out(crawl: Crawl, store: Store) -> None:
    with serving({"/": HOME, "/robots.txt": Reply("<h1>error</h1>", 500)}) as site:
        record = crawl(site.home)
    assert site.paths == []
    assert record.outcome == "unreachable"
    assert "robots.txt answered 500" in record.detail
    assert [failure.outcome for failure in store.site(record.id).failures] == [FetchOutcome.ROBOTS]


def test_disallowed_addresses_are_recorded_and_not_asked(crawl: Crawl, store: Store) -> None:
    robots = "\ufeffUser-agent: oit\nDisallow: /plan\n"
    with serving({"/": HOME, "/people": page("ผู้บริหาร"), "/robots.txt": Reply(robots, kind="text/plain")}) as site:
        record = crawl(site.home)
    assert "/plan" not in site.paths
    assert outcomes(store, record, site)["/plan"] is FetchOutcome.ROBOTS


def test_retry_after_is_waited_for(crawl: Crawl, store: Store) -> None:
    answers = iter([Reply("", 503, headers={"Retry-After": "1"}), Reply(page("แผน"))])
    with serving({"/": page("หน้าแรก", "/plan|แผน"), "/plan": lambda asked: next(answers)}) as site:
        record = crawl(site.home)
    tries = [one.at for one in site.ledger if one.path == "/plan"]
    assert len(tries) == 2
    assert tries[1] - tries[0] >= 1.0
    assert outcomes(store, record, site)["/plan"] is FetchOutcome.OK


def test_the_pause_between_requests_is_kept(crawl: Crawl) -> None:
    pages = {f"/p{i}": page(f"แผน {i}") for i in range(4)}
    with serving({"/": page("หน้าแรก", *(f"{path}|แผน" for path in pages)), **pages}) as site:
        crawl(site.home, delay=0.3)
    times = [one.at for one in site.ledger]
    assert min(b - a for a, b in pairwise(times)) >= 0.29


def test_crawl_delay_is_kept(crawl: Crawl) -> None:
    robots = Reply("User-agent: *\nCrawl-delay: 1\n", kind="text/plain")
    with serving({"/": page("หน้าแรก", "/p1|แผน"), "/p1": page("แผน"), "/robots.txt": robots}) as site:
        crawl(site.home)
    times = [one.at for one in site.ledger if one.path != "/robots.txt"]
    assert min(b - a for a, b in pairwise(times)) >= 0.99


def test_pages_that_only_pretend_are_told_apart(crawl: Crawl, store: Store) -> None:
    nothing = page("ไม่พบหน้า", text="ขออภัย ไม่พบหน้าที่ท่านต้องการ")
    with serving({"/": HOME, "/plan": page("แผน"), "/people": page("ผู้บริหาร"), "*": nothing}) as site:
        record = crawl(site.home)
    states = {p.url.removeprefix(site.home): p.state for p in store.site(record.id).pages}
    assert states["broken"] is PageState.SOFT_404
    assert states["plan"] is PageState.CONTENT


def test_the_second_night_asks_whether_anything_changed(crawl: Crawl, store: Store) -> None:
    def plan(asked: object) -> Reply:
        if getattr(asked, "headers", {}).get("If-None-Match") == '"v1"':
            return Reply("", 304)
        return Reply(page("แผน"), headers={"ETag": '"v1"'})

    with serving({"/": page("หน้าแรก", "/plan|แผน"), "/plan": plan}) as site:
        first = crawl(site.home)
        second = crawl(site.home)
    assert first.id != second.id
    one = {p.url: p for p in store.site(second.id).pages}[site.home + "plan"]
    assert one.fetch.outcome is FetchOutcome.NOT_MODIFIED
    assert one.fetch.unchanged
    assert one.title == "แผน"


def test_the_budget_ends_the_walk(crawl: Crawl, store: Store) -> None:
    pages = {f"/p{i}": page(f"แผน {i}") for i in range(30)}
    with serving({"/": page("หน้าแรก", *(f"{path}|แผน {path}" for path in pages)), **pages}) as site:
        record = crawl(site.home, max_requests=10)
    assert record.outcome == "budget"
    assert len([one for one in site.ledger if one.path != "/robots.txt"]) == 10
    assert len(store.site(record.id).waiting) == 30 - 8  # home and the probe took two


def test_bytes_in_thai_single_byte_encodings_are_read(crawl: Crawl, store: Store) -> None:
    raw = page("หน้าแรก", text="แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. ๒๕๖๙ ของหน่วยงาน").encode("cp874")
    with serving({"/": Reply(raw, kind="text/html; charset=utf-8")}) as site:
        record = crawl(site.home)
    (home,) = store.site(record.id).pages
    assert "แผนปฏิบัติราชการประจำปีงบประมาณ" in home.text


@pytest.mark.browser
@pytest.mark.parametrize("charset", ["utf-8", "cp874"])
def test_a_script_menu_on_a_page_that_does_not_say_its_charset(crawl: Crawl, store: Store, charset: str) -> None:
    home = (
        "<title>เทศบาลตำบลตัวอย่าง</title><h1>ยินดีต้อนรับสู่เทศบาลตำบลตัวอย่าง</h1><ul id='menu'></ul><script>"
        "document.getElementById('menu').innerHTML = '<li><a href=/plan>แผนพัฒนา' + 'ท้องถิ่น</a></li>'</script>"
    ).encode(charset)
    with serving({"/": Reply(home, kind="text/html"), "/plan": page("แผนพัฒนาท้องถิ่น")}) as site:
        record = crawl(site.home, render=True)
    seen = {p.url.removeprefix(site.home): p for p in store.site(record.id).pages}
    assert seen[""].title == "เทศบาลตำบลตัวอย่าง"
    assert seen["plan"].anchor == "แผนพัฒนาท้องถิ่น"


def test_a_crawl_shows_that_it_lives(
    crawl: Crawl, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.walk.HEARTBEAT", 0.0)

    class Slow:
        def on_event(self, event: object) -> None:
            if isinstance(event, PageSeen):
                time.sleep(1.1)

    with serving({"/": HOME, "/plan": page("แผนพัฒนา"), "/people": page("ผู้บริหาร")}) as site:
        record = crawl(site.home, observer=Slow())
    (file,) = (path for path in tmp_path.rglob("*.db"))
    with closing(sqlite3.connect(file)) as database:
        (beat,) = database.execute("SELECT seen_at FROM crawl WHERE id = ?", (record.id,)).fetchone()
    assert beat > record.started_at
