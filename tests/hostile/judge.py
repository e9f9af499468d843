"""Whether what a crawl recorded of a trap is what the table of truth asks for."""

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

Row = Mapping[str, Any]


def faults(trap: Any, told: Row, asked: Sequence[Row]) -> list[str]:
    """Every check of a trap that does not hold, in words; [] when all hold.

    `told` is what the store holds of the crawl (see `inside.py`), `asked` the server's ledger of the trap's hosts.
    """
    found = []
    for kind, *values in trap.checks:
        problem = _CHECKS[kind](told, asked, *values)
        if problem:
            found.append(f"{kind} {' '.join(map(str, values))[:100]}: {problem}")
    if trap.good and not any(page["path"] == "/good" for page in told["pages"]):
        found.append(f"the healthy page was not seen ({told['outcome']}: {told['detail'][:80]})")
    if told["outcome"] in ("", "running", "failed", "hung"):
        found.append(f"the crawl ended as {told['outcome']!r}: {told['detail'][:120]}")
    if len(asked) > trap.budget + 12:
        found.append(f"{len(asked)} requests for a budget of {trap.budget}")
    return found


def _at(told: Row, path: str) -> list[Row]:
    rows = [*told["pages"], *told["documents"], *told["failures"], *told["offsite"]]
    return [row for row in rows if path in (row["path"], row["url"])]


def _outcome(told: Row, asked: Sequence[Row], path: str, wanted: Sequence[str]) -> str:
    # a redirect out of the agency's hosts is kept as the place it leads to
    seen = [row["outcome"] for row in (_at(told, path) or told["offsite"])]
    return "" if any(outcome in wanted for outcome in seen) else f"ended as {seen or 'nothing'}"


def _state(told: Row, asked: Sequence[Row], path: str, wanted: Sequence[str]) -> str:
    seen = [row["state"] for row in _at(told, path) if "state" in row]
    return "" if any(state in wanted for state in seen) else f"is {seen or 'nothing'}"


def _text(told: Row, asked: Sequence[Row], path: str, words: str) -> str:
    return "" if any(words in row.get("text", "") for row in _at(told, path)) else "words not read"


def _asked(told: Row, asked: Sequence[Row], pattern: str, least: int, most: int) -> str:
    count = sum(1 for row in asked if re.search(pattern, row["path"]))
    return "" if least <= count <= most else f"asked {count} times, not {least} to {most}"


def _never(told: Row, asked: Sequence[Row], url: str) -> str:
    bad = [row for row in [*told["pages"], *told["documents"]] if row["final_url"].startswith(url[:60])]
    return f"was read as {bad[0]['url'][:80]}" if bad else ""


def _gap(told: Row, asked: Sequence[Row], path: str, seconds: float) -> str:
    times = [row["time"] for row in asked if row["path"] != "/robots.txt" and path in ("", row["path"])]
    gaps = [after - before for before, after in itertools.pairwise(times)]
    return f"shortest pause {min(gaps):.2f} s" if gaps and min(gaps) < seconds else ""


def _quick(told: Row, asked: Sequence[Row], path: str) -> str:
    """Ends in some recorded way, without holding up the process for long."""
    return "" if _at(told, path) else "left no record"


def _quiet(told: Row, asked: Sequence[Row], path: str) -> str:
    bad = [
        row for row in told["pages"] if row["path"] == path and row["state"] == "content" and len(row["text"]) > 2000
    ]
    return "binary rubbish was taken for text" if bad else ""


def _truncated(told: Row, asked: Sequence[Row], path: str) -> str:
    return "" if any(row.get("truncated") for row in _at(told, path)) else "is not marked as cut"


def _crawl(told: Row, asked: Sequence[Row], wanted: Sequence[str]) -> str:
    return "" if told["outcome"] in wanted else f"the crawl ended as {told['outcome']}"


def _tls(told: Row, asked: Sequence[Row], path: str, fault: str) -> str:
    seen = [row["tls"] for row in _at(told, path)]
    return "" if fault in seen else f"certificate fault told as {seen}"


def _ended(told: Row, asked: Sequence[Row]) -> str:
    return ""


def path_of(url: str) -> str:
    """Path of an address, unquoted, as the table of traps writes it."""
    return unquote(urlsplit(url).path) or "/"


_CHECKS: Mapping[str, Any] = {
    "outcome": _outcome,
    "state": _state,
    "document": _state,
    "text": _text,
    "asked": _asked,
    "never": _never,
    "gap": _gap,
    "quick": _quick,
    "quiet": _quiet,
    "truncated": _truncated,
    "crawl": _crawl,
    "tls": _tls,
    "ended": _ended,
}
