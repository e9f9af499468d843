"""All that a report may say about one agency, computed once: the only thing every report is given.

Values, not sentences: reasons stay codes, so that one view serves both languages (`reports.wording` says them). Every
text in it has been through `reports.safe.clean`: no report has to remember that crawled text is hostile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from checklist.agency import Agency, AgencyKind
from checklist.model import Checklist, Element, Provenance, Topic, YearRule
from checklist.reasons import reason
from checklist.review import Review
from checklist.score import points_lost, score
from checklist.site import DEAD_OUTCOMES, FetchOutcome, Site
from checklist.verdict import Assessment, Evidence, Finding, Outcome, Reason, Score, Status, Verdict
from reports.safe import clean_deep

FIXABLE = (Status.MISSING, Status.BROKEN, Status.OUTDATED, Status.PARTIAL)
"""What an agency can act on at once; `cant_tell` needs a person's eyes first."""
DONE = (Status.COMPLETE, Status.INAPPLICABLE)
"""Nothing to do."""


class CrawlFacts(Protocol):
    """What a report needs of a crawl; `storage.store.CrawlRecord` is one. Times ISO UTC, sizes bytes."""

    @property
    def id(self) -> str: ...
    @property
    def home(self) -> str: ...
    @property
    def started_at(self) -> str: ...
    @property
    def finished_at(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def requests(self) -> int: ...
    @property
    def pages(self) -> int: ...
    @property
    def documents(self) -> int: ...
    @property
    def bytes(self) -> int: ...
    @property
    def max_requests(self) -> int: ...
    @property
    def version(self) -> str: ...
    @property
    def hosts(self) -> tuple[str, ...]: ...
    @property
    def detail(self) -> str: ...
    @property
    def ledger(self) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True)
