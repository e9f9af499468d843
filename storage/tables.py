"""The tables, each column explained. Private to this folder: everybody else asks `Store`.

Times are ISO-8601 UTC text, so that they sort and read alike on both databases. Long or nested values are JSON (packed
with zstd where `packed` is said), because no query asks for their insides. Addresses are found by a 16-byte key
(`codec.key_of`): an address may be longer than an index entry may be.
"""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can drop it by name on both databases."""

Number = BigInteger().with_variant(Integer, "sqlite")
"""64-bit integers; SQLite's own INTEGER is that, and only under that name does it count rows up by itself."""


class Base(DeclarativeBase):
    """Common ground of the tables."""

    metadata = MetaData(naming_convention=NAMING)


class AgencyRow(Base):
    """The register of agencies, and those seen only by their address."""

    __tablename__ = "agency"
    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="the operator's key, or the host of a lone audit")
    name: Mapped[str] = mapped_column(Text, doc="ชื่อหน่วยงาน")
    website: Mapped[str] = mapped_column(Text, doc="home page as registered")
    kind: Mapped[str] = mapped_column(Text, default="", index=True, doc="AgencyKind.id, '' when unknown")
    province: Mapped[str] = mapped_column(Text, default="", index=True, doc="จังหวัด")
    district: Mapped[str] = mapped_column(Text, default="", doc="อำเภอ")
    supervisor: Mapped[str] = mapped_column(Text, default="", index=True, doc="หน่วยงานกำกับ")
    registered: Mapped[bool] = mapped_column(default=False, doc="imported (crawled nightly), not just audited once")


class CrawlRow(Base):
    """One crawl of one agency."""

    __tablename__ = "crawl"
    no: Mapped[int] = mapped_column(Number, primary_key=True, doc="our own number: small in the big tables, in order")
    id: Mapped[str] = mapped_column(Text, unique=True, doc="the id everybody else uses")
    agency_id: Mapped[str] = mapped_column(ForeignKey("agency.id"), doc="whose website")
    agency: Mapped[bytes] = mapped_column(LargeBinary, doc="the Agency as registered at the start, JSON")
    home: Mapped[str] = mapped_column(Text, doc="address the crawl starts from")
    started_at: Mapped[str] = mapped_column(Text, doc="when it was begun")
    finished_at: Mapped[str] = mapped_column(Text, default="", doc="when it ended, '' while it runs")
    outcome: Mapped[str] = mapped_column(Text, default="running", doc="see CrawlRecord.outcome")
    requests: Mapped[int] = mapped_column(Number, default=0, doc="requests made, every attempt counted")
    pages: Mapped[int] = mapped_column(Number, default=0, doc="HTML pages seen (counted at the end)")
    documents: Mapped[int] = mapped_column(Number, default=0, doc="files seen (counted at the end)")
    came: Mapped[int] = mapped_column("bytes", Number, default=0, doc="bytes of all bodies that came")
    max_requests: Mapped[int] = mapped_column(Number, default=0, doc="the budget")
    version: Mapped[str] = mapped_column(Text, default="", doc="version of this program")
    hosts: Mapped[bytes] = mapped_column(LargeBinary, default=b"[]", doc="hosts that count as the agency's, JSON")
    detail: Mapped[str] = mapped_column(Text, default="", doc="why it ended so, one phrase")
    ledger: Mapped[bytes] = mapped_column(LargeBinary, default=b"{}", doc="requests by purpose or end, JSON")
    owner_host: Mapped[str] = mapped_column(Text, default="", doc="machine of the process that runs it")
    owner_pid: Mapped[int] = mapped_column(Number, default=0, doc="that process's number")
    owner_born: Mapped[str] = mapped_column(Text, default="", doc="that process's start, since numbers are reused")
    seen_at: Mapped[str] = mapped_column(Text, default="", doc="last sign of life")
    busy: Mapped[str | None] = mapped_column(
        Text, unique=True, doc="the agency's id while running, else NULL: two crawls of one agency cannot run at once"
    )
    __table_args__ = (Index(None, "agency_id", "finished_at"),)


class FrontierEntry(Base):
    """An address known to a crawl; see FrontierRow."""

    __tablename__ = "frontier"
    no: Mapped[int] = mapped_column(Number, primary_key=True, doc="order of discovery")
    crawl_no: Mapped[int] = mapped_column(ForeignKey("crawl.no", ondelete="CASCADE"), doc="which crawl")
    key: Mapped[bytes] = mapped_column(LargeBinary, doc="key_of(url)")
    url: Mapped[str] = mapped_column(Text, doc="the address")
    priority: Mapped[float] = mapped_column(doc="higher comes first")
    depth: Mapped[int] = mapped_column(Number, doc="clicks from the home page")
    state: Mapped[str] = mapped_column(Text, doc="todo, leased, done")
    outcome: Mapped[str] = mapped_column(Text, default="", doc="FetchOutcome when done")
    data: Mapped[bytes] = mapped_column(LargeBinary, doc="the rest of the FrontierRow, JSON")
    __table_args__ = (Index(None, "crawl_no", "key", unique=True),)


