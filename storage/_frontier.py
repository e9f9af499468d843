"""The addresses a crawl knows and has or has not asked for: rows, so that a killed crawl goes on where it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from checklist.site import Step
from storage import codec
from storage._database import upsert
from storage.records import FrontierRow
from storage.tables import FrontierEntry

_TABLE: Any = FrontierEntry.__table__
_CHUNK = 500  # addresses asked for in one query


@dataclass(frozen=True, slots=True)
class _Rest:
    """The part of a FrontierRow that no query asks for."""

    found_on: str = ""
    anchor: str = ""
    heading: str = ""
    row: str = ""
    group: str = ""
    path: tuple[Step, ...] = ()
    kind_hint: str = ""
    topics: tuple[str, ...] = ()


def row_of(crawl_no: int, row: FrontierRow) -> dict[str, Any]:
    """A FrontierRow as a row of the table."""
    rest = _Rest(row.found_on, row.anchor, row.heading, row.row, row.group, row.path, row.kind_hint, row.topics)
    return {
        "crawl_no": crawl_no,
        "key": codec.key_of(row.url),
        "url": codec.clean_text(row.url),
        "priority": row.priority,
        "depth": row.depth,
        "state": row.state,
        "outcome": row.outcome,
        "data": codec.encode(rest),
    }


def add(connection: Connection, crawl_no: int, rows: Sequence[FrontierRow]) -> int:
    """Add the addresses not known yet; how many those were."""
    fresh: dict[bytes, dict[str, Any]] = {}
    for row in rows:
        values = row_of(crawl_no, row)
        fresh.setdefault(values["key"], values)
    keys = list(fresh)
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        known = select(FrontierEntry.key).where(FrontierEntry.crawl_no == crawl_no, FrontierEntry.key.in_(chunk))
        for key in connection.execute(known).scalars():
            del fresh[bytes(key)]
    upsert(connection, _TABLE, list(fresh.values()), ("crawl_no", "key"))
    return len(fresh)


def lease(connection: Connection, crawl_no: int, urls: Sequence[str]) -> None:
    """Mark addresses as being asked for; those done stay done."""
    statement = (
        update(_TABLE)
        .where(_TABLE.c.crawl_no == crawl_no, _TABLE.c.key == bindparam("asked"), _TABLE.c.state == "todo")
        .values(state="leased")
    )
    if urls:
        connection.execute(statement, [{"asked": codec.key_of(url)} for url in urls])


def todo(connection: Connection, crawl_no: int) -> tuple[FrontierRow, ...]:
    """What is not done yet, best first, then in the order of discovery."""
    t = _TABLE.c
    query = (
        select(t.url, t.priority, t.depth, t.state, t.outcome, t.data)
        .where(t.crawl_no == crawl_no, t.state != "done")
        .order_by(t.priority.desc(), t.depth, t.no)
    )
    return tuple(_row(*values) for values in connection.execute(query))


def _row(url: str, priority: float, depth: int, state: str, outcome: str, data: bytes) -> FrontierRow:
    r = codec.decode(data, _Rest)
    return FrontierRow(
        url,
        priority,
        depth,
        r.found_on,
        r.anchor,
        r.heading,
        r.row,
        r.group,
        r.path,
        r.kind_hint,
        r.topics,
        state,
        outcome,
    )


def waiting(connection: Connection, crawl_no: int) -> tuple[str, ...]:
    """The addresses not done yet, best first."""
    t = _TABLE.c
    query = select(t.url).where(t.crawl_no == crawl_no, t.state != "done").order_by(t.priority.desc(), t.depth, t.no)
    return tuple(connection.execute(query).scalars())


def known(connection: Connection, crawl_no: int) -> set[str]:
    """Every address the crawl has heard of."""
    return set(known_in_order(connection, crawl_no))


def known_in_order(connection: Connection, crawl_no: int) -> tuple[str, ...]:
    """Every address the crawl has heard of, in the order of discovery."""
    query = select(_TABLE.c.url).where(_TABLE.c.crawl_no == crawl_no).order_by(_TABLE.c.no)
    return tuple(connection.execute(query).scalars())


def forget(connection: Connection, crawl_no: int) -> None:
    """Drop all rows: nothing waits."""
    connection.execute(delete(_TABLE).where(_TABLE.c.crawl_no == crawl_no))


def forget_done(connection: Connection, crawl_no: int) -> None:
    """Drop the rows of addresses that are done: a finished crawl needs only what it left."""
    connection.execute(delete(_TABLE).where(_TABLE.c.crawl_no == crawl_no, _TABLE.c.state == "done"))
