"""Which pages, documents and links of a site could be evidence of which topic, and why.

What a link says of its target and what the target says of itself are weighed together. A page is never evidence
because its menu names an item: only its title, its own headings and the links that lead to it speak for it. Targets
that are dead, listed without an address, off the site, or hollow (answered, and hold nothing) stay in the answer, so
that the judge can say what is broken and how. The order in which pages and documents arrive makes no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from checklist.calibration import calibration
from checklist.label import file_name
from checklist.match import LOOK, YES, Match, Matcher, Signal, Signals, offered
from checklist.model import Checklist, YearKind
from checklist.site import Document, DocumentState, Fetch, Link, OffSite, Page, PageState
from checklist.years import Year, best_year, years_in_label

__all__ = ["LOOK", "YES", "Candidate", "FalseFriend", "Locator", "Match", "Matcher", "Signal", "Signals", "offered"]

_KINDS = {"document": 0, "page": 1, "offsite": 2, "dead": 3, "listed": 4}
_SITEWIDE = 5  # what stands on more pages than this belongs to the site, not to the page
_HEADINGS = 20  # headings of a page that are looked at
_HUB = 5  # topics that a page's own links must name for it to be a list of items
_SIGNPOST = 15  # links that a page which does nothing but point elsewhere has at most
_WORDS = 40  # letters of its own that make a page more than a signpost
_NO_LABEL = frozenset({"form", "meta", "script", "map"})
_Seen = tuple[str, str, str, str, str]
_UNREADABLE = frozenset({DocumentState.BROKEN, DocumentState.EMPTY})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be evidence of `topic`.

    `kind`: ``page``, ``document``, ``offsite``, ``dead`` (the `fetch` failed) or ``listed`` (the site names it and
    gives no address; `url` is then the page that lists it). `hollow` says why a page that answered holds nothing of
    its own (a `PageState` or `DocumentState`); "" when it holds something. `years` are those of the most trusted text
    that names any. `path` are the texts of the clicks from the home page. `hub`: a list of many items.
    """

    topic: str
    url: str
    kind: str
    score: float
    signals: tuple[Signal, ...]
    page: Page | None = None
    document: Document | None = None
    fetch: Fetch | None = None
    offsite: OffSite | None = None
    found_on: str = ""
    path: tuple[str, ...] = ()
    link: Link | None = None
    years: tuple[Year, ...] = ()
    hollow: str = ""
    hub: bool = False

    @property
    def band(self) -> str:
        """As `Match.band`: ``yes``, ``look`` or ``no``."""
        return calibration().band(self.score)


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """A link that sounds like `topic` and is told apart by `words` (one of the topic's `never` phrases)."""

    topic: str
    url: str
    text: str
    words: str
    found_on: str
    path: tuple[str, ...] = ()


class _Promise(NamedTuple):
    """A link whose text names a topic. Compared as a tuple: the strongest is the largest, then by address and text."""

    score: float
    found_on: str
    text: str
    link: Link
    match: Match
    path: tuple[str, ...]

    @property
    def rank(self) -> tuple[float, str, str, str, str]:
        return (self.score, self.found_on, self.text, self.link.heading, self.link.row)


@lru_cache(maxsize=50_000)
def _key(url: str) -> str:
    return unquote(urldefrag(url)[0])


