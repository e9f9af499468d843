"""All that a report may say about one agency, computed once: the only thing every report is given.

Values, not sentences: reasons stay codes, so that one view serves both languages (`reports.wording` says them). Every
text in it has been through `reports.safe.clean`: no report has to remember that crawled text is hostile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checklist.agency import Agency, AgencyKind
from checklist.errors import UsageError
from checklist.model import Checklist, Topic
from checklist.review import Review
from checklist.site import Site
from checklist.verdict import Assessment, Score, Status
from reports.crawl_view import BrokenLink, CrawlFacts, CrawlView, crawl_view, moved, tls_faults, unanswered
from reports.item_view import DONE, FIXABLE, IndicatorView, ItemView, indicator_views, item_view, statuses_by_topic
from reports.reviews import apply_reviews, recount
from reports.safe import clean_deep


@dataclass(frozen=True, slots=True)
class Before:
    """An assessment shown beside this one: of the crawl before, or by last year's list."""

    checklist: str
    assessed_on: str
    score: Score
    fiscal_year: int = 0


@dataclass(frozen=True, slots=True)
class AuditView:
    """The whole view. `items` in list order; `assessment` is the one shown, with reviews applied.

    `weight` is the list's share of the whole ITA. `broken` answers nobody; `unread` only this program could not read.
    `moved` are evidence addresses that redirect, with where to; `waiting` counts addresses seen and not asked for.
    `tls_faults` are the hosts whose certificate was at fault, the home page's first.
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
    partial: bool
    assessed_on: str
    version: str
    score: Score
    items: tuple[ItemView, ...]
    indicators: tuple[IndicatorView, ...]
    crawl: CrawlView | None = None
    before: Before | None = None
    last_year: Before | None = None
    broken: tuple[BrokenLink, ...] = ()
    unread: tuple[BrokenLink, ...] = ()
    waiting: int = 0
    moved: Mapping[str, str] = field(default_factory=dict)
    tls_faults: Mapping[str, str] = field(default_factory=dict)

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
        last_year: tuple[Assessment, Checklist] | None = None,
        site: Site | None = None,
    ) -> "AuditView":
        """The view of one assessment, with the reviews that hold applied and its score counted again if they change it.

        `previous` is any earlier assessment (of last year, or of the crawl before); items are matched by topic, for
        which `previous_checklist` is needed when its list is another one. `last_year` is the assessment by an earlier
        year's list, with that list. `site` adds broken and unread addresses.
        """
        _all_asked(checklist, assessment)
        reviewed, decided, lapsed = apply_reviews(assessment, reviews)
        if decided:
            reviewed = recount(checklist, reviewed)
        was = statuses_by_topic(previous)
        items = tuple(
            item_view(checklist, v, assessment, topics, was, decided.get(v.code), lapsed.get(v.code))
            for v in reviewed.verdicts
        )
        view = AuditView(
            assessment=reviewed,
            agency=agency,
            kind=kinds.get(agency.kind),
            kind_names_th={kind.id: kind.name_th for kind in kinds.values()},
            kind_names_en={kind.id: kind.name_en for kind in kinds.values()},
            assessed_on=assessment.assessed_on,
            version=assessment.version,
            score=reviewed.score,
            items=items,
            indicators=indicator_views(checklist, items, reviewed.score),
            crawl=crawl_view(crawl) if crawl else None,
            before=_before(previous, previous_checklist or checklist) if previous else None,
            last_year=_before(*last_year) if last_year else None,
            **_of_the_list(checklist),
            **(_of_the_site(site, items) if site else {}),
        )
        return clean_deep(view)


def _before(previous: Assessment, checklist: Checklist) -> Before:
    year = checklist.fiscal_year if checklist.id == previous.checklist else 0
    return Before(previous.checklist, previous.assessed_on, previous.score, year)


def _all_asked(checklist: Checklist, assessment: Assessment) -> None:
    """`UsageError` when the list was changed after the judgement and no longer has one of its items."""
    codes = {item.code for item in checklist.items}
    gone = [verdict.code for verdict in assessment.verdicts if verdict.code not in codes]
    if gone:
        raise UsageError(
            f"The stored assessment of {assessment.agency} has the item {gone[0]}, which {checklist.id} does not ask "
            f"for any more: judge it again with `oit assess {assessment.agency}`."
        )


def _of_the_list(checklist: Checklist) -> dict[str, Any]:
    """What a report says of the list itself."""
    return {
        "checklist": checklist.id,
        "family": checklist.family,
        "fiscal_year": checklist.fiscal_year,
        "title": checklist.title,
        "title_en": checklist.title_en,
        "pass_mark": checklist.scoring.pass_mark,
        "weight": checklist.scoring.weight,
        "levels": tuple((level.name, level.minimum) for level in checklist.scoring.levels),
        "notes": checklist.notes,
        "partial": checklist.partial,
    }


def _of_the_site(site: Site, items: Sequence[ItemView]) -> dict[str, Any]:
    """What a report says of addresses that are no evidence, or lead elsewhere."""
    broken, unread = unanswered(site)
    shown = {e.url for i in items for e in (*i.evidence, *(e for element in i.elements for e in element.evidence))}
    return {
        "broken": broken,
        "unread": unread,
        "waiting": len(site.waiting),
        "moved": moved(site, shown),
        "tls_faults": tls_faults(site),
    }