class BodyRow(Base):
    """The bytes of pages and documents, once each, whoever served them."""

    __tablename__ = "body"
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, doc="of the bytes as served")
    size: Mapped[int] = mapped_column(Number, doc="bytes before compression")
    data: Mapped[bytes] = mapped_column(LargeBinary, doc="the bytes, zstd, or gzip as they came")


class ReadingRow(Base):
    """What a parser made of a body: a Page or Document without what belongs to one crawl. Equal ones are kept once."""

    __tablename__ = "reading"
    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, doc="digest of the reading itself")
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), doc="body it was read from, b'' when none was kept")
    reader: Mapped[str] = mapped_column(Text, doc="parser and version, '' when not said")
    kind: Mapped[str] = mapped_column(Text, doc="page, document, or detail: a PageDetail, which no SeenRow names")
    url_key: Mapped[bytes] = mapped_column(LargeBinary(16), doc="key_of(url): links are resolved against it")
    data: Mapped[bytes] = mapped_column(LargeBinary, doc="the Page, Document or PageDetail, packed")
    __table_args__ = (Index(None, "sha256", "kind", "reader"),)


class SeenRow(Base):
    """One thing seen in one crawl: a page, a document, a failed fetch, an off-site place."""

    __tablename__ = "seen"
    no: Mapped[int] = mapped_column(Number, primary_key=True, doc="order of arrival")
    crawl_no: Mapped[int] = mapped_column(ForeignKey("crawl.no", ondelete="CASCADE"), doc="which crawl")
    key: Mapped[bytes] = mapped_column(LargeBinary(16), doc="key_of(url); of (url, found_on, anchor) when off-site")
    kind: Mapped[str] = mapped_column(Text, doc="page, document, fetch, offsite")
    url: Mapped[str] = mapped_column(Text, doc="the address, as asked")
    outcome: Mapped[str] = mapped_column(Text, default="", doc="FetchOutcome; '' when off-site")
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), default=b"", index=True, doc="its body, b'' when none")
    reading: Mapped[bytes] = mapped_column(LargeBinary(16), default=b"", index=True, doc="its reading, b'' when none")
    part: Mapped[bytes] = mapped_column(LargeBinary, doc="Fetch, path, anchor …: what belongs to this crawl, JSON")
    __table_args__ = (Index(None, "crawl_no", "key", unique=True),)


class AssessmentRow(Base):
    """All verdicts on one agency by one checklist from one crawl."""

    __tablename__ = "assessment"
    no: Mapped[int] = mapped_column(Number, primary_key=True, doc="our own number")
    agency_id: Mapped[str] = mapped_column(Text, doc="whose")
    checklist: Mapped[str] = mapped_column(Text, doc="Checklist.id")
    crawl_id: Mapped[str] = mapped_column(Text, default="", doc="the crawl it rests on")
    seen_at: Mapped[str] = mapped_column(Text, doc="when that crawl was begun: the time the verdicts speak of")
    assessed_on: Mapped[str] = mapped_column(Text, doc="ISO date in Bangkok")
    place: Mapped[int] = mapped_column(Integer, doc="0 the newest of this agency and checklist, 1 the one before, …")
    oit: Mapped[float] = mapped_column(doc="Score.oit, 0-100")
    best: Mapped[float] = mapped_column(doc="Score.best, 0-100")
    verified: Mapped[float] = mapped_column(doc="Score.verified, 0-100")
    level: Mapped[str] = mapped_column(Text, doc="Score.level")
    passed: Mapped[bool] = mapped_column(doc="Score.passed")
    data: Mapped[bytes] = mapped_column(LargeBinary, doc="the Assessment, packed")
    __table_args__ = (Index(None, "agency_id", "checklist", "place"), Index(None, "checklist", "place"))


class VerdictRow(Base):
    """One item's result, flat, for counting over many agencies. A row per topic; count items by `position` 0."""

    __tablename__ = "verdict"
    assessment_no: Mapped[int] = mapped_column(
        ForeignKey("assessment.no", ondelete="CASCADE"), primary_key=True, doc="part of"
    )
    code: Mapped[str] = mapped_column(Text, primary_key=True, doc="O12: means something only with the checklist")
    position: Mapped[int] = mapped_column(Integer, primary_key=True, doc="0 for the item's first topic, 1, …")
    topic: Mapped[str] = mapped_column(Text, doc="what stays the same across years")
    ordinal: Mapped[int] = mapped_column(Integer, doc="place of the item in the checklist, from 0")
    status: Mapped[str] = mapped_column(Text, doc="Status")
    reason: Mapped[str] = mapped_column(Text, doc="Reason.code")
    points_lost: Mapped[float] = mapped_column(doc="points, of 100")
    unverified: Mapped[bool] = mapped_column(doc="rests on an element or rule that is not `found`")
    evidence_url: Mapped[str] = mapped_column(Text, default="", doc="the best evidence's address")


