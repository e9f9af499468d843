"""What the pages of a site repeat letter by letter, menus and boxes: walked once, and then known.

Walking an element gives texts, links, headings. When the same letters stand inside the same begin in the same
surroundings, it gives the same again: `crawler.scan` asks here before it walks. The memory is one for the process and
bounded, whatever number of sites is crawled; what was not used for long goes first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crawler import addresses
from crawler.drafts import Kept, as_before
from crawler.serial import Parts
from crawler.tags import Attributes, tag_of

MOST_LETTERS = 2_000_000
"""Letters of all blocks of one generation; there are two, and with all that is kept a letter takes nine bytes."""
_MOST_SEEN = 50_000
FEWEST, _LONGEST = 6, 20_000  # parts of a block
_MOST_BLOCKS = 3
_MOST_LOST = 3
BEGIN = 4
"""Parts by which a block is looked up."""


@dataclass(slots=True)
class Block:
    """What the inside of an element gave, and in which surroundings it gives that."""

    first: str  # the part that begins the element
    html: str
    count: int  # parts
    depth: int
    text: str
    drafts: Sequence[Kept]  # a heading or group that is `drafts.BEFORE` is the one before the element
    headings: list[str]
    images: list[str]
    pictures: list[Attributes]
    heading: str
    chrome: str
    in_row: bool | None  # whether it stands in a table's row; None when that is all the same
    reach: int  # how much of the page's address its links need, as `addresses.reach`
    base: str
    codec: str
    labels: Mapping[str, str | None]  # of the panels that it has or opens, None for those that are none
    places: tuple[str, ...]  # names that are no places of the page
    under: bool  # whether a link of it stands under the heading before it
    grouped: bool  # whether one is in the group around it
    _kept: tuple[str, str, Sequence[Kept]] | None = None

    def links(self, heading: str, group: str) -> Sequence[Kept]:
        """Its links under a heading and in a group; to be changed only as `Drafts.settle` does."""
        if not self.under and not self.grouped:
            return self.drafts
        kept = self._kept
        if kept is None or (self.under and kept[0] != heading) or (self.grouped and kept[1] != group):
            kept = self._kept = heading, group, [as_before(draft, heading, group) for draft in self.drafts]
        return kept[2]


@dataclass(slots=True)
class Entry:
    """The blocks that begin alike. `lost`: how much more often one was walked in vain than it was used."""

    blocks: list[Block] = field(default_factory=list)
    lost: int = 0


class Blocks:
    """The memory."""

    def __init__(self) -> None:
        self._young: dict[int, Entry] = {}
        self._old: dict[int, Entry] = {}
        self._letters = 0
        self._seen: set[int] = set()
        self._seen_before: set[int] = set()

    def find(self, key: int) -> Entry | None:
        """What is known of blocks that begin so."""
        entry = self._young.get(key)
        if entry is None and (entry := self._old.pop(key, None)) is not None:
            self._keep(key, entry, sum(len(block.html) for block in entry.blocks))
        return entry

    def is_new(self, key: int) -> bool:
        """Whether nothing has begun so lately; asked a second time, it has."""
        if key in self._seen:
            return False
        if len(self._seen) >= _MOST_SEEN:
            self._seen_before, self._seen = self._seen, set()
        self._seen.add(key)
        return key not in self._seen_before

    def learn(self, key: int, block: Block) -> None:
        """Remember a block that was walked."""
        entry = self.find(key) or Entry()
        entry.lost += 1
        entry.blocks = [block, *entry.blocks][:_MOST_BLOCKS]
        self._keep(key, entry, len(block.html))

    def lose(self, key: int) -> None:
        """Note that a block was walked and cannot be remembered."""
        entry = self.find(key) or Entry()
        entry.lost += 1
        self._keep(key, entry, 0)

    def _keep(self, key: int, entry: Entry, letters: int) -> None:
        self._letters += letters + 200
        if self._letters > MOST_LETTERS:
            self._old, self._young, self._letters = self._young, {}, letters + 200
        self._young[key] = entry


BLOCKS = Blocks()
"""The memory of this process."""


def worthwhile(entry: Entry | None) -> bool:
    """Whether a block is worth being remembered: blocks that began so were not always others."""
    return entry is None or entry.lost < _MOST_LOST


@dataclass(slots=True)
class Outline:
    """How deep the elements of a block are nested, which panels it may name, whether it has lists."""

    depth: int
    names: set[str]
    listed: bool


def outline_of(parts: Parts) -> Outline | None:
    """What a block consists of; None when what it means depends on where it stands, or it is too short or too long."""
    if not FEWEST <= len(parts) <= _LONGEST:
        return None
    outline = Outline(0, set(), False)
    depth = 0
    for part in parts:
        if part[0] == "/":
            depth -= 1
            continue
        tag = tag_of(part.partition(">")[0])
        if tag.name == "header" or tag.named == "header":
            return None
        if tag.labelled:
            outline.names.update((tag.panel, tag.attrs.get("id", "")))
        if tag.link:
            href = tag.attrs.get("href", "").strip()
            if href[:1] == "#":
                outline.names.add(href[1:])
        elif tag.name == "li":
            outline.listed = True
        if not tag.void:
            depth += 1
            outline.depth = max(outline.depth, depth)
    return outline


def reach_of(hrefs: Sequence[str]) -> int:
    """How much of the page's address these links need."""
    return max(map(addresses.reach, hrefs), default=0)
