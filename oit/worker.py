"""`oit worker`: takes jobs from the queue and runs each audit as a child process that cannot outlive it.

Why a child: one agency's hostile file, leak or crash ends one audit and not the worker; and when the worker itself is
killed the kernel kills the child with it (PR_SET_PDEATHSIG), so that the job's next run never meets its ghost.
"""

import asyncio
import ctypes
import logging
import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import procrastinate

from checklist.errors import OitError
from oit.common import now
from oit.hours import time_of_day
from oit.queue import HEARTBEAT, QUEUE, AuditOptions, Deferred, defer, give_back_stalled, opened, retrying

log = logging.getLogger(__name__)

CHECK_SECONDS = 5.0
"""Seconds between two looks for jobs of workers that died."""
CLOSING = 30.0
"""Seconds an audit gets to write down what it has when its worker is told to stop."""
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class AuditFailedError(OitError):
    """An audit that should be tried again: the program failed or the agency was busy. A dead website is a result."""


async def work(
    database: str, *, concurrency: int, once: bool = False, nightly_at: str = "", options: AuditOptions | None = None
) -> None:
    """Run jobs, `concurrency` at a time, until told to stop (SIGTERM, Ctrl-C); with `once` until none waits.

    `nightly_at`: HH:MM in Bangkok at which some worker puts all agencies that are due in the queue. StorageError when
    the database does not answer.
    """
    async with opened(database) as app:
        register(app, database)
        if nightly_at:
            register_nightly(app, database, nightly_at, options or AuditOptions())
        watching = asyncio.create_task(_watch_stalled(app))
        try:
            await app.run_worker_async(
                queues=[QUEUE],
                concurrency=concurrency,
                wait=not once,
                shutdown_graceful_timeout=1.0,  # then jobs are cancelled, which ends their children cleanly
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=3 * HEARTBEAT,
                delete_jobs="successful",  # what was found is in the crawl tables
                fetch_job_polling_interval=2.0,
            )
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


def register(app: procrastinate.App, database: str) -> None:
    """Teach the app its one task."""

    @app.task(name="audit", queue=QUEUE, retry=retrying())
    async def audit(agency: str, options: dict[str, Any]) -> str:
        return await run_audit(agency, AuditOptions(**options), database)


def register_nightly(app: procrastinate.App, database: str, clock: str, options: AuditOptions) -> None:
    """Have the agencies that are due put in the queue every day at that time of the Bangkok clock."""
    at = time_of_day(clock)
    cron = f"{at.minute} {(at.hour - 7) % 24} * * *"  # Procrastinate's clock is UTC

    @app.periodic(cron=cron, periodic_id="nightly")
    @app.task(name="nightly", queue=QUEUE, queueing_lock="nightly")
    async def nightly(timestamp: int) -> str:
        found = await defer_due(app, database, options, older_than=20.0)
        return f"{found.new} new, {found.waiting} waiting already"


async def defer_due(app: procrastinate.App, database: str, options: AuditOptions, *, older_than: float) -> Deferred:
    """Put every agency that is due in the queue, longest unseen first. `older_than`: hours."""

    def due() -> list[str]:
        from storage.store import Store

        since = (datetime.now(UTC) - timedelta(hours=older_than)).isoformat(timespec="seconds")
        with Store.open(database) as store:
            return [agency.id for agency in store.due_agencies(now(), since)]

    return await defer(app, await asyncio.to_thread(due), options)


async def run_audit(agency: str, options: AuditOptions, database: str) -> str:
    """Audit one agency in a child process; its line for the log. AuditFailedError when it should be tried again."""
    if options.too_late():
        return f"{agency}  left for the next run"
    child = await asyncio.create_subprocess_exec(
        *command(agency, options),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "OIT_DB": database},  # not an argument: it may hold a password, and arguments are public
        preexec_fn=_die_with_parent,
    )
    try:
        out, errors = await child.communicate()
    except asyncio.CancelledError:  # the worker is told to stop: the audit closes its crawl, which is taken up later
        await _end(child)
        raise
    return _result(agency, child.returncode or 0, out.decode(errors="replace"), errors.decode(errors="replace"))


def command(agency: str, options: AuditOptions) -> list[str]:
    """The program and arguments of the child."""
    chosen = [
        f"--max-requests={options.max_requests}",
        f"--max-minutes={options.max_minutes}",
        f"--delay={options.delay}",
        *([f"--checklist={options.checklist}"] if options.checklist else []),
        *([] if options.render else ["--no-render"]),
        *([] if options.ocr else ["--no-ocr"]),
    ]
    return [sys.executable, "-m", "oit", "crawl", *chosen, "--", agency]


def _result(agency: str, status: int, out: str, errors: str) -> str:
    line = next((line for line in out.splitlines() if line.startswith(f"{agency}  ")), "")
    outcome = line.removeprefix(agency).strip().partition("  ")[0]
    if not outcome or outcome in ("failed", "busy"):
        said = line or " ".join(errors.split())[-300:] or f"exit status {status}"
        log.warning("%s: to be tried again: %s", agency, said)
        raise AuditFailedError(f"The audit of {agency} failed: {said}")
    log.info("%s", line)
    return line


async def _end(child: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        child.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(child.wait(), CLOSING)
    except TimeoutError:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


async def _watch_stalled(app: procrastinate.App) -> None:
    # A task of ours and not a periodic job: a job would wait behind the audits of a worker that has no free place.
    while True:
        await asyncio.sleep(CHECK_SECONDS)
        try:
            if count := await give_back_stalled(app):
                log.warning("%d jobs of workers that died wait again", count)
        except procrastinate.exceptions.ConnectorException as error:
            log.warning("the queue did not answer: %s", error)


def _die_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
