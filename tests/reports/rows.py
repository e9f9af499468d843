"""Rows as `storage.queries` hands them to the cohort report and the action plan."""

from dataclasses import replace

from checklist.agency import Agency
from storage.queries import Example, ItemCount, Movement, Standing
from tests.reports.pretend import AGENCY, HOME, ROWS

SCORES = (None, 12.0, 47.5, 79.0, 84.99, 85.0, 91.0, 100.0)


def agency(number: int) -> Agency:
    return replace(AGENCY, id=f"a{number}", name=f"องค์การบริหารส่วนตำบลตัวอย่าง {number}")


def standings() -> tuple[Standing, ...]:
    made = []
    for number, score in enumerate(SCORES):
        passed = score is not None and score >= 85
        before = None if score is None or number == 1 else score - 4
        statuses = {} if score is None else {"complete": 9, "missing": 4, "partial": 2, "broken": 1}
        level = "" if score is None else "ผ่านดี" if passed else "ต้องปรับปรุง"
        made.append(
            Standing(agency(number), score, score, score, level, passed, "2026-11-22", "c", before, statuses, number)
        )
    return tuple(made)


def item_counts() -> tuple[ItemCount, ...]:
    return tuple(
        ItemCount(row[0], row[3][0], n, {"complete": 2 * n, "missing": 30 - 2 * n, "inapplicable": 1}, 1.0)
        for n, row in enumerate(ROWS)
    )


def movements() -> tuple[Movement, ...]:
    return (
        Movement("a1", 40.0, 12.0, (), ("O3", "O4")),
        Movement("a2", 47.5, 47.5),
        Movement("a4", 60.0, 84.99, ("O1", "O9"), ()),
        Movement("a6", 91.0, 91.0),
    )


def examples() -> dict[str, tuple[Example, ...]]:
    return {"O14": (Example(agency(7), HOME + "risk", 100.0),), "O9": ()}
