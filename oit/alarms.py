"""Evidence that was there and is gone: named only after a second look at another hour, never on one bad evening."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from checklist.agency import Agency
from checklist.verdict import Assessment, Outcome, Status, Verdict

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

    def line(self) -> str:
        """One line for the morning summary."""
        unit = self.agency.supervisor or self.agency.province
        asked = f" ({', '.join(self.elements)})" if self.elements else ""
        return (
            f"ALARM {self.agency.id} {self.agency.name}{f' [{unit}]' if unit else ''}: {self.code}{asked} is "
            f"{self.status.value} since {self.gone_since}, last seen {self.seen_on}: {self.url}"
        )


def alarms_of(store: "Store", agencies: Iterable[Agency]) -> list[Alarm]:
    """The alarms that the newest assessments of those agencies give. Each is given once: at the second look."""
    found: list[Alarm] = []
    for agency in agencies:
        looks = store.assessments(agency.id)[:3]
        if len(looks) == 3 and len({look.checklist for look in looks}) == 1:
            begun = [store.crawl(look.crawl) for look in looks]
            if all(begun):
                times = [datetime.fromisoformat(crawl.started_at) for crawl in begun if crawl]
                found += alarms_between(agency, looks, times)
    return found


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
