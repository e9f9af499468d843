"""What a crawl saw as one digest: two crawls that saw the same have the same, whenever and however it was asked for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from checklist.site import Fetch, FetchOutcome, timeless
from storage import _frontier, codec
from storage._results import Part
from storage.tables import CrawlRow, SeenRow

_SEEN: Any = SeenRow.__table__
_CRAWL: Any = CrawlRow.__table__


@dataclass(frozen=True, slots=True)
class Sameness:
    """`digest` stands for all that a crawl saw; `contents` for each page and file, by address."""

    digest: str
    contents: Mapping[str, bytes]


def sameness_of(connection: Connection, crawl_id: str) -> Sameness:
    """Hex SHA-256 over all that a `Site` of that crawl holds, but for when it was asked for and what the server said
    of its copy (ETag, date, "not modified"). KeyError when there is no such crawl.

    Pages, failures and places elsewhere count in the order in which they came; files, which are read meanwhile and are
    done when they are done, in the order of their addresses.
    """
    row = connection.execute(select(_CRAWL).where(_CRAWL.c.id == crawl_id)).one_or_none()
    if row is None:
        raise KeyError(crawl_id)
    finished = row.outcome == "finished"
    waiting = 0 if finished else len(_frontier.waiting(connection, row.no))
    said = hashlib.sha256(codec.encode((row.home, finished, waiting)))
    files: list[tuple[bytes, bytes]] = []
    contents: dict[str, bytes] = {}
    query = (
        select(_SEEN.c.kind, _SEEN.c.key, _SEEN.c.reading, _SEEN.c.part, _SEEN.c.url)
        .where(_SEEN.c.crawl_no == row.no)
        .order_by(_SEEN.c.no)
    )
    for kind, key, reading, part, url in connection.execute(query):
        if kind == "fetch":
            fetch = codec.decode(part, Fetch)
            if fetch.outcome in (FetchOutcome.OK, FetchOutcome.NOT_MODIFIED):
                continue  # another name of a page that was read; a Site does not tell of it
            part = codec.encode(_timeless(fetch))
        elif kind != "offsite":
            held = codec.decode(part, Part)
            part = codec.encode(replace(held, fetch=_timeless(held.fetch), promises=()))
        entry = kind.encode() + bytes(key) + bytes(reading) + hashlib.sha256(part).digest()
        if reading:
            contents[url] = entry
        if kind == "document":
            files.append((bytes(key), entry))
        else:
            said.update(entry)
    for _, entry in sorted(files):
        said.update(entry)
    return Sameness(said.hexdigest(), contents)


def _timeless(fetch: Fetch) -> Fetch:
    """The Fetch without what differs from night to night although the site is the same."""
    plain = timeless(fetch)
    if fetch.outcome is FetchOutcome.NOT_MODIFIED:  # the bytes of then, which were served whole once
        plain = replace(plain, outcome=FetchOutcome.OK, status=200)
    return plain