class ReviewRow(Base):
    """A person's decision on an item; every one is kept, the newest counts."""

    __tablename__ = "review"
    no: Mapped[int] = mapped_column(Number, primary_key=True, doc="order of decision")
    agency_id: Mapped[str] = mapped_column(Text, doc="whose")
    checklist: Mapped[str] = mapped_column(Text, doc="Checklist.id")
    code: Mapped[str] = mapped_column(Text, doc="the item")
    reviewed_at: Mapped[str] = mapped_column(Text, doc="when")
    data: Mapped[bytes] = mapped_column(LargeBinary, doc="the Review, JSON")
    __table_args__ = (Index(None, "agency_id", "checklist"),)


class MemoryRow(Base):
    """What the last judgement of an agency by a checklist made out of its texts: the next one need not again."""

    __tablename__ = "memory"
    agency_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="whose")
    checklist: Mapped[str] = mapped_column(Text, primary_key=True, doc="Checklist.id")
    data: Mapped[bytes] = mapped_column(LargeBinary, doc="the Memory, packed")


class LetterRow(Base):
    """The register of letters."""

    __tablename__ = "letter"
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, doc="Buddhist year of the series")
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False, doc="running number, from 1")
    agency_id: Mapped[str] = mapped_column(Text, doc="about or for whom")
    checklist: Mapped[str] = mapped_column(Text, default="", doc="Checklist.id")
    addressee: Mapped[str] = mapped_column(Text, default="", doc="เรียน …")
    made_at: Mapped[str] = mapped_column(Text, doc="when it was made")
    file_name: Mapped[str] = mapped_column(Text, default="", doc="name of the file written")


class NightRow(Base):
    """One nightly run."""

    __tablename__ = "night"
    no: Mapped[int] = mapped_column(Number, primary_key=True, doc="our own number")
    id: Mapped[str] = mapped_column(Text, unique=True, doc="the id everybody else uses")
    owner: Mapped[str] = mapped_column(Text, doc="who started it, in words")
    owner_host: Mapped[str] = mapped_column(Text, doc="machine of its process")
    owner_pid: Mapped[int] = mapped_column(Number, doc="that process's number")
    owner_born: Mapped[str] = mapped_column(Text, doc="that process's start, since numbers are reused")
    started_at: Mapped[str] = mapped_column(Text, doc="when")
    heartbeat_at: Mapped[str] = mapped_column(Text, doc="last sign of life")
    finished_at: Mapped[str] = mapped_column(Text, default="", doc="'' while it runs")
    outcome: Mapped[str] = mapped_column(Text, default="running", doc="see Night.outcome")
    summary: Mapped[str] = mapped_column(Text, default="", doc="the sentence it left")
    busy: Mapped[str | None] = mapped_column(Text, unique=True, doc="'night' while running, else NULL: one at a time")


class NightAgencyRow(Base):
    """How one agency fared in one nightly run."""

    __tablename__ = "night_agency"
    night_no: Mapped[int] = mapped_column(ForeignKey("night.no", ondelete="CASCADE"), primary_key=True, doc="the run")
    agency_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="who")
    outcome: Mapped[str] = mapped_column(Text, doc="done, failed, skipped …")
    crawl_id: Mapped[str] = mapped_column(Text, default="", doc="the crawl, '' when none was begun")
    detail: Mapped[str] = mapped_column(Text, default="", doc="why")
    at: Mapped[str] = mapped_column(Text, doc="when")


class LookRow(Base):
    """The last look at one place of an agency's evidence between two crawls."""

    __tablename__ = "look"
    agency_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="whose evidence")
    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, doc="key_of(url)")
    url: Mapped[str] = mapped_column(Text, doc="the address")
    looked_at: Mapped[str] = mapped_column(Text, doc="when")
    state: Mapped[str] = mapped_column(Text, index=True, doc="there, gone, unknown")
    outcome: Mapped[str] = mapped_column(Text, doc="FetchOutcome or PageState: what was seen")
    detail: Mapped[str] = mapped_column(Text, default="", doc="one technical phrase")
    gone_since: Mapped[str] = mapped_column(Text, default="", doc="first look that did not find it, '' if found")
    warned_at: Mapped[str] = mapped_column(Text, default="", doc="when the alarm was given, '' if none")


class LossRow(Base):
    """An alarm that was given about evidence which is not there again."""

    __tablename__ = "loss"
    agency_id: Mapped[str] = mapped_column(Text, primary_key=True, doc="whose evidence")
    checklist: Mapped[str] = mapped_column(Text, primary_key=True, doc="the list that asks for the item")
    code: Mapped[str] = mapped_column(Text, primary_key=True, doc="the item, as O8")
    key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, doc="key_of(url)")
    url: Mapped[str] = mapped_column(Text, doc="where it was")
    gone_since: Mapped[str] = mapped_column(Text, doc="the first look that did not find it")
    told_at: Mapped[str] = mapped_column(Text, doc="when the alarm was given")
    told_by: Mapped[str] = mapped_column(Text, doc="who gave it: oit nightly, oit watch")
