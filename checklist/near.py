"""Names one or two letters away from a label: for the misspellings that no rule knows.

Every name is close to hardly any label, so almost all are put aside without comparing them: of a name cut into one
piece more than it may have mistakes, some piece must stand in the label as it is.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from checklist.fold import fold

_CLOSE = 0.87
"""Likeness from which a label is taken for a misspelt name."""

_SHORTEST, _LONGEST = 10, 60  # folded letters of labels that are compared at all
_MOST = 6
_ROUNDING = 1e-6
_ACT_WORDS = "แผน ผล รายงาน คู่มือ สรุป สถิติ นโยบาย มาตรการ หลักเกณฑ์ ประกาศ ช่องทาง แบบ ก่อน หลัง ไม่"
_ACTS = tuple(fold(word) for word in _ACT_WORDS.split())
"""Words that turn one item into another: a misspelling may not change which of them a label has."""


class Near(NamedTuple):
    """A name that is nearly the label's text, its topic, and how alike they are (up to 1)."""

    name: str
    topic: str
    likeness: float


class NearNames:
    """Finds the name, of those of all topics, that a folded label without its filler words nearly is."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        self._names = list(names)
        holders: dict[bytes, list[int]] = defaultdict(list)
        for number, (name, _) in enumerate(self._names):
            for piece in _pieces(name):
                holders[piece].append(number)
        self._automaton = BytesAhoCorasick(list(holders))
        self._holders = list(holders.values())
        # the shortest and the longest label that each can be close to
        self._least = [math.ceil(len(name) * _CLOSE - _ROUNDING) for name, _ in self._names]
        self._most = [math.floor(len(name) / _CLOSE + _ROUNDING) for name, _ in self._names]

    def nearest(self, left: str) -> Near | None:
        """The closest name with the very same acts; None when there is none."""
        if not _SHORTEST <= len(left) <= _LONGEST:
            return None
        numbers = self._possible(left)
        names = [self._names[number][0] for number in numbers]
        if not names:
            return None
        close = process.extract(left, names, scorer=Levenshtein.normalized_similarity, score_cutoff=_CLOSE, limit=_MOST)
        for name, likeness, place in close:
            if all((act in left) == (act in name) for act in _ACTS):
                return Near(name, self._names[numbers[place]][1], likeness)
        return None

    def _possible(self, left: str) -> list[int]:
        """Numbers of the names of about that length that share a piece with the text."""
        found: set[int] = set()
        for piece, _, _ in self._automaton.find_matches_as_indexes(left.encode("latin-1"), overlapping=True):
            found.update(self._holders[piece])
        length = len(left)
        return sorted(number for number in found if self._least[number] <= length <= self._most[number])


def _pieces(name: str) -> list[bytes]:
    """The name in one piece more than there may be mistakes in it."""
    count = int(len(name) * (1 - _CLOSE) / _CLOSE + _ROUNDING) + 1
    ends = [round(len(name) * number / count) for number in range(count + 1)]
    return [name[ends[number] : ends[number + 1]].encode("latin-1") for number in range(count)]
