"""Assessor: give it pages and documents as they come; ask it for verdicts at any time.

Pure: the date is an argument, and the deep reading of a page is asked for through `detail_of`, only for pages that are
accepted as evidence. Work is remembered per candidate and per item, so that asking every second during a crawl costs
little more than what is new.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from checklist.agency import Agency, AgencyKind
from checklist.elements import MAX_EXHIBITS, Case
from checklist.exhibit import Exhibit
from checklist.exhibits import page_exhibit
from checklist.judge import judge
from checklist.locate import Candidate, Locator, Matcher
from checklist.model import Checklist, Item, Topic
from checklist.reasons import reason
from checklist.score import points_lost, score
from checklist.site import (
    DEAD_OUTCOMES,
    Document,
    Fetch,
    FetchOutcome,
    Link,
    OffSite,
    Page,
    PageDetail,
    PageState,
    Site,
)
from checklist.verdict import Assessment, Evidence, Status, Verdict
from checklist.weak import READ, Behind, Placed, place

_SHARED = 4
"""A file offered as the evidence of this many items can hardly be the evidence of each."""

_RESTING = frozenset({Status.COMPLETE, Status.PARTIAL, Status.OUTDATED, Status.CANT_TELL})
"""Statuses whose first evidence was offered as the item's own."""

_PROMISE = 0.5
"""`Matcher.link_value` from which an address never asked for might well have been the missing evidence."""

_FEW_LINKS = 80
"""Links of its own that a page which does nothing but point elsewhere has at most."""

_FRIENDS = 3
"""False friends of a topic that are told: enough to show that they were seen and why they do not count."""

DetailOf = Callable[[Page], PageDetail | None]
_Key = tuple[object, ...]


class _Sorted(NamedTuple):
    """A candidate as it was sorted: with what its links led to, and whether its page could be opened for it."""

    placed: Placed
    behind: Behind
    deeply: bool

    def holds_for(self, candidate: Candidate, behind: Behind, deeply: bool) -> bool:
        same = self.behind == behind and _identity(self.placed.candidate) == _identity(candidate)
        return same and (self.deeply or not deeply)


