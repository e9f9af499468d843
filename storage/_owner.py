"""Who runs something: which process on which machine, and whether it still lives."""

import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

SILENCE = timedelta(minutes=15)
"""A process on another machine that gave no sign for so long is taken for dead; one on this machine we can ask."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A process: its machine's name, its number, and its start (numbers are reused)."""

    host: str
    pid: int
    born: str

    def lives(self, seen_at: str, now: str) -> bool:
        """Whether the process is still there; `seen_at` is its last sign of life, for another machine's process.

        With `now` "" another machine's process counts as living.
        """
        if self.host == socket.gethostname():
            return self.pid > 0 and _birth(self.pid) == self.born
        if not now:
            return True
        try:
            return _time(now) - _time(seen_at) < SILENCE
        except ValueError:
            return False

    def is_me(self) -> bool:
        """Whether it is this very process."""
        return self == me()

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


def me() -> Owner:
    """This process."""
    return _owner(os.getpid())


@cache
def _owner(pid: int) -> Owner:
    return Owner(socket.gethostname(), pid, _birth(pid))


def _birth(pid: int) -> str:
    """Boot and clock tick of the process's start; "" when there is no such process, "?" on a system without /proc."""
    if not Path("/proc/self/stat").exists():
        return _birth_without_proc(pid)
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""
    state, *rest = stat.rpartition(")")[2].split()  # the name before it may hold spaces and brackets
    return "" if state in "ZX" else f"{boot}:{rest[18]}"


def _birth_without_proc(pid: int) -> str:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "?"


def _time(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
