"""The commands of the night under wrong input: one sentence, nothing begun; and examples in their help."""

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checklist.errors import OitError

NIGHT = ("nightly", "watch", "worker", "status", "prune")


def typed(name: str, *arguments: str, db: str) -> Result:
    """The command as typed, in this process."""
    command = import_module(f"oit.commands.{name}").command
    return CliRunner().invoke(command, arguments, env={"OIT_DB": db})


@pytest.mark.parametrize("name", NIGHT)
def test_help_ends_with_examples(name: str, tmp_path: Path) -> None:
    said = typed(name, "--help", db=str(tmp_path / "oit.db")).output
    assert f"  oit {name}" in said.partition("Examples:")[2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nightly",), "oit agencies import"),
        (("nightly", "--until", ""), "06:00"),
        (("nightly", "--until", "25:00"), "25:00"),
        (("nightly", "--pause-between", "08:30"), "08:30-16:30"),
        (("nightly", "--pause-between", "08:30-08:30"), "ends when it begins"),
        (("nightly", "--older-than", "nan"), "--older-than"),
        (("nightly", "--older-than", "-1"), "--older-than"),
        (("nightly", "--max-minutes", "0"), "--max-minutes"),
        (("nightly", "--delay", "nan"), "--delay"),
        (("nightly", "--checklist", "oit-1999"), "oit-1999"),
        (("nightly", "--summary", "/proc/nowhere/morning.txt"), "/proc/nowhere"),
        (("nightly", "--queue"), "PostgreSQL"),
        (("nightly", "--queue", "--workers", "3"), "--workers"),
        (("nightly", "--queue", "--summary", "morning.txt"), "--summary"),
        (("watch",), "No agency"),
        (("watch", "nobody"), "nobody"),
        (("watch", "a1", "--province", "ตัวอย่าง"), "not both"),
        (("watch", "--delay", "nan"), "--delay"),
        (("watch", "--summary", "/proc/nowhere/watch.txt"), "/proc/nowhere"),
        (("worker",), "PostgreSQL"),
        (("worker", "--nightly-at", ""), "06:00"),
        (("worker", "--concurrency", "0"), "--concurrency"),
        (("status", "--db", "typo.db"), "typo.db"),
        (("prune", "--db", "sqlite:///typo.db"), "typo.db"),
        (("prune", "--keep", "0"), "--keep"),
    ],
)
def test_wrong_input_gets_one_sentence(arguments: tuple[str, ...], says: str, tmp_path: Path) -> None:
    name, *rest = arguments
    result = typed(name, *rest, db=f"sqlite:///{tmp_path / 'oit.db'}")
    assert result.exit_code != 0
    if isinstance(result.exception, SystemExit):  # click's own complaint
        assert says in result.output
        assert "Traceback" not in result.output
        return
    assert isinstance(result.exception, OitError)  # which `oit` prints as it is
    assert says in str(result.exception)
    assert "\n" not in str(result.exception)


def test_a_database_that_was_never_made_is_not_made_by_a_look(tmp_path: Path) -> None:
    file = tmp_path / "typo.db"
    assert isinstance(typed("status", "--db", str(file), db="").exception, OitError)
    assert not file.exists()
