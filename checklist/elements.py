"""Judging one element: on the exhibits of its topic and of the right year, by the check its data names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from checklist.agency import Agency, AgencyKind
from checklist.checks import KINDS
from checklist.checks.contact import MAP
from checklist.checks.params import PARAMS
from checklist.checks.period import half_only
from checklist.exhibit import Exhibit, Question
from checklist.locate import FalseFriend
from checklist.model import Element, Item, YearKind, YearRule
from checklist.reasons import reason
from checklist.verdict import Finding, Outcome
from checklist.weak import READ, UNREAD, Placed, frames, unread_copy
from checklist.yearrule import RIGHT, UNKNOWN, WRONG, Told, is_judged, told_by, wanted_year
from checklist.years import years_in, years_in_label

MAX_EXHIBITS = 12
"""Readable exhibits of a topic that are judged, best first; a list item may need as many single announcements."""

_BARE_LIST = 160
"""Letters beside titles and links (dates, counts of readers) that a page which only lists its entries has at most."""

_OF_A_YEAR = frozenset({YearKind.IN_YEAR, YearKind.PREVIOUS_YEAR, YearKind.FIRST_SIX_MONTHS})
"""Rules whose evidence was made in the year itself; a plan for several years may date from before."""

_BY_THEMSELVES = frozenset({"period", "listing", "must_look", "reachable", "link"})
"""Kinds that read the year themselves, or that no year can be asked of: they see exhibits of every year."""

_ANY_TOPIC = frozenset({"channel"})
"""Kinds that evidence of any of the item's topics answers: a LINE account on the contact page is a way to ask."""

_WITH_HOME = frozenset({"contact", "link"})
"""Kinds that the home page may answer too: what stands in its footer is public."""


@dataclass(frozen=True)
class Case:
    """Everything known for one item: sorted candidates by topic, those the matcher was unsure of, and the setting.

    `friends`: links that sound like one of the topics and are not it. `promising`: addresses that name one of the
    topics were seen and not asked for.
    """

    item: Item
    agency: Agency
    kind: AgencyKind | None
    fiscal_year: int
    placed: Mapping[str, tuple[Placed, ...]]
    unsure: tuple[Placed, ...] = ()
    friends: tuple[FalseFriend, ...] = ()
    home: Exhibit | None = None
    looked_at: int = 0
    waiting: int = 0
    promising: bool = False
    unrendered: str = ""  # address of a page that shows all of itself only in a browser, when there was none

    def all(self, sort: str) -> tuple[Placed, ...]:
        """Candidates of one sort over all topics, in topic order."""
        return tuple(one for topic in self.item.topics for one in self.placed.get(topic, ()) if one.sort == sort)


@dataclass(frozen=True)
class Bench:
    """One topic's exhibits by year, for one year rule: what elements of the topic are judged on."""

    right: tuple[Exhibit, ...]
    unknown: tuple[Exhibit, ...]
    wrong: tuple[tuple[Exhibit, Told], ...]
    unread: tuple[Exhibit, ...]
    placed: tuple[Placed, ...]


def applies(only: Sequence[str], never: Sequence[str], kind: AgencyKind) -> bool:
    """Whether something asked `only` of some kinds or groups and `never` of others is asked of this kind."""
    names = {kind.id, *kind.groups}
    return (not only or bool(names & set(only))) and not names & set(never)


def judge_element(case: Case, element: Element) -> Finding:
    """The finding on one element; `inapplicable` when it is not asked of the agency's kind.

    With the kind unknown, an element asked only of some kinds may pass (then it matters to nobody), but never fails.
    """
    if case.kind is not None and not applies(element.only, element.never, case.kind):
        return Finding(element.code, Outcome.INAPPLICABLE, reason("not_for_kind", kind=case.kind.id))
    finding = _judged(case, element)
    if case.kind is None and element.only and finding.outcome is not Outcome.PASSED:
        return Finding(element.code, Outcome.CANT_TELL, reason("kind_unknown", kinds=element.only), finding.evidence)
    return finding


