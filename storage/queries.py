"""Read-only answers for reports, over one agency or thousands. Everything here speaks of the newest assessments.

Each function takes the store, the checklist's id and a `Cohort`; nothing is changed, and no time is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from checklist.agency import Agency
from storage.store import Store
from storage.tables import AgencyRow, AssessmentRow, CrawlRow, LookRow, NightAgencyRow, NightRow, VerdictRow


@dataclass(frozen=True, slots=True)
class Cohort:
    """Which agencies: those with all the values named ("" does not narrow)."""

    province: str = ""
    district: str = ""
    kind: str = ""
    supervisor: str = ""


EVERYBODY = Cohort()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agency stands. Scores are points of 100, None when it was never assessed by this checklist.

    `before` is the score of the assessment before; `statuses` counts the items by status; `rank` starts at 1, equal
    scores share one, 0 without a score. `crawled_at`/`crawl_outcome` speak of its newest crawl, "" when there is none.
    """

    agency: Agency
    oit: float | None = None
    best: float | None = None
    verified: float | None = None
    level: str = ""
    passed: bool = False
    assessed_on: str = ""
    crawl: str = ""
    before: float | None = None
    statuses: Mapping[str, int] = field(default_factory=dict)
    rank: int = 0
    crawled_at: str = ""
    crawl_outcome: str = ""


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How one item fares in a cohort: agencies by status, and the points it costs them on average."""

    code: str
    topic: str
    ordinal: int
    statuses: Mapping[str, int]
    points_lost: float

    @property
    def complete(self) -> float:
        """Share of the agencies it applies to that have it complete, 0-1."""
        applies = sum(count for status, count in self.statuses.items() if status != "inapplicable")
        return self.statuses.get("complete", 0) / applies if applies else 1.0


@dataclass(frozen=True, slots=True)
class Movement:
    """What changed between an agency's last two assessments: codes won (now complete) and lost (no longer)."""

    agency: str
    before: float
    after: float
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """An agency that has an item complete, and the address where it shows it."""

    agency: Agency
    evidence_url: str
    oit: float


@dataclass(frozen=True, slots=True)
class Sample:
    """One number for a metrics system: its name, labels and value."""

    name: str
    labels: Mapping[str, str]
    value: float


def standings(store: Store, checklist: str, cohort: Cohort = EVERYBODY) -> tuple[Standing, ...]:
    """Every agency of the cohort, the never assessed too, by id, with its rank within the cohort."""
    return store.ask(lambda c: _standings(c, checklist, cohort))


def worst_items(store: Store, checklist: str, cohort: Cohort = EVERYBODY) -> tuple[ItemCount, ...]:
    """Every item of the checklist, the least often complete first."""
    return store.ask(lambda c: _items(c, checklist, cohort))


def movements(store: Store, checklist: str, cohort: Cohort = EVERYBODY) -> tuple[Movement, ...]:
    """Every agency of the cohort with two assessments: what moved; the greatest gain first. Not moved: both equal."""
    return store.ask(lambda c: _movements(c, checklist, cohort))


def examples(store: Store, checklist: str, code: str, like: Agency, limit: int = 5) -> tuple[Example, ...]:
    """Agencies of the same kind that have the item complete: of the same district, then province, first."""
    near = case((and_(AgencyRow.district == like.district, AgencyRow.district != ""), 0), else_=1)
    in_province = case((and_(AgencyRow.province == like.province, AgencyRow.province != ""), 0), else_=1)
    query = (
        _newest(checklist, Cohort(kind=like.kind), *_agency_columns(), VerdictRow.evidence_url, AssessmentRow.oit)
        .join(VerdictRow, VerdictRow.assessment_no == AssessmentRow.no)
        .where(
            VerdictRow.code == code,
            VerdictRow.position == 0,
            VerdictRow.status == "complete",
            VerdictRow.evidence_url != "",
            AgencyRow.id != like.id,
        )
        .order_by(in_province, near, AssessmentRow.oit.desc(), AgencyRow.id)
        .limit(limit)
    )
    # Those of the province come first anyway: where they are enough, the rest of the country is not gone through.
    neighbours = select(AgencyRow.id).where(AgencyRow.province == like.province)
    found = _examples(store, query.where(AssessmentRow.agency_id.in_(neighbours))) if like.province else ()
    return found if len(found) == limit else _examples(store, query)


