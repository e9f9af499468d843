"""What a report says of the crawl behind it: its facts, the addresses nobody answered, those that lead elsewhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from checklist.site import DEAD_OUTCOMES, FetchOutcome, Site


class CrawlFacts(Protocol):
    """What a report needs of a crawl; `storage.store.CrawlRecord` is one. Times ISO UTC, sizes bytes."""

    @property
    def id(self) -> str: ...
    @property
    def home(self) -> str: ...
    @property
    def started_at(self) -> str: ...
    @property
    def finished_at(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def requests(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def documents(self) -> int: ...
    @property
    def bytes(self) -> int: ...
    @property
    def max_requests(self) -> int: ...
    @property
    def version(self) -> str: ...
    @property
    def hosts(self) -> tuple[str, ...]: ...
    @property
    def detail(self) -> str: ...
    @property
    def ledger(self) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True)
class CrawlView:
    """The facts of the crawl behind the report. `ledger` counts what was asked of the site and how politely."""

    id: str
    home: str
    started_at: str
    finished_at: str
    outcome: str
    requests: int
    pages: int
    documents: int
    bytes: int
    max_requests: int
    version: str
    hosts: tuple[str, ...] = ()
    detail: str = ""
    ledger: Mapping[str, int] = field(default_factory=dict)

    @property
    def spent(self) -> tuple[tuple[str, int], ...]:
        """The ledger to read: requests, then what they answered, what was left out, time; bytes stand on their own."""
        groups = ("requests_", "", "skipped_", "files_known", "pause_seconds", "seconds")

        def rank(name: str) -> int:
            return next((i for i, group in enumerate(groups) if group and name.startswith(group)), 1)

        return tuple(sorted(((n, c) for n, c in self.ledger.items() if n != "bytes"), key=lambda row: rank(row[0])))


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """An address that answered nobody, what it answered, and a page and link text that lead to it."""

    url: str
    outcome: FetchOutcome
    status: int
    found_on: str = ""
    text: str = ""


def crawl_view(crawl: CrawlFacts) -> CrawlView:
    """The facts as plain values, whatever kept them."""
    return CrawlView(
        id=crawl.id,
        home=crawl.home,
        started_at=crawl.started_at,
        finished_at=crawl.finished_at,
        outcome=str(crawl.outcome),
        requests=crawl.requests,
        pages=crawl.pages,
        documents=crawl.documents,
        bytes=crawl.bytes,
        max_requests=crawl.max_requests,
        version=crawl.version,
        hosts=tuple(crawl.hosts),
        detail=crawl.detail,
        ledger=dict(crawl.ledger),
    )


def moved(site: Site, shown: Collection[str]) -> Mapping[str, str]:
    """Which of the addresses shown answer at another one than was asked for."""
    fetches = [page.fetch for page in site.pages] + [document.fetch for document in site.documents]
    return {f.url: f.final_url for f in fetches if f.url in shown and f.final_url and f.final_url != f.url}


def tls_faults(site: Site) -> Mapping[str, str]:
    """Hosts whose certificate a browser warns of, with the fault (`Fetch.tls_fault`); that of the home page first."""
    met = [page.fetch for page in site.pages] + [document.fetch for document in site.documents] + list(site.failures)
    faults = {host_of(f.final_url or f.url): f.tls_fault for f in met if f.tls_fault}
    home = {host_of(site.home), *(host_of(f.final_url) for f in met if f.url == site.home)}
    return dict(sorted(faults.items(), key=lambda row: (row[0] not in home, row[0])))


def host_of(url: str) -> str:
    """The host that an address names, in small letters; "" when it names none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def unanswered(site: Site) -> tuple[tuple[BrokenLink, ...], tuple[BrokenLink, ...]]:
    """Dead addresses, and those only *we* could not read, each with one page and link text that lead there."""
    led: dict[str, tuple[str, str]] = {}
    for page in site.pages:
        for link in page.links:
            if link.url and link.url not in led:
                led[link.url] = (page.url, link.text or link.row)
    broken: list[BrokenLink] = []
    unread: list[BrokenLink] = []
    for fetch in site.failures:
        if fetch.outcome in (FetchOutcome.OFF_SITE, FetchOutcome.OK, FetchOutcome.NOT_MODIFIED):
            continue
        found_on, text = led.get(fetch.url, ("", ""))
        met = BrokenLink(fetch.url, fetch.outcome, fetch.status, found_on, text)
        (broken if fetch.outcome in DEAD_OUTCOMES else unread).append(met)
    return tuple(broken), tuple(unread)
