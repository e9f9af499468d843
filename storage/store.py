"""Store: the one door to everything remembered. Callers see plain values; no table and no SQL leaves this folder.

Ids are text, times ISO-8601 UTC text handed in by the caller: storage has no clock. Every error of the database is a
StorageError of one sentence. A Store may be used from several threads; results are written by one thread of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.engine import URL

from checklist.agency import Agency
from checklist.errors import StorageError
from checklist.memory import Memory
from checklist.review import Review
from checklist.site import Document, Fetch, Page, PageDetail, Site
from checklist.verdict import Assessment
from storage import (
    _agencies,
    _assessments,
    _before,
    _crawls,
    _frontier,
    _looks,
    _losses,
    _nights,
    _prune,
    _results,
    _same,
    blobs,
    codec,
    learning,
)
from storage._database import connect, file_of, give_back_space, is_sqlite, parse_url, place_of, speaking
from storage._results import Result, Saved, fetch_of, unfolded
from storage._upgrade import upgrade
from storage._writer import Writer
from storage.records import CrawlRecord, FrontierRow, Learnt, Letter, Look, Loss, Night, NightOutcome, Promise, Pruned
from storage.tables import ReadingRow

__all__ = [
    "CrawlRecord",
    "FrontierRow",
    "Letter",
    "Look",
    "Loss",
    "Night",
    "NightOutcome",
    "Promise",
    "Pruned",
    "Result",
    "Store",
]

R = TypeVar("R")
V = TypeVar("V")
_MOST_LOADED = 256
"""Readings remembered between `known_page` and `save`: as many pages as may be in work at once."""


class Store:
    """An open database. Make one with `Store.open`; close it, or use it in a `with`."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self._engine = engine
        self._url = url
        self._writer: Writer[Saved] = Writer(engine, url, _results.write)
        self._numbers: dict[str, int] = {}  # crawl id → its number in the tables
        self._mine: set[str] = set()  # crawls begun here
        self._held: dict[tuple[str, str], _before.Held] = {}  # hash and address → the reading found with its Fetch
        self._loaded: dict[tuple[str, str], tuple[bytes, Page]] = {}  # hash and address → a reading given out, its key

    # --- opening and closing

    @classmethod
    def open(cls, url: str, *, now: str = "") -> Self:
        """Open a database, creating it or bringing it to today's shape first.

        `url`: ``sqlite:///FILE``, a plain path, or ``postgresql://…``. A SQLite file is copied beside itself before its
        shape is changed. StorageError when it cannot be opened, BusyError when it must be changed while a run uses it
        (`now` tells whether a run on another machine has gone silent).
        """
        place = parse_url(url)
        if is_sqlite(place) and not file_of(place).parent.is_dir():
            raise StorageError(f"The database {place_of(place)} cannot be opened: there is no such folder.")
        engine = connect(place)
        try:
            with speaking(place):
                upgrade(engine, place, now)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, place)

    def close(self) -> None:
        """Write what is left and let go; StorageError when it cannot be written. Closing twice is fine."""
        try:
            self._writer.close()
        finally:
            _crawls.forget(list(self._mine))
            self._mine.clear()
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def place(self) -> str:
        """The database in words: the file, or the server's address without its password."""
        return place_of(self._url)

    # --- agencies

    def save_agencies(self, agencies: Sequence[Agency]) -> None:
        """Register agencies; those known by their id are brought up to date. All or none."""
        self._writer.run(lambda c: _agencies.save(c, agencies, registered=True))

    def agency(self, agency_id: str) -> Agency | None:
        """The agency of that id, registered or audited once; None when unknown."""
        return self._read(lambda c: _agencies.one(c, agency_id))

    def agencies(
        self, *, province: str = "", kind: str = "", supervisor: str = "", district: str = ""
    ) -> tuple[Agency, ...]:
        """The registered agencies with those exact values ("" does not narrow), by id."""
        return self._read(
            lambda c: _agencies.some(c, province=province, kind=kind, supervisor=supervisor, district=district)
        )

    def audited_agencies(self) -> tuple[Agency, ...]:
        """The agencies that are not registered: their websites were audited once, no night visits them; by id."""
        return self._read(_agencies.unregistered)

    def due_agencies(self, now: str, older_than: str) -> tuple[Agency, ...]:
        """Registered agencies without an ended crawl that began after `older_than`: longest unseen first.

        One last seen after `now` is due as well: some clock was wrong.
        """
        return self._read(lambda c: _agencies.due(c, older_than, now))

    # --- crawls

    def begin_crawl(
        self, agency: Agency, home: str, *, now: str, max_requests: int, version: str, resume: bool = True
    ) -> CrawlRecord:
        """Take up the agency's unfinished crawl where it was, or begin a new one.

        Unfinished: killed, or stopped, and not older than a week. BusyError names the process that runs it, if alive.
        """
        start = _crawls.Start(agency, home, now, max_requests, version)
        record = self._writer.run(lambda c: _crawls.begin(c, start, resume=resume))
        self._mine.add(record.id)
        return record

    def finish_crawl(
        self,
        crawl_id: str,
        *,
        outcome: str,
        now: str,
        detail: str = "",
        hosts: Sequence[str] = (),
        ledger: Mapping[str, int] | None = None,
    ) -> CrawlRecord:
        """Close a crawl after writing all its results; what it then amounts to. `outcome`: see CrawlRecord."""
        record = self._writer.run(
            lambda c: _crawls.finish(
                c, crawl_id, outcome=outcome, now=now, detail=detail, hosts=hosts, ledger=ledger or {}
            )
        )
        self._mine.discard(crawl_id)
        return record

    def heartbeat_crawl(self, crawl_id: str, now: str) -> bool:
        """Say that the crawl's process lives (other machines cannot look); False when it is not running any more."""
        return self._writer.run(lambda c: _crawls.heartbeat(c, crawl_id, now))

    def crawl(self, crawl_id: str) -> CrawlRecord | None:
        """The crawl of that id."""
        return self._settled(lambda c: _crawls.crawl(c, crawl_id))

    def latest_crawl(self, agency_id: str, finished: bool = True) -> CrawlRecord | None:
        """The agency's newest crawl; with `finished` the newest that ended and saw the site (wholly or in part)."""
        return self._settled(lambda c: _crawls.latest(c, agency_id, finished=finished))

    def crawls(self, agency_id: str) -> tuple[CrawlRecord, ...]:
        """The agency's crawls, newest first."""
        return self._settled(lambda c: _crawls.crawls(c, agency_id))

    def site(self, crawl_id: str) -> Site:
        """Everything that crawl saw, as it was saved; KeyError when there is no such crawl."""
        return self._settled(lambda c: _crawls.site(c, crawl_id))

    def sameness(self, crawl_id: str) -> _same.Sameness:
        """By what two crawls are told to be the same for a judge, wholly or page by page; KeyError when unknown."""
        return self._settled(lambda c: _same.sameness_of(c, crawl_id))

    # --- frontier and results

    def add_urls(self, crawl_id: str, rows: Sequence[FrontierRow]) -> int:
        """Add the addresses the crawl does not know yet, at once; how many those were."""
        number = self._number(crawl_id)
        return self._writer.run(lambda c: _frontier.add(c, number, rows))

    def lease(self, crawl_id: str, urls: Sequence[str]) -> None:
        """Mark addresses as being asked for now. Not needed for resuming: leased ones come back in `todo`."""
        number = self._number(crawl_id)
        self._writer.run(lambda c: _frontier.lease(c, number, urls))

    def todo(self, crawl_id: str) -> tuple[FrontierRow, ...]:
        """The addresses not done yet (todo and leased), best first."""
        number = self._number(crawl_id)
        return self._settled(lambda c: _frontier.todo(c, number))

    def known_urls(self, crawl_id: str) -> set[str]:
        """Every address the crawl has heard of."""
        number = self._number(crawl_id)
        return self._settled(lambda c: _frontier.known(c, number))

    def save(
        self,
        crawl_id: str,
        result: Result,
        *,
        body: bytes | None = None,
        done: str | None = None,
        new: Sequence[FrontierRow] = (),
        reader: str = "",
        promises: tuple[Promise, ...] = (),
    ) -> None:
        """Save one result soon: it, its body, its frontier row `done` and the `new` rows in one transaction.

        `reader` is the parser and version the reading is to be found under again (a Document's own by default).
        `promises` are kept with a page for the next crawl (`before`); no Site tells of them.
        A later result for the same address replaces the earlier one. ValueError when the body is not the one that the
        Fetch's sha256 names. StorageError when *earlier* results could not be written; this one is then not taken.
        """
        _check(result, body)
        if not reader and isinstance(result, Document):
            reader = result.reader
        known = self._loaded.pop((result.fetch.sha256, result.url), None) if isinstance(result, Page) else None
        packed = codec.packed_form(body) if body is not None else None
        self._writer.put(Saved(self._number(crawl_id), result, body, done, tuple(new), reader, known, promises, packed))

    def flush(self) -> None:
        """Wait until everything saved is on the disk; StorageError when it cannot be. Call again to try again."""
        self._writer.flush()

    def body(self, sha256: str) -> bytes | None:
        """The bytes with that hash; None when they are not kept."""
        return self._read(lambda c: blobs.get(c, sha256))

    def previous_fetch(self, agency_id: str, url: str) -> Fetch | None:
        """The newest Fetch of that address with a body, from the agency's ended crawls (for ETag, date and hash)."""
        found = self._read(lambda c: _before.previous_fetch(c, agency_id, url))
        return None if found is None else found[0]

    def before(self, agency_id: str) -> "_before.Before | None":
        """`previous_fetch` of one agency for a whole crawl, in a tenth of the time; None when none has ended yet.

        What it gives out `known_page` need not look up.
        """
        last = self._read(lambda c: _before.last_number(c, agency_id))
        return None if last is None else _before.Before(self._read, agency_id, last, self._hold)

    def _hold(self, fetch: Fetch, url: str, held: _before.Held) -> None:
        _remember(self._held, (fetch.sha256, url), held)

    def parsed_page(self, sha256: str, reader: str, url: str = "") -> Page | None:
        """What that parser made of those bytes, without Fetch, path and anchor. None when it never read them.

        Links were resolved against the page's address: name `url` to get only a reading made for it.
        """
        found = self._read(lambda c: _reading(c, Page, sha256, reader, url))
        return None if found is None else unfolded(found)

    def known_page(self, sha256: str, reader: str, url: str) -> Page | None:
        """`parsed_page` of that very address, when the bytes are kept too: whoever has it needs neither the bytes nor
        a parser. Saved again as it is, its reading is neither made into bytes nor hashed once more."""
        held = self._held.pop((sha256, url), None)
        if held is not None and held.reader == reader:
            with speaking(self._url):
                found = (held.key, codec.unpack(held.data, Page))
        elif (queried := self._read(lambda c: _results.known(c, sha256, reader, url))) is not None:
            found = queried
        else:
            return None
        _remember(self._loaded, (sha256, url), found)
        return unfolded(found[1])

    def parsed_documents(self, sha256: str, reader: str, url: str = "") -> tuple[Document, ...]:
        """What that reader made of those bytes: the file's document, then those of the files in it; () when never.

        They go by the address under which the bytes were read, which may be another agency's; by `url` if it was.
        """
        return self._read(lambda c: _documents(c, sha256, reader, url))

    # --- judgement

    def save_assessment(self, assessment: Assessment, learnt: Learnt | None = None) -> None:
        """Keep an assessment, with what it leaves for the next; one of the same agency, checklist and crawl goes."""

        def save(connection: Connection) -> None:
            _assessments.save(connection, assessment)
            if learnt is not None:
                learning.keep(connection, assessment.agency, assessment.checklist, learnt)

        self._writer.run(save)

    def memory(self, agency_id: str, checklist: str) -> Memory | None:
        """What the agency's last judgement by that checklist left; None when it left nothing."""
        return self._read(lambda c: learning.memory(c, agency_id, checklist))

    def page_detail(self, sha256: str, url: str, content_type: str, reader: str) -> PageDetail | None:
        """What that deep reader saw in those bytes at that address; None when it never looked."""
        return self._read(lambda c: learning.detail(c, sha256, url, content_type, reader))

    def assessment(self, agency_id: str, checklist: str | None = None, crawl: str | None = None) -> Assessment | None:
        """The agency's latest assessment, by that checklist and of that crawl if named."""
        found = self._read(lambda c: _assessments.some(c, agency_id, checklist, crawl, 1))
        return found[0] if found else None

    def assessments(self, agency_id: str, checklist: str | None = None) -> tuple[Assessment, ...]:
        """The agency's assessments, newest first."""
        return self._read(lambda c: _assessments.some(c, agency_id, checklist, None, None))

    def save_review(self, review: Review) -> None:
        """Keep a person's decision."""
        self._writer.run(lambda c: _assessments.save_review(c, review))

    def reviews(self, agency_id: str, checklist: str) -> tuple[Review, ...]:
        """The newest decision on each item."""
        return self._read(lambda c: _assessments.reviews(c, agency_id, checklist))

    # --- letters and nights

    def next_letter_number(self, year: int) -> int:
        """The number the next letter of that Buddhist year will get (not reserved: see register_letter)."""
        return self._read(lambda c: _nights.next_letter_number(c, year))

    def register_letter(self, letter: Letter) -> Letter:
        """Enter a letter under its year's next number; the letter with that number."""
        return self._writer.run(lambda c: _nights.register_letter(c, letter))

    def letters(self, year: int) -> tuple[Letter, ...]:
        """The register of that Buddhist year."""
        return self._read(lambda c: _nights.letters(c, year))

    def claim_run(self, owner: str, now: str) -> str:
        """Begin a nightly run and get its id; BusyError names the one under way. `owner`: who starts it, in words."""
        return self._writer.run(lambda c: _nights.claim(c, owner, now))

    def heartbeat(self, run_id: str, now: str) -> bool:
        """Say that the nightly run lives; False when it is not running any more."""
        return self._writer.run(lambda c: _nights.heartbeat(c, run_id, now))

    def finish_run(self, run_id: str, *, outcome: str, now: str, summary: str = "") -> None:
        """Close a nightly run (finished, stopped, failed); KeyError when there is none of that id."""
        self._writer.run(lambda c: _nights.finish(c, run_id, outcome, summary, now))

    def note_outcome(
        self, run_id: str, agency_id: str, outcome: str, *, now: str, crawl_id: str = "", detail: str = ""
    ) -> None:
        """Record how an agency fared in a nightly run."""
        noted = NightOutcome(agency_id, outcome, crawl_id, detail, now)
        self._writer.run(lambda c: _nights.note(c, run_id, noted))

    def runs(self, limit: int = 30) -> tuple[Night, ...]:
        """The last nightly runs, newest first."""
        return self._read(lambda c: _nights.nights(c, limit))

    # --- looks between two crawls

    def looks(self, agency_id: str) -> tuple[Look, ...]:
        """The last look at each place of the agency's evidence."""
        return self._read(lambda c: _looks.looks(c, agency_id))

    def replace_looks(self, agency_id: str, looks: Sequence[Look]) -> None:
        """Make those the looks of the agency, all of them: what is evidence no longer is forgotten."""
        self._writer.run(lambda c: _looks.replace(c, agency_id, looks))

    def gone(self) -> tuple[Look, ...]:
        """Evidence of all agencies that was not there at the last look, longest gone first."""
        return self._read(_looks.gone)

    def losses(self, agency_id: str = "") -> tuple[Loss, ...]:
        """Alarms given about what is not there again, of the agency or of all; first told first."""
        return self._read(lambda c: _losses.losses(c, agency_id))

    def replace_losses(self, agency_id: str, losses: Sequence[Loss]) -> None:
        """Make those the losses of the agency, all of them."""
        self._writer.run(lambda c: _losses.replace(c, agency_id, losses))

    # --- upkeep

    def prune(self, *, keep: int, now: str) -> Pruned:
        """Drop all but the newest `keep` crawls of every agency, and the bodies and readings only they held.

        Of assessments older than the newest `keep`, the last of each month stays. BusyError while a crawl runs.
        A SQLite file gives the space back to the disk.
        """
        dropped = _prune.prune(self._writer.run, keep, now)
        if is_sqlite(self._url):
            with speaking(self._url):
                give_back_space(file_of(self._url))
        return dropped

    def ask(self, question: Callable[[Connection], R]) -> R:
        """Answer a read-only question of `storage.queries`. Nobody else speaks SQL."""
        return self._read(question)

    # --- inside

    def _read(self, question: Callable[[Connection], R]) -> R:
        with speaking(self._url), self._engine.connect() as connection:
            return question(connection)

    def _settled(self, question: Callable[[Connection], R]) -> R:
        """Read what has been saved up to now, too."""
        self._writer.flush()
        return self._read(question)

    def _number(self, crawl_id: str) -> int:
        if crawl_id not in self._numbers:
            self._numbers[crawl_id] = self._read(lambda c: _crawls.number_of(c, crawl_id))
        return self._numbers[crawl_id]


