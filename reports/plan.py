"""The action plan: who publishes what, what it brings, and the fewest items that reach the next level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checklist.model import Checklist
from checklist.score import cheapest, what_if
from reports.item_view import DONE, ItemView
from reports.safe import clean_deep
from reports.view import AuditView

if TYPE_CHECKING:
    from storage.queries import Example

TARGETS = (85.0, 95.0)
"""Points (0-100) the plan shows the way to: the pass mark, and the best level, of every year since 2567."""


@dataclass(frozen=True, slots=True)
class Way:
    """The fewest items whose completion reaches `target`, and the score they would give. () when it is reached."""

    target: float
    items: tuple[ItemView, ...]
    reaches: float


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What one unit (กอง/สำนัก; "" when nobody knows whose) has to publish; `points` on the scale of the score."""

    unit: str
    items: tuple[ItemView, ...]
    points: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `examples` are agencies of the same kind that have the item complete, by code."""

    view: AuditView
    ways: tuple[Way, ...]
    units: tuple[UnitPlan, ...]
    examples: Mapping[str, tuple["Example", ...]]


def make_plan(view: AuditView, checklist: Checklist, examples: Mapping[str, Sequence["Example"]] | None = None) -> Plan:
    """The plan for a view of that checklist; units with the most points first."""
    open_items = [item for item in view.items if item.status not in DONE]
    by_code = {item.code: item for item in view.items}
    ways = tuple(_way(view, checklist, by_code, target) for target in TARGETS)
    units: dict[str, list[ItemView]] = {}
    for item in sorted(open_items, key=lambda item: -item.oit_points):
        units.setdefault(item.unit, []).append(item)
    made = [UnitPlan(unit, tuple(items), sum(i.oit_points for i in items)) for unit, items in units.items()]
    known = {code: tuple(some) for code, some in (examples or {}).items() if some}
    return Plan(view, ways, tuple(sorted(made, key=lambda unit: -unit.points)), clean_deep(known))


def _way(view: AuditView, checklist: Checklist, by_code: Mapping[str, ItemView], target: float) -> Way:
    codes = cheapest(checklist, view.assessment, target)
    reaches = what_if(checklist, view.assessment, codes).oit
    return Way(target, tuple(by_code[code] for code in codes), reaches)
