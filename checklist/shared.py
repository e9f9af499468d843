"""What depends on several items: one file offered for many, and the points that each verdict costs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from checklist.model import Checklist
from checklist.reasons import reason
from checklist.score import points_lost
from checklist.verdict import Status, Verdict

_SHARED = 4
"""A file offered as the evidence of this many items can hardly be the evidence of each."""

_RESTING = frozenset({Status.COMPLETE, Status.PARTIAL, Status.OUTDATED, Status.CANT_TELL})
"""Statuses whose first evidence was offered as the item's own."""


def finished(checklist: Checklist, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with files offered for many items doubted, and with what each costs."""
    shared = _shared_files(verdicts)
    verdicts = [_doubt_shared(one, shared) for one in verdicts]
    applicable = [one.code for one in verdicts if one.status is not Status.INAPPLICABLE]
    return tuple(
        one
        if one.status in (Status.COMPLETE, Status.INAPPLICABLE)
        else replace(one, points_lost=round(points_lost(checklist, one.code, applicable), 4))
        for one in verdicts
    )


def _shared_files(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Files that are the first evidence of `_SHARED` or more items, by hash or address, with how many."""
    items: dict[str, set[str]] = defaultdict(set)
    for verdict in verdicts:
        if verdict.status in _RESTING:
            for one in verdict.evidence[:1]:
                if one.kind == "document":
                    items[one.sha256 or one.url].add(verdict.code)
    return {key: len(codes) for key, codes in items.items() if len(codes) >= _SHARED}


def _doubt_shared(verdict: Verdict, shared: Mapping[str, int]) -> Verdict:
    """One file offered for many items: named as weak, and a complete item is left to a person."""
    count = next((shared[k] for one in verdict.evidence[:1] if (k := one.sha256 or one.url) in shared), 0)
    if not count or verdict.status not in _RESTING:
        return verdict
    weak = reason("weak_shared_file", count=count)
    doubted = replace(verdict, weak=(weak, *verdict.weak))
    return replace(doubted, status=Status.CANT_TELL, reason=weak) if verdict.status is Status.COMPLETE else doubted