def _remember(memory: dict[tuple[str, str], V], key: tuple[str, str], value: V) -> None:
    """Put it into the memory; the oldest goes when it is full."""
    if len(memory) >= _MOST_LOADED:
        memory.pop(next(iter(memory)), None)
    memory[key] = value


def _check(result: Result, body: bytes | None) -> None:
    fetch = fetch_of(result)
    bytes.fromhex(fetch.sha256 if fetch else "")
    if body is not None and (fetch is None or codec.sha256_of(body) != fetch.sha256):
        raise ValueError(f"the body of {result.url} does not have the sha256 its Fetch names")


def _documents(connection: Connection, sha256: str, reader: str, url: str) -> tuple[Document, ...]:
    here = _reading(connection, Document, sha256, reader, url) or _reading(connection, Document, sha256, reader, "")
    if here is None or (here.format not in _ARCHIVES and "#" not in here.url):
        return () if here is None else (here,)
    query = select(ReadingRow.data).where(
        ReadingRow.sha256 == bytes.fromhex(sha256), ReadingRow.kind == "document", ReadingRow.reader == reader
    )
    held = [codec.unpack(data, Document) for data in connection.execute(query).scalars()]
    place = here.url.partition("#")[0]
    return tuple(sorted((d for d in held if d.url.partition("#")[0] == place), key=lambda d: d.url))


_ARCHIVES = frozenset({"zip", "rar", "7z"})


def _reading(connection: Connection, kind: type[R], sha256: str, reader: str, url: str) -> R | None:
    where = [
        ReadingRow.sha256 == bytes.fromhex(sha256),
        ReadingRow.kind == kind.__name__.lower(),
        ReadingRow.reader == reader,
    ]
    if url:
        where.append(ReadingRow.url_key == codec.key_of(url))
    data = connection.execute(select(ReadingRow.data).where(*where).limit(1)).scalar()
    if data is None:
        return None
    return codec.unpack(data, kind)
