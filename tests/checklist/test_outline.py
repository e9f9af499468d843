"""The table of everything that is asked: no element without a check, or a person must look and the table says why."""

import pytest

from checklist.checks import KINDS
from checklist.load import available, load_checklist
from checklist.outline import COLUMNS, SUMMARY_COLUMNS, rows_of, summary_of


@pytest.mark.parametrize("name", available())
def test_every_element_has_a_check_or_says_why_a_person_must_look(name: str) -> None:
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(load_checklist(name))]
    assert rows
    for row in rows:
        assert row["check"].partition(" (")[0] in KINDS, row  # "either" names its kinds in brackets
        assert (row["check"] == "must_look") == bool(row["person_must_look"]), row
        if row["element"]:
            assert row["provenance"] in ("found", "carried", "memory") and row["text"], row


@pytest.mark.parametrize("name", available())
def test_every_item_is_in_the_table_and_the_counts_agree(name: str) -> None:
    checklist = load_checklist(name)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(checklist)]
    assert list(dict.fromkeys(row["item"] for row in rows)) == [item.code for item in checklist.items]
    counts = dict(zip(SUMMARY_COLUMNS, summary_of(checklist), strict=True))
    elements = [row for row in rows if row["element"]]
    assert int(counts["elements"]) == len(elements)
    assert sum(int(counts[f"check_{kind}"]) for kind in KINDS) == len(elements)
    assert sum(int(counts[known]) for known in ("found", "carried", "memory")) == len(elements)
