"""`oit letter`: official letters (หนังสือราชการ) about missing items, numbered and registered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checklist.errors import UsageError
from oit.cohorts import Chosen, cohort_options, views_of
from oit.common import checklist_option, database_option, examples, now, open_store, print_table, today
from oit.output import stem_of
from oit.target import Target, target_options

if TYPE_CHECKING:
    from reports.to_letter import LetterFacts
    from reports.view import AuditView
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class Sender:
    """What the sending office says of itself and of its letters."""

    office: tuple[str, ...]
    prefix: str
    signer: str
    position: str
    unit: str
    contact: str
    reference: str
    due_days: int

    def facts(self, view: "AuditView", number: int) -> "LetterFacts":
        """The facts of the letter to that agency, with that running number."""
        from reports.to_letter import LetterFacts, recipient_of

        return LetterFacts(
            number=f"{self.prefix}{number}",
            on=today(),
            office=self.office,
            recipient=recipient_of(view.agency.name),
            signer=self.signer,
            signer_position=self.position,
            unit=self.unit,
            contact=self.contact,
            reference=self.reference,
            due=today() + timedelta(days=self.due_days) if self.due_days else None,
        )

    def check(self) -> None:
        """`UsageError` naming what a letter cannot go without."""
        needed = {"--office": self.office, "--signer": self.signer, "--position": self.position}
        if lacking := [name for name, given in needed.items() if not given]:
            raise UsageError(f"A letter says who sends and signs it: give {', '.join(lacking)}.")


_SENDER = (
    click.option("--office", multiple=True, help="The sending office's name; again for each line of its address."),
    click.option("--prefix", default="", help="What stands before the running number, such as 'สม 0023.1/'."),
    click.option("--signer", default="", help="Who signs."),
    click.option("--position", default="", help="The signer's position."),
    click.option("--unit", default="", help="The unit that answers questions (ส่วนราชการเจ้าของเรื่อง)."),
    click.option("--contact", default="", help="Its telephone and e-mail."),
    click.option("--reference", default="", help="An earlier letter (อ้างถึง), if there is one."),
    click.option(
        "--due-days", default=30, show_default=True, type=click.IntRange(0, 3650), help="Days given; 0 names no day."
    ),
)


def _sender_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of `Sender` to the command, which gets them as `sender`."""

    @wraps(function)
    def with_sender(**given: Any) -> Any:
        sender = Sender(**{name: given.pop(name) for name in Sender.__dataclass_fields__})
        return function(sender=sender, **given)

    decorated: Callable[..., Any] = with_sender
    for option in reversed(_SENDER):
        decorated = option(decorated)
    return decorated


@click.command(
    "letter",
    help="Write the official letter to AGENCY, or to all agencies of a province, kind, district or supervisor. Each "
    "gets the year's next number in the register of letters. The garuda is left to your office's paper or template.",
    epilog=examples(
        "oit letter --province ตัวอย่าง --office 'จังหวัดตัวอย่าง' --office 'ศาลากลางจังหวัด' \\",
        "    --signer 'นายทดสอบ ระบบ' --position 'ผู้ว่าราชการจังหวัดตัวอย่าง' --format docx,pdf --out letters",
        "oit letter --register",
    ),
)
@click.argument("agency", required=False)
@cohort_options
@checklist_option
@_sender_options
@click.option(
    "--template", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Your office's own DOCX template."
)
@click.option("--register", is_flag=True, help="Write nothing; list the letters of this year.")
@target_options("docx", "pdf", default="docx", note="; pdf is made by Chromium, on your own template by LibreOffice")
@database_option
def command(
    agency: str | None,
    chosen: Chosen,
    checklist_id: str | None,
    sender: Sender,
    template: Path | None,
    register: bool,
    target: Target,
    database: str | None,
) -> None:
    if register:
        with open_store(database) as store:
            _print_register(store)
        return
    if not agency and not chosen.parts:
        raise UsageError("Say to whom: an agency, or --province, --kind, --district or --supervisor.")
    sender.check()
    target.ready()
    with open_store(database) as store:
        views = views_of(store, chosen.agencies(store, agency), checklist_id)
        if target.file and len(views) > 1:
            raise UsageError(f"{target.file} is one file, but there are {len(views)} letters; name a folder.")
        for form in target.formats:
            _make(views[0], sender.facts(views[0], 0), form, template)  # what cannot be made takes no number
        for view in views:
            _write(store, view, sender, target, template)


def _write(store: "Store", view: "AuditView", sender: Sender, target: Target, template: Path | None) -> None:
    """Enter one letter in the register, then write it under its number in every format."""
    from storage.records import Letter

    stem = f"letter-{stem_of(view)}"
    entry = store.register_letter(
        Letter(
            year=today().year + 543,
            number=0,
            agency=view.agency.id,
            checklist=view.assessment.checklist,
            addressee=view.agency.name,
            made_at=now(),
            file_name=target.path(stem, target.formats[0]).name,
        )
    )
    facts = sender.facts(view, entry.number)
    target.write_and_tell(stem, lambda form: _make(view, facts, form, template))


def _make(view: "AuditView", facts: "LetterFacts", form: str, template: Path | None) -> bytes:
    from reports.to_letter import letter_pdf, to_letter

    return letter_pdf(view, facts, template) if form == "pdf" else to_letter(view, facts, template)


def _print_register(store: "Store") -> None:
    """The year's letters, one a line."""
    from rich.markup import escape
    from rich.table import Table

    year = today().year + 543
    letters = store.letters(year)
    if not letters:
        click.echo(f"No letter was made in {year} yet.", err=True)
        return
    table = Table("number", "made", "agency", "name", "checklist", "file", box=None)
    for one in letters:
        cells = (f"{one.number}/{one.year}", one.made_at, one.agency, one.addressee, one.checklist, one.file_name)
        table.add_row(*map(escape, cells))
    print_table(table)
