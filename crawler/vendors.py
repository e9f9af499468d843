"""Who made a website, and what sites of one vendor have taught for the next one: an order of asking, never a verdict.

Sites of one vendor are made of the same parts. Addresses of a shape that taught nothing on several of them are asked
for later on the next, until one of them teaches something there; a reason to start the browser that was in vain on all
of them gets one try and not two. Nothing is left out for it that would not be left out without, but for that second
try; how many hints a crawl used stands in its ledger (``vendor_hints``).
"""

import re
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from checklist.site import Page

ENOUGH = 3
"""Sites of a vendor that must agree before the next one is told."""
MOST_VENDORS = 300
"""Vendors remembered: those met last."""
MOST_LESSONS = 200
"""Lessons of each vendor: a site has a handful of shapes that are traps."""
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


@dataclass(slots=True)
class _Family:
    """What the sites of one vendor taught: lesson → on how many of them in vain; and those that were not, somewhere."""

    in_vain: Counter[str] = field(default_factory=Counter)
    fruitful: dict[str, None] = field(default_factory=dict)


class Families:
    """The lessons of all vendors met in this process. A lesson is a caller's word: a shape, a reason to render."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, _Family] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def told(self, vendor: str) -> frozenset[str]:
        """What was in vain on several sites of the vendor and fruitful on none; nothing for "", the unknown vendor."""
        family = self._known.get(vendor)
        if family is None:
            return frozenset()
        return frozenset(
            lesson for lesson, sites in family.in_vain.items() if sites >= ENOUGH and lesson not in family.fruitful
        )

    def learn(self, vendor: str, in_vain: Iterable[str], fruitful: Iterable[str]) -> None:
        """Take in what one more site of the vendor taught."""
        if not vendor:
            return
        family = self._known.setdefault(vendor, _Family())
        self._known.move_to_end(vendor)
        family.fruitful.update(dict.fromkeys(fruitful))
        family.in_vain.update(set(in_vain).difference(family.fruitful))
        while len(family.fruitful) > MOST_LESSONS:
            del family.fruitful[next(iter(family.fruitful))]
        if len(family.in_vain) > MOST_LESSONS:
            family.in_vain = Counter(dict(family.in_vain.most_common(MOST_LESSONS)))
        if len(self._known) > MOST_VENDORS:
            self._known.popitem(last=False)


class Learner(Protocol):
    """A part of a crawl that learns: the frontier's lessons, the pages' reasons to render."""

    hints: set[str]

    def expect_little(self, lessons: frozenset[str], /) -> None:
        """Take what was in vain on other sites for what will be so here, until it is not."""

    def told(self) -> tuple[set[str], set[str]]:
        """What was in vain on this site, and what was not."""


class Vendor:
    """The vendor of one crawl's website, and what goes to and fro between its sites."""

    def __init__(self, families: Families, *learners: Learner) -> None:
        self._families = families
        self._learners = learners
        self._name = ""

    @property
    def hints(self) -> int:
        """Hints of the vendor's other sites that this crawl used."""
        return sum(len(learner.hints) for learner in self._learners)

    def meet(self, home: Page | None, own: Collection[str]) -> None:
        """Read the vendor from the home page and hand out what its other sites taught."""
        self._name = vendor_of(home, own) if home is not None else ""
        told = self._families.told(self._name)
        for learner in self._learners:
            learner.expect_little(told)

    def tell(self) -> None:
        """Leave to the vendor's other sites what this one taught."""
        told = [learner.told() for learner in self._learners]
        self._families.learn(
            self._name, set().union(*(in_vain for in_vain, _ in told)), set().union(*(more for _, more in told))
        )
