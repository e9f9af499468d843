"""Bytes to Page: the cheap pass that every page gets (selectolax's lexbor, then one walk over what it wrote). Pure.

What it costs is bounded before the tree is built: 8 MB of HTML, no tag with hundreds of attributes, a fixed number of
nodes and links. What is cut sets `Page.truncated`.
"""

import codecs
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from checklist.site import Fetch, Page, Step
from crawler import charset
from crawler.blocks import BLOCKS, Blocks
from crawler.bounds import MAX_BYTES, guard
from crawler.drafts import MAX_LINKS
from crawler.marks import Marks
from crawler.scan import Scan

__all__ = ["MAX_BYTES", "MAX_LINKS", "PARSER_VERSION", "guard", "parse_html"]

PARSER_VERSION = "parse-6"
"""Changes whenever the same bytes may give another Page; stored readings of another version are made again."""


def parse_html(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    fetch: Fetch,
    found_on: str = "",
    anchor: str = "",
    path: Sequence[Step] = (),
    blocks: Blocks | None = BLOCKS,
    marks: Marks | None = None,
) -> Page:
    """Read one HTML page. Never fails; a body that is no HTML gives a page with its text and no links.

    `blocks` is a memory of what other pages have in common with this one: with or without it the page is the same.
    `marks` are those of the body, if they are known.
    """
    kept, truncated = guard(body)
    text, codec = _decoded(kept, content_type)
    scan = Scan(LexborHTMLParser(text), text, url, codec, blocks, marks)
    scan.run()
    title = scan.head.title or (scan.headings[0] if scan.headings else "")
    whole, main = scan.lines.texts()
    return Page(
        url=url,
        fetch=fetch,
        title=title[:500],
        headings=tuple(scan.headings[:200]),
        text=whole,
        main=main,
        links=scan.links.finished(),
        found_on=found_on,
        anchor=anchor,
        path=tuple(path),
        description=scan.head.description,
        images=tuple(scan.images[:100]),
        truncated=truncated or scan.truncated,
    )


def _decoded(body: bytes, content_type: str) -> tuple[bytes | str, str]:
    """What the parser is given, and the codec. What is valid UTF-8 is given as it is, without a detour."""
    if not body.startswith(codecs.BOM_UTF8):
        try:
            body.decode()
            return body, "utf-8"
        except UnicodeDecodeError:
            pass
    return charset.decode(body, content_type)
