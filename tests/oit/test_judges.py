"""Judging in child processes: the same verdicts as here, and no end of the night when a child dies."""

import asyncio
import os
import signal
from pathlib import Path

from oit.judges import Judges
from storage.store import Store
from tests.oit.conftest import Oit
from tests.oit.test_nightly import QUICK, register
from tests.sites.serve import serving


def test_a_dead_child_is_replaced(oit: Oit, home: Path) -> None:
    database = f"sqlite:///{home / 'oit.db'}"
    with serving() as (url, _):
        register(oit, home, url, db=database)
        assert oit("crawl", "a1", *QUICK, "--db", database).returncode == 0
    with Store.open(database) as store:
        known = store.assessment("a1")
    assert known is not None

    async def twice() -> None:
        async with Judges(database, processes=1) as judges:
            first = await judges.judge(known.crawl, known.checklist, known.assessed_on)
            assert first.assessment == known
            assert judges._pool is not None
            for child in list(judges._pool._processes.values()):
                os.kill(child.pid or 0, signal.SIGKILL)
                child.join(10)
            assert await judges.judge(known.crawl, known.checklist, known.assessed_on) == first

    asyncio.run(twice())
