"""A database to test on: a SQLite file, and a PostgreSQL started here when its programs are installed."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.store import Store
from tests.postgres import postgres, why_not


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, stopped and deleted at the end (OIT_TEST_POSTGRES names another one)."""
    if "OIT_TEST_POSTGRES" in os.environ:
        yield os.environ["OIT_TEST_POSTGRES"]
        return
    if missing := why_not():
        pytest.skip(missing)
    with postgres() as server:
        yield server


_names = itertools.count()


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """A fresh database on the PostgreSQL of the tests."""
    name = f"oit_{os.getpid()}_{next(_names)}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{postgres_server.rpartition('/')[0]}/{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that does not exist yet (SQLite) or is empty (PostgreSQL)."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'oit.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open, empty store on each kind of database."""
    with Store.open(url) as opened:
        yield opened
