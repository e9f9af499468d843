"""What a link leads to: an address, a script's address, a place or panel of the same page, or nothing."""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from crawler.lines import plain
from crawler.panels import Panels
from crawler.tags import Attributes, Tag

_OPEN = re.compile(r"""(?:window\.open|location\.(?:assign|replace))\s*\(\s*(["'])(.*?)\1""", re.IGNORECASE)
_GO = re.compile(r"""location(?:\.href)?\s*=\s*(["'])(.*?)\1""", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|/|[\w\-./]+\.(?:php|html?|aspx?|pdf|docx?|xlsx?))", re.IGNORECASE)
_SHORT = 150  # letters of an entry that is no link; what says more is a part of the page that can be clicked on
SCRIPT_CALL = re.compile(
    r"(?:javascript:\s*)?(?:return\s+)?(?!void\b|history\b|print\b|window\.(?:print|close|history)|alert\b|confirm\b)"
    r"(?![\w$.]*(?:toggle|accordion|collapse|slide|hide))[A-Za-z_$][\w$.]*\s*\(",
    re.IGNORECASE,
)
"""A handler that calls a function of the page's: it may lead somewhere."""
_NO_PLACES = ("mailto:", "tel:", "data:", "sms:", "line:")


class Walked(Protocol):
    """The page around a link, as the walk knows it (`crawler.scan.Scan`)."""

    url: str
    panels: Panels

    def place(self) -> str:
        """Where the link stands."""

    def link(self, href: str | None, text: str, place: str, *, raw: str = "") -> None:
        """Record it."""


def follow(page: Walked, tag: Tag, text: str) -> None:
    """Record where a finished ``a`` element leads, or anything else with a click handler."""
    attrs = tag.attrs
    click = attrs.get("onclick", "")
    scripted = attrs.get("data-href") or attrs.get("data-url") or (_from_script(click) if click else "")
    if not tag.link:
        if scripted:
            page.link(scripted, text, "script", raw=click)
        elif tag.panel:
            _open(page, tag.panel, text)
        elif text and len(text) <= _SHORT and SCRIPT_CALL.match(click):
            page.link(None, text, page.place(), raw=click)
        return
    href = (attrs.get("href") or attrs.get("xlink:href") or "").strip()
    if href[:1] == "#" and href[:2] not in ("#!", "#/"):
        _in_page(page, href, text, scripted, click)
        return
    lowered = href[:12].lower()
    if lowered.startswith("javascript:"):
        target = _from_script(href) or scripted
        page.link(target, text, "script" if target else page.place(), raw=href)
    elif href:
        if not lowered.startswith(_NO_PLACES):
            page.link(href, text, page.place())
    elif scripted:
        page.link(scripted, text, "script", raw=click)
    elif text and ("href" in attrs or click):
        page.link(None, text, page.place(), raw=click)


def _in_page(page: Walked, href: str, text: str, scripted: str, click: str) -> None:
    """``href="#…"``: a click handler, a place on this page, or an entry that leads nowhere."""
    name = href[1:]
    if scripted:
        page.link(scripted, text, "script", raw=href)
    elif name in page.panels.labels:
        _open(page, name, text)
    elif page.panels.is_place(name):
        if text:
            page.link(page.url, text, page.place())
    elif text:
        page.link(None, text, page.place(), raw=click or "#")


def _open(page: Walked, name: str, text: str) -> None:
    """A tab, an accordion's or a dialog's label: what it names opens in place when its panel says something itself.

    It becomes a link without an address whose `raw` is the panel's fragment. A panel of links is no such thing: the
    links carry the label as their `group`. An empty panel leads nowhere.
    """
    if not text:
        page.panels.pass_by(name)
        return
    said = page.panels.says(name)
    if said is not None:
        page.link(None, text, "content" if said else page.place(), raw="#" + name if said else "#")


def own_link(tag: Tag, text: Callable[[], str], button: Callable[[], str]) -> tuple[str | None, str, str] | None:
    """The address, text and place of a link that an element is by itself; None when it is none.

    `text` gives what the element holds, `button` what a form's button says.
    """
    attrs, name = tag.attrs, tag.name
    if name == "area":
        return attrs.get("href"), plain(attrs.get("alt") or attrs.get("title") or ""), "map"
    if name in ("frame", "iframe"):
        source = attrs.get("src") or attrs.get("data-src") or attrs.get("data-lazy-src")
        said = plain(attrs.get("title") or attrs.get("name") or "")
        return source, said, "frame" if name == "frame" else "embed"
    if name == "embed":
        return attrs.get("src"), plain(attrs.get("title") or ""), "embed"
    if name == "object":
        return attrs.get("data"), plain(attrs.get("title") or text()), "embed"
    if name == "form" and (attrs.get("method") or "get").lower() == "get" and attrs.get("action"):
        return attrs.get("action"), plain(button()), "form"
    if name == "option" and _ADDRESS.match(attrs.get("value", "")):
        return attrs.get("value"), plain(text()), "menu"
    return None


def picture(attrs: Attributes) -> str:
    """A picture in words: its alt text or title, and its file's name; "" when it has neither."""
    alt = plain(attrs.get("alt") or attrs.get("title") or "")
    source = attrs.get("src") or attrs.get("data-src") or ""
    name = source.split("?")[0].rsplit("/", 1)[-1] if source and not source.startswith("data:") else ""
    return f"{alt} ({name})" if alt and name else alt or name


def label(pictures: Sequence[Attributes], attrs: Attributes) -> str:
    """What a link without text shows: its picture's alt or title, or its own title."""
    for held in pictures:
        if text := plain(held.get("alt") or held.get("title") or ""):
            return text
    return plain(attrs.get("title") or attrs.get("aria-label") or "")


def _from_script(code: str) -> str:
    """The address that a click handler opens; "" when none can be read from it."""
    found = _OPEN.search(code) or _GO.search(code)
    return found.group(2).strip() if found else ""
