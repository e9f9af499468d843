"""What a page teaches: its links become rows of the frontier or notes of places elsewhere, its pictures are read."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checklist.site import Link, Page, PageState
from crawler import addresses
from crawler.deep import read_deeply
from crawler.elsewhere import Elsewhere
from crawler.frontier import Frontier
from crawler.job import Job, Saved
from crawler.looking import is_heavy
from crawler.offsite import resolve_embed, service_of
from crawler.worth import PROMISING
from storage.store import FrontierRow

MAX_PICTURES = 20
PICTURES_OF_PAGE = 3
LINKS_AT_ONCE = 100

_DECORATION = re.compile(
    r"logo|icon|banner|header|footer|button|btn|/bg|background|arrow|counter|avatar", re.IGNORECASE
)
_TEACHING = frozenset({PageState.CONTENT, PageState.EMPTY, PageState.NEEDS_SCRIPT, PageState.FILLER, PageState.LOGIN})
"""The states in which a page's links are the site's own, and not those of an error page."""


class Linking:
    """Learns from the pages of one crawl. `pictured`: pictures that were chosen to be read so far."""

    def __init__(self, job: Job, frontier: Frontier, elsewhere: Elsewhere) -> None:
        self._job = job
        self._frontier = frontier
        self._elsewhere = elsewhere
        self._texts: dict[int, str] = {}  # hash of a page's text → its address
        self._settled: set[str] = set()  # addresses of the agency's that another link to them cannot change
        self.pictured = 0

    async def links(self, row: FrontierRow, page: Page) -> tuple[list[FrontierRow], list[Saved]]:
        """The page's links: those of the agency wait in the frontier, those of others are noted once."""
        parent, topics = self._worth_of(row, page)
        new: list[FrontierRow] = []
        seen: list[Saved] = []
        if page.state not in _TEACHING or self.is_copy(page):
            return new, seen
        promising = 0
        settled = self._settled  # nearly all: a site repeats its menu on every page
        fresh = [link for link in page.links if link.url and (link.url not in settled or link.place == "meta")]
        for number, link in enumerate(_resolved(fresh), 1):
            if number % LINKS_AT_ONCE == 0:
                await asyncio.sleep(0)  # a page of two thousand links must not hold up the other crawls
            if link.place == "meta" and row.depth == 0 and service_of(link.url) in ("other", ""):
                self._frontier.add_host(addresses.host_of(link.url))
            if self._frontier.in_scope(link.url):
                if found := self._frontier.offer(link, page, row.depth + 1, parent=parent):
                    new.append(found)
                    promising += self._frontier.promise(link)[0] >= PROMISING
                elif self._frontier.is_part(link.url) and not self._frontier.knows(link.url):
                    seen += filter(None, [self._elsewhere.note(page, link)])
                if self._frontier.knows(link.url) and resolve_embed(link.url) == link.url:
                    settled.add(link.url)
            elif note := self._elsewhere.note(page, link):
                seen.append(note)
        if promising:
            self._frontier.taught(row)
        elif parent >= 0.5 and page.state is PageState.CONTENT:
            self._frontier.taught(row, topics)
        return new, seen

    def pictures(self, row: FrontierRow, page: Page, body: bytes) -> list[FrontierRow]:
        """Pictures to read: on a page that promises evidence and has hardly a word of its own, its large pictures."""
        if not self._job.options.ocr or page.state is not PageState.CONTENT or self.pictured >= MAX_PICTURES:
            return []
        worth, topics = self._worth_of(row, page)
        if worth < 0.6 or row.depth == 0 or len(page.main) > 400 or not page.images:
            return []
        body = body or self._job.store.body(page.fetch.sha256) or b""
        if is_heavy(body):
            return []
        found: list[FrontierRow] = []
        for image in read_deeply(body, url=page.fetch.final_url or page.url).images:
            small = 0 < image.width < 300 or 0 < image.height < 200
            if small or _DECORATION.search(image.url) or len(found) >= PICTURES_OF_PAGE:
                continue
            if picture := self._frontier.picture(image, page, row.depth + 1, topics):
                found.append(picture)
        self.pictured += len(found)
        return found

    def is_copy(self, page: Page) -> bool:
        """Whether another address has shown this very text. Its links would be the same, or wrongly joined for ever."""
        if len(page.text) < 300:
            return False
        first = self._texts.setdefault(hash(page.text), page.url)
        if first == page.url:
            return False
        self._frontier.dropped["links_of_a_copy"] += len(page.links)
        return True

    def _worth_of(self, row: FrontierRow, page: Page) -> tuple[float, tuple[str, ...]]:
        """What the page itself promises, and for which topics: its link's words, its title and its first headings."""
        names = (page.title, row.anchor, *page.headings[:2])
        values = [self._job.value(Link("", name), "") for name in names if name]
        return max(values, key=lambda found: found[0], default=(0.0, ()))


def _resolved(links: Sequence[Link]) -> Iterator[Link]:
    """The links that lead somewhere; those to a viewer followed by one to the file that the viewer shows."""
    for link in links:
        yield link
        shown = resolve_embed(link.url)
        if shown == link.url:
            continue
        shown = addresses.normalise(shown)
        if shown and shown != link.url:
            yield replace(link, url=shown)
