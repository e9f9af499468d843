"""The links of a page while it is walked: what stands around them is known only when their row has ended."""

from dataclasses import dataclass
from typing import ClassVar

from checklist.site import Link
from crawler import addresses

MAX_LINKS = 2_000
_ROW_TARGETS = 6  # a row with more targets is a list, and describes none of them
_CARD_TARGETS = 3
_SAME_WORDS = 3  # letters by which an item's text may be longer than its link's and still say no more
_LONGEST_ROW = 300

_Key = tuple[str, str, str, str, str]
"""What two links share that say the same of the same: target, text, place, heading, row."""


BEFORE = "".join(("the heading", " or group", " before"))
"""Stands for whatever heading or group there was before a block: known by being this very object, not by its words."""


@dataclass(slots=True)
class Draft:
    """A link before its row is known."""

    kept: ClassVar[bool] = False

    url: str
    text: str
    place: str
    heading: str
    group: str
    raw: str
    row: str = ""
    settled: bool = False  # its innermost row is known, even if it says no more than the link

    def finished(self) -> tuple[_Key, Link]:
        """The link as it is by now, and what it shares with others that say the same."""
        text = self.text
        row = self.row if self.row != text else ""
        key = (self.url or self.raw, text, self.place, self.heading, row)
        return key, Link(self.url, text, self.place, self.heading, row, self.group, self.raw)


class Kept(Draft):
    """A link of a block that stands on many pages. It is never changed: a page that knows more of it takes a copy."""

    kept = True
    __slots__ = ("_finished",)

    def finished(self) -> tuple[_Key, Link]:
        """As of any other link; made once."""
        try:
            return self._finished
        except AttributeError:
            self._finished: tuple[_Key, Link] = super().finished()
            return self._finished


def as_before(draft: Draft, heading: str, group: str) -> Kept:
    """The link of a block, where there was this heading and this group before the block."""
    heading = heading if draft.heading is BEFORE else draft.heading
    group = group if draft.group is BEFORE else draft.group
    return Kept(draft.url, draft.text, draft.place, heading, group, draft.raw, draft.row, draft.settled)


class Drafts(list[Draft]):
    """The links so far, in the order of the page. `base` is what they are joined to, `codec` the page's encoding."""

    def __init__(self, url: str, codec: str) -> None:
        super().__init__()
        self.base = url
        self.codec = codec
        self.asked: list[str] = []  # the addresses as they were written

    def link(self, href: str | None, text: str, place: str, *, heading: str, group: str, raw: str = "") -> None:
        """Record one link; what is no http(s) address is kept as an entry without a target, if it says something."""
        url = ""
        if href:
            self.asked.append(href)
            url = addresses.joined(href, self.base, self.codec)
        if not url:
            if not text:
                return
            raw = (raw or href or "")[:500]
        else:
            raw = ""
        self.append(Draft(url, text[:300], place, heading, group, raw))

    def waiting(self, start: int) -> list[int]:
        """Which of the links from `start` on have no known row."""
        if len(self) == start + 1:
            return [] if self[start].settled else [start]
        return [number for number, draft in enumerate(self[start:], start) if not draft.settled]

    def settle(self, waiting: list[int], text: str, *, row: bool, whole: bool, in_cell: bool, start: int) -> None:
        """Give these links of a finished row, item or card its text, where that is short and they are few.

        `whole`: the text is that of the whole row, of which there may be too many targets; `in_cell`: a list inside a
        table's cell that says no more than its link leaves it to the table's row.
        """
        if not text or len(text) > _LONGEST_ROW:
            return
        if whole and self.targets(start) > (_ROW_TARGETS if row else _CARD_TARGETS):
            return
        for number in waiting:
            draft = self[number]
            if in_cell and len(text) <= len(draft.text) + _SAME_WORDS:
                continue
            if draft.kept:
                draft = self[number] = Draft(
                    draft.url, draft.text, draft.place, draft.heading, draft.group, draft.raw, draft.row
                )
            draft.settled = True
            if len(text) > len(draft.text):
                draft.row = text

    def targets(self, start: int) -> int:
        """To how many places the links from `start` on lead."""
        return 1 if len(self) == start + 1 else len({draft.url for draft in self[start:]})

    def crowded(self, start: int, text: str) -> bool:
        """Whether a table's row says too much of too many places to describe each of them."""
        return len(text) > _LONGEST_ROW or self.targets(start) > _ROW_TARGETS

    def finished(self) -> tuple[Link, ...]:
        """Links in document order, the same link said twice once; in another row it is said of another thing."""
        seen: dict[_Key, Link] = {}
        for draft in self:
            key, link = draft.finished()
            seen.setdefault(key, link)
        return tuple(seen.values())
