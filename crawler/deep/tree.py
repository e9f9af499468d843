"""A parsed page as a careful reader needs it: every element numbered in one pass, nothing searched for twice.

bs4 walks the whole tree for every question put to it. Here it is walked once; what lies inside an element, how much and
what it says are then slices of lists.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag

MAX_TEXT = 20_000
"""Letters of one element that are read."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SKIP = frozenset({"script", "style", "template", "noscript"})
"""Elements whose content nobody sees; only what they embed is told."""

_SOURCES = frozenset({"iframe", "frame", "embed", "object", "video", "source"})
_LINKS = frozenset({"a", "area"})


@dataclass(slots=True)
class _Open:
    """An element that is being walked: its number (-1 for one that is not seen), and whether it is in a heading."""

    tag: Tag
    number: int
    seen: bool
    heading: bool


class Tree:
    """The elements that are seen, by name and place, and their words.

    `sources`, `links`, `scripts` and `bases` are all there are, in whatever they stand. `words` are the pieces of text
    in order, `in_heading` says of each whether a heading holds it.
    """

    def __init__(self, soup: BeautifulSoup) -> None:
        self.tags: list[Tag] = []
        self.sources: list[Tag] = []
        self.links: list[Tag] = []
        self.scripts: list[Tag] = []
        self.bases: list[Tag] = []
        self.styled: list[Tag] = []
        self.words: list[str] = []
        self.in_heading: list[bool] = []
        self._ends: list[int] = []
        self._spans: list[tuple[int, int]] = []  # of each element, the pieces of text in it
        self._places: dict[str, list[int]] = defaultdict(list)
        self._numbers: dict[int, int] = {}
        self._said: dict[int, str] = {}
        self._walk(soup)
        self._sizes = [0]
        for piece in self.words:
            self._sizes.append(self._sizes[-1] + len(piece))

    def _walk(self, soup: BeautifulSoup) -> None:
        opened = [_Open(soup, -1, True, False)]
        node = soup.contents[0] if soup.contents else None
        while node is not None:
            while len(opened) > 1 and opened[-1].tag is not node.parent:
                self._close(opened.pop())
            if isinstance(node, Tag):
                opened.append(self._enter(node, opened[-1]))
            elif type(node) is NavigableString and opened[-1].seen:
                self.words.append(node)
                self.in_heading.append(opened[-1].heading)
            node = node.next_element
        for one in opened:
            self._close(one)

    def _enter(self, tag: Tag, around: _Open) -> _Open:
        name = tag.name
        if name in _LINKS:
            self.links.append(tag)
        elif name in _SOURCES:
            self.sources.append(tag)
        elif name == "script":
            self.scripts.append(tag)
        elif name == "base":
            self.bases.append(tag)
        if not around.seen or name in SKIP:
            return _Open(tag, -1, False, around.heading)
        number = len(self.tags)
        self.tags.append(tag)
        self._ends.append(number)
        self._spans.append((len(self.words), 0))
        self._places[name].append(number)
        self._numbers[id(tag)] = number
        if "style" in tag.attrs:
            self.styled.append(tag)
        return _Open(tag, number, True, around.heading or name in HEADINGS)

    def _close(self, one: _Open) -> None:
        if one.number >= 0:
            self._ends[one.number] = len(self.tags)
            self._spans[one.number] = (self._spans[one.number][0], len(self.words))

    # --- asking

    def named(self, *names: str) -> list[Tag]:
        """The elements of these names, in order."""
        return [self.tags[number] for number in self._sorted([self._places.get(name, []) for name in names])]

    def inside(self, tag: Tag, *names: str) -> list[Tag]:
        """Those of these names within the element, in order."""
        number = self._numbers[id(tag)]
        last = self._ends[number]
        held = []
        for name in names:
            places = self._places.get(name, [])
            held.append(places[bisect_right(places, number) : bisect_left(places, last)])
        return [self.tags[place] for place in self._sorted(held)]

    def count(self, tag: Tag, *names: str) -> int:
        """How many of these names lie within the element."""
        number = self._numbers[id(tag)]
        found = 0
        for name in names:
            places = self._places.get(name)
            if places:
                found += bisect_left(places, self._ends[number]) - bisect_right(places, number)
        return found

    def before(self, tag: Tag, names: Sequence[str], most: int) -> list[Tag]:
        """The last `most` elements of these names that begin before this one, the nearest first."""
        number = self._numbers[id(tag)]
        held = []
        for name in names:
            places = self._places.get(name, [])
            end = bisect_left(places, number)
            held.append(places[max(0, end - most) : end])
        return [self.tags[place] for place in reversed(self._sorted(held)[-most:])]

    def span(self, tag: Tag) -> tuple[int, int]:
        """The pieces of text within the element, as a slice of `words`."""
        return self._spans[self._numbers[id(tag)]]

    def text(self, tag: Tag) -> str:
        """What the element says, on one line, of its first `MAX_TEXT` letters."""
        number = self._numbers[id(tag)]
        said = self._said.get(number)
        if said is None:
            first, last = self._spans[number]
            last = min(last, bisect_right(self._sizes, self._sizes[first] + MAX_TEXT, first) - 1)
            said = self._said[number] = plain(" ".join(self.words[first:last]))
        return said

    @staticmethod
    def _sorted(places: list[list[int]]) -> list[int]:
        if len(places) == 1:
            return places[0]
        return sorted(number for some in places for number in some)


def plain(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def attribute(tag: Tag, name: str) -> str:
    """The attribute as written; "" when there is none."""
    held = tag.attrs.get(name)
    return held if isinstance(held, str) else ""


def holder(node: Tag, *names: str) -> Tag | None:
    """The nearest element around it with one of these names."""
    around = node.parent
    while around is not None and around.name not in names:
        around = around.parent
    return around


def children(tag: Tag, *names: str) -> list[Tag]:
    """The elements of these names directly in the element."""
    return [child for child in tag.children if isinstance(child, Tag) and child.name in names]
