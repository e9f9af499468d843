"""An alarm needs evidence that was seen, and two later looks at different hours that did not find it."""

from datetime import datetime, timedelta

from checklist.agency import Agency
from checklist.reasons import REASONS
from checklist.verdict import Assessment, Evidence, Reason, Score, Status, Verdict
from oit.alarms import alarms_between

AGENCY = Agency("a1", "อบต.ตัวอย่าง", "https://www.example.go.th/", supervisor="สถจ.ตัวอย่าง")
NIGHT = datetime.fromisoformat("2026-11-22T14:00:00+00:00")


def look(day: int, status: Status) -> Assessment:
    """An assessment of one item, with evidence where there is some."""
    evidence = (Evidence("https://www.example.go.th/plan.pdf", "document"),) if status is Status.COMPLETE else ()
    verdict = Verdict("O8", ("annual_plan",), status, Reason(next(iter(REASONS))), evidence=evidence)
    score = Score(0, 0, 0, 0, "", False)
    return Assessment("oit-2569", "a1", f"2026-11-{day:02}", (verdict,), score)


def test_one_bad_evening_is_no_alarm() -> None:
    looks = [look(22, Status.BROKEN), look(21, Status.COMPLETE), look(20, Status.COMPLETE)]
    assert alarms_between(AGENCY, looks, [NIGHT, NIGHT - timedelta(days=1), NIGHT - timedelta(days=2)]) == []


def test_the_second_look_names_item_unit_and_link() -> None:
    looks = [look(22, Status.BROKEN), look(21, Status.MISSING), look(20, Status.COMPLETE)]
    found = alarms_between(AGENCY, looks, [NIGHT, NIGHT - timedelta(days=1), NIGHT - timedelta(days=2)])
    assert [alarm.code for alarm in found] == ["O8"]
    line = found[0].line()
    for part in ("a1", "สถจ.ตัวอย่าง", "O8", "broken", "https://www.example.go.th/plan.pdf", "2026-11-20", "2026-11-21"):
        assert part in line


def test_two_looks_in_one_hour_count_as_one() -> None:
    looks = [look(22, Status.BROKEN), look(22, Status.BROKEN), look(20, Status.COMPLETE)]
    assert alarms_between(AGENCY, looks, [NIGHT, NIGHT - timedelta(minutes=20), NIGHT - timedelta(days=2)]) == []
