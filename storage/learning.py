"""What a judgement leaves for the next one: deep readings of pages, by their bytes, and what was made out of texts.

Nothing here is needed to judge: what is gone is found out again.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, exists, select

from checklist.memory import Memory
from checklist.site import PageDetail
from storage import codec
from storage._database import upsert
from storage.records import Detail, Learnt
from storage.tables import AssessmentRow, CrawlRow, MemoryRow, ReadingRow

_READING: Any = ReadingRow.__table__
_MEMORY: Any = MemoryRow.__table__
_ASSESSMENT: Any = AssessmentRow.__table__


def learnt(details: Sequence[tuple[str, str, str, str, PageDetail]], memory: Memory | None) -> Learnt:
    """Packed for keeping. A detail: hash of the body, address, content type, reader, and what that reader saw."""
    packed = tuple(
        Detail(_key(sha256, url, content_type, reader), sha256, url, reader, codec.pack(detail))
        for sha256, url, content_type, reader, detail in details
    )
    return Learnt(packed, b"" if memory is None else codec.pack(memory))


def keep(connection: Connection, agency_id: str, checklist: str, what: Learnt) -> None:
    """Keep it; a memory replaces the one before it, no memory leaves it."""
    rows: list[dict[str, Any]] = [
        {
            "key": one.key,
            "sha256": bytes.fromhex(one.sha256),
            "reader": codec.clean_text(one.reader),
            "kind": "detail",
            "url_key": codec.key_of(one.url),
            "data": one.data,
        }
        for one in sorted(what.details, key=lambda one: one.key)  # in one order everywhere, as all readings
    ]
    upsert(connection, _READING, rows, ("key",))
    if what.memory:
        row = {"agency_id": agency_id, "checklist": checklist, "data": what.memory}
        upsert(connection, _MEMORY, [row], ("agency_id", "checklist"), ("data",))


def detail(connection: Connection, sha256: str, url: str, content_type: str, reader: str) -> PageDetail | None:
    """What that reader saw in those bytes at that address; None when it never looked."""
    query = select(_READING.c.data).where(_READING.c.key == _key(sha256, url, content_type, reader))
    data = connection.execute(query).scalar()
    return None if data is None else codec.unpack(data, PageDetail)


def memory(connection: Connection, agency_id: str, checklist: str) -> Memory | None:
    """What the agency's last judgement by that checklist left."""
    query = select(_MEMORY.c.data).where(_MEMORY.c.agency_id == agency_id, _MEMORY.c.checklist == checklist)
    data = connection.execute(query).scalar()
    return None if data is None else codec.unpack(data, Memory)


def forget(connection: Connection) -> None:
    """Drop the memories of agencies whose newest judgement by that list rests on a crawl that is not kept."""
    rests = (
        select(1)
        .select_from(AssessmentRow)
        .join(CrawlRow, CrawlRow.id == AssessmentRow.crawl_id)
        .where(
            _ASSESSMENT.c.agency_id == _MEMORY.c.agency_id,
            _ASSESSMENT.c.checklist == _MEMORY.c.checklist,
            _ASSESSMENT.c.place == 0,
        )
        .correlate(_MEMORY)
    )
    connection.execute(delete(_MEMORY).where(~exists(rests)))


def _key(sha256: str, url: str, content_type: str, reader: str) -> bytes:
    return codec.key_of("detail", sha256, content_type, reader, url)
