"""What a match's raw score is worth: its band, the chance that it is right, and how often each band was right.

A score says how strongly a text's words speak for a topic. How often texts with such a score really are about the topic
was counted on labelled texts of real agencies' websites; `python -m benchmarks.calibrate CORPUS` (or `make calibrate`)
counts again and writes `data/calibration.yml`, which holds numbers only. Scores order and are compared; chances are
shown to people.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "calibration.yml"
"""The figures that come with the program."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How often a band was right, each agency judged with figures taken from the others only.

    `of` are all labelled texts of the band, many of them labelled by patterns; `read_of` those that a person read.
    Right means, for ``yes`` and ``look``, that the text is about the topic named; for ``no``, that it is about none.
    """

    right: int
    of: int
    read_right: int
    read_of: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Scores from `yes` on are offered as evidence, scores from `look` on are for a person.

    `steps` are (score, chance) in rising order, of both; between two of them the chance rises evenly. `counted_on` is
    the ISO date of the count, `groups` the number of agencies, or families of websites that share their texts, counted.
    """

    yes: float
    look: float
    steps: tuple[tuple[float, float], ...]
    bands: Mapping[str, Reliability]
    groups: int
    counted_on: str

    def band(self, score: float) -> str:
        """``yes``: evidence; ``look``: a person must look; ``no``."""
        return "yes" if score >= self.yes else "look" if score >= self.look else "no"

    def chance(self, score: float) -> float:
        """How likely (0-1) a match of that raw score is right. Never falls as the score rises; 0 for no match."""
        if score <= 0:
            return 0.0
        above = bisect_right(self.steps, score, key=lambda step: step[0])
        if above == 0 or above == len(self.steps):
            return self.steps[max(0, above - 1)][1]
        (low, before), (high, after) = self.steps[above - 1 : above + 1]
        return before + (after - before) * (score - low) / (high - low)


@cache
def calibration() -> Calibration:
    """The committed figures, read once per process."""
    return read_calibration(DATA.read_text(encoding="utf-8"))


def read_calibration(text: str) -> Calibration:
    """The figures of a file that `benchmarks.calibrate` wrote."""
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return Calibration(
        yes=data["yes_from"],
        look=data["look_from"],
        steps=tuple((score, chance) for score, chance in data["steps"]),
        bands={name: Reliability(**counts) for name, counts in data["bands"].items()},
        groups=data["groups"],
        counted_on=data["counted_on"],
    )
