# ruff: noqa: E501 (pages stay whole)
"""Each way in which a page hides where it leads is crawled with a real browser, and what it leads to is seen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklist.agency import Agency
from checklist.load import load_topics
from checklist.site import Site
from crawler.run import CrawlOptions, crawl_agency
from storage.store import Store
from tests.crawler.conftest import InReactor
from tests.crawler.documents import document_builders as build
from tests.server import Answer, Reply, page, serving

WORDS = "<p>" + "ข้อมูลของหน่วยงานตัวอย่าง เพื่อประชาชนทั่วไป " * 10 + "</p>"
FETCHED = "fetch('/part/NAME').then(r=>r.text()).then(t=>box.innerHTML+=t)"
LEAF = "<a href='/leaf/NAME'>แผนปฏิบัติการ</a>"
WAYS = {
    "details": f"<details><summary>แผน</summary>{LEAF}</details>",
    "accordion": f'<button class=accordion-button aria-expanded=false onclick="{FETCHED}">แผนปฏิบัติการประจำปี</button><div id=box></div>',
    "late-details": f'<details ontoggle="{FETCHED}"><summary>แผนปฏิบัติการประจำปี</summary><div id=box></div></details>',
    "more-button": f'<ul id=box><li>ข่าว</ul><button type=button onclick="{FETCHED};this.remove()">ดูเพิ่มเติม</button>',
    "more-entry": f'<ul id=box><li>ข่าว</ul><a href="#" onclick="{FETCHED};this.remove();return false">โหลดเพิ่มเติม</a>',
    "endless": f"<ul id=box><li>ข่าว</ul><div style='height:3000px'></div><script>seen=0;onscroll=()=>{{if(!seen++){FETCHED}}}</script>",
    "modal": "<button data-bs-toggle=modal data-bs-target='#m'>แผน</button><div class=modal id=m style='display:none'><iframe src=/leaf/NAME></iframe></div>",
    "late-modal": "<button data-url='/leaf/NAME' onclick=\"f.src=this.dataset.url\">แผนปฏิบัติการประจำปี</button><iframe id=f></iframe>",
    "tabs": f"<ul class=nav-tabs><li><a data-toggle=tab href='#a'>แผน</a><li><a data-toggle=tab href='#b'>รายงาน</a></ul><div id=a>x</div><div id=b style='display:none'>{LEAF}</div>",
    "late-tabs": "<ul class=nav-tabs><li><a data-toggle=tab href='#a' onclick=\"go('details')\">แผน</a><li><a data-toggle=tab href='#b' onclick=\"go('NAME')\">รายงาน</a></ul><div id=t></div><script>function go(n){fetch('/part/'+n).then(r=>r.text()).then(x=>t.innerHTML=x)}</script>",
    "table": "<table id=t><tbody></tbody></table><div id=pager></div><script>R=[];for(i=0;i<25;i++)R.push(i==24?\"LEAF\":'รายการที่ '+i+' ของหน่วยงานตัวอย่าง');function s(p){t.tBodies[0].innerHTML=R.slice(p*10,p*10+10).map(x=>'<tr><td>'+x).join('')}s(0);for(let p=0;p<3;p++){a=document.createElement('a');a.href='#';a.textContent=p+1;a.onclick=()=>{s(p);return false};pager.append(a)}</script>".replace(
        "LEAF", LEAF
    ),
    "component": f"<x-list></x-list><script>customElements.define('x-list',class extends HTMLElement{{connectedCallback(){{this.attachShadow({{mode:'open'}}).innerHTML=\"{LEAF}\"}}}})</script>",
    "pdfjs": "<iframe src='/pdfjs/web/viewer.html?file=/leaf/NAME'></iframe>",
    "object": "<object data='/leaf/NAME' type=application/pdf></object>",
    "embed": "<embed src='/leaf/NAME'>",
    "pdfobject": "<div id=p></div><script>PDFObject.embed('/leaf/NAME.pdf','#p')</script>",
    "canvas": '<canvas id=p></canvas><script>pdfjsLib.getDocument({url: "/leaf/NAME.pdf"})</script>',
    "flipbook": "<div class='_df_book' source='/leaf/NAME.pdf' id=b></div>",
    "viewer": "<iframe src='https://docs.google.com/viewer?url=http%3A%2F%2FHOST%2Fleaf%2FNAME&embedded=true'></iframe>",
    "opened": "<span onclick=\"window.open('/leaf/NAME')\">แผนปฏิบัติการประจำปี</span>",
    "called": "<a href=\"javascript:show(7)\">แผนปฏิบัติการประจำปี</a><script>function show(n){location.href='/leaf/NAME'}</script>",
    "select": "<select onchange='location=this.value'><option>เลือกปี<option value='/leaf/NAME'>แผนปฏิบัติการ 2569</select>",
    "form": "<form action='/leaf/NAME'><button>แผนปฏิบัติการประจำปี</button></form>",
    "area": "<img usemap='#m' src=/x.png><map name=m><area shape=rect coords='0,0,9,9' href='/leaf/NAME' alt='แผน'></map>",
    "choice": "<select id=y><option value=0>เลือกปี<option value=7>แผนปฏิบัติการ 2569</select><script>y.onchange=()=>{location.href='/leaf/NAME?y='+y.value}</script>",
    "handler": "<a href='#' onclick=\"return go('leaf','NAME')\">แผนปฏิบัติการประจำปี</a><script>function go(a,b){window.location='/'+a+'/'+b;return false}</script>",
    "card": "<div onclick=\"go('NAME')\"><h3>แผนปฏิบัติการประจำปี</h3></div><script>function go(n){window.location='/leaf/'+n}</script>",
    "chart": "<svg viewBox='0 0 9 9'><a xlink:href='/leaf/NAME'><text>แผน</text></a></svg>",
    "settings": '<div data-options=\'{"pdfUrl":"http:\\/\\/HOST\\/leaf\\/NAME.pdf"}\'></div>',
    "quoted-settings": "<div data-options='{&quot;pdf&quot;:&quot;/leaf/NAME.pdf&quot;}'></div>",
    "row": "<table><tr data-href='/leaf/NAME'><td>แผนปฏิบัติการประจำปี</td><td>2569</td></tr></table>",
    "frame": "<iframe src='/part/NAME'></iframe>",
}
SPLASHES = {
    "refresh": "<title>ยินดีต้อนรับ</title><meta http-equiv=refresh content='3; url=/leaf/NAME'><img src=/x.png>",
    "waits": "<title>ยินดีต้อนรับ</title><script>setTimeout(()=>{window.location='/leaf/NAME'},1500)</script><img src=/x.png>",
    "clicked": "<title>ยินดีต้อนรับ</title><body onclick=\"window.location='/leaf/NAME'\"><img src=/x.png></body>",
    "enter": "<title>ลงนามถวายพระพร</title><img src=/king.png><a href=/sign.php>ลงนาม</a> <a href=/leaf/NAME><img src=/enter.png></a>",
    "frameset": "<title>x</title><frameset cols=20%,*><frame src=/menu><frame src=/leaf/NAME></frameset>",
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
        reason="Chromium is not installed",
    ),
]


def secret(name: str) -> str:
    return f"เนื้อหาของแผนปฏิบัติการแบบ {name} "


def pages() -> dict[str, Answer]:
    made: dict[str, Answer] = {"/": page("หน้าแรก", *(f"/t/{name}|แผนปฏิบัติการ {name}" for name in (*WAYS, *SPLASHES)))}
    for name, body in (*WAYS.items(), *SPLASHES.items()):
        words = "" if name in SPLASHES else f"<title>หน้า {name}</title><h1>หน้า {name}</h1>{WORDS}"
        made[f"/t/{name}"] = f"<!doctype html><meta charset=utf-8>{words}{body}".replace("NAME", name)
        made[f"/part/{name}"] = f"<!doctype html><meta charset=utf-8>{LEAF}".replace("NAME", name)
        made[f"/leaf/{name}"] = page(f"แผนปฏิบัติการ {name}", text=secret(name) * 5)
        if f"{name}.pdf" in str(made[f"/t/{name}"]):
            made[f"/leaf/{name}.pdf"] = Reply(build.sample("plan.pdf"), kind="application/pdf")
    made["/pdfjs/web/viewer.html"] = "<meta charset=utf-8><title>PDF.js viewer</title><div>viewer</div>"
    return made


@pytest.fixture(scope="module")
def seen(in_reactor: InReactor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """What one crawl with the browser saw of a site that has all of them."""
    database = f"sqlite:///{tmp_path_factory.mktemp('ways') / 'oit.db'}"
    with serving(pages()) as site, Store.open(database) as store:
        for path in ("/t/viewer", "/t/settings"):
            site.pages[path] = str(site.pages[path]).replace("HOST", site.host)
        options = CrawlOptions(delay=0.0, ocr=False, max_renders=40, max_requests=300)
        agency = Agency("ways", "ways", site.home)
        record = in_reactor(lambda: crawl_agency(agency, store, options=options, topics=load_topics()))
        assert record.outcome == "finished"
        yield store.site(record.id), site.home


@pytest.mark.parametrize("name", [*WAYS, *SPLASHES])
def test_what_it_leads_to_is_seen(seen: tuple[Site, str], name: str) -> None:
    site, home = seen
    words = any(secret(name).strip() in one.text for one in site.pages)
    file = any(one.url == f"{home}leaf/{name}.pdf" for one in site.documents)
    assert words or file


MENU = "<nav><ul id=m><li>ข้อมูลของหน่วยงาน</li><li>บริการประชาชน</li></ul></nav><script>m.querySelector('li').addEventListener('mouseenter',e=>{m.innerHTML+=\"<li><a href='/app'>การเปิดเผยข้อมูลสาธารณะ</a>\"},{once:true})</script>"
APP = """<!doctype html><meta charset=utf-8><title>ระบบข้อมูล</title><div id=app></div><script>
const places={'/':['ระบบข้อมูล',''],'/plan':['แผนปฏิบัติการประจำปี 2569','SECRETplan'],'/ethics':['ประมวลจริยธรรม','SECRETethics'],'/news':['ข่าว','']};
const entry=(to,words)=>to=='/plan'?`<li><a href="#${to}">${words}</a></li>`:`<li class=go data-to="${to}">${words}</li>`;
function show(){const [title,text]=places[location.hash.slice(1)||'/']||['ไม่พบ','ไม่พบหน้า'];
 setTimeout(()=>{app.innerHTML=`<nav><ul>${Object.entries(places).map(([to,[words]])=>entry(to,words)).join('')}</ul></nav><main><h1>${title}</h1><p>${text} ของหน่วยงานตัวอย่าง</p></main>`;
 document.querySelectorAll('.go').forEach(e=>e.addEventListener('click',()=>{history.pushState({},'','#'+e.dataset.to);show()}))},40)}