def _judged(case: Case, element: Element) -> Finding:
    """Right-year exhibits first; what only an exhibit of no known year shows is `cant_tell`, of another year failed."""
    rule = element.year or case.item.year
    bench = _bench(case, element, rule)
    if element.check.kind in _BY_THEMSELVES or not is_judged(rule):
        wrong = tuple(exhibit for exhibit, _ in bench.wrong)
        return _ask(case, element, rule, bench, (*bench.right, *bench.unknown, *wrong))
    finding = _ask(case, element, rule, bench, bench.right)
    if finding.outcome is Outcome.PASSED or not bench.unknown:
        return _other_year(case, element, rule, bench) if _only_wrong(bench) else finding
    later = _ask(case, element, rule, bench, (*bench.right, *bench.unknown))
    if later.outcome is Outcome.PASSED:
        wanted = str(wanted_year(rule, case.fiscal_year))
        return Finding(element.code, Outcome.CANT_TELL, reason("year_unclear", wanted=wanted), later.evidence)
    return later


def _only_wrong(bench: Bench) -> bool:
    return bool(bench.wrong) and not bench.right and not bench.unknown and not bench.unread


def _other_year(case: Case, element: Element, rule: YearRule, bench: Bench) -> Finding:
    wanted = str(wanted_year(rule, case.fiscal_year))
    best = bench.wrong[0][0].score
    near = [pair for pair in bench.wrong[:3] if pair[0].score >= best - 0.05]
    evidence = tuple(exhibit.evidence(told.quote, told.index, told.year) for exhibit, told in near)
    return Finding(element.code, Outcome.FAILED, reason("other_year", wanted=wanted, seen=near[0][1].seen), evidence)


def _ask(case: Case, element: Element, rule: YearRule, bench: Bench, exhibits: tuple[Exhibit, ...]) -> Finding:
    if case.home is not None and element.check.kind in _WITH_HOME:
        exhibits = (*(one for one in exhibits if one.url != case.home.url), case.home)
    question = Question(
        element=element,
        params=PARAMS[element.check.kind].model_validate(dict(element.check.params)),
        exhibits=exhibits,
        unread=bench.unread,
        outside=tuple(one.outside for one in bench.placed if one.outside is not None),
        agency=case.agency,
        kind=case.kind,
        year=rule,
        fiscal_year=case.fiscal_year,
        subject=case.item.name,
    )
    return _dated(case, rule, question, KINDS[element.check.kind](question))


def _dated(case: Case, rule: YearRule, question: Question, finding: Finding) -> Finding:
    """Evidence with the fiscal year its exhibit speaks of, where the check itself did not say."""
    by_url = {exhibit.url: exhibit for exhibit in question.exhibits}
    evidence = []
    for one in finding.evidence:
        exhibit = by_url.get(one.url)
        if one.fiscal_year is None and exhibit is not None:
            one = replace(one, fiscal_year=told_by(rule, case.fiscal_year, exhibit).year)
        evidence.append(one)
    return replace(finding, evidence=tuple(evidence))


def _bench(case: Case, element: Element, rule: YearRule) -> Bench:
    named = element.topic and element.check.kind not in _ANY_TOPIC
    topics = (element.topic,) if named else case.item.topics
    found = tuple(one for topic in topics for one in case.placed.get(topic, ()))
    left_out = {id(one) for one in frames(found)}
    placed = tuple(one for one in found if id(one) not in left_out)
    readable = _unique([one.exhibit for one in placed if one.sort == READ and one.exhibit is not None])[:MAX_EXHIBITS]
    told = [_told(rule, case.fiscal_year, exhibit) for exhibit in readable]
    if not is_judged(rule):
        told.sort(key=lambda pair: (-round(pair[0].score, 1), -(pair[1].year or 0)))  # of equals the newest is in force
    told = _without_shelves(told, placed)
    unread = [copy for one in placed if not _mere_picture(one, readable) and (copy := unread_copy(one)) is not None]
    unread = [one for one in unread if not MAP.search(one.url)]  # a map holds no text that was missed
    return Bench(
        right=tuple(exhibit for exhibit, one in told if one.state == RIGHT),
        unknown=tuple(exhibit for exhibit, one in told if one.state == UNKNOWN),
        wrong=tuple(pair for pair in told if pair[1].state == WRONG),
        # what a signpost says besides is not the year of what it points to
        unread=tuple(one for one in unread if told_by(rule, case.fiscal_year, replace(one, texts=())).state != WRONG),
        placed=placed,
    )


