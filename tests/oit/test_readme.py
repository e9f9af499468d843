"""What the READMEs show is what the program prints."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from oit.cli import COMMANDS
from tests.oit.conftest import ROOT, environment
from tests.sites.serve import serving

WIDTH = 100
SHOWN = re.compile(r"<!-- output:(th|en) -->\n```text\n(.*?)```", re.S)
COMMAND = re.compile(r"^\$ oit ([a-z]+)((?: (?!#).*)?)$", re.M)
READMES = ("README.md", "README.th.md")


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A home in which the sample agency was audited as `make audit` does, and its address."""
    home = tmp_path_factory.mktemp("readme")
    with serving() as (url, _):
        words = ("--delay", "0", "--kind", "local-government", "--name", "องค์การบริหารส่วนตำบลทุ่งสมมุติ", "--quiet")
        run(home, "audit", url, *words)
        yield home, url


def run(home: Path, *words: str) -> str:
    env = environment(home) | {"COLUMNS": str(WIDTH)}
    command = [sys.executable, "-m", "oit", *words]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, timeout=300, check=False).stdout


@pytest.mark.browser
@pytest.mark.ocr
@pytest.mark.parametrize("name", READMES)
def test_the_output_shown_is_the_output(audited: tuple[Path, str], name: str) -> None:
    home, url = audited
    found = SHOWN.search((ROOT / name).read_text(encoding="utf-8"))
    assert found
    printed = run(home, "report", url, "--lang", found[1]).replace(url, "http://127.0.0.1:8000/")
    lines = [line.rstrip() for line in printed.splitlines() if line.strip()]
    for part in re.split(r"^…?\n", found[2], flags=re.M):
        wanted = [line for line in part.splitlines() if line]
        places = [at for at in range(len(lines)) if lines[at : at + len(wanted)] == wanted]
        assert places, f"{name} shows what the program does not print:\n{part}\nIt prints:\n" + "\n".join(lines)


@pytest.mark.parametrize("name", READMES)
def test_commands_shown_are_commands_there_are(name: str) -> None:
    from importlib import import_module

    text = (ROOT / name).read_text(encoding="utf-8")
    shown = COMMAND.findall(text)
    assert len(shown) > 8
    for command, words in shown:
        assert command in COMMANDS
        known = import_module(f"oit.commands.{command}").command
        options = {one for param in known.params for one in param.opts} | {"import", "list"}
        for option in re.findall(r" (--?[a-z-]+)", words.split("#")[0]):
            assert option in options, f"{name}: oit {command} has no {option}"


def test_both_readmes_name_every_command() -> None:
    for name in READMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not [command for command in COMMANDS if f"oit {command}" not in text], name
