"""An alarm needs evidence that was seen, and two later looks at different hours that did not find it."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from checklist.agency import Agency
from checklist.reasons import REASONS
from checklist.verdict import Assessment, Evidence, Reason, Score, Status, Verdict
from oit.alarms import alarms_between, news_of
from oit.commands import status as stands
from storage.store import Loss, Store

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


def nights(store: Store, *statuses: Status) -> None:
    """Crawls of that agency on the days from the 20th on, each with its assessment."""
    store.save_agencies([AGENCY])
    for day, status in enumerate(statuses, 20 + len(store.crawls(AGENCY.id))):
        start = f"2026-11-{day}T14:00:00+00:00"
        crawl = store.begin_crawl(AGENCY, AGENCY.website, now=start, max_requests=9, version="1", resume=False)
        store.finish_crawl(crawl.id, outcome="finished", now=start)
        store.save_assessment(replace(look(day, status), crawl=crawl.id))


def heard(store: Store, day: int) -> tuple[list[str], list[str]]:
    """The codes of the alarms that a night gives in the morning of that day, and what it says is back."""
    news = news_of(store, [AGENCY], moment=f"2026-11-{day}T23:00:00+00:00", by="oit nightly")
    return [alarm.code for alarm in news.alarms], news.back


def test_a_night_gives_one_alarm_for_one_loss_and_tells_its_return(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "oit.db")) as store:
        nights(store, Status.COMPLETE, Status.MISSING, Status.BROKEN)
        assert heard(store, 22) == (["O8"], [])
        assert [(loss.code, loss.told_by) for loss in store.losses("a1")] == [("O8", "oit nightly")]
        assert heard(store, 22) == ([], [])
        said = CliRunner().invoke(stands.command, ["--db", str(tmp_path / "oit.db")]).output
        assert "a1: O8 is gone since 2026-11-21, told by oit nightly: https://www.example.go.th/plan.pdf" in said
        nights(store, Status.COMPLETE)
        assert heard(store, 23) == (
            [],
            [f"BACK  a1 {AGENCY.name}: O8 is there again: https://www.example.go.th/plan.pdf"],
        )
        assert store.losses() == ()
        nights(store, Status.MISSING, Status.MISSING)
        assert heard(store, 25) == (["O8"], [])


def test_what_a_look_has_told_the_night_does_not_tell_again(tmp_path: Path) -> None:
    url = "https://www.example.go.th/plan.pdf"
    with Store.open(str(tmp_path / "oit.db")) as store:
        nights(store, Status.COMPLETE)
        looked = Loss(
            "a1", "oit-2569", "O8", url, "2026-11-20T20:00:00+00:00", "2026-11-20T22:00:00+00:00", "oit watch"
        )
        store.replace_losses("a1", [looked])
        nights(store, Status.MISSING, Status.MISSING)
        assert heard(store, 22) == ([], [])
        assert store.losses() == (looked,)


def test_a_loss_that_came_after_a_return_is_told_though_nobody_heard_of_the_return(tmp_path: Path) -> None:
    url = "https://www.example.go.th/plan.pdf"
    with Store.open(str(tmp_path / "oit.db")) as store:
        store.replace_losses("a1", [Loss("a1", "oit-2569", "O8", url, "2026-11-18", "2026-11-19", "oit watch")])
        nights(store, Status.COMPLETE, Status.MISSING, Status.MISSING)  # crawls, of which no night's summary was made
        assert heard(store, 22) == (["O8"], [])
