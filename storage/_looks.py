"""Looks at evidence between two crawls: one row for each place, the last look only."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from storage import codec
from storage.records import Look
from storage.tables import LookRow

_LOOK: Any = LookRow.__table__


def replace(connection: Connection, agency_id: str, looks: Sequence[Look]) -> None:
    """Make those the looks of the agency: places that are evidence no longer go with their old look."""
    connection.execute(delete(_LOOK).where(_LOOK.c.agency_id == agency_id))
    rows = {codec.key_of(look.url): look for look in looks}
    if rows:
        connection.execute(insert(_LOOK), [_row(key, look) for key, look in rows.items()])


def looks(connection: Connection, agency_id: str) -> tuple[Look, ...]:
    """The last look at each place of the agency, by address."""
    found = connection.execute(select(_LOOK).where(_LOOK.c.agency_id == agency_id).order_by(_LOOK.c.url))
    return tuple(_look(row) for row in found)


def gone(connection: Connection) -> tuple[Look, ...]:
    """What was not there at the last look, of all agencies, longest gone first."""
    found = connection.execute(
        select(_LOOK).where(_LOOK.c.state == "gone").order_by(_LOOK.c.gone_since, _LOOK.c.agency_id, _LOOK.c.url)
    )
    return tuple(_look(row) for row in found)


def _look(row: Any) -> Look:
    return Look(
        agency=row.agency_id,
        url=row.url,
        looked_at=row.looked_at,
        state=row.state,
        outcome=row.outcome,
        detail=row.detail,
        gone_since=row.gone_since,
        warned_at=row.warned_at,
    )


def _row(key: bytes, look: Look) -> dict[str, object]:
    return {
        "agency_id": look.agency,
        "key": key,
        "url": codec.clean_text(look.url),
        "looked_at": look.looked_at,
        "state": look.state,
        "outcome": look.outcome,
        "detail": codec.clean_text(look.detail),
        "gone_since": look.gone_since,
        "warned_at": look.warned_at,
    }
