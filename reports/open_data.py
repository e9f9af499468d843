"""Open data: every verdict as one row of a CSV for programs; docs/open-data.md explains the columns."""

from collections.abc import Iterable, Iterator

from checklist.verdict import Outcome
from reports import wording
from reports.item_view import ItemView
from reports.to_csv import csv_bytes
from reports.view import AuditView

COLUMNS = (
    "agency_id",
    "agency",
    "kind",
    "province",
    "district",
    "supervisor",
    "website",
    "checklist",
    "fiscal_year",
    "assessed_on",
    "score",
    "level",
    "code",
    "topics",
    "title",
    "status",
    "reviewed",
    "unverified",
    "points_lost",
    "elements_asked",
    "elements_found",
    "elements_missing",
    "elements_unclear",
    "reason_code",
    "reason_th",
    "reason_en",
    "evidence_url",
    "evidence_kind",
    "evidence_page",
    "evidence_year",
    "evidence_sha256",
    "crawl",
    "version",
)


def open_data_csv(views: Iterable[AuditView]) -> bytes:
    """All verdicts of these agencies, one row per item, English column names, codes unchanged from the JSON."""
    return csv_bytes(COLUMNS, open_data_rows(views))


def open_data_rows(views: Iterable[AuditView]) -> Iterator[tuple[object, ...]]:
    """The rows, one at a time: thousands of agencies need not be in memory together."""
    for view in views:
        head = _head(view)
        for item in view.items:
            yield (*head, *_item(view, item))


def _head(view: AuditView) -> tuple[object, ...]:
    agency = view.agency
    return (
        agency.id,
        agency.name,
        agency.kind,
        agency.province,
        agency.district,
        agency.supervisor,
        agency.website,
        view.checklist,
        view.fiscal_year,
        view.assessed_on,
        None if view.unchecked else round(view.score.oit, 4),
        "" if view.unchecked else view.score.level,
    )


def _item(view: AuditView, item: ItemView) -> tuple[object, ...]:
    counted = [e.outcome for e in item.elements if not e.optional and e.outcome is not Outcome.INAPPLICABLE]
    best = item.evidence[0] if item.evidence else None
    return (
        item.code,
        " ".join(item.topics),
        item.name,
        item.status.value,
        item.review is not None,
        item.unverified,
        round(item.points_lost, 4),
        len(counted),
        counted.count(Outcome.PASSED),
        counted.count(Outcome.FAILED),
        counted.count(Outcome.CANT_TELL),
        item.reason.code,
        wording.sentence(item.reason, "th", view.kind_names("th")),
        wording.sentence(item.reason, "en", view.kind_names("en")),
        best.url if best else "",
        best.kind if best else "",
        best.page if best else None,
        best.fiscal_year if best else None,
        best.sha256 if best else "",
        view.crawl.id if view.crawl else "",
        view.version,
    )
