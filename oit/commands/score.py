"""`oit score AGENCY --if O8,O12`: points now, points with those items mended, and the cheapest way to 85 and 95."""

import click

from checklist.errors import UsageError
from oit.common import database_option, judged, known_agency, open_store


@click.command(
    "score", help="Points of AGENCY, what mending items would bring, and the fewest items that reach 85 and 95."
)
@click.argument("agency")
@click.option("--if", "codes", default="", metavar="LIST", help="Items to count as complete, such as O8,O12.")
@click.option("--checklist", "checklist_id", metavar="ID", help="Only an assessment by this checklist.")
@database_option
def command(agency: str, codes: str, checklist_id: str | None, database: str | None) -> None:
    from checklist.load import load_checklist
    from checklist.score import cheapest, what_if

    with open_store(database) as store:
        one = known_agency(store, agency)
        assessment = judged(store, one, checklist_id)
    checklist = load_checklist(assessment.checklist)
    score = assessment.score
    wanted = tuple(code.strip().upper() for code in codes.split(",") if code.strip())
    known = {item.code.upper(): item.code for item in checklist.items}
    for code in wanted:
        if code not in known:
            raise UsageError(f"{checklist.id} has no item {code!r}.")
    click.echo(
        f"{one.name}  {checklist.id}  OIT {score.oit:.2f} ({score.level}); unclear items counted: {score.best:.2f}"
    )
    if wanted:
        after = what_if(checklist, assessment, tuple(known[code] for code in wanted))
        click.echo(
            f"With {', '.join(wanted)} complete: OIT {after.oit:.2f} ({after.level}), {after.oit - score.oit:+.2f}"
        )
    for target in (85.0, 95.0):
        way = cheapest(checklist, assessment, target)
        if score.oit >= target:
            click.echo(f"{target:g}: reached.")
        elif way:
            click.echo(f"{target:g}: mend {', '.join(way)} ({what_if(checklist, assessment, way).oit:.2f})")
        else:
            click.echo(f"{target:g}: cannot be reached, even with every item mended.")
