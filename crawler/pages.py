"""An answer in HTML becomes a page: as an earlier night read the same bytes, read now, or as a browser shows it."""

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from checklist.site import Fetch, FetchOutcome, Link, Page, PageState, Rendering
from crawler import addresses
from crawler.anchors import SCRIPT_CALL
from crawler.asking import Answer, Asker
from crawler.job import Job
from crawler.looking import Looked, Seen
from crawler.need import Reasons
from crawler.parse import PARSER_VERSION
from crawler.rendered import thai_letters, unmistaken
from crawler.soft404 import same_as_probe
from crawler.stopping import unless_stopped
from storage.store import FrontierRow

if TYPE_CHECKING:
    from crawler.rendered import Rendered

SHELLS = 4
"""So many times as many pages go through the browser where nothing at all is shown without it."""
PROMISE = 0.5
"""Least value of an entry that only script can follow for which the browser is started."""


class Pages:
    """Reads the pages of one crawl.

    `probe` is the site's answer to an address that cannot exist, when it answered with a page.
    """

    def __init__(self, job: Job, asker: Asker) -> None:
        self._job = job
        self._asker = asker
        self._renders = 0
        self._menus_seen: set[str] = set()
        self._menus_looked_at = False  # before the crawl was broken off
        self.reasons = Reasons()
        self.probe: Page | None = None

    def rendered_before(self, renders: int) -> None:
        """So many pages went through the browser before the crawl was broken off."""
        self._renders = renders
        self._menus_looked_at = renders > 0

    async def read(self, row: FrontierRow, answer: Answer) -> tuple[Looked, bytes]:
        """The page, after script where that is worth it, and its bytes. No page when reading was cut off."""
        body = answer.body
        if answer.known is not None and answer.fetch.rendering is not None:
            return self._shown_again(row, answer.fetch, answer.known), b""
        looked = await self._look(row, answer.fetch, body, answer.known)
        page = looked.page
        wanted = looked.wanted or (self._promised_by_script(page) if page is not None else "")
        if addresses.route_of(row.url) and not answer.fetch.rendered:
            wanted = wanted or "a place that only script shows"
        if page is not None and (page.state is PageState.NEEDS_SCRIPT or self._worth_rendering(wanted)):
            rendered = await self._render(row, answer, page, wanted)
            if rendered is not None:
                self.reasons.note(wanted, more=_shows_more(rendered[0], page))
            if rendered is not None:
                page, looked, body = rendered
            elif not self._job.options.render or self._job.tools.no_browser:
                page = replace(page, unrendered=wanted)
        if page is not None and looked.why and not page.fetch.detail:
            page = replace(page, fetch=replace(page.fetch, detail=looked.why[:200]))
        return replace(looked, page=page), body

    def known(self, row: FrontierRow, sha256: str) -> Page | None:
        """The page that an earlier night read from the same bytes, when it is content and no other answer's twin."""
        known = self._job.store.known_page(sha256, PARSER_VERSION, row.url)
        if known is None or known.state is not PageState.CONTENT:
            return None
        return None if self.probe is not None and same_as_probe(known, self.probe) else known

    async def _look(self, row: FrontierRow, fetch: Fetch, body: bytes, known: Page | None = None) -> Looked:
        """The page and its state: as an earlier night read the same bytes, or read now, a heavy one in a child."""
        if fetch.unchanged and not fetch.rendered and fetch.final_url == row.url:
            known = known or self.known(row, fetch.sha256)
            if known is not None:
                known = replace(known, fetch=fetch, found_on=row.found_on, anchor=row.anchor, path=row.path)
                return Looked(known, "", known.wanted)
        seen = Seen(row.url, fetch, fetch.content_type, row.found_on, row.anchor, row.path, self.probe)
        return await self._job.tools.look(body, seen)

    def _shown_again(self, row: FrontierRow, fetch: Fetch, known: Page) -> Looked:
        """A page as the browser showed it another night; it counts as if it had been rendered now."""
        assert fetch.rendering is not None
        why = fetch.rendering.why
        self._renders += 1
        self.reasons.note(why, more=fetch.rendering.more)
        if "menu" in why:
            self._menus_seen.add(why)
        page = replace(known, fetch=fetch, found_on=row.found_on, anchor=row.anchor, path=row.path)
        return Looked(page, "", "")

    def _worth_rendering(self, why: str) -> bool:
        """A site repeats its menu on every page: what script makes of it is seen once, not twenty times."""
        if not why or why in self._menus_seen or self.reasons.count_for_nothing(why):
            return False
        if "menu" in why and self._menus_looked_at:
            return False
        if "menu" in why:
            self._menus_seen.add(why)
        return True

    def _promised_by_script(self, page: Page) -> str:
        """An entry that names what is looked for, and that only script can follow, is a reason to use the browser."""
        if page.fetch.rendered:
            return ""
        hollow = (link for link in page.links if not link.url and SCRIPT_CALL.match(link.raw))
        promised = any(self._job.value(link, page.title)[0] >= PROMISE for link in hollow)
        return "an item's entry followed by script only" if promised else ""

    async def _render(
        self, row: FrontierRow, answer: Answer, plain: Page, why: str
    ) -> tuple[Page, Looked, bytes] | None:
        """The page after script, when a browser can be had and gives more than the plain page."""
        options = self._job.options
        most = options.max_renders * (SHELLS if plain.state is PageState.NEEDS_SCRIPT else 1)
        if not options.render or self._renders >= most:
            return None
        self._renders += 1
        rendered = await unless_stopped(self._job.stop, self._in_browser(answer.fetch.final_url or row.url))
        if rendered is None or rendered.outcome is not FetchOutcome.OK or not rendered.html:
            return None
        if thai_letters(plain.text) > 4 * thai_letters(rendered.html.decode("utf-8", "replace")):
            rendered = unmistaken(rendered)
        body = rendered.html
        fetch = replace(
            answer.fetch,
            rendered=True,
            sha256=hashlib.sha256(body).hexdigest(),
            size=len(body),
            content_type="text/html; charset=utf-8",
        )
        looked = await self._look(row, fetch, body)
        if looked.page is None:
            return None
        page = _with_links(looked.page, rendered)
        if answer.fetch.sha256 and not rendered.fed:
            made = Rendering(answer.fetch.sha256, fetch.fetched_at, why, _shows_more(page, plain))
            page = replace(page, fetch=replace(page.fetch, rendering=made))
        return page, looked, body

    async def _in_browser(self, url: str) -> "Rendered | None":
        """The page in the browser, in the host's turn: the browser is a visitor like any other."""
        async with await self._asker.turn(url):
            self._asker.book("render", 1)
            return await self._job.tools.render(url, self._job.guard)


def _shows_more(rendered: Page, plain: Page) -> bool:
    """Whether the browser showed links or text that the plain page lacks."""
    written = {link.url for link in plain.links}
    return any(link.url and link.url not in written for link in rendered.links) or (
        len(rendered.text) > len(plain.text) + 200
    )


def _with_links(page: Page, rendered: "Rendered") -> Page:
    """The page with the links that only script knows of."""
    written = {link.url for link in page.links}
    found = (Link(addresses.normalise(url), text[:300], "script") for url, text in rendered.links)
    extra = tuple(link for link in found if link.url and link.url not in written)
    return replace(page, links=(*page.links, *extra))
