"""Everything that a page folds, hides or leads to by script only: opened, pressed and followed, while time lasts."""

import asyncio
import time
from contextlib import suppress
from dataclasses import replace
from urllib.parse import quote

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeout

from crawler.visit import Visit

MAX_POSTBACKS = 12
PRESSING_SECONDS = 8.0  # for all entries of a page
SPLASH_SECONDS = 3.5  # for a page that is all but blank to lead on
POSTBACK = "!postback="
"""Begins the fragment under which an entry of an ASP.NET menu is known: target and argument follow."""


async def past_splash(visit: Visit) -> None:
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
            await visit.rest(4)


async def open_all(visit: Visit, led: dict[str, str]) -> None:
    """Unfold, load more, then press the entries that only script can follow, while time lasts.

    `led` holds where the entries of the site's menus have led before, by their words: they are pressed once, not on
    every page. What is learnt is entered.
    """
    page = visit.page
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(visit.left(8)):
            if await page.evaluate("() => __oit.unfold()"):
                await visit.rest(1.5)
            for _ in range(4):
                if not await page.evaluate("() => __oit.more()"):
                    break
                await visit.rest(1.5)
    visit.posts = False
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(visit.left(PRESSING_SECONDS)):
            links = await page.evaluate("() => __oit.links()")
            visit.wanted += [(link, text) for link, text in links if "#/" in link or "#!" in link]
            await _press(visit, led)
    with suppress(PlaywrightError, TimeoutError):
        async with asyncio.timeout(visit.left(8)):
            if start := await page.evaluate("() => __oit.left()"):  # it did not come back by itself
                visit.settled = False
                await page.goto(start, wait_until="domcontentloaded", timeout=1000 * visit.left(5))
                await visit.rest(2)
    visit.settled = True


async def _press(visit: Visit, led: dict[str, str]) -> None:
    """Press the entries one by one, and return from each route of the page's script that one leads to."""
    page = visit.page
    for index, words in enumerate(await page.evaluate("() => __oit.entries()")):
        if known := led.get(words, ""):
            visit.wanted.append((known, words.partition(" ")[2].partition(" ")[2]))
            continue
        before = visit.requests
        visit.label = await page.evaluate("index => __oit.press(index)", index)
        await asyncio.sleep(0.04)
        if visit.requests > before:  # a part of the program is loaded first, or the content that belongs here
            await visit.still(time.monotonic() + 0.8, 0.15)
        if route := await page.evaluate("() => __oit.route()"):
            visit.wanted.append((route, visit.label))
            if words.startswith("menu "):
                led[words] = route
            await page.evaluate("() => __oit.back()")
            await _returned(visit)
    visit.label = ""


async def _returned(visit: Visit) -> None:
    """Until the page is again what it was before an entry was pressed; PlaywrightTimeout when it does not return."""
    await visit.page.wait_for_function("() => !__oit.route()", timeout=1000 * visit.left(1.5))
    await visit.still(time.monotonic() + 1, 0.15)
    await visit.page.evaluate("() => __oit.back()")


async def postbacks(visit: Visit, url: str, until: float) -> list[tuple[str, str]]:
    """Where the targets of an ASP.NET menu lead: an address, or this page with the target written behind it.

    What such a page links to is among the answers too: it can be reached by no address of its own. Targets are followed
    as long as more than `until` seconds of the page's time are left.
    """
    found: list[tuple[str, str]] = []
    behind: list[tuple[str, str]] = []
    for number, (target, argument, text) in enumerate(await visit.page.evaluate("() => __oit.postbacks()")):
        led = ""
        if number < MAX_POSTBACKS and visit.left(60) > until:
            led, links = await _follow(visit, url, target, argument)
            behind += links
        found.append((led or f"{url}#{POSTBACK}{quote(f'{target},{argument}', safe='')}", text))
    return found + behind


async def post_back(visit: Visit, target: str, argument: str) -> None:
    """Press one entry of an ASP.NET menu and wait for what comes."""
    with suppress(PlaywrightError, PlaywrightTimeout):
        async with visit.page.expect_navigation(wait_until="domcontentloaded", timeout=1000 * visit.left(3)):
            await visit.page.evaluate("([t, a]) => window.__doPostBack(t, a)", [target, argument])
    await visit.rest(2)


async def _follow(visit: Visit, url: str, target: str, argument: str) -> tuple[str, list[tuple[str, str]]]:
    page = await visit.context.new_page()
    side = replace(visit, page=page, settled=False, posts=True, journeys=0, wanted=[], console=[])
    try:
        await page.route("**/*", side.filter)
        async with asyncio.timeout(visit.left(4)):
            await page.goto(url, wait_until="domcontentloaded")
            await post_back(side, target, argument)
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
