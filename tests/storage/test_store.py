"""The store as its callers see it, on both databases."""

import dataclasses

import pytest

from checklist.agency import Agency
from checklist.errors import BusyError, StorageError, UsageError
from checklist.site import FetchOutcome, Step
from storage.store import FrontierRow, Store
from tests.storage.samples import AGENCY, LATER, NOW, document_of, fetch_of, offsite_of, page_of

HOME = "https://a1.example/"


def begin(store: Store, agency: Agency = AGENCY, now: str = NOW, **more: bool) -> str:
    return store.begin_crawl(agency, HOME, now=now, max_requests=400, version="0.1", **more).id


def test_everything_saved_comes_back_as_it_was(store: Store) -> None:
    crawl = begin(store)
    page, page_body = page_of(1)
    document, document_body = document_of(2)
    dead = fetch_of("https://a1.example/dead", outcome=FetchOutcome.NOT_FOUND, status=404)
    store.save(crawl, page, body=page_body, reader="parse-1")
    store.save(crawl, document, body=document_body)
    store.save(crawl, dead)
    store.save(crawl, offsite_of(3))
    site = store.site(crawl)
    assert site.pages == (page,)
    assert site.documents == (document,)
    assert site.failures == (dead,)
    assert site.offsite == (offsite_of(3),)
    assert (site.home, site.finished) == (HOME, False)
    assert store.body(page.fetch.sha256) == page_body
    assert store.body(document.fetch.sha256) == document_body
    assert store.body("00" * 32) is None


def test_a_reading_is_found_again_by_its_parser(store: Store) -> None:
    crawl = begin(store)
    page, body = page_of(1)
    document, pdf = document_of(1)
    store.save(crawl, page, body=body, reader="parse-1")
    store.save(crawl, document, body=pdf)
    store.flush()
    found = store.parsed_page(page.fetch.sha256, "parse-1")
    assert found is not None
    assert (
        dataclasses.replace(found, fetch=page.fetch, found_on=page.found_on, anchor=page.anchor, path=page.path) == page
    )
    assert store.parsed_page(page.fetch.sha256, "parse-1", page.url) == found
    assert store.parsed_page(page.fetch.sha256, "parse-1", "https://a1.example/else") is None
    assert store.parsed_page(page.fetch.sha256, "parse-2") is None
    (read,) = store.parsed_documents(document.fetch.sha256, "reader-1")
    assert read.pages == document.pages


def test_saving_an_address_again_replaces_it(store: Store) -> None:
    crawl = begin(store)
    page, body = page_of(1)
    store.save(crawl, fetch_of(page.url, outcome=FetchOutcome.TIMEOUT))
    store.save(crawl, page, body=body)
    store.save(crawl, page, body=body)
    site = store.site(crawl)
    assert site.pages == (page,)
    assert site.failures == ()


def test_a_body_that_is_not_the_one_named_is_refused(store: Store) -> None:
    crawl = begin(store)
    page, body = page_of(1)
    with pytest.raises(ValueError, match="sha256"):
        store.save(crawl, page, body=body + b"x")


def test_frontier_goes_from_todo_to_done(store: Store) -> None:
    crawl = begin(store)
    row = FrontierRow(
        "https://a1.example/1", 0.5, 1, HOME, "แผน", "หัวข้อ", "แถว", "เมนู", (Step("หน้าแรก", HOME),), "page", ("plan",)
    )
    low, high = FrontierRow("https://a1.example/low", 0.1), FrontierRow("https://a1.example/high", 0.9)
    assert store.add_urls(crawl, [low, row, high, row]) == 3
    assert store.add_urls(crawl, [row]) == 0
    assert store.todo(crawl) == (high, row, low)
    store.lease(crawl, [high.url])
    assert [r.state for r in store.todo(crawl)] == ["leased", "todo", "todo"]
    page, body = page_of(1)
    store.save(crawl, page, body=body, done=row.url, new=[FrontierRow("https://a1.example/new", 0.7), high])
    assert [r.url.rpartition("/")[2] for r in store.todo(crawl)] == ["high", "new", "low"]
    assert store.known_urls(crawl) == {low.url, row.url, high.url, "https://a1.example/new"}
    store.finish_crawl(crawl, outcome="budget", now=LATER, hosts=("a1.example",), ledger={"pages": 1})
    site = store.site(crawl)
    assert site.waiting == (high.url, "https://a1.example/new", low.url)
    assert site.hosts == ("a1.example",)


def test_a_crawl_counts_what_it_did(store: Store) -> None:
    crawl = begin(store)
    page, body = page_of(1)
    document, pdf = document_of(1)
    redirected = dataclasses.replace(page, fetch=dataclasses.replace(page.fetch, redirects=("https://a1.example/r",)))
    store.save(crawl, redirected, body=body)
    store.save(crawl, document, body=pdf)
    store.save(crawl, fetch_of("https://a1.example/robots", outcome=FetchOutcome.ROBOTS))
    running = store.crawl(crawl)
    assert running is not None
    assert (running.outcome, running.pages, running.documents, running.requests) == ("running", 1, 1, 3)
    done = store.finish_crawl(crawl, outcome="finished", now=LATER, detail="ครบ", ledger={"page": 2})
    assert (done.outcome, done.finished_at, done.pages, done.documents) == ("finished", LATER, 1, 1)
    assert done.bytes == len(body) + len(pdf)
    assert done.ledger == {"page": 2}
    assert store.latest_crawl("a1") == done
    assert store.crawls("a1") == (done,)
    assert store.agency("a1") == AGENCY


