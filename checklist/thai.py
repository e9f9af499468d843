"""Thai words, digits, dates and years: the one place that knows them, and the only door to PyThaiNLP."""

import functools
import os
from datetime import date

from checklist.fold import Folded, fold, fold_with_map
from checklist.years import Said, Year, best_year, evidence_year, fiscal_year_of, to_arabic_digits, years_in

__all__ = [
    "Folded",
    "Said",
    "Year",
    "best_year",
    "evidence_year",
    "fiscal_year_of",
    "fold",
    "fold_with_map",
    "quote",
    "thai_date",
    "to_arabic_digits",
    "to_thai_digits",
    "tokenize",
    "years_in",
]

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_MONTH_NAMES = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip


def to_thai_digits(text: str) -> str:
    """Arabic digits as Thai ones; all else as it was."""
    return text.translate(_TO_THAI)


def thai_date(day: date, *, digits: str = "thai") -> str:
    """A date as a Thai office writes it, "๒๒ พฤศจิกายน ๒๕๖๙"; `digits` is "thai" or "arabic"."""
    written = f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year + 543}"
    return to_thai_digits(written) if digits == "thai" else written


def tokenize(text: str) -> tuple[str, ...]:
    """The words of `text`, in order, spaces included; joined they give `text` again. Slow: for short texts only."""
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")  # its word lists are in the package; it must never fetch
    from pythainlp.tokenize import word_tokenize
    from pythainlp.util import Trie

    # The tree of all 62,000 words takes half a second to build; those that stand in the text give the same answer.
    return tuple(word_tokenize(text, engine="newmm", keep_whitespace=True, custom_dict=Trie(_words_in(text))))


def _words_in(text: str) -> set[str]:
    """The dictionary's words that stand in the text, and one that stands in none: PyThaiNLP takes no empty list."""
    words, longest = _dictionary()
    pieces = {text[start:end] for start in range(len(text)) for end in range(start + 1, start + 1 + longest)}
    return (pieces & words) | {"\0"}


@functools.cache
def _dictionary() -> tuple[frozenset[str], int]:
    """PyThaiNLP's words, and the letters of the longest."""
    from pythainlp.corpus import thai_words

    words = thai_words()
    return words, max(map(len, words))


def quote(text: str, start: int, end: int, *, around: int = 60, limit: int = 300) -> str:
    """The words at start:end of `text` with some of what stands around them, on one line, at most `limit` letters."""
    first, last = max(0, start - around), min(len(text), end + around)
    while first > 0 and not text[first - 1].isspace() and start - first < around + 20:
        first -= 1
    piece = " ".join(text[first:last].split())
    return piece if len(piece) <= limit else piece[: limit - 1] + "…"
