"""Does a piece of evidence speak of the year that is asked? Its own words decide before what others call it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checklist.exhibit import Exhibit, line_around
from checklist.model import YearKind, YearRule
from checklist.thai import Year, years_in

RIGHT, WRONG, UNKNOWN = "right", "wrong", "unknown"
_ASSESSMENT = re.compile(r"(?:ITA|OIT|EIT|IIT|ประเมินคุณธรรม|การเปิดเผยข้อมูลสาธารณะ)[^\n0-9๐-๙]{0,40}$", re.IGNORECASE)
_ON_ASSESSMENT = frozenset({"measures", "measures_report"})
"""Topics about the assessment itself: there "the results of ITA 2568" is the year that is asked for."""
_DIGITS = re.compile(r"[0-9๐-๙]+$")
_BROKEN_ERA = re.compile(r"\n(?=\s*\(?พ\.?\s?ศ\.)")
"""A line break before "พ.ศ.", which would part the year of a law from the law's name."""

_HEAD = 1500
"""Characters of the first page that name what a document is; beyond them years are those of its subject matter."""


@dataclass(frozen=True, slots=True)
class Told:
    """`state`: right, wrong or unknown. `seen` the year or years as shown to people ("2567", "2566-2570"), `year` the
    Buddhist fiscal year, `quote` and `index` where it is said (`index` None: in a title or link)."""

    state: str
    seen: str = ""
    year: int | None = None
    quote: str = ""
    index: int | None = None


def is_judged(rule: YearRule | None) -> bool:
    """True when the rule asks for a year at all: "current" and unverified rules are shown, never judged."""
    return rule is not None and rule.kind not in (YearKind.CURRENT, YearKind.UNVERIFIED)


def wanted_year(rule: YearRule, fiscal_year: int) -> int:
    """The fiscal year the evidence must speak of."""
    return fiscal_year - 1 if rule.kind is YearKind.PREVIOUS_YEAR else fiscal_year


def told_by(rule: YearRule | None, fiscal_year: int, exhibit: Exhibit) -> Told:
    """What the exhibit says of its year, held against the rule. The first layer that names a year decides."""
    of_assessment: Told | None = None
    for written, index in layers(exhibit):
        text = _BROKEN_ERA.sub(" ", written)
        years = [year for year in years_in(text) if year.kind != "law"]
        own = [year for year in years if not _names_assessment(text, year)]
        if rule is not None and is_judged(rule) and exhibit.topic in _ON_ASSESSMENT:
            own = [year for year in years if year.covers(wanted_year(rule, fiscal_year))] or own
        if own:
            best, fits = _decide(rule, fiscal_year, own)
            state = RIGHT if fits or not is_judged(rule) else WRONG
            return Told(state, shown(best), best.fiscal, line_around(written, best.start, best.end), index)
        if years and of_assessment is None:
            quote = line_around(written, years[0].start, years[0].end)
            of_assessment = _of_assessment(rule, fiscal_year, years[0], quote, index)
    return of_assessment or Told(UNKNOWN if is_judged(rule) else RIGHT)


def _names_assessment(text: str, year: Year) -> bool:
    """Whether it is the year of the assessment ("ITA 2568") and not of what is shown for it."""
    return bool(
        _ASSESSMENT.search(text[max(0, year.start - 60) : year.start] + _DIGITS.sub("", text[year.start : year.end]))
    )


def _of_assessment(rule: YearRule | None, fiscal_year: int, year: Year, quote: str, index: int | None) -> Told:
    """Nothing but the assessment's year is named: another one is wrong; the right one says nothing of a report on
    the year before, and is taken at its word otherwise."""
    if rule is None or not is_judged(rule):
        state = RIGHT
    elif year.fiscal != fiscal_year:
        state = WRONG
    else:
        state = UNKNOWN if rule.kind is YearKind.PREVIOUS_YEAR else RIGHT
    return Told(state, shown(year), year.fiscal, quote, index)


def layers(exhibit: Exhibit) -> Iterable[tuple[str, int | None]]:
    """Texts that may name the year, most trusted first: own words, own name, then what links call it.

    Addresses are left out: an upload folder says when a file was put there, not what it is about.
    """
    first = exhibit.texts[0][:_HEAD] if exhibit.texts else ""
    if exhibit.kind == "document":
        yield first, 0
        yield exhibit.title, None
    else:
        yield "\n".join((exhibit.title, *exhibit.headings[:3])), None
        yield first, 0
    for said in exhibit.said:
        yield said, None
    yield exhibit.name, None


def _decide(rule: YearRule | None, fiscal_year: int, years: list[Year]) -> tuple[Year, bool]:
    """The year to show, and whether one of the strongest fits.

    A report "of 2566" signed in October 2566 is of 2566: dates count only where no year is named as such.
    """
    strong = [year for year in years if year.kind != "calendar" or year.last is not None or len(year.months) > 1]
    usable = strong or years
    if rule is None or not is_judged(rule):
        return usable[0], True
    if rule.kind is not YearKind.COVERS_YEAR:
        usable = [year for year in usable if year.kind == "fiscal"] or usable
    wanted = wanted_year(rule, fiscal_year)
    fitting = next((year for year in usable if year.covers(wanted)), None)
    return fitting or usable[0], fitting is not None


def shown(year: Year) -> str:
    """The year as people read it: "2567", or "2566-2570" for a range."""
    if year.last is not None:
        return f"{year.value}-{year.last}"
    return str(year.fiscal)


FIRST_SIX = ((10, -1), (11, -1), (12, -1), (1, 0), (2, 0), (3, 0))
"""Months of the first half of a fiscal year, with the offset of their calendar year."""

MONTH_NAMES = {10: "ต.ค.", 11: "พ.ย.", 12: "ธ.ค.", 1: "ม.ค.", 2: "ก.พ.", 3: "มี.ค."}


def first_six(fiscal_year: int) -> tuple[tuple[int, int], ...]:
    """(Buddhist year, month) of October to March of the fiscal year."""
    return tuple((fiscal_year + offset, month) for month, offset in FIRST_SIX)


def month_label(year: int, month: int) -> str:
    """A month as shown in a reason, such as "ต.ค. 2567"."""
    return f"{MONTH_NAMES.get(month, month)} {year}"
