"""The pictures of a page with the words that tell what they show: caption, alt text, what stands beside them."""

import re
from collections.abc import Iterator

from bs4 import Tag

from checklist.site import Image
from crawler import addresses
from crawler.deep.tree import Tree, attribute, children, holder, plain

MAX_IMAGES = 200

_SOURCES = ("data-src", "data-original", "data-lazy-src", "src")
_BESIDE = ("td", "li", "figure", "article", "div", "p", "section", "a")
_BACKGROUND = re.compile(r"""background(?:-image)?\s*:[^;]*url\(\s*["']?([^"')]+)""", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d{1,5})")
_STYLE_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5})px", re.IGNORECASE)


def pictures_of(tree: Tree, base: str) -> Iterator[Image]:
    """Pictures of their own first, then those in the background; bullets and spacers are left out."""
    seen: set[tuple[str, str]] = set()
    for tag in tree.named("img", "amp-img", "image"):
        source = next((written for name in _SOURCES if (written := attribute(tag, name))), "")
        yield from _picture(tree, tag, source, base, seen)
    for tag in tree.styled:
        if found := _BACKGROUND.search(attribute(tag, "style")):
            yield from _picture(tree, tag, found.group(1), base, seen)


def _picture(tree: Tree, tag: Tag, source: str, base: str, seen: set[tuple[str, str]]) -> Iterator[Image]:
    if not source or source.startswith("data:") or len(seen) >= MAX_IMAGES:
        return
    url = addresses.normalise(source, base=base)
    width, height = _size(tag, "width"), _size(tag, "height")
    if not url or 0 < width < 20 or 0 < height < 20:  # bullets, spacers, counters
        return
    alt = plain(attribute(tag, "alt") or attribute(tag, "title"))
    figure = holder(tag, "figure")
    caption = next(iter(tree.inside(figure, "figcaption")), None) if figure is not None else None
    if caption is not None and (said := tree.text(caption)):
        alt = said if not alt or alt in said else f"{alt} {said}"
    beside = _beside(tree, tag)
    if (url, beside) not in seen:
        seen.add((url, beside))
        yield Image(url, alt[:500], beside, width, height)


def _beside(tree: Tree, tag: Tag) -> str:
    """The text of the smallest holder (cell, card, item) that says something and holds few pictures; in a table of
    pictures over names, the cell below."""
    for depth, around in enumerate(tag.parents):
        if depth > 8 or around.name in ("body", "html", "[document]"):
            break
        if around.name not in _BESIDE:
            if around.name == "tr" and tree.count(around, "img") == 1 and (text := tree.text(around)):
                return text[:500]
            continue
        if tree.count(around, "img") > 2:
            break
        if text := tree.text(around):
            return text[:500]
    return _below(tree, tag)


def _below(tree: Tree, tag: Tag) -> str:
    cell = holder(tag, "td")
    row = holder(cell, "tr") if cell is not None else None
    following = row.find_next_sibling("tr") if row is not None else None
    if cell is None or row is None or not isinstance(following, Tag):
        return ""
    cells, below = children(row, "td", "th"), children(following, "td", "th")
    if len(cells) == len(below) and cell in cells:
        return tree.text(below[cells.index(cell)])[:500]
    return ""


def _size(tag: Tag, name: str) -> int:
    written = attribute(tag, name)
    found = _NUMBER.match(written)
    if found and "%" not in written:
        return int(found.group(1))
    for match in _STYLE_SIZE.finditer(attribute(tag, "style")):
        if match.group(1).lower() == name:
            return int(match.group(2))
    return 0
