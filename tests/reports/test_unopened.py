"""A site that did not open: no report may say that it lacks something, that it is fine, or what it scored."""

from dataclasses import replace
from datetime import date

import pytest

from checklist.reasons import reason
from checklist.verdict import Status
from reports.cohort import make_cohort
from reports.labels import label
from reports.to_html import to_html
from reports.to_letter import LetterFacts, letter_values, recipient_of
from reports.to_missing import missing_html
from reports.view import AuditView
from storage.queries import Standing
from tests.reports import pretend


def unopened() -> AuditView:
    why = reason("site_unreadable", outcome="refused")
    made = pretend.assessment()
    verdicts = tuple(
        replace(v, status=Status.CANT_TELL, reason=why, findings=(), evidence=(), considered=(), weak=())
        for v in made.verdicts
    )
    return pretend.view(assessment=replace(made, verdicts=verdicts))


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_page_gives_no_score_and_says_what_to_do(lang: str) -> None:
    view = unopened()
    assert view.unchecked
    page = to_html(view, lang)
    assert label("no_score", lang) in page
    assert label("fix_first_unchecked", lang) in page
    assert label("fix_first_none", lang) not in page
    assert label("missing_nothing", lang) not in missing_html([view], lang)


def test_the_letter_thanks_nobody_and_names_no_points() -> None:
    facts = LetterFacts("๑", date(2026, 11, 22), ("ศาลากลาง",), "นายก", "ผู้ลงนาม", "ตำแหน่ง")
    said = " ".join(letter_values(unopened(), facts)["paragraphs"])
    assert "ไม่สามารถเปิดเว็บไซต์" in said
    assert "ขอบคุณ" not in said and "คะแนน" not in said


def test_it_does_not_weigh_in_a_cohort() -> None:
    agency = pretend.view().agency
    dead = Standing(replace(agency, id="dead"), oit=0.0, statuses={"cant_tell": 5}, crawl_outcome="unreachable", rank=2)
    seen = Standing(agency, oit=80.0, statuses={"complete": 4, "missing": 1}, crawl_outcome="unreachable", rank=1)
    view = make_cohort("x", pretend.checklist(), [dead, seen], [])
    assert (view.assessed, view.middle) == (1, 80.0)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("องค์การบริหารส่วนตำบลสมมุติ", "นายกองค์การบริหารส่วนตำบลสมมุติ"),
        ("เทศบาลตำบลสมมุติ", "นายกเทศมนตรีตำบลสมมุติ"),
        ("โรงพยาบาลสมมุติ", "ผู้อำนวยการโรงพยาบาลสมมุติ"),
        ("สำนักงานสมมุติ", "สำนักงานสมมุติ"),
    ],
)
def test_a_letter_goes_to_the_head_where_the_name_tells_who(name: str, head: str) -> None:
    assert recipient_of(name) == head


@pytest.mark.parametrize("lang", ["th", "en"])
def test_nothing_good_is_said_of_pages_that_nobody_looked_at(lang: str) -> None:
    for view in (replace(unopened(), unread=(), broken=()), pretend.view(crawl=None, previous=None, site=None)):
        page = to_html(view, lang)
        assert label("broken_none", lang) not in page
        assert label("not_checked_none", lang) not in page
