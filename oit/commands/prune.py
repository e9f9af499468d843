"""`oit prune`: retention."""

import click

from oit.common import database_option, examples, existing_store, now


@click.command(
    "prune",
    help="Keep the latest crawls of every agency; drop older ones and the bytes only they held.",
    epilog=examples("oit prune", "oit prune --keep 1", "oit prune --keep 7 --db sqlite:////var/lib/oit/oit.db"),
)
@click.option(
    "--keep", default=3, show_default=True, type=click.IntRange(1), help="Finished crawls to keep for each agency."
)
@database_option
def command(keep: int, database: str | None) -> None:
    with existing_store(database) as store:
        result = store.prune(keep=keep, now=now())
    click.echo(f"Dropped {result.crawls} crawls and {result.blobs} bodies ({result.bytes / 1e6:.1f} MB).")
