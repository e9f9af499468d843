"""What a crawl tells while it runs: small plain values, delivered in the reactor's thread."""

from dataclasses import dataclass
from typing import Protocol

from checklist.site import Document, Fetch, OffSite, Page


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page was read and saved. The agency's id is `agency` in every event."""

    agency: str
    page: Page


@dataclass(frozen=True, slots=True)
class DocumentSeen:
    """A file was read (or refused by its reader) and saved."""

    agency: str
    document: Document


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """An address did not give a page or file; `fetch.outcome` says how it ended."""

    agency: str
    fetch: Fetch
    anchor: str = ""
    found_on: str = ""


@dataclass(frozen=True, slots=True)
class OffSiteSeen:
    """A page points outside the agency's hosts."""

    agency: str
    offsite: OffSite


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the crawl stands: requests made and left in the budget, what was read, addresses still waiting."""

    agency: str
    requests: int
    left: int
    pages: int
    documents: int
    waiting: int


Event = PageSeen | DocumentSeen | FetchFailed | OffSiteSeen | Progress


class Observer(Protocol):
    """Whoever watches a crawl. `on_event` must return quickly and must not raise."""

    def on_event(self, event: Event) -> None:
        """One thing happened."""
