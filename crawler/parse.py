"""Bytes to Page: the cheap pass that every page gets (selectolax's lexbor, then one walk over the tree). Pure.

What it costs is bounded before the tree is built: 8 MB of HTML, no tag with hundreds of attributes, a fixed number of
nodes and links. What is cut sets `Page.truncated`.
"""

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checklist.site import Fetch, Link, Page, Step
from crawler import addresses, charset

PARSER_VERSION = "parse-3"
"""Changes whenever the same bytes may give another Page; stored readings of another version are made again."""

MAX_BYTES = 8 * 1024 * 1024
MAX_LINKS = 2_000
MAX_NODES = 120_000
MAX_DEPTH = 400
MAX_TEXT = 400_000
_LONG_TAG = 2_048
_MANY_BLANKS = 200
_MANY_TAGS = 6_000
_DEEPEST = 1_500
_ROW_TARGETS = 6  # a row with more targets is a list, and describes none of them
_CARD_TARGETS = 3
_SAME_WORDS = 3  # letters by which an item's text may be longer than its link's and still say no more

_SKIP = frozenset({"script", "style", "template", "svg", "canvas", "textarea", "select", "datalist", "math", "object"})
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "br",
        "title",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROWS = frozenset({"tr", "li", "dd", "dt", "article", "figure"})
_SCOPES = frozenset({"nav", "aside", "footer", "section", "article"})
_CARD = re.compile(r"(?:^|[\s_-])(?:card|item|post|entry|box|media|col|thumbnail|tile)(?:[\s_-]|\d|$)", re.IGNORECASE)
_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|mainmenu|topmenu|submenu|sidemenu|leftmenu|megamenu|sidebar|sidenav|topbar|breadcrumbs?"
    r"|dropdown|offcanvas|hamburger|pagination|pathway)(?:[\s_-]|\d|$)",
    re.IGNORECASE,
)
_FOOTER = re.compile(r"(?:^|[\s_-])(?:footer|foot|copyright|bottombar|colophon)(?:[\s_-]|\d|$)", re.IGNORECASE)
_HEADER = re.compile(r"(?:^|[\s_-])(?:header|masthead|banner|topheader|head)(?:[\s_-]|\d|$)", re.IGNORECASE)
# parts of one box on the page, not of the page: "panel-footer", "card-header"
_PART = re.compile(
    r"(?:panel|card|modal|post|entry|box|widget|section|block|item|list|tab|table|news|title)[_-](?:foot|head)", re.I
)
_WRAPPER = re.compile(
    r"(?:^|[\s_-])(?:content|main|wrapper|container|page|article|body|layout|entry)(?:[\s_-]|$)", re.I
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TARGET_ATTRIBUTES = ("data-bs-target", "data-target", "aria-controls", "href")
_OPEN = re.compile(r"""(?:window\.open|location\.(?:assign|replace))\s*\(\s*(["'])(.*?)\1""", re.IGNORECASE)
_GO = re.compile(r"""location(?:\.href)?\s*=\s*(["'])(.*?)\1""", re.IGNORECASE)
_REFRESH = re.compile(r"""^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']+)""", re.IGNORECASE)
_NAME = re.compile(r"[\w\-.:]+")
_PANEL_WORDS = 40  # letters outside its links from which on a panel says something itself
_OWN_LINKS = frozenset({"area", "frame", "iframe", "embed", "object", "form", "option", "img"})
_MAYBE_CHROME = frozenset({"div", "ul", "ol", "td", "table", "section", "tr", "dl"})
_CHROME_TAGS = frozenset({"nav", "menu", "footer", "aside", "header"})
_REGIONS = _CHROME_TAGS | _SCOPES | {"ul", "ol", "div", "details"}
"""Elements that may begin a region even without attributes."""
_TAGS = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*)")
_UNNESTED = frozenset(
    b"br hr img input meta link area base col embed source track wbr param p li td th tr dt dd option".split()
)


class _Open:
    """An element that is being walked, and what to put back when it ends. Made for every element: its defaults are the
    class's, which costs a third of setting them."""

    chrome: str = ""
    skip: bool = False
    group: str | None = None  # the group before, to restore
    heading: str | None = None  # the heading before, to restore

    def __init__(self, node: LexborNode, tag: str, start: int, links_start: int, attrs: dict[str, str | None]) -> None:
        self.node = node
        self.tag = tag
        self.start = start  # where its text begins in `out`
        self.links_start = links_start
        self.attrs = attrs


