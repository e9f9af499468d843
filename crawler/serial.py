"""A parsed page written down again: every tag closed, every attribute quoted, so that it can be split at its brackets.

Walking the parser's tree node by node costs a call for each step. Its own writing costs next to nothing, and what it
writes is regular: an angle bracket is the begin or end of a tag and nothing else, but for comments and raw text, which
are mended here.
"""

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from crawler.tags import VOID, Tag, tag_of

Parts = Sequence[str]
"""What stands between two opening brackets: "div class="x">text", "/div>text"."""

_UNUSUAL = re.compile(r"<(?:iframe|xmp|noembed|noframes|plaintext|svg|math|!--|\?)")
_RAW = ("<iframe", "<xmp", "<noembed", "<noframes", "<plaintext")
_NO_TAG = r"<!--.*?-->|<\?[^>]*>"
_VERBATIM = r"(<(iframe|xmp|noembed|noframes|plaintext)(?: [^>]*)?>)(.*?)(?=</\2>)"
_NO_TAGS = re.compile(_NO_TAG, re.DOTALL)
_ODD = re.compile(f"{_NO_TAG}|{_VERBATIM}", re.DOTALL)
_EVERYTHING = re.compile(f"{_NO_TAG}|{_VERBATIM}|<[^>]*>", re.DOTALL)
_VOID_END = re.compile(rf"</(?:{'|'.join(sorted(VOID))})>")


def written(root: LexborNode) -> str:
    """The element and all in it, without comments, scripts and styles. Takes these out of the tree, too."""
    root.strip_tags(["script", "style", "template"])
    html = root.html or ""
    if _UNUSUAL.search(html) is None:
        return html
    if any(raw in html for raw in _RAW):
        html = _mended(html, _ODD)
    elif "<!--" in html or "<?" in html:
        html = _mended(html, _NO_TAGS)
    if "<svg" in html or "<math" in html:  # there, what is empty in HTML may hold something
        html = _VOID_END.sub("", html)
    return html


def _mended(html: str, odd: "re.Pattern[str]") -> str:
    """Without what `odd` finds. In the names of a broken tag it may be something else, and then each tag is read."""
    mended = odd.sub(_as_text, html)
    return mended if mended.count("<") == mended.count(">") else _EVERYTHING.sub(_as_text, html)


def parts_of(html: str) -> Parts:
    """The page in parts, one for each tag."""
    parts = html.split("<")[1:]
    if len(parts) == html.count(">"):
        return parts
    mended: list[str] = []  # a broken tag may have names with an opening bracket in them
    open_tag = ""
    for part in parts:
        open_tag += part
        if ">" in part:
            mended.append(open_tag)
            open_tag = ""
        else:
            open_tag += "<"
    return mended


def inside(parts: Parts, at: int) -> Iterator[tuple[Tag | None, str]]:
    """What the element that begins at `at` holds: each tag (None for an end) and the text after it, in order."""
    depth = 0
    yield None, parts[at].partition(">")[2]
    for number in range(at + 1, len(parts)):
        head, _, text = parts[number].partition(">")
        if head[0] == "/":
            depth -= 1
            if depth < 0:
                return
            yield None, text
            continue
        tag = tag_of(head)
        depth += not tag.void
        yield tag, text


def _as_text(found: "re.Match[str]") -> str:
    """A comment: nothing. Raw text: its tag, and the text as any other text is written. A tag: itself."""
    if found.re is _NO_TAGS or found.group().startswith(("<!--", "<?")):
        return ""
    if not found.group(1):
        return found.group()
    raw = found.group(3).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{found.group(1)}{raw}"
