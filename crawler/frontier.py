"""Which addresses belong to the agency, which come first, and which are traps. Pure: no network, no clock, no database.

Best-first: a link is worth what its words promise (the matcher says), a little of what the page it stands on was worth,
less for every click away from home (`crawler.worth`), and less still when it looks like addresses that have taught
nothing (`crawler.lessons`).
"""

import heapq
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from checklist.site import Image, Link, Page, Step
from crawler import addresses
from crawler.lessons import Lessons
from crawler.shapes import is_echo, is_picture, is_useless, kind_of, site_path
from crawler.worth import PROMISING, Value, Worth
from storage.records import FrontierRow

MAX_SEGMENTS = 20
MAX_REPEATS = 3
MAX_DEPTH = 12
PART_WORTH = 0.5
"""Least promise of a link to a part of the agency's host (`Frontier.is_part`) that is followed."""
_OF_AN_ITEM = 0.6  # what a page is worth that is an item's own
_MAX_ATTACHMENTS = 30  # pictures linked from such pages that are asked for
_SHORT = 600  # letters that such a page has at most beside its pictures


class Frontier:
    """The addresses of one crawl that wait, best first. `known` are keys already asked for or waiting (resuming)."""

    def __init__(
        self, home: str, value: Value, *, allow_hosts: Iterable[str] = (), known: Collection[str] = ()
    ) -> None:
        self._worth = Worth(value)
        self.lessons = Lessons()
        self._hosts: dict[str, None] = {}
        self.add_host(addresses.host_of(home))
        self._site = site_path(home)
        name = addresses.hostname_of(home).removeprefix("www.")
        self._name = "" if _is_address(name) or "." not in name else "." + name
        for host in allow_hosts:
            self.add_host(host)
        self._known = {addresses.key_of(url) for url in known}
        self._rows: dict[str, FrontierRow] = {}
        self._heap: list[tuple[float, int, str]] = []
        self._count = 0
        self._unsettled: frozenset[str] | None = None
        self._attachments = _MAX_ATTACHMENTS
        self.dropped: Counter[str] = Counter()

    # --- scope

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that count as the agency's own, the home's first."""
        return tuple(self._hosts)

    def add_host(self, host: str) -> None:
        """Count `host` ("name" or "name:port") and its www twin as the agency's own."""
        if not host:
            return
        self._hosts[host] = None
        if not _is_address(host):
            self._hosts[host.removeprefix("www.") if host.startswith("www.") else "www." + host] = None

    def in_scope(self, url: str) -> bool:
        """Whether the address is on a host of the agency, or on a part of one; of a host of many sites, on its own."""
        if addresses.host_of(url) not in self._hosts:
            return self.is_part(url)
        return not self._site or addresses.path_of(url).startswith(self._site)

    def is_part(self, url: str) -> bool:
        """Whether the address is on a host under the home's own name, as ``ita.example.go.th``: a department's, a
        system's. Of these only what promises an item is asked for: a ministry's agencies have sites of their own."""
        host = addresses.host_of(url)
        return bool(self._name) and host.endswith(self._name) and host not in self._hosts

    def knows(self, url: str) -> bool:
        """Whether the address waits or was asked for."""
        return addresses.key_of(url) in self._known

    # --- coming in

    def offer(self, link: Link, page: Page, depth: int, *, parent: float = 0.0) -> FrontierRow | None:
        """A link becomes a row, unless it is known, out of scope or a trap. `parent`: what its page is worth."""
        url = link.url
        if not url or addresses.key_of(url) in self._known or not self.in_scope(url):
            return None  # nearly always known: a site repeats its menu on every page
        worth, topics = self._worth.of(link, page)
        if worth < PART_WORTH and self.is_part(url):
            return None
        attached = self._attachments > 0 and parent >= _OF_AN_ITEM and _may_be_attached(link, page)
        if why := self._refuse(url, 0.5 if attached else worth, depth):
            self.dropped[why] += 1
            return None
        self._attachments -= attached
        row = FrontierRow(
            url=url,
            priority=self._worth.priority(link, worth, depth, parent),
            depth=depth,
            found_on=page.url,
            anchor=link.text,
            heading=link.heading,
            row=link.row,
            group=link.group,
            path=(*page.path, Step(link.text, url))[:12],
            kind_hint=kind_of(url),
            topics=topics,
        )
        self._push(row)
        return row

    def hint(self, url: str, *, priority: float = 0.02, found_on: str = "", depth: int = 2) -> FrontierRow | None:
        """An address known without a link (home, sitemap)."""
        if not url or addresses.host_of(url) not in self._hosts or addresses.key_of(url) in self._known:
            return None
        if depth and (why := self._refuse(url, 0.0, depth)):
            self.dropped[why] += 1
            return None
        row = FrontierRow(url=url, priority=priority, depth=depth, found_on=found_on, kind_hint=kind_of(url))
        self._push(row)
        return row

    def picture(self, image: Image, page: Page, depth: int, topics: tuple[str, ...]) -> FrontierRow | None:
        """A picture that stands where a page's evidence should stand, to be read as a document."""
        if not self.in_scope(image.url) or addresses.key_of(image.url) in self._known:
            return None
        row = FrontierRow(
            url=image.url,
            priority=0.3,
            depth=depth,
            found_on=page.url,
            anchor=image.alt or page.title,
            heading=page.headings[0] if page.headings else page.title,
            row=image.beside[:300],
            path=(*page.path, Step(image.alt or page.title, image.url))[:12],
            kind_hint="image",
            topics=topics,
        )
        self._push(row)
        return row

    def forget_waiting(self) -> None:
        """Drop the rows that wait; they stay known."""
        self._rows.clear()
        self._heap.clear()

    def load(self, rows: Iterable[FrontierRow]) -> None:
        """Take up the waiting rows of an interrupted crawl."""
        for row in rows:
            self._push(replace(row, state="todo"))

    def know(self, url: str) -> bool:
        """Count an address as asked for (a redirect led there); False when it already was."""
        key = addresses.key_of(url)
        if key in self._known:
            return False
        self._known.add(key)
        if key in self._rows:  # it waits no longer
            del self._rows[key]
        return True

    # --- going out

    def pop(self) -> FrontierRow | None:
        """The most promising address as things stand now; None when nothing waits."""
        while self._heap:
            negative, count, key = heapq.heappop(self._heap)
            row = self._rows.get(key)
            if row is None:
                continue
            now = self._priority_now(row)
            if now is None:
                del self._rows[key]
                self.dropped["look_alike"] += 1
                continue
            if now < -negative - 1e-9 and self._heap and now < -self._heap[0][0]:
                heapq.heappush(self._heap, (-now, count, key))
                continue
            del self._rows[key]
            self.asked(row)
            return row
        return None

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Addresses known and not asked for."""
        return tuple(row.url for row in self._rows.values())

    def taught(self, row: FrontierRow, topics: Iterable[str] = ()) -> None:
        """What came back for `row` was worth asking for: a document, a page with promising new links, or (by `topics`)
        a page about something that its look-alikes have not shown three times already."""
        self.lessons.taught(row, topics)

    def dead(self, row: FrontierRow) -> None:
        """What was asked for does not exist."""
        self.lessons.dead(row)

    def still_wanted(self, topics: frozenset[str]) -> None:
        """Only these topics still need evidence: links that promise others lose their haste."""
        self._unsettled = topics

    def promise(self, link: Link) -> tuple[float, tuple[str, ...]]:
        """What a link promises by its own words (and its row) alone, and for which topics."""
        return self._worth.promise(link)

    # --- order

    def _priority_now(self, row: FrontierRow) -> float | None:
        """The row's priority as its look-alikes and settled topics have changed it; None: leave it alone."""
        priority = self.lessons.priority_now(row)
        if priority is not None and self._unsettled is not None and row.topics:
            priority -= 0.0 if self._unsettled.intersection(row.topics) else 0.25
        return priority

    def _refuse(self, url: str, worth: float, depth: int) -> str:
        """Why an address is never asked for; "" when it may be."""
        path = addresses.path_of(url)
        if is_useless(path) or is_echo(url):
            return "no_content"
        if is_picture(path) and worth < 0.5:
            return "picture"
        segments = [part for part in path.split("/") if part]
        if len(segments) > MAX_SEGMENTS:
            return "deep"
        if any(count > MAX_REPEATS for count in Counter(segments).values()):
            return "repeats"
        if depth > MAX_DEPTH and worth < PROMISING:
            return "far"
        if worth < PROMISING and self.lessons.worn_out(url):
            return "look_alike"
        return ""

    def _push(self, row: FrontierRow) -> None:
        key = addresses.key_of(row.url)
        self._known.add(key)
        self._rows[key] = row
        self._count += 1
        heapq.heappush(self._heap, (-row.priority, self._count, key))

    def asked(self, row: FrontierRow) -> None:
        """Count an address as asked for among its look-alikes; `pop` does so itself."""
        self.lessons.asked(row)


def _is_address(host: str) -> bool:
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return name.startswith("[") or name.replace(".", "").isdigit() or name == "localhost"


def _may_be_attached(link: Link, page: Page) -> bool:
    """Whether the link is to a picture that may be all a page shows: a scanned notice, attached as a photograph."""
    return is_picture(addresses.path_of(link.url)) and link.place == "content" and len(page.main) < _SHORT
