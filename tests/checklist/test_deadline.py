"""The last day for answers, and looks that come more often as it nears."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from checklist.deadline import next_deadline, pause_between_looks
from checklist.errors import ChecklistError
from checklist.load import load_checklist
from checklist.model import Provenance


def test_the_day_of_the_list_then_the_same_day_of_the_next_year() -> None:
    oit = load_checklist("oit-2569")
    before, after = next_deadline(oit, date(2026, 4, 30)), next_deadline(oit, date(2026, 5, 1))
    assert before is not None and (before.day, before.assumed, before.days_left(date(2026, 4, 28))) == (
        date(2026, 4, 30), False, 2,
    )  # fmt: skip
    assert after is not None and (after.day, after.assumed) == (date(2027, 4, 30), True)


def test_a_list_says_how_its_last_day_is_known() -> None:
    closes = {year: load_checklist(f"oit-{year}").closes for year in (2563, 2565, 2569)}
    assert [closing.provenance for closing in closes.values() if closing] == [
        Provenance.FOUND, Provenance.FOUND, Provenance.MEMORY,
    ]  # fmt: skip
    assert closes[2563] is not None and closes[2563].day == date(2020, 7, 15)


def test_a_list_without_a_last_day_has_no_deadline() -> None:
    moit = load_checklist("moit-2569")
    assert next_deadline(moit, date(2026, 4, 1)) is None
    assert pause_between_looks(None, date(2026, 4, 1)) == timedelta(days=7)


def test_looks_come_more_often_as_the_day_nears() -> None:
    oit = load_checklist("oit-2569")
    days = [date(2026, 1, 1), date(2026, 3, 15), date(2026, 4, 10), date(2026, 4, 20), date(2026, 4, 29)]
    pauses = [pause_between_looks(next_deadline(oit, day), day) for day in days]
    assert pauses == sorted(pauses, reverse=True) and len(set(pauses)) == 5
    assert pauses[-1] == timedelta(hours=6)


def test_a_day_that_does_not_exist_is_told_with_its_line(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "checklist" / "data" / "oit-2569.yml").read_text(encoding="utf-8")
    file = tmp_path / "oit-2569.yml"
    file.write_text(text.replace("closes: {day: 30, month: 4", "closes: {day: 31, month: 4"), encoding="utf-8")
    with pytest.raises(ChecklistError, match=r"line \d+.*there is no day 31 in month 4 of 2569"):
        load_checklist(str(file))
