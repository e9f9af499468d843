"""What nothing has changed in is not judged again, and what has changed always is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checklist.load import load_checklist
from checklist.site import FetchOutcome
from oit.judging import judge_crawl, taken_over
from storage.store import CrawlRecord, Result, Store
from tests.storage.samples import AGENCY, LATER, NOW, document_of, fetch_of, offsite_of, page_of

LIST = load_checklist("oit-2569")
TODAY, TOMORROW, NEXT_FISCAL_YEAR = date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 1)
Seen = Sequence[tuple[Result, bytes | None]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'oit.db'}") as opened:
        yield opened


def first_night() -> list[tuple[Result, bytes | None]]:
    return [
        page_of(1),
        page_of(2),
        document_of(3),
        (fetch_of("https://a1.example/4", outcome=FetchOutcome.NOT_FOUND, status=404), None),
        (offsite_of(5), None),
    ]


def crawled(store: Store, seen: Seen, now: str, outcome: str = "finished") -> CrawlRecord:
    record = store.begin_crawl(AGENCY, "https://a1.example/1", now=now, max_requests=50, version="1", resume=False)
    for result, body in seen:
        store.save(record.id, result, body=body, reader="parse-1")
    return store.finish_crawl(record.id, outcome=outcome, now=now)


def unchanged(seen: Seen) -> list[tuple[Result, bytes | None]]:
    """The same site on another night: at another time, and where the server knows of copies, not sent again."""
    found: list[tuple[Result, bytes | None]] = []
    for result, _ in seen:
        fetch = getattr(result, "fetch", None)
        if fetch is None:
            found.append((result, None))
            continue
        later = replace(
            fetch, outcome=FetchOutcome.NOT_MODIFIED, status=304, fetched_at=LATER, etag='"new"', unchanged=True
        )
        found.append((replace(result, fetch=later), None))
    found[2], found[1] = found[1], found[2]  # a file is done when it is done
    return found


def test_an_unchanged_site_is_judged_once(store: Store) -> None:
    first = crawled(store, first_night(), NOW)
    assert taken_over(store, first, LIST, today=TODAY) is None  # never judged before
    judged = judge_crawl(store, first, LIST, today=TODAY)
    second = crawled(store, unchanged(first_night()), LATER)
    found = taken_over(store, second, LIST, today=TOMORROW)
    assert found == replace(judged, crawl=second.id, assessed_on="2026-09-30")
    assert found == store.assessment(AGENCY.id) == judge_crawl(store, second, LIST, today=TOMORROW, save=False)


def other_text(seen: list[tuple[Result, bytes | None]]) -> None:
    page, _ = page_of("other")
    seen[1] = (replace(page, url="https://a1.example/2"), None)


def vanished(seen: list[tuple[Result, bytes | None]]) -> None:
    del seen[1]


def newly_dead(seen: list[tuple[Result, bytes | None]]) -> None:
    seen.append((fetch_of("https://a1.example/9", outcome=FetchOutcome.NOT_FOUND, status=404), None))


def dead_in_another_way(seen: list[tuple[Result, bytes | None]]) -> None:
    seen[3] = (fetch_of("https://a1.example/4", outcome=FetchOutcome.SERVER_ERROR, status=500), None)


def found_elsewhere(seen: list[tuple[Result, bytes | None]]) -> None:
    page, _ = page_of(2)
    seen[1] = (replace(page, found_on="https://a1.example/7"), None)


def other_file(seen: list[tuple[Result, bytes | None]]) -> None:
    document, body = document_of(3)
    seen[2] = (replace(document, pages=("หน้าหนึ่ง", "หน้าสองใหม่")), body)


def public_no_more(seen: list[tuple[Result, bytes | None]]) -> None:
    seen[4] = (replace(offsite_of(5), public=False), None)


@pytest.mark.parametrize(
    "change",
    [other_text, vanished, newly_dead, dead_in_another_way, found_elsewhere, other_file, public_no_more],
)
def test_whatever_changed_is_judged_anew(store: Store, change) -> None:  # type: ignore[no-untyped-def]
    judge_crawl(store, crawled(store, first_night(), NOW), LIST, today=TODAY)
    seen = first_night()
    change(seen)
    assert taken_over(store, crawled(store, seen, LATER), LIST, today=TODAY) is None


def test_another_fiscal_year_list_agency_or_end_is_judged_anew(store: Store) -> None:
    judge_crawl(store, crawled(store, first_night(), NOW), LIST, today=TODAY)
    same = crawled(store, first_night(), LATER)
    assert taken_over(store, same, LIST, today=NEXT_FISCAL_YEAR) is None
    assert taken_over(store, same, load_checklist("oit-2568"), today=TODAY) is None
    assert taken_over(store, same, replace(LIST, title="a list of one's own"), today=TODAY) is None
    renamed = replace(same, agency=replace(AGENCY, kind="province"))
    assert taken_over(store, renamed, LIST, today=TODAY) is None
    assert taken_over(store, crawled(store, first_night(), LATER, "budget"), LIST, today=TODAY) is None
    assert taken_over(store, same, LIST, today=TODAY) is not None
