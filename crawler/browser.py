"""The system's Chromium as one process: started when first needed, killed with all its children when it hangs.

Neither `page.content()` nor `browser.close()` can be trusted to return, so every wait here has an end, after which the
process group is killed.
"""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from playwright.async_api import Browser, BrowserContext, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from checklist.errors import MissingToolError
from crawler.folders import scratch

_ARGS = (
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy",
    # The proxy resolves names; the browser itself (its update and account services too) finds none.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-component-update",
    "--deny-permission-prompts",
    "--js-flags=--max-old-space-size=384",
)


def find_chromium(executable: str = "") -> str:
    """Path of the system's Chromium or Chrome; MissingToolError when there is none."""
    names = (executable,) if executable else ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for name in names:
        if found := shutil.which(name):
            return found
    raise MissingToolError(
        f"Chromium was not found ({', '.join(names)}): install the package chromium, or crawl without rendering."
    )


class Chromium:
    """One browser. Use in one asyncio loop, and `close()` it. MissingToolError at once when there is none."""

    def __init__(self, executable: str = "") -> None:
        self._executable = find_chromium(executable)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self.pid = 0  # of the leader of its process group; 0 while there is none
        self.killed = 0  # browsers that had to be killed, for the ledger

    async def ready(self) -> Browser:
        """The running browser, a new one if there is none."""
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                if self._playwright is None:
                    self._playwright = await async_playwright().start()
                self._browser = await self._launch(self._playwright)
                session = await self._browser.new_browser_cdp_session()
                told = await session.send("SystemInfo.getProcessInfo")
                self.pid = next((entry["id"] for entry in told["processInfo"] if entry["type"] == "browser"), 0)
            return self._browser

    async def _launch(self, playwright: Playwright) -> Browser:
        # Chromium refuses its sandbox to root, and some containers refuse it to everybody.
        choices = (False,) if os.geteuid() == 0 else (True, False)
        for sandbox in choices:
            try:
                return await playwright.chromium.launch(
                    executable_path=self._executable,
                    args=list(_ARGS),
                    chromium_sandbox=sandbox,
                    # Every context has its own proxy; what belongs to no context finds nobody at this port.
                    proxy={"server": "http://127.0.0.1:1"},
                    env={**os.environ, "TMPDIR": str(scratch())},  # what a killed browser leaves goes with our folder
                    timeout=20_000,
                )
            except PlaywrightError:
                if sandbox is choices[-1]:
                    raise
        raise AssertionError("unreachable")

    async def kill(self, browser: Browser | None) -> None:
        """Kill the browser that hangs, unless it has been replaced already."""
        if browser is None or browser is not self._browser:
            return
        self._browser = None
        self.killed += 1
        self._end_group()

    async def close(self) -> None:
        """End the browser; by force when it does not end by itself."""
        browser, self._browser = self._browser, None
        if browser is not None:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(5):
                    await browser.close()
            self._end_group()
        playwright, self._playwright = self._playwright, None
        if playwright is not None:
            with suppress(PlaywrightError, TimeoutError):
                async with asyncio.timeout(5):
                    await playwright.stop()

    def _end_group(self) -> None:
        # Playwright starts Chromium as the leader of a process group of its own.
        if self.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        self.pid = 0


@asynccontextmanager
async def visitor(browser: Browser, proxy: str, user_agent: str = "") -> AsyncIterator[BrowserContext]:
    """A browser window of a stranger: no cookies, no downloads, a Thai reader's screen, and `proxy` the one way out."""
    context = await browser.new_context(
        proxy={"server": proxy},
        service_workers="block",
        accept_downloads=False,
        ignore_https_errors=True,
        locale="th-TH",
        timezone_id="Asia/Bangkok",
        viewport={"width": 1366, "height": 900},
        user_agent=user_agent or None,
    )
    try:
        yield context
    finally:
        # A hung page blocks its closing: leave it to the caller's time limit, which kills the browser.
        async with asyncio.timeout(5):
            await context.close()
