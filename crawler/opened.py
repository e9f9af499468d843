"""An element that is being walked, and how the walk stood when it began."""

from dataclasses import dataclass

from crawler.tags import Tag


@dataclass(slots=True)
class Begun:
    """Where the walk stood when the inside of an element began that is to be remembered."""

    key: int
    number: int
    pieces: int
    bounds: int
    links: int
    asked: int
    headings: int
    images: int
    pictures: int
    heading: str
    group: str
    no_places: int
    depended: int
    in_row: bool


class Opened:
    """An element that is being walked and on which something hangs, and what to put back when it ends."""

    inert = False
    idle: bool
    block = False
    chrome = ""
    group: str | None = None  # the group before, to restore
    heading: str | None = None  # the heading before, to restore
    begun: Begun | None = None  # how its inside began, if that is being learnt

    def __init__(self, tag: Tag, start: int, links_start: int, pictures_start: int) -> None:
        self.tag = tag
        self.name = tag.name
        self.idle = tag.idle  # it only gives its text to the links in it
        self.start = start  # where its text begins in the pieces
        self.links_start = links_start
        self.pictures_start = pictures_start
