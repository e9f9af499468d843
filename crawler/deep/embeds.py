"""What a page embeds: frames, objects, players; and widgets that a script or a link brings (chat, map, viewer)."""

import re
from collections.abc import Iterator

from crawler import addresses
from crawler.deep.tree import Tree, attribute

_MOST = 200
_WIDGET = re.compile(
    r"tawk\.to|m\.me/|messenger\.com|lin\.ee|line\.me|page\.line|crisp\.chat|zendesk|tidio|livechat|zopim|chatbot|chat-widget"
    r"|dialogflow|facebook\.com/plugins|customerchat|rocket\.?chat|freshchat|intercom|google\.[a-z.]+/maps|maps\.google"
    r"|maps\.app\.goo|longdo|youtube\.com/embed|youtu\.be|docs\.google|drive\.google|forms\.gle|viewerjs|pdf\.?js|anyflip"
    r"|fliphtml5|pubhtml5|issuu|scribd|slideshare",
    re.IGNORECASE,
)
_ADDRESS_IN_SCRIPT = re.compile(r"""["'(]((?:https?:)?//[^"'()\s<>\\]{4,400})["')]""")


def embeds_of(tree: Tree, base: str) -> Iterator[str]:
    """Their addresses, each once, also of what stands in `noscript`."""
    seen: set[str] = set()
    for written in _sources(tree):
        url = addresses.normalise(written, base=base)
        if url and url not in seen and len(seen) < _MOST:
            seen.add(url)
            yield url


def _sources(tree: Tree) -> Iterator[str]:
    for tag in tree.sources:
        if written := next((w for name in ("src", "data-src", "data") if (w := attribute(tag, name))), ""):
            yield written
    for tag in tree.links:
        if _WIDGET.search(target := attribute(tag, "href")):
            yield target
    for tag in tree.scripts:
        source = attribute(tag, "src")
        if source and _WIDGET.search(source):
            yield source
        code = str(tag.string or "")[:50_000] if not source else ""
        if code:
            yield from (found for found in _ADDRESS_IN_SCRIPT.findall(code) if _WIDGET.search(found))
