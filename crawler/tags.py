"""Start tags as the parser writes them, and what each means for the walk: read once, remembered for the whole site.

A site's pages share most of their start tags letter by letter (menus, boxes, cells), so nearly all that can be told
from a tag alone is told once.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

SKIP = frozenset({"script", "style", "template", "svg", "canvas", "textarea", "select", "datalist", "math", "object"})
"""Elements whose text is not for reading."""
VOID = frozenset(
    [
        *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img"),
        *("input", "keygen", "link", "meta", "param", "source", "track", "wbr"),
    ]
)
"""Elements without an end."""
_BLOCK = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
        ),
        *(
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
        ),
        *("hr", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary"),
        *("table", "tbody", "tfoot", "thead", "title", "tr", "ul"),
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROWS = frozenset({"tr", "li", "dd", "dt", "article", "figure"})
_SCOPES = frozenset({"nav", "aside", "footer", "section", "article"})
_SUB_MENUS = frozenset({"ul", "ol", "div"})
_OWN_LINKS = frozenset({"area", "frame", "iframe", "embed", "object", "form", "option", "img"})
_MAYBE_CHROME = frozenset({"div", "ul", "ol", "td", "table", "section", "tr", "dl"})
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
_ATTRIBUTE = re.compile(r' (=?[^\s/>=]+)="([^"]*)"')
_MOST = 16_384  # tags remembered; then all are forgotten: the next pages bring back those that are still in use

Attributes = Mapping[str, str]
TAGS: dict[str, "Tag"] = {}
"""What is known by now; ask `tag_of`."""


class Tag:
    """One start tag. `inert`: nothing hangs on it but a line's end, and `plain` when nothing can; `holds`: something
    does, but only when it ends. `row`, `card`: it may describe the links in it, and is `idle` when it does no
    more; `box`: it may stand on many pages.

    `chrome` is the repeated part of the site (menu, header, footer) that it begins by its name or role, `named` the one
    that its id and classes speak of; "" for none. `panel` is the id of the panel that it opens when it is clicked.
    """

    __slots__ = (
        "attrs",
        "before",
        "block",
        "box",
        "card",
        "chrome",
        "clicked",
        "heading",
        "holds",
        "idle",
        "inert",
        "labelled",
        "link",
        "name",
        "named",
        "own_link",
        "panel",
        "plain",
        "row",
        "scope",
        "skip",
        "sub",
        "void",
    )

    def __init__(self, written: str) -> None:
        name, _, rest = written.partition(" ")
        attrs = attributes(" " + rest) if rest else {}
        kind = _kind(name)
        self.name = name
        self.attrs: Attributes = attrs
        self.void, self.block, self.before, self.skip = kind.void, kind.block, kind.before, kind.skip
        self.heading, self.row, self.scope, self.sub = kind.heading, kind.row, kind.scope, kind.sub
        self.own_link, self.link = kind.own_link, name == "a"
        self.card = kind.may_be_card and _CARD.search(attrs.get("class", "")) is not None
        self.clicked = bool(attrs.get("onclick") or attrs.get("data-href"))
        target = attrs.get("data-bs-target") or attrs.get("data-target") or attrs.get("aria-controls") or ""
        self.panel = target.strip().removeprefix("#")
        self.labelled = bool(self.panel or attrs.get("id"))
        self.chrome = _by_role(name, attrs["role"]) if "role" in attrs else kind.chrome
        self.named = _by_names(attrs, name == "ul") if attrs and name in _MAYBE_CHROME else ""
        holds = kind.holds or self.card or self.clicked
        does = kind.does or self.chrome or self.named
        self.inert = not holds and not does
        self.plain = self.inert and not self.void and not self.sub
        self.holds = holds and not does and not self.void
        self.idle = self.holds and not (self.heading or self.link or self.clicked)
        self.box = self.holds and (name == "li" or self.card)


class _Kind:
    """What the name of an element says by itself."""

    def __init__(self, name: str) -> None:
        self.void = name in VOID
        self.block = name in _BLOCK and name != "br"
        self.before = "\n" if name in _BLOCK else "\t" if name in ("td", "th") else ""
        self.skip = name in SKIP or name == "noscript"
        self.heading = name in _HEADINGS
        self.row = name in _ROWS
        self.scope = name in _SCOPES
        self.sub = name in _SUB_MENUS
        self.own_link = name in _OWN_LINKS
        self.may_be_card = name in ("div", "td")
        self.chrome = _by_role(name, "")
        self.holds = self.heading or self.row or name == "a"
        self.does = self.skip or self.scope or self.own_link or name in ("header", "details")


_kind = lru_cache(maxsize=512)(_Kind)


def tag_of(written: str) -> Tag:
    """The tag that is written so between its angle brackets, as the parser writes it."""
    found = TAGS.get(written)
    if found is None:
        if len(TAGS) >= _MOST:
            TAGS.clear()
        found = TAGS[written] = Tag(written)
    return found


def attributes(written: str) -> dict[str, str]:
    """The attributes of a start tag that the parser wrote: each one quoted, with a blank before it."""
    found = dict(_ATTRIBUTE.findall(written))
    return {name: unescape(value) for name, value in found.items()} if "&" in written else found


def unescape(text: str) -> str:
    """Text as it was before the parser wrote it down; it writes these and no other entities."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&amp;", "&")


def _by_role(name: str, role: str) -> str:
    """The repeated part of the site that an element is by its own name or its role."""
    if name in ("nav", "menu") or role in ("navigation", "menubar", "menu"):
        return "menu"
    if name == "footer" or role == "contentinfo":
        return "footer"
    if name == "aside" or role == "complementary":
        return "menu"
    return "header" if role == "banner" else ""


def _by_names(attrs: Attributes, is_list: bool) -> str:
    """The repeated part of the site that an element is by the words of its id and classes."""
    names = f"{attrs.get('id', '')} {attrs.get('class', '')}".strip()
    if not names or len(names) > 300:
        return ""
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
