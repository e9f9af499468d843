"""Audits as jobs on PostgreSQL (Procrastinate): what many machines share. SQLite users never need it.

A job is one agency. Its `lock` keeps two workers from auditing one agency at a time, its `queueing_lock` keeps it from
waiting twice. A job whose worker died is given back after `SILENCE` seconds without a sign of life.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import procrastinate
import psycopg
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from checklist.errors import StorageError, UsageError
from oit.common import BANGKOK

HEARTBEAT = 5.0
"""Seconds between two signs of life of a worker."""
SILENCE = 15.0
"""Seconds without one after which a worker's jobs are given to others."""
ATTEMPTS = 4
_BASE_WAIT = 6  # seconds to the power of the attempt: 6 s, 36 s, 4 min, 22 min
_SCHEMA_LOCK = 0x6F6974  # "oit": one process at a time makes the queue's tables
QUEUE = "audits"


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """How each agency is to be audited, as it travels with the job. `until`: ISO time after which none is begun."""

    max_requests: int = 400
    max_minutes: float = 60.0
    delay: float = 1.0
    checklist: str = ""
    render: bool = True
    ocr: bool = True
    until: str = ""

    def too_late(self) -> bool:
        """Whether the time to begin has passed."""
        return bool(self.until) and datetime.now(BANGKOK) >= datetime.fromisoformat(self.until)


@dataclass(frozen=True, slots=True)
class Deferred:
    """What became of a request to audit agencies: new jobs, and agencies whose job was waiting already."""

    new: int
    waiting: int


def address_of(database: str) -> str:
    """The database's address as psycopg reads it; UsageError when it is no PostgreSQL."""
    parts = urlsplit(database)
    scheme = parts.scheme.partition("+")[0]
    if scheme not in ("postgresql", "postgres"):
        raise UsageError(
            "Jobs for many machines need PostgreSQL: name it with --db postgresql://USER@HOST/NAME. "
            "One machine alone needs no queue: `oit nightly` without --queue."
        )
    return urlunsplit(("postgresql", parts.netloc, parts.path, parts.query, parts.fragment))


@asynccontextmanager
async def opened(database: str) -> AsyncIterator[procrastinate.App]:
    """The queue in that database, its tables made at first use. StorageError when nobody answers there."""
    address = address_of(database)
    try:
        await asyncio.to_thread(_make_tables, address)
    except psycopg.Error as error:
        said = " ".join(str(error).split())[:200]
        raise StorageError(f"The queue in the database cannot be used: {said}") from error
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=address, min_size=1, max_size=6))
    async with app.open_async():
        yield app


def _make_tables(address: str) -> None:
    with psycopg.connect(address, connect_timeout=10) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_SCHEMA_LOCK,))
        found = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
        if found is not None and found[0] is None:
            connection.execute(procrastinate.schema.SchemaManager.get_schema())


async def defer(app: procrastinate.App, agencies: Sequence[str], options: AuditOptions) -> Deferred:
    """Ask for an audit of each agency, in that order; one whose job waits already is not asked for twice."""
    new = 0
    for agency in agencies:
        job = app.configure_task("audit", queue=QUEUE, lock=f"agency:{agency}", queueing_lock=f"agency:{agency}")
        with suppress(AlreadyEnqueued):
            await job.defer_async(agency=agency, options=asdict(options))
            new += 1
    return Deferred(new, len(agencies) - new)


async def give_back_stalled(app: procrastinate.App) -> int:
    """Let jobs of workers that gave no sign of life wait again; how many those were."""
    count = 0
    for job in await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=SILENCE):
        with suppress(ConnectorException):  # another worker was quicker, or the agency waits in another job
            await app.job_manager.retry_job(job)
            count += 1
    return count


def counts(database: str) -> Mapping[str, int]:
    """Jobs by state (todo, doing, succeeded, failed); {} when there is no queue in that database."""
    with psycopg.connect(address_of(database), connect_timeout=10) as connection:
        found = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
        if found is None or found[0] is None:
            return {}
        rows: list[tuple[Any, ...]] = connection.execute(
            "SELECT status::text, count(*) FROM procrastinate_jobs WHERE queue_name = %s GROUP BY 1 ORDER BY 1",
            (QUEUE,),
        ).fetchall()
    return {str(state): int(number) for state, number in rows}


def retrying() -> procrastinate.RetryStrategy:
    """How often a failed audit is tried again, and after how long."""
    return procrastinate.RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=_BASE_WAIT)