class Locator:
    """Gathers what a crawl sees and answers, per topic, where evidence may be."""

    def __init__(self, matcher: Matcher, checklist: Checklist) -> None:
        self._matcher = matcher if matcher.items else Matcher.for_checklist(matcher.topics, checklist)
        self._wanted = _wanted_years(checklist)
        self._pages: dict[str, Page] = {}
        self._documents: dict[str, Document] = {}
        self._failures: dict[str, Fetch] = {}
        self._offsite: dict[str, OffSite] = {}
        self._alias: dict[str, str] = {}
        self._seen: Counter[_Seen] = Counter()
        self._promises: dict[str, dict[str, _Promise]] = defaultdict(dict)
        self._listed: dict[str, dict[str, _Promise]] = defaultdict(dict)
        self._friends: dict[str, dict[str, FalseFriend]] = defaultdict(dict)
        self._aimed: dict[str, set[str]] = defaultdict(set)  # address -> topics that some link promises there
        self._said: dict[str, set[str]] = defaultdict(set)  # title or heading -> pages that have it
        self._parents: dict[str, set[str]] = defaultdict(set)  # address -> signposts, perhaps, that lead there
        self._unread: set[str] = set()
        self._own: dict[str, dict[str, Match]] = {}
        self._speaking: dict[str, set[str]] = defaultdict(set)  # topic -> pages and files whose own words name it
        self._answers: dict[str, tuple[Candidate, ...]] = {}

    # --- gathering ----------------------------------------------------------------------------------------------------

    def add_page(self, page: Page) -> None:
        """Take in a page and what its links promise."""
        key = _key(page.url)
        self._pages[key] = page
        self._note(key, page.fetch)
        for words in {page.title, *page.headings[:_HEADINGS]}:
            pages = self._said[words]
            pages.add(key)
            if len(pages) == _SITEWIDE + 1:
                self._unread |= pages
        for link in page.links:
            self._take(link, page)
        for link in _content(page):
            self._parents[_key(link.url)].add(key)

    def add_document(self, document: Document) -> None:
        """Take in a file."""
        key = unquote(document.url) if "#" in document.url else _key(document.url)
        self._documents[key] = document
        self._note(key, document.fetch)
        self._stale(_key(document.found_on))

    def add_failure(self, fetch: Fetch) -> None:
        """Take in an address that could not be had."""
        self._failures[_key(fetch.url)] = fetch
        self._stale(_key(fetch.url))

    def add_offsite(self, offsite: OffSite) -> None:
        """Take in a place outside the agency's hosts."""
        key = _key(offsite.url)
        known = self._offsite.get(key)
        if known is None or (offsite.public is not None, offsite.anchor) > (known.public is not None, known.anchor):
            self._offsite[key] = offsite
            self._stale(key)

    def _note(self, key: str, fetch: Fetch) -> None:
        """Something answered at `key`: remember by which other addresses it is known, and what must be thought over."""
        self._unread.add(key)
        self._stale(key)
        for other in (fetch.url, fetch.final_url, *fetch.redirects):
            if other and (alias := _key(other)) != key:
                self._alias[alias] = key
                self._stale(alias)

    def _stale(self, key: str) -> None:
        for place in (key, *self._parents.get(key, ())):
            for topic in (*self._aimed.get(place, ()), *self._own.get(place, ())):
                self._answers.pop(topic, None)

    def _take(self, link: Link, page: Page) -> None:
        """Remember what a link promises; a menu's links are read once, however many pages repeat them."""
        seen = _seen_as(link, page)
        self._seen[seen] += 1
        if self._seen[seen] == _SITEWIDE + 1:
            self._answers.clear()  # what makes a page a hub has changed
        matches = self._matcher.link_matches(link)
        for match in matches:
            if match.vetoes and link.url:
                self._note_friend(match, link, page)
        if not matches or matches[0].score < LOOK:
            return
        if link.place in _NO_LABEL and self._matcher.is_generic(link.text):
            return  # a search box under a heading is not what the heading names
        target = _key(link.url) if link.url else link.text
        for match in matches:
            if match.score < LOOK or match.score < matches[0].score - 0.3:
                continue
            path = (*(step.text for step in page.path), link.text)
            promise = _Promise(match.score, page.url, link.text, link, match, path)
            shelf = (self._promises if link.url else self._listed)[match.topic]
            known = shelf.get(target)
            if known is None or _better(promise, known):
                shelf[target] = promise
                self._aimed[target].add(match.topic)
                self._answers.pop(match.topic, None)

    def _note_friend(self, match: Match, link: Link, page: Page) -> None:
        path = (*(step.text for step in page.path), link.text)
        friend = FalseFriend(match.topic, link.url, link.text, match.vetoes[0].phrase, page.url, path)
        known = self._friends[match.topic].get(_key(link.url))
        if known is None or (len(path), page.url, link.text) < (len(known.path), known.found_on, known.text):
            self._friends[match.topic][_key(link.url)] = friend

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
            self._keep(found, self._from_promise(topic, target, promise))
        for key in self._speaking[topic]:
            match = self._own[key][topic]
            if match.score >= LOOK:
                self._keep(found, self._from_itself(topic, key, match))
        self._inherit(topic, found)
        for promise in self._listed[topic].values():
            self._keep(found, self._from_listing(topic, promise))
        return tuple(sorted(found.values(), key=_order))

    @staticmethod
    def _keep(found: dict[str, Candidate], candidate: Candidate | None) -> None:
        if candidate is None:
            return
        key = candidate.kind + " " + _key(candidate.url) if candidate.kind == "listed" else _key(candidate.url)
        known = found.get(key)
        if known is None or (candidate.score, candidate.found_on) > (known.score, known.found_on):
            found[key] = candidate

    def _read_own_words(self) -> None:
        """What each new page and file says of itself; again for those whose title turned out to be the site's."""
        while self._unread:
            key = self._unread.pop()
            for topic in self._own.get(key, ()):
                self._speaking[topic].discard(key)
                self._answers.pop(topic, None)
            page, document = self._pages.get(key), self._documents.get(key)
            if page is not None:
                matches = self._page_words(page)
            else:
                matches = self._matcher.match(_document_signals(document)) if document is not None else ()
            self._own[key] = {match.topic: match for match in matches}
            for topic in self._own[key]:
                self._speaking[topic].add(key)
                self._answers.pop(topic, None)

    def _page_words(self, page: Page) -> tuple[Match, ...]:
        """The title and headings that are this page's own: what stands on several pages belongs to the site."""
        title = page.title if len(self._said[page.title]) <= _SITEWIDE else ""
        headings = [h for h in page.headings[:_HEADINGS] if h != title and len(self._said[h]) <= _SITEWIDE]
        few = tuple(headings[:6]) if len(headings) <= 12 else ()
        return self._matcher.match(Signals(title=title, headings=few))

    def _from_promise(self, topic: str, target: str, promise: _Promise) -> Candidate | None:
        key = self._alias.get(target, target)
        worth = promise.score * (0.8 if self._is_single(topic, promise.found_on) else 1.0)
        base = Candidate(topic, promise.link.url, "", worth, promise.match.signals, link=promise.link)
        base = replace(base, found_on=promise.found_on, path=promise.path)
        if (page := self._pages.get(key)) is not None:
            named = any(signal.where == "anchor" for signal in promise.match.signals)
            if not named and not page.found_on and not page.anchor:
                return (
                    None  # a link home under an item's heading, such as the site's own address, is not about the item
                )
            return self._with_page(base, key, page)
        if (document := self._documents.get(key)) is not None:
            return self._with_document(base, key, document)
        if (offsite := self._offsite.get(target)) is not None:
            years = self._years(
                (("anchor", promise.text), ("row", promise.link.row), ("heading", promise.link.heading))
            )
            return replace(base, kind="offsite", offsite=offsite, years=years)
        if (fetch := self._failures.get(target)) is not None:
            return replace(base, kind="dead", fetch=fetch)
        return None

    def _from_itself(self, topic: str, key: str, match: Match) -> Candidate | None:
        """A candidate on the strength of its own words, when no link names the topic."""
        if (page := self._pages.get(key)) is not None:
            if not page.found_on and not page.anchor:
                return None  # the front page holds a bit of everything
            worth = 0.9 if not self._is_single(topic, page.found_on) else 0.8
            base = Candidate(topic, page.url, "", worth * match.score, match.signals, found_on=page.found_on)
            return self._with_page(base, key, page)
        document = self._documents[key]
        base = Candidate(topic, document.url, "", match.score, match.signals, found_on=document.found_on)
        return self._with_document(base, key, document)

    def _is_single(self, topic: str, found_on: str) -> bool:
        """Whether what a page leads to is one entry of a list that is the better evidence: one article of the news."""
        parent = self._own.get(_key(found_on), {}).get(topic)
        return self._matcher.topics[topic].kind == "list" and parent is not None and parent.score >= YES

    def _with_page(self, base: Candidate, key: str, page: Page) -> Candidate:
        own = self._own.get(key, {})
        mine = own.get(base.topic)
        others = [match for topic, match in own.items() if topic != base.topic and match.score >= YES]
        score, signals = base.score, base.signals
        if mine is not None and mine.signals != base.signals:
            score = min(1.0, score + 0.15 * mine.score)
            signals = signals + mine.signals
        elif others and mine is None:
            score *= 0.8
        hub = self._is_hub(page)
        hollow = page.state.value if page.state is not PageState.CONTENT else ""
        if not hollow and self._only_points(page):
            hollow = PageState.EMPTY.value
        if hollow:
            signals = (*signals, Signal("state", hollow, page.title, 0.0))
        layers = (("title", page.title), ("headings", " ".join(page.headings[:4])), *_link_layers(base.link))
        years = self._years((*layers, ("url", unquote(page.url))))
        path = tuple(step.text for step in page.path) or base.path
        score = self._adjusted(base.topic, score * (0.85 if hub else 1.0), years)
        found_on = base.found_on or page.found_on
        return replace(
            base, kind="page", page=page, fetch=page.fetch, score=score, signals=signals, years=years, path=path,
            found_on=found_on, hollow=hollow, hub=hub,
        )  # fmt: skip

    def _with_document(self, base: Candidate, key: str, document: Document) -> Candidate:
        mine = self._own.get(key, {}).get(base.topic)
        score, signals = base.score, base.signals
        if mine is not None and mine.signals != signals:
            score = min(1.0, max(score, mine.score) + 0.1 * min(score, mine.score))
            signals = signals + tuple(signal for signal in mine.signals if signal not in signals)
        hollow = document.state.value if document.state in _UNREADABLE else ""
        first = document.pages[0][:1500] if document.pages else ""
        layers = (("document", first), ("title", document.title), ("file", document.name), *_link_layers(base.link))
        years = self._years(
            (*layers, ("anchor", document.anchor), ("row", document.row), ("url", unquote(document.url)))
        )
        path = base.path or tuple(step.text for step in document.path)
        score = self._adjusted(base.topic, min(1.0, score + 0.02), years)
        found_on = base.found_on or document.found_on
        return replace(
            base, kind="document", document=document, fetch=document.fetch, score=score, signals=signals, years=years,
            path=path, found_on=found_on, hollow=hollow,
        )  # fmt: skip

    def _from_listing(self, topic: str, promise: _Promise) -> Candidate | None:
        """Named on a page without an address: opens in place (a panel of the same page), or nothing at all."""
        link = promise.link
        base = Candidate(topic, promise.found_on, "listed", promise.score, promise.match.signals, link=link)
        base = replace(base, found_on=promise.found_on, path=promise.path)
        page = self._pages.get(_key(promise.found_on))
        if page is not None and _opens_in_place(link):
            opens = Signal("link", link.raw, link.text, 0.0)
            return replace(
                base, kind="page", page=page, fetch=page.fetch, score=0.8 * base.score, signals=(*base.signals, opens)
            )
        return base

    def _inherit(self, topic: str, found: dict[str, Candidate]) -> None:
        """Files that a page about the topic leads to, when nothing says that they are another topic's."""
        pages = {_key(c.url): c for c in found.values() if c.kind == "page" and c.score >= YES and not c.hub and c.page}
        for key, document in self._documents.items():
            parent = pages.get(_key(document.found_on))
            if parent is None or key in found:
                continue
            own = self._own.get(key, {})
            if any(match.score >= YES for match in own.values()) and topic not in own:
                continue
            why = Signal(
                "page", parent.signals[0].phrase if parent.signals else "", document.anchor or document.name, 0.6
            )
            base = Candidate(topic, document.url, "", 0.7 * parent.score, (why,), found_on=document.found_on)
            found[key] = self._with_document(base, key, document)

    def _is_hub(self, page: Page) -> bool:
        """Whether the page's own links lead to many topics: a list of items, not the evidence of one."""
        topics: set[str] = set()
        for link in page.links:
            if link.place not in ("menu", "footer") and self._seen[_seen_as(link, page)] <= _SITEWIDE:
                matches = self._matcher.link_matches(link)
                if matches and matches[0].score >= YES:
                    topics.add(matches[0].topic)
        return len(topics) >= _HUB

    def _only_points(self, page: Page) -> bool:
        """Whether the page has nothing but links, all of them to places off the site, dead, or nowhere."""
        own = [link for link in _content(page) if self._seen[_seen_as(link, page)] <= _SITEWIDE]
        if not own or page.images or any(self._leads_on(link, page) for link in own):
            return False
        words = {page.title, *page.headings, *(link.text for link in own)}
        rest = "".join(line for line in page.main.split("\n") if line.strip() not in words)
        return sum(letter.isalnum() for letter in rest) < _WORDS

    def _leads_on(self, link: Link, page: Page) -> bool:
        """Whether something of the agency's own is, or may still be, behind the link."""
        key = self._alias.get(_key(link.url), _key(link.url))
        if key in self._pages or key in self._documents:
            return True
        own_host = urlsplit(link.url).netloc == urlsplit(page.url).netloc
        return own_host and key not in self._failures

    def _years(self, layers: Iterable[tuple[str, str]]) -> tuple[Year, ...]:
        for where, text in layers:
            years = tuple(year for year in years_in_label(text[:1500]) if year.kind != "law") if text else ()
            if years and where:
                return years
        return ()

    def _adjusted(self, topic: str, score: float, years: tuple[Year, ...]) -> float:
        """A little more for the year asked, less for another: it settles ties, never whether it is evidence."""
        wanted = self._wanted.get(topic)
        if wanted is None or not years:
            return round(score, 4)
        if any(year.covers(wanted) for year in years):
            return round(min(1.0, score + 0.05), 4)
        best = best_year(years)
        away = abs((best.fiscal if best else wanted) - wanted)
        return (
            round(max(0.0, score - min(0.02 * away, 0.1)), 4)
            if score < YES
            else round(max(YES, score - 0.02 * min(away, 5)), 4)
        )


