"""Crawls: begun, taken up again after a crash, finished, read back as a Site."""

import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from checklist.agency import Agency
from checklist.errors import BusyError
from checklist.site import Document, Fetch, FetchOutcome, OffSite, Page, Site
from storage import _agencies, _frontier, codec
from storage._owner import Owner, me
from storage._results import Part, join_document, join_page
from storage.records import CrawlRecord
from storage.tables import CrawlRow, ReadingRow, SeenRow

LONGEST_PAUSE = timedelta(days=7)
"""An unfinished crawl older than this is not gone on with: what it saw is too old to be mixed with today's pages."""

GOES_ON = ("running", "stopped")
LOOKED = ("finished", "budget", "stopped")
"""Outcomes of crawls that saw the site, wholly or in part."""

_CRAWL: Any = CrawlRow.__table__
_SEEN: Any = SeenRow.__table__
_here: set[str] = set()  # crawls that this very process runs
_guard = threading.Lock()


@dataclass(frozen=True, slots=True)
class Start:
    """What a crawl is begun with."""

    agency: Agency
    home: str
    now: str
    max_requests: int
    version: str


def begin(connection: Connection, start: Start, *, resume: bool) -> CrawlRecord:
    """Take up the agency's unfinished crawl, or begin a new one; BusyError while another process runs it."""
    _agencies.save(connection, [start.agency], registered=False)
    row = connection.execute(
        select(_CRAWL).where(_CRAWL.c.agency_id == start.agency.id).order_by(_CRAWL.c.no.desc()).limit(1)
    ).one_or_none()
    if row is not None and row.outcome == "running":
        _refuse_busy(row, start)
    if row is not None and row.outcome in GOES_ON:
        if resume and _recent(row.started_at, start.now):
            return _take_up(connection, row, start)
        if row.outcome == "running":
            finish(
                connection, row.id, outcome="stopped", now=start.now, detail="was left unfinished", hosts=(), ledger={}
            )
    return _insert(connection, start)


def _refuse_busy(row: Any, start: Start) -> None:
    owner = Owner(row.owner_host, row.owner_pid, row.owner_born)
    with _guard:
        busy = row.id in _here if owner.is_me() else owner.lives(row.seen_at or row.started_at, start.now)
    if busy:
        raise BusyError(f"{start.agency.name} is being crawled already, by {owner} since {row.started_at}.")


def _recent(started_at: str, now: str) -> bool:
    return datetime.fromisoformat(now) - datetime.fromisoformat(started_at) < LONGEST_PAUSE


def _take_up(connection: Connection, row: Any, start: Start) -> CrawlRecord:
    taken = connection.execute(
        update(_CRAWL)
        .where(_CRAWL.c.no == row.no, _CRAWL.c.owner_pid == row.owner_pid, _CRAWL.c.owner_born == row.owner_born)
        .values(
            outcome="running",
            finished_at="",
            detail="",
            seen_at=start.now,
            busy=row.agency_id,
            max_requests=start.max_requests,
            **_owner_columns(),
        )
    )
    if taken.rowcount != 1:
        raise BusyError(f"{start.agency.name} was taken up by another process just now.")
    with _guard:
        _here.add(row.id)
    record = crawl(connection, row.id)
    assert record is not None
    return record


def _insert(connection: Connection, start: Start) -> CrawlRecord:
    crawl_id = f"{datetime.fromisoformat(start.now):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:10]}"
    values = {
        "id": crawl_id,
        "agency_id": start.agency.id,
        "agency": codec.encode(start.agency),
        "home": codec.clean_text(start.home),
        "started_at": start.now,
        "seen_at": start.now,
        "max_requests": start.max_requests,
        "version": start.version,
        "busy": start.agency.id,
    }
    try:
        connection.execute(insert(_CRAWL).values(**values, **_owner_columns()))
    except IntegrityError:
        raise BusyError(f"{start.agency.name} is being crawled already, by a process that began just now.") from None
    with _guard:
        _here.add(crawl_id)
    return CrawlRecord(
        crawl_id, start.agency, start.home, start.now, max_requests=start.max_requests, version=start.version
    )


def _owner_columns() -> dict[str, Any]:
    owner = me()
    return {"owner_host": owner.host, "owner_pid": owner.pid, "owner_born": owner.born}


def finish(
    connection: Connection,
    crawl_id: str,
    *,
    outcome: str,
    now: str,
    detail: str,
    hosts: Sequence[str],
    ledger: Mapping[str, int],
) -> CrawlRecord:
    """Close a crawl with its outcome and its sums. A stopped one keeps its frontier, to go on with."""
    number = number_of(connection, crawl_id)
    counts = _counts(connection, number)
    values = {
        "outcome": outcome,
        "finished_at": now,
        "seen_at": now,
        "detail": codec.clean_text(detail),
        "hosts": codec.encode(tuple(hosts)),
        "ledger": codec.encode(dict(ledger)),
        "busy": None,
        "pages": counts.get("page", 0),
        "documents": counts.get("document", 0),
    }
    connection.execute(update(_CRAWL).where(_CRAWL.c.no == number).values(**values))
    if outcome == "finished":  # nothing waits: what was not asked for was left out on purpose
        _frontier.forget(connection, number)
    elif outcome not in GOES_ON:
        _frontier.forget_done(connection, number)
    forget([crawl_id])
    record = crawl(connection, crawl_id)
    assert record is not None
    return record


