"""Which pages, documents and links of a site could be evidence of which topic, and why.

What a link says of its target and what the target says of itself are weighed together. A page is never evidence
because its menu names an item: only its title, its own headings and the links that lead to it speak for it. Targets
that are dead, listed without an address, off the site, or hollow (answered, and hold nothing) stay in the answer, so
that the judge can say what is broken and how. The order in which pages and documents arrive makes no difference.
"""

from collections import defaultdict
from urllib.parse import unquote

from checklist.candidates import Candidate, FalseFriend, Promise, better, order
from checklist.label import file_name
from checklist.match import LOOK, YES, Match, Matcher, Signal, Signals, offered
from checklist.model import Checklist
from checklist.offers import Offers
from checklist.sights import SITEWIDE, Sights, is_map, key_of, signposts, title_parts
from checklist.site import Document, Fetch, Link, OffSite, Page

__all__ = ["LOOK", "YES", "Candidate", "FalseFriend", "Locator", "Match", "Matcher", "Signal", "Signals", "offered"]

_HEADINGS = 20  # headings of a page that are looked at
_NO_LABEL = frozenset({"form", "meta", "script", "map"})


class Locator:
    """Gathers what a crawl sees and answers, per topic, where evidence may be."""

    def __init__(self, matcher: Matcher, checklist: Checklist) -> None:
        self._matcher = matcher if matcher.items else Matcher.for_checklist(matcher.topics, checklist)
        self._sights = Sights(self._matcher)
        self._offers = Offers(self._sights, self._matcher, checklist)
        self._promises: dict[str, dict[str, Promise]] = defaultdict(dict)
        self._listed: dict[str, dict[str, Promise]] = defaultdict(dict)
        self._friends: dict[str, dict[str, FalseFriend]] = defaultdict(dict)
        self._aimed: dict[str, set[str]] = defaultdict(set)  # address -> topics that some link promises there
        self._parents: dict[str, set[str]] = defaultdict(set)  # address -> signposts, perhaps, that lead there
        self._unread: set[str] = set()
        self._speaking: dict[str, set[str]] = defaultdict(set)  # topic -> pages and files whose own words name it
        self._answers: dict[str, tuple[Candidate, ...]] = {}

    # --- gathering ----------------------------------------------------------------------------------------------------

    def add_page(self, page: Page) -> None:
        """Take in a page and what its links promise."""
        key = key_of(page.url)
        self._sights.pages[key] = page
        self._note(key, page.fetch)
        for words in {page.title, *title_parts(page.title), *page.headings[:_HEADINGS]}:
            pages = self._sights.said[words]
            pages.add(key)
            if len(pages) == SITEWIDE + 1:
                self._unread |= pages
        for link in page.links:
            self._take(link, page)
        for link in signposts(page):
            self._parents[key_of(link.url)].add(key)

    def add_document(self, document: Document) -> None:
        """Take in a file."""
        key = unquote(document.url) if "#" in document.url else key_of(document.url)
        self._sights.documents[key] = document
        self._note(key, document.fetch)
        self._stale(key_of(document.found_on))

    def add_failure(self, fetch: Fetch) -> None:
        """Take in an address that could not be had."""
        self._sights.failures[key_of(fetch.url)] = fetch
        self._stale(key_of(fetch.url))

    def add_offsite(self, offsite: OffSite) -> None:
        """Take in a place outside the agency's hosts."""
        key = key_of(offsite.url)
        known = self._sights.offsite.get(key)
        if known is None or (offsite.public is not None, offsite.anchor) > (known.public is not None, known.anchor):
            self._sights.offsite[key] = offsite
            self._stale(key)

    def _note(self, key: str, fetch: Fetch) -> None:
        """Something answered at `key`: remember by which other addresses it is known, and what must be thought over."""
        self._unread.add(key)
        self._stale(key)
        for other in (fetch.url, fetch.final_url, *fetch.redirects):
            if other and (alias := key_of(other)) != key:
                self._sights.alias[alias] = key
                self._stale(alias)

    def _stale(self, key: str) -> None:
        for place in (key, *self._parents.get(key, ())):
            for topic in (*self._aimed.get(place, ()), *self._sights.own.get(place, ())):
                self._answers.pop(topic, None)

    def _take(self, link: Link, page: Page) -> None:
        """Remember what a link promises; a menu's links are read once, however many pages repeat them."""
        if self._sights.count(link, page):
            self._answers.clear()  # what makes a page a hub has changed
        matches = self._matcher.link_matches(link)
        for match in matches:
            if match.vetoes and link.url:
                self._note_friend(match, link, page)
        if not matches or matches[0].score < LOOK:
            return
        if (link.place in _NO_LABEL or is_map(link)) and self._matcher.is_generic(link.text):
            return  # a search box or a map under a heading is not what the heading names
        target = key_of(link.url) if link.url else link.text
        for match in matches:
            if match.score < LOOK or match.score < matches[0].score - 0.3:
                continue
            path = (*(step.text for step in page.path), link.text)
            promise = Promise(match.score, page.url, link.text, link, match, path)
            shelf = (self._promises if link.url else self._listed)[match.topic]
            known = shelf.get(target)
            if known is None or better(promise, known):
                shelf[target] = promise
                self._aimed[target].add(match.topic)
                self._answers.pop(match.topic, None)

    def _note_friend(self, match: Match, link: Link, page: Page) -> None:
        path = (*(step.text for step in page.path), link.text)
        friend = FalseFriend(match.topic, link.url, link.text, match.vetoes[0].phrase, page.url, path)
        known = self._friends[match.topic].get(key_of(link.url))
        if known is None or (len(path), page.url, link.text) < (len(known.path), known.found_on, known.text):
            self._friends[match.topic][key_of(link.url)] = friend

    # --- answering ----------------------------------------------------------------------------------------------------

    def candidates(self, topic: str) -> tuple[Candidate, ...]:
        """Every place that may be evidence of `topic`: sound ones first, then by score. Remembered until it changes."""
        self._read_own_words()
        known = self._answers.get(topic)
        if known is None:
            known = self._answers[topic] = self._gather(topic)
        return known

    def false_friends(self, topic: str) -> tuple[FalseFriend, ...]:
        """Links that sound like the topic and are about something else, by address."""
        return tuple(sorted(self._friends[topic].values(), key=lambda one: one.url))

    def _gather(self, topic: str) -> tuple[Candidate, ...]:
        found: dict[str, Candidate] = {}
        for target, promise in self._promises[topic].items():
            self._keep(found, self._offers.from_promise(topic, target, promise))
        for key in self._speaking[topic]:
            match = self._sights.own[key][topic]
            if match.score >= LOOK:
                self._keep(found, self._offers.from_itself(topic, key, match))
        found.update(self._offers.inherited(topic, found))
        for promise in self._listed[topic].values():
            self._keep(found, self._offers.from_listing(topic, promise))
        return tuple(sorted(found.values(), key=order))

    @staticmethod
    def _keep(found: dict[str, Candidate], candidate: Candidate | None) -> None:
        if candidate is None:
            return
        key = candidate.kind + " " + key_of(candidate.url) if candidate.kind == "listed" else key_of(candidate.url)
        known = found.get(key)
        if known is None or (candidate.score, candidate.found_on) > (known.score, known.found_on):
            found[key] = candidate

    def _read_own_words(self) -> None:
        """What each new page and file says of itself; again for those whose title turned out to be the site's."""
        while self._unread:
            key = self._unread.pop()
            for topic in self._sights.own.get(key, ()):
                self._speaking[topic].discard(key)
                self._answers.pop(topic, None)
            page, document = self._sights.pages.get(key), self._sights.documents.get(key)
            if page is not None:
                matches = self._page_words(page)
            else:
                matches = self._matcher.match(_document_signals(document)) if document is not None else ()
            self._sights.own[key] = {match.topic: match for match in matches}
            for topic in self._sights.own[key]:
                self._speaking[topic].add(key)
                self._answers.pop(topic, None)

    def _page_words(self, page: Page) -> tuple[Match, ...]:
        """The title and headings that are this page's own: what stands on several pages belongs to the site."""
        title = self._sights.own_title(page)
        headings = [h for h in page.headings[:_HEADINGS] if h != title and len(self._sights.said[h]) <= SITEWIDE]
        few = tuple(headings[:6]) if len(headings) <= 12 else ()
        return self._matcher.match(Signals(title=title, headings=few))


def _document_signals(document: Document) -> Signals:
    name = document.name or file_name(document.url) or f".{document.format}"  # a file, though a script hands it out
    return Signals(
        anchor=document.anchor, heading=document.heading, row=document.row, group=document.group, file_name=name,
        text=document.pages[0] if document.pages else "", url=document.url,
    )  # fmt: skip
