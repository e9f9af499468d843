"""What was concluded: findings per element, verdicts per item, one assessment per crawl and checklist.

Reasons are codes with values; sentences are made by `reports.wording` alone, in Thai and English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """Result for one element (words of W3C EARL)."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cant_tell"
    INAPPLICABLE = "inapplicable"


class Status(StrEnum):
    """Result for one item."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # an element is missing
    OUTDATED = "outdated"  # there, of another year
    BROKEN = "broken"  # linked, and dead, empty, locked or not public
    MISSING = "missing"
    CANT_TELL = "cant_tell"  # a person must look; the reason says at what
    INAPPLICABLE = "inapplicable"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code from `checklist.reasons.REASONS` and the values its sentence needs (strings, numbers, tuples)."""

    code: str
    values: Mapping[str, str | int | float | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place that supports or contradicts a finding. Never made up: `url` was seen in the crawl.

    `kind`: page, document, link (a link with nothing behind it), offsite. `path`: texts of the clicks from the home
    page. `quote`: words as they stand there, at most 300 characters. `page`: page of the document, from 1.
    `fiscal_year`: the Buddhist fiscal year the evidence speaks of, when it says one. `ocr`: read from a picture.
    """

    url: str
    kind: str
    found_on: str = ""
    path: tuple[str, ...] = ()
    title: str = ""
    quote: str = ""
    page: int | None = None
    fiscal_year: int | None = None
    sha256: str = ""
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Result for one element: outcome, why, and where."""

    element: str
    outcome: Outcome
    reason: Reason
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Result for one item.

    `evidence` is what the verdict rests on, best first. `weak` names what makes the evidence weak (a scan without
    text, a private Drive link …). `considered` are places that were looked at and not accepted, with why.
    `unverified` is True when the verdict rests on an element or year rule that is not `found`.
    `confidence` (0-1) is how likely the best evidence is about the item's topic: a calibrated chance, not a raw score.
    """

    code: str
    topics: tuple[str, ...]
    status: Status
    reason: Reason
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    weak: tuple[Reason, ...] = ()
    considered: tuple[tuple[Evidence, Reason], ...] = ()
    unverified: bool = False
    confidence: float = 0.0
    points_lost: float = 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Points, 0-100, as that year's handbook counts them.

    `oit` counts `cant_tell` items as not passed; `best` counts them as passed: the truth lies between. `verified`
    leaves unverified elements out of the judgement. `of_total` is `oit` times the family's weight.
    """

    oit: float
    best: float
    verified: float
    of_total: float
    level: str
    passed: bool
    indicators: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """All verdicts on one agency by one checklist, in list order. `assessed_on` is an ISO date in Bangkok.

    `basis` stands for everything that was judged, by what, and how; "" when that was not noted. Where it is the same,
    so are the verdicts.
    """

    checklist: str
    agency: str
    assessed_on: str
    verdicts: tuple[Verdict, ...]
    score: Score
    version: str = ""  # of this program
    crawl: str = ""  # the crawl's id
    basis: str = ""

    def verdict(self, code: str) -> Verdict:
        """The verdict on the item of that code; KeyError if there is none."""
        for verdict in self.verdicts:
            if verdict.code == code:
                return verdict
        raise KeyError(code)
