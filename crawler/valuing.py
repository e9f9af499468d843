"""What links promise, kept from one night to the next: the same words promise the same as long as the rules do.

Telling topics from words is a fifth of what an unchanged page costs. What was said for a page is kept beside it
(`storage.store.Promise`), under keys that hold the words, the address and the rules.
"""

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import checklist
from checklist.model import Topic
from checklist.site import Link
from crawler.worth import Value
from storage import codec
from storage.store import Promise


class Values:
    """`value` of links with a memory; call it like that. `begin` a page, then `said` is what to keep for it."""

    def __init__(self, value: Value, rules: int) -> None:
        self._value = value
        self._rules = rules
        self._before: dict[int, Promise] = {}
        self._said: dict[int, Promise] = {}

    def begin(self, before: Iterable[Promise]) -> None:
        """From now on another page is looked at; `before` is what was said for it then."""
        self._before = {promise[0]: promise for promise in before}
        self._said = {}

    @property
    def said(self) -> tuple[Promise, ...]:
        """All that was said since `begin`."""
        return tuple(self._said.values())

    def __call__(self, link: Link, title: str) -> tuple[float, tuple[str, ...]]:
        """As `value`."""
        words = "\n".join((link.text, link.url, link.row, link.heading, link.group, link.place, title))
        key = zlib.crc32(words.encode("utf-8", "surrogatepass"), self._rules)
        held = self._said.get(key)
        if held is None:
            held = self._before.get(key) or (key, *self._value(link, title))
            self._said[key] = held
        return held[1], held[2]


def rules_of(topics: Mapping[str, Topic]) -> int:
    """A number that differs with the topics and with the code that tells them."""
    return zlib.crc32(codec.encode(tuple(topics.values())), _code())


@cache
def _code() -> int:
    said = 0
    for path in sorted(Path(next(iter(checklist.__path__))).glob("*.py")):
        said = zlib.crc32(path.read_bytes(), said)
    return said
