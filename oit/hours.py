"""Times of day as a person writes them, by the clock in Bangkok."""

from datetime import datetime, timedelta
from datetime import time as clock_time
from typing import NamedTuple

from checklist.errors import UsageError
from oit.common import BANGKOK


class Pause(NamedTuple):
    """A time of day (Bangkok) in which no agency is begun; it may span midnight."""

    start: clock_time
    end: clock_time

    def holds(self, moment: datetime) -> bool:
        """Whether the pause is on."""
        at = moment.astimezone(BANGKOK).time()
        return self.start <= at < self.end if self.start <= self.end else at >= self.start or at < self.end


def time_of_day(clock: str) -> clock_time:
    """HH:MM; UsageError when it is no time of day."""
    try:
        hour, minute = (int(part) for part in clock.split(":"))
        return clock_time(hour, minute)
    except ValueError as error:
        raise UsageError(f"{clock!r} is not a time of day; write it like 06:00.") from error


def next_time(clock: str) -> datetime:
    """The next moment the Bangkok clock shows HH:MM; UsageError when that is no time of day."""
    wanted = time_of_day(clock)
    moment = datetime.now(BANGKOK)
    at = moment.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    return at if at > moment else at + timedelta(days=1)


def pause_of(text: str) -> Pause:
    """``08:30-16:30`` as a Pause; UsageError when it is none."""
    start, dash, end = text.partition("-")
    if not dash:
        raise UsageError(f"{text!r} is not a pause; write it like 08:30-16:30.")
    pause = Pause(time_of_day(start.strip()), time_of_day(end.strip()))
    if pause.start == pause.end:
        raise UsageError(f"{text!r} is no pause: it ends when it begins.")
    return pause
