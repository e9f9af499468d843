"""Assessments, kept whole and as flat verdict rows to count over; reviews."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from checklist.review import Review
from checklist.verdict import Assessment
from storage import codec
from storage.tables import AssessmentRow, CrawlRow, ReviewRow, VerdictRow

_TABLE: Any = AssessmentRow.__table__
_VERDICT: Any = VerdictRow.__table__
_REVIEW: Any = ReviewRow.__table__


def save(connection: Connection, assessment: Assessment) -> None:
    """Keep an assessment. One of the same agency, checklist and crawl (or day, without a crawl) is replaced."""
    found = codec.cleaned(assessment)
    same = and_(
        _TABLE.c.agency_id == found.agency,
        _TABLE.c.checklist == found.checklist,
        _TABLE.c.crawl_id == found.crawl,
        or_(_TABLE.c.crawl_id != "", _TABLE.c.assessed_on == found.assessed_on),
    )
    old = list(connection.execute(select(_TABLE.c.no).where(same)).scalars())
    if old:
        connection.execute(delete(_VERDICT).where(_VERDICT.c.assessment_no.in_(old)))
        connection.execute(delete(_TABLE).where(_TABLE.c.no.in_(old)))
    began = connection.execute(select(CrawlRow.started_at).where(CrawlRow.id == found.crawl)).scalar()
    values = {
        "agency_id": found.agency,
        "checklist": found.checklist,
        "crawl_id": found.crawl,
        "seen_at": began or found.assessed_on,
        "assessed_on": found.assessed_on,
        "place": 0,
        "oit": found.score.oit,
        "best": found.score.best,
        "verified": found.score.verified,
        "level": found.score.level,
        "passed": found.score.passed,
        "data": codec.pack(found),
    }
    number = connection.execute(insert(_TABLE).values(**values).returning(_TABLE.c.no)).scalar_one()
    rows = list(_verdict_rows(number, found))
    if rows:
        connection.execute(insert(_VERDICT), rows)
    _order(connection, found.agency, found.checklist)


def _verdict_rows(number: int, assessment: Assessment) -> Sequence[dict[str, Any]]:
    return [
        {
            "assessment_no": number,
            "code": verdict.code,
            "position": position,
            "topic": topic,
            "ordinal": ordinal,
            "status": verdict.status.value,
            "reason": verdict.reason.code,
            "points_lost": verdict.points_lost,
            "unverified": verdict.unverified,
            "evidence_url": verdict.evidence[0].url if verdict.evidence else "",
        }
        for ordinal, verdict in enumerate(assessment.verdicts)
        for position, topic in enumerate(dict.fromkeys(verdict.topics or ("",)))
    ]


def _order(connection: Connection, agency_id: str, checklist: str) -> None:
    """Number the agency's assessments by that checklist anew: 0 the newest."""
    mine = and_(_TABLE.c.agency_id == agency_id, _TABLE.c.checklist == checklist)
    query = select(_TABLE.c.no, _TABLE.c.place).where(mine).order_by(_TABLE.c.seen_at.desc(), _TABLE.c.no.desc())
    for place, (number, was) in enumerate(connection.execute(query).all()):
        if place != was:
            connection.execute(update(_TABLE).where(_TABLE.c.no == number).values(place=place))


def some(
    connection: Connection, agency_id: str, checklist: str | None, crawl: str | None, limit: int | None
) -> tuple[Assessment, ...]:
    """The agency's assessments, newest first."""
    where = [_TABLE.c.agency_id == agency_id]
    if checklist is not None:
        where.append(_TABLE.c.checklist == checklist)
    if crawl is not None:
        where.append(_TABLE.c.crawl_id == crawl)
    query = select(_TABLE.c.data).where(*where).order_by(_TABLE.c.seen_at.desc(), _TABLE.c.no.desc()).limit(limit)
    return tuple(codec.unpack(data, Assessment) for data in connection.execute(query).scalars())


def save_review(connection: Connection, review: Review) -> None:
    """Keep a person's decision; earlier ones on the item stay in the file."""
    clean = codec.cleaned(review)
    connection.execute(
        insert(_REVIEW).values(
            agency_id=clean.agency,
            checklist=clean.checklist,
            code=clean.code,
            reviewed_at=clean.reviewed_at,
            data=codec.encode(clean),
        )
    )


def reviews(connection: Connection, agency_id: str, checklist: str) -> tuple[Review, ...]:
    """The newest decision on each item, by code."""
    query = (
        select(_REVIEW.c.data)
        .where(_REVIEW.c.agency_id == agency_id, _REVIEW.c.checklist == checklist)
        .order_by(_REVIEW.c.no)
    )
    newest = {review.code: review for review in (codec.decode(d, Review) for d in connection.execute(query).scalars())}
    return tuple(newest[code] for code in sorted(newest, key=lambda c: (len(c), c)))
