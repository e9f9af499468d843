"""Judging one item: from findings per element to a status with a reason, and the evidence it rests on."""

from collections.abc import Sequence
from dataclasses import replace

from checklist.calibration import calibration
from checklist.checks.own_text import is_whole_law
from checklist.copied import repeats_criteria
from checklist.elements import Case, applies, judge_element
from checklist.model import Item, Provenance
from checklist.reasons import reason
from checklist.shortly import names_of
from checklist.speaker import other_agency
from checklist.verdict import Evidence, Finding, Outcome, Reason, Status, Verdict
from checklist.weak import HOLLOW, READ, UNREAD, Placed, framed, frames
from checklist.yearrule import is_judged, told_by

MAX_EVIDENCE = 6
OF_THE_SITE = frozenset({"nothing_found", "nothing_found_unfinished", "nothing_found_unrendered"})
"""Reasons that tell of the site as a whole, as `Case` has it: how much was looked at, what was left over."""
_SURER = 0.05  # by how much surer an unread place must be to be named beside the best readable one
_LESS_SURE = 0.12  # by how much less the matcher must be sure for the best to be named beside what was quoted


def judge(case: Case) -> Verdict:
    """The verdict on one item; `points_lost` and what depends on other items are added by the assessor."""
    item = case.item
    if case.kind is not None and not applies(item.only, (), case.kind):
        return Verdict(item.code, item.topics, Status.INAPPLICABLE, reason("item_not_for_kind", kind=case.kind.id))
    case, dropped = _drop_hollow_readers(case)
    findings = tuple(judge_element(case, element) for element in item.elements)
    status, why, evidence = _conclude(case, findings)
    if case.kind is None and item.only and status is not Status.COMPLETE:
        status, why = Status.CANT_TELL, reason("kind_unknown", kinds=item.only)
    evidence = _minimal(evidence, max(MAX_EVIDENCE, len(item.topics)))
    best = max((one.candidate.score for one in (*case.all(READ), *case.all(UNREAD), *case.unsure)), default=0.0)
    return Verdict(
        code=item.code,
        topics=item.topics,
        status=status,
        reason=why,
        findings=findings,
        evidence=evidence,
        weak=_weak(case, dropped, status, evidence),
        considered=_considered(case, dropped, evidence),
        unverified=_unverified(item, findings),
        confidence=_chance(best),
    )


def _chance(score: float) -> float:
    """What a person is told of a candidate's raw score: how likely a match of that score is right."""
    return round(calibration().chance(score), 2)


def _drop_hollow_readers(case: Case) -> tuple[Case, tuple[Placed, ...]]:
    """Take out readable things that are no evidence: another agency's document, the criteria's own text."""
    kept: dict[str, tuple[Placed, ...]] = {}
    dropped: list[Placed] = []
    for topic, placed in case.placed.items():
        keep: list[Placed] = []
        for one in placed:
            weak = _disqualified(case, one)
            if weak is None:
                keep.append(one)
            else:
                dropped.append(replace(one, weak=weak))
        kept[topic] = tuple(keep)
    return replace(case, placed=kept), tuple(dropped)


def _disqualified(case: Case, one: Placed) -> Reason | None:
    if one.sort != READ or one.exhibit is None:
        return None
    name = other_agency(one.exhibit, case.agency)
    if name:
        return reason("weak_other_agency", name=name)
    return reason("weak_criteria_only") if repeats_criteria(one.exhibit, case.item) else None


def _conclude(case: Case, findings: tuple[Finding, ...]) -> tuple[Status, Reason, tuple[Evidence, ...]]:
    """Without a readable page of its own an item is complete only when the home page or outside places answer all."""
    optional = {element.code for element in case.item.elements if element.optional}
    counted = [one for one in findings if one.element not in optional and one.outcome is not Outcome.INAPPLICABLE]
    if case.item.elements and not counted:
        kind = case.kind.id if case.kind else ""
        return Status.INAPPLICABLE, reason("item_not_for_kind", kind=kind), ()
    if not case.all(READ) and not (counted and all(one.outcome is Outcome.PASSED for one in counted)):
        return _without_readable(case)
    evidence = _evidence(case, counted)
    failed = [one for one in counted if one.outcome is Outcome.FAILED]
    unclear = [one for one in counted if one.outcome is Outcome.CANT_TELL]
    if failed:
        return _failed(case, counted, failed, evidence)
    if unclear:
        return Status.CANT_TELL, _unclear(case.item, counted, unclear), evidence
    if not counted:
        return Status.CANT_TELL, reason("person_must_look", why="elements_unknown"), evidence
    return Status.COMPLETE, reason("all_elements", count=len(counted)), evidence


