"""Bringing a database to today's shape, in one transaction: after a crash it is old or new, never between."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import URL

from checklist.errors import BusyError, StorageError
from storage._database import file_of, is_sqlite, place_of, writing
from storage._owner import Owner

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0004"
"""The revision the tables of this program have (the newest file in migrations/versions)."""

MIGRATIONS = Path(__file__).parent / "migrations"

_LOCK = 7_205_914_033  # any number, the same in every process: PostgreSQL's advisory lock for upgrading


def upgrade(engine: Engine, url: URL, now: str) -> None:
    """Create the tables, or alter those of an older program after a backup (SQLite); StorageError, BusyError.

    Alembic is imported only when there is something to do: opening a database must be quick.
    """
    with engine.connect() as connection:
        if _revision(connection) == NEWEST:
            return
    with writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        old = _revision(connection)  # asked again under the lock: another process may have been quicker
        if old == NEWEST:
            return
        _refuse_strangers(connection, old, url)
        if old is not None:
            _refuse_while_running(connection, url, now)
            if is_sqlite(url):
                _back_up(file_of(url), old)
        from alembic import command

        config = alembic_config(connection)
        command.upgrade(config, "head")


def alembic_config(connection: Connection) -> "Config":
    """Alembic's configuration, made in code, working inside the given connection's transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _refuse_strangers(connection: Connection, old: str | None, url: URL) -> None:
    if old is None and inspect(connection).get_table_names():
        raise StorageError(f"The database {place_of(url)} belongs to another program; name one of its own for oit.")
    if old is not None and old not in _known():
        raise StorageError(f"The database {place_of(url)} was written by a newer oit (shape {old}); use that one.")


def _known() -> frozenset[str]:
    files = (MIGRATIONS / "versions").glob("*.py")
    return frozenset(file.name.partition("_")[0] for file in files)


def _refuse_while_running(connection: Connection, url: URL, now: str) -> None:
    for table, sign in (("crawl", "seen_at"), ("night", "heartbeat_at")):
        rows = connection.execute(
            text(
                f"SELECT owner_host, owner_pid, owner_born, started_at, {sign} FROM {table} "  # noqa: S608 - two constants
                "WHERE outcome = 'running'"
            )
        )
        for host, pid, born, started_at, seen_at in rows:
            owner = Owner(host, pid, born)
            if owner.lives(seen_at or started_at, now) and not owner.is_me():
                raise BusyError(
                    f"The database {place_of(url)} must be upgraded, but {owner} has used it since {started_at}; "
                    "try again when it has ended."
                )


def _back_up(file: Path, old: str) -> None:
    """Copy the database beside itself as ``<file>.<old revision>.bak``; the copy is whole or not there."""
    partial = file.with_name(f"{file.name}.{old}.part")
    partial.unlink(missing_ok=True)
    source, target = sqlite3.connect(file), sqlite3.connect(partial)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    partial.replace(file.with_name(f"{file.name}.{old}.bak"))
