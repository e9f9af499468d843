"""Alarms that were given and whose items are not there again: a loss is told once, whoever sees it first."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from storage import codec
from storage.records import Loss
from storage.tables import LossRow

_LOSS: Any = LossRow.__table__


def replace(connection: Connection, agency_id: str, losses: Sequence[Loss]) -> None:
    """Make those the losses of the agency."""
    connection.execute(delete(_LOSS).where(_LOSS.c.agency_id == agency_id))
    rows = {(loss.checklist, loss.code, loss.url): loss for loss in losses}
    if rows:
        connection.execute(insert(_LOSS), [_row(loss) for loss in rows.values()])


def losses(connection: Connection, agency_id: str) -> tuple[Loss, ...]:
    """The losses of the agency, or of all for "", first told first."""
    asked = select(_LOSS).order_by(_LOSS.c.told_at, _LOSS.c.agency_id, _LOSS.c.code, _LOSS.c.url)
    found = connection.execute(asked.where(_LOSS.c.agency_id == agency_id) if agency_id else asked)
    return tuple(_loss(row) for row in found)


def _loss(row: Any) -> Loss:
    return Loss(
        agency=row.agency_id,
        checklist=row.checklist,
        code=row.code,
        url=row.url,
        gone_since=row.gone_since,
        told_at=row.told_at,
        told_by=row.told_by,
    )


def _row(loss: Loss) -> dict[str, object]:
    columns = asdict(loss) | {"key": codec.key_of(loss.url), "url": codec.clean_text(loss.url)}
    return {"agency_id": columns.pop("agency"), **columns}