@dataclass(slots=True)
class _Draft:
    """A link before its row is known."""

    url: str
    text: str
    place: str
    heading: str
    group: str
    raw: str
    row: str = ""
    settled: bool = False  # its innermost row is known, even if it says no more than the link


def parse_html(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    fetch: Fetch,
    found_on: str = "",
    anchor: str = "",
    path: Sequence[Step] = (),
) -> Page:
    """Read one HTML page. Never fails; a body that is no HTML gives a page with its text and no links."""
    kept, truncated = guard(body)
    tree, codec = _tree_of(kept, content_type)
    walk = _Walk(tree, url, codec)
    walk.run()
    title = walk.title or (walk.headings[0] if walk.headings else "")
    return Page(
        url=url,
        fetch=fetch,
        title=title[:500],
        headings=tuple(walk.headings[:200]),
        text=walk.text(),
        main=walk.main(),
        links=walk.finished_links(),
        found_on=found_on,
        anchor=anchor,
        path=tuple(path),
        description=walk.description,
        images=tuple(walk.images[:100]),
        truncated=truncated or walk.truncated,
    )


def _tree_of(body: bytes, content_type: str) -> tuple[LexborHTMLParser, str]:
    """The parsed page and its codec. What is valid UTF-8 is taken as it is, as `charset` would, without a detour."""
    if not body.startswith(codecs.BOM_UTF8):
        try:
            body.decode()
            return LexborHTMLParser(body), "utf-8"
        except UnicodeDecodeError:
            pass
    text, codec = charset.decode(body, content_type)
    return LexborHTMLParser(text), codec


def guard(body: bytes) -> tuple[bytes, bool]:
    """Cut what would make the parser slow: length, and tags with very many attributes (lexbor is quadratic there)."""
    truncated = len(body) > MAX_BYTES
    body = body[:MAX_BYTES]
    if body.count(b"<") > _MANY_TAGS and (end := _too_deep(body)):
        body, truncated = body[:end], True
    parts: list[bytes] = []
    done = at = 0
    size = len(body)
    while at < size:
        if (last := body.rfind(b">", at, at + _LONG_TAG)) >= 0:
            at = last + 1  # up to here no tag can be long
            continue
        end = body.find(b">", at)
        end = size if end < 0 else end + 1
        start = body.find(b"<", at, end)
        if start >= 0 and end - start > _LONG_TAG and body[start + 1 : start + 2].isalpha():
            tag = body[start:end]
            if (
                sum(map(tag.count, (b" ", b"\n", b"\t", b"\r", b"/"))) > _MANY_BLANKS
                and _attributes(tag) > _MANY_BLANKS
            ):
                parts.append(body[done:start])
                done, truncated = end, True
        at = end
    if not parts:
        return body, truncated
    parts.append(body[done:])
    return b"".join(parts), truncated


def _too_deep(body: bytes) -> int:
    """Where elements are nested deeper than any real page; 0 when nowhere. The parser is quadratic in the depth."""
    depth = 0
    for found in _TAGS.finditer(body):
        if found.group(2).lower() in _UNNESTED:
            continue
        depth += -1 if found.group(1) else 1
        if depth > _DEEPEST:
            return found.start()
        depth = max(depth, 0)
    return 0


def _attributes(tag: bytes) -> int:
    """About how many attributes a tag has: blanks outside quoted values."""
    return len(re.sub(rb"\"[^\"]*\"|'[^']*'", b"", tag).split())


