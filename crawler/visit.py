"""One page in the browser while it is looked at: what it may still do, what was noted about it, when it is at rest."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, ConsoleMessage, Page, Route
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from checklist.site import FetchOutcome
from crawler.proxy import EgressProxy
from crawler.rendered import Rendered

_DATA = frozenset({"xhr", "fetch", "eventsource", "websocket"})  # kinds of requests by which script gets content


@dataclass
class Visit:
    """One page being looked at. `deadline` is on the monotonic clock; `pictures`: they are loaded too."""

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

    async def rest(self, seconds: float) -> None:
        """Until the page has asked for nothing and become no other for half a second, or `seconds` have passed."""
        until = time.monotonic() + self.left(seconds)
        with suppress(PlaywrightTimeout):
            await self.page.wait_for_load_state("networkidle", timeout=1000 * self.left(seconds))
        # that state stays for good once it is reached: what a click asks for later does not end it
        await self.still(until)

    async def still(self, until: float, quiet_for: float = 0.5) -> None:
        """Until nothing is asked for and nothing changes for `quiet_for` seconds, or the clock says `until`."""
        quiet, before = time.monotonic(), (-1, -1)
        while time.monotonic() < min(until, quiet + quiet_for):
            try:
                now = (self.requests, await self.page.evaluate("() => document.documentElement.innerHTML.length"))
            except PlaywrightError:  # it is leaving for another page at this very moment
                now = (self.requests, -1)
            if now != before or now[1] < 0:
                quiet, before = time.monotonic(), now
            await asyncio.sleep(min(0.1, quiet_for / 2))

    def told(self, url: str, outcome: FetchOutcome) -> Rendered:
        """How it ended, with what was noted on the way; no page yet."""
        return Rendered(
            url,
            outcome,
            final_url=self.page.url,
            console=tuple(self.console),
            requests=self.requests,
            received=self.proxy.traffic.received,
            fed=self.fed,
        )
