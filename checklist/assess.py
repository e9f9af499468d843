"""Assessor: give it pages and documents as they come; ask it for verdicts at any time.

Pure: the date is an argument, and the deep reading of a page is asked for through `detail_of`, only for pages that are
accepted as evidence. Work is remembered per candidate and per item, so that asking every second during a crawl costs
little more than what is new.
"""

from collections.abc import Collection, Mapping
from datetime import date

from checklist.agency import Agency, AgencyKind
from checklist.elements import MAX_EXHIBITS, Case
from checklist.grounds import Grounds
from checklist.judge import OF_THE_SITE, judge
from checklist.locate import Candidate, Locator, Matcher
from checklist.memory import Concluded, Recall, Setting
from checklist.model import Checklist, Item, Topic
from checklist.placing import DetailOf, Key, Places, identity
from checklist.reasons import reason
from checklist.score import score
from checklist.shared import finished
from checklist.site import (
    DEAD_OUTCOMES,
    Document,
    DocumentState,
    Fetch,
    FetchOutcome,
    Link,
    OffSite,
    Page,
    PageState,
    Site,
)
from checklist.verdict import Assessment, Evidence, Status, Verdict
from checklist.weak import READ

_PROMISE = 0.5
"""`Matcher.link_value` from which an address never asked for might well have been the missing evidence."""

_FRIENDS = 3
"""False friends of a topic that are told: enough to show that they were seen and why they do not count."""

READABLE = frozenset({PageState.CONTENT, PageState.NEEDS_SCRIPT, PageState.CHALLENGE})
"""States of a page behind which there may be something, though it could not be read."""

_UNSURE = 3
"""Candidates for a person to look at that are sorted for an item."""


class Assessor:
    """Judges one agency by one checklist while its site is being crawled, or afterwards.

    `kinds` are all agency kinds by id; `home` the home page's address; `detail_of` reads a page deeply (tables, forms,
    pictures) and may answer None when it cannot. The order in which things are added does not matter. `recall` knows
    what an earlier judgement found out; with it or without, the verdicts are the same.
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
        recall: Recall | None = None,
    ) -> None:
        self._checklist = checklist
        self._agency = agency
        self._kind = kinds.get(agency.kind) if agency.kind else None
        self._today = today
        self._home = home
        self._version = version
        self._topics = topics
        self._recall = recall
        self._locator = Locator(Matcher.for_checklist(topics, checklist, recall), checklist)
        self._seen: set[str] = set()
        self._links: dict[str, tuple[Link, str]] = {}
        self._failures: list[Fetch] = []
        self._offsite: dict[str, OffSite] = {}
        self._dead: dict[str, Fetch] = {}
        self._hollow: dict[str, str] = {}
        self._places = Places(home, detail_of, self._offsite, self._dead, self._hollow)
        self._counts = {"pages": 0, "documents": 0}
        self._unrendered: set[str] = set()
        self._verdicts: dict[str, tuple[Key, Concluded]] = {}
        self._unsettled: frozenset[str] | None = None

    # --- what the crawl saw

    def add_page(self, page: Page) -> None:
        """One more page."""
        self._locator.add_page(page)
        self._places.furniture.add(page)
        self._counts["pages"] += 1
        if page.unrendered:
            self._unrendered.add(page.url)
        if page.state not in READABLE:
            self._hollow[page.url] = page.state
        self._note(page.url, page.fetch.final_url)
        for link in page.links:
            if link.url:
                self._links.setdefault(link.url, (link, page.title))
        if page.url == self._home or page.fetch.final_url == self._home or (not self._home and not page.found_on):
            self._places.set_home(page)

    def add_document(self, document: Document) -> None:
        """One more document, read or not."""
        self._locator.add_document(document)
        self._counts["documents"] += 1
        if document.state in (DocumentState.PICTURE, DocumentState.EMPTY):
            self._hollow[document.url] = document.state
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
            one.band == "yes"
            and one.kind in ("page", "document")
            and self._places.place(one, deeply=False).sort == READ
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
        matcher = Matcher(self._topics, asked=self._checklist.topics)
        topics: set[str] = set()
        for url, (link, title) in self._links.items():
            if url not in self._seen:
                value, named = matcher.link_value(link, title)
                if value >= _PROMISE:
                    topics.update(named)
        return frozenset(topics)

    def _judge_all(self, waiting: int, promised: Collection[str]) -> tuple[Verdict, ...]:
        if not self._counts["pages"] and not self._counts["documents"]:
            return finished(self._checklist, [self._unreadable(item) for item in self._checklist.items])
        return finished(self._checklist, [self._judge(item, waiting, promised) for item in self._checklist.items])

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
        unsure = [one for found in located.values() for one in found if one.band == "look"][:_UNSURE]
        friends = tuple(one for topic in item.topics for one in self._locator.false_friends(topic)[:_FRIENDS])
        judged = [*(one for found in sure.values() for one in found), *unsure]
        setting = Setting(
            looked_at=self._counts["pages"] + self._counts["documents"],
            waiting=waiting,
            promising=bool(set(item.topics) & set(promised)),
            unrendered=min(self._unrendered, default=""),
        )
        behind = tuple(self._places.behind(one.page) for one in judged if one.page is not None)
        key: Key = (tuple(identity(one) for one in judged), id(self._places.front), friends, behind)
        known = self._verdicts.get(item.code)
        if known is None or known[0] != key or known[1].setting not in (None, setting):
            grounds = Grounds(item, sure, unsure, friends, behind, self._home, self._places.front)
            known = self._verdicts[item.code] = (key, self._conclude(grounds, setting))
        return known[1].verdict

    def _conclude(self, grounds: Grounds, setting: Setting) -> Concluded:
        """Taken over, when the last judgement rested on the very same; else judged now."""
        recall, code = self._recall, grounds.item.code
        rests_on = grounds.digest(recall.contents) if recall is not None else b""
        if recall is not None and rests_on and (known := recall.verdict(code, rests_on, setting)) is not None:
            return known
        verdict = judge(self._case(grounds, setting))
        concluded = Concluded(rests_on, verdict, setting if verdict.reason.code in OF_THE_SITE else None)
        if recall is not None and rests_on and not self._places.blind:
            recall.note(code, concluded)
        return concluded

    def _case(self, grounds: Grounds, setting: Setting) -> Case:
        return Case(
            item=grounds.item,
            agency=self._agency,
            kind=self._kind,
            fiscal_year=self._checklist.fiscal_year,
            placed={
                topic: tuple(self._places.place(one, deeply=n < MAX_EXHIBITS) for n, one in enumerate(found))
                for topic, found in grounds.sure.items()
            },
            unsure=tuple(self._places.place(one) for one in grounds.unsure),
            friends=tuple(grounds.friends),
            home=self._places.home(),
            **setting._asdict(),
        )


def _without_hubs(candidates: list[Candidate]) -> list[Candidate]:
    """A page that lists many items names each of them and shows none: left out while there is anything else."""
    others = [one for one in candidates if not one.hub]
    return others or candidates


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
    recall: Recall | None = None,
) -> Assessment:
    """Judge a whole crawl at once; see `Assessor`."""
    assessor = Assessor(
        checklist,
        topics,
        agency,
        kinds=kinds,
        today=today,
        home=site.home,
        detail_of=detail_of,
        version=version,
        recall=recall,
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
