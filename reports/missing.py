"""What is missing, one row per missing element: the rows behind the workbook, the CSV, the HTML list and the letter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checklist.verdict import Evidence, Status
from reports import wording
from reports.item_view import FIXABLE, ItemView
from reports.names import unit
from reports.view import AuditView


@dataclass(frozen=True, slots=True)
class MissingRow:
    """One thing to publish. `points` are the whole item's, on the scale of the score (0-100): they come back once,
    when all its elements are there.

    `asked` is the element's text (the item's name when the whole item is what lacks), `seen` what was found instead,
    `url` and `path` where. `unverified`: the requirement was not seen on a published page of that year.
    """

    agency_id: str
    agency: str
    code: str
    item: str
    status: Status
    element: str
    asked: str
    seen: str
    url: str
    path: tuple[str, ...]
    points: float
    unit: str
    unverified: bool


def missing_rows(view: AuditView, lang: str = "th") -> tuple[MissingRow, ...]:
    """Every missing element of every fixable item, most points first, then in list order."""
    return tuple(row for item in view.fix_first for row in _rows(view, item, lang))


def _rows(view: AuditView, item: ItemView, lang: str) -> Iterable[MissingRow]:
    names = view.kind_names(lang)
    # what lacks has rows of its own: the sentence need not name it again
    whole = wording.sentence(item.headline, lang, names)
    if item.status not in FIXABLE:
        return
    if not item.missing:
        yield _row(view, lang, item, "", item.name, whole, item.evidence, item.unverified)
        return
    for element in item.missing:
        alone = element.reason.code == "no_evidence"
        seen = whole if alone else wording.sentence(element.reason, lang, names)
        evidence = element.evidence or item.evidence
        yield _row(view, lang, item, element.code, element.text, seen, evidence, not element.verified)


def _row(
    view: AuditView,
    lang: str,
    item: ItemView,
    element: str,
    asked: str,
    seen: str,
    evidence: tuple[Evidence, ...],
    unverified: bool,
) -> MissingRow:
    where = evidence[0] if evidence else None
    return MissingRow(
        agency_id=view.agency.id,
        agency=view.agency.name,
        code=item.code,
        item=item.name,
        status=item.status,
        element=element,
        asked=asked,
        seen=seen,
        url=where.url if where else "",
        path=where.path if where else (),
        points=item.oit_points,
        unit=unit(item.unit, lang),
        unverified=unverified,
    )


def by_item(rows: Sequence[MissingRow]) -> list[tuple[MissingRow, list[MissingRow]]]:
    """Rows of the same item together, the first of them standing for the item."""
    groups: dict[str, list[MissingRow]] = {}
    for row in rows:
        groups.setdefault(row.code, []).append(row)
    return [(group[0], group) for group in groups.values()]