def test_two_crawls_of_one_agency_cannot_run_at_once(store: Store) -> None:
    begin(store)
    with pytest.raises(BusyError, match=r"process \d+"):
        begin(store)


def test_a_stopped_crawl_goes_on(store: Store) -> None:
    crawl = begin(store)
    page, body = page_of(1)
    store.save(crawl, page, body=body, done=page.url, new=[FrontierRow("https://a1.example/left")])
    store.finish_crawl(crawl, outcome="stopped", now=NOW)
    assert begin(store, now=LATER) == crawl
    assert [r.url for r in store.todo(crawl)] == ["https://a1.example/left"]
    assert page.url in store.known_urls(crawl)
    store.finish_crawl(crawl, outcome="finished", now=LATER)
    assert begin(store, now=LATER) != crawl


def test_a_crawl_too_old_or_unwanted_is_begun_anew(store: Store) -> None:
    crawl = begin(store)
    store.finish_crawl(crawl, outcome="stopped", now=NOW)
    second = begin(store, now="2026-12-22T10:00:00+00:00")
    assert second != crawl
    store.finish_crawl(second, outcome="stopped", now="2026-12-22T10:00:00+00:00")
    assert begin(store, now="2026-12-22T10:00:00+00:00", resume=False) not in (crawl, second)


def test_the_previous_fetch_is_of_the_last_ended_crawl(store: Store) -> None:
    page, body = page_of(1)
    first = begin(store)
    store.save(first, page, body=body)
    assert store.previous_fetch("a1", page.url) is None
    store.finish_crawl(first, outcome="finished", now=NOW)
    second = begin(store, now=LATER)
    found = store.previous_fetch("a1", page.url)
    assert found == page.fetch
    assert store.previous_fetch("a2", page.url) is None
    store.save(second, fetch_of(page.url, outcome=FetchOutcome.TIMEOUT))
    store.finish_crawl(second, outcome="finished", now=LATER)
    assert store.previous_fetch("a1", page.url) == page.fetch


@pytest.mark.parametrize(
    ("address", "error", "words"),
    [
        ("mysql://x/y", UsageError, "mysql"),
        ("sqlite://", UsageError, "memory"),
        ("sqlite:////nowhere/at/all/oit.db", StorageError, "no such folder"),
        ("postgresql://u:secret@127.0.0.1:1/x", StorageError, "PostgreSQL"),
    ],
)
def test_an_address_that_cannot_be_opened(address: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        Store.open(address)
    assert "secret" not in str(caught.value)


def test_a_crawl_that_broke_off_still_knows_its_hosts(store: Store) -> None:
    crawl = begin(store)
    store.add_urls(crawl, [FrontierRow("https://www.a1.example/1"), FrontierRow("https://a1.example/2")])
    found = store.crawl(crawl)
    assert found is not None
    assert found.hosts == store.site(crawl).hosts == ("a1.example", "www.a1.example")


def test_what_links_promised_is_told_to_the_next_crawl_and_to_nobody_else(store: Store) -> None:
    said = ((1, 0.5, ("plan", "budget")), (2**32 - 1, 0.0, ()))
    (page, body), (other, _) = page_of(1), page_of(2)
    first = begin(store)
    store.save(first, page, body=body, reader="p", promises=said)
    store.save(first, other)
    store.finish_crawl(first, outcome="finished", now=NOW)
    before = store.before("a1")
    assert before is not None and before.promises == ()
    assert before.fetch(page.url) == page.fetch and before.promises == said
    assert before.fetch("https://a1.example/never") is None and before.promises == ()
    assert before.fetch(other.url) == other.fetch and before.promises == ()
    second = begin(store, now=LATER)
    store.save(second, page, body=body, reader="p", promises=said[:1])
    store.save(second, other)
    store.finish_crawl(second, outcome="finished", now=LATER)
    assert store.sameness(first) == store.sameness(second)
    assert store.site(first).pages == store.site(second).pages == (page, other)


def test_what_was_before_is_the_same_read_ahead_or_one_by_one(store: Store) -> None:
    """In whatever order it is asked for, with failures, files and pages that only an older crawl got."""
    assert store.before("a1") is None
    pages = [page_of(number) for number in range(60)]
    older, newer = begin(store), ""
    for page, body in pages:
        store.save(older, page, body=body, reader="p")
    store.save(older, document_of("old")[0])
    store.finish_crawl(older, outcome="finished", now=NOW)
    newer = begin(store, now=LATER)
    for number, (page, _) in enumerate(pages):
        if number % 7 == 3:
            store.save(newer, fetch_of(page.url, outcome=FetchOutcome.TIMEOUT))
        elif number % 7 != 5:
            store.save(
                newer, dataclasses.replace(page, fetch=dataclasses.replace(page.fetch, fetched_at=LATER)), reader="p"
            )
    store.finish_crawl(newer, outcome="budget", now=LATER)
    before = store.before("a1")
    assert before is not None
    backwards = [page.url for page, _ in reversed(pages)]
    asked = [document_of("old")[0].url, "https://a1.example/never", *backwards[:20], *backwards[40:], *backwards[20:40]]
    for url in [*asked, *asked[::3]]:
        assert before.fetch(url) == store.previous_fetch("a1", url)
    known = store.known_page(pages[0][0].fetch.sha256, "p", pages[0][0].url)
    assert known is not None and known.text == pages[0][0].text
