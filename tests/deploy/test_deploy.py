"""The files of `deploy/` say what the program understands. No image is built here: that needs Docker."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from oit.cli import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
SERVICE = {
    *("image", "restart", "environment", "volumes", "healthcheck", "build", "command", "init", "stop_grace_period"),
    *("shm_size", "mem_limit", "depends_on"),
}
"""The attributes used here, of those that the Compose Specification knows for a service."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """compose.yml as a mapping."""
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    return found


def understood(command: str) -> None:
    """Raises click's complaint when the program does not take that command line."""
    _, name, *arguments = shlex.split(command)
    with cli.make_context("oit", [name, *arguments]) as context:
        subcommand = cli.get_command(context, name)
        assert subcommand is not None, command
        subcommand.make_context(name, arguments).close()


def test_compose_has_the_form_of_its_specification(compose: dict[str, Any]) -> None:
    assert set(compose) == {"services", "volumes"}
    for service in compose["services"].values():
        assert set(service) <= SERVICE
    assert compose["services"]["worker"]["depends_on"]["database"] == {"condition": "service_healthy"}
    named = {volume.partition(":")[0] for one in compose["services"].values() for volume in one["volumes"]}
    assert {name for name in named if not name.startswith(".")} == set(compose["volumes"])


def test_the_workers_command_and_variables_are_the_programs(compose: dict[str, Any]) -> None:
    worker, database = compose["services"]["worker"], compose["services"]["database"]
    understood(worker["command"])
    assert set(worker["environment"]) == {"OIT_DB", "OIT_CONTACT"}
    user, name = database["environment"]["POSTGRES_USER"], database["environment"]["POSTGRES_DB"]
    assert worker["environment"]["OIT_DB"] == f"postgresql://{user}:${{POSTGRES_PASSWORD}}@database/{name}"
    assert f"-U {user} -d {name}" in database["healthcheck"]["test"][1]


def test_the_image_holds_what_a_machine_is_given_by_the_set_up(compose: dict[str, Any]) -> None:
    recipe = compose["services"]["worker"]["build"]["dockerfile_inline"]
    wants = re.search(r'^wants="\n(.*?)^"', (ROOT / "scripts/bootstrap.sh").read_text(encoding="utf-8"), re.M | re.S)
    assert wants is not None
    for package in (line.split(":")[1] for line in wants[1].splitlines()):
        assert re.search(rf"[\s]{package}[\s]", recipe), package
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", ".venv"} <= set(left_out)


@pytest.mark.parametrize("unit", UNITS, ids=[unit.name for unit in UNITS])
def test_a_unit_starts_what_there_is(unit: Path) -> None:
    told = unit.read_text(encoding="utf-8")
    command = re.search(r"^ExecStart=/opt/oit/\.venv/bin/(.*)$", told, re.MULTILINE)
    assert command is not None
    understood(command[1])
    assert set(re.findall(r"^Environment=(\w+)=", told, re.MULTILINE)) <= {"OIT_DB", "OIT_CONTACT"}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    for unit in (*UNITS, *DEPLOY.glob("*.timer")):
        told = unit.read_text(encoding="utf-8").replace("/opt/oit/.venv/bin/oit", "/bin/true")  # not installed here
        (tmp_path / unit.name).write_text(told, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
