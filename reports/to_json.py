"""The audit as data: ``oit-audit/1``, described by `static/oit-audit-1.schema.json`."""

import json
from dataclasses import asdict
from typing import Any

from checklist.calibration import calibration
from checklist.verdict import Evidence, Reason
from reports import wording
from reports.crawl_view import CrawlView
from reports.item_view import ElementView, ItemView
from reports.view import AuditView, Before

FORMAT = "oit-audit/1"


def to_json(view: AuditView) -> dict[str, Any]:
    """The whole view as plain values, ready for `json.dumps`. Points are 0-100, times ISO UTC, years Buddhist."""
    return {
        "format": FORMAT,
        "version": view.version,
        "assessed_on": view.assessed_on,
        "agency": {
            "id": view.agency.id,
            "name": view.agency.name,
            "website": view.agency.website,
            "kind": view.agency.kind,
            "province": view.agency.province,
            "district": view.agency.district,
            "supervisor": view.agency.supervisor,
        },
        "checklist": {
            "id": view.checklist,
            "family": view.family,
            "fiscal_year": view.fiscal_year,
            "title": view.title,
            "title_en": view.title_en,
        },
        "crawl": _crawl(view.crawl) if view.crawl else None,
        "score": _score(view),
        "items": [_item(view, item) for item in view.items],
        "broken_links": [
            {"url": b.url, "outcome": b.outcome.value, "status": b.status, "found_on": b.found_on, "text": b.text}
            for b in view.broken
        ],
        "could_not_read": [
            {"url": b.url, "outcome": b.outcome.value, "status": b.status, "found_on": b.found_on, "text": b.text}
            for b in view.unread
        ],
        "waiting": view.waiting,
        "certificate_faults": [{"host": host, "fault": fault} for host, fault in view.tls_faults.items()],
        "matching": _matching(),
    }


def to_json_text(view: AuditView) -> str:
    """The same as text, indented, Thai as Thai, one newline at the end."""
    return json.dumps(to_json(view), ensure_ascii=False, indent=2) + "\n"


def _matching() -> dict[str, Any]:
    """How often each band of `confidence` was right in the labelled set, held out by website."""
    counted = calibration()
    starts = {"yes": counted.yes, "look": counted.look, "no": 0.0}
    bands = {
        name: {"from": round(counted.chance(starts[name]), 2), **asdict(band)} for name, band in counted.bands.items()
    }
    return {"counted_on": counted.counted_on, "groups": counted.groups, "bands": bands}


def _crawl(crawl: CrawlView) -> dict[str, Any]:
    return {
        "id": crawl.id,
        "home": crawl.home,
        "started_at": crawl.started_at,
        "finished_at": crawl.finished_at,
        "outcome": crawl.outcome,
        "requests": crawl.requests,
        "max_requests": crawl.max_requests,
        "pages": crawl.pages,
        "documents": crawl.documents,
        "bytes": crawl.bytes,
        "hosts": list(crawl.hosts),
        "detail": crawl.detail,
        "version": crawl.version,
        "ledger": dict(crawl.ledger),
    }


def _score(view: AuditView) -> dict[str, Any]:
    score = view.score
    return {
        "oit": score.oit,
        "best": score.best,
        "verified": score.verified,
        "of_total": score.of_total,
        "level": score.level,
        "passed": score.passed,
        "indicators": dict(score.indicators),
        "before": _before(view.before),
        "last_year": _before(view.last_year),
    }


def _before(before: Before | None) -> dict[str, Any] | None:
    if before is None:
        return None
    return {
        "checklist": before.checklist,
        "assessed_on": before.assessed_on,
        "oit": before.score.oit,
        "level": before.score.level,
    }


def _item(view: AuditView, item: ItemView) -> dict[str, Any]:
    return {
        "code": item.code,
        "topics": list(item.topics),
        "title": item.name,
        "indicator": item.indicator,
        "status": item.status.value,
        "machine_status": item.machine_status.value,
        "points_lost": item.points_lost,
        "reason": _reason(view, item.reason),
        "unverified": item.unverified,
        "confidence": item.confidence,
        "provenance": item.provenance.value,
        "evidence": [_evidence(e) for e in item.evidence],
        "elements": [_element(view, e) for e in item.elements],
        "weak": [_reason(view, r) for r in item.weak],
        "considered": [{"evidence": _evidence(e), "reason": _reason(view, r)} for e, r in item.considered],
        "review": {
            "reviewer": item.review.reviewer,
            "reviewed_at": item.review.reviewed_at,
            "note": item.review.note,
            "status": item.review.status.value,
        }
        if item.review
        else None,
    }


def _element(view: AuditView, element: ElementView) -> dict[str, Any]:
    return {
        "code": element.code,
        "text": element.text,
        "provenance": element.provenance.value,
        "optional": element.optional,
        "outcome": element.outcome.value,
        "reason": _reason(view, element.reason),
        "evidence": [_evidence(e) for e in element.evidence],
    }


def _reason(view: AuditView, why: Reason) -> dict[str, Any]:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in why.values.items()}
    return {
        "code": why.code,
        "values": values,
        "th": wording.sentence(why, "th", view.kind_names("th")),
        "en": wording.sentence(why, "en", view.kind_names("en")),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "url": evidence.url,
        "kind": evidence.kind,
        "found_on": evidence.found_on,
        "path": list(evidence.path),
        "title": evidence.title,
        "quote": evidence.quote,
        "page": evidence.page,
        "fiscal_year": evidence.fiscal_year,
        "sha256": evidence.sha256,
        "ocr": evidence.ocr,
    }