class CrawlView:
    """The facts of the crawl behind the report. `ledger` counts what was asked of the site and how politely."""

    id: str
    home: str
    started_at: str
    finished_at: str
    outcome: str
    requests: int
    pages: int
    documents: int
    bytes: int
    max_requests: int
    version: str
    hosts: tuple[str, ...] = ()
    detail: str = ""
    ledger: Mapping[str, int] = field(default_factory=dict)

    @property
    def spent(self) -> tuple[tuple[str, int], ...]:
        """The ledger to read: requests, then what they answered, what was left out, time; bytes stand on their own."""
        groups = ("requests_", "", "skipped_", "files_known", "pause_seconds", "seconds")

        def rank(name: str) -> int:
            return next((i for i, group in enumerate(groups) if group and name.startswith(group)), 1)

        return tuple(sorted(((n, c) for n, c in self.ledger.items() if n != "bytes"), key=lambda row: rank(row[0])))


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element asked for and what was seen. `verified` is False when no page of that year was seen to ask it."""

    code: str
    text: str
    provenance: Provenance
    optional: bool
    outcome: Outcome
    reason: Reason
    evidence: tuple[Evidence, ...] = ()

    @property
    def verified(self) -> bool:
        """True when the requirement was seen on a published page of that year."""
        return self.provenance is Provenance.FOUND


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item, in list order. `points_lost` are points of the whole ITA (as in `Verdict`), `oit_points` the same on
    the scale of the score shown, 0-100: over all items that are not complete they add up to what it lacks to 100.

    `status` is the person's when a review holds, else the program's (`machine_status`).

    `was` is the status the same topics had in the assessment before; None when there is nothing to compare with.
    `lapsed` is a review that no longer holds, because the evidence has changed since.
    """

    code: str
    name: str
    topics: tuple[str, ...]
    indicator: str
    status: Status
    machine_status: Status
    reason: Reason
    points_lost: float
    oit_points: float
    elements: tuple[ElementView, ...]
    evidence: tuple[Evidence, ...]
    weak: tuple[Reason, ...]
    considered: tuple[tuple[Evidence, Reason], ...]
    unverified: bool
    confidence: float
    year: YearRule
    provenance: Provenance
    unit: str = ""
    was: Status | None = None
    review: Review | None = None
    lapsed: Review | None = None

    @property
    def missing(self) -> tuple[ElementView, ...]:
        """The counted elements that were not found."""
        return tuple(e for e in self.elements if e.outcome is Outcome.FAILED and not e.optional)

    @property
    def headline(self) -> Reason:
        """The reason without the names of what lacks, for where each of them is listed in full below it."""
        return replace(self.reason, values={**self.reason.values, "what": ()}) if self.missing else self.reason

    @property
    def place(self) -> Evidence | None:
        """Where to start: the evidence of what lacks, else of the item, else what was looked at and not accepted."""
        seen = (*(e for m in self.missing for e in m.evidence), *self.evidence, *(e for e, _ in self.considered))
        return next(iter(seen), None)

    @property
    def unclear(self) -> tuple[ElementView, ...]:
        """The counted elements a person must look at."""
        return tuple(e for e in self.elements if e.outcome is Outcome.CANT_TELL and not e.optional)


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One sub-indicator: its points (0-100; None when not scored), and the items in it."""

    code: str
    name: str
    score: float | None
    complete: int
    applicable: int
    points_lost: float


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """An address that answered nobody, what it answered, and a page and link text that lead to it."""

    url: str
    outcome: FetchOutcome
    status: int
    found_on: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """The assessment shown beside this one: last year's, or the previous crawl's."""

    checklist: str
    assessed_on: str
    score: Score
    title: str = ""


@dataclass(frozen=True, slots=True)
class AuditView:
    """The whole view. `items` in list order; `assessment` is the one shown, with reviews applied.

    `weight` is the list's share of the whole ITA. `broken` answers nobody; `unread` only this program could not read.
    `moved` are evidence addresses that redirect, with where to; `waiting` counts addresses seen and not asked for.
    """

    assessment: Assessment
    agency: Agency
    kind: AgencyKind | None
    kind_names_th: Mapping[str, str]
    kind_names_en: Mapping[str, str]
    checklist: str
    family: str
    fiscal_year: int
    title: str
    title_en: str
    pass_mark: float
    weight: float
    levels: tuple[tuple[str, float], ...]
    notes: tuple[str, ...]
    assessed_on: str
    version: str
    score: Score
    items: tuple[ItemView, ...]
    indicators: tuple[IndicatorView, ...]
    crawl: CrawlView | None = None
    before: Before | None = None
    broken: tuple[BrokenLink, ...] = ()
    unread: tuple[BrokenLink, ...] = ()
    waiting: int = 0
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def fix_first(self) -> tuple[ItemView, ...]:
        """What can be fixed, most points first, then list order."""
        return tuple(sorted((i for i in self.items if i.status in FIXABLE), key=lambda i: -i.points_lost))

    @property
    def to_look_at(self) -> tuple[ItemView, ...]:
        """Items a person must look at, most points first."""
        return tuple(sorted((i for i in self.items if i.status is Status.CANT_TELL), key=lambda i: -i.points_lost))

    @property
    def fine(self) -> tuple[ItemView, ...]:
        """Items with nothing to do."""
        return tuple(i for i in self.items if i.status in DONE)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many items have each status, all statuses in it."""
        return {status: sum(1 for i in self.items if i.status is status) for status in Status}

    @property
    def unchecked(self) -> bool:
        """True when the site could not be opened at all: its score says nothing about what it discloses."""
        asked = [i for i in self.items if i.status is not Status.INAPPLICABLE]
        return bool(asked) and all(i.reason.code == "site_unreadable" for i in asked)

    @property
    def unfinished(self) -> bool:
        """True when the crawl ended before the site did: what was not found may still be there."""
        return self.crawl is not None and self.crawl.outcome in ("budget", "stopped", "failed", "running")

    @property
    def all_complete(self) -> bool:
        """True when every applicable item is complete: the audit's exit status 0."""
        return len(self.fine) == len(self.items)

    @property
    def unverified(self) -> bool:
        """True when some requirement judged here was not seen on a published page of that year."""
        return any(i.unverified for i in self.items)

    def kind_names(self, lang: str) -> Mapping[str, str]:
        """Words for agency kinds and groups, as `wording.sentence` wants them."""
        return self.kind_names_th if lang == "th" else self.kind_names_en

    @staticmethod
    def build(
        checklist: Checklist,
        topics: Mapping[str, Topic],
        kinds: Mapping[str, AgencyKind],
        agency: Agency,
        crawl: CrawlFacts | None,
        assessment: Assessment,
        previous: Assessment | None = None,
        reviews: Sequence[Review] = (),
        *,
        previous_checklist: Checklist | None = None,
        site: Site | None = None,
    ) -> "AuditView":
        """The view of one assessment, with the reviews that hold applied and its score counted again if they change it.

        `previous` is any earlier assessment (of last year, or of the crawl before); items are matched by topic, for
        which `previous_checklist` is needed when its list is another one. `site` adds broken and unread addresses.
        """
        reviewed, decided, lapsed = apply_reviews(assessment, reviews)
        if decided:
            reviewed = _recount(checklist, reviewed)
        was = _statuses_by_topic(previous)
        items = tuple(
            _item(checklist, v, assessment, topics, was, decided.get(v.code), lapsed.get(v.code))
            for v in reviewed.verdicts
        )
        broken, unread = _addresses(site) if site else ((), ())
        view = AuditView(
            assessment=reviewed,
            agency=agency,
            kind=kinds.get(agency.kind),
            kind_names_th=_kind_names(kinds, thai=True),
            kind_names_en=_kind_names(kinds, thai=False),
            checklist=checklist.id,
            family=checklist.family,
            fiscal_year=checklist.fiscal_year,
            title=checklist.title,
            title_en=checklist.title_en,
            pass_mark=checklist.scoring.pass_mark,
            weight=checklist.scoring.weight,
            levels=tuple((level.name, level.minimum) for level in checklist.scoring.levels),
            notes=checklist.notes,
            assessed_on=assessment.assessed_on,
            version=assessment.version,
            score=reviewed.score,
            items=items,
            indicators=_indicators(checklist, items, reviewed.score),
            crawl=_crawl(crawl) if crawl else None,
            before=_before(previous, previous_checklist or checklist) if previous else None,
            broken=broken,
            unread=unread,
            waiting=len(site.waiting) if site else 0,
            moved=_moved(site, items) if site else {},
        )
        return clean_deep(view)