addEventListener('hashchange',show);addEventListener('popstate',show);show()</script>"""


def test_places_of_an_app_behind_a_menu_built_by_pointing_are_pages_of_their_own(
    in_reactor: InReactor, tmp_path: Path
) -> None:
    made: dict[str, Answer] = {
        "/": f"<!doctype html><meta charset=utf-8><title>หน้าแรก</title>{MENU}{WORDS}",
        "/app": APP,
    }
    made["/same"] = page("แผน", "#/one|แผนปฏิบัติการ", "#/two|แผนการใช้จ่ายงบประมาณ", text=WORDS)
    made["/"] += "<a href=/same>แผนปฏิบัติการ</a>"
    with serving(made) as site, Store.open(f"sqlite:///{tmp_path / 'oit.db'}") as store:
        options, agency = CrawlOptions(delay=0.0, ocr=False), Agency("app", "app", site.home)
        record = in_reactor(lambda: crawl_agency(agency, store, options=options, topics=load_topics()))
        seen = {one.url.removeprefix(site.home): one for one in store.site(record.id).pages}
    assert set(seen) == {"", "same", "app", "app#/plan", "app#/ethics", "app#/news"}  # and no "same#/one"
    assert [url for url, one in seen.items() if "SECRETplan" in one.text] == ["app#/plan"]
    assert [url for url, one in seen.items() if "SECRETethics" in one.text] == ["app#/ethics"]
    assert seen["app#/ethics"].anchor == "ประมวลจริยธรรม"


def test_a_reason_that_showed_nothing_twice_costs_no_third_look(in_reactor: InReactor, tmp_path: Path) -> None:
    same = f"<table><tbody></tbody></table><script></script>{WORDS}"
    names = [f"/p{n}" for n in range(6)]
    made: dict[str, Answer] = {name: page(f"แผน {name}", head=same) for name in names}
    with (
        serving({"/": page("หน้าแรก", *(f"{name}|แผน" for name in names)), **made}) as site,
        Store.open(f"sqlite:///{tmp_path / 'oit.db'}") as store,
    ):
        options, agency = CrawlOptions(delay=0.0, ocr=False), Agency("vain", "vain", site.home)
        record = in_reactor(lambda: crawl_agency(agency, store, options=options, topics=load_topics()))
    assert record.ledger["requests_render"] == 2
