"""What is known of a page, file or link in words, and what was concluded from it: signals in, matches out."""

from collections.abc import Sequence
from dataclasses import dataclass

from checklist.calibration import calibration

YES, LOOK = calibration().yes, calibration().look
"""Scores from YES are offered as evidence, scores from LOOK are for a person: fitted, see `calibration`."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a page, file or link. `text` is a page's own words or a document's first page.

    `path` holds the texts of the clicks from the home page; `group` the label of the menu, tab or accordion.
    """

    title: str = ""
    anchor: str = ""
    heading: str = ""
    row: str = ""
    group: str = ""
    path: tuple[str, ...] = ()
    url: str = ""
    file_name: str = ""
    text: str = ""
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason: in which text (`where`), by which phrase of the data, the words as they stand, and the weight."""

    where: str
    phrase: str
    quote: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A topic that the texts may speak of. `vetoes` are the reasons against it, already counted in the score.

    `score` is raw: it orders, and says how strongly the words speak. `calibration().chance(score)` says how likely
    such a match is right.
    """

    topic: str
    score: float
    signals: tuple[Signal, ...]
    vetoes: tuple[Signal, ...] = ()

    @property
    def band(self) -> str:
        """``yes``: evidence; ``look``: a person must look; ``no``."""
        return calibration().band(self.score)


def offered(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Those of `matches` that the program would offer as evidence: band ``yes``, and not far behind the best."""
    best = matches[0].score if matches else 0.0
    return tuple(match for match in matches if match.score >= YES and match.score >= best - 0.3)