def apply_reviews(
    assessment: Assessment, reviews: Sequence[Review]
) -> tuple[Assessment, dict[str, Review], dict[str, Review]]:
    """The assessment with the newest holding review of each item applied, those reviews, and the lapsed ones, by code.

    Points and score are not counted again here.
    """
    decided: dict[str, Review] = {}
    lapsed: dict[str, Review] = {}
    by_code = {verdict.code: verdict for verdict in assessment.verdicts}
    for review in sorted(reviews, key=lambda r: r.reviewed_at):
        verdict = by_code.get(review.code)
        if verdict is None or review.checklist != assessment.checklist or review.agency != assessment.agency:
            continue
        (decided if review.holds_for(verdict) else lapsed)[review.code] = review
    verdicts = tuple(_decide(verdict, decided.get(verdict.code)) for verdict in assessment.verdicts)
    return replace(assessment, verdicts=verdicts), decided, {c: r for c, r in lapsed.items() if c not in decided}


def _decide(verdict: Verdict, review: Review | None) -> Verdict:
    if review is None:
        return verdict
    why = reason("reviewed", reviewer=review.reviewer, note=review.note)
    return replace(verdict, status=review.status, reason=why)


def _recount(checklist: Checklist, assessment: Assessment) -> Assessment:
    """Score and points after people's decisions; an item they call inapplicable moves everybody's share."""
    counted = [v.code for v in assessment.verdicts if v.status is not Status.INAPPLICABLE]
    verdicts = tuple(
        replace(v, points_lost=0.0 if v.status in DONE else points_lost(checklist, v.code, counted))
        for v in assessment.verdicts
    )
    return replace(assessment, verdicts=verdicts, score=score(checklist, verdicts))


def _statuses_by_topic(previous: Assessment | None) -> Mapping[str, Status]:
    if previous is None:
        return {}
    return {topic: verdict.status for verdict in previous.verdicts for topic in verdict.topics}


def _item(
    checklist: Checklist,
    verdict: Verdict,
    assessment: Assessment,
    topics: Mapping[str, Topic],
    was: Mapping[str, Status],
    review: Review | None,
    lapsed: Review | None,
) -> ItemView:
    item = checklist.item(verdict.code)
    findings = {finding.element: finding for finding in verdict.findings}
    unit = item.unit or next((topics[t].unit for t in item.topics if t in topics and topics[t].unit), "")
    lost = 0.0 if verdict.status in DONE else verdict.points_lost
    return ItemView(
        code=item.code,
        name=item.name,
        topics=item.topics,
        indicator=item.indicator,
        status=verdict.status,
        machine_status=assessment.verdict(item.code).status,
        reason=verdict.reason,
        points_lost=lost,
        oit_points=lost / checklist.scoring.weight if checklist.scoring.weight else lost,
        elements=tuple(_element(e, findings.get(e.code), verdict) for e in item.elements),
        evidence=verdict.evidence,
        weak=verdict.weak,
        considered=verdict.considered,
        unverified=verdict.unverified,
        confidence=verdict.confidence,
        year=item.year,
        provenance=item.provenance,
        unit=unit,
        was=next((was[t] for t in item.topics if t in was), None),
        review=review,
        lapsed=lapsed,
    )


