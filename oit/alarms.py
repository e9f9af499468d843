"""Evidence that was there and is gone: named only after a second look at another hour, never on one bad evening.

A night's crawls and `oit watch` may both come to see one loss. It gives one alarm: who gives it is kept as a `Loss`
until the item is there again, and the other one then says nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from checklist.agency import Agency
from checklist.verdict import Assessment, Outcome, Status, Verdict
from storage.records import Loss

if TYPE_CHECKING:
    from storage.store import Store

ANOTHER_HOUR = timedelta(hours=1)
_GONE = frozenset({Status.BROKEN, Status.MISSING})
_THERE = frozenset({Status.COMPLETE, Status.PARTIAL, Status.OUTDATED})


@dataclass(frozen=True, slots=True)
class Alarm:
    """An item whose evidence was seen and then twice not. `elements` are those that fail now and did not before."""

    agency: Agency
    code: str
    status: Status
    url: str
    elements: tuple[str, ...]
    seen_on: str
    gone_since: str

    def loss(self, checklist: str, moment: str, by: str) -> Loss:
        """What is remembered of the alarm once it is given."""
        return Loss(self.agency.id, checklist, self.code, self.url, self.gone_since, moment, by)

    def line(self) -> str:
        """One line for the morning summary."""
        unit = self.agency.supervisor or self.agency.province
        asked = f" ({', '.join(self.elements)})" if self.elements else ""
        return (
            f"ALARM {self.agency.id} {self.agency.name}{f' [{unit}]' if unit else ''}: {self.code}{asked} is "
            f"{self.status.value} since {self.gone_since}, last seen {self.seen_on}: {self.url}"
        )


@dataclass(slots=True)
class News:
    """What a night's crawls have to say: alarms, and a line for each loss told before whose item is there again."""

    alarms: list[Alarm] = field(default_factory=list)
    back: list[str] = field(default_factory=list)


def news_of(store: "Store", agencies: Iterable[Agency], *, moment: str, by: str) -> News:
    """What the newest assessments of those agencies say; alarms given before, by whomever, are not given again.

    `moment`, `by`: when and by whom the alarms are given, which is remembered here.
    """
    news = News()
    for agency in agencies:
        looks = store.assessments(agency.id)[:3]
        told = store.losses(agency.id)
        begun = [crawl.started_at if (crawl := store.crawl(look.crawl)) else "" for look in looks]
        if not looks or not begun[0]:
            continue
        still = still_lost(told, looks, begun)
        gone_now = still_lost(told, looks[:1], begun[:1])
        news.back += [_back(agency, loss, looks[0]) for loss in told if loss not in gone_now]
        found: list[Alarm] = []
        if len(looks) == 3 and len({look.checklist for look in looks}) == 1 and all(begun):
            found = alarms_between(agency, looks, [datetime.fromisoformat(start) for start in begun])
        known = {(loss.checklist, loss.code) for loss in still}
        fresh = [alarm for alarm in found if (looks[0].checklist, alarm.code) not in known]
        news.alarms += fresh
        after = (*still, *(alarm.loss(looks[0].checklist, moment, by) for alarm in fresh))
        if after != told:
            store.replace_losses(agency.id, after)
    return news


def still_lost(told: Sequence[Loss], looks: Sequence[Assessment], begun: Sequence[str]) -> tuple[Loss, ...]:
    """Those of the losses that none of these assessments ends: one whose crawl (begun then) came after the alarm and
    found the item."""
    there = [
        (look.checklist, verdict.code, start)
        for look, start in zip(looks, begun, strict=True)
        for verdict in look.verdicts
        if verdict.status in _THERE
    ]
    return tuple(
        loss
        for loss in told
        if not any(
            (loss.checklist, loss.code) == (list_, code) and start >= loss.told_at for list_, code, start in there
        )
    )


def _back(agency: Agency, loss: Loss, newest: Assessment) -> str:
    evidence = newest.verdict(loss.code).evidence
    where = evidence[0].url if evidence else loss.url
    return f"BACK  {agency.id} {agency.name}: {loss.code} is there again: {where}"


def alarms_between(agency: Agency, looks: Sequence[Assessment], times: Sequence[datetime]) -> list[Alarm]:
    """`looks`: the newest assessment, the one before it and the one before that; `times`: when their crawls began."""
    now, second, before = looks
    if times[0] - times[1] < ANOTHER_HOUR:
        return []
    middle = {verdict.code: verdict for verdict in second.verdicts}
    old = {verdict.code: verdict for verdict in before.verdicts}
    alarms = []
    for verdict in now.verdicts:
        was, then = old.get(verdict.code), middle.get(verdict.code)
        if was is None or then is None or was.status not in _THERE or not was.evidence:
            continue
        if verdict.status in _GONE and then.status in _GONE:
            alarms.append(
                Alarm(
                    agency,
                    verdict.code,
                    verdict.status,
                    was.evidence[0].url,
                    _lost(was, verdict),
                    before.assessed_on,
                    second.assessed_on,
                )
            )
    return alarms


def _lost(was: Verdict, verdict: Verdict) -> tuple[str, ...]:
    passed = {finding.element for finding in was.findings if finding.outcome is Outcome.PASSED}
    return tuple(f.element for f in verdict.findings if f.outcome is not Outcome.PASSED and f.element in passed)
