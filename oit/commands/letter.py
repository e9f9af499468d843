"""`oit letter`: official letters (หนังสือราชการ) about missing items, numbered and registered."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checklist.errors import UsageError
from oit.cohorts import Chosen, cohort_options, views_of
from oit.common import database_option, now, open_store, ready_folder, today, write_file
from oit.output import file_stem

if TYPE_CHECKING:
    from reports.view import AuditView
    from storage.store import Store


@click.command(
    "letter", help="Write the letter to AGENCY, or to all agencies of a province, kind, district or supervisor."
)
@click.argument("agency", required=False)
@cohort_options
@click.option("--checklist", "checklist_id", metavar="ID", help="Only assessments by this checklist.")
@click.option(
    "--office", multiple=True, required=True, help="The sending office's name; again for each line of its address."
)
@click.option("--prefix", default="", help="What stands before the running number, such as 'สม 0023.1/'.")
@click.option("--signer", required=True, help="Who signs.")
@click.option("--position", required=True, help="The signer's position.")
@click.option("--unit", default="", help="The unit that answers questions (ส่วนราชการเจ้าของเรื่อง).")
@click.option("--contact", default="", help="Its telephone and e-mail.")
@click.option("--due-days", default=30, show_default=True, type=click.IntRange(0), help="Days given; 0 names no day.")
@click.option(
    "--template", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Your office's own DOCX template."
)
@click.option("--pdf", is_flag=True, help="Also as PDF (needs LibreOffice).")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Folder.  [default: here]"
)
@database_option
def command(
    agency: str | None,
    chosen: Chosen,
    checklist_id: str | None,
    office: tuple[str, ...],
    prefix: str,
    signer: str,
    position: str,
    unit: str,
    contact: str,
    due_days: int,
    template: Path | None,
    pdf: bool,
    out: Path,
    database: str | None,
) -> None:
    from reports.to_letter import LetterFacts, letter_pdf, recipient_of, to_letter

    if not agency and not chosen.parts:
        raise UsageError("Say to whom: an agency, or --province, --kind, --district or --supervisor.")

    def facts_for(view: "AuditView", number: int) -> LetterFacts:
        return LetterFacts(
            number=f"{prefix}{number}",
            on=today(),
            office=office,
            recipient=recipient_of(view.agency.name),
            signer=signer,
            signer_position=position,
            unit=unit,
            contact=contact,
            due=today() + timedelta(days=due_days) if due_days else None,
        )

    ready_folder(out)
    with open_store(database) as store:
        views = views_of(store, chosen.agencies(store, agency), checklist_id)
        to_letter(views[0], facts_for(views[0], 0), template)  # a template that cannot be used takes no number
        for view in views:
            number, name = _register(store, view)
            letter = to_letter(view, facts_for(view, number), template)
            write_file(out / name, letter)
            click.echo(out / name)
            if pdf:
                write_file((out / name).with_suffix(".pdf"), letter_pdf(letter))
                click.echo((out / name).with_suffix(".pdf"))


def _register(store: "Store", view: "AuditView") -> tuple[int, str]:
    """Enter the letter in the register of its year; its number and file name."""
    from storage.records import Letter

    year = today().year + 543
    name = f"letter-{file_stem(view.agency.id, view.assessment.checklist)}.docx"
    entry = store.register_letter(
        Letter(
            year=year,
            number=0,
            agency=view.agency.id,
            checklist=view.assessment.checklist,
            addressee=view.agency.name,
            made_at=now(),
            file_name=name,
        )
    )
    return entry.number, name
