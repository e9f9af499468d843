"""Assessments, reviews, letters and nights on both databases."""

import dataclasses
import os
import subprocess
import sys

import pytest

from checklist.agency import Agency
from checklist.errors import BusyError
from checklist.review import Review
from checklist.verdict import Reason, Status
from storage.store import Letter, Store
from tests.storage.samples import AGENCY, LATER, NOW, assessment_of, verdict_of


def test_an_assessment_comes_back_whole(store: Store) -> None:
    wanted = assessment_of("a1", verdict_of("O1"), verdict_of("O2", Status.PARTIAL, lost=2.5, topics=("x", "y")))
    store.save_assessment(wanted)
    assert store.assessment("a1") == wanted
    assert store.assessment("a1", "oit-2569") == wanted
    assert store.assessment("a1", "oit-2568") is None
    assert store.assessment("a2") is None


def test_the_newest_is_that_of_the_newest_crawl(store: Store) -> None:
    crawls = []
    for now in (NOW, LATER):
        crawls.append(store.begin_crawl(AGENCY, "", now=now, max_requests=1, version="").id)
        store.finish_crawl(crawls[-1], outcome="finished", now=now)
    old = assessment_of(crawl=crawls[0], on="2026-11-25")  # the older crawl, judged again later
    new = assessment_of(crawl=crawls[1], on="2026-11-24")
    other = assessment_of(checklist="oit-2568", on="2026-11-01")
    for assessment in (new, old, other):
        store.save_assessment(assessment)
    assert store.assessments("a1") == (new, old, other)
    assert store.assessment("a1", crawl=crawls[0]) == old
    again = dataclasses.replace(new, version="0.2")
    store.save_assessment(again)
    assert store.assessments("a1", "oit-2569") == (again, old)


def test_reasons_keep_their_values(store: Store) -> None:
    values = {"words": ("ก", "ข"), "count": 2**80, "text": "a\x00b\ud800", "score": 0.5}
    verdict = dataclasses.replace(verdict_of("O1"), reason=Reason("words_found", values))  # type: ignore[arg-type]
    store.save_assessment(assessment_of("a1", verdict))
    found = store.assessment("a1")
    assert found is not None
    assert found.verdicts[0].reason.values == {"words": ("ก", "ข"), "count": 2**63 - 1, "text": "ab", "score": 0.5}


def test_the_newest_review_counts(store: Store) -> None:
    first = Review("a1", "oit-2569", "O10", Status.COMPLETE, "ครบ", "สมชาย", NOW, ("ab",))
    second = dataclasses.replace(first, status=Status.MISSING, reviewed_at=LATER)
    third = dataclasses.replace(first, code="O2")
    for review in (first, second, third):
        store.save_review(review)
    assert store.reviews("a1", "oit-2569") == (third, second)
    assert store.reviews("a1", "oit-2568") == ()


def test_letters_are_numbered_within_their_year(store: Store) -> None:
    assert store.next_letter_number(2569) == 1
    letter = Letter(2569, 0, "a1", "oit-2569", "นายกเทศมนตรี", NOW, "letter.docx")
    assert [store.register_letter(letter).number for _ in range(3)] == [1, 2, 3]
    assert store.register_letter(dataclasses.replace(letter, year=2570)).number == 1
    assert store.next_letter_number(2569) == 4
    assert store.letters(2569)[1] == dataclasses.replace(letter, number=2)


def test_one_night_at_a_time(store: Store) -> None:
    run = store.claim_run("oit nightly", NOW)
    with pytest.raises(BusyError, match=rf"oit nightly, process {os.getpid()} on .*, since {NOW[:10]}"):
        store.claim_run("oit nightly", NOW)
    store.note_outcome(run, "a1", "failed", now=NOW, detail="ช้า")
    store.note_outcome(run, "a1", "done", now=LATER, crawl_id="c")
    store.note_outcome(run, "a2", "done", now=NOW)
    assert store.heartbeat(run, LATER)
    store.finish_run(run, outcome="finished", now=LATER, summary="เรียบร้อย")
    assert not store.heartbeat(run, LATER)
    night = store.runs()[0]
    assert (night.outcome, night.outcomes, night.heartbeat_at, night.summary) == (
        "finished",
        {"done": 2},
        LATER,
        "เรียบร้อย",
    )
    assert store.claim_run("oit nightly", LATER) != run


def test_a_night_that_died_does_not_block_the_next(store: Store, url: str) -> None:
    code = (
        "import os; from storage.store import Store\n"
        f"print(Store.open({url!r}).claim_run('dead', {NOW!r}), flush=True); os._exit(9)"
    )
    dead = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip()
    assert dead.startswith("night-2026-11-22-")
    run = store.claim_run("next", LATER)
    assert [(n.id, n.outcome) for n in store.runs()] == [(run, "running"), (dead, "died")]


def test_the_longest_unseen_comes_first(store: Store) -> None:
    agencies = [Agency(f"a{n}", "ชื่อ", f"https://a{n}.example") for n in range(6)]
    store.save_agencies([*agencies, Agency("blank", "ไม่มีเว็บ", "")])
    for agency, day, outcome in (
        (agencies[1], 20, "finished"),
        (agencies[2], 10, "unreachable"),
        (agencies[3], 21, "stopped"),
        (agencies[4], 22, "finished"),
        (agencies[5], 30, "finished"),  # a clock ran ahead
    ):
        now = f"2026-11-{day:02}T10:00:00+00:00"
        crawl = store.begin_crawl(agency, agency.website, now=now, max_requests=1, version="").id
        store.finish_crawl(crawl, outcome=outcome, now=now)
    due = store.due_agencies("2026-11-22T20:00:00+00:00", "2026-11-22T00:00:00+00:00")
    assert [agency.id for agency in due] == ["a0", "a3", "a2", "a1", "a5"]


def test_the_register_can_be_narrowed(store: Store) -> None:
    one = Agency("a", "ก", "https://a.example", "sao", "จ1", "อ1", "ส1")
    two = dataclasses.replace(one, id="b", province="จ2", district="อ2", supervisor="ส2", kind="pao")
    store.save_agencies([one, two])
    store.begin_crawl(AGENCY, "", now=NOW, max_requests=1, version="")  # audited once: not in the register
    assert store.agencies() == (one, two)
    for narrowed in ({"province": "จ1"}, {"district": "อ1"}, {"kind": "sao"}, {"supervisor": "ส1"}):
        assert store.agencies(**narrowed) == (one,)
    store.save_agencies([dataclasses.replace(one, name="ใหม่"), AGENCY])
    assert [agency.name for agency in store.agencies()] == ["ใหม่", AGENCY.name, "ก"]
