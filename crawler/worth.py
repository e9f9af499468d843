"""What a link promises by its words, where it stands and where it leads: a number for the order of asking.

Weights were set by hand on pretend sites, not learnt; `tests/crawler/test_frontier.py` holds what they must achieve.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from checklist.site import Link, Page
from crawler.shapes import kind_of

Value = Callable[[Link, str], tuple[float, tuple[str, ...]]]
"""How much a link promises (0..1) and for which topics, given the title of its page: `Matcher.link_value`."""

PROMISING = 0.3
"""From this value on a link is followed even where its look-alikes taught nothing."""

_SURE = 0.9
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


class Worth:
    """Values links with the matcher's `value`."""

    def __init__(self, value: Value) -> None:
        self._value = value

    def promise(self, link: Link) -> tuple[float, tuple[str, ...]]:
        """What a link promises by its own words (and its row) alone, and for which topics."""
        return self._value(Link("", link.text, link.place, row=link.row), "")

    def of(self, link: Link, page: Page) -> tuple[float, tuple[str, ...]]:
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

    def priority(self, link: Link, worth: float, depth: int, parent: float) -> float:
        """The place in the order: what the link is worth, where it stands, its page's worth (`parent`), how deep."""
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


def _recency(text: str) -> float:
    """Up to 0.1 more for the later year a hub's name gives; a hub without one is the newest there is."""
    years = [int(found) for found in re.findall(r"25[5-9]\d", text)]
    return 0.1 if not years else min(0.1, max(0.0, (max(years) - 2560) * 0.01))
