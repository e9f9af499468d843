"""One line of the benchmarks' table."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measured value beside the figure to reach; `figure` is its number in the list of figures, `least`: a floor."""

    figure: str
    what: str
    value: float
    goal: float | None = None
    least: bool = False

    @property
    def reached(self) -> str:
        """Whether the figure is reached; "" when there is none."""
        if self.goal is None:
            return ""
        return "yes" if (self.value >= self.goal if self.least else self.value <= self.goal) else "NO"


def show(rows: Iterable[Row]) -> str:
    """The rows as text, one line each."""
    lines = []
    for row in rows:
        goal = "" if row.goal is None else f"{'>=' if row.least else '<='} {row.goal:g}"
        lines.append(f"{row.figure:>3}  {row.what:<96} {row.value:>10.3f}  {goal:<9} {row.reached}".rstrip())
    return "\n".join(lines)
