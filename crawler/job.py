"""One crawl as it is given to the spider: how to crawl, what it works with, and where its results and events go."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from checklist.agency import Agency
from checklist.model import Topic
from checklist.site import Document, Fetch, OffSite, Page
from crawler.events import Event, Observer
from crawler.guard import Guard
from crawler.hosts import Hosts
from crawler.tools import Tools
from crawler.valuing import Values
from crawler.vendors import Families
from storage.store import CrawlRecord, FrontierRow, Store

log = logging.getLogger(__name__)

Result = Page | Document | Fetch | OffSite


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """How to crawl. `delay`: seconds between two requests to a host; `patience`: longest wait borne for a busy host.

    `allow_hosts`: further hosts that count as the agency's own; `contact` is shown in the user agent; `timeout` bounds
    one request; `render` and `ocr` say whether Chromium and tesseract may be used.
    """

    max_requests: int = 400
    delay: float = 1.0
    render: bool = True
    ocr: bool = True
    contact: str = ""
    allow_hosts: tuple[str, ...] = ()
    timeout: float = 60.0
    patience: float = 120.0
    max_renders: int = 20


@dataclass(slots=True)
class Saved:
    """One result, ready to be saved and yielded: with the row that it settles and the new rows that it taught.

    `reader` is the name under which the reading is kept for other nights; "" keeps none.
    """

    result: Result
    body: bytes | None = None
    done: str | None = None
    new: Sequence[FrontierRow] = ()
    reader: str = ""


@dataclass(slots=True)
class Job:
    """All that a walk needs, as `crawl_agency` was given it."""

    agency: Agency
    home: str
    store: Store
    record: CrawlRecord
    options: CrawlOptions
    topics: Mapping[str, Topic]
    value: Values
    tools: Tools
    hosts: Hosts
    stop: asyncio.Event
    guard: Guard
    unsettled: Callable[[], frozenset[str]] | None = None
    observer: Observer | None = None
    user_agent: str = ""
    look_off_site: bool = False
    families: Families = field(default_factory=Families)

    def keep(self, saved: Saved) -> None:
        """Hand one result to the store: with its row and the new rows it goes into one transaction."""
        self.store.save(
            self.record.id,
            saved.result,
            body=saved.body,
            done=saved.done,
            new=saved.new,
            reader=saved.reader,
            promises=self.value.said if isinstance(saved.result, Page) else (),
        )

    def tell(self, event: Event) -> None:
        """Tell whoever watches; their faults are logged and never stop the crawl."""
        if self.observer is None:
            return
        try:
            self.observer.on_event(event)
        except Exception:
            log.exception("the observer of %s failed on %s", self.agency.id, type(event).__name__)


def now() -> str:
    """This moment as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
