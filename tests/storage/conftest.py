"""A database to test on: a SQLite file, and a PostgreSQL started here when its programs are installed."""

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.store import Store


def _programs() -> Path | None:
    """The folder of PostgreSQL's server programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    named = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(named).parent if named else None


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, stopped and deleted at the end (OIT_TEST_POSTGRES names another one)."""
    if "OIT_TEST_POSTGRES" in os.environ:
        yield os.environ["OIT_TEST_POSTGRES"]
        return
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL's server programs (pg_ctl) are not installed")
    root = os.getuid() == 0
    runuser = shutil.which("runuser", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
    if root and runuser is None:
        pytest.skip("PostgreSQL refuses to run as root and runuser is not installed")
    folder = Path(tempfile.mkdtemp(prefix="oit-pg-"))
    as_owner = [str(runuser), "-u", "postgres", "--"] if root else []
    if root:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", _free_port()

    def call(*command: str) -> None:
        with (folder / "log").open("ab") as log:
            subprocess.run([*as_owner, *command], check=True, cwd=folder, stdout=log, stderr=log, timeout=120)

    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        call(
            str(programs / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres"
        )
        call(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "start")
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        call(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