def _content(page: Page) -> list[Link]:
    """The links of a page's own part, if they are few enough for it to be a signpost."""
    links = [link for link in page.links if link.url and link.place == "content"]
    return links if len(links) <= _SIGNPOST else []


def _seen_as(link: Link, page: Page) -> _Seen:
    return (link.url or page.url + "#" + link.raw, link.text, link.row, link.heading, link.group)


def _opens_in_place(link: Link) -> bool:
    """A label that opens a panel of its own page, such as an accordion's; "#" and the like lead nowhere."""
    return link.place not in ("menu", "footer") and link.raw.startswith("#") and len(link.raw) > 2


def _better(promise: _Promise, known: _Promise) -> bool:
    """The stronger promise; of equal ones the shorter click path, then the first by address: never by arrival."""
    mine = (promise.score, -len(promise.path))
    theirs = (known.score, -len(known.path))
    return mine > theirs or (mine == theirs and promise.rank[1:] < known.rank[1:])


def _order(candidate: Candidate) -> tuple[bool, bool, float, int, str]:
    sound = candidate.kind in ("page", "document", "offsite") and not candidate.hollow
    return (not sound, candidate.band == "no", -candidate.score, _KINDS[candidate.kind], candidate.url)


def _link_layers(link: Link | None) -> tuple[tuple[str, str], ...]:
    if link is None:
        return ()
    return (("anchor", link.text), ("row", link.row), ("heading", link.heading), ("group", link.group))


def _document_signals(document: Document) -> Signals:
    return Signals(
        anchor=document.anchor, heading=document.heading, row=document.row, group=document.group,
        file_name=document.name or file_name(document.url), text=document.pages[0] if document.pages else "",
        url=document.url,
    )  # fmt: skip


def _wanted_years(checklist: Checklist) -> dict[str, int]:
    """The fiscal year that evidence of each topic should speak of; topics whose rule asks no year are left out."""
    wanted: dict[str, int] = {}
    for item in checklist.items:
        if item.year.kind in (YearKind.CURRENT, YearKind.UNVERIFIED):
            continue
        previous = item.year.kind is YearKind.PREVIOUS_YEAR
        for topic in item.topics:
            wanted.setdefault(topic, checklist.fiscal_year - previous)
    return wanted
