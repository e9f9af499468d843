"""What a cohort report says of a province, district, kind or supervisor, from plain rows of `storage.queries`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from checklist.model import Checklist
from checklist.verdict import Status
from reports.safe import clean_deep

if TYPE_CHECKING:
    from storage.queries import ItemCount, Movement, Standing

BIN = 10
SEEN = ("complete", "partial", "outdated", "broken", "missing")
"""Statuses only a site that was read can give."""
LACKING = (Status.MISSING, Status.PARTIAL, Status.OUTDATED, Status.BROKEN, Status.CANT_TELL)
NEAR = 10.0
"""Points below the pass mark that still count as "nearly there"."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item over the cohort: share of agencies (0-1) that have it complete, and counts by what is the matter."""

    code: str
    name: str
    complete: float
    partial: int
    outdated: int
    broken: int
    missing: int
    cant_tell: int

    @property
    def counts(self) -> tuple[tuple[Status, int], ...]:
        """How many agencies lack it, by what is the matter."""
        return tuple((status, getattr(self, status.value)) for status in LACKING)


@dataclass(frozen=True, slots=True)
class Move:
    """An agency whose score moved, or did not: scores before and after, codes won and lost."""

    name: str
    before: float
    after: float
    won: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Agencies with a score from `low` up to `high` (the last bin has 100 in it)."""

    low: int
    high: int
    count: int
    passes: bool


@dataclass(frozen=True, slots=True)
class CohortView:
    """The report's content. `standings` best first, never assessed last. Scores 0-100; `passed` of `assessed`."""

    title: str
    checklist: Checklist
    made_on: str
    standings: tuple["Standing", ...]
    assessed: int
    passed: int
    nearest: tuple["Standing", ...]
    middle: float | None
    bins: tuple[Bin, ...]
    worst: tuple[ItemLine, ...]
    improved: tuple[Move, ...]
    stuck: tuple[Move, ...]
    fell: tuple[Move, ...]

    @property
    def near(self) -> int:
        """How many are nearly there."""
        return len(self.nearest)

    @property
    def way(self) -> tuple[tuple[str, float, float], ...]:
        """The way to everybody passing as one bar: a status to colour it by, start and width in percent."""
        below = self.assessed - self.passed - self.near
        parts = (
            ("complete", self.passed),
            ("partial", self.near),
            ("missing", below),
            ("inapplicable", len(self.standings) - self.assessed),
        )
        made, start = [], 0.0
        for name, count in parts:
            width = 100 * count / (len(self.standings) or 1)
            if count:
                made.append((name, round(start, 3), round(width, 3)))
            start += width
        return tuple(made)

    @property
    def share(self) -> float:
        """Share of the assessed agencies that reach the pass mark, 0-1; 0 when none was assessed."""
        return self.passed / self.assessed if self.assessed else 0.0


def _without_score(one: "Standing") -> "Standing":
    """A site that did not open has no score: its 0 would say that nothing is disclosed, and nobody has seen that."""
    if one.crawl_outcome != "unreachable" or any(one.statuses.get(s) for s in SEEN):
        return one
    return replace(one, oit=None, best=None, verified=None, level="", passed=False, before=None, rank=0)


def make_cohort(
    title: str,
    checklist: Checklist,
    standings: Sequence["Standing"],
    items: Sequence["ItemCount"],
    movements: Sequence["Movement"] = (),
    *,
    made_on: str = "",
) -> CohortView:
    """The cohort view. Order of the rows handed in does not matter."""
    standings = [_without_score(one) for one in standings]
    known = [one for one in standings if one.oit is not None]
    mark = checklist.scoring.pass_mark
    names = {one.agency.id: one.agency.name or one.agency.id for one in standings}
    moves = [Move(names.get(m.agency, m.agency), m.before, m.after, m.won, m.lost) for m in movements]
    scores = [one.oit for one in known if one.oit is not None]
    ordered = sorted(standings, key=lambda one: (one.oit is None, -(one.oit or 0.0), one.agency.name))
    view = CohortView(
        title=title,
        checklist=checklist,
        made_on=made_on,
        standings=tuple(ordered),
        assessed=len(known),
        passed=sum(1 for one in known if one.passed),
        nearest=tuple(one for one in ordered if one.oit is not None and not one.passed and one.oit >= mark - NEAR),
        middle=median(scores) if scores else None,
        bins=_bins(scores, mark),
        worst=tuple(sorted((_line(checklist, item) for item in items), key=lambda line: line.complete)),
        improved=tuple(sorted((m for m in moves if m.after > m.before), key=lambda m: m.before - m.after)),
        stuck=tuple(sorted((m for m in moves if m.after == m.before and m.after < mark), key=lambda m: m.after)),
        fell=tuple(sorted((m for m in moves if m.after < m.before), key=lambda m: m.after - m.before)),
    )
    return clean_deep(view)


def _bins(scores: Sequence[float], mark: float) -> tuple[Bin, ...]:
    """Ten bins of ten points, the one that holds the pass mark split there so that passing can be seen."""
    edges = sorted({*range(0, 101, BIN), int(mark)})
    made = []
    for low, high in pairwise(edges):
        last = high == edges[-1]
        count = sum(1 for score in scores if low <= score < high or (last and score >= high))
        made.append(Bin(low, high, count, low >= mark))
    return tuple(made)


def _line(checklist: Checklist, item: "ItemCount") -> ItemLine:
    names = {one.code: one.name for one in checklist.items}
    count = item.statuses.get
    return ItemLine(
        code=item.code,
        name=names.get(item.code, item.topic),
        complete=item.complete,
        partial=count("partial", 0),
        outdated=count("outdated", 0),
        broken=count("broken", 0),
        missing=count("missing", 0),
        cant_tell=count("cant_tell", 0),
    )
