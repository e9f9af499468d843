"""Which agencies a command is about: one, or all of a province, kind, district or supervisor; and their views."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from checklist.agency import Agency
from checklist.errors import UsageError
from oit.common import known_agency

if TYPE_CHECKING:
    from reports.view import AuditView
    from storage.store import Store

F = TypeVar("F", bound=Callable[..., Any])


def cohort_options(command: F) -> F:
    """The options that narrow a command to some agencies of the register."""
    for name, words in (
        ("--supervisor", "All agencies this body supervises."),
        ("--district", "All agencies of this district."),
        ("--kind", "All agencies of this kind."),
        ("--province", "All agencies of this province."),
    ):
        command = click.option(name, default="", help=words)(command)
    return command


def chosen_agencies(
    store: "Store", agency: str | None, *, province: str, kind: str, district: str, supervisor: str
) -> tuple[Agency, ...]:
    """The agency named, or all of the register that fit; `UsageError` when there are none."""
    if agency:
        return (known_agency(store, agency),)
    found = store.agencies(province=province, kind=kind, district=district, supervisor=supervisor)
    if not found:
        raise UsageError("No agency of the register fits; `oit agencies list` shows those there are.")
    return found


def views_of(store: "Store", agencies: Sequence[Agency], checklist_id: str | None) -> "tuple[AuditView, ...]":
    """The view of each agency's latest assessment; those never judged are left out, and named on standard error.

    `UsageError` when none has been judged.
    """
    from oit.judging import build_view

    views, unjudged = [], []
    for agency in agencies:
        assessment = store.assessment(agency.id, checklist=checklist_id)
        if assessment is None:
            unjudged.append(agency.id)
            continue
        crawl = store.crawl(assessment.crawl) if assessment.crawl else None
        views.append(build_view(store, agency, assessment, crawl))
    if not views:
        raise UsageError(f"None of {len(agencies)} agencies has been judged yet; crawl them first with `oit crawl`.")
    if unjudged:
        click.echo(f"Not judged yet, left out: {', '.join(unjudged)}.", err=True)
    return tuple(views)
