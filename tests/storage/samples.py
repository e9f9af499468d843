"""Invented agencies, pages and verdicts for the storage tests."""

import hashlib
from typing import Any

from checklist.agency import Agency
from checklist.site import Document, Fetch, FetchOutcome, Link, OffSite, Page, Step
from checklist.verdict import Assessment, Evidence, Finding, Outcome, Reason, Score, Status, Verdict

NOW = "2026-11-22T10:00:00+00:00"
LATER = "2026-11-23T10:00:00+00:00"
AGENCY = Agency("a1", "เทศบาลตำบลตัวอย่าง", "https://a1.example", "subdistrict_municipality", "สมมุติ", "เมือง", "อำเภอเมือง")


def body_of(number: int | str) -> bytes:
    return f"<html><title>หน้า {number}</title>{'เนื้อหา ' * 50}</html>".encode()


def fetch_of(url: str, body: bytes = b"", outcome: FetchOutcome = FetchOutcome.OK, **more: Any) -> Fetch:
    sha = hashlib.sha256(body).hexdigest() if body else ""
    more = {"final_url": url, "status": 200, "fetched_at": NOW, "size": len(body), **more}
    return Fetch(url, outcome, sha256=sha, **more)


def page_of(number: int | str, *, host: str = "https://a1.example", **more: Any) -> tuple[Page, bytes]:
    url, body = f"{host}/{number}", body_of(number)
    page = Page(
        url,
        fetch_of(url, body, etag=f'"{number}"'),
        title=f"หน้า {number}",
        headings=("แผนการดำเนินงาน", "ประจำปีงบประมาณ ๒๕๖๙"),
        text=f"ข้อความ {number}",
        main="ข้อความ",
        links=(Link(f"{host}/next", "ถัดไป", "menu", row="แถว"),),
        found_on=f"{host}/",
        anchor="อ่านต่อ",
        path=(Step("หน้าแรก", f"{host}/"),),
    )
    return page, body


def document_of(number: int | str, *, host: str = "https://a1.example", **more: Any) -> tuple[Document, bytes]:
    url, body = f"{host}/{number}.pdf", b"%PDF-" + body_of(number)
    document = Document(
        url,
        fetch_of(url, body),
        format="pdf",
        name=f"{number}.pdf",
        pages=("หน้าหนึ่ง", "หน้าสอง"),
        page_count=2,
        found_on=f"{host}/",
        anchor="ดาวน์โหลด",
        heading="แผน",
        row="แผนปี ๒๕๖๙ ดาวน์โหลด",
        group="เมนู",
        path=(Step("หน้าแรก", f"{host}/"),),
        reader="reader-1",
    )
    return document, body


def offsite_of(number: int | str) -> OffSite:
    return OffSite(f"https://drive.example/{number}", "google_drive", "https://a1.example/", "แผน", public=None)


def verdict_of(
    code: str, status: Status = Status.COMPLETE, *, lost: float = 0.0, topics: tuple[str, ...] = ()
) -> Verdict:
    evidence = Evidence(f"https://a1.example/{code}", "page", quote="ข้อความ", fiscal_year=2569, sha256="ab" * 32)
    return Verdict(
        code,
        topics or (f"topic_{code}",),
        status,
        Reason("elements_missing", {"count": 1, "of": 3}),
        findings=(Finding("e1", Outcome.PASSED, Reason("words_found", {"words": ("ก", "ข")}), (evidence,)),),
        evidence=(evidence,) if status is not Status.MISSING else (),
        considered=((evidence, Reason("weak_empty", {"title": "ว่าง"})),),
        confidence=0.5,
        points_lost=lost,
    )


def assessment_of(
    agency: str = "a1",
    *verdicts: Verdict,
    checklist: str = "oit-2569",
    oit: float = 80.0,
    crawl: str = "",
    on: str = "2026-11-22",
) -> Assessment:
    score = Score(oit, oit + 5, oit - 5, oit * 0.4, "ผ่าน", oit >= 85, {"9": 50.0, "10": 70.5})
    return Assessment(checklist, agency, on, verdicts or (verdict_of("O1"),), score, "0.1", crawl)
