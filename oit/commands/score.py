"""`oit score AGENCY --if O8,O12`: points now, points with those items mended, and the cheapest way to 85 and 95."""

import click

from checklist.errors import UsageError
from oit.common import checklist_option, database_option, examples, judged, known_agency, lang_option, open_store

WORDS = {
    "th": {
        "now": "{agency}  {checklist}  คะแนน OIT {oit:.2f} ({level}) หากนับข้อที่ต้องตรวจดูเองด้วย {best:.2f}",
        "with": "หาก {codes} ครบถ้วน: คะแนน OIT {oit:.2f} ({level})",
        "reached": "{target:g}: ถึงแล้ว",
        "mend": "{target:g}: แก้ {codes} ({oit:.2f})",
        "never": "{target:g}: ไม่ถึง แม้แก้ครบทุกข้อ",
    },
    "en": {
        "now": "{agency}  {checklist}  OIT {oit:.2f} ({level}); unclear items counted: {best:.2f}",
        "with": "With {codes} complete: OIT {oit:.2f} ({level})",
        "reached": "{target:g}: reached.",
        "mend": "{target:g}: mend {codes} ({oit:.2f})",
        "never": "{target:g}: cannot be reached, even with every item mended.",
    },
}


@click.command(
    "score",
    help="Points of AGENCY, what mending items would bring, and the fewest items that reach 85 and 95.",
    epilog=examples("oit score www.example.go.th", "oit score www.example.go.th --if O8,O12"),
)
@click.argument("agency")
@click.option("--if", "codes", default="", metavar="LIST", help="Items to count as complete, such as O8,O12.")
@checklist_option
@lang_option
@database_option
def command(agency: str, codes: str, checklist_id: str | None, lang: str, database: str | None) -> None:
    from checklist.load import load_checklist
    from checklist.score import cheapest, what_if
    from reports.names import level

    with open_store(database) as store:
        one = known_agency(store, agency)
        assessment = judged(store, one, checklist_id)
    checklist = load_checklist(assessment.checklist)
    score = assessment.score
    wanted = tuple(code.strip().upper() for code in codes.split(",") if code.strip())
    known = {item.code.upper(): item.code for item in checklist.items}
    for code in wanted:
        if code not in known:
            raise UsageError(f"{checklist.id} has no item {code!r}.", thai=f"{checklist.id} ไม่มีข้อ {code!r}")
    say = WORDS[lang]
    click.echo(
        say["now"].format(
            agency=one.name, checklist=checklist.id, oit=score.oit, level=level(score.level, lang), best=score.best
        )
    )
    if wanted:
        after = what_if(checklist, assessment, tuple(known[code] for code in wanted))
        told = say["with"].format(codes=", ".join(wanted), oit=after.oit, level=level(after.level, lang))
        click.echo(f"{told} ({after.oit - score.oit:+.2f})")
    for target in (85.0, 95.0):
        way = cheapest(checklist, assessment, target)
        if score.oit >= target:
            click.echo(say["reached"].format(target=target))
        elif way:
            reached = what_if(checklist, assessment, way).oit
            click.echo(say["mend"].format(target=target, codes=", ".join(way), oit=reached))
        else:
            click.echo(say["never"].format(target=target))
