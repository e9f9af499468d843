"""A second night over the same site: asked for as little as it takes, stored as a first night would store it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checklist.agency import Agency
from checklist.load import load_topics
from checklist.locate import Matcher
from checklist.site import Fetch, FetchOutcome, Link, Page, Rendering, Site
from crawler import revisit, run
from crawler.run import CrawlOptions, crawl_agency
from storage.store import CrawlRecord, Store
from tests.crawler.conftest import InReactor
from tests.server import Answer, PretendSite, Reply, page, serving

WORDS = "ข้อมูลของหน่วยงานตัวอย่าง เพื่อประชาชนทั่วไป " * 10
OPTIONS = CrawlOptions(delay=0.0, ocr=False)
Night = Callable[[PretendSite, Store], tuple[CrawlRecord, Site]]

needs_browser = pytest.mark.skipif(
    not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), reason="Chromium is not installed"
)


@pytest.fixture
def night(in_reactor: InReactor) -> Night:
    """One night over a site: how it went and what it saw."""

    def crawl(site: PretendSite, store: Store) -> tuple[CrawlRecord, Site]:
        agency = Agency("a1", "หน่วยงานตัวอย่าง", site.home)
        record = in_reactor(lambda: crawl_agency(agency, store, options=OPTIONS, topics=load_topics()))
        assert record.outcome == "finished", record.detail
        return record, store.site(record.id)

    return crawl


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'oit.db'}") as opened:
        yield opened


def tagged(text: str, tag: str) -> Answer:
    """A page with an ETag, which answers 304 to whoever names it."""

    def answer(request):  # type: ignore[no-untyped-def]
        if tag and request.headers.get("If-None-Match") == tag:
            return Reply("", 304)
        return Reply(text, headers={"ETag": tag} if tag else {})

    return answer


def content(site: Site) -> list[object]:
    """What the nights must agree on: everything but when and how it was asked for."""

    def plain(fetch: Fetch) -> Fetch:
        return replace(
            fetch,
            fetched_at="",
            etag="",
            last_modified="",
            unchanged=False,
            rendering=None,
            status=0,
            outcome=FetchOutcome.OK,
        )

    pages: list[Page] = [replace(one, fetch=plain(one.fetch)) for one in site.pages]
    return [pages, [replace(one, fetched_at="") for one in site.failures], site.offsite, site.hosts, site.waiting]


def made_of(numbers: range, text: str = WORDS, *, tags: bool = True) -> dict[str, Answer]:
    links = [f"/p{n}|แผนปฏิบัติการ {n}" for n in numbers]
    made: dict[str, Answer] = {
        f"/p{n}": tagged(page(f"แผนปฏิบัติการ {n}", *links, text=f"{text} {n}"), f'"{n}"' if tags else "") for n in numbers
    }
    made["/"] = tagged(
        page("หน้าแรก", *links, "/gone|รายงานผล", "https://www.facebook.com/x|เฟซบุ๊ก"), '"home"' if tags else ""
    )
    return made


@pytest.mark.parametrize("tags", [True, False])
def test_it_is_stored_as_a_first_night_would_store_it(night: Night, store: Store, tmp_path: Path, tags: bool) -> None:
    with serving(made_of(range(30), tags=tags)) as site:
        first, _ = night(site, store)
        # one page is another now, one has lost its ETag and is the same, one lost it and is another, one is gone
        site.pages["/p3"] = tagged(page("ประกาศใหม่", text=WORDS + "ใหม่"), '"3b"')
        site.pages["/p4"] = tagged(
            page("แผนปฏิบัติการ 4", *(f"/p{n}|แผนปฏิบัติการ {n}" for n in range(30)), text=f"{WORDS} 4"), ""
        )
        site.pages["/p5"] = tagged(page("อีกหน้าหนึ่ง", text=WORDS + "อื่น"), "")
        del site.pages["/p6"]
        second, seen = night(site, store)
        with Store.open(f"sqlite:///{tmp_path / 'fresh.db'}") as fresh:
            third, as_new = night(site, fresh)
    assert content(seen) == content(as_new)
    assert second.requests == third.requests
    by_path = {one.url.rpartition("/")[2]: one for one in seen.pages}
    assert by_path["p3"].title.startswith("ประกาศใหม่") and not by_path["p3"].fetch.unchanged
    assert by_path["p4"].fetch.unchanged
    assert by_path["p5"].title.startswith("อีกหน้าหนึ่ง") and not by_path["p5"].fetch.unchanged
    assert any(fetch.url.endswith("/p6") for fetch in seen.failures)
    if tags:
        assert second.ledger["not_modified"] == 27  # the home page too
        assert second.ledger["bytes"] < 0.25 * first.ledger["bytes"]


def test_what_words_promise_is_not_asked_twice(night: Night, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = Matcher.link_value

    def counting(matcher: Matcher, link: Link, title: str = "") -> tuple[float, tuple[str, ...]]:
        asked.append(link.text)
        return real(matcher, link, title)

    monkeypatch.setattr(Matcher, "link_value", counting)
    with serving(made_of(range(5))) as site:
        first, _ = night(site, store)
        assert "แผนปฏิบัติการ 3" in asked
        asked.clear()
        second, _ = night(site, store)
        assert asked == []
        assert store.sameness(second.id) == store.sameness(first.id)
        monkeypatch.setattr(run, "_matchers", [])
        monkeypatch.setattr(run, "rules_of", lambda topics: 1)  # other rules: nothing of before holds
        night(site, store)
    assert "แผนปฏิบัติการ 3" in asked


# --- pages that a browser shows

MENU = "<ul id=m></ul><script>for(let n=1;n<4;n++)m.innerHTML+=`<li><a href=/s${n}>แผนปฏิบัติการ ${n}</a>`</script>"
SHELL = f"<!doctype html><meta charset=utf-8><title>หน่วยงานตัวอย่าง</title><body>{MENU}"
FED = (
    "<!doctype html><meta charset=utf-8><title>หน่วยงานตัวอย่าง</title><body><ul id=m></ul>"
    "<script>fetch('/list').then(r=>r.text()).then(t=>m.innerHTML=t)</script>"
)


def scripted(home: str) -> dict[str, Answer]:
    made: dict[str, Answer] = {f"/s{n}": page(f"แผนปฏิบัติการ {n}", text=f"{WORDS} {n}") for n in range(1, 6)}
    made["/list"] = "".join(f"<li><a href=/s{n}>แผนปฏิบัติการ {n}</a>" for n in range(1, 4))
    made["/"] = tagged(home, '"shell"')
    return made


@needs_browser
@pytest.mark.browser
def test_what_script_made_of_the_same_bytes_is_not_made_again(
    night: Night, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(scripted(SHELL)) as site:
        first, seen = night(site, store)
        assert first.ledger["requests_render"] == 1 and len(seen.pages) == 4
        second, again = night(site, store)
        assert "requests_render" not in second.ledger
        assert second.ledger["not_modified"] == 1
        assert content(again) == content(seen)
        assert again.pages[0].fetch.rendered and again.pages[0].fetch.rendering == seen.pages[0].fetch.rendering
        site.pages["/"] = tagged(SHELL, "")  # the server knows no copies any more
        third, again = night(site, store)
        assert "requests_render" not in third.ledger and content(again) == content(seen)
        site.pages["/"] = tagged(SHELL.replace("n<4", "n<6"), '"new"')
        fourth, changed = night(site, store)
        assert fourth.ledger["requests_render"] == 1 and len(changed.pages) == 6
        # after a week it is looked at again, whatever the server says
        monkeypatch.setattr(revisit, "RENDERING_HOLDS", timedelta(0))
        fifth, _ = night(site, store)
        assert fifth.ledger["requests_render"] == 1


@needs_browser
@pytest.mark.browser
def test_what_script_asked_for_is_asked_for_every_night(night: Night, store: Store) -> None:
    with serving(scripted(FED)) as site:
        _, seen = night(site, store)
        assert len(seen.pages) == 4 and seen.pages[0].fetch.rendering is None
        site.pages["/list"] = "<li><a href=/s5>แผนปฏิบัติการ 5</a>"
        second, changed = night(site, store)
        assert second.ledger["requests_render"] == 1
        assert {one.url.rpartition("/")[2] for one in changed.pages} == {"", "s5"}


def test_a_rendering_holds_for_six_nights() -> None:
    now = datetime.now(UTC)
    shown = Rendering("", (now - timedelta(days=6)).isoformat(timespec="seconds"))
    assert revisit._young(shown)
    assert not revisit._young(replace(shown, at=(now - timedelta(days=7)).isoformat(timespec="seconds")))