class _Walk:
    """One pass over the tree: text, headings, links, menus, rows. State is what the walk has seen so far."""

    def __init__(self, tree: LexborHTMLParser, url: str, codec: str) -> None:
        self.url = url
        self.codec = codec
        self.tree = tree
        self.title = ""
        self.description = ""
        self.headings: list[str] = []
        self.images: list[str] = []
        self.links: list[_Draft] = []
        self.truncated = False
        self._out: list[str] = []
        self._outside: list[slice] = []  # runs of `_out` that are not in a menu, header or footer
        self._outside_from = 0
        self._tidied: dict[str, str] = {}
        self._base = url
        self._chrome: list[str] = []
        self._skipping = 0
        self._heading = ""
        self._group = ""
        self._labels: dict[str, str] = {}
        self._opened: set[str] = set()  # panels whose label has been seen
        self._stack: list[_Open] = []
        self._length = 0

    # --- results

    def text(self) -> str:
        """All visible text, one line a block."""
        return _tidy("".join(self._out), self._tidied)

    def main(self) -> str:
        """The text outside menu, header and footer; the whole text when that leaves next to nothing."""
        runs = (*self._outside, slice(self._outside_from, None))
        return _tidy("".join(["".join(self._out[run]) for run in runs]), self._tidied)

    def finished_links(self) -> tuple[Link, ...]:
        """Links in document order, the same link said twice once; in another row it is said of another thing."""
        seen: dict[tuple[str, str, str, str, str], Link] = {}
        for draft in self.links:
            row = draft.row if draft.row != draft.text else ""
            key = (draft.url or draft.raw, draft.text, draft.place, draft.heading, row)
            if key not in seen:
                seen[key] = _link_of(draft.url, draft.text, draft.place, draft.heading, row, draft.group, draft.raw)
        return tuple(seen.values())

    # --- the walk

    def run(self) -> None:
        """Walk the whole tree, depth first, without recursion."""
        self._read_head()
        self._read_labels()
        root = self.tree.body or self.tree.root
        if root is None:
            return
        out, stack, links = self._out, self._stack, self.links
        nodes = 0
        node: LexborNode | None = root
        while node is not None:
            nodes += 1
            if nodes > MAX_NODES or len(links) >= MAX_LINKS or self._length > MAX_TEXT:
                self.truncated = True
                break
            tag = node.tag or ""
            following: LexborNode | None = None
            if tag == "-text":
                if not self._skipping and (text := node.text_content):
                    out.append(text)
                    self._length += len(text)
            elif tag[:1] not in "-!":  # no comment, no doctype
                if len(stack) < MAX_DEPTH:
                    self._enter(node, tag)
                    following = node.child
                    if following is None:
                        self._leave(stack.pop())
                else:
                    self.truncated = True
            if following is None:
                following = node.next if stack else None
            while following is None and stack:
                opened = stack.pop()
                self._leave(opened)
                following = opened.node.next if stack else None
            node = following
        while stack:
            self._leave(stack.pop())

    def _enter(self, node: LexborNode, tag: str) -> None:
        """Open one element."""
        attrs = node.attributes
        opened = _Open(node, tag, len(self._out), len(self.links), attrs)
        self._stack.append(opened)
        if tag in _SKIP or tag == "noscript":
            opened.skip = True
            self._skipping += 1
        if tag in _BLOCK:
            self._out.append("\n")
            self._length += 1
        elif tag in ("td", "th"):
            self._out.append("\t")
            self._length += 1
        if attrs or tag in _REGIONS:
            self._open_region(opened)
        if tag in _OWN_LINKS:
            self._own_links(opened)

    def _leave(self, opened: _Open) -> None:
        """Close an element: its heading, link, row; then what it changed is put back."""
        tag = opened.tag
        attrs = opened.attrs
        if tag == "a" or (
            attrs
            and (attrs.get("onclick") or attrs.get("data-href") or (self._labels and _panel_of(attrs) in self._labels))
        ):
            self._anchor(opened)
        if tag in _HEADINGS:
            self._end_heading(opened)
        if len(self.links) > opened.links_start and (tag in _ROWS or tag in ("div", "td", "p")):
            self._end_row(opened)
        if tag in _BLOCK and tag != "br":
            self._out.append("\n")
            self._length += 1
        if opened.chrome:
            self._chrome.pop()
            if not self._chrome:
                self._outside_from = len(self._out)
        if opened.skip:
            self._skipping -= 1
        if opened.group is not None:
            self._group = opened.group
        if opened.heading is not None:
            self._heading = opened.heading

    # --- regions

    def _open_region(self, opened: _Open) -> None:
        tag, attrs = opened.tag, opened.attrs
        opened.chrome = self._chrome_of(tag, attrs)
        if opened.chrome:
            if not self._chrome:
                self._outside.append(slice(self._outside_from, len(self._out)))
            self._chrome.append(opened.chrome)
        if tag in _SCOPES:
            opened.heading = self._heading
        label = self._labels.get(attrs.get("id") or "", "") if attrs else ""
        if not label and tag in ("ul", "ol", "div") and self._in_menu_item():
            label = self._menu_label(opened)
        if label:
            opened.group, self._group = self._group, label
        elif tag == "details":
            summary = opened.node.css_first("summary")
            if summary is not None:
                opened.group, self._group = self._group, _plain(summary.text(deep=True))

    def _chrome_of(self, tag: str, attrs: dict[str, str | None]) -> str:
        """Which repeated part of the site this element begins: menu, header, footer, or "" for none."""
        role = attrs.get("role") or "" if attrs else ""
        if not role and tag not in _MAYBE_CHROME and tag not in _CHROME_TAGS:
            return ""
        if tag in ("nav", "menu") or role in ("navigation", "menubar", "menu"):
            return "menu"
        if tag == "footer" or role == "contentinfo":
            return "footer"
        if tag == "aside" or role == "complementary":
            return "menu"
        if role == "banner" or (
            tag == "header" and not any(o.tag in ("main", "article", "section") for o in self._stack)
        ):
            return "header"
        if not attrs or self._chrome or tag not in _MAYBE_CHROME:
            return ""
        names = f"{attrs.get('id') or ''} {attrs.get('class') or ''}".strip()
        if not names or len(names) > 300:
            return ""
        said = _chrome_named(names, tag == "ul")
        return said if said != "header" or len(self._stack) < 6 else ""

    def _place(self) -> str:
        for chrome in reversed(self._chrome):
            return "menu" if chrome == "header" else chrome
        return "content"

    def _in_menu_item(self) -> bool:
        return len(self._stack) >= 2 and self._stack[-2].tag == "li"

    def _menu_label(self, opened: _Open) -> str:
        """What the list item that holds this sub-menu says before it."""
        item = self._stack[-2]
        text = _plain("".join(self._out[item.start : opened.start]))
        return text if 0 < len(text) <= 150 else ""

    # --- text

    def _said(self, opened: _Open) -> str:
        pieces = self._out[opened.start :]
        return " ".join((pieces[0] if len(pieces) == 1 else "".join(pieces)).split())

    def _end_heading(self, opened: _Open) -> None:
        text = self._said(opened)[:300]
        if text:
            self._heading = text
            if not self._chrome:
                self.headings.append(text)

    def _end_row(self, opened: _Open) -> None:
        """Give the links of a finished row, item or card its whole text, the innermost holder first."""
        row = opened.tag in _ROWS
        if not row and (opened.tag == "p" or not _is_card(opened.attrs.get("class") or "")):
            return
        waiting = [draft for draft in self.links[opened.links_start :] if not draft.settled]
        if not waiting:
            return
        text = self._said(opened)
        targets = {draft.url for draft in self.links[opened.links_start :]}
        if opened.tag == "tr" and (len(text) > 300 or len(targets) > _ROW_TARGETS):
            text, targets = self._label_cells(opened), set()
        if not text or len(text) > 300 or len(targets) > (_ROW_TARGETS if row else _CARD_TARGETS):
            return
        bare_in_cell = opened.tag == "li" and any(holder.tag == "tr" for holder in self._stack)
        for draft in waiting:
            if bare_in_cell and len(text) <= len(draft.text) + _SAME_WORDS:
                continue  # a list inside a table's cell: the table's row says what its links are
            draft.settled = True
            if len(text) > len(draft.text):
                draft.row = text

    def _label_cells(self, opened: _Open) -> str:
        """The cells of a table's row that hold none of its links: number and name, when the links are many."""
        said = {draft.text for draft in self.links[opened.links_start :] if draft.text}
        cells = "".join(self._out[opened.start :]).split("\t")
        return _plain(" ".join(cell for cell in cells if not any(text in _plain(cell) for text in said)))

    # --- links

    def _own_links(self, opened: _Open) -> None:
        """Links that an element is by itself, whatever it holds."""
        tag, attrs, node = opened.tag, opened.attrs, opened.node
        if tag == "area":
            self._link(attrs.get("href"), _plain(attrs.get("alt") or attrs.get("title") or ""), "map")
        elif tag in ("frame", "iframe"):
            source = attrs.get("src") or attrs.get("data-src") or attrs.get("data-lazy-src")
            self._link(
                source, _plain(attrs.get("title") or attrs.get("name") or ""), "frame" if tag == "frame" else "embed"
            )
        elif tag == "embed":
            self._link(attrs.get("src"), _plain(attrs.get("title") or ""), "embed")
        elif tag == "object":
            self._link(attrs.get("data"), _plain(attrs.get("title") or node.text(deep=True)), "embed")
        elif tag == "form" and (attrs.get("method") or "get").lower() == "get" and attrs.get("action"):
            button = node.css_first("[type=submit], button")
            said = (button.attributes.get("value") or button.text(deep=True)) if button is not None else ""
            self._link(attrs.get("action"), _plain(said or ""), "form")
        elif tag == "option" and _looks_like_address(attrs.get("value")):
            self._link(attrs.get("value"), _plain(node.text(deep=True)), "menu")
        elif tag == "img" and not self._skipping:
            self._picture(attrs)

    def _picture(self, attrs: dict[str, str | None]) -> None:
        alt = _plain(attrs.get("alt") or attrs.get("title") or "")
        source = attrs.get("src") or attrs.get("data-src") or ""
        name = source.split("?")[0].rsplit("/", 1)[-1] if source and not source.startswith("data:") else ""
        if not self._chrome and (alt or name):
            self.images.append(f"{alt} ({name})" if alt and name else alt or name)

    def _anchor(self, opened: _Open) -> None:
        """A finished ``a`` element, or anything with a click handler that goes somewhere."""
        attrs = opened.attrs
        text = self._said(opened) or _label_of(opened.node, attrs)
        href = attrs.get("href")
        click = attrs.get("onclick") or ""
        scripted = attrs.get("data-href") or attrs.get("data-url") or (_from_script(click) if click else "")
        if opened.tag != "a":
            if scripted:
                self._link(scripted, text, "script", raw=click)
            elif name := _panel_of(attrs):
                self._label(name, text)
            return
        written = (href or "").strip()
        lowered = written[:12].lower()
        if lowered.startswith(("mailto:", "tel:", "data:", "sms:", "line:")):
            return
        if lowered.startswith("javascript:"):
            target = _from_script(written) or scripted
            self._link(target, text, "script" if target else self._place(), raw=written)
        elif written.startswith("#") and not written.startswith("#!"):
            self._in_page(written, text, scripted)
        elif written:
            self._link(written, text, self._place())
        elif scripted:
            self._link(scripted, text, "script", raw=click)
        elif text and (href is not None or click):
            self._link(None, text, self._place(), raw=written or click)

    def _in_page(self, written: str, text: str, scripted: str) -> None:
        """``href="#…"``: a click handler, a place on this page, or an entry that leads nowhere."""
        if scripted:
            self._link(scripted, text, "script", raw=written)
        elif written[1:] in self._labels:
            self._label(written[1:], text)
        elif self._is_anchor(written[1:]):
            if text:
                self._link(self.url, text, self._place())
        elif text:
            self._link(None, text, self._place(), raw="#")

    def _label(self, name: str, text: str) -> None:
        """A tab, an accordion's or a dialog's label: what it names opens in place when its panel says something itself.

        It becomes a link without an address whose `raw` is the panel's fragment. A panel of links is no such thing: the
        links carry the label as their `group`. An empty panel leads nowhere.
        """
        said = self._panel_says(name) if text and name not in self._opened else None
        self._opened.add(name)
        if said is not None:
            self._link(None, text, "content" if said else self._place(), raw="#" + name if said else "#")

    def _panel_says(self, name: str) -> bool | None:
        """Whether the panel has words or pictures of its own; None when it only holds links."""
        panel = self.tree.css_first(f'[id="{name}"]') if _NAME.fullmatch(name) else None
        if panel is None:
            return False
        links = panel.css("a[href]")
        linked = sum(len(_plain(link.text(deep=True))) for link in links)
        pictures = sum(1 for picture in panel.css("img, iframe, embed, object") if not _within_link(picture))
        if pictures or len(_plain(panel.text(deep=True))) - linked >= _PANEL_WORDS:
            return True
        return None if links else False

    def _is_anchor(self, name: str) -> bool:
        if not _NAME.fullmatch(name):
            return False
        return self.tree.css_first(f'[id="{name}"], a[name="{name}"]') is not None

    def _link(self, href: str | None, text: str, place: str, *, raw: str = "") -> None:
        """Record one link; what is no http(s) address is kept as an entry without a target, if it says something."""
        url = addresses.joined(href, self._base, self.codec) if href else ""
        if not url and not text:
            return
        if not url and href and not raw:
            raw = href
        self.links.append(_Draft(url, text[:300], place, self._heading, self._group, "" if url else raw[:500]))

    # --- before the walk

    def _read_head(self) -> None:
        tree = self.tree
        title = tree.css_first("head > title, title")
        self.title = _plain(title.text(deep=True)) if title is not None else ""
        base = tree.css_first("base[href]")
        if base is not None:
            self._base = addresses.normalise(base.attributes.get("href") or "", base=self.url) or self.url
        for meta in tree.css("meta"):
            attrs = meta.attributes
            name = (attrs.get("name") or attrs.get("property") or attrs.get("http-equiv") or "").lower()
            content = attrs.get("content") or ""
            if name in ("description", "og:description") and not self.description:
                self.description = _plain(content)[:1000]
            elif name == "og:title" and not self.title:
                self.title = _plain(content)
            elif name == "refresh" and (found := _REFRESH.match(content)):
                self._link(found.group(1), "", "meta")
        for frame in tree.css("frame"):
            if tree.body is None or frame.parent is None or tree.css_first("body frame") is None:
                attrs = frame.attributes
                self._link(attrs.get("src"), _plain(attrs.get("title") or attrs.get("name") or ""), "frame")

    def _read_labels(self) -> None:
        """Which tab or accordion button opens which panel: the panel's id to the button's text."""
        for node in self.tree.css("[data-bs-target], [data-target], [aria-controls], [data-toggle], [role=tab]"):
            attrs = node.attributes
            for name in _TARGET_ATTRIBUTES:
                target = (attrs.get(name) or "").strip().removeprefix("#")
                if target and "/" not in target:
                    text = _plain(node.text(deep=True))
                    if 0 < len(text) <= 150:
                        self._labels.setdefault(target, text)
                    break


