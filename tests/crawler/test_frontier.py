"""What comes first, what is left alone, and how many requests a site full of traps costs."""

from collections.abc import Callable

import pytest

from checklist.site import Fetch, FetchOutcome, Link, Page
from crawler.frontier import Frontier
from storage.store import CrawlRecord
from tests.crawler.trap_site import ITEMS, TRAPS, build
from tests.server import serving

HOME = "https://www.example.go.th/"


def page_at(url: str = HOME) -> Page:
    return Page(url=url, fetch=Fetch(url, FetchOutcome.OK))


def value(link: Link, title: str) -> tuple[float, tuple[str, ...]]:
    """A stand-in for the matcher: words with "plan" are worth something."""
    return (0.8, ("annual_plan",)) if "plan" in link.text else (0.0, ())


def test_scope_is_the_host_and_its_twin() -> None:
    frontier = Frontier(HOME, value)
    assert frontier.in_scope("http://example.go.th/x")
    assert frontier.in_scope("https://www.example.go.th/y")
    assert not frontier.in_scope("https://other.go.th/")
    assert not frontier.in_scope("https://www.example.go.th:8443/")
    assert not frontier.in_scope("https://evil-example.go.th/")


def test_of_a_department_s_host_only_what_promises_an_item_is_asked_for() -> None:
    frontier = Frontier(HOME, value)
    ita = "https://ita.example.go.th/"
    assert frontier.in_scope(ita) and not frontier.in_scope("https://ita.example.go.th:8443/")
    assert frontier.offer(Link(ita + "plan", "plan 2569"), page_at(), 1) is not None
    assert frontier.offer(Link(ita + "news", "news"), page_at(ita + "plan"), 2) is None
    assert frontier.hint(ita + "all") is None
    assert frontier.hosts == ("www.example.go.th", "example.go.th")
    for home in ("http://127.0.0.1:8000/", "http://localhost:8000/"):
        assert not Frontier(home, value).in_scope("http://a.localhost:8000/")


@pytest.mark.parametrize("site", ["https://sites.google.com/view/tungsmut", "https://sites.google.com/x.ac.th/one"])
def test_a_site_among_others_on_a_host_is_only_itself(site: str) -> None:
    frontier = Frontier(site + "/home", value)
    assert frontier.in_scope(site + "/plan?year=2569")
    assert not frontier.in_scope("https://sites.google.com/view/somebody-else/home")
    other = Link("https://sites.google.com/view/other/plan", "plan")
    assert frontier.offer(other, page_at(site), 1) is None


def test_promising_links_come_first() -> None:
    frontier = Frontier(HOME, value)
    for url, text in (("/news/1", "news"), ("/calendar", "calendar"), ("/a", "plan 2569"), ("/b", "other")):
        frontier.offer(Link(HOME + url[1:], text), page_at(), 1)
    order = []
    while (row := frontier.pop()) is not None:
        order.append(row.url.removeprefix(HOME))
    assert order[0] == "a"
    assert order[-1] == "calendar"


def test_the_page_that_leads_to_all_items_comes_first_and_the_latest_one_before_the_others() -> None:
    frontier = Frontier(HOME, value)
    names = {"a": "plan 2569", "i8": "ITA 2568", "i9": "การเปิดเผยข้อมูลสาธารณะ (OIT) ปี 2569", "f.pdf": "ผล ITA 2569"}
    for path, text in names.items():
        frontier.offer(Link(HOME + path, text), page_at(), 1)
    assert [row.url.removeprefix(HOME) for row in iter(frontier.pop, None)] == ["i9", "i8", "a", "f.pdf"]


def test_an_address_is_offered_once() -> None:
    frontier = Frontier(HOME, value)
    assert frontier.offer(Link(HOME + "a", "plan"), page_at(), 1) is not None
    assert frontier.offer(Link("http://example.go.th/a", "plan"), page_at(), 1) is None
    assert len(frontier) == 1


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("style.css", "no_content"),
        ("picture.jpg", "picture"),
        ("a/" * 21, "deep"),
        ("x/y/x/y/x/y/x/y", "repeats"),
    ],
)
def test_traps_are_refused_and_counted(path: str, why: str) -> None:
    frontier = Frontier(HOME, value)
    assert frontier.offer(Link(HOME + path, "words"), page_at(), 1) is None
    assert frontier.dropped == {why: 1}


def test_look_alikes_that_teach_nothing_are_left_alone() -> None:
    frontier = Frontier(HOME, value)
    for number in range(100):
        frontier.offer(Link(f"{HOME}day/{number}", str(number)), page_at(), 1)
    taken = 0
    while frontier.pop() is not None:
        taken += 1
    assert taken == 20
    # but one that promises something is still asked for
    assert frontier.offer(Link(f"{HOME}day/999", "plan"), page_at(), 1) is not None
    assert frontier.pop() is not None


def test_look_alikes_that_teach_go_on() -> None:
    frontier = Frontier(HOME, value)
    for number in range(60):
        frontier.offer(Link(f"{HOME}day/{number}", str(number)), page_at(), 1)
    taken = 0
    while (row := frontier.pop()) is not None:
        frontier.taught(row)
        taken += 1
    assert taken == 60


def test_settled_topics_lose_their_haste() -> None:
    def two(link: Link, title: str) -> tuple[float, tuple[str, ...]]:
        return 0.8, (link.text,)

    frontier = Frontier(HOME, two)
    frontier.offer(Link(HOME + "a", "annual_plan"), page_at(), 1)
    frontier.offer(Link(HOME + "b", "structure"), page_at(), 1)
    frontier.still_wanted(frozenset({"structure"}))
    first = frontier.pop()
    assert first is not None
    assert first.url == HOME + "b"


@pytest.mark.parametrize("traps_first", [False, True])
def test_all_items_are_seen_within_120_requests(traps_first: bool, crawl: Callable[..., CrawlRecord]) -> None:
    with serving(build(traps_first)) as site:
        crawl(site.home, max_requests=120)
    asked = site.paths
    wanted = {f"/content/{n}" for n in range(len(ITEMS))} | {f"/files/{n}.csv" for n in range(len(ITEMS))}
    assert wanted <= set(asked)
    assert sum(path.startswith(TRAPS) for path in asked) <= 40


def test_a_whole_crawl_ends_although_the_traps_never_do(crawl: Callable[..., CrawlRecord]) -> None:
    with serving(build(True)) as site:
        record = crawl(site.home, max_requests=400)
    assert record.outcome == "finished"
    assert sum(path.startswith(TRAPS) for path in site.paths) <= 80


def test_a_picture_attached_to_an_items_own_page_is_asked_for() -> None:
    photograph, gallery = Link(HOME + "files/20240401_cs.jpg", "20240401_cs.jpg"), Link(HOME + "2.jpg", "2")
    frontier = Frontier(HOME, value)
    entry = Page(HOME + "show?id=1", Fetch(HOME + "show?id=1", FetchOutcome.OK), main="รายละเอียดตามเอกสารแนบ")
    assert frontier.offer(gallery, entry, 2, parent=0.2) is None
    assert frontier.offer(photograph, entry, 2, parent=0.9) is not None
