"""`oit review AGENCY ITEM STATUS`: a person's decision, which holds while the evidence is unchanged."""

import getpass

import click

from checklist.errors import UsageError
from checklist.review import Review
from checklist.verdict import Status
from oit.common import database_option, examples, judged, known_agency, now, open_store


@click.command(
    "review",
    help="Record that you looked at ITEM of AGENCY and found it STATUS. It lapses when the evidence changes.",
    epilog=examples("oit review www.example.go.th O12 complete --note 'ตารางอยู่ในไฟล์สแกน ครบ 12 เดือน'"),
)
@click.argument("agency")
@click.argument("item")
@click.argument("status", type=click.Choice([s.value for s in Status]))
@click.option("--note", default="", help="Why, for those who read the report.")
@click.option("--reviewer", default="", help="Your name.  [default: your login]")
@click.option("--checklist", "checklist_id", metavar="ID", help="Of the assessment by this checklist.")
@database_option
def command(
    agency: str, item: str, status: str, note: str, reviewer: str, checklist_id: str | None, database: str | None
) -> None:
    with open_store(database) as store:
        one = known_agency(store, agency)
        assessment = judged(store, one, checklist_id)
        verdict = next((v for v in assessment.verdicts if v.code.upper() == item.upper()), None)
        if verdict is None:
            raise UsageError(f"{assessment.checklist} has no item {item!r}.")
        review = Review(
            agency=one.id,
            checklist=assessment.checklist,
            code=verdict.code,
            status=Status(status),
            note=note,
            reviewer=reviewer or getpass.getuser(),
            reviewed_at=now(),
            evidence=tuple(e.sha256 for e in verdict.evidence if e.sha256),
        )
        store.save_review(review)
    click.echo(
        f"{verdict.code} of {one.name}: {status}, by {review.reviewer}. It holds while its evidence is unchanged."
    )
