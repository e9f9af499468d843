"""What a crawl saw, as rows and back.

A page is kept in three parts: its bytes (`body`, once for all crawls), what the parser made of them (`reading`, once
while it stays equal) and what belongs to this crawl alone (`seen.part`: the Fetch, the click path, the link's text).
"""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Text, bindparam, case, select, update

from checklist.site import Document, Fetch, FetchOutcome, OffSite, Page, Step
from storage import blobs, codec
from storage._database import upsert
from storage._frontier import row_of
from storage.records import FrontierRow, Promise
from storage.tables import BodyRow, CrawlRow, FrontierEntry, ReadingRow, SeenRow

Result = Page | Document | Fetch | OffSite

NOT_ASKED = frozenset(
    {
        FetchOutcome.ROBOTS,
        FetchOutcome.OFF_SITE,
        FetchOutcome.BLOCKED_ADDRESS,
        FetchOutcome.BAD_ADDRESS,
        FetchOutcome.OPERATOR_STOPPED,
    }
)
"""Outcomes of addresses that were never asked for: they cost no request."""

_NO_FETCH = Fetch(url="", outcome=FetchOutcome.OK)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a page or document belongs to one crawl."""

    fetch: Fetch
    found_on: str = ""
    anchor: str = ""
    heading: str = ""
    row: str = ""
    group: str = ""
    path: tuple[Step, ...] = ()
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """One call of `Store.save`, waiting to be written."""

    crawl_no: int
    result: Result
    body: bytes | None
    done: str | None
    new: Sequence[FrontierRow]
    reader: str
    known: tuple[bytes, Page] | None = None  # the reading that the result was made of, and its key in the database
    promises: tuple[Promise, ...] = ()  # what the page's links promised
    packed: bytes | None = None  # the body as it came, when that was one gzip stream of it

    @property
    def rows(self) -> int:
        """Rows it brings."""
        return 1 + len(self.new)

    @property
    def weight(self) -> int:
        """Bytes it holds, roughly."""
        text = len(self.result.text) * 3 if isinstance(self.result, Page) else 0
        return 4096 + text + len(self.body or b"") + len(self.packed or b"") + 500 * len(self.new)


def write(connection: Connection, batch: Sequence[Saved]) -> None:
    """Write all of a batch; the caller's transaction makes it all or nothing."""
    readings: dict[bytes, dict[str, Any]] = {}
    seen = [_seen_row(saved, readings) for saved in batch]
    blobs.put(connection, [(_sha_of(saved), saved.body, saved.packed) for saved in batch if saved.body is not None])
    _put_readings(connection, readings)
    upsert(connection, SeenRow.__table__, seen, ("crawl_no", "key"), _SEEN_COLUMNS)  # type: ignore[arg-type]
    frontier = FrontierEntry.__table__
    new = [row_of(saved.crawl_no, row) for saved in batch for row in saved.new]
    upsert(connection, frontier, new, ("crawl_no", "key"))  # type: ignore[arg-type]
    done = [_done_row(saved) for saved in batch if saved.done is not None]
    upsert(connection, frontier, done, ("crawl_no", "key"), ("state", "outcome"))  # type: ignore[arg-type]
    _count(connection, batch)


_SEEN_COLUMNS = ("kind", "url", "outcome", "sha256", "reading", "part")


def fetch_of(result: Result) -> Fetch | None:
    """The Fetch of a result; None for an off-site place."""
    if isinstance(result, Fetch):
        return result
    return None if isinstance(result, OffSite) else result.fetch


def _sha_of(saved: Saved) -> str:
    fetch = fetch_of(saved.result)
    return fetch.sha256 if fetch else ""


def _seen_row(saved: Saved, readings: dict[bytes, dict[str, Any]]) -> dict[str, Any]:
    result, fetch = saved.result, fetch_of(saved.result)
    row = {
        "crawl_no": saved.crawl_no,
        "key": codec.key_of(result.url),
        "kind": type(result).__name__.lower(),
        "url": codec.clean_text(result.url),
        "outcome": fetch.outcome.value if fetch else "",
        "sha256": bytes.fromhex(fetch.sha256) if fetch else b"",
        "reading": b"",
    }
    if isinstance(result, OffSite):
        # one place may be linked from many pages, each time in other words: each is a sign of its own
        row["key"] = codec.key_of("offsite", result.url, result.found_on, result.anchor)
        row["part"] = codec.encode(result)
    elif isinstance(result, Fetch):
        row["part"] = codec.encode(result)
    else:
        if isinstance(result, Page) and saved.known is not None and _is_reading(result, saved.known[1]):
            row["part"] = codec.encode(_part(result, saved.promises))
            row["reading"] = saved.known[0]
            return row
        part, reading = split(result, saved.promises)
        row["part"] = codec.encode(part)
        data = codec.encode(reading)
        row["reading"] = key = codec.digest(data)
        readings[key] = {
            "key": key,
            "sha256": row["sha256"],
            "reader": codec.clean_text(saved.reader),
            "kind": row["kind"],
            "url_key": row["key"],
            "data": data,
        }
    return row


def _part(page: Page, promises: tuple[Promise, ...]) -> Part:
    return Part(page.fetch, page.found_on, page.anchor, path=page.path, promises=promises)


def split(result: Page | Document, promises: tuple[Promise, ...] = ()) -> tuple[Part, Page | Document]:
    """A page or document as the crawl's part and the reading, which has those fields empty."""
    if isinstance(result, Page):
        return _part(result, promises), _folded(
            dataclasses.replace(result, fetch=_NO_FETCH, found_on="", anchor="", path=())
        )
    part = Part(
        result.fetch, result.found_on, result.anchor, result.heading, result.row, result.group, path=result.path
    )
    read = dataclasses.replace(result, fetch=_NO_FETCH, found_on="", anchor="", heading="", row="", group="", path=())
    return part, read if read.page_count <= codec.LARGEST_INTEGER else codec.clean(read)


