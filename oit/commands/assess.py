"""`oit assess`: judge stored pages again, with any checklist, without the network."""

import click

from checklist.errors import UsageError
from oit.common import checklist_for, database_option, examples, known_agency, open_store, today


@click.command(
    "assess",
    help="Judge the stored crawl of AGENCY (or of all agencies) again; no network is used.",
    epilog=examples("oit assess", "oit assess www.example.go.th --checklist oit-2568"),
)
@click.argument("agency", required=False)
@click.option(
    "--checklist", "checklist_id", metavar="ID", help="Such as oit-2568, or a file.  [default: the newest of the kind]"
)
@click.option("--crawl", "crawl_id", help="A certain crawl.  [default: the latest]")
@database_option
def command(agency: str | None, checklist_id: str | None, crawl_id: str | None, database: str | None) -> None:
    from checklist.load import load_checklist
    from oit.judging import judge_crawl

    with open_store(database) as store:
        chosen = (known_agency(store, agency),) if agency else store.agencies()
        if not chosen:
            raise UsageError(
                "The database holds no agency yet; start with `oit audit URL` or `oit agencies import FILE`."
            )
        judged = 0
        for one in chosen:
            record = store.crawl(crawl_id) if crawl_id else store.latest_crawl(one.id, finished=False)
            if record is None:
                if agency:
                    raise UsageError(f"{one.id} was never crawled; start with `oit audit {one.website}`.")
                continue
            checklist = load_checklist(checklist_for(checklist_id, one.kind))
            assessment = judge_crawl(store, record, checklist, today=today(), anew=True)
            click.echo(f"{one.id}  {checklist.id}  {assessment.score.oit:.2f}  {assessment.score.level}")
            judged += 1
    click.echo(f"Judged {judged} of {len(chosen)} agencies again.", err=True)
