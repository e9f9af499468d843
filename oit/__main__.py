"""`python -m oit` and the `oit` script: run a command; turn deliberate errors into one sentence and exit status 2."""

import sys

import click

from checklist.errors import OitError
from oit.cli import cli


def main() -> None:
    """Run the command line. Exit status: 0 fine, 1 something is missing (audit), 2 it could not be done."""
    try:
        status = cli.main(standalone_mode=False)
    except OitError as error:
        click.echo(f"oit: {error}", err=True)
        sys.exit(2)
    except click.exceptions.Abort:
        click.echo("oit: stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) went away: nothing is wrong and nothing can be said
        sys.exit(0)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
