"""Making crawled text harmless in every format, once, before any report sees it.

Everything a website says is hostile until proven otherwise: it may hold script, spreadsheet formulas, characters that
turn the line around, NUL, halves of surrogate pairs, or a hundred kilobytes where a word was expected.
"""

import dataclasses
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

LONGEST_TEXT = 5_000
"""Characters of one crawled text that a report shows; evidence quotes are 300 by contract, this is for what is not."""
LONGEST_CELL = 32_767
"""Characters a spreadsheet cell can hold (Excel's own limit)."""

# Controls but tab and newline; C1; surrogate halves; what turns reading order around; non-characters XML cannot hold.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_HALF = re.compile("[\ud800-\udfff]")
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")  # full-width forms too
_ENCODED = {ord(c): f"%{ord(c):02X}" for c in " \"'<>\\^`{|}"} | {ord(c): None for c in "\n\r\t"}


def clean(text: str, limit: int = LONGEST_TEXT) -> str:
    """`text` without characters that break a format or deceive a reader; half pairs become U+FFFD; cut at `limit`."""
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return _UNSAFE.sub("", _HALF.sub("\ufffd", text))


def clean_deep(value: T) -> T:
    """The same value with every text in it cleaned: through dataclasses, tuples, lists and mappings. Enums stay."""
    return _clean_any(value)  # type: ignore[no-any-return]


def _clean_any(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple | list):
        return type(value)(_clean_any(part) for part in value)
    if isinstance(value, Mapping):
        return {_clean_any(key): _clean_any(part) for key, part in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _clean_any(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
        return dataclasses.replace(value, **fields)
    return value


def href(url: str) -> str:
    """`url` when a report may link to it (http or https with a host, not cut), else "": then it is only text."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or url.endswith("…"):
        return ""
    return url.translate(_ENCODED)


def cell(text: str) -> str:
    """Text for one spreadsheet cell: cleaned, and no longer than a cell can hold."""
    return clean(text, LONGEST_CELL)


def csv_cell(value: object) -> str:
    """Text for one CSV cell. A text that a spreadsheet would take for a formula gets an apostrophe; numbers stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    text = str(value)
    dangerous = text.lstrip(" \u00a0\u200b\x00").startswith(_FORMULA_START) or text.startswith(_FORMULA_START)
    return ("'" if dangerous else "") + cell(text)