def _element(element: Element, finding: Finding | None, verdict: Verdict) -> ElementView:
    """An element nobody judged: failed when the whole item is not there, else to be looked at."""
    if finding is None:
        absent = verdict.status in (Status.MISSING, Status.BROKEN)
        outcome = Outcome.INAPPLICABLE if verdict.status is Status.INAPPLICABLE else Outcome.CANT_TELL
        finding = Finding(element.code, Outcome.FAILED if absent else outcome, reason("no_evidence"))
    return ElementView(
        code=element.code,
        text=element.text,
        provenance=element.provenance,
        optional=element.optional,
        outcome=finding.outcome,
        reason=finding.reason,
        evidence=finding.evidence,
    )


def _indicators(checklist: Checklist, items: Sequence[ItemView], score: Score) -> tuple[IndicatorView, ...]:
    views = []
    for indicator in checklist.indicators:
        own = [i for i in items if i.indicator == indicator.code]
        if not own:
            continue
        counted = [i for i in own if i.status is not Status.INAPPLICABLE]
        views.append(
            IndicatorView(
                code=indicator.code,
                name=indicator.name,
                score=score.indicators.get(indicator.code),
                complete=sum(1 for i in counted if i.status is Status.COMPLETE),
                applicable=len(counted),
                points_lost=sum(i.points_lost for i in counted),
            )
        )
    return tuple(views)


def _crawl(crawl: CrawlFacts) -> CrawlView:
    return CrawlView(
        id=crawl.id,
        home=crawl.home,
        started_at=crawl.started_at,
        finished_at=crawl.finished_at,
        outcome=str(crawl.outcome),
        requests=crawl.requests,
        pages=crawl.pages,
        documents=crawl.documents,
        bytes=crawl.bytes,
        max_requests=crawl.max_requests,
        version=crawl.version,
        hosts=tuple(crawl.hosts),
        detail=crawl.detail,
        ledger=dict(crawl.ledger),
    )


def _before(previous: Assessment, checklist: Checklist) -> Before:
    title = checklist.title if checklist.id == previous.checklist else previous.checklist
    return Before(previous.checklist, previous.assessed_on, previous.score, title)


def _kind_names(kinds: Mapping[str, AgencyKind], *, thai: bool) -> Mapping[str, str]:
    return {kind.id: kind.name_th if thai else kind.name_en for kind in kinds.values()}


def _moved(site: Site, items: Sequence[ItemView]) -> Mapping[str, str]:
    """Evidence that answers at another address than the one asked for."""
    shown = {e.url for i in items for e in (*i.evidence, *(e for element in i.elements for e in element.evidence))}
    fetches = [page.fetch for page in site.pages] + [document.fetch for document in site.documents]
    return {f.url: f.final_url for f in fetches if f.url in shown and f.final_url and f.final_url != f.url}


def _addresses(site: Site) -> tuple[tuple[BrokenLink, ...], tuple[BrokenLink, ...]]:
    """Dead addresses, and those only *we* could not read, each with one page and link text that lead there."""
    led: dict[str, tuple[str, str]] = {}
    for page in site.pages:
        for link in page.links:
            if link.url and link.url not in led:
                led[link.url] = (page.url, link.text or link.row)
    broken: list[BrokenLink] = []
    unread: list[BrokenLink] = []
    for fetch in site.failures:
        if fetch.outcome in (FetchOutcome.OFF_SITE, FetchOutcome.OK, FetchOutcome.NOT_MODIFIED):
            continue
        found_on, text = led.get(fetch.url, ("", ""))
        met = BrokenLink(fetch.url, fetch.outcome, fetch.status, found_on, text)
        (broken if fetch.outcome in DEAD_OUTCOMES else unread).append(met)
    return tuple(broken), tuple(unread)
