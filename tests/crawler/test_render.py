# ruff: noqa: E501 (pages and bytes of the wire stay whole)
"""Rendering on real pages: shells, folded parts, script menus, ASP.NET menus, hostile pages, and no way inside."""

import asyncio
import os
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar, TypeVar

import pytest

from checklist.errors import MissingToolError
from checklist.site import FetchOutcome
from crawler.guard import Guard
from crawler.render import Rendered, Renderer, find_chromium

T = TypeVar("T")

browser = pytest.mark.browser
needs_chromium = pytest.mark.skipif(
    not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), reason="Chromium is not installed"
)

SHELL = "<!doctype html><meta charset=utf-8><title>หน้าแรก</title><div id=root></div><script>%s</script>"
PAGES = {
    "/app": SHELL % "document.getElementById('root').innerHTML='<h1>โครงสร้างหน่วยงาน</h1><a href=/plan>แผน</a>'",
    "/folded": """<meta charset=utf-8><title>ข้อมูล</title><details><summary>แผน</summary><a href=/plan.pdf>แผนปี 2569</a>
      </details><button type=button aria-expanded=false onclick="fetch('/part').then(r=>r.text()).then(t=>acc.innerHTML=t)">
      งบประมาณ</button><div id=acc></div>
      <ul class=nav-tabs><li><a href="#a" onclick="tab.innerHTML='<p>เนื้อหาแท็บแรกที่ยาวพอจะเก็บไว้อ่านภายหลัง</p>'">แรก</a>
      <li><a href="#b" onclick="tab.innerHTML='<p>เนื้อหาแท็บที่สองที่ยาวพอจะเก็บไว้อ่านภายหลัง</p>'">สอง</a></ul><div id=tab></div>
      <button type=button id=m onclick="n=(window.n||0)+1;list.innerHTML+='<li>ข่าว '+n;if(n>2)m.remove()">ดูเพิ่มเติม</button>
      <ul id=list></ul>""",
    "/part": "<a href=/budget.pdf>งบประมาณ 2569</a>",
    "/menu": """<meta charset=utf-8><title>เมนู</title><ul class=menu>
      <li onclick="location.href='/structure'">โครงสร้าง</li><li><a href="#" id=x>ผู้บริหาร</a></li>
      <li><a href="javascript:go('contact')">ติดต่อ</a></li><li onclick="window.open('/itas')">ITA</li>
      <li onclick="fetch('/delete',{method:'POST'})">ลบข้อมูล</li>
      <li><a href="#/news">ข่าว</a></li></ul>
      <script>function go(p){location.assign('/'+p)} x.onclick=()=>{document.location='/executives'; return false}</script>""",
    "/aspx": """<meta charset=utf-8><title>aspx</title><form method=post action=/aspx id=f><input type=hidden name=__EVENTTARGET id=t>
      <a href="javascript:__doPostBack('menu','1')">แผน</a><a href="javascript:__doPostBack('menu','2')">ย้าย</a></form>
      <script>function __doPostBack(a,b){document.getElementById('t').value=a+b;document.getElementById('f').submit()}</script>""",
    "/alert": "<meta charset=utf-8><title>t</title><script>alert(1);confirm(2);prompt(3);print()</script><p>ต่อจากนี้</p>",
    "/error": "<meta charset=utf-8><title>t</title><p>มี</p><script>undefinedFunction()</script>",
    "/loop": "<title>l</title><p>x</p><script>while(true){}</script>",
    "/jsloop": "<title>l</title><script>location.href='/jsloop?'+Math.random()</script>",
    "/onward": "<meta charset=utf-8><title>l</title><script>location.href='/app'</script>",
    "/soon": "<meta charset=utf-8><title>l</title><p>รอสักครู่</p><a href=/1>1</a><a href=/2>2</a><a href=/3>3</a><a href=/4>4</a>"
    "<script>setTimeout(()=>{location.href='/app'},600)</script>",
    "/splash": "<meta charset=utf-8><title>ยินดีต้อนรับ</title><p style='height:30000px'>สูงมาก</p><p>ข้อความหลักฐาน</p>",
}


class Site(BaseHTTPRequestHandler):
    """Serves PAGES and counts what is asked."""

    hits: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.hits.append(f"{self.command} {self.path}")
        path = self.path.split("?")[0]
        if self.command == "POST":
            said = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            if said.endswith("2"):
                self.send_response(302)
                self.send_header("Location", "/moved")
                self.end_headers()
                return
            body, status = (
                f"<meta charset=utf-8><title>p</title><p>แผนปฏิบัติการ {said}</p><a href=/behind.pdf>แผน 2569</a>",
                200,
            )
        elif path == "/file":
            self.send_response(200)
            self.send_header("Content-Disposition", "attachment; filename=x.zip")
            self.end_headers()
            self.wfile.write(b"PK")
            return
        elif path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:8080/")
            self.end_headers()
            return
        else:
            body, status = PAGES.get(path, "<title>ไม่พบ</title>ไม่มี"), 200 if path in PAGES or path == "/moved" else 404
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[tuple[str, int]]:
    Site.hits = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def with_renderer(port: int, work: Callable[[Renderer], Awaitable[T]], *, seconds: float = 15) -> T:
    async def run() -> T:
        renderer = Renderer(Guard([("127.0.0.1", port)]), page_seconds=seconds)
        try:
            return await work(renderer)
        finally:
            await renderer.close()

    return asyncio.run(run())


