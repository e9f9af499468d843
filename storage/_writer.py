"""The one writer: a thread that takes what was saved and commits it in batches.

Everything that is written goes through here, results in batches and the rest one by one in between, so that the threads
of one process never wait for each other's locks. A batch is one transaction: after a crash it is there whole or not.
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import InterfaceError, OperationalError

from checklist.errors import StorageError
from storage._database import sentence_of, speaking, writing

R = TypeVar("R")

BATCH_ROWS = 200
"""A batch is committed when it has so many rows …"""
BATCH_SECONDS = 0.5
"""… or when its first row has waited so long: what a power cut costs is asked for again."""
MOST_WAITING_BYTES = 64 * 1024 * 1024
"""`put` waits when more than this is waiting to be written: the disk is slower than the crawl."""


class Job(Protocol):
    """Something to be written: how many rows it brings, and how much memory it holds."""

    @property
    def rows(self) -> int:
        """Rows it brings."""

    @property
    def weight(self) -> int:
        """Bytes it holds."""


J = TypeVar("J", bound=Job)


class Writer(Generic[J]):
    """Commits jobs in batches on a thread of its own, started at the first job.

    When a batch fails it is rolled back whole and kept, and the next `put` or `flush` raises StorageError. That also
    makes the writer try again; `flush` tries once more before it raises.
    """

    def __init__(self, engine: Engine, url: URL, write: Callable[[Connection, Sequence[J]], None]) -> None:
        self._engine = writing(engine)
        self._url = url
        self._write = write
        self._jobs: deque[J] = deque()
        self._rows = 0
        self._bytes = 0
        self._taken = 0  # jobs ever given to put
        self._stored = 0  # jobs committed
        self._hurry = 0  # commit at once up to this many jobs: somebody waits for them
        self._error: str | None = None  # why the batch at the head cannot be written now
        self._dropped: str | None = None  # why a job was given up, until somebody has been told
        self._closing = False
        self._thread: threading.Thread | None = None
        self._state = threading.Condition()  # guards everything above
        self._database = threading.Lock()  # held while writing, by the thread or by `run`

    def put(self, job: J) -> None:
        """Take a job to be written soon; StorageError when an earlier batch failed (the job is then not taken)."""
        with self._state:
            self._raise_error()
            self._start()
            while self._bytes > MOST_WAITING_BYTES and self._error is None:
                self._hurry = self._taken
                self._state.notify_all()
                self._state.wait()
            self._raise_error()
            self._jobs.append(job)
            self._taken += 1
            self._rows += job.rows
            self._bytes += job.weight
            if len(self._jobs) == 1 or self._rows >= BATCH_ROWS:
                self._state.notify_all()

    def flush(self) -> None:
        """Wait until everything put so far is committed; StorageError when it cannot be."""
        with self._state:
            target = self._taken
            self._error = None  # try once more what failed
            if self._stored < target:
                self._start()
                self._hurry = max(self._hurry, target)
                self._state.notify_all()
            while self._stored < target and self._error is None:
                self._state.wait()
            self._raise_error()

    def run(self, action: Callable[[Connection], R]) -> R:
        """Do something else that writes, at once and in its own transaction, after everything put so far."""
        self.flush()
        self._refuse_closed()
        with self._database, speaking(self._url), self._engine.begin() as connection:
            return action(connection)

    def close(self) -> None:
        """Commit what is left and end the thread; StorageError when it cannot be committed."""
        try:
            self.flush()
        finally:
            with self._state:
                self._closing = True
                self._state.notify_all()
            if self._thread is not None:
                self._thread.join()

    def _raise_error(self) -> None:
        sentence = self._error or self._dropped
        if sentence is not None:
            self._error = self._dropped = None
            self._state.notify_all()  # a kept batch is tried again
            raise StorageError(sentence)

    def _start(self) -> None:
        self._refuse_closed()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="oit-writer", daemon=True)
            self._thread.start()

    def _refuse_closed(self) -> None:
        if self._closing:
            raise StorageError("The database was closed already.")

    def _work(self) -> None:
        while True:
            with self._state:
                batch = self._next_batch()
            if not batch:
                return
            settled, error, dropped = self._commit(batch)
            with self._state:
                self._forget(settled)
                self._error = error
                self._dropped = dropped or self._dropped
                self._state.notify_all()

    def _next_batch(self) -> list[J]:
        """Wait for a batch (called under the condition); [] when it is time to end."""
        while not self._closing:
            if self._error is not None or not self._jobs:
                self._state.wait()
            elif self._rows >= BATCH_ROWS or self._stored < self._hurry or not self._state.wait(BATCH_SECONDS):
                return self._take()
        return []

    def _take(self) -> list[J]:
        batch: list[J] = []
        rows = 0
        for job in self._jobs:  # left in the queue until they are committed
            batch.append(job)
            rows += job.rows
            if rows >= BATCH_ROWS:
                break
        return batch

    def _forget(self, count: int) -> None:
        for _ in range(count):
            job = self._jobs.popleft()
            self._rows -= job.rows
            self._bytes -= job.weight
        self._stored += count

    def _commit(self, batch: Sequence[J]) -> tuple[int, str | None, str | None]:
        """Write the batch in one transaction: how many jobs are settled, what stops the rest, why a job was dropped.

        A fault of the disk or the server settles nothing. When it is the data that cannot be written, the jobs are
        written one by one and the faulty ones dropped: one hostile page must not hold up all others for ever.
        """
        try:
            with self._database, self._engine.begin() as connection:
                self._write(connection, batch)
        except (OperationalError, InterfaceError, sqlite3.OperationalError, OSError) as error:
            return 0, sentence_of(error, self._url), None
        except Exception as error:  # whatever it is, it must reach the thread that saves, not end this one
            if len(batch) > 1:
                return self._commit_one_by_one(batch)
            return 1, None, sentence_of(error, self._url)
        return len(batch), None, None

    def _commit_one_by_one(self, batch: Sequence[J]) -> tuple[int, str | None, str | None]:
        dropped: str | None = None
        for done, job in enumerate(batch):
            settled, error, fault = self._commit([job])
            dropped = fault or dropped
            if not settled:
                return done, error, dropped
        return len(batch), None, dropped
