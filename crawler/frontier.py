"""Which addresses belong to the agency, which come first, and which are traps. Pure: no network, no clock, no database.

Best-first: a link is worth what its words promise (the matcher says), a little of what the page it stands on was worth,
less for every click away from home, and less still when it looks like addresses that have taught nothing. Weights were
set by hand on pretend sites, not learnt; `tests/crawler/test_frontier.py` holds what they must achieve.
"""

import heapq
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

from checklist.site import Image, Link, Page, Step
from crawler import addresses
from storage.records import FrontierRow

Value = Callable[[Link, str], tuple[float, tuple[str, ...]]]
"""How much a link promises (0..1) and for which topics, given the title of its page: `Matcher.link_value`."""

LOOK_ALIKES = 20
"""So many addresses of one shape may teach nothing before the rest of that shape is left alone."""
QUERIES = 40
"""So many addresses of one path (itself and its queries) may teach nothing before the rest is left alone."""
_SURE = 0.9
MAX_SEGMENTS = 20
MAX_REPEATS = 3
MAX_DEPTH = 12
PROMISING = 0.3
"""From this value on a link is followed even where its look-alikes taught nothing."""

_FILES = re.compile(r"\.(?:pdf|docx?|docm|rtf|xlsx?|xlsm|csv|pptx?|odt|ods|odp|zip|rar|7z|txt)$", re.IGNORECASE)
_PICTURES = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp|svg|ico)$", re.IGNORECASE)
_USELESS = re.compile(
    r"\.(?:css|js|mjs|map|woff2?|ttf|eot|otf|mp[34]|m4[av]|avi|mov|wmv|flv|swf|wav|ogg|webm|mkv|exe|msi|apk|dmg|iso|psd|ai"
    r"|ics|vcf|json|xsd|dtd|wasm)$",
    re.IGNORECASE,
)
_DOWNLOAD = re.compile(
    r"(?:download|getfile|get_file|attach|openfile|viewfile|showfile|/file/|fileupload|/files?/\d)", re.I
)
_TRAP = re.compile(
    r"calendar|/events?/|ปฏิทิน|webboard|web-board|/board|/forum|topic|guestbook|gallery|album|print(?:er)?(?:=|/|$|\.)|format=pdf"
    r"|tmpl=component|reply|login|signin|register|logout|wp-admin|/admin|/user/|/cart|share|feed|/rss|/tag[s/]|/author/|/search"
    r"|[?&](?:s|q|keyword|search|month|year|date|day|order|sort|dir|filter\w*|view|limit|lang|language|hl)=|/page/\d|xmlrpc"
    r"|mailto|wp-json|[?&]replytocom=|counter|/vote|poll",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"(?:^|[^a-z])(?:oit|ita|lpa|moit|o\d{1,2}|transparen\w+|disclos\w+|anti-?corrupt\w*|no-?gift\w*|procure\w*|plan|budget"
    r"|structure|executive|regulation|law|complain\w*|contact|about|service|e-?service|manual|report|q-?a|faq|policy|strategy)"
    r"(?:[^a-z]|$)",
    re.IGNORECASE,
)
# What agencies call the pages that lead to the items; such words name no item themselves.
_HUB = re.compile(
    r"เปิดเผยข้อมูล|\b(?:OIT|ITA|LPA|EIT|IIT)\b|โปร่งใส|ธรรมาภิบาล|ข้อมูลพื้นฐาน|ข้อมูลทั่วไป|ข้อมูลหน่วยงาน|เกี่ยวกับ|การบริหาร|ทุจริต"
    r"|จัดซื้อ|พัสดุ|งบประมาณ|ศูนย์ข้อมูลข่าวสาร|แผนงาน|นโยบาย|บริการประชาชน|การให้บริการ|ดาวน์โหลด|แผนผังเว็บ|site ?map|about",
    re.IGNORECASE,
)
# The page that leads to all items at once, as agencies name it: before any single item.
_TOP_HUB = re.compile(
    r"(?<![A-Za-z])(?:OIT|O\.I\.T|ITA|I\.T\.A)(?![A-Za-z])|เปิดเผยข้อมูล(?:ต่อ)?สาธารณะ|ประเมินคุณธรรมและความโปร่งใส",
    re.IGNORECASE,
)
_PLACES = {
    "frame": 0.35,
    "meta": 0.5,
    "embed": 0.1,
    "menu": 0.06,
    "map": 0.06,
    "script": 0.03,
    "form": -0.25,
    "footer": -0.02,
}
_NUMBER = re.compile(r"\d+")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?=[0-9a-fA-F\-]*\d)[0-9a-fA-F\-]{12,}(?![0-9A-Za-z])")


