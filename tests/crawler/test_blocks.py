# ruff: noqa: E501 (pages stay whole)
"""What pages repeat is walked once, and every page reads as if it had been walked whole."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.site import Fetch, FetchOutcome, Page
from crawler.blocks import Block, Blocks
from crawler.parse import parse_html
from crawler.repeats import Repeats

MENU = "".join(f"<li><a href='/m{n}'><span>เมนูที่ {n}</span></a></li>" for n in range(8))
PIECES = [
    f"<nav><ul>{MENU}</ul></nav>",
    f"<div class=menu>{MENU}<h3>หมวดเมนู</h3>{MENU}</div>",
    "<nav><ul><li><a href=sub/a.html>สัมพัทธ์</a></li><li><a href='?p=2'>หน้า</a></li></ul></nav>",
    "<nav><ul><li>หน่วยงาน<ul class=dropdown-menu><li><a href=/s>โครงสร้าง</a></li><li><b>x</b></li></ul></li></ul></nav>",
    "<nav><b>ไป</b><a href='#there'>ตรงนั้น</a><a href='#'>ไม่ไป</a><b>x</b></nav>",
    "<nav><b>แท็บ</b><a data-toggle=tab href='#t1'>แท็บหนึ่ง</a><i>y</i><b>x</b></nav>",
    "<div class=card><div class=card-body><h3>ข่าวเด่น</h3><p>เนื้อ</p><a href='/news'>อ่านต่อ</a></div></div>",
    "<div class=card><p>ก</p><img src=/p.jpg alt=ภาพ><a href=p.html>ดูภาพ</a><p>ข</p></div>",
    "<li><b>รายการ</b> <i>ที่</i> <a href=/list>หนึ่ง</a></li>",
    "<li>รายการ <b>อื่น</b><i>ๆ</i><p onclick=\"location.href='/go'\">ไป</p></li>",
    "<footer><p>ที่อยู่</p><p>โทร</p><a href=/contact>ติดต่อ</a><section><h4>ล่าง</h4><a href=/low>ล่าง</a></section></footer>",
    "<header><div><b>ชื่อ</b></div><p><a href=/>หน้าแรก</a></p></header>",
    "<div class=header><b>หัว</b><header><i>ใน</i></header><a href=/h>หัว</a></div>",
    "<aside><form action=/find><button>ค้นหา</button></form><select><option value=/o.php>อื่น</select><p>x</p></aside>",
    "<nav><noscript><a href=/n>ไม่มีสคริปต์</a></noscript><svg><a href=/v>v</a></svg><object data=/o.pdf>แผน</object></nav>",
    *("<h2>หัวข้อ</h2>", "<h2 id=there>ที่นั่น</h2>", "<p>ข้อความ</p>", "<div id=t1>แผง<a href=/t>ใน</a></div>"),
    *("<section>", "</section>", "<li>", "</li>", "<div class=box>", "</div>", "<main>", "</main>", "<article>"),
    *("<table><tr><td>แถว</td><td>", "</td></tr></table>", "<div class=sidebar>", "<details><summary>สรุป</summary>"),
    *("<a href=/around>", "</a>", "<base href=/elsewhere/>", "<select>", "<div>" * 12, "<ul>", "</ul>"),
]
FOLDERS = ("", "a/", "a/b/")


def read(html: str, folder: str, blocks: Blocks | None) -> Page:
    url = f"https://www.example.go.th/{folder}page.html"
    return parse_html(html.encode(), url=url, fetch=Fetch(url, FetchOutcome.OK), blocks=blocks)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.tuples(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(FOLDERS)), min_size=1, max_size=3)
)
def test_a_page_reads_the_same_with_and_without_a_memory(site: Sequence[tuple[list[str], str]]) -> None:
    blocks = Blocks()
    for pieces, folder in [*site, *site, *reversed(site)]:
        html = "<body>" + "".join(pieces)
        assert read(html, folder, blocks) == read(html, folder, None)


def put_down(pages: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many parts of each page came from memory."""
    parts: list[int] = []
    begin = Repeats.begin

    def counted(*args: object, **named: object) -> int:
        found = begin(*args, **named)  # type: ignore[arg-type]
        parts[-1] += found
        return found

    monkeypatch.setattr(Repeats, "begin", counted)
    blocks = Blocks()
    for html in pages:
        parts.append(0)
        read(html, "", blocks)
    return parts


def test_a_menu_is_walked_once_and_a_box_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [f"{PIECES[0]}<h1>{n}</h1>{PIECES[6]}<p>{n}</p>{PIECES[10]}" for n in range(4)]
    first, second, third, fourth = put_down(pages, monkeypatch)
    assert first == 0 < second < third == fourth


def test_what_changes_on_every_page_is_not_learnt_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    learnt: list[int] = []
    learn = Blocks.learn

    def counted(blocks: Blocks, key: int, block: Block) -> None:
        learnt.append(key)
        learn(blocks, key, block)

    monkeypatch.setattr(Blocks, "learn", counted)
    put_down([f"<nav><ul>{MENU}<li>{n}</li></ul></nav>" for n in range(20)], monkeypatch)
    assert len(learnt) <= 3 + 8  # the menu a few times in vain, then its entries


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.blocks.MOST_LETTERS", 20_000)
    monkeypatch.setattr("crawler.blocks._MOST_SEEN", 50)
    blocks = Blocks()
    for number in range(200):
        read(f"<nav class=n{number}><ul>{MENU}</ul></nav><div class=card><p>{number}</p>{MENU}</div>", "", blocks)
    entries = [*blocks._young.values(), *blocks._old.values()]
    assert sum(len(block.html) for entry in entries for block in entry.blocks) <= 40_000
    assert len(blocks._seen) + len(blocks._seen_before) <= 100
