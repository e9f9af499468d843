"""Candidates made of what was seen: what a link promised and what its target says of itself, weighed together."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import unquote

from checklist.candidates import Candidate, Promise
from checklist.match import YES, Match, Matcher, Signal
from checklist.model import Checklist, YearKind
from checklist.sights import Sights, key_of
from checklist.site import Document, DocumentState, Link, Page, PageState
from checklist.years import Year, best_year, years_in_label

_SINGLE = 0.95  # what one entry of a list is worth at most: the list comes first
_MADE_WHEN = re.compile(r"\d{4}(?:-\d\d){5}")
"""When a menu of Joomla's was made, which it writes into the addresses under it; no year of what they show."""
_OTHER_LANGUAGE = 0.9  # a translation, when there is the same in Thai
_THAI = re.compile("[ก-๛]")
_UNREADABLE = frozenset({DocumentState.BROKEN, DocumentState.EMPTY})


class Offers:
    """Makes candidates of what `sights` holds, for the topics and the years of one checklist."""

    def __init__(self, sights: Sights, matcher: Matcher, checklist: Checklist) -> None:
        self._sights = sights
        self._matcher = matcher
        self._wanted = _wanted_years(checklist)
        self._year = checklist.fiscal_year

    def from_promise(self, topic: str, target: str, promise: Promise) -> Candidate | None:
        """A candidate because a link names the topic; None for an address that was not asked for."""
        named = any(signal.where == "anchor" for signal in promise.match.signals)
        if not named and self._sights.is_everywhere(promise.link):
            return None
        key = self._sights.alias.get(target, target)
        single = target != key_of(promise.found_on) and self._is_single(topic, promise.found_on)
        worth = promise.score * (0.8 if single else 1.0)
        base = Candidate(topic, promise.link.url, "", worth, promise.match.signals, link=promise.link)
        base = replace(base, found_on=promise.found_on, path=promise.path)
        if (page := self._sights.pages.get(key)) is not None:
            if not named and not page.found_on and not page.anchor:
                return None  # a link home under an item's heading, such as the site's own address, is about no item
            whole = self._with_page(base, key, page)
            return replace(whole, score=min(whole.score, _SINGLE)) if single else whole
        if (document := self._sights.documents.get(key)) is not None:
            return self._with_document(base, key, document)
        if (offsite := self._sights.offsite.get(target)) is not None:
            years = self._years(
                (("anchor", promise.text), ("row", promise.link.row), ("heading", promise.link.heading))
            )
            return replace(base, kind="offsite", offsite=offsite, years=years)
        if (fetch := self._sights.failures.get(target)) is not None:
            return replace(base, kind="dead", fetch=fetch)
        return None

    def from_itself(self, topic: str, key: str, match: Match) -> Candidate | None:
        """A candidate on the strength of its own words, when no link names the topic."""
        if (page := self._sights.pages.get(key)) is not None:
            if not page.found_on and not page.anchor:
                return None  # the front page holds a bit of everything
            worth = 0.9 if not self._is_single(topic, page.found_on) else 0.8
            base = Candidate(topic, page.url, "", worth * match.score, match.signals, found_on=page.found_on)
            return self._with_page(base, key, page)
        document = self._sights.documents[key]
        base = Candidate(topic, document.url, "", match.score, match.signals, found_on=document.found_on)
        return self._with_document(base, key, document)

    def _is_single(self, topic: str, found_on: str) -> bool:
        """Whether what a page leads to is one entry of a list that is the better evidence: one article of the news."""
        parent = self._sights.own.get(key_of(found_on), {}).get(topic)
        return self._matcher.topics[topic].kind == "list" and parent is not None and parent.score >= YES

    def _with_page(self, base: Candidate, key: str, page: Page) -> Candidate:
        own = self._sights.own.get(key, {})
        mine = own.get(base.topic)
        others = [match for topic, match in own.items() if topic != base.topic and match.score >= YES]
        score, signals = base.score, base.signals
        if mine is not None and mine.signals != base.signals:
            score = min(1.0, score + 0.15 * mine.score)
            signals = signals + mine.signals
        elif others and mine is None:
            score *= 0.8
        in_place = not page.found_on and base.found_on == page.url  # a site of one page jumps to its own sections
        hub = not in_place and self._sights.is_hub(page)
        score *= _OTHER_LANGUAGE if page.title and not _THAI.search(page.title + page.text[:2000]) else 1.0
        hollow = page.state.value if page.state is not PageState.CONTENT else ""
        if not hollow and self._sights.only_points(page):
            hollow = PageState.EMPTY.value
        if hollow:
            signals = (*signals, Signal("state", hollow, page.title, 0.0))
        layers = (("title", page.title), ("headings", " ".join(page.headings[:4])), *_link_layers(base.link))
        years = self._years((*layers, ("url", _MADE_WHEN.sub("", unquote(page.url)))))
        path = tuple(step.text for step in page.path) or base.path
        score = self._adjusted(base.topic, score * (0.85 if hub else 1.0), years)
        found_on = base.found_on or page.found_on
        return replace(
            base, kind="page", page=page, fetch=page.fetch, score=score, signals=signals, years=years, path=path,
            found_on=found_on, hollow=hollow, hub=hub,
        )  # fmt: skip

    def _with_document(self, base: Candidate, key: str, document: Document) -> Candidate:
        mine = self._sights.own.get(key, {}).get(base.topic)
        score, signals = base.score, base.signals
        if mine is not None and mine.signals != signals:
            score = min(1.0, max(score, mine.score) + 0.1 * min(score, mine.score))
            signals = signals + tuple(signal for signal in mine.signals if signal not in signals)
        hollow = document.state.value if document.state in _UNREADABLE else ""
        first = document.pages[0][:1500] if document.pages else ""
        layers = (("document", first), ("title", document.title), ("file", document.name), *_link_layers(base.link))
        years = self._years(
            (
                *layers,
                ("anchor", document.anchor),
                ("row", document.row),
                ("url", _MADE_WHEN.sub("", unquote(document.url))),
            )
        )
        path = base.path or tuple(step.text for step in document.path)
        score = self._adjusted(base.topic, min(1.0, score + 0.02), years)
        found_on = base.found_on or document.found_on
        return replace(
            base, kind="document", document=document, fetch=document.fetch, score=score, signals=signals, years=years,
            path=path, found_on=found_on, hollow=hollow, shelved=self._shelved(base.link, found_on),
        )  # fmt: skip

    def _shelved(self, link: Link | None, found_on: str) -> bool:
        """Whether the document stands on the shelf of the checklist's own year: the same plan lies on several."""
        page = self._sights.pages.get(key_of(found_on))
        around = [link.group, link.heading] if link else []
        around += [page.title, *page.headings[:2], _MADE_WHEN.sub("", unquote(page.url))] if page else []
        return any(year.value == self._year for text in around if text for year in years_in_label(text[:400]))

    def from_listing(self, topic: str, promise: Promise) -> Candidate | None:
        """Named on a page without an address: opens in place (a panel of the same page), or nothing at all."""
        link = promise.link
        base = Candidate(topic, promise.found_on, "listed", promise.score, promise.match.signals, link=link)
        base = replace(base, found_on=promise.found_on, path=promise.path)
        page = self._sights.pages.get(key_of(promise.found_on))
        if page is not None and _opens_in_place(link):
            opens = Signal("link", link.raw, link.text, 0.0)
            return replace(
                base, kind="page", page=page, fetch=page.fetch, score=0.8 * base.score, signals=(*base.signals, opens)
            )
        return base

    def inherited(self, topic: str, found: Mapping[str, Candidate]) -> dict[str, Candidate]:
        """Files that a page about the topic leads to, when nothing says that they are another topic's."""
        sure = [one for one in found.values() if one.kind == "page" and one.score >= YES and not one.hub and one.page]
        pages = {key_of(one.url): one for one in sure}
        files: dict[str, Candidate] = {}
        for key, document in self._sights.documents.items():
            parent = pages.get(key_of(document.found_on))
            if parent is None or key in found:
                continue
            own = self._sights.own.get(key, {})
            if any(match.score >= YES for match in own.values()) and topic not in own:
                continue
            phrase = parent.signals[0].phrase if parent.signals else ""
            why = Signal("page", phrase, document.anchor or document.name, 0.6)
            base = Candidate(topic, document.url, "", 0.7 * parent.score, (why,), found_on=document.found_on)
            files[key] = self._with_document(base, key, document)
        return files

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


def _opens_in_place(link: Link) -> bool:
    """A label that opens a panel of its own page, such as an accordion's; "#" and the like lead nowhere."""
    return link.place not in ("menu", "footer") and link.raw.startswith("#") and len(link.raw) > 2


def _link_layers(link: Link | None) -> tuple[tuple[str, str], ...]:
    if link is None:
        return ()
    return (("anchor", link.text), ("row", link.row), ("heading", link.heading), ("group", link.group))


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
