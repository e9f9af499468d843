"""`oit status`: how the crawls of the register stand."""

from pathlib import Path

import click

from oit.common import database_option, default_database, examples, existing_store, write_file

MOST_GONE = 20
"""Places of evidence that are gone, of which so many are named."""


@click.command(
    "status",
    help="How the crawls of the register stand; with --prometheus, as a metrics file.",
    epilog=examples("oit status", "oit status --prometheus /var/lib/node_exporter/oit.prom"),
)
@click.option(
    "--prometheus",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write metrics in Prometheus' text format to this file.",
)
@database_option
def command(prometheus: Path | None, database: str | None) -> None:
    with existing_store(database) as store:
        runs = store.runs(5)
        agencies = store.agencies()
        gone = store.gone()
        places = {(look.agency, look.url) for look in gone}
        told = [loss for loss in store.losses() if (loss.agency, loss.url) not in places]
        if prometheus:
            from oit.metrics import exposition

            write_file(prometheus, exposition(store))
    click.echo(f"Agencies in the register: {len(agencies)}.")
    if (database or default_database()).startswith("postgres"):
        from oit.queue import counts

        if jobs := counts(database or default_database()):
            click.echo("Jobs in the queue: " + ", ".join(f"{state} {number}" for state, number in jobs.items()) + ".")
    if not runs:
        click.echo("No nightly run yet.")
    for night in runs:
        counted = ", ".join(f"{word} {number}" for word, number in sorted(night.outcomes.items())) or "nothing done yet"
        ended = (
            f"to {night.finished_at}" if night.finished_at else f"still running on {night.host} (process {night.pid})"
        )
        click.echo(f"{night.started_at} {ended}: {night.outcome}; {counted}")
    for look in gone[:MOST_GONE]:
        click.echo(f"{look.agency}: {look.url} is gone since {look.gone_since} ({look.outcome})")
    if len(gone) > MOST_GONE:
        click.echo(f"… and {len(gone) - MOST_GONE} more places of evidence that `oit watch` did not find.")
    for loss in told[:MOST_GONE]:
        click.echo(f"{loss.agency}: {loss.code} is gone since {loss.gone_since}, told by {loss.told_by}: {loss.url}")
    if len(told) > MOST_GONE:
        click.echo(f"… and {len(told) - MOST_GONE} more items that alarms were given about.")
