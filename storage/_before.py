"""What earlier crawls of an agency got from an address: asked before every request, so it is read some rows ahead."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Select, bindparam, case, select

from checklist.site import Fetch
from storage import codec
from storage._crawls import LOOKED
from storage._results import Part
from storage.records import Promise
from storage.tables import BodyRow, CrawlRow, ReadingRow, SeenRow

R_co = TypeVar("R_co", covariant=True)

AHEAD = 16
"""Rows read at a time: a night comes by the same addresses in nearly the same order as the one before."""
MOST_WAITING = 48
"""Rows that wait to be asked for, of one crawl; the oldest go. Hundreds of crawls run at once."""

_SEEN: Any = SeenRow.__table__
_CRAWL: Any = CrawlRow.__table__


@dataclass(frozen=True, slots=True)
class Held:
    """A page's reading as it lies in the database, with the bytes it was made of still kept."""

    key: bytes
    reader: str
    data: bytes


Found = tuple[Fetch, Held | None, tuple[Promise, ...]]


class Read(Protocol):
    """Answers a question to the database."""

    def __call__(self, question: Callable[[Connection], R_co]) -> R_co:
        """The answer; StorageError when there is none to be had."""


class Before:
    """The Fetches of the crawls of one agency that ended before this one, the newest of each address.

    `held` is told of each page given out whose reading and bytes are kept; `promises` are those of the address that was
    asked for last.
    """

    def __init__(self, read: Read, agency_id: str, last: int, held: Callable[[Fetch, str, Held], None]) -> None:
        self._read = read
        self._agency_id = agency_id
        self._last = last
        self._held = held
        self._waiting: dict[bytes, Any] = {}
        self.promises: tuple[Promise, ...] = ()

    def fetch(self, url: str) -> Fetch | None:
        """As `Store.previous_fetch`."""
        key = codec.key_of(url)
        row = self._waiting.pop(key, None)
        if row is None:
            self._read(lambda c: self._look_ahead(c, key))
            row = self._waiting.pop(key, None)
        found = _found(row) if row is not None else self._read(lambda c: previous_fetch(c, self._agency_id, url))
        if found is None:
            self.promises = ()
            return None
        fetch, held, self.promises = found
        if held is not None:
            self._held(fetch, url, held)
        return fetch

    def _look_ahead(self, connection: Connection, key: bytes) -> None:
        for row in connection.execute(_AHEAD, {"crawl": self._last, "asked": key}):
            if row.sha256:  # of an address that failed, an older crawl may know more
                self._waiting[bytes(row.place)] = row
        while len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]


def last_number(connection: Connection, agency_id: str) -> int | None:
    """The number of the agency's newest crawl that ended and saw the site."""
    query = (
        select(_CRAWL.c.no)
        .where(_CRAWL.c.agency_id == agency_id, _CRAWL.c.outcome.in_(LOOKED))
        .order_by(_CRAWL.c.no.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


def previous_fetch(connection: Connection, agency_id: str, url: str) -> Found | None:
    """The newest Fetch of that address in the agency's ended crawls that brought a body (or said it still held), and
    the reading it gave: nearly every answer of a second night is that nothing has changed."""
    row = connection.execute(_PREVIOUS, {"agency": agency_id, "asked": codec.key_of(url)}).one_or_none()
    return None if row is None else _found(row)


def _found(row: Any) -> Found:
    if row.kind == "fetch":
        return codec.decode(row.part, Fetch), None, ()
    held = Held(row.key, row.reader, row.data) if row.kind == "page" and row.data and row.body else None
    part = codec.decode(row.part, Part)
    return part.fetch, held, part.promises


def _rows() -> Select[Any]:
    return (
        select(
            _SEEN.c.kind,
            _SEEN.c.part,
            _SEEN.c.sha256,
            _SEEN.c.key.label("place"),
            ReadingRow.key,
            ReadingRow.reader,
            case((_SEEN.c.kind == "page", ReadingRow.data)).label("data"),
            BodyRow.sha256.label("body"),
        )
        .outerjoin(ReadingRow, ReadingRow.key == _SEEN.c.reading)
        .outerjoin(BodyRow, BodyRow.sha256 == _SEEN.c.sha256)
    )


_PREVIOUS = (
    _rows()
    .join(_CRAWL, _CRAWL.c.no == _SEEN.c.crawl_no)
    .where(
        _CRAWL.c.agency_id == bindparam("agency"),
        _CRAWL.c.outcome.in_(LOOKED),
        _SEEN.c.key == bindparam("asked"),
        _SEEN.c.sha256 != b"",
    )
    .order_by(_SEEN.c.crawl_no.desc())
    .limit(1)
)  # built once

_asked = (
    select(_SEEN.c.no)
    .where(_SEEN.c.crawl_no == bindparam("crawl"), _SEEN.c.key == bindparam("asked"))
    .scalar_subquery()
)
_next = (  # from the index alone; their readings are fetched for those few only
    select(_SEEN.c.no)
    .where(_SEEN.c.crawl_no == bindparam("crawl"), _SEEN.c.no >= _asked)
    .order_by(_SEEN.c.no)
    .limit(AHEAD)
    .subquery()
)
_AHEAD = _rows().join(_next, _next.c.no == _SEEN.c.no).order_by(_SEEN.c.no)
