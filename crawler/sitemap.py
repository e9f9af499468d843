"""sitemap.xml, read with care: foreign hosts, loops, bombs and broken XML are all on the web. Pure."""

import re
from dataclasses import dataclass
from html import unescape

from crawler import addresses
from crawler.inflate import BadEncoding, TooLarge, inflate

MAX_FILES = 5
MAX_BYTES = 10 * 1024 * 1024
MAX_ADDRESSES = 5_000

# Not an XML parser on purpose: entities and external references are then only text.
_LOC = re.compile(rb"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]{4,4096})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Addresses of pages, and of further sitemaps."""

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


def read(body: bytes, *, base: str) -> Sitemap:
    """The addresses a sitemap or sitemap index names, normalised; nothing for what is neither."""
    if body.startswith(b"\x1f\x8b"):
        try:
            body = inflate(body, "gzip", MAX_BYTES)
        except BadEncoding:
            return Sitemap()
        except TooLarge as large:
            body = large.head
    body = body[:MAX_BYTES]
    index = b"<sitemapindex" in body[:2000].lower()
    found: dict[str, None] = {}
    for match in _LOC.finditer(body):
        url = addresses.normalise(unescape(match.group(1).decode("utf-8", "replace")), base=base)
        if url:
            found[url] = None
        if len(found) >= MAX_ADDRESSES:
            break
    return Sitemap((), tuple(found)) if index else Sitemap(tuple(found))
