"""Pages that show nothing without script: whether a page needs a browser, and how it gets one.

One Chromium for the whole process (`crawler.browser`), few pages at a time, each in a context of its own behind its own
`EgressProxy`. A page that outlives its time is dropped, and if the browser no longer answers it is killed and the next
page gets a new one.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, unquote

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Route
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from checklist.site import FetchOutcome
from crawler.browser import Chromium, find_chromium, visitor
from crawler.guard import AddressRefused, Guard
from crawler.need import needs_render
from crawler.proxy import EgressProxy
from crawler.rendered import Rendered, distinct, outcome_of_error, outcome_of_status

__all__ = ["Rendered", "Renderer", "find_chromium", "needs_render"]

HTML_LIMIT = 8 * 2**20
MAX_POSTBACKS = 12
GRACE_SECONDS = 10.0  # after a page's own time, until it is dropped by force
CAPTURE_SECONDS = 5.0  # for taking the DOM of a page whose time is over
SPLASH_SECONDS = 3.5  # for a page that is all but blank to lead on
HEIGHT_LIMIT = 8_000  # pixels of a screenshot
_POSTBACK = "!postback="
_DATA = frozenset({"xhr", "fetch", "eventsource", "websocket"})  # kinds of requests by which script gets content
_OPENING = Path(__file__).with_name("opening.js")


@dataclass
class _Visit:
    """One page being looked at: what it may still do, and what was noted about it."""

    page: Page
    context: BrowserContext
    proxy: EgressProxy
    deadline: float
    pictures: bool
    settled: bool = False  # from now on the page may not leave
    posts: bool = True  # script may still post (data tables and "load more" do)
    label: str = ""  # words of the entry being pressed
    requests: int = 0
    journeys: int = 0
    looping: bool = False
    fed: bool = False
    wanted: list[tuple[str, str]] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def left(self, most: float) -> float:
        """Seconds for the next step: at most `most`, never past the deadline, never quite none."""
        return max(0.05, min(most, self.deadline - time.monotonic()))

    def heard(self, said: ConsoleMessage) -> None:
        """Keep what the page's console calls an error."""
        if said.type == "error":
            self.failed(said.text)

    def failed(self, error: object) -> None:
        """Keep the page's own errors, the first fifty."""
        if len(self.console) < 50:
            self.console.append(str(error)[:300])

    async def filter(self, route: Route) -> None:
        """Playwright's route handler: what the page may ask for."""
        with suppress(PlaywrightError):  # the page was closed meanwhile, or the request belongs to no frame
            await self._answer(route)

    async def _answer(self, route: Route) -> None:
        request = route.request
        self.requests += 1
        main = request.is_navigation_request() and request.frame == self.page.main_frame
        self.fed |= request.resource_type in _DATA or (main and self.journeys > 0 and not self.settled)
        if main and self.settled:
            self.wanted.append((request.url, self.label))
            await route.abort("aborted")
        elif main and self.journeys >= 10:
            self.looping = True
            await route.abort("aborted")
        elif (not self.pictures and request.resource_type in ("image", "font", "media")) or (
            request.method not in ("GET", "HEAD", "OPTIONS") and not self.posts
        ):
            await route.abort("blockedbyclient")
        else:
            self.journeys += main
            await route.continue_()


