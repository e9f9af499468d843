"""The register of agencies, as rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, case, func, or_, select

from checklist.agency import Agency
from storage import codec
from storage._database import upsert
from storage.tables import AgencyRow, CrawlRow

_TABLE: Any = AgencyRow.__table__
_CRAWL: Any = CrawlRow.__table__
_COLUMNS = ("id", "name", "website", "kind", "province", "district", "supervisor")


def save(connection: Connection, agencies: Sequence[Agency], *, registered: bool) -> None:
    """Register agencies, newer facts over older ones. Not `registered`: only those unknown so far are added."""
    rows = [{c: codec.clean_text(getattr(a, c)) for c in _COLUMNS} | {"registered": registered} for a in agencies]
    upsert(connection, _TABLE, rows, ("id",), (*_COLUMNS[1:], "registered") if registered else ())


def one(connection: Connection, agency_id: str) -> Agency | None:
    """The agency of that id, registered or audited once."""
    row = connection.execute(select(*_columns()).where(_TABLE.c.id == agency_id)).one_or_none()
    return None if row is None else Agency(*row)


def some(connection: Connection, **wanted: str) -> tuple[Agency, ...]:
    """The registered agencies with those exact values (empty ones do not narrow), by id."""
    where = [_TABLE.c[name] == value for name, value in wanted.items() if value]
    query = select(*_columns()).where(_TABLE.c.registered, *where).order_by(_TABLE.c.id)
    return tuple(Agency(*row) for row in connection.execute(query))


def unregistered(connection: Connection) -> tuple[Agency, ...]:
    """Those that are known only because their website was audited, by id."""
    query = select(*_columns()).where(~_TABLE.c.registered).order_by(_TABLE.c.id)
    return tuple(Agency(*row) for row in connection.execute(query))


def due(connection: Connection, older_than: str, now: str) -> tuple[Agency, ...]:
    """Registered agencies whose last ended crawl began before that time: never crawled first, then longest ago.

    A crawl that was stopped or broke off counts as not ended: its agency is due. So is one last crawled after `now`:
    some clock was wrong.
    """
    last = (
        select(_CRAWL.c.agency_id, func.max(_CRAWL.c.started_at).label("at"))
        .where(_CRAWL.c.outcome.not_in(("running", "stopped")))
        .group_by(_CRAWL.c.agency_id)
        .subquery()
    )
    query = (
        select(*_columns())
        .outerjoin(last, last.c.agency_id == _TABLE.c.id)
        .where(
            _TABLE.c.registered,
            _TABLE.c.website != "",
            or_(last.c.at.is_(None), last.c.at < older_than, last.c.at > now),
        )
        .order_by(case((last.c.at.is_(None), 0), else_=1), last.c.at, _TABLE.c.id)
    )
    return tuple(Agency(*row) for row in connection.execute(query))


def _columns() -> list[Any]:
    return [_TABLE.c[name] for name in _COLUMNS]
