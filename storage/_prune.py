"""Retention: what old crawls held is dropped in small steps, so that a running dashboard never waits long."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, and_, delete, exists, func, or_, select

from checklist.errors import BusyError
from storage import learning
from storage._crawls import LOOKED
from storage._owner import Owner
from storage.records import Pruned
from storage.tables import AssessmentRow, BodyRow, CrawlRow, FrontierEntry, ReadingRow, SeenRow, VerdictRow

R = TypeVar("R")

CRAWLS_AT_ONCE = 20
ROWS_AT_ONCE = 2_000

_CRAWL: Any = CrawlRow.__table__
_SEEN: Any = SeenRow.__table__
_TABLE: Any = AssessmentRow.__table__


Swept = tuple[Any, Any, Any]
"""A table to sweep, its key, and whether anything seen refers to a row of it."""


READINGS: Swept = (
    ReadingRow.__table__,
    ReadingRow.key,
    or_(
        exists(select(1).where(SeenRow.reading == ReadingRow.key)),
        and_(ReadingRow.kind == "detail", exists(select(1).where(SeenRow.sha256 == ReadingRow.sha256))),
    ),
)
BODIES: Swept = (BodyRow.__table__, BodyRow.sha256, exists(select(1).where(SeenRow.sha256 == BodyRow.sha256)))


class Run(Protocol):
    """Does something in a writing transaction of its own (`Writer.run`)."""

    def __call__(self, action: Callable[[Connection], R], /) -> R: ...


def prune(run: Run, keep: int, now: str) -> Pruned:
    """Drop what `Store.prune` promises to drop, step by step."""
    run(partial(refuse_while_running, now=now))
    old = run(partial(old_crawls, keep=keep))
    for start in range(0, len(old), CRAWLS_AT_ONCE):
        run(partial(drop_crawls, numbers=old[start : start + CRAWLS_AT_ONCE]))
    run(partial(drop_old_assessments, keep=keep))
    run(learning.forget)
    readings, reading_bytes = _sweep(run, READINGS)
    bodies, body_bytes = _sweep(run, BODIES)
    return Pruned(len(old), readings, bodies, reading_bytes + body_bytes)


def _sweep(run: Run, which: Swept) -> tuple[int, int]:
    """Go through a whole table and drop what nothing refers to: rows and bytes dropped."""
    rows, size, after = 0, 0, b""
    while True:
        last, dropped, freed = run(partial(drop_unused, which=which, after=after))
        rows, size = rows + dropped, size + freed
        if last is None:
            return rows, size
        after = last


def refuse_while_running(connection: Connection, now: str) -> None:
    """BusyError while a crawl is running: its bodies could be taken for unused."""
    for row in connection.execute(select(_CRAWL).where(_CRAWL.c.outcome == "running")):
        owner = Owner(row.owner_host, row.owner_pid, row.owner_born)
        if owner.lives(row.seen_at or row.started_at, now):
            raise BusyError(f"Nothing can be pruned while {owner} crawls (since {row.started_at}).")


def old_crawls(connection: Connection, keep: int) -> list[int]:
    """Numbers of the crawls older than the newest `keep` of their agency that saw the site."""
    rank = func.row_number().over(partition_by=_CRAWL.c.agency_id, order_by=_CRAWL.c.no.desc()).label("rank")
    ranked = select(_CRAWL.c.agency_id, _CRAWL.c.no, rank).where(_CRAWL.c.outcome.in_(LOOKED)).subquery()
    oldest = select(ranked.c.agency_id, ranked.c.no).where(ranked.c.rank == keep).subquery()
    query = (
        select(_CRAWL.c.no)
        .join(oldest, oldest.c.agency_id == _CRAWL.c.agency_id)
        .where(_CRAWL.c.no < oldest.c.no, _CRAWL.c.outcome != "running")
    )
    return list(connection.execute(query).scalars())


def drop_crawls(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete crawls with what they saw and what they left to do."""
    for table in (_SEEN, FrontierEntry.__table__):
        connection.execute(delete(table).where(table.c.crawl_no.in_(numbers)))  # type: ignore[arg-type]
    connection.execute(delete(_CRAWL).where(_CRAWL.c.no.in_(numbers)))


def drop_unused(connection: Connection, *, which: Swept, after: bytes) -> tuple[bytes | None, int, int]:
    """Delete the rows among the next ROWS_AT_ONCE keys that nothing seen refers to.

    The last key looked at (None at the end), how many rows were dropped, and their bytes.
    """
    table, key, used = which
    keys = list(connection.execute(select(key).where(key > after).order_by(key).limit(ROWS_AT_ONCE)).scalars())
    if not keys:
        return None, 0, 0
    unused = select(key, func.length(table.c.data)).where(key > after, key <= keys[-1], ~used)
    found = connection.execute(unused).all()
    for start in range(0, len(found), 500):
        connection.execute(delete(table).where(key.in_([row[0] for row in found[start : start + 500]])))
    return bytes(keys[-1]), len(found), sum(row[1] for row in found)


def drop_old_assessments(connection: Connection, keep: int) -> None:
    """Of assessments older than the newest `keep`, leave the last of each month: enough for a trend."""
    month = func.substr(_TABLE.c.seen_at, 1, 7)
    rank = (
        func.row_number()
        .over(partition_by=(_TABLE.c.agency_id, _TABLE.c.checklist, month), order_by=_TABLE.c.place)
        .label("rank")
    )
    ranked = select(_TABLE.c.no, _TABLE.c.place, rank).subquery()
    old = list(connection.execute(select(ranked.c.no).where(ranked.c.place >= keep, ranked.c.rank > 1)).scalars())
    for start in range(0, len(old), 500):
        chunk = old[start : start + 500]
        connection.execute(delete(VerdictRow).where(VerdictRow.assessment_no.in_(chunk)))
        connection.execute(delete(AssessmentRow).where(AssessmentRow.no.in_(chunk)))