def counters(store: Store) -> tuple[Sample, ...]:
    """What a metrics system asks: agencies, crawls by outcome, requests, bytes, items by status, the last night, and
    evidence by what the last look at it saw.
    """
    return store.ask(_counters)


# --- inside


def _agency_columns() -> tuple[Any, ...]:
    a = AgencyRow
    return (a.id, a.name, a.website, a.kind, a.province, a.district, a.supervisor)


def _within(cohort: Cohort) -> list[Any]:
    named = {
        "province": cohort.province,
        "district": cohort.district,
        "kind": cohort.kind,
        "supervisor": cohort.supervisor,
    }
    return [getattr(AgencyRow, name) == value for name, value in named.items() if value]


def _newest(checklist: str, cohort: Cohort, *columns: Any) -> Select[Any]:
    """The columns, for the newest assessment of every agency of the cohort."""
    query = select(*columns).select_from(AssessmentRow)
    query = query.join(AgencyRow, AgencyRow.id == AssessmentRow.agency_id)
    return query.where(AssessmentRow.checklist == checklist, AssessmentRow.place == 0, *_within(cohort))


def _examples(store: Store, query: Select[Any]) -> tuple[Example, ...]:
    return store.ask(lambda c: tuple(Example(Agency(*row[:7]), row[7], row[8]) for row in c.execute(query)))


def _standings(connection: Connection, checklist: str, cohort: Cohort) -> tuple[Standing, ...]:
    now, last = aliased(AssessmentRow), aliased(AssessmentRow)
    newest_crawl = select(CrawlRow.agency_id, func.max(CrawlRow.no).label("no")).group_by(CrawlRow.agency_id).subquery()
    query = (
        select(
            *_agency_columns(), now.oit, now.best, now.verified, now.level, now.passed, now.assessed_on, now.crawl_id,
            last.oit, CrawlRow.started_at, CrawlRow.outcome,
        )
        .select_from(AgencyRow)
        .outerjoin(now, and_(now.agency_id == AgencyRow.id, now.checklist == checklist, now.place == 0))
        .outerjoin(last, and_(last.agency_id == AgencyRow.id, last.checklist == checklist, last.place == 1))
        .outerjoin(newest_crawl, newest_crawl.c.agency_id == AgencyRow.id)
        .outerjoin(CrawlRow, CrawlRow.no == newest_crawl.c.no)
        .where(or_(AgencyRow.registered, now.no.is_not(None)), *_within(cohort))
        .order_by(AgencyRow.id)
    )  # fmt: skip
    rows = connection.execute(query).all()
    statuses = _statuses(connection, checklist, cohort)
    scores = sorted((row[7] for row in rows if row[7] is not None), reverse=True)
    ranks: dict[float, int] = {}
    for place, score in enumerate(scores, 1):
        ranks.setdefault(score, place)
    return tuple(
        Standing(
            Agency(*row[:7]), row[7], row[8], row[9], row[10] or "", bool(row[11]), row[12] or "", row[13] or "",
            row[14], statuses.get(row[0], {}), ranks.get(row[7], 0), row[15] or "", row[16] or "",
        )
        for row in rows
    )  # fmt: skip


def _statuses(connection: Connection, checklist: str, cohort: Cohort) -> dict[str, dict[str, int]]:
    query = (
        _newest(checklist, cohort, AssessmentRow.agency_id, VerdictRow.status, func.count())
        .join(VerdictRow, and_(VerdictRow.assessment_no == AssessmentRow.no, VerdictRow.position == 0))
        .group_by(AssessmentRow.agency_id, VerdictRow.status)
    )
    counts: dict[str, dict[str, int]] = {}
    for agency, status, count in connection.execute(query):
        counts.setdefault(agency, {})[status] = count
    return counts


