"""What a site repeats on its pages although no mark-up says so: menus and footers in tables and nameless boxes."""

from collections import Counter

from checklist.sights import SITEWIDE
from checklist.site import Page

_LONGEST = 300
_MOST = 400  # lines of the home page that are looked for on the others


class Furniture:
    """Lines and links of the home page that stand on many other pages too. Pages may come in any order."""

    def __init__(self) -> None:
        self._home: dict[str, None] = {}
        self._home_links: set[str] = set()
        self._early: list[Page] = []
        self._count: Counter[str] = Counter()
        self._lines: frozenset[str] = frozenset()
        self.links: set[str] = set()
        """Addresses that the home page and many others link to from what seems their own part."""

    def add(self, page: Page) -> None:
        """One more page of the site."""
        self._early.append(page)
        if self._home:
            self._see(page)

    def set_home(self, page: Page) -> None:
        """This is the home page; all others are looked through for its lines."""
        lines = (line.strip() for line in page.main.split("\n"))
        self._home = dict.fromkeys([line for line in lines if 1 < len(line) <= _LONGEST][:_MOST])
        self._home_links = _linked(page)
        self._count.clear()
        self.links.clear()
        self._lines = frozenset()
        for one in self._early if self._home else ():
            self._see(one)

    def _see(self, page: Page) -> None:
        held = {line.strip() for line in page.main.split("\n")}.intersection(self._home)
        linked = _linked(page) & self._home_links
        self._count.update(held)
        self._count.update(linked)
        self.links.update(url for url in linked if self._count[url] > SITEWIDE)
        if grown := [line for line in held if self._count[line] == SITEWIDE + 1]:
            self._lines = self._lines.union(grown)

    def on(self, page: Page) -> frozenset[str]:
        """The lines of `page` that are the site's; those that are its own names stay."""
        if not self._lines:
            return self._lines
        held = {line.strip() for line in page.main.split("\n")}.intersection(self._lines)
        return frozenset(held.difference((page.title, page.anchor, *page.headings)))


def _linked(page: Page) -> set[str]:
    return {link.url for link in page.links if link.url and link.place == "content"}


def without(text: str, lines: frozenset[str]) -> str:
    """The text without these lines."""
    return "\n".join([line for line in text.split("\n") if line.strip() not in lines]) if lines else text
