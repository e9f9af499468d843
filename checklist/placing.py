"""Candidates sorted into what can be read, what cannot, and what is hollow; remembered while nothing changes."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from checklist.candidates import Candidate
from checklist.checks.link import is_button
from checklist.exhibit import Exhibit
from checklist.exhibits import page_exhibit
from checklist.furniture import Furniture
from checklist.site import Fetch, OffSite, Page, PageDetail, PageState
from checklist.weak import Behind, Placed, place

_FEW_LINKS = 80
"""Links of its own that a page which does nothing but point elsewhere has at most."""

DetailOf = Callable[[Page], PageDetail | None]
"""Reads a page deeply; None when its bytes are not at hand."""

Key = tuple[object, ...]
"""What a conclusion can depend on: while it is equal, the conclusion stands."""


class _Sorted(NamedTuple):
    """A candidate as it was sorted: with what its links led to, and whether its page could be opened for it."""

    placed: Placed
    behind: Behind
    deeply: bool

    def holds_for(self, candidate: Candidate, behind: Behind, deeply: bool) -> bool:
        same = self.behind == behind and identity(self.placed.candidate) == identity(candidate)
        return same and (self.deeply or not deeply)


class Places:
    """Sorts the candidates of one site. `offsite`, `dead` and `hollow` (addresses that answered, and whose page or file
    holds nothing, with its state) are what its crawl found so far, and may grow."""

    def __init__(
        self,
        home: str,
        detail_of: DetailOf,
        offsite: Mapping[str, OffSite],
        dead: Mapping[str, Fetch],
        hollow: Mapping[str, str],
    ) -> None:
        self._home = home
        self._detail_of = detail_of
        self._offsite = offsite
        self._dead = dead
        self._hollow = hollow
        self._front: Page | None = None
        self._home_shown: Exhibit | None = None
        self._details: dict[str, PageDetail | None] = {}
        self._blind = False
        self.furniture = Furniture()
        self._placed: dict[tuple[str, str, str], _Sorted] = {}

    def set_home(self, page: Page) -> None:
        """This is the home page."""
        self._front, self._home_shown = page, None
        self.furniture.set_home(page)

    @property
    def front(self) -> Page | None:
        """The home page, once it was seen."""
        return self._front

    def place(self, candidate: Candidate, deeply: bool = True) -> Placed:
        """The candidate sorted, remembered while the very same candidate stands.

        Reading deeply is dear: only pages that will be judged are, and only when a check asks for what that shows.
        """
        key = (candidate.topic, candidate.kind, candidate.url)
        behind = self.behind(candidate.page) if candidate.page is not None else Behind()
        known = self._placed.get(key)
        if known is not None and known.holds_for(candidate, behind, deeply):
            return known.placed
        page = candidate.page if deeply and candidate.kind == "page" else None
        wanted = page is not None and page.state in (PageState.CONTENT, PageState.CONSTRUCTION)
        opens = partial(self._detail, page) if page is not None and wanted else None
        placed = place(candidate, opens, home=self._home, behind=behind)
        self._placed[key] = _Sorted(placed, behind, deeply)
        return placed

    def behind(self, page: Page) -> Behind:
        """Where the links of the page's own part lead, if they are few; the way back home leads nowhere new."""
        targets = {link.url for link in page.links if link.url and link.place == "content"} - {self._home, page.url}
        targets = {url for url in targets if not is_button(url)}
        furniture = self.furniture.on(page) if page is not self._front else frozenset()
        targets = {url for url in targets if url not in self.furniture.links or self._is_own(url)}
        known = sorted(url for url in targets if url in self._offsite or url in self._dead or url in self._hollow)
        if not known:
            return Behind(furniture=furniture)
        outside = tuple(self._offsite[url] for url in known if url in self._offsite)
        dead = tuple(self._dead[url] for url in known if url in self._dead)
        closed = {one.url for one in outside if one.public is False} | {one.url for one in dead}
        locked = frozenset(url for url in known if self._hollow.get(url) == PageState.LOGIN)
        gone = frozenset(closed | {url for url in known if url in self._hollow and url not in locked})
        if len(targets) > _FEW_LINKS:
            return Behind(gone=gone, locked=locked, furniture=furniture)
        return Behind(outside, dead, len(outside) + len(dead) < len(targets), gone, locked, furniture)

    def _is_own(self, url: str) -> bool:
        """Whether something of the agency's own is, or may still be, at the address."""
        return not (url in self._offsite or url in self._dead or url in self._hollow)

    def _detail(self, page: Page) -> PageDetail | None:
        if page.url not in self._details:
            self._details[page.url] = detail = self._detail_of(page)
            self._blind = self._blind or detail is None
        return self._details[page.url]

    @property
    def blind(self) -> bool:
        """Whether a page could not be read deeply, its bytes not being at hand: they may be another time."""
        return self._blind

    def home(self) -> Exhibit | None:
        """The home page as an exhibit: what stands in its footer is public."""
        page = self._front
        if page is None:
            return None
        if self._home_shown is None:
            self._home_shown = page_exhibit("", page, partial(self._detail, page), home=page.url)
        return self._home_shown


def identity(candidate: Candidate) -> Key:
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