def _failed(
    case: Case, counted: list[Finding], failed: list[Finding], evidence: tuple[Evidence, ...]
) -> tuple[Status, Reason, tuple[Evidence, ...]]:
    stale = [one for one in failed if one.reason.code in ("other_year", "period_wrong")]
    passed = [one for one in counted if one.outcome is Outcome.PASSED]
    if stale and (len(stale) == len(failed) or not passed):
        values = stale[0].reason.values
        why = reason("other_year", wanted=str(values["wanted"]), seen=str(values["seen"]))
        return Status.OUTDATED, why, _lead(stale[0].evidence, evidence)
    if _nothing_there(case) and all(one in failed or _rests_on_nothing(case, one) for one in counted):
        places = tuple(one.evidence for one in case.all(READ))
        return Status.BROKEN, reason("only_empty_targets", count=len(places)), places
    what = names_of(case.item, failed)
    return Status.PARTIAL, reason("elements_missing", count=len(failed), of=len(counted), what=what), evidence


def _lead(first: Sequence[Evidence], rest: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return (*first, *(one for one in rest if one.url not in {lead.url for lead in first}))


def _nothing_there(case: Case) -> bool:
    """True when every readable exhibit is bare, or is the home page that a link without a target leads back to."""
    return all(one.exhibit.is_bare or one.exhibit.home for one in case.all(READ) if one.exhibit is not None)


_OF_ANY_PAGE = frozenset(
    {"period_right", "period_unknown", "year_unclear", "reachable", "words_found", "person_must_look"}
)
"""What can be found of a page with nothing under its title: words of the title, a year, the way to it."""


def _rests_on_nothing(case: Case, finding: Finding) -> bool:
    """Whether all that speaks for it is an empty page: its title, its year, that it is reached by clicks."""
    pages = [one.exhibit for one in case.all(READ) if one.exhibit is not None and one.exhibit.kind == "page"]
    bare = {one.url for one in pages if one.is_bare}
    return finding.reason.code in _OF_ANY_PAGE and all(place.url in bare for place in finding.evidence)


def _unclear(item: Item, counted: Sequence[Finding], unclear: list[Finding]) -> Reason:
    codes = {one.reason.code for one in unclear}
    if len(codes) == 1 and codes <= {"year_unclear", "kind_unknown", "text_unreadable"}:
        return unclear[0].reason
    return reason("elements_unclear", count=len(unclear), of=len(counted), what=names_of(item, unclear))


def _without_readable(case: Case) -> tuple[Status, Reason, tuple[Evidence, ...]]:
    unread, hollow = case.all(UNREAD), case.all(HOLLOW)
    if unread:
        state = unread[0].exhibit.unread if unread[0].exhibit else ""
        places = (*(one.evidence for one in unread[:3]), *(one.evidence for one in hollow[:2]))
        return Status.CANT_TELL, reason("text_unreadable", state=state), places
    live = [one for one in case.unsure if one.sort != HOLLOW]
    if live:
        chance = _chance(live[0].candidate.score)
        places = (*(one.evidence for one in live[:3]), *(one.evidence for one in hollow[:2]))
        return Status.CANT_TELL, reason("match_unsure", score=chance), places
    if hollow:
        return Status.BROKEN, _hollow_reason(hollow), tuple(one.evidence for one in hollow[:3])
    if case.waiting:
        why = reason("nothing_found_unfinished", looked_at=case.looked_at, waiting=case.waiting)
        return (Status.CANT_TELL if case.promising else Status.MISSING), why, ()
    if case.unrendered:
        # what a menu made by script leads to was never seen: that is no ground for "missing"
        return Status.CANT_TELL, reason("nothing_found_unrendered", looked_at=case.looked_at, page=case.unrendered), ()
    return Status.MISSING, reason("nothing_found", looked_at=case.looked_at), ()


def _hollow_reason(hollow: Sequence[Placed]) -> Reason:
    """The commonest kind of hollowness of the best candidates names the verdict."""
    weak = next((one.weak for one in hollow if one.weak is not None), None)
    code = weak.code if weak else ""
    if weak is not None and code == "weak_dead":
        return reason("only_dead_links", count=len(hollow), answer=str(weak.values["answer"]))
    if weak is not None and code in ("weak_password", "weak_login", "weak_drive_private", "weak_drive_dead"):
        return reason("only_locked", state=code.removeprefix("weak_"))
    if code == "weak_listed":
        return reason("only_listed", count=len(hollow))
    return reason("only_empty_targets", count=len(hollow))


def _evidence(case: Case, counted: Sequence[Finding]) -> tuple[Evidence, ...]:
    """What the verdict rests on: the best exhibit of each topic first, as an element quotes it, then the others.

    The best exhibit is named even when no element rests on it, if those that elements rest on are none or much less
    sure: it is what the assessor would open.
    """
    said = [one for finding in sorted(counted, key=_by_outcome) for one in finding.evidence]
    lead: list[Evidence] = []
    for topic in case.item.topics:
        best = _best(case, topic)
        if best is None:
            continue
        lead += [one.evidence for one in case.placed[topic][:1] if _unread_but_surer(one, best)]
        quoted = next((one for one in said if one.url == best.evidence.url), None)
        sure = max((_sureness(case, one, topic) for one in said), default=0.0)
        entries = said and all(one.found_on == best.evidence.url for one in said)  # of the list that the best one is
        if quoted or entries or sure < best.candidate.score - _LESS_SURE:
            lead.append(quoted or best.evidence)
    urls = {one.url for one in (*lead, *said)}
    shown = [one.evidence for one in frames(case.all(READ)) if urls & framed(one.candidate)]
    return (*lead, *said, *shown)


def _unread_but_surer(one: Placed, best: Placed) -> bool:
    """Whether the surest place of all could not be read: the item's own page, beside news of it that could."""
    return one.sort == UNREAD and one.candidate.score > best.candidate.score + _SURER


def _best(case: Case, topic: str) -> Placed | None:
    """The best readable place of a topic; where no year is asked, of nearly equal ones the newest is in force."""
    readable = [one for one in case.placed.get(topic, ()) if one.sort == READ and one.exhibit is not None]
    rule = case.item.year
    if not readable or is_judged(rule):
        return readable[0] if readable else None

    def newest(one: Placed) -> tuple[float, int]:
        told = told_by(rule, case.fiscal_year, one.exhibit) if one.exhibit else None
        return round(one.candidate.score, 1), (told.year or 0) if told else 0

    return max(readable, key=newest)


def _sureness(case: Case, evidence: Evidence, topic: str) -> float:
    """The matcher's score of the evidence as a readable place of the topic; 0 when it is none."""
    places = (one for one in case.placed.get(topic, ()) if one.sort == READ and one.evidence.url == evidence.url)
    return max((one.candidate.score for one in places), default=0.0)


def _by_outcome(finding: Finding) -> int:
    return {Outcome.PASSED: 0, Outcome.CANT_TELL: 1, Outcome.FAILED: 2}.get(finding.outcome, 3)


def _minimal(evidence: Sequence[Evidence], most: int) -> tuple[Evidence, ...]:
    """Each address once, best first, at most so many."""
    seen: dict[str, Evidence] = {}
    for one in evidence:
        seen.setdefault(one.url, one)
    return tuple(seen.values())[:most]


def _weak(case: Case, dropped: Sequence[Placed], status: Status, evidence: Sequence[Evidence]) -> tuple[Reason, ...]:
    """What is weak about the evidence, each class once; hollow things that better evidence replaced are left out.

    Of a complete item only what is weak about the places it rests on: others do it no harm.
    """
    readable = bool(case.all(READ))
    used = {one.url for one in evidence}
    seen: dict[str, Reason] = {}
    for law in _whole_laws(case):
        seen.setdefault(law.code, law)
    for one in case.all(READ) if status is Status.BROKEN else ():
        if one.exhibit is not None and one.exhibit.is_bare:
            seen.setdefault("weak_empty", reason("weak_empty", title=one.exhibit.title))
    for one in (*case.all(READ), *case.all(UNREAD), *dropped, *(() if readable else case.all(HOLLOW))):
        if one.weak is not None and (status is not Status.COMPLETE or one.evidence.url in used):
            seen.setdefault(one.weak.code, one.weak)
    return tuple(seen.values())[:6]


def _whole_laws(case: Case) -> tuple[Reason, ...]:
    """The Act itself, posted as the agency's "authority": the best place of that topic is no text of its own."""
    best = _best(case, "authority") if "authority" in case.item.topics else None
    if best is None or best.exhibit is None or not is_whole_law(best.exhibit):
        return ()
    return (reason("weak_whole_law", title=best.exhibit.title or best.exhibit.name),)


def _considered(
    case: Case, dropped: Sequence[Placed], evidence: Sequence[Evidence]
) -> tuple[tuple[Evidence, Reason], ...]:
    used = {one.url for one in evidence}
    sure = {one.evidence.url for one in case.all(READ)}  # of another topic of the item
    places = [(one.evidence, one.weak) for one in (*dropped, *case.all(HOLLOW), *case.all(UNREAD)) if one.weak]
    unsure = [
        (one.evidence, reason("match_unsure", score=_chance(one.candidate.score)))
        for one in case.unsure
        if one.sort != HOLLOW and one.evidence.url not in sure
    ]
    friends = [
        (
            Evidence(one.url, "link", one.found_on, one.path, one.text, one.text),
            reason("weak_false_friend", words=(one.words,)),
        )
        for one in case.friends
    ]
    told = {pair[0].url for pair in (*places, *unsure)} | used
    pairs = (*places, *unsure, *(pair for pair in friends if pair[0].url not in told))
    return tuple(pair for pair in pairs if pair[0].url not in used)[:8]


def _unverified(item: Item, findings: Sequence[Finding]) -> bool:
    """True when the item, an element that counted, or the year rule (even "no year is asked") was not seen in print."""
    asked = {one.element for one in findings if one.outcome is not Outcome.INAPPLICABLE}
    elements = [one for one in item.elements if one.code in asked and not one.optional]
    if any(one.provenance is not Provenance.FOUND for one in elements) or item.provenance is not Provenance.FOUND:
        return True
    return item.year.provenance is not Provenance.FOUND
