"""What the locator gathers and answers: places that may be evidence, links that promise one, and false friends."""

from dataclasses import dataclass
from typing import NamedTuple

from checklist.calibration import calibration
from checklist.match import Match, Signal
from checklist.site import Document, Fetch, Link, OffSite, Page
from checklist.years import Year

_KINDS = {"document": 0, "page": 1, "offsite": 2, "dead": 3, "listed": 4}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be evidence of `topic`.

    `kind`: ``page``, ``document``, ``offsite``, ``dead`` (the `fetch` failed) or ``listed`` (the site names it and
    gives no address; `url` is then the page that lists it). `hollow` says why a page that answered holds nothing of
    its own (a `PageState` or `DocumentState`); "" when it holds something. `years` are those of the most trusted text
    that names any. `path` are the texts of the clicks from the home page. `hub`: a list of many items.
    `shelved`: a document that the site shows under the checklist's own year.
    """

    topic: str
    url: str
    kind: str
    score: float
    signals: tuple[Signal, ...]
    page: Page | None = None
    document: Document | None = None
    fetch: Fetch | None = None
    offsite: OffSite | None = None
    found_on: str = ""
    path: tuple[str, ...] = ()
    link: Link | None = None
    years: tuple[Year, ...] = ()
    hollow: str = ""
    hub: bool = False
    shelved: bool = False

    @property
    def band(self) -> str:
        """As `Match.band`: ``yes``, ``look`` or ``no``."""
        return calibration().band(self.score)


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """A link that sounds like `topic` and is told apart by `words` (one of the topic's `never` phrases)."""

    topic: str
    url: str
    text: str
    words: str
    found_on: str
    path: tuple[str, ...] = ()


class Promise(NamedTuple):
    """A link whose text names a topic. Compared as a tuple: the strongest is the largest, then by address and text."""

    score: float
    found_on: str
    text: str
    link: Link
    match: Match
    path: tuple[str, ...]

    @property
    def rank(self) -> tuple[float, str, str, str, str]:
        return (self.score, self.found_on, self.text, self.link.heading, self.link.row)


def better(promise: Promise, known: Promise) -> bool:
    """The stronger promise; of equal ones the shorter click path, then the first by address: never by arrival."""
    mine = (promise.score, -len(promise.path))
    theirs = (known.score, -len(known.path))
    return mine > theirs or (mine == theirs and promise.rank[1:] < known.rank[1:])


def order(candidate: Candidate) -> tuple[bool, bool, float, int, bool, float, str]:
    """Sound ones first, the surest first; of equal ones that of the year's own shelf, then of which more is said."""
    sound = candidate.kind in ("page", "document", "offsite") and not candidate.hollow
    said = round(sum(signal.weight for signal in candidate.signals), 2)
    kind = _KINDS[candidate.kind]
    return (not sound, candidate.band == "no", -candidate.score, kind, not candidate.shelved, -said, candidate.url)
