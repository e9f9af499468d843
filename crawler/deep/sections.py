"""The sections of a page: each heading with what follows it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from checklist.site import Section
from crawler.deep.tree import HEADINGS, MAX_TEXT, Tree, plain

MAX_SECTIONS = 200
_MOST_PIECES = 3_000


@dataclass(slots=True)
class _Opened:
    heading: str
    level: int
    parts: list[str] = field(default_factory=list)

    def made(self) -> Section:
        return Section(self.heading, self.level, "\n".join(self.parts)[:MAX_TEXT])


def sections_of(tree: Tree) -> Iterator[Section]:
    """Each heading with the text up to the next heading of its level or a higher one."""
    body = next(iter(tree.named("body")), None)
    at, last = tree.span(body) if body is not None else (0, len(tree.words))
    headings = tree.inside(body, *HEADINGS) if body is not None else tree.named(*HEADINGS)
    opened: list[_Opened] = []
    made = 0
    for heading in headings:
        here = tree.span(heading)[0]
        _fill(tree, opened, at, here)
        at = here
        level = int(heading.name[1])
        while opened and opened[-1].level >= level:
            yield opened.pop().made()
        said = tree.text(heading)
        if said and made < MAX_SECTIONS:
            made += 1
            opened.append(_Opened(said[:300], level))
    _fill(tree, opened, at, last)
    while opened:
        yield opened.pop().made()


def _fill(tree: Tree, opened: list[_Opened], first: int, last: int) -> None:
    """Give what is said there to all sections that are open; a heading's own words belong to none."""
    if not opened:
        return
    said = [line for at in range(first, last) if not tree.in_heading[at] and (line := plain(tree.words[at]))]
    for one in opened:
        one.parts += said[: _MOST_PIECES - len(one.parts)]
