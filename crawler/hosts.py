"""Manners for the whole process: one request at a time to a host, two to an IP address, and pauses between."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

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

    @asynccontextmanager
    async def turn(self, host: str, delay: float, address: str = "") -> AsyncIterator[None]:
        """Wait for this host to be free and `delay` seconds after the last request ended; then the turn is ours.

        `address`: the IP address that is asked, of whose two places one is taken; "" takes none.
        """
        entry = self._hosts.setdefault(host, _Host())
        entry.users += 1
        try:
            async with entry.lock:
                wait = entry.next_at - time.monotonic()
                if wait > 0:
                    await asyncio.sleep(wait)
                try:
                    async with self._place(address):
                        yield
                finally:
                    # from the end, not the beginning: whatever the way was like, the server sees at least this pause
                    entry.next_at = max(entry.next_at, time.monotonic() + delay)
        finally:
            entry.users -= 1
            self._forget_idle()

    @asynccontextmanager
    async def _place(self, address: str) -> AsyncIterator[None]:
        if not address:
            yield
            return
        machine = self._machines.setdefault(address, _Machine())
        machine.users += 1
        try:
            async with machine.slots:
                yield
        finally:
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

    def _forget_idle(self) -> None:
        if len(self._hosts) > 5_000:
            now = time.monotonic()
            idle = [host for host, entry in self._hosts.items() if not entry.users and entry.next_at < now]
            for host in idle:
                del self._hosts[host]
