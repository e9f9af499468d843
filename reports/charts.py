"""Charts as inline SVG: geometry only, the templates draw it. No text from a website is in them."""

import math
from dataclasses import dataclass

from checklist.verdict import Status
from reports.view import AuditView


@dataclass(frozen=True, slots=True)
class Gauge:
    """A half circle from 0 to 100 (viewBox 0 0 200 116): arcs as SVG paths, and where the pass mark stands."""

    track: str
    value: str
    maybe: str
    mark: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Slice:
    """One status in the stacked bar: start and width in percent, and how many items."""

    status: Status
    start: float
    width: float
    count: int


def gauge(view: AuditView) -> Gauge:
    """The score as an arc, what would be added by items a person must look at, and the pass mark."""
    score, best = _inside(view.score.oit), _inside(view.score.best)
    inner, outer = _point(view.pass_mark, 72), _point(view.pass_mark, 96)
    return Gauge(
        track=_arc(0, 100),
        value=_arc(0, score) if score > 0.2 else "",
        maybe=_arc(score, best) if best - score > 0.2 else "",
        mark=(*inner, *outer),
    )


def slices(view: AuditView) -> tuple[Slice, ...]:
    """Statuses as parts of one bar, in the order of `Status`, empty ones left out."""
    total = len(view.items) or 1
    made, start = [], 0.0
    for status, count in view.counts.items():
        if count:
            made.append(Slice(status, round(start, 3), round(100 * count / total, 3), count))
            start += 100 * count / total
    return tuple(made)


def _inside(points: float) -> float:
    return min(max(points, 0.0), 100.0)


def _point(points: float, radius: float) -> tuple[float, float]:
    angle = math.pi * (1 - points / 100)
    return round(100 + radius * math.cos(angle), 2), round(104 - radius * math.sin(angle), 2)


def _arc(start: float, end: float, radius: float = 84) -> str:
    (x1, y1), (x2, y2) = _point(start, radius), _point(end, radius)
    return f"M {x1} {y1} A {radius} {radius} 0 0 1 {x2} {y2}"
