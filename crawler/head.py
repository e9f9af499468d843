"""What a page says of itself before its text: title, description, base address; frames and forwarding."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler import addresses
from crawler.lines import plain

_REFRESH = re.compile(r"""^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE)


class Head:
    """Title, description, base and links of the head. `links` are (address, text, place) as they are written."""

    def __init__(self, tree: LexborHTMLParser, url: str) -> None:
        self.title = ""
        self.description = ""
        self.base = url
        self.links: list[tuple[str | None, str, str]] = []
        titled = based = False
        frames: list[LexborNode] = []
        metas: list[LexborNode] = []
        for node in tree.css("title, base[href], meta, frame"):
            tag = node.tag
            if tag == "meta":
                metas.append(node)
            elif tag == "title" and not titled:
                titled, self.title = True, plain(node.text(deep=True))
            elif tag == "base" and not based:
                based = True
                self.base = addresses.normalise(node.attributes.get("href") or "", base=url) or url
            elif tag == "frame":
                frames.append(node)
        for node in metas:
            self._meta(node)
        for frame in frames:
            if tree.body is None or frame.parent is None or tree.css_first("body frame") is None:
                attrs = frame.attributes
                self.links.append((attrs.get("src"), plain(attrs.get("title") or attrs.get("name") or ""), "frame"))

    def _meta(self, node: LexborNode) -> None:
        attrs = node.attributes
        name = (attrs.get("name") or attrs.get("property") or attrs.get("http-equiv") or "").lower()
        content = attrs.get("content") or ""
        if name in ("description", "og:description") and not self.description:
            self.description = plain(content)[:1000]
        elif name == "og:title" and not self.title:
            self.title = plain(content)
        elif name == "refresh" and (found := _REFRESH.match(content)):
            self.links.append((found.group(1), "", "meta"))