def forget(crawl_ids: Sequence[str]) -> None:
    """This process no longer runs these crawls."""
    with _guard:
        _here.difference_update(crawl_ids)


def number_of(connection: Connection, crawl_id: str) -> int:
    """The crawl's number in the big tables; KeyError when there is no such crawl."""
    number = connection.execute(select(_CRAWL.c.no).where(_CRAWL.c.id == crawl_id)).scalar()
    if number is None:
        raise KeyError(crawl_id)
    return int(number)


def _counts(connection: Connection, number: int) -> dict[str, int]:
    query = select(_SEEN.c.kind, func.count().label("n")).where(_SEEN.c.crawl_no == number).group_by(_SEEN.c.kind)
    return {row.kind: row.n for row in connection.execute(query)}


def crawl(connection: Connection, crawl_id: str) -> CrawlRecord | None:
    """The crawl of that id."""
    return next(iter(_records(connection, _CRAWL.c.id == crawl_id)), None)


def crawls(connection: Connection, agency_id: str) -> tuple[CrawlRecord, ...]:
    """The agency's crawls, newest first."""
    return _records(connection, _CRAWL.c.agency_id == agency_id)


def latest(connection: Connection, agency_id: str, *, finished: bool) -> CrawlRecord | None:
    """The agency's newest crawl; with `finished` the newest that ended and saw the site."""
    where = [_CRAWL.c.agency_id == agency_id]
    if finished:
        where.append(_CRAWL.c.outcome.in_(LOOKED))
    return next(iter(_records(connection, *where, limit=1)), None)


def _records(connection: Connection, *where: ColumnElement[bool], limit: int | None = None) -> tuple[CrawlRecord, ...]:
    rows = connection.execute(select(_CRAWL).where(*where).order_by(_CRAWL.c.no.desc()).limit(limit)).all()
    return tuple(_record(connection, row) for row in rows)


def _record(connection: Connection, row: Any) -> CrawlRecord:
    counts = _counts(connection, row.no) if row.outcome == "running" else {}
    return CrawlRecord(
        id=row.id,
        agency=codec.decode(row.agency, Agency),
        home=row.home,
        started_at=row.started_at,
        finished_at=row.finished_at,
        outcome=row.outcome,
        requests=row.requests,
        pages=counts.get("page", row.pages),
        documents=counts.get("document", row.documents),
        bytes=row.bytes,
        max_requests=row.max_requests,
        version=row.version,
        hosts=_hosts(connection, row),
        detail=row.detail,
        ledger=codec.decode(row.ledger, dict[str, int]),
    )


def _hosts(connection: Connection, row: Any) -> tuple[str, ...]:
    """The hosts that count as the agency's; of a crawl that broke off before it said so, those it had addresses of."""
    said = codec.decode(row.hosts, tuple[str, ...])
    if said or row.outcome != "running":
        return said
    hosts = (urlsplit(url).netloc for url in (row.home, *_frontier.known_in_order(connection, row.no)))
    return tuple(dict.fromkeys(host for host in hosts if host))


def site(connection: Connection, crawl_id: str) -> Site:
    """Everything the crawl saw, as it was saved; KeyError when there is no such crawl."""
    row = connection.execute(select(_CRAWL).where(_CRAWL.c.id == crawl_id)).one_or_none()
    if row is None:
        raise KeyError(crawl_id)
    pages: list[Page] = []
    documents: list[Document] = []
    failures: list[Fetch] = []
    offsite: list[OffSite] = []
    query = (
        select(_SEEN.c.kind, _SEEN.c.part, ReadingRow.data)
        .outerjoin(ReadingRow, ReadingRow.key == _SEEN.c.reading)
        .where(_SEEN.c.crawl_no == row.no)
        .order_by(_SEEN.c.no)
    )
    for kind, part, reading in connection.execute(query):
        if kind == "page":
            pages.append(join_page(codec.decode(part, Part), codec.unpack(reading, Page)))
        elif kind == "document":
            documents.append(join_document(codec.decode(part, Part), codec.unpack(reading, Document)))
        elif kind == "offsite":
            offsite.append(codec.decode(part, OffSite))
        else:
            failures.append(codec.decode(part, Fetch))
    return Site(
        home=row.home,
        hosts=_hosts(connection, row),
        pages=tuple(pages),
        documents=tuple(documents),
        failures=tuple(f for f in failures if f.outcome not in (FetchOutcome.OK, FetchOutcome.NOT_MODIFIED)),
        offsite=tuple(offsite),
        finished=row.outcome == "finished",
        waiting=_frontier.waiting(connection, row.no),
    )


def heartbeat(connection: Connection, crawl_id: str, now: str) -> bool:
    """Say that the crawl's process lives; False when there is no such crawl running."""
    alive = connection.execute(
        update(_CRAWL).where(_CRAWL.c.id == crawl_id, _CRAWL.c.outcome == "running").values(seen_at=now)
    )
    return bool(alive.rowcount)