def rendered(site: tuple[str, int], path: str, *, seconds: float = 15) -> Rendered:
    return with_renderer(site[1], lambda renderer: renderer.render(site[0] + path), seconds=seconds)


def test_missing_chromium_is_one_sentence() -> None:
    with pytest.raises(MissingToolError, match="no-such-browser"):
        find_chromium("no-such-browser")


def test_an_inside_address_never_starts_the_browser() -> None:
    if not shutil.which("chromium"):
        pytest.skip("Chromium is not installed")
    result = asyncio.run(Renderer(Guard()).render("http://169.254.169.254/"))
    assert result.outcome is FetchOutcome.BLOCKED_ADDRESS


@browser
@needs_chromium
def test_an_app_shell_shows_its_content(site: tuple[str, int]) -> None:
    result = rendered(site, "/app")
    assert (result.outcome, result.status, result.title) == (FetchOutcome.OK, 200, "หน้าแรก")
    assert "โครงสร้างหน่วยงาน" in result.html.decode() and "/plan" in result.html.decode()


@browser
@needs_chromium
def test_what_is_folded_is_opened_and_what_a_tab_replaced_is_kept(site: tuple[str, int]) -> None:
    html = rendered(site, "/folded").html.decode()
    assert "budget.pdf" in html and "details open" in html
    assert "เนื้อหาแท็บแรก" in html and "เนื้อหาแท็บที่สอง" in html
    assert "ข่าว 3" in html


@browser
@needs_chromium
def test_script_menus_say_where_they_lead_and_nothing_is_deleted(site: tuple[str, int]) -> None:
    result = rendered(site, "/menu")
    links = {url.removeprefix(site[0]): text for url, text in result.links}
    assert links["/structure"] == "โครงสร้าง" and links["/executives"] == "ผู้บริหาร"
    assert links["/contact"] == "ติดต่อ" and links["/itas"] == "ITA" and links["/menu#/news"] == "ข่าว"
    assert result.final_url == site[0] + "/menu"
    assert [hit for hit in Site.hits if hit != "GET /favicon.ico"] == ["GET /menu"]


@browser
@needs_chromium
def test_postback_menus_are_followed(site: tuple[str, int]) -> None:
    async def work(renderer: Renderer) -> tuple[Rendered, Rendered]:
        page = await renderer.render(site[0] + "/aspx")
        return page, await renderer.render(page.links[0][0])

    page, first = with_renderer(site[1], work)
    assert [text for _, text in page.links] == ["แผน", "ย้าย", "แผน 2569"]
    assert page.links[2][0] == site[0] + "/behind.pdf"
    assert page.links[1][0] == site[0] + "/moved"
    assert "#!postback=menu" in page.links[0][0]
    assert "แผนปฏิบัติการ" in first.html.decode()


@browser
@needs_chromium
def test_dialogs_errors_and_script_redirects(site: tuple[str, int]) -> None:
    async def work(renderer: Renderer) -> list[Rendered]:
        return [
            await renderer.render(site[0] + path) for path in ("/alert", "/error", "/onward", "/none", "/file", "/soon")
        ]

    alert, error, onward, none, file, soon = with_renderer(site[1], work)
    assert "ต่อจากนี้" in alert.html.decode() and alert.outcome is FetchOutcome.OK
    assert any("undefinedFunction" in line for line in error.console)
    assert onward.final_url == site[0] + "/app" and "โครงสร้างหน่วยงาน" in onward.html.decode()
    assert soon.outcome is FetchOutcome.OK and soon.final_url == site[0] + "/app"  # it left while it was looked at
    assert none.outcome is FetchOutcome.NOT_FOUND and none.status == 404
    assert file.outcome is FetchOutcome.RENDER_FAILED and file.detail == "a file, not a page"


@browser
@needs_chromium
def test_a_redirect_inside_is_blocked(site: tuple[str, int]) -> None:
    assert rendered(site, "/inside").outcome is FetchOutcome.BLOCKED_ADDRESS


@browser
@needs_chromium
def test_a_page_that_never_ends_is_stopped_and_the_next_one_works(site: tuple[str, int]) -> None:
    async def work(renderer: Renderer) -> tuple[Rendered, float, Rendered, Rendered, int]:
        begun = time.monotonic()
        stuck = await renderer.render(site[0] + "/loop")
        took = time.monotonic() - begun
        looping = await renderer.render(site[0] + "/jsloop")
        return stuck, took, looping, await renderer.render(site[0] + "/app"), renderer.killed

    stuck, took, looping, healthy, killed = with_renderer(site[1], work, seconds=4)
    assert stuck.outcome is FetchOutcome.TIMEOUT and took < 20 and killed >= 1
    assert looping.outcome in (FetchOutcome.REDIRECT_LOOP, FetchOutcome.TIMEOUT)
    assert healthy.outcome is FetchOutcome.OK


@browser
@needs_chromium
def test_a_screenshot_is_a_png_of_capped_height(site: tuple[str, int]) -> None:
    png = with_renderer(site[1], lambda renderer: renderer.screenshot(site[0] + "/splash", quote="ข้อความหลักฐาน"))
    assert png.startswith(b"\x89PNG")
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert (width, height) == (1366, 8000)


@browser
@needs_chromium
def test_closing_leaves_no_browser_behind(site: tuple[str, int]) -> None:
    async def work(renderer: Renderer) -> int:
        await renderer.render(site[0] + "/app")
        return renderer._chromium.pid

    pid = with_renderer(site[1], work)
    for _ in range(50):
        try:
            os.killpg(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the browser's processes are still there")
