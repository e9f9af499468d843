"""Evidence looked at again between crawls, more often as the deadline nears; an alarm takes two looks.

What a night's crawls have given an alarm about gives none here, and the other way round (`oit.alarms`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from checklist.agency import Agency
from checklist.deadline import AFTER_A_LOSS, next_deadline, pause_between_looks
from checklist.load import load_checklist
from checklist.verdict import Assessment, Outcome, Status, Verdict
from oit.alarms import Alarm, still_lost
from oit.common import now, today
from oit.vendors import told, vendors

if TYPE_CHECKING:
    from crawler.again import Place
    from crawler.job import CrawlOptions
    from storage.store import Look, Loss, Store

MOST_PLACES = 80
"""Places of one agency that are looked at: two for each item of the longest lists."""
BY = "oit watch"
_RESTS_ON = frozenset({Status.COMPLETE, Status.PARTIAL, Status.OUTDATED})


@dataclass(frozen=True, slots=True)
class Watched:
    """One agency to look at: its last assessment, and the places whose look is due."""

    agency: Agency
    assessment: Assessment
    hosts: tuple[str, ...]
    due: "tuple[Place, ...]"
    before: "Mapping[str, Look]"  # the last look at each of its places that is evidence still
    told: "list[Loss]"  # alarms given before, and from here on those of this round


@dataclass(slots=True)
class Watch:
    """What one round of looks found."""

    looked: int = 0
    agencies: int = 0
    gone: int = 0
    back: list[str] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # the alarms in lines
    network_down: bool = False

    def text(self) -> str:
        """The round in words, plain text, for a mail."""
        if self.network_down:
            return "Our own network is down: nothing was looked at, and nothing is recorded as gone."
        if not self.looked:
            return "No look at evidence was due."
        lines = [f"Looked at {self.looked} places of {self.agencies} agencies; not there: {self.gone}."]
        return "\n".join([*lines, *self.told, *self.back])


def places_of(assessment: Assessment) -> "tuple[Place, ...]":
    """Where the items that are there rest, best evidence of every item first, each address once."""
    from crawler.again import Place

    ranked = [
        (rank, order, evidence)
        for order, verdict in enumerate(assessment.verdicts)
        if verdict.status in _RESTS_ON
        for rank, evidence in enumerate(verdict.evidence)
        if evidence.kind in ("page", "document", "offsite")
    ]
    ranked.sort(key=lambda entry: entry[:2])
    kinds = {evidence.url: evidence.kind for _, _, evidence in reversed(ranked)}
    urls = dict.fromkeys(evidence.url for _, _, evidence in ranked)
    return tuple(Place(url, kinds[url]) for url in list(urls)[:MOST_PLACES])


def watched(store: "Store", agency: Agency, *, moment: str, all_places: bool) -> Watched | None:
    """What is due of one agency at that moment; None when nothing is, or when it was never judged."""
    assessment = store.assessment(agency.id)
    crawl = store.crawl(assessment.crawl) if assessment is not None else None
    if assessment is None or crawl is None:
        return None
    places = places_of(assessment)
    known = {place.url for place in places}
    before = {look.url: look for look in store.looks(agency.id) if look.url in known}
    pause = pause_between_looks(next_deadline(load_checklist(assessment.checklist), today()), today())

    def is_due(place: "Place") -> bool:
        last = before.get(place.url)
        seen = last.looked_at if last is not None else crawl.finished_at or crawl.started_at
        wait = AFTER_A_LOSS if last is not None and last.state == "gone" and not last.warned_at else pause
        return datetime.fromisoformat(moment) - datetime.fromisoformat(seen) >= wait

    due = tuple(place for place in places if all_places or is_due(place))
    told = list(still_lost(store.losses(agency.id), (assessment,), (crawl.started_at,)))
    return Watched(agency, assessment, crawl.hosts, due, before, told) if due else None


async def watch(
    store: "Store", agencies: Sequence[Agency], options: "CrawlOptions", *, concurrency: int, all_places: bool
) -> Watch:
    """Look at all that is due of those agencies, remember it, and give the alarms. Runs inside `crawler.run.run`."""
    from crawler.again import look_at_many

    moment = now()
    work = [found for agency in agencies if (found := watched(store, agency, moment=moment, all_places=all_places))]
    looks = await look_at_many(
        [(one.agency, one.due, one.hosts) for one in work], store, options=options, concurrency=concurrency
    )
    if await _our_own_fault(looks, [one.agency.website for one in work]):
        return Watch(network_down=True)
    result = Watch(agencies=len(work))
    for one, seen in zip(work, looks, strict=True):
        _take_in(store, one, seen, result)
    result.told = told(result.alarms, vendors(store))
    return result


async def _our_own_fault(looks: "Sequence[Sequence[Look]]", websites: Sequence[str]) -> bool:
    """Whether nobody answered because our own network is down."""
    from crawler.again import UNREACHED
    from crawler.control import any_answers

    seen = [look for one in looks for look in one]
    if not seen or any(look.outcome not in UNREACHED for look in seen) or len(websites) < 2:
        return False
    return not await any_answers(websites)


def _take_in(store: "Store", one: Watched, seen: "Sequence[Look]", result: Watch) -> None:
    """Remember what was seen of one agency, and add what it says to the result."""
    after = dict(one.before)
    for look in seen:
        last = one.before.get(look.url)
        result.looked += 1
        if look.state == "unknown" and last is not None and last.state == "gone":
            look = replace(look, state="gone", gone_since=last.gone_since, warned_at=last.warned_at)
        elif look.state == "gone":
            look = _gone(one, look, last, result)
        elif look.state == "there":
            _back(one, look.url, result)
        after[look.url] = look
    store.replace_looks(one.agency.id, list(after.values()))
    if one.told != list(store.losses(one.agency.id)):
        store.replace_losses(one.agency.id, one.told)


def _gone(one: Watched, look: "Look", last: "Look | None", result: Watch) -> "Look":
    """The look with since when it is gone; the second one at another hour gives the alarm."""
    result.gone += 1
    if last is None or last.state != "gone":
        return replace(look, gone_since=look.looked_at)
    look = replace(look, gone_since=last.gone_since, warned_at=last.warned_at)
    waited = datetime.fromisoformat(look.looked_at) - datetime.fromisoformat(last.gone_since)
    if look.warned_at or waited < AFTER_A_LOSS:
        return look
    for verdict in one.assessment.verdicts:
        rests = verdict.status in _RESTS_ON and any(evidence.url == look.url for evidence in verdict.evidence)
        if rests and not _told(one, verdict.code, look.url):
            alarm = _alarm(one, verdict, look)
            result.alarms.append(alarm)
            one.told.append(alarm.loss(one.assessment.checklist, look.looked_at, BY))
    return replace(look, warned_at=look.looked_at)


def _told(one: Watched, code: str, url: str) -> bool:
    """Whether there was an alarm about this: about this place by a look, or about the whole item by a crawl."""
    return any(
        (loss.checklist, loss.code) == (one.assessment.checklist, code) and (loss.url == url or loss.told_by != BY)
        for loss in one.told
    )


def _back(one: Watched, url: str, result: Watch) -> None:
    """A place that an alarm was about is there again; of its next loss there is an alarm again."""
    still = [loss for loss in one.told if loss.url != url]
    if len(still) < len(one.told):
        one.told[:] = still
        result.back.append(f"BACK  {one.agency.id} {one.agency.name}: {url} is there again.")


def _alarm(one: Watched, verdict: Verdict, look: "Look") -> Alarm:
    elements = tuple(
        finding.element
        for finding in verdict.findings
        if finding.outcome is Outcome.PASSED and any(evidence.url == look.url for evidence in finding.evidence)
    )
    return Alarm(
        one.agency, verdict.code, Status.BROKEN, look.url, elements, one.assessment.assessed_on, look.gone_since
    )
