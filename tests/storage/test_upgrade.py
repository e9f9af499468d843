"""Databases of older programs, of other programs, and of programs that are running."""

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text

from checklist.errors import BusyError, StorageError
from storage import _upgrade
from storage._database import connect, parse_url, writing
from storage.store import Store
from storage.tables import Base
from tests.storage.samples import AGENCY, NOW, page_of

NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", {last!r}
def upgrade():
    with op.batch_alter_table("agency") as table:
        table.add_column(sa.Column("phone", sa.Text(), nullable=False, server_default=""))
    {then}
"""


@pytest.fixture
def engine(url: str) -> Engine:
    """An engine as the store makes it."""
    return connect(parse_url(url))


def newer(monkeypatch: pytest.MonkeyPatch, folder: Path, then: str = "") -> None:
    """Pretend that the program has one migration more."""
    shutil.copytree(_upgrade.MIGRATIONS, folder / "migrations", dirs_exist_ok=True)
    (folder / "migrations" / "versions" / "9999_next.py").write_text(NEXT.format(last=_upgrade.NEWEST, then=then))
    monkeypatch.setattr(_upgrade, "MIGRATIONS", folder / "migrations")
    monkeypatch.setattr(_upgrade, "NEWEST", "9999")


def fill(url: str) -> str:
    with Store.open(url) as store:
        store.save_agencies([AGENCY])
        crawl = store.begin_crawl(AGENCY, "https://a1.example/", now=NOW, max_requests=1, version="").id
        page, body = page_of(1)
        store.save(crawl, page, body=body)
        store.finish_crawl(crawl, outcome="finished", now=NOW)
    return crawl


def test_the_migrations_make_the_tables_the_program_knows(url: str, engine: Engine) -> None:
    Store.open(url).close()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == _upgrade.NEWEST
    engine.dispose()


def test_an_upgrade_from_the_first_shape_keeps_the_data(url: str, engine: Engine) -> None:
    with writing(engine).begin() as connection:
        command.upgrade(_upgrade.alembic_config(connection), "0001")
        connection.execute(
            text(
                "INSERT INTO agency (id, name, website, kind, province, district, supervisor, registered)"
                " VALUES ('a1', :name, :website, :kind, :province, :district, :supervisor, :yes)"
            ),
            {
                "name": AGENCY.name, "website": AGENCY.website, "kind": AGENCY.kind, "province": AGENCY.province,
                "district": AGENCY.district, "supervisor": AGENCY.supervisor, "yes": True,
            },
        )  # fmt: skip
    engine.dispose()
    with Store.open(url) as store:
        assert store.agencies() == (AGENCY,)


def test_an_older_database_is_backed_up_and_upgraded(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crawl, last = fill(url), _upgrade.NEWEST
    newer(monkeypatch, tmp_path)
    with Store.open(url) as store:
        assert store.agency("a1") == AGENCY
        assert len(store.site(crawl).pages) == 1
    if url.startswith("sqlite"):
        backup = sqlite3.connect(tmp_path / f"oit.db.{last}.bak")
        assert backup.execute("SELECT count(*) FROM seen").fetchone() == (1,)
        assert backup.execute("SELECT version_num FROM alembic_version").fetchone() == (last,)
        backup.close()


def test_an_upgrade_that_fails_changes_nothing(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(url)
    with monkeypatch.context() as patched:
        newer(patched, tmp_path, then='op.execute("SELECT * FROM not_there")')
        with pytest.raises(StorageError):
            Store.open(url)
    with Store.open(url) as store:
        assert store.agency("a1") == AGENCY


def test_no_upgrade_while_a_crawl_runs(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys; from storage.store import Store; from tests.storage.samples import AGENCY, NOW\n"
        f"s = Store.open({url!r}); s.begin_crawl(AGENCY, '', now=NOW, max_requests=1, version='')\n"
        "print('begun', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        newer(monkeypatch, tmp_path)
        with pytest.raises(BusyError, match=f"process {child.pid} on .* since 2026-11-22"):
            Store.open(url)
        child.kill()
    Store.open(url).close()


def test_many_programs_may_open_a_new_database_at_once(url: str) -> None:
    faults: list[Exception] = []

    def open_it() -> None:
        try:
            Store.open(url).close()
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_newer_database_is_refused(url: str, engine: Engine) -> None:
    Store.open(url).close()
    with writing(engine).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '8888'"))
    engine.dispose()
    with pytest.raises(StorageError, match="newer oit"):
        Store.open(url)


def test_a_strangers_database_is_refused_and_left_alone(url: str) -> None:
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mine (id integer)"))
    with pytest.raises(StorageError, match="another program"):
        Store.open(url)
    with engine.begin() as connection, contextlib.suppress(Exception):
        assert connection.execute(text("SELECT count(*) FROM mine")).scalar() == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"this is not a database, it is a letter " * 50, "not a database"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "oit.db"),
    ],
)
def test_a_file_that_is_no_database(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "oit.db"
    file.write_bytes(data)
    with pytest.raises(StorageError, match=words):
        Store.open(str(file))
    assert file.read_bytes() == data


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be opened"):
        Store.open(str(tmp_path))