class Assessor:
    """Judges one agency by one checklist while its site is being crawled, or afterwards.

    `kinds` are all agency kinds by id; `home` the home page's address; `detail_of` reads a page deeply (tables, forms,
    pictures) and may answer None when it cannot. The order in which things are added does not matter.
    """

    def __init__(
        self,
        checklist: Checklist,
        topics: Mapping[str, Topic],
        agency: Agency,
        *,
        kinds: Mapping[str, AgencyKind],
        today: date,
        home: str = "",
        detail_of: DetailOf,
        version: str = "",
    ) -> None:
        self._checklist = checklist
        self._agency = agency
        self._kind = kinds.get(agency.kind) if agency.kind else None
        self._today = today
        self._home = home
        self._detail_of = detail_of
        self._version = version
        self._matcher = Matcher(topics, asked=checklist.topics)
        self._locator = Locator(self._matcher, checklist)
        self._home_page: Page | None = None
        self._home_exhibit: Exhibit | None = None
        self._seen: set[str] = set()
        self._links: dict[str, tuple[Link, str]] = {}
        self._failures: list[Fetch] = []
        self._offsite: dict[str, OffSite] = {}
        self._dead: dict[str, Fetch] = {}
        self._counts = {"pages": 0, "documents": 0}
        self._unrendered: set[str] = set()
        self._details: dict[str, PageDetail | None] = {}
        self._placed: dict[tuple[str, str, str], _Sorted] = {}
        self._verdicts: dict[str, tuple[_Key, Verdict]] = {}
        self._unsettled: frozenset[str] | None = None

    # --- what the crawl saw

    def add_page(self, page: Page) -> None:
        """One more page."""
        self._locator.add_page(page)
        self._counts["pages"] += 1
        if page.unrendered:
            self._unrendered.add(page.url)
        self._note(page.url, page.fetch.final_url)
        for link in page.links:
            if link.url:
                self._links.setdefault(link.url, (link, page.title))
        if page.url == self._home or page.fetch.final_url == self._home or (not self._home and not page.found_on):
            self._home_page, self._home_exhibit = page, None

    def add_document(self, document: Document) -> None:
        """One more document, read or not."""
        self._locator.add_document(document)
        self._counts["documents"] += 1
        self._note(document.url, document.fetch.final_url)

    def add_failure(self, fetch: Fetch) -> None:
        """An address that did not end `ok`; one that has not changed since the last crawl is no failure."""
        if fetch.outcome in (FetchOutcome.OK, FetchOutcome.NOT_MODIFIED):
            return
        self._locator.add_failure(fetch)
        self._failures.append(fetch)
        if fetch.outcome in DEAD_OUTCOMES:
            self._dead[fetch.url] = fetch
        self._note(fetch.url)

    def add_offsite(self, offsite: OffSite) -> None:
        """A place outside the agency's hosts that a page of theirs points to."""
        self._locator.add_offsite(offsite)
        known = self._offsite.get(offsite.url)
        if known is None or (offsite.public is not None, offsite.anchor) > (known.public is not None, known.anchor):
            self._offsite[offsite.url] = offsite
        self._note(offsite.url)

    def _note(self, *urls: str) -> None:
        self._seen.update(url for url in urls if url)
        self._unsettled = None

    # --- what was concluded

    def unsettled(self) -> frozenset[str]:
        """Topics that no readable, surely matching page or document answers yet; cheap, for ordering the frontier."""
        if self._unsettled is None:
            self._unsettled = frozenset(topic for topic in self._checklist.topics if not self._settled(topic))
        return self._unsettled

    def _settled(self, topic: str) -> bool:
        return any(
            one.band == "yes" and one.kind in ("page", "document") and self._place(one, deeply=False).sort == READ
            for one in self._locator.candidates(topic)[:5]
        )

    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts as of now, in list order, as if the site had been seen whole."""
        return self._judge_all(0, frozenset())

    def assessment(self, site_finished: bool, waiting: int, crawl: str = "") -> Assessment:
        """Verdicts and score. `waiting` addresses were known and not asked for when an unfinished crawl stopped.

        An item of which nothing was found is `missing`; but `cant_tell` when an address was left over whose link
        names one of its topics.
        """
        left = 0 if site_finished else waiting
        verdicts = self._judge_all(left, self._promised() if left else frozenset())
        return Assessment(
            checklist=self._checklist.id,
            agency=self._agency.id,
            assessed_on=self._today.isoformat(),
            verdicts=verdicts,
            score=score(self._checklist, verdicts),
            version=self._version,
            crawl=crawl,
        )

    def _promised(self) -> frozenset[str]:
        """Topics that links to addresses never asked for name."""
        topics: set[str] = set()
        for url, (link, title) in self._links.items():
            if url not in self._seen:
                value, named = self._matcher.link_value(link, title)
                if value >= _PROMISE:
                    topics.update(named)
        return frozenset(topics)

    def _judge_all(self, waiting: int, promised: Collection[str]) -> tuple[Verdict, ...]:
        if not self._counts["pages"] and not self._counts["documents"]:
            return self._finish([self._unreadable(item) for item in self._checklist.items])
        return self._finish([self._judge(item, waiting, promised) for item in self._checklist.items])

    def _unreadable(self, item: Item) -> Verdict:
        """The site did not answer, or the crawl broke off before it saw a page: nothing can be said of any item."""
        if not self._failures:
            return Verdict(item.code, item.topics, Status.CANT_TELL, reason("site_unreadable", outcome="failed"))
        fetch = next((one for one in self._failures if one.url == self._home), self._failures[0])
        evidence = Evidence(fetch.url, "link", quote=str(fetch.status or fetch.outcome))
        outcome = str(fetch.outcome)
        if fetch.outcome is FetchOutcome.NETWORK_DOWN:
            outcome = "network_down"
        return Verdict(
            item.code, item.topics, Status.CANT_TELL, reason("site_unreadable", outcome=outcome), (), (evidence,)
        )

    def _judge(self, item: Item, waiting: int, promised: Collection[str]) -> Verdict:
        located = {topic: self._locator.candidates(topic) for topic in item.topics}
        sure = {topic: _without_hubs([one for one in found if one.band == "yes"]) for topic, found in located.items()}
        unsure = [one for found in located.values() for one in found if one.band == "look"]
        looked_at = self._counts["pages"] + self._counts["documents"]
        promising = bool(set(item.topics) & set(promised))
        empty = not any(sure.values()) and not unsure
        friends = tuple(one for topic in item.topics for one in self._locator.false_friends(topic)[:_FRIENDS])
        judged = [*(one for found in sure.values() for one in found), *unsure[:3]]
        unrendered = min(self._unrendered, default="")
        key: _Key = (
            tuple(_identity(one) for one in judged),
            (looked_at, waiting, promising, unrendered) if empty else (),
            id(self._home_page),
            friends,
            tuple(self._behind(one.page) for one in judged if one.page is not None),
        )
        known = self._verdicts.get(item.code)
        if known is not None and known[0] == key:
            return known[1]
        case = Case(
            item=item,
            agency=self._agency,
            kind=self._kind,
            fiscal_year=self._checklist.fiscal_year,
            placed={
                topic: tuple(self._place(one, deeply=n < MAX_EXHIBITS) for n, one in enumerate(found))
                for topic, found in sure.items()
            },
            unsure=tuple(self._place(one) for one in unsure[:3]),
            friends=friends,
            home=self._home_as_exhibit(),
            looked_at=looked_at,
            waiting=waiting,
            promising=promising,
            unrendered=unrendered,
        )
        verdict = judge(case)
        self._verdicts[item.code] = (key, verdict)
        return verdict

    def _place(self, candidate: Candidate, deeply: bool = True) -> Placed:
        """The candidate sorted, remembered while the very same candidate stands.

        Reading deeply is dear: only pages that will be judged are, and only when a check asks for what that shows.
        """
        key = (candidate.topic, candidate.kind, candidate.url)
        behind = self._behind(candidate.page) if candidate.page is not None else Behind()
        known = self._placed.get(key)
        if known is not None and known.holds_for(candidate, behind, deeply):
            return known.placed
        page = candidate.page if deeply and candidate.kind == "page" else None
        wanted = page is not None and page.state in (PageState.CONTENT, PageState.CONSTRUCTION)
        opens = partial(self._detail, page) if page is not None and wanted else None
        placed = place(candidate, opens, home=self._home, behind=behind)
        self._placed[key] = _Sorted(placed, behind, deeply)
        return placed

    def _behind(self, page: Page) -> Behind:
        """Where the links of the page's own part lead, if they are few; the way back home leads nowhere new."""
        targets = {link.url for link in page.links if link.url and link.place == "content"} - {self._home, page.url}
        if not targets or len(targets) > _FEW_LINKS:
            return Behind()
        outside = tuple(self._offsite[url] for url in sorted(targets) if url in self._offsite)
        dead = tuple(self._dead[url] for url in sorted(targets) if url in self._dead)
        return Behind(outside, dead, on=len(outside) + len(dead) < len(targets))

    def _detail(self, page: Page) -> PageDetail | None:
        if page.url not in self._details:
            self._details[page.url] = self._detail_of(page)
        return self._details[page.url]

    def _home_as_exhibit(self) -> Exhibit | None:
        page = self._home_page
        if page is None:
            return None
        if self._home_exhibit is None:
            self._home_exhibit = page_exhibit("", page, partial(self._detail, page), home=page.url)
        return self._home_exhibit

    # --- what depends on several items

    def _finish(self, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
        shared = _shared_files(verdicts)
        verdicts = [_doubt_shared(one, shared) for one in verdicts]
        applicable = [one.code for one in verdicts if one.status is not Status.INAPPLICABLE]
        return tuple(
            one
            if one.status in (Status.COMPLETE, Status.INAPPLICABLE)
            else replace(one, points_lost=round(points_lost(self._checklist, one.code, applicable), 4))
            for one in verdicts
        )


def _without_hubs(candidates: list[Candidate]) -> list[Candidate]:
    """A page that lists many items names each of them and shows none: left out while there is anything else."""
    others = [one for one in candidates if not one.hub]
    return others or candidates


def _identity(candidate: Candidate) -> _Key:
    """What a verdict can depend on in a candidate; what lies behind an address does not change within a crawl."""
    return (
        candidate.topic,
        candidate.kind,
        candidate.url,
        candidate.score,
        candidate.found_on,
        candidate.path,
        candidate.hollow,
        id(candidate.page or candidate.document or candidate.fetch or candidate.offsite),
    )


def _shared_files(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Files that are the first evidence of `_SHARED` or more items, by hash or address, with how many."""
    items: dict[str, set[str]] = defaultdict(set)
    for verdict in verdicts:
        if verdict.status in _RESTING:
            for one in verdict.evidence[:1]:
                if one.kind == "document":
                    items[one.sha256 or one.url].add(verdict.code)
    return {key: len(codes) for key, codes in items.items() if len(codes) >= _SHARED}


def _doubt_shared(verdict: Verdict, shared: Mapping[str, int]) -> Verdict:
    """One file offered for many items: named as weak, and a complete item is left to a person."""
    count = next((shared[k] for one in verdict.evidence[:1] if (k := one.sha256 or one.url) in shared), 0)
    if not count or verdict.status not in _RESTING:
        return verdict
    weak = reason("weak_shared_file", count=count)
    doubted = replace(verdict, weak=(weak, *verdict.weak))
    return replace(doubted, status=Status.CANT_TELL, reason=weak) if verdict.status is Status.COMPLETE else doubted


def assess(
    checklist: Checklist,
    topics: Mapping[str, Topic],
    agency: Agency,
    site: Site,
    *,
    kinds: Mapping[str, AgencyKind],
    today: date,
    detail_of: DetailOf,
    version: str = "",
    crawl: str = "",
) -> Assessment:
    """Judge a whole crawl at once; see `Assessor`."""
    assessor = Assessor(
        checklist, topics, agency, kinds=kinds, today=today, home=site.home, detail_of=detail_of, version=version
    )
    for page in site.pages:
        assessor.add_page(page)
    for document in site.documents:
        assessor.add_document(document)
    for failure in site.failures:
        assessor.add_failure(failure)
    for offsite in site.offsite:
        assessor.add_offsite(offsite)
    return assessor.assessment(site.finished, len(site.waiting), crawl)
