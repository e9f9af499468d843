"""Sites of one vendor break together, and are reported together."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from checklist.agency import Agency
from oit.alarms import Alarm

if TYPE_CHECKING:
    from storage.store import Store

TOGETHER = 3
"""Agencies of one vendor that lose the same item, from which on they are told as one."""


def vendors(store: "Store") -> Callable[[Agency], str]:
    """Tells the vendor of an agency from its home page as last crawled."""
    from crawler.parse import PARSER_VERSION
    from crawler.vendors import vendor_of

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