def _items(connection: Connection, checklist: str, cohort: Cohort) -> tuple[ItemCount, ...]:
    v = VerdictRow
    columns = (v.code, v.status, func.count(), func.sum(v.points_lost), func.min(v.topic), func.min(v.ordinal))
    query = (
        _newest(checklist, cohort, *columns)
        .join(v, and_(v.assessment_no == AssessmentRow.no, v.position == 0))
        .group_by(v.code, v.status)
    )  # fmt: skip
    statuses: dict[str, dict[str, int]] = {}
    lost: dict[str, float] = {}
    known: dict[str, tuple[str, int]] = {}
    for code, status, count, points, topic, ordinal in connection.execute(query):
        statuses.setdefault(code, {})[status] = count
        lost[code] = lost.get(code, 0.0) + (points or 0.0)
        known.setdefault(code, (topic, ordinal))
    items = [
        ItemCount(code, *known[code], counts, lost[code] / sum(counts.values())) for code, counts in statuses.items()
    ]
    return tuple(sorted(items, key=lambda item: (item.complete, item.ordinal)))


def _movements(connection: Connection, checklist: str, cohort: Cohort) -> tuple[Movement, ...]:
    last = aliased(AssessmentRow)
    pair = (last.agency_id == AssessmentRow.agency_id, last.checklist == checklist, last.place == 1)
    scores = _newest(checklist, cohort, AssessmentRow.agency_id, last.oit, AssessmentRow.oit).join(last, and_(*pair))
    new, old = aliased(VerdictRow), aliased(VerdictRow)
    changed = (
        _newest(checklist, cohort, AssessmentRow.agency_id, new.code, new.status, old.status)
        .join(last, and_(*pair))
        .join(new, and_(new.assessment_no == AssessmentRow.no, new.position == 0))
        .join(old, and_(old.assessment_no == last.no, old.code == new.code, old.position == 0))
        .where(new.status != old.status, or_(new.status == "complete", old.status == "complete"))
        .order_by(new.ordinal)
    )
    won: dict[str, list[str]] = {}
    lost: dict[str, list[str]] = {}
    for agency, code, status, _ in connection.execute(changed):
        (won if status == "complete" else lost).setdefault(agency, []).append(code)
    found = [
        Movement(agency, before, after, tuple(won.get(agency, ())), tuple(lost.get(agency, ())))
        for agency, before, after in connection.execute(scores)
    ]
    return tuple(sorted(found, key=lambda m: (m.before - m.after, m.agency)))


def _counters(connection: Connection) -> tuple[Sample, ...]:
    samples = [
        Sample("oit_agencies", {}, connection.execute(select(func.count()).where(AgencyRow.registered)).scalar_one())
    ]
    crawls = select(CrawlRow.outcome, func.count(), func.sum(CrawlRow.requests), func.sum(CrawlRow.came))
    for outcome, count, requests, came in connection.execute(crawls.group_by(CrawlRow.outcome)):
        labels = {"outcome": outcome}
        samples.append(Sample("oit_crawls", labels, count))
        samples.append(Sample("oit_requests", labels, float(requests)))
        samples.append(Sample("oit_bytes", labels, float(came)))
    items = (
        select(AssessmentRow.checklist, VerdictRow.status, func.count())
        .join(VerdictRow, and_(VerdictRow.assessment_no == AssessmentRow.no, VerdictRow.position == 0))
        .where(AssessmentRow.place == 0)
        .group_by(AssessmentRow.checklist, VerdictRow.status)
    )
    for checklist, status, count in connection.execute(items):
        samples.append(Sample("oit_items", {"checklist": checklist, "status": status}, count))
    last = select(func.max(NightRow.no)).scalar_subquery()
    night = (
        select(NightAgencyRow.outcome, func.count())
        .where(NightAgencyRow.night_no == last)
        .group_by(NightAgencyRow.outcome)
    )
    samples += [Sample("oit_night_agencies", {"outcome": o}, count) for o, count in connection.execute(night)]
    looks = select(LookRow.state, func.count()).group_by(LookRow.state)
    samples += [Sample("oit_evidence", {"state": state}, count) for state, count in connection.execute(looks)]
    return tuple(samples)
