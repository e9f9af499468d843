"""`python -m oit` and the `oit` script: run a command; turn deliberate errors into one sentence and exit status 2."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl-C while the modules below are read ends the program at once, without Python's traceback
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import os
import sys
from contextlib import suppress

import click

from checklist.errors import OitError
from oit.cli import cli
from oit.common import spoken


def main() -> None:
    """Run the command line. Exit status: 0 fine, 1 something is missing (audit), 2 it could not be done."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        status = cli.main(standalone_mode=False)
    except OitError as error:
        click.echo(f"oit: {error.thai if spoken() == 'th' and error.thai else error}", err=True)
        sys.exit(2)
    except click.exceptions.Abort:
        click.echo("oit: stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except SystemExit:
        if "PacifyFlushWrapper" not in type(sys.stdout).__name__:
            raise
        sys.exit(0)  # click met the reader's absence first: it puts that in place of the stream and calls it 1
    except BrokenPipeError:
        sys.stderr.close()  # the reader (head, less) went away: nothing is wrong and nothing can be said
        sys.exit(0)
    except OSError as error:  # a full disk behind standard output, a file that went away
        _tell_the_system_refused(error)
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)


def _tell_the_system_refused(error: OSError) -> None:
    what = f"{error.filename} could not be used" if error.filename else "The result could not be handed over in full"
    with suppress(OSError):
        click.echo(f"oit: {what}: {error.strerror or error}.", err=True)
    with suppress(OSError):  # what could not be printed must not be tried again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()