def _is_reading(page: Page, reading: Page) -> bool:
    """Whether the page is that stored reading and nothing of its own but what belongs to the crawl."""
    plain = unfolded(reading)
    return all(getattr(page, name) == getattr(plain, name) for name in _READ)


_READ = tuple({field.name for field in dataclasses.fields(Page)} - {"fetch", "found_on", "anchor", "path"})


def _folded(page: Page) -> Page:
    """The page with its main part as a place in its text, where it is one piece of it: half as much to store."""
    if len(page.main) < _WORTH_FOLDING or codec.clean_text(page.text) is not page.text:
        return page  # cleaning would move the places
    start = page.text.find(page.main)
    return page if start < 0 else dataclasses.replace(page, main=f"\x01{start}:{start + len(page.main)}")


def unfolded(page: Page) -> Page:
    """The page with its main part written out."""
    place = _PLACE.fullmatch(page.main) if page.main[:1] == "\x01" else None
    if place is None:
        return page
    return dataclasses.replace(page, main=page.text[int(place.group(1)) : int(place.group(2))])


_WORTH_FOLDING = 200
_PLACE = re.compile(r"\x01(\d{1,9}):(\d{1,9})")


def join_page(part: Part, reading: Page) -> Page:
    """The page that `split` took apart."""
    page = dataclasses.replace(reading, fetch=part.fetch, found_on=part.found_on, anchor=part.anchor, path=part.path)
    return unfolded(page)


def join_document(part: Part, reading: Document) -> Document:
    """The document that `split` took apart."""
    return dataclasses.replace(
        reading,
        fetch=part.fetch,
        found_on=part.found_on,
        anchor=part.anchor,
        heading=part.heading,
        row=part.row,
        group=part.group,
        path=part.path,
    )


def known(connection: Connection, sha256: str, reader: str, url: str) -> tuple[bytes, Page] | None:
    """The reading of those bytes at that address, and its key; None without the bytes."""
    found = connection.execute(
        _KNOWN, {"body": bytes.fromhex(sha256), "name": reader, "place": codec.key_of(url)}
    ).one_or_none()
    return None if found is None else (found.key, codec.unpack(found.data, Page))


_KNOWN = (
    select(ReadingRow.key, ReadingRow.data)
    .join(BodyRow, BodyRow.sha256 == ReadingRow.sha256)
    .where(
        ReadingRow.sha256 == bindparam("body"),
        ReadingRow.kind == "page",
        ReadingRow.reader == bindparam("name"),
        ReadingRow.url_key == bindparam("place"),
    )
    .limit(1)
)  # built once: this is asked for every page of a second night


def _put_readings(connection: Connection, readings: Mapping[bytes, dict[str, Any]]) -> None:
    if not readings:
        return
    held = select(ReadingRow.key, ReadingRow.reader).where(ReadingRow.key.in_(list(readings)))
    known = {row.key: row.reader for row in connection.execute(held)}
    # the newest parser that made this reading of these bytes names it, or it would be made again every night
    for key, reader in sorted(known.items()):
        if readings[key]["reader"] not in ("", reader):
            connection.execute(_RENAME, {"known": key, "name": readings[key]["reader"]})
    # in one order everywhere: two writers on PostgreSQL cannot lock each other out
    new = (row for key, row in sorted(readings.items(), key=lambda item: item[0]) if key not in known)
    rows = [{**row, "data": codec.compress(row["data"])} for row in new]
    upsert(connection, ReadingRow.__table__, rows, ("key",))  # type: ignore[arg-type]


_RENAME = (
    update(ReadingRow.__table__)  # type: ignore[arg-type]
    .where(ReadingRow.key == bindparam("known"))
    .values(reader=bindparam("name"))
)


def _done_row(saved: Saved) -> dict[str, Any]:
    fetch = fetch_of(saved.result)
    outcome = fetch.outcome.value if fetch else FetchOutcome.OK.value
    return row_of(saved.crawl_no, FrontierRow(saved.done or "", state="done", outcome=outcome))


def requests_of(result: Result) -> int:
    """Requests this result cost: redirects count, files inside an archive do not."""
    if isinstance(result, OffSite):
        return 0 if result.public is None else 1
    if isinstance(result, Document) and "#" in result.url:
        return 0
    fetch = fetch_of(result)
    return 0 if fetch is None or fetch.outcome in NOT_ASKED else 1 + len(fetch.redirects)


def _count(connection: Connection, batch: Sequence[Saved]) -> None:
    sums: dict[int, dict[str, Any]] = {}
    for saved in batch:
        fetch = fetch_of(saved.result)
        total = sums.setdefault(saved.crawl_no, {"crawl": saved.crawl_no, "asked": 0, "came": 0, "last": ""})
        total["asked"] += requests_of(saved.result)
        total["came"] += fetch.size if fetch and "#" not in saved.result.url else 0
        total["last"] = max(total["last"], fetch.fetched_at if fetch else "")
    connection.execute(_COUNT, list(sums.values()))


_COUNT = (
    update(CrawlRow.__table__)  # type: ignore[arg-type]
    .where(CrawlRow.no == bindparam("crawl"))
    .values(
        requests=CrawlRow.requests + bindparam("asked"),
        bytes=CrawlRow.came + bindparam("came"),
        seen_at=case(
            (bindparam("last", type_=Text) > CrawlRow.seen_at, bindparam("last", type_=Text)), else_=CrawlRow.seen_at
        ),
    )
)
