"""How long agencies may still answer, and how often evidence is looked at again until then."""

from dataclasses import dataclass
from datetime import date, timedelta

from checklist.model import Checklist

AFTER_A_LOSS = timedelta(hours=1)
"""A second look at what was not there comes at another hour: one bad moment of a website is no loss."""

_PAUSES = (
    (3, timedelta(hours=6)),
    (14, timedelta(hours=12)),
    (30, timedelta(days=1)),
    (60, timedelta(days=3)),
)
_AT_EASE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for answers. `assumed`: the list's own is over, the next year's is taken to be alike."""

    day: date
    assumed: bool

    def days_left(self, today: date) -> int:
        """Whole days until the last one; 0 on that day itself."""
        return (self.day - today).days


def next_deadline(checklist: Checklist, today: date) -> Deadline | None:
    """The list's last day for answers, or after it the same day of the next year; None when the list names none."""
    if checklist.closes is None:
        return None
    day = checklist.closes.day
    while day < today:
        day = _a_year_on(day)
    return Deadline(day, assumed=day != checklist.closes.day)


def pause_between_looks(deadline: Deadline | None, today: date) -> timedelta:
    """How long evidence that is there may go unlooked at: a week at ease, six hours in the last three days."""
    if deadline is None:
        return _AT_EASE
    left = deadline.days_left(today)
    return next((pause for days, pause in _PAUSES if left <= days), _AT_EASE)


def _a_year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
