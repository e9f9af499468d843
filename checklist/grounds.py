"""All that a verdict can rest on, as one digest: equal for two crawls in which a judge would see the very same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from checklist.candidates import Candidate, FalseFriend
from checklist.memory import digest
from checklist.model import Item
from checklist.site import Fetch, Page, timeless
from checklist.weak import Behind


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is put to the judge for one item; the setting apart, which only an item without any evidence tells of.

    `sure` are its candidates by topic, `unsure` those for a person; `behind` is where each page among them leads.
    """

    item: Item
    sure: Mapping[str, Sequence[Candidate]]
    unsure: Sequence[Candidate]
    friends: Sequence[FalseFriend]
    behind: Sequence[Behind]
    home: str
    front: Page | None

    def digest(self, contents: Mapping[str, bytes]) -> bytes:
        """`contents` stands for pages and files, by address; b"" when it does not tell of all."""
        said = [repr((self.item.code, self.home, self.friends))]
        for topic, found in (*self.sure.items(), ("", self.unsure)):
            said.append(f"{topic} {len(found)}")
            for one in found:
                told = _told(one, contents)
                if told is None:
                    return b""
                said.append(told)
        said += [repr([_plain(getattr(way, part.name)) for part in fields(way)]) for way in self.behind]
        if self.front is not None:
            held = contents.get(self.front.url)
            if held is None:
                return b""
            said.append(held.hex())
        return digest(said)


def _told(candidate: Candidate, contents: Mapping[str, bytes]) -> str | None:
    """Everything of a candidate, in words; of a page or file what stands for its content."""
    shown = candidate.page or candidate.document
    fetch = timeless(candidate.fetch) if candidate.fetch is not None and shown is None else None
    held = contents.get(shown.url) if shown is not None else b""
    if held is None:
        return None
    return held.hex() + repr(replace(candidate, page=None, document=None, fetch=fetch))


def _plain(value: object) -> object:
    """As it is on every night and in every process: sets in order, answers without their times."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return tuple(timeless(one) if isinstance(one, Fetch) else one for one in value)
    return value
