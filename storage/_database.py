"""Opening the database, on SQLite or PostgreSQL, and the one place where its errors become sentences."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from checklist.errors import StorageError, UsageError

BUSY_SECONDS = 30
"""How long a write waits for another process's write before it gives up."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL loses acknowledged commits at a power cut
    "PRAGMA foreign_keys = ON",
    f"PRAGMA journal_size_limit = {32 * 1024 * 1024}",
    "PRAGMA cache_size = -16000",
)


def parse_url(text: str) -> URL:
    """The database's address: ``sqlite:///file``, ``postgresql://…`` or a plain path to a SQLite file."""
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except ArgumentError:
        raise UsageError(
            f"The database address {text!r} cannot be read; try sqlite:///FILE or postgresql://…"
        ) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        raise UsageError(f"The database {url.get_backend_name()!r} is not supported; use sqlite or postgresql.")
    if not url.database or url.database == ":memory:":
        raise UsageError("A database in memory would be lost; name a file: sqlite:///FILE.")
    return url


def connect(url: URL) -> Engine:
    """An engine on that database; nothing is opened yet."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, json_serializer=json.dumps, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        url, pool_pre_ping=True, connect_args={"connect_timeout": 10, "client_encoding": "utf8", "prepare_threshold": 2}
    )


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: SQLite takes its write lock at the start, not half-way."""
    return engine.execution_options(oit_writes=True)


def place_of(url: URL) -> str:
    """The database in words for a message, without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


@contextmanager
def speaking(url: URL) -> Iterator[None]:
    """Turns any error of the database or the disk under it into a StorageError of one sentence."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StorageError(sentence_of(error, url)) from error
    except (zstandard.ZstdError, zlib.error, msgspec.MsgspecError) as error:
        raise StorageError(f"The database {place_of(url)} is damaged ({error}); restore it from a backup.") from error


def sentence_of(error: BaseException, url: URL) -> str:
    """One sentence on what the database could not do."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = " ".join(str(cause).split())[:300]
    place = place_of(url)
    for sign, sentence in _SENTENCES.items():
        if sign in said:
            return sentence.format(place=place, seconds=BUSY_SECONDS)
    return f"The database {place} could not do what was asked: {said}."


_SENTENCES: Mapping[str, str] = {
    "disk is full": "The disk is full: nothing more can be written to the database {place}.",
    "No space left": "The disk is full: nothing more can be written to the database {place}.",
    "could not extend file": "The disk is full: nothing more can be written to the database {place}.",
    "disk I/O error": "The database {place} cannot be written: the disk refuses (full, over a limit, or failing).",
    "database is locked": "The database {place} was locked by another program for more than {seconds} seconds.",
    "unable to open database file": "The database {place} cannot be opened: no such folder, or no right to it.",
    "readonly database": "The database {place} cannot be written: the file or its folder is read-only.",
    "file is not a database": "The file {place} is not a database.",
    "is malformed": "The database {place} is damaged; restore it from a backup.",
    "Connection refused": "No PostgreSQL answers at {place}.",
    "No such file or directory Is the server running": "No PostgreSQL answers at {place}.",
    "failed to resolve host": "The host of {place} is not known.",
    "password authentication failed": "PostgreSQL refuses the user or the password of {place}.",
    "does not exist": "PostgreSQL knows no such database or table at {place}.",
}


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    keys: tuple[str, ...],
    update: tuple[str, ...] = (),
) -> None:
    """Insert the rows; where `keys` are there already, take over the columns `update` (none: leave the old row)."""
    if rows:
        connection.execute(_upsert(connection.dialect.name, table, keys, update), list(rows))


@lru_cache(maxsize=64)
def _upsert(dialect: str, table: Table, keys: tuple[str, ...], update: tuple[str, ...]) -> Insert:
    statement = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    if not update:
        return statement.on_conflict_do_nothing(index_elements=list(keys))
    return statement.on_conflict_do_update(
        index_elements=list(keys), set_={name: statement.excluded[name] for name in update}
    )


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
        # lets `prune` give space back; counts only before the first table, and later waits for whoever is writing
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("oit_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_sqlite(url: URL) -> bool:
    """Whether the database is a file of SQLite."""
    return url.get_backend_name() == "sqlite"


def file_of(url: URL) -> Path:
    """The file of a SQLite database."""
    return Path(url.database or "")


def give_back_space(file: Path) -> None:
    """Return the unused pages of a SQLite file to the disk, and shorten its journal."""
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS)
    try:
        connection.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE);")
    finally:
        connection.close()
