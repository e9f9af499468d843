"""The bytes themselves, compressed, once each by SHA-256. Everything else can be rebuilt from them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from storage import codec
from storage._database import upsert
from storage.tables import BodyRow


def put(connection: Connection, bodies: Sequence[tuple[str, bytes, bytes | None]]) -> None:
    """Keep each (hex sha256, bytes, the same as one gzip stream or None) that is not kept yet. Only those are
    compressed, and only if they did not come so."""
    wanted = {bytes.fromhex(sha): (body, packed) for sha, body, packed in bodies}
    if not wanted:
        return
    known = set(connection.execute(select(BodyRow.sha256).where(BodyRow.sha256.in_(list(wanted)))).scalars())
    new = sorted(wanted.items())  # in one order everywhere: two writers cannot lock each other out
    rows: list[dict[str, Any]] = [
        {"sha256": sha, "size": len(body), "data": packed or codec.compress(body)}
        for sha, (body, packed) in new
        if sha not in known
    ]
    upsert(connection, BodyRow.__table__, rows, ("sha256",))  # type: ignore[arg-type]


def get(connection: Connection, sha256: str) -> bytes | None:
    """The bytes with that hex SHA-256; None when they are not kept."""
    try:
        key = bytes.fromhex(sha256)
    except ValueError:
        return None
    packed = connection.execute(select(BodyRow.data).where(BodyRow.sha256 == key)).scalar()
    return None if packed is None else codec.decompress(packed)
