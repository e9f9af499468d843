"""Pages that show nothing without script: whether a page needs a browser, and how it gets one.

One Chromium for the whole process (`crawler.browser`), few pages at a time, each in a context of its own behind its own
`EgressProxy`. A page that outlives its time is dropped, and if the browser no longer answers it is killed and the next
page gets a new one.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from checklist.site import FetchOutcome
from crawler.browser import Chromium, find_chromium, visitor
from crawler.guard import AddressRefused, Guard
from crawler.need import needs_render
from crawler.opening import POSTBACK, open_all, past_splash, post_back, postbacks
from crawler.proxy import EgressProxy
from crawler.rendered import Rendered, distinct, outcome_of_error, outcome_of_status
from crawler.visit import Visit

__all__ = ["Rendered", "Renderer", "find_chromium", "needs_render"]

HTML_LIMIT = 8 * 2**20
MAXPOSTBACKS = 12
GRACE_SECONDS = 10.0  # after a page's own time, until it is dropped by force
CAPTURE_SECONDS = 5.0  # for taking the DOM of a page whose time is over
MENUS_KEPT = 50  # hosts whose menus are remembered
HEIGHT_LIMIT = 8_000  # pixels of a screenshot
_OPENING = Path(__file__).with_name("opening.js")


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
        self._led: OrderedDict[str, dict[str, str]] = OrderedDict()  # host → where entries of its menus led

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
                    await visit.rest(3)
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
    async def _visit(self, browser: Browser, guard: Guard, *, pictures: bool = False) -> AsyncIterator[Visit]:
        async with (
            EgressProxy(guard, seconds=self._page_seconds + GRACE_SECONDS) as proxy,
            visitor(browser, proxy.server, self._user_agent) as context,
        ):
            page = await context.new_page()
            visit = Visit(page, context, proxy, time.monotonic() + self._page_seconds, pictures)
            await context.add_init_script(path=_OPENING)
            await context.route("**/*", visit.filter)
            page.on("dialog", lambda dialog: asyncio.ensure_future(_quietly(dialog.dismiss())))
            page.on("pageerror", visit.failed)
            page.on("console", visit.heard)
            yield visit

    async def _show(self, visit: Visit, url: str) -> Rendered:
        plain, _, fragment = url.partition(f"#{POSTBACK}")
        try:
            response = await visit.page.goto(plain, wait_until="domcontentloaded", timeout=1000 * visit.left(20))
        except PlaywrightTimeout:
            return await self._unfinished(visit, url)
        except PlaywrightError as error:
            return self._failed(visit, url, error)
        await visit.rest(min(6, 0.4 * self._page_seconds))
        await past_splash(visit)
        if fragment:
            target, _, argument = unquote(fragment).partition(",")
            await post_back(visit, target, argument)
        visit.settled = True
        for address, outcome, why in visit.proxy.traffic.refused:
            if address == visit.page.url.partition("#")[0]:
                return replace(visit.told(url, outcome), detail=why)  # the proxy's words, not the site's
        status = response.status if response else 0
        outcome = FetchOutcome.REDIRECT_LOOP if visit.looping else outcome_of_status(status)
        if outcome is FetchOutcome.OK:
            await open_all(visit, self._led_of(visit.page.url))
            visit.wanted += await postbacks(visit, plain, 0.3 * self._page_seconds) if not fragment else []
        async with asyncio.timeout(CAPTURE_SECONDS):
            await visit.page.evaluate("() => window.__oit && __oit.restore()")
            html = (await visit.page.content()).encode("utf-8", "replace")[:HTML_LIMIT]
            title = await visit.page.title()
            seen = [tuple(pair) for pair in await visit.page.evaluate("() => window.__oit ? __oit.seen() : []")]
        return replace(
            visit.told(url, outcome),
            html=html,
            status=status,
            title=title[:500],
            links=distinct([*visit.wanted, *seen], leaving=visit.page.url),
        )

    def _led_of(self, url: str) -> dict[str, str]:
        """What is known of the menus of that address's host; the hosts seen longest ago are forgotten."""
        host = url.partition("://")[2].partition("/")[0]
        led = self._led.setdefault(host, {})
        self._led.move_to_end(host)
        while len(self._led) > MENUS_KEPT:
            self._led.popitem(last=False)
        return led

    async def _unfinished(self, visit: Visit, url: str) -> Rendered:
        async with asyncio.timeout(CAPTURE_SECONDS):
            html = (await visit.page.content()).encode("utf-8", "replace")[:HTML_LIMIT]
        return replace(visit.told(url, FetchOutcome.TIMEOUT), html=html, detail="the page did not finish loading")

    def _failed(self, visit: Visit, url: str, error: PlaywrightError) -> Rendered:
        traffic = visit.proxy.traffic
        words = _first_line(error)
        outcome = outcome_of_error(words)
        if visit.looping:
            outcome = FetchOutcome.REDIRECT_LOOP
        elif "Download is starting" in words:
            words = "a file, not a page"
        elif traffic.refused:
            _, outcome, words = traffic.refused[-1]
        return replace(visit.told(url, outcome), detail=words)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]


async def _quietly(action: Awaitable[None]) -> None:
    with suppress(PlaywrightError):
        await action
