"""Waiting that the operator can end: Ctrl-C breaks off what is under way, within `ABORT_SECONDS`."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

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