@lru_cache(maxsize=16_384)
def _link_of(url: str, text: str, place: str, heading: str, row: str, group: str, raw: str) -> Link:
    """A link; a site's menu is the same on each of its pages, and so are its links."""
    return Link(url, text, place, heading, row, group, raw)


@lru_cache(maxsize=8_192)
def _chrome_named(names: str, is_list: bool) -> str:
    """Which repeated part of a site an element with this id and these classes is, by their words; "" for none."""
    names = _CAMEL.sub("-", names)
    if _PART.search(names):
        return ""
    if _FOOTER.search(names):
        return "footer"
    if _WRAPPER.search(names) and not is_list:
        return ""
    if _MENU.search(names):
        return "menu"
    return "header" if _HEADER.search(names) else ""


@lru_cache(maxsize=8_192)
def _is_card(classes: str) -> bool:
    return bool(classes) and _CARD.search(classes) is not None


def _label_of(node: LexborNode, attrs: dict[str, str | None]) -> str:
    """What a link without text shows: its picture's alt or title, or its own title."""
    for image in node.css("img"):
        held = image.attributes
        if text := _plain(held.get("alt") or held.get("title") or ""):
            return text
    return _plain(attrs.get("title") or attrs.get("aria-label") or "")


def _panel_of(attrs: dict[str, str | None]) -> str:
    """The id of the panel that an element opens; "" when it opens none."""
    target = attrs.get("data-bs-target") or attrs.get("data-target") or attrs.get("aria-controls") or ""
    return target.strip().removeprefix("#")


def _within_link(node: LexborNode) -> bool:
    """Whether the element stands inside a link, as the picture of a button does."""
    parent = node.parent
    for _ in range(6):
        if parent is None:
            return False
        if parent.tag == "a":
            return True
        parent = parent.parent
    return False


def _from_script(code: str) -> str:
    """The address that a click handler opens; "" when none can be read from it."""
    found = _OPEN.search(code) or _GO.search(code)
    return found.group(2).strip() if found else ""


def _looks_like_address(value: str | None) -> bool:
    return bool(value) and bool(
        re.match(r"(?:https?://|/|[\w\-./]+\.(?:php|html?|aspx?|pdf|docx?|xlsx?))", value or "", re.I)
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _tidy(text: str, known: dict[str, str]) -> str:
    """Blanks to one, empty lines away; a tab between the cells of a table row. `known` remembers lines made tidy."""
    lines = []
    for line in text.split("\n"):
        if not line:
            continue
        joined = known.get(line)
        if joined is None:
            tabbed = "\t" in line
            joined = "\t".join(filter(None, map(_plain, line.split("\t")))) if tabbed else " ".join(line.split())
            known[line] = joined
        if joined:
            lines.append(joined)
    return "\n".join(lines)
