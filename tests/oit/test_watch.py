"""`oit watch`: evidence is looked at between crawls; it takes two looks an hour apart to call it gone."""

import shutil
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.store import Loss, Store
from tests.oit.conftest import Oit
from tests.oit.test_nightly import QUICK, register
from tests.server import PretendSite
from tests.sites.serve import SAMPLE, serving

HOUR = timedelta(hours=1)


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """The sample agency's website, to be damaged."""
    return shutil.copytree(SAMPLE, tmp_path / "www")


def evidence(db: str, code: str) -> str:
    """Where the item of that code rests."""
    with Store.open(db) as store:
        assessment = store.assessment("a1")
        assert assessment is not None
        return assessment.verdict(code).evidence[0].url


def an_hour_passes(db: str, agency: str = "a1") -> None:
    """All looks were an hour earlier than they were."""
    with Store.open(db) as store:
        looks = store.looks(agency)
        store.replace_looks(
            agency,
            [replace(look, looked_at=_earlier(look.looked_at), gone_since=_earlier(look.gone_since)) for look in looks],
        )


def _earlier(moment: str) -> str:
    return (datetime.fromisoformat(moment) - HOUR).isoformat(timespec="seconds") if moment else ""


def test_what_is_gone_at_two_looks_gives_one_alarm_and_its_return_is_told(oit: Oit, home: Path, www: Path) -> None:
    db = f"sqlite:///{home / 'watch.db'}"
    with serving(www) as (url, ledger):
        register(oit, home, url, db=db)
        crawled = oit("crawl", "a1", *QUICK, "--db", db)
        assert crawled.returncode == 0, crawled.stderr

        def watch(*more: str) -> tuple[int, str]:
            done = oit("watch", "a1", "--delay", "0", "--db", db, *more)
            assert not done.stderr, done.stderr
            return done.returncode, done.stdout

        assert watch() == (0, "No look at evidence was due.\n")
        ledger.clear()
        status, said = watch("--now")
        assert status == 0
        assert "not there: 0." in said
        assert 20 < len([path for path in ledger if path != "/robots.txt"]) < 60  # the evidence alone, each place once

        where = evidence(db, "O1")
        lost = www / where.removeprefix(url)
        lost = lost if lost.is_file() else lost.with_name(f"{lost.name}.html")
        kept = lost.read_bytes()
        lost.unlink()
        assert watch("--now")[0] == 0, "one look is no alarm"
        an_hour_passes(db)
        summary = home / "watch.txt"
        status, said = watch("--summary", str(summary))
        assert status == 1
        alarms = [line for line in said.splitlines() if line.startswith("ALARM")]
        assert any("O1 (" in line and where in line for line in alarms), said
        assert summary.read_text(encoding="utf-8") == said

        an_hour_passes(db)
        status, said = watch("--now")
        assert (status, "ALARM" in said) == (0, False), "an alarm is given once"
        assert f"{where} is gone since" in oit("status", "--db", db).stdout
        lost.write_bytes(kept)
        an_hour_passes(db)
        status, said = watch("--now")
        assert status == 0
        assert f"BACK  a1 อบต.ที่ 1: {where} is there again." in said


def test_a_website_that_is_down_is_looked_at_again_within_the_hour(oit: Oit, home: Path, www: Path) -> None:
    db = f"sqlite:///{home / 'watch.db'}"
    with serving(www) as (url, _):
        register(oit, home, url, db=db)
        assert oit("crawl", "a1", *QUICK, "--db", db).returncode == 0
    looked = oit("watch", "--now", "--delay", "0", "--db", db)
    assert looked.returncode == 0, looked.stderr
    with Store.open(db) as store:
        looks = store.looks("a1")
    assert looks
    assert {(look.state, look.outcome) for look in looks} == {("gone", "refused")}
    assert oit("watch", "--delay", "0", "--db", db).stdout == "No look at evidence was due.\n"


def test_nobody_to_look_at_is_said(oit: Oit) -> None:
    done = oit("watch", "--province", "ไม่มีจังหวัดนี้")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


HOME = """<html><head><title>อบต.ตัวอย่าง</title></head><body><nav><a href='/structure'>โครงสร้างองค์กร</a></nav>
<main><p>ยินดีต้อนรับสู่เว็บไซต์องค์การบริหารส่วนตำบลตัวอย่าง</p></main>
<footer>พัฒนาโดย <a href='https://www.webfirm.example/'>เว็บเฟิร์ม</a></footer></body></html>"""
STRUCTURE = """<html><head><title>โครงสร้างองค์กร</title></head><body><main><h1>โครงสร้างองค์กร</h1>
<p>แผนผังโครงสร้างการแบ่งส่วนราชการ ประกอบด้วย สำนักปลัด กองคลัง กองช่าง กองการศึกษา ศาสนาและวัฒนธรรม</p>
<img src='/structure.png' alt='แผนผังโครงสร้างองค์กร'></main></body></html>"""


def test_sites_of_one_vendor_that_break_together_are_told_together(oit: Oit, home: Path) -> None:
    db = f"sqlite:///{home / 'watch.db'}"
    with ExitStack() as stack:
        pages = {"/": HOME, "/structure": STRUCTURE}
        sites = [stack.enter_context(PretendSite(pages)) for _ in range(4)]
        register(oit, home, *(site.home for site in sites), db=db)
        crawled = oit("crawl", "a1", "a2", "a3", "a4", *QUICK, "--db", db)
        assert crawled.returncode == 0, crawled.stderr
        with Store.open(db) as store:  # a night's crawls have told it of the fourth
            asked = store.assessment("a4")
            assert asked is not None
            night = Loss(
                "a4", asked.checklist, "O1", sites[3].home, "2026-11-20", "2999-01-01T00:00:00+00:00", "oit nightly"
            )
            store.replace_losses("a4", [night])
        for site in sites:
            del site.pages["/structure"]
        assert oit("watch", "--now", "--delay", "0", "--db", db).returncode == 0
        for agency in ("a1", "a2", "a3", "a4"):
            an_hour_passes(db, agency)
        said = oit("watch", "--delay", "0", "--db", db)
    assert said.returncode == 1, said.stderr
    assert "ALARM O1 is gone on 3 sites of one vendor (webfirm.example):\n  a1 อบต.ที่ 1 [" in said.stdout
    assert "a4" not in said.stdout
    with Store.open(db) as store:
        told = {loss.agency: loss.told_by for loss in store.losses() if loss.code == "O1"}
    assert told == {"a1": "oit watch", "a2": "oit watch", "a3": "oit watch", "a4": "oit nightly"}
