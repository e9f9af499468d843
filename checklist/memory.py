"""What one judgement of an agency found out, and the next one of the same agency by the same list may take over.

Two things, and nothing else: what texts speak of (`matches`: a text that is the same says the same), and verdicts with
a digest of all that they rest on. Both are remembered by what went in, never by which page or night it was: what is
taken over is what would be found again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from checklist.signals import Match, Signals
from checklist.verdict import Verdict

_SIZE = 16
"""Bytes of a digest."""


class Setting(NamedTuple):
    """What a verdict that nothing was found for depends on, besides that nothing was found."""

    looked_at: int
    waiting: int
    promising: bool
    unrendered: str


@dataclass(frozen=True, slots=True)
class Concluded:
    """A verdict, before what depends on other items, by the digest of all that it rests on.

    `setting` is what it says of the site as a whole, None when it says nothing of that.
    """

    grounds: bytes
    verdict: Verdict
    setting: Setting | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """`basis` stands for rules, list, agency record and fiscal year: of another basis nothing is taken over.

    `silent` are the digests of texts that speak of no topic, one after the other; `speaking` those of the others.
    `verdicts` are by item code.
    """

    basis: str = ""
    silent: bytes = b""
    speaking: tuple[tuple[bytes, tuple[Match, ...]], ...] = ()
    verdicts: Mapping[str, Concluded] = field(default_factory=dict)


class Recall:
    """One judgement with a memory: what it may take over, and what it leaves for the next.

    `contents` says, by address, what each page and file is: equal values for things in which a judge sees the same.
    """

    def __init__(self, basis: str, before: Memory | None, contents: Mapping[str, bytes]) -> None:
        before = before if before is not None and before.basis == basis else Memory(basis)
        self.contents = contents
        self._basis = basis
        self._known: dict[bytes, tuple[Match, ...]] = dict(before.speaking)
        silent = before.silent
        self._known.update((silent[at : at + _SIZE], ()) for at in range(0, len(silent), _SIZE))
        self._asked: dict[bytes, tuple[Match, ...]] = {}
        self._verdicts = before.verdicts
        self._concluded: dict[str, Concluded] = {}

    def matches(self, signals: Signals, weigh: Callable[[Signals], tuple[Match, ...]]) -> tuple[Match, ...]:
        """What `weigh` says of those texts; not asked when it is known."""
        key = _key_of(signals)
        found = self._known.get(key)
        self._asked[key] = found = weigh(signals) if found is None else found
        return found

    def verdict(self, code: str, grounds: bytes, setting: Setting) -> Concluded | None:
        """What was concluded of the item, when it rested on the very same."""
        known = self._verdicts.get(code)
        if known is None or known.grounds != grounds or known.setting not in (None, setting):
            return None
        self._concluded[code] = known
        return known

    def note(self, code: str, concluded: Concluded) -> None:
        """This was concluded now."""
        self._concluded[code] = concluded

    def memory(self) -> Memory:
        """What the next judgement may take over: what this one asked for, and nothing older."""
        asked = sorted(self._asked.items(), key=lambda pair: pair[0])  # pages come in any order
        return Memory(
            self._basis,
            b"".join([key for key, found in asked if not found]),
            tuple([(key, found) for key, found in asked if found]),
            self._concluded,
        )


def digest(parts: Sequence[str]) -> bytes:
    """Of texts, told apart from the same letters cut otherwise."""
    lengths = ",".join([str(len(part)) for part in parts])
    return blake2b(f"{lengths}\n{''.join(parts)}".encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def _key_of(signals: Signals) -> bytes:
    s = signals
    shown = (s.title, s.anchor, s.heading, s.row, s.group, s.url, s.file_name, s.text)
    return digest((*shown, str(len(s.path)), *s.path, *s.headings))