def _told(rule: YearRule, fiscal_year: int, exhibit: Exhibit) -> tuple[Exhibit, Told]:
    """What an exhibit says of its year; of a page of another year, or of several, those sections that name the year."""
    told = told_by(rule, fiscal_year, exhibit)
    if exhibit.kind == "page" and (told.state == WRONG or (told.state == RIGHT and _several_years(exhibit))):
        part = _sections_of(rule, fiscal_year, exhibit)
        if part is not None:
            return part, told_by(rule, fiscal_year, part)
    half = rule.kind is YearKind.PREVIOUS_YEAR and half_only(exhibit)
    if told.state == RIGHT and rule.kind in _OF_A_YEAR and (half or _older(rule, fiscal_year, exhibit)):
        return exhibit, replace(told, state=UNKNOWN)
    return exhibit, told


_DATED = 3
"""Months of other years from which what stands under a title of this year is doubted."""


def _older(rule: YearRule, fiscal_year: int, exhibit: Exhibit) -> bool:
    """Whether all months it names are of years before the one its title says: last year's figures under a new title."""
    wanted = wanted_year(rule, fiscal_year)
    text = "\n".join(exhibit.texts)[:_FIRST_PART]
    said = [year for year in years_in(text) if year.kind == "calendar" and year.months and year.last is None]
    months = {month for year in said for month in year.months}
    return len(months) >= _DATED and all(year + (month > 9) < wanted for year, month in months)


_FIRST_PART = 6000
"""Characters of a text that are looked at for the months it speaks of."""


def _several_years(exhibit: Exhibit) -> bool:
    """Whether headings of the page name different years, one after the other."""
    named = [year.value for heading in exhibit.headings for year in years_in_label(heading) if year.kind != "law"]
    return len(set(named)) > 1


def _sections_of(rule: YearRule, fiscal_year: int, exhibit: Exhibit) -> Exhibit | None:
    """The page cut down to the sections whose headings name the year: one page often shows several years' reports."""
    wanted = wanted_year(rule, fiscal_year)

    def fits(heading: str) -> bool:
        said = [year for year in years_in_label(heading) if year.kind != "law"]
        return bool(said) and all(year.covers(wanted) for year in said)

    if not any(fits(heading) for heading in exhibit.headings):
        return None  # what its sections hold need not be looked at
    kept = [section for section in exhibit.sections if fits(section.heading) and section.text.strip()]
    if not kept:
        return None
    headings = tuple(dict.fromkeys(section.heading for section in kept))
    whole = [f"{section.heading}\n{section.text}" for section in kept]
    return replace(
        exhibit,
        title=headings[0],
        headings=headings,
        said=(),
        texts=("\n".join(whole),),
        sections=tuple(kept),
        tables=tuple(one for one in exhibit.tables if one.heading and any(one.heading in text for text in whole)),
    )


def _mere_picture(one: Placed, readable: Sequence[Exhibit]) -> bool:
    """A picture that only lies on a page with text of its own (a portrait, a banner): it hides no text."""
    if one.exhibit is None or one.exhibit.unread != "picture" or one.exhibit.kind != "document":
        return False
    named = any(signal.where not in ("page", "heading", "url") for signal in one.candidate.signals)
    return not named and any(exhibit.url == one.candidate.found_on for exhibit in readable)


def _unique(exhibits: Sequence[Exhibit]) -> list[Exhibit]:
    """Best first over all topics, equal ones in the order of the locator, each address once."""
    first: dict[str, Exhibit] = {}
    for exhibit in sorted(exhibits, key=lambda one: -one.score):
        first.setdefault(exhibit.url, exhibit)
    return list(first.values())


def _without_shelves(told: list[tuple[Exhibit, Told]], placed: tuple[Placed, ...]) -> list[tuple[Exhibit, Told]]:
    """A page that shelves files is of no year itself: last year's file under this year's heading is last year's.

    So is a bare list, which names no year, of entries that are all last year's.
    """
    files: dict[str, list[Told]] = {}
    entries: dict[str, list[Told]] = {}
    for exhibit, one in told:
        entries.setdefault(exhibit.found_on, []).append(one)
        if exhibit.kind == "document":
            files.setdefault(exhibit.found_on, []).append(one)
    unread = {one.candidate.found_on for one in placed if one.sort == UNREAD}
    result = []
    for exhibit, one in told:
        bare = one.state == UNKNOWN and exhibit.kind == "page" and exhibit.substance < _BARE_LIST
        on_shelf = entries.get(exhibit.url, []) if bare else files.get(exhibit.url, [])
        stale = on_shelf and all(file.state == WRONG for file in on_shelf) and exhibit.url not in unread
        result.append(
            (exhibit, on_shelf[0])
            if exhibit.kind == "page" and stale and (bare or one.state == RIGHT)
            else (exhibit, one)
        )
    return result
