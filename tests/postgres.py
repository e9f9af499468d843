"""A PostgreSQL of our own on loopback, for tests and benchmarks: its programs must be installed, nothing need run."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def why_not() -> str:
    """What is missing to start one; "" when nothing is."""
    if _programs() is None:
        return "PostgreSQL's server programs (pg_ctl) are not installed"
    if os.getuid() == 0 and _runuser() is None:
        return "PostgreSQL refuses to run as root and runuser is not installed"
    return ""


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server, stopped and deleted at the end."""
    programs, root = _programs(), os.getuid() == 0
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="oit-pg-"))
    as_owner = [str(_runuser()), "-u", "postgres", "--"] if root else []
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


def _runuser() -> str | None:
    return shutil.which("runuser", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")


def _programs() -> Path | None:
    """The folder of PostgreSQL's server programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    named = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(named).parent if named else None


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