@dataclass(slots=True)
class _Shape:
    """What addresses of one shape have taught so far."""

    asked: int = 0
    taught: int = 0


@dataclass(slots=True)
class _Folder:
    """How often addresses of one folder were asked for, and how often they were dead."""

    asked: int = 0
    dead: int = 0

    @property
    def broken(self) -> bool:
        """Nearly all is dead here: a menu with relative links, shown in the wrong folder, makes such folders."""
        return self.asked >= 4 and self.dead >= 0.75 * self.asked


class Frontier:
    """The addresses of one crawl that wait, best first. `known` are keys already asked for or waiting (resuming)."""

    def __init__(
        self, home: str, value: Value, *, allow_hosts: Iterable[str] = (), known: Collection[str] = ()
    ) -> None:
        self._value = value
        self._hosts: dict[str, None] = {}
        self.add_host(addresses.host_of(home))
        for host in allow_hosts:
            self.add_host(host)
        self._known = {addresses.key_of(url) for url in known}
        self._rows: dict[str, FrontierRow] = {}
        self._heap: list[tuple[float, int, str]] = []
        self._count = 0
        self._shapes: dict[str, _Shape] = {}
        self._paths: dict[str, _Shape] = {}
        self._lessons: Counter[tuple[str, str]] = Counter()  # shape and topic → pages of that shape that showed it
        self._folders: dict[str, _Folder] = {}
        self._names: dict[str, int] = {}  # file name and query → how often asked for, in any folder
        self._unsettled: frozenset[str] | None = None
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
        """Whether the address is on a host of the agency."""
        return addresses.host_of(url) in self._hosts

    def knows(self, url: str) -> bool:
        """Whether the address waits or was asked for."""
        return addresses.key_of(url) in self._known

    # --- coming in

    def offer(self, link: Link, page: Page, depth: int, *, parent: float = 0.0) -> FrontierRow | None:
        """A link becomes a row, unless it is known, out of scope or a trap. `parent`: what its page is worth."""
        url = link.url
        if not url or addresses.key_of(url) in self._known or not self.in_scope(url):
            return None  # nearly always known: a site repeats its menu on every page
        worth, topics = self._worth(link, page)
        if why := self._refuse(url, worth, depth):
            self.dropped[why] += 1
            return None
        row = FrontierRow(
            url=url,
            priority=self._priority(link, worth, depth, parent),
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
        if not url or not self.in_scope(url) or addresses.key_of(url) in self._known:
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
            now = self._worth_now(row)
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
        lessons = [(shape_of(row.url), topic) for topic in topics]
        fresh = not lessons or any(self._lessons[lesson] < 3 for lesson in lessons)
        self._lessons.update(lessons)
        if not fresh:
            return
        self._shape(row.url).taught += 1
        self._path(row.url).taught += 1

    def dead(self, row: FrontierRow) -> None:
        """What was asked for does not exist."""
        self._folder(row.url).dead += 1

    def still_wanted(self, topics: frozenset[str]) -> None:
        """Only these topics still need evidence: links that promise others lose their haste."""
        self._unsettled = topics

    # --- worth

    def promise(self, link: Link) -> tuple[float, tuple[str, ...]]:
        """What a link promises by its own words (and its row) alone, and for which topics."""
        return self._value(Link("", link.text, link.place, row=link.row), "")

    def _worth(self, link: Link, page: Page) -> tuple[float, tuple[str, ...]]:
        """What the link's own words promise; address and page title lend a file all of their promise, a page half."""
        own, topics = self.promise(link)
        if _HUB.search(link.text):
            own = max(own, 0.35)
            if kind_of(link.url) == "page" and _TOP_HUB.search(link.text):
                own = max(own, 0.9 + _recency(link.text))
        lent, lent_topics = self._value(link, page.title)
        if kind_of(link.url) != "document":
            lent *= 0.5
            if own < _SURE and link.place == "content" and lent_topics[:1] == ("news",):
                own *= 0.5  # a row of the news list: the list is the evidence
        return (own, topics or lent_topics) if own >= lent else (lent, lent_topics)

    def _priority(self, link: Link, worth: float, depth: int, parent: float) -> float:
        url = link.url
        text = unquote(url)
        score = worth + _PLACES.get(link.place, 0.0)
        if link.place in ("content", "script", "frame", "embed"):
            score += 0.35 * parent
        if kind_of(url) == "document":
            score += 0.12 if worth >= PROMISING or parent >= 0.5 else -0.02
        elif kind_of(url) == "image":
            score -= 0.2
        path = text.partition("://")[2].partition("/")[2]
        if _PROMISE.search(path):
            score += 0.12
        if _TRAP.search("/" + path):
            score -= 0.3
        return round(score - 0.04 * depth, 4)

    def _worth_now(self, row: FrontierRow) -> float | None:
        """The row's priority as its look-alikes and settled topics have changed it; None: leave it alone."""
        own = row.priority + 0.04 * row.depth
        shape, path = self._shape(row.url), self._path(row.url)
        if (
            own < PROMISING + 0.1
            and row.depth > 0
            and (
                (shape.asked >= LOOK_ALIKES and shape.taught * 10 < shape.asked)
                or (path.asked >= QUERIES and path.taught * 10 < path.asked)
            )
        ):
            return None
        worth = row.priority
        if shape.asked >= 3:
            worth -= 0.3 * (1 - (shape.taught + 1) / (shape.asked + 1))
        if self._folder(row.url).broken:
            worth -= 0.3 if name_of(row.url) not in self._names else 0.6
        if self._unsettled is not None and row.topics:
            worth -= 0.0 if self._unsettled.intersection(row.topics) else 0.25
        return worth

    def _refuse(self, url: str, worth: float, depth: int) -> str:
        """Why an address is never asked for; "" when it may be."""
        path = addresses.path_of(url)
        if _USELESS.search(path):
            return "no_content"
        if _PICTURES.search(path) and worth < 0.5:
            return "picture"
        segments = [part for part in path.split("/") if part]
        if len(segments) > MAX_SEGMENTS:
            return "deep"
        if any(count > MAX_REPEATS for count in Counter(segments).values()):
            return "repeats"
        if depth > MAX_DEPTH and worth < PROMISING:
            return "far"
        if worth < PROMISING:
            shape = self._shapes.get(shape_of(url))
            if shape is not None and shape.asked >= LOOK_ALIKES and shape.taught * 10 < shape.asked:
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
        self._shape(row.url).asked += 1
        self._path(row.url).asked += 1
        self._folder(row.url).asked += 1
        name = name_of(row.url)
        self._names[name] = self._names.get(name, 0) + 1

    def _shape(self, url: str) -> _Shape:
        return self._shapes.setdefault(shape_of(url), _Shape())

    def _folder(self, url: str) -> _Folder:
        folder = addresses.host_of(url) + addresses.path_of(url).rpartition("/")[0]
        return self._folders.setdefault(folder, _Folder())

    def _path(self, url: str) -> _Shape:
        return self._paths.setdefault(addresses.host_of(url) + addresses.path_of(url), _Shape())


def _recency(text: str) -> float:
    """Up to 0.1 more for the later year a hub's name gives; a hub without one is the newest there is."""
    years = [int(found) for found in re.findall(r"25[5-9]\d", text)]
    return 0.1 if not years else min(0.1, max(0.0, (max(years) - 2560) * 0.01))


@lru_cache(maxsize=32_768)
def kind_of(url: str) -> str:
    """What the address alone says it is: ``document``, ``image`` or ``page``."""
    path = addresses.path_of(url)
    query = addresses.query_of(url)
    if _FILES.search(path) or _FILES.search(query):
        return "document"
    if _PICTURES.search(path):
        return "image"
    return "document" if _DOWNLOAD.search(path) and not path.endswith((".html", ".htm", "/")) else "page"


def name_of(url: str) -> str:
    """The last part of the path with the query: what a wrongly joined relative link keeps."""
    return addresses.path_of(url).rpartition("/")[2] + "?" + addresses.query_of(url)


@lru_cache(maxsize=32_768)
def shape_of(url: str) -> str:
    """What look-alike addresses share: numbers, hashes and long names replaced, parameter names kept.

    Short words in a query stay, because ``index.php?mod=plan`` and ``index.php?mod=news`` are different places.
    """
    path = "/".join(_piece(part) for part in addresses.path_of(url).split("/"))
    query = []
    for part in sorted(addresses.query_of(url).split("&")):
        name, _, held = part.partition("=")
        query.append(f"{_NUMBER.sub('#', name)}={_piece(held)}")
    return addresses.host_of(url) + path + ("?" + "&".join(query) if query != ["="] else "")


def _piece(part: str) -> str:
    if len(part) > 24 or "%" in part:
        return "*"
    return _NUMBER.sub("#", _HEX.sub("*", part))


def _is_address(host: str) -> bool:
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return name.startswith("[") or name.replace(".", "").isdigit() or name == "localhost"