class Renderer:
    """Renders pages in one browser that is started at the first page. Use in one asyncio loop, and `close()` it.

    `pages` at a time, `page_seconds` for each. `executable` names another Chromium. MissingToolError at once when there
    is none.
    """

    def __init__(
        self, guard: Guard, *, pages: int = 2, page_seconds: float = 30.0, executable: str = "", user_agent: str = ""
    ) -> None:
        self._chromium = Chromium(executable)
        self._guard = guard
        self._page_seconds = page_seconds
        self._user_agent = user_agent
        self._slots = asyncio.Semaphore(pages)

    async def render(self, url: str, *, guard: Guard | None = None) -> Rendered:
        """The page after script, with everything opened. Never raises for what a page does: see `outcome`."""
        guard = guard or self._guard
        try:
            guard.check(url)
        except AddressRefused as refusal:
            return Rendered(url, refusal.outcome, detail=str(refusal))
        for last in (False, True):
            browser = None
            try:
                async with self._slots, asyncio.timeout(self._page_seconds + GRACE_SECONDS):
                    browser = await self._chromium.ready()
                    async with self._visit(browser, guard) as visit:
                        return await self._show(visit, url)
            except (TimeoutError, PlaywrightTimeout):
                await self._chromium.kill(browser)
                return Rendered(
                    url, FetchOutcome.TIMEOUT, detail=f"the browser was stopped after {self._page_seconds:g} s"
                )
            except PlaywrightError as error:
                # Another page's fault may have taken the browser from under this one: once more in a new one.
                if last or (browser is not None and browser.is_connected()):
                    return Rendered(url, FetchOutcome.RENDER_FAILED, detail=_first_line(error))
        raise AssertionError("unreachable")

    async def screenshot(self, url: str, *, quote: str = "", guard: Guard | None = None) -> bytes:
        """The page as a person sees it, as PNG (at most 8,000 pixels high), `quote` outlined; b"" when it failed."""
        browser = None
        try:
            (guard or self._guard).check(url)
            async with self._slots, asyncio.timeout(self._page_seconds + GRACE_SECONDS):
                browser = await self._chromium.ready()
                async with self._visit(browser, guard or self._guard, pictures=True) as visit:
                    await visit.page.goto(url, wait_until="load", timeout=1000 * visit.left(20))
                    await self._rest(visit, 3)
                    visit.settled = True
                    if quote:
                        await visit.page.evaluate("quote => __oit.show(quote)", quote)
                    height = await visit.page.evaluate("document.documentElement.scrollHeight")
                    clip = {"x": 0, "y": 0, "width": 1366, "height": max(200, min(int(height), HEIGHT_LIMIT))}
                    return await visit.page.screenshot(clip=clip, full_page=True, timeout=1000 * visit.left(15))  # type: ignore[arg-type]
        except (TimeoutError, PlaywrightTimeout):
            await self._chromium.kill(browser)
        except (PlaywrightError, AddressRefused, ValueError):
            pass
        return b""

    @property
    def killed(self) -> int:
        """Browsers that had to be killed, for the ledger."""
        return self._chromium.killed

    async def close(self) -> None:
        """End the browser; by force when it does not end by itself."""
        await self._chromium.close()

    # --- one page

    @asynccontextmanager
    async def _visit(self, browser: Browser, guard: Guard, *, pictures: bool = False) -> AsyncIterator[_Visit]:
        async with (
            EgressProxy(guard, seconds=self._page_seconds + GRACE_SECONDS) as proxy,
            visitor(browser, proxy.server, self._user_agent) as context,
        ):
            page = await context.new_page()
            visit = _Visit(page, context, proxy, time.monotonic() + self._page_seconds, pictures)
            await context.add_init_script(path=_OPENING)
            await context.route("**/*", visit.filter)
            page.on("dialog", lambda dialog: asyncio.ensure_future(_quietly(dialog.dismiss())))
            page.on("pageerror", visit.failed)
            page.on("console", visit.heard)
            yield visit

    async def _show(self, visit: _Visit, url: str) -> Rendered:
        plain, _, fragment = url.partition(f"#{_POSTBACK}")
        try:
            response = await visit.page.goto(plain, wait_until="domcontentloaded", timeout=1000 * visit.left(20))
        except PlaywrightTimeout:
            return await self._unfinished(visit, url)
        except PlaywrightError as error:
            return self._failed(visit, url, error)
        await self._rest(visit, min(6, 0.4 * self._page_seconds))
        await self._past_splash(visit)
        if fragment:
            target, _, argument = unquote(fragment).partition(",")
            await self._post_back(visit, target, argument)
        visit.settled = True
        for address, outcome, why in visit.proxy.traffic.refused:
            if address == visit.page.url.partition("#")[0]:
                return replace(self._told(visit, url, outcome), detail=why)  # the proxy's words, not the site's
        status = response.status if response else 0
        outcome = FetchOutcome.REDIRECT_LOOP if visit.looping else outcome_of_status(status)
        if outcome is FetchOutcome.OK:
            await self._open(visit)
            visit.wanted += await self._postbacks(visit, plain) if not fragment else []
        async with asyncio.timeout(CAPTURE_SECONDS):
            await visit.page.evaluate("() => window.__oit && __oit.restore()")
            html = (await visit.page.content()).encode("utf-8", "replace")[:HTML_LIMIT]
            title = await visit.page.title()
            seen = [tuple(pair) for pair in await visit.page.evaluate("() => window.__oit ? __oit.seen() : []")]
        return replace(
            self._told(visit, url, outcome),
            html=html,
            status=status,
            title=title[:500],
            links=distinct([*visit.wanted, *seen], leaving=visit.page.url),
        )

    async def _past_splash(self, visit: _Visit) -> None:
        """A page with next to nothing on it may be about to lead on by itself: give it the time that people take."""
        with suppress(PlaywrightError, TimeoutError):
            if not await visit.page.evaluate("() => window.__oit && __oit.bare()"):
                return
            before = visit.page.url
            with suppress(PlaywrightTimeout):
                await visit.page.wait_for_url(
                    lambda url: url != before,
                    wait_until="domcontentloaded",
                    timeout=1000 * visit.left(SPLASH_SECONDS),
                )
                await self._rest(visit, 4)

    async def _open(self, visit: _Visit) -> None:
        """Unfold, load more, then press the entries that only script can follow, while time lasts."""
        page = visit.page
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(visit.left(8)):
                if await page.evaluate("() => __oit.unfold()"):
                    await self._rest(visit, 1.5)
                for _ in range(4):
                    if not await page.evaluate("() => __oit.more()"):
                        break
                    await self._rest(visit, 1.5)
        visit.posts = False
        with suppress(PlaywrightError, TimeoutError):
            async with asyncio.timeout(visit.left(8)):
                visit.wanted += [
                    (link, text)
                    for link, text in await page.evaluate("() => __oit.links()")
                    if "#/" in link or "#!" in link
                ]
                for index in range(await page.evaluate("() => __oit.entries()")):
                    visit.label = await page.evaluate("index => __oit.press(index)", index)
                    await asyncio.sleep(0.04)
                visit.label = ""

    async def _postbacks(self, visit: _Visit, url: str) -> list[tuple[str, str]]:
        """Where the targets of an ASP.NET menu lead: an address, or this page with the target written behind it.

        What such a page links to is among the answers too: it can be reached by no address of its own.
        """
        found: list[tuple[str, str]] = []
        behind: list[tuple[str, str]] = []
        for number, (target, argument, text) in enumerate(await visit.page.evaluate("() => __oit.postbacks()")):
            led = ""
            if number < MAX_POSTBACKS and visit.left(60) > 0.3 * self._page_seconds:
                led, links = await self._follow(visit, url, target, argument)
                behind += links
            found.append((led or f"{url}#{_POSTBACK}{quote(f'{target},{argument}', safe='')}", text))
        return found + behind

    async def _follow(self, visit: _Visit, url: str, target: str, argument: str) -> tuple[str, list[tuple[str, str]]]:
        page = await visit.context.new_page()
        side = replace(visit, page=page, settled=False, posts=True, journeys=0, wanted=[], console=[])
        try:
            await page.route("**/*", side.filter)
            async with asyncio.timeout(visit.left(4)):
                await page.goto(url, wait_until="domcontentloaded")
                await self._post_back(side, target, argument)
                if page.url.partition("#")[0] != url.partition("#")[0]:
                    return page.url, []
                return "", [(link, text) for link, text in await page.evaluate("() => __oit.links()")]
        except (PlaywrightError, TimeoutError):
            return "", []
        finally:
            visit.requests = side.requests
            visit.fed = True  # what a form answers is the server's, not the page's
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(3):
                    await page.close()

    async def _post_back(self, visit: _Visit, target: str, argument: str) -> None:
        with suppress(PlaywrightError, PlaywrightTimeout):
            async with visit.page.expect_navigation(wait_until="domcontentloaded", timeout=1000 * visit.left(3)):
                await visit.page.evaluate("([t, a]) => window.__doPostBack(t, a)", [target, argument])
        await self._rest(visit, 2)

    async def _rest(self, visit: _Visit, seconds: float) -> None:
        """Until the page has asked for nothing and become no other for half a second, or `seconds` have passed."""
        until = time.monotonic() + visit.left(seconds)
        with suppress(PlaywrightTimeout):
            await visit.page.wait_for_load_state("networkidle", timeout=1000 * visit.left(seconds))
        # that state stays for good once it is reached: what a click asks for later does not end it
        quiet, before = time.monotonic(), (-1, -1)
        while time.monotonic() < min(until, quiet + 0.5):
            now = (visit.requests, await visit.page.evaluate("() => document.documentElement.innerHTML.length"))
            if now != before:
                quiet, before = time.monotonic(), now
            await asyncio.sleep(0.1)

    async def _unfinished(self, visit: _Visit, url: str) -> Rendered:
        async with asyncio.timeout(CAPTURE_SECONDS):
            html = (await visit.page.content()).encode("utf-8", "replace")[:HTML_LIMIT]
        return replace(
            self._told(visit, url, FetchOutcome.TIMEOUT), html=html, detail="the page did not finish loading"
        )

    def _failed(self, visit: _Visit, url: str, error: PlaywrightError) -> Rendered:
        traffic = visit.proxy.traffic
        words = _first_line(error)
        outcome = outcome_of_error(words)
        if visit.looping:
            outcome = FetchOutcome.REDIRECT_LOOP
        elif "Download is starting" in words:
            words = "a file, not a page"
        elif traffic.refused:
            _, outcome, words = traffic.refused[-1]
        return replace(self._told(visit, url, outcome), detail=words)

    def _told(self, visit: _Visit, url: str, outcome: FetchOutcome) -> Rendered:
        return Rendered(
            url,
            outcome,
            final_url=visit.page.url,
            console=tuple(visit.console),
            requests=visit.requests,
            received=visit.proxy.traffic.received,
            fed=visit.fed,
        )


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]


async def _quietly(action: Awaitable[None]) -> None:
    with suppress(PlaywrightError):
        await action
