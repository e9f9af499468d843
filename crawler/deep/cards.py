"""Blocks that repeat side by side on a page: people, services, news."""

import re
from collections.abc import Iterator

from bs4 import Tag

from crawler.deep.tree import Tree, attribute

MAX_CARDS = 300
_CARD = re.compile(r"card|person|member|staff|team|profile|boss|people", re.IGNORECASE)
_Shape = tuple[int, str, str]


def cards_of(tree: Tree) -> Iterator[str]:
    """Their texts, each once."""
    groups: dict[_Shape, list[Tag]] = {}
    for tag in tree.named("div", "li", "article", "td", "figure", "section"):
        if tag.name != "td" or tree.count(tag, "img"):
            groups.setdefault(_shape(tag), []).append(tag)
    seen: set[str] = set()
    for (_, _, classes), tags in groups.items():
        is_card = _CARD.search(classes) is not None
        if len(tags) < 2 and not is_card:
            continue
        for tag in tags:
            if not (classes or tree.count(tag, "img")):
                continue
            text = tree.text(tag)
            if 5 <= len(text) <= 600 and text not in seen:
                seen.add(text)
                yield text
                if len(seen) >= MAX_CARDS:
                    return


def _shape(tag: Tag) -> _Shape:
    """What makes blocks one group; pictures in cells lie in several rows: the class makes them one, not the row."""
    return (0 if tag.name == "td" else id(tag.parent), tag.name, " ".join(sorted(attribute(tag, "class").split())))
