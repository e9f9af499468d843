"""Manners for the whole process: one request at a time to a host, two to an IP address, and pauses between."""

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType

PER_ADDRESS = 2
"""Open requests per IP address: one vendor's machine may serve a thousand agencies."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0
    users: int = 0


@dataclass(slots=True)
class _Machine:
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PER_ADDRESS))
    users: int = 0


class Hosts:
    """Turns at hosts. One per process: two agencies that share a host are served one request after the other."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}
        self._machines: dict[str, _Machine] = {}

    def turn(self, host: str, delay: float, address: str = "") -> "_Turn":
        """Wait for this host to be free and `delay` seconds after the last request ended; then the turn is ours.

        `address`: the IP address that is asked, of whose two places one is taken; "" takes none.
        """
        return _Turn(self, self._hosts.setdefault(host, _Host()), delay, address)

    async def take_place(self, address: str) -> None:
        """Take one of the address's places; `leave_place` gives it back."""
        machine = self._machines.setdefault(address, _Machine())
        machine.users += 1
        try:
            await machine.slots.acquire()
        except BaseException:
            self._one_less(address)
            raise

    def leave_place(self, address: str) -> None:
        """Give a place back."""
        self._machines[address].slots.release()
        self._one_less(address)

    def _one_less(self, address: str) -> None:
        machine = self._machines[address]
        machine.users -= 1
        if not machine.users:
            del self._machines[address]

    def pause(self, host: str, seconds: float) -> None:
        """Nobody asks this host for that long (Retry-After, back-off)."""
        entry = self._hosts.setdefault(host, _Host())
        entry.next_at = max(entry.next_at, time.monotonic() + seconds)

    def paused_for(self, host: str) -> float:
        """Seconds until the host may be asked again; 0 when it may now."""
        entry = self._hosts.get(host)
        return max(0.0, entry.next_at - time.monotonic()) if entry else 0.0

    def forget_idle(self) -> None:
        """Let go of hosts that nobody asks any more, when there are many."""
        if len(self._hosts) > 5_000:
            now = time.monotonic()
            idle = [host for host, entry in self._hosts.items() if not entry.users and entry.next_at < now]
            for host in idle:
                del self._hosts[host]


class _Turn:
    """A turn at a host, for one ``async with``. Not a generator: there is one for every request."""

    __slots__ = ("_address", "_delay", "_entry", "_hosts")

    def __init__(self, hosts: Hosts, entry: _Host, delay: float, address: str) -> None:
        self._hosts = hosts
        self._entry = entry
        self._delay = delay
        self._address = address
        entry.users += 1  # from now on: the entry must not be forgotten while somebody is about to wait for it

    async def __aenter__(self) -> None:
        try:
            await self._entry.lock.acquire()
        except BaseException:
            self._entry.users -= 1
            raise
        try:
            wait = self._entry.next_at - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            if self._address:
                await self._hosts.take_place(self._address)
        except BaseException:
            self._go()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._address:
            self._hosts.leave_place(self._address)
        # from the end, not the beginning: whatever the way was like, the server sees at least this pause
        self._entry.next_at = max(self._entry.next_at, time.monotonic() + self._delay)
        self._go()

    def _go(self) -> None:
        self._entry.lock.release()
        self._entry.users -= 1
        self._hosts.forget_idle()
