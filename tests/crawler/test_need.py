# ruff: noqa: E501 (pages and bytes of the wire stay whole)
"""When a page needs a browser, and when it does not."""

import pytest

from checklist.site import Fetch, FetchOutcome, Page
from crawler.need import needs_render
from crawler.parse import parse_html

URL = "http://www.example.go.th/"
TEXT = "<p>" + "ข่าวประชาสัมพันธ์ของหน่วยงานตัวอย่าง " * 30 + "</p>"
LINKS = "".join(f"<a href=/n{n}>ข่าวที่ {n}</a> " for n in range(30))


def read(html: str, *, rendered: bool = False) -> tuple[Page, bytes]:
    body = html.encode()
    fetch = Fetch(URL, FetchOutcome.OK, URL, 200, "text/html; charset=utf-8", rendered=rendered)
    return parse_html(body, url=URL, content_type="text/html; charset=utf-8", fetch=fetch), body


SHELL = "<title>x</title><div id=root></div><script src=/a.js></script>"
HOLLOW = "<nav>" + "".join(f"<a href='#'>เมนู {n}</a>" for n in range(8)) + "</nav>" + TEXT


@pytest.mark.parametrize(
    "html",
    [
        SHELL,
        "<title>x</title><app-root></app-root><script src=/a.js></script>",
        "<title>x</title><noscript>We're sorry but this site doesn't work without JavaScript enabled.</noscript><div id=app></div>",
        HOLLOW,
        "<nav>" + "".join(f"<a href='javascript:void(0)'>เมนู {n}</a>" for n in range(8)) + "</nav>" + TEXT,
        "<form>"
        + "".join(f"""<a href="javascript:__doPostBack('m','{n}')">เมนู</a>""" for n in range(4))
        + "</form>"
        + TEXT,
        "<title>x</title><img src=/splash.jpg><script>window.location.replace('/home')</script>",
        "<title>x</title><ul><li ng-repeat='n in news'>{{ n.title }}<li>{{ n.date }}</ul><a href=/a>ก</a><script></script>",
        "<title>x</title><h1>ข่าว</h1><div>กำลังโหลดข้อมูล...</div><a href=/a>ก</a>",
    ],
)
def test_pages_that_need_a_browser(html: str) -> None:
    assert needs_render(*read(html))


@pytest.mark.parametrize(
    "html",
    [
        f"<title>x</title>{TEXT}{LINKS}",
        f"<nav><a href='#'>หน่วยงาน</a><ul>{LINKS}</ul><a href='#'>บริการ</a><ul>{LINKS}</ul></nav>{TEXT}",
        f"<noscript>Please enable JavaScript</noscript>{LINKS}{TEXT}",
        f"<nav>{LINKS}</nav><script>if(x)location.href='/m'</script>{TEXT}",
        f"<nav>{LINKS}</nav>" + "".join(f"<li onclick=\"location.href='/p{n}'\">ก</li>" for n in range(5)) + TEXT,
        "<title>แผน</title><h1>แผน</h1><a href=/plan.pdf>แผน</a>",
    ],
)
def test_pages_that_do_not(html: str) -> None:
    assert needs_render(*read(html)) == ""


def test_what_a_browser_has_made_is_not_sent_there_again() -> None:
    assert needs_render(*read(SHELL, rendered=True)) == ""
    assert needs_render(*read(HOLLOW, rendered=True)) == ""
