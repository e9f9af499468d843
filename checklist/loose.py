"""Names read loosely: words that mean the same are one, words that say nothing are gone.

"รายงานสรุปผลการใช้งบประมาณ" and "รายงานผลการใช้จ่ายเงินงบประมาณ" are one thing to a reader of menus. No list of names can
hold every such pair, but the words that make them are few (`alike` in `data/decoys.yml`). A label is read so only where
its own words said nothing, for some of what tells neighbours apart is lost.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from checklist.fold import fold
from checklist.model import Item, Topic
from checklist.phrases import Phrases, nearby

_SHORTEST = {"name": 8, "never": 5, "news": 5, "opener": 5, "act": 4}
"""Letters that a phrase must keep when loosened. What counts only as the whole label, or only with other words, has too
few to lose any."""
_MEMO = 4_096


class LoosePhrases(Phrases):
    """The phrases of `Phrases`, loosened, without those that say too little then."""

    def __init__(self, topics: Mapping[str, Topic], items: Sequence[Item]) -> None:
        super().__init__(topics, items, lambda phrase: loosened(fold(phrase)))

    def _takes(self, role: str, phrase: str) -> bool:
        return len(phrase) >= _SHORTEST.get(role, len(phrase) + 1)


def loose_of(phrases: Phrases) -> Phrases:
    """`phrases` loosened, made when first asked for."""
    if phrases.loose is None:
        phrases.loose = LoosePhrases(*phrases.given)
    return phrases.loose


@cache
def _words() -> tuple[BytesAhoCorasick, tuple[bytes, ...]]:
    pairs = [(fold(word), fold(one)) for one, words in nearby().alike for word in words]
    automaton = BytesAhoCorasick([word.encode("latin-1") for word, _ in pairs], matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(one.encode("latin-1") for _, one in pairs)


@lru_cache(maxsize=_MEMO)
def loosened(folded: str) -> str:
    """The loosened form of what `fold` made, never shown. Of words that overlap the first counts, the longest of it."""
    automaton, meant = _words()
    raw = folded.encode("latin-1")
    pieces, done = [], 0
    for number, start, end in automaton.find_matches_as_indexes(raw):
        pieces += [raw[done:start], meant[number]]
        done = end
    return b"".join((*pieces, raw[done:])).decode("latin-1")
