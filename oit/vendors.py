"""Who made a website: sites of one vendor break together, and are reported together."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checklist.agency import Agency
from checklist.site import Page
from oit.alarms import Alarm

if TYPE_CHECKING:
    from storage.store import Store

TOGETHER = 3
"""Agencies of one vendor that lose the same item, from which on they are told as one."""
_MAKER = re.compile(
    r"พัฒนา(?:โดย|ระบบ|เว็บ)|ออกแบบ|จัดทำเว็บ|รับทำเว็บ|ดูแลระบบ|"
    r"(?:powered|developed|designed|created|hosted|made|web(?:site)?)\s+by|web\s?design|webmaster",
    re.IGNORECASE,
)
_NO_VENDOR = ("go.th", "or.th", "ac.th", "mi.th")  # a public body that hosts its own is no vendor
_SERVICES = frozenset({"facebook.com", "line.me", "youtube.com", "google.com", "twitter.com", "x.com", "tiktok.com"})


def vendor_of(page: Page, own: Collection[str]) -> str:
    """The host of the firm that a home page's foot names as its maker; "" when it names none.

    `own`: the agency's own hosts. Only a link that leaves them counts, beside words such as พัฒนาโดย or "powered by".
    """
    for link in page.links:
        host = (urlsplit(link.url).hostname or "").removeprefix("www.")
        if not host or host in own or f"www.{host}" in own or host.endswith(_NO_VENDOR):
            continue
        if any(host == service or host.endswith(f".{service}") for service in _SERVICES):
            continue
        if _MAKER.search(f"{link.text} {link.row} {link.group}") or (
            link.place == "footer" and _beside(page, link.text)
        ):
            return host
    return ""


def _beside(page: Page, text: str) -> bool:
    """Whether a line of the page's foot names that link's text behind a maker's words."""
    foot = page.text[-1500:].split("\n")
    return bool(text) and any(text in line and _MAKER.search(line) for line in foot)


def vendors(store: "Store") -> Callable[[Agency], str]:
    """Tells the vendor of an agency from its home page as last crawled."""
    from crawler.parse import PARSER_VERSION

    def of(agency: Agency) -> str:
        crawl = store.latest_crawl(agency.id)
        fetch = store.previous_fetch(agency.id, crawl.home) if crawl is not None else None
        page = store.known_page(fetch.sha256, PARSER_VERSION, fetch.url) if fetch is not None else None
        return vendor_of(page, crawl.hosts) if page is not None and crawl is not None else ""

    return of


def told(alarms: Sequence[Alarm], vendor: Callable[[Agency], str]) -> list[str]:
    """The alarms as lines: first those of one item on several sites of one vendor, under a line that says so."""
    families: dict[tuple[str, str], list[Alarm]] = defaultdict(list)
    makers = {alarm.agency.id: vendor(alarm.agency) for alarm in alarms} if len(alarms) >= TOGETHER else {}
    for alarm in alarms:
        families[makers.get(alarm.agency.id, ""), alarm.code].append(alarm)
    grouped, alone = [], []
    for (maker, code), family in families.items():
        lines = [alarm.line() for alarm in family]
        number = len({alarm.agency.id for alarm in family})
        if not maker or number < TOGETHER:
            alone += lines
            continue
        grouped.append(f"ALARM {code} is gone on {number} sites of one vendor ({maker}):")
        grouped += [f"  {line.removeprefix('ALARM ')}" for line in lines]
    return grouped + alone
