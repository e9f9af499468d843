"""Waiting that the operator can end: Ctrl-C breaks off what is under way, within `ABORT_SECONDS`."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")

ABORT_SECONDS = 2.0
"""How long what was broken off may take to end."""


class StoppedError(Exception):
    """The operator stopped the crawl while something was waited for."""


async def unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives. When the operator stops the crawl first, the work is broken off, its connection closed,
    and StoppedError ends the walk: the address then still waits."""
    if stop.is_set():
        work.close()
        raise StoppedError
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((task, stopping), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise StoppedError
    finally:
        stopping.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait((task, stopping), timeout=ABORT_SECONDS)


class Stopping:
    """`unless_stopped` for the many waits of one walk, without two tasks for each: for a ``with`` around the walk, in
    the walk's own task. What is broken off must end by itself at once."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._waits: asyncio.Task[Any] | None = None  # the walk's task, while it waits for something
        self._broken_off = False
        self._watch: asyncio.Task[None] | None = None

    async def unless(self, work: Coroutine[Any, Any, T]) -> T:
        """What `work` gives; StoppedError when the operator stops the crawl first."""
        if self._stop.is_set():
            work.close()
            raise StoppedError
        task = self._waits = asyncio.current_task()
        try:
            return await work
        except asyncio.CancelledError:
            if not self._broken_off or task is None or task.uncancel():
                raise  # somebody else wants the whole walk to end
            raise StoppedError from None
        finally:
            self._waits = None

    async def _break_off(self) -> None:
        await self._stop.wait()
        if self._waits is not None:
            self._broken_off = True
            self._waits.cancel()

    def __enter__(self) -> Self:
        self._watch = asyncio.create_task(self._break_off())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._watch is not None:
            self._watch.cancel()
