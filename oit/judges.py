"""Judging in child processes: a judgement is a second of pure computing that would hold up every crawl of this one."""

import asyncio
import ctypes
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oit.judging import Judged

AGENCIES_OF_ONE = 200
"""Agencies for each child after which all are replaced, so that their memory stays bounded."""
_PR_SET_PDEATHSIG = 1


class Judges:
    """As many children as cores, started when first needed. Use as an async context manager.

    They read the database themselves and send back what they judged; it is saved by the process that crawls.
    """

    def __init__(self, database: str, processes: int = 0) -> None:
        self._database = database
        self._processes = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._given = 0

    async def judge(self, crawl_id: str, checklist_id: str, day: str) -> "Judged":
        """The assessment of a crawl whose results are all written. `day`: the date in Bangkok, ISO.

        A child that dies (memory, a fault of a library) takes those judgements with it that others were making: each is
        made once more by new children. BrokenProcessPool when that ends the same way.
        """
        pool = self._started()
        try:
            return await self._ask(pool, crawl_id, checklist_id, day)
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = None
            return await self._ask(self._started(), crawl_id, checklist_id, day)

    async def _ask(self, pool: ProcessPoolExecutor, crawl_id: str, checklist_id: str, day: str) -> "Judged":
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, _judge, self._database, crawl_id, checklist_id, day)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is not None and self._given >= AGENCIES_OF_ONE * self._processes:
            # not max_tasks_per_child: in Python 3.11 that can leave waiting work without a worker (gh-115634)
            self._pool.shutdown(wait=False)  # its children end when they have done what they were given
            self._pool = None
        if self._pool is None:
            self._given = 0
            self._pool = ProcessPoolExecutor(
                self._processes,
                mp_context=get_context("spawn"),  # a fork would inherit the reactor and open sockets
                initializer=partial(_start, os.getpid()),
            )
        self._given += 1
        return self._pool

    async def __aenter__(self) -> "Judges":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)


def _start(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us in order
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _judge(database: str, crawl_id: str, checklist_id: str, day: str) -> "Judged":
    from datetime import date

    from checklist.load import load_checklist
    from oit.judging import judged
    from storage.store import Store

    with Store.open(database) as store:
        crawl = store.crawl(crawl_id)
        assert crawl is not None
        return judged(store, crawl, load_checklist(checklist_id), today=date.fromisoformat(day))
