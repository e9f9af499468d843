"""Pictures of evidence pages as a person sees them, small enough to stand in a report."""

import io
import time
from collections.abc import Mapping

from crawler import addresses
from crawler.guard import Guard
from crawler.hosts import Hosts
from crawler.pinned import allowance
from crawler.run import CrawlOptions, polite, seeds, user_agent
from crawler.shapes import kind_of

LARGEST = 200 * 1024
"""Bytes of one picture at most."""
WIDTH = 900
TALLEST = 2_400
"""Pixels of a picture; what stands below is cut off."""
MOST = 60
SECONDS = 300.0
"""For all pictures of one audit; those that do not fit are left out."""


async def screenshots(
    quotes: Mapping[str, str],
    *,
    home: str,
    options: CrawlOptions,
    hosts: Hosts | None = None,
    most: int = MOST,
    seconds: float = SECONDS,
) -> dict[str, bytes]:
    """A JPEG of at most 200 KB of each page: address → picture. `quotes`: address → the quote to outline ("" for none).

    Files and places off the agency's hosts are passed over, as is a page that could not be shown. The pause between two
    pages of a host is that of the crawl. `home` is the agency's address: its own private address, if it is one, may be
    visited. Needs only asyncio: call it inside `crawler.run.run`, or with `asyncio.run` after it. MissingToolError
    when there is no Chromium.
    """
    from crawler.render import Renderer  # Playwright is loaded only when a picture is wanted

    options, guard, turns = polite(options, home), Guard(allowance(seeds(home))), hosts or Hosts()
    until = time.monotonic() + seconds
    renderer = Renderer(guard, user_agent=user_agent(options))
    made: dict[str, bytes] = {}
    try:
        for url, quote in quotes.items():
            if len(made) >= most or time.monotonic() > until:
                break
            if kind_of(url) != "page" or not _of(home, url):
                continue
            async with turns.turn(addresses.host_of(url), options.delay):
                png = await renderer.screenshot(url, quote=quote, guard=guard)
            if png and (picture := smaller(png)):
                made[url] = picture
    finally:
        await renderer.close()
    return made


def smaller(png: bytes, largest: int = LARGEST) -> bytes:
    """The picture as a JPEG of at most `largest` bytes: narrower, cut, then coarser; b"" for what is no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(png), formats=["PNG", "JPEG"]) as opened:
            picture = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError):
        return b""
    for width, quality in ((WIDTH, 72), (WIDTH, 50), (640, 45), (480, 35), (320, 30)):
        height = max(1, round(picture.height * width / picture.width)) if picture.width > width else picture.height
        scaled = picture.resize((min(width, picture.width), height), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        scaled.crop((0, 0, scaled.width, min(scaled.height, TALLEST))).save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= largest:
            return out.getvalue()
    return b""


def _of(home: str, url: str) -> bool:
    """Whether the address is on the home's host or its www twin."""
    return addresses.host_of(url).removeprefix("www.") == addresses.host_of(home).removeprefix("www.")
