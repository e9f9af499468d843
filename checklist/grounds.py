"""All that a verdict can rest on, as one digest: equal for two crawls in which a judge would see the very same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checklist.candidates import Candidate, FalseFriend
from checklist.memory import digest
from checklist.model import Item
from checklist.site import Page, timeless
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
        said += [
            repr(
                (
                    way.outside,
                    tuple(timeless(fetch) for fetch in way.dead),
                    way.on,
                    sorted(way.gone),
                    sorted(way.locked),
                    sorted(way.furniture),
                )
            )
            for way in self.behind
        ]
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
