"""What asking has taught: addresses that look alike, and folders where nearly all is dead, are left alone in time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from crawler import addresses
from crawler.shapes import name_of, shape_of
from crawler.worth import PROMISING
from storage.records import FrontierRow

LOOK_ALIKES = 20
"""So many addresses of one shape may teach nothing before the rest of that shape is left alone."""
TOLD_TO_OTHERS = 5
"""So many of one shape must have been asked for, for what they taught to be told to other sites of the vendor."""
QUERIES = 40
"""So many addresses of one path (itself and its queries) may teach nothing before the rest is left alone."""


@dataclass(slots=True)
class _Shape:
    """What addresses of one shape have taught so far."""

    asked: int = 0
    taught: int = 0


@dataclass(slots=True)
class _Folder:
    """How often addresses of one folder were asked for, and how often they were dead."""

    asked: int = 0
    dead: int = 0

    @property
    def broken(self) -> bool:
        """Nearly all is dead here: a menu with relative links, shown in the wrong folder, makes such folders."""
        return self.asked >= 4 and self.dead >= 0.75 * self.asked


class Lessons:
    """The lessons of one crawl."""

    def __init__(self) -> None:
        self._shapes: dict[str, _Shape] = {}
        self._paths: dict[str, _Shape] = {}
        self._seen: Counter[tuple[str, str]] = Counter()  # shape and topic → pages of that shape that showed it
        self._folders: dict[str, _Folder] = {}
        self._names: dict[str, int] = {}  # file name and query → how often asked for, in any folder
        self._expected: frozenset[str] = frozenset()  # shapes that taught nothing on other sites of the vendor
        self.hints: set[str] = set()  # those of them that were met here

    def asked(self, row: FrontierRow) -> None:
        """Count an address as asked for among its look-alikes."""
        self._shape(row.url).asked += 1
        self._path(row.url).asked += 1
        self._folder(row.url).asked += 1
        name = name_of(row.url)
        self._names[name] = self._names.get(name, 0) + 1

    def taught(self, row: FrontierRow, topics: Iterable[str] = ()) -> None:
        """What came back was worth asking for; by `topics`: unless its look-alikes showed them three times already."""
        lessons = [(shape_of(row.url), topic) for topic in topics]
        fresh = not lessons or any(self._seen[lesson] < 3 for lesson in lessons)
        self._seen.update(lessons)
        if not fresh:
            return
        self._shape(row.url).taught += 1
        self._path(row.url).taught += 1

    def dead(self, row: FrontierRow) -> None:
        """What was asked for does not exist."""
        self._folder(row.url).dead += 1

    def priority_now(self, row: FrontierRow) -> float | None:
        """The row's priority as its look-alikes have changed it; None: leave it alone."""
        own = row.priority + 0.04 * row.depth
        shape, path = self._shape(row.url), self._path(row.url)
        if (
            own < PROMISING + 0.1
            and row.depth > 0
            and (
                (shape.asked >= LOOK_ALIKES and shape.taught * 10 < shape.asked)
                or (path.asked >= QUERIES and path.taught * 10 < path.asked)
            )
        ):
            return None
        worth = row.priority
        if shape.asked >= 3:
            worth -= 0.3 * (1 - (shape.taught + 1) / (shape.asked + 1))
        elif self._expected and not shape.taught and (of_vendor := shape_of_any_host(row.url)) in self._expected:
            worth -= 0.3
            self.hints.add(of_vendor)
        if self._folder(row.url).broken:
            worth -= 0.3 if name_of(row.url) not in self._names else 0.6
        return worth

    def worn_out(self, url: str) -> bool:
        """Whether addresses of its shape have taught nothing so far."""
        shape = self._shapes.get(shape_of(url))
        return shape is not None and shape.asked >= LOOK_ALIKES and shape.taught * 10 < shape.asked

    def expect_little(self, shapes: frozenset[str]) -> None:
        """Addresses of these shapes (of any host) taught nothing on other sites of the vendor: they are asked for
        later, until one of them teaches something here."""
        self._expected = shapes

    def told(self) -> tuple[set[str], set[str]]:
        """The shapes (of any host) that taught nothing here, and those that did, of all that were asked for often."""
        in_vain: set[str] = set()
        fruitful: set[str] = set()
        for shape, seen in self._shapes.items():
            if seen.asked >= TOLD_TO_OTHERS:
                (in_vain if seen.taught * 10 < seen.asked else fruitful).add(_of_any_host(shape))
        return in_vain, fruitful - in_vain

    def _shape(self, url: str) -> _Shape:
        return self._shapes.setdefault(shape_of(url), _Shape())

    def _folder(self, url: str) -> _Folder:
        folder = addresses.host_of(url) + addresses.path_of(url).rpartition("/")[0]
        return self._folders.setdefault(folder, _Folder())

    def _path(self, url: str) -> _Shape:
        return self._paths.setdefault(addresses.host_of(url) + addresses.path_of(url), _Shape())


def shape_of_any_host(url: str) -> str:
    """What look-alike addresses on all sites of one vendor share."""
    return _of_any_host(shape_of(url))


def _of_any_host(shape: str) -> str:
    return shape[shape.find("/") :]
