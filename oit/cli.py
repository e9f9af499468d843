"""The command group. Each command's module is imported only when it is used, so that `oit --help` is instant."""

from importlib import import_module

import click

from oit import __version__

COMMANDS: dict[str, str] = {
    "audit": "Crawl one website, judge it, report: what is missing, and where is the proof?",
    "agencies": "The register of agencies: import it, list it.",
    "crawl": "Crawl agencies of the register now.",
    "nightly": "Crawl and judge every agency that is due; safe to start twice.",
    "watch": "Look again at evidence between crawls; an alarm when it is gone.",
    "worker": "Run queued audits, on as many machines as you like (PostgreSQL).",
    "assess": "Judge stored pages again, with any checklist, without the network.",
    "report": "Write the report of one agency from the database.",
    "missing": "The missing-items list of one agency or of many.",
    "plan": "What to publish, unit by unit, and the cheapest way to 85 and 95.",
    "itas": "The answer sheet to copy into ITAS, item by item.",
    "letter": "Official letters (หนังสือราชการ) to agencies about their missing items.",
    "cohort": "One report over a province, a kind or a supervisor.",
    "score": "Points of one agency, and what fixing items would bring.",
    "compare": "What changed on an agency's website between two assessments.",
    "review": "Record a person's decision on an item.",
    "checklists": "The checklists: list, show, diff, check a file.",
    "explain": "Which items a page, a file or a title would be evidence of, and why.",
    "status": "How the crawls of the register stand.",
    "prune": "Drop stored bytes that are no longer needed.",
    "doctor": "What is installed, what is missing, and what that costs.",
}
"""Every command and its one-line help; the command itself is `command` in `oit.commands.<name>`."""


class LazyGroup(click.Group):
    """A group that knows its commands' names and help without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"oit.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="\b\nStart with one website:      oit audit https://www.example.go.th\n"
    "What a command can do:       oit audit --help\n"
    'Names completed by TAB:      eval "$(_OIT_COMPLETE=bash_source oit)"   (zsh_source, fish_source)',
)
@click.version_option(__version__, prog_name="oit")
def cli() -> None:
    """Open auditor of public disclosure (OIT) on the websites of Thai public agencies."""
