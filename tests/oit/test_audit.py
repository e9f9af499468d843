"""`oit audit` on the sample agency: every item as `expected.yml` says; broken off and taken up again; stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml

from tests.oit.conftest import ROOT, Oit, environment
from tests.sites.serve import serving

SAMPLE = ROOT / "tests" / "sites" / "sample"
EXPECTED = yaml.safe_load((SAMPLE / "expected.yml").read_text(encoding="utf-8"))
OPTIONS = ("--delay", "0", "--checklist", EXPECTED["checklist"], "--kind", "local-government")


def audit_command(url: str, folder: Path, *more: str) -> list[str]:
    out = folder / "result.json"
    told = ("--db", f"sqlite:///{folder}/oit.db", "--json", str(out))
    return [sys.executable, "-m", "oit", "audit", url, *OPTIONS, *told, *more]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """One audit of the sample agency, as a person would run it."""
    folder = tmp_path_factory.mktemp("audit")
    with serving() as (url, ledger):
        command = audit_command(url, folder, "--out", str(folder / "out"), "--format", "html,xlsx,csv,json")
        done = subprocess.run(
            command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=300, check=False
        )
        yield {
            "done": done,
            "ledger": list(ledger),
            "folder": folder,
            "url": url,
            "result": json.loads((folder / "result.json").read_text()),
        }


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path if parts.hostname == "127.0.0.1" else url


@pytest.mark.browser
@pytest.mark.parametrize("code", EXPECTED["items"])
def test_every_item_is_judged_as_expected(audited: dict[str, Any], code: str) -> None:
    item = next(item for item in audited["result"]["items"] if item["code"] == code)
    wanted = EXPECTED["items"][code]
    assert item["status"] == wanted["status"], item["reason"]
    assert set(wanted.get("evidence", [])) <= {path_of(e["url"]) for e in item["evidence"]}


def test_exit_status_says_that_something_is_missing(audited: dict[str, Any]) -> None:
    assert audited["done"].returncode == 1
    assert "Traceback" not in audited["done"].stderr


def test_result_keeps_its_schema(audited: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "reports" / "static" / "oit-audit-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(audited["result"], schema)


def test_reports_are_written_in_every_format(audited: dict[str, Any]) -> None:
    assert {path.suffix for path in (audited["folder"] / "out").iterdir()} == {".html", ".xlsx", ".csv", ".json"}


def test_no_address_is_asked_for_twice(audited: dict[str, Any]) -> None:
    pages = [path for path in audited["ledger"] if path != "/robots.txt"]
    again = {path for path in pages if pages.count(path) > 1}
    # rendering asks for the page (and its scripts) once more, in the browser
    assert again <= {"/"}


def verdicts(result: dict[str, Any]) -> list[dict[str, Any]]:
    """What must be equal between two runs; when it was seen and which crawl it was stands elsewhere."""
    return list(result["items"])


def test_killed_in_the_middle_it_goes_on_and_ends_the_same(audited: dict[str, Any], tmp_path: Path) -> None:
    port = urlsplit(audited["url"]).port or 0
    assert port
    with serving() as (url, ledger):
        first = subprocess.Popen(
            audit_command(url, tmp_path),
            cwd=tmp_path,
            env=environment(tmp_path),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while len(ledger) < 12 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert len(ledger) < 40, "the audit was over before it was killed"
        done = subprocess.run(
            audit_command(url, tmp_path),
            cwd=tmp_path,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        result = json.loads((tmp_path / "result.json").read_text())
        mine = json.dumps(verdicts(result), ensure_ascii=False).replace(url, "http://site/")
        theirs = json.dumps(verdicts(audited["result"]), ensure_ascii=False).replace(audited["url"], "http://site/")
        assert json.loads(mine) == json.loads(theirs)


def test_stopped_by_hand_it_keeps_what_it_found_and_reports(tmp_path: Path) -> None:
    with serving() as (url, ledger):
        started = subprocess.Popen(
            audit_command(url, tmp_path),
            cwd=tmp_path,
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 60
        while len(ledger) < 8 and time.monotonic() < deadline:
            time.sleep(0.02)
        started.send_signal(signal.SIGINT)
        _, errors = started.communicate(timeout=60)
        assert "ทำต่อได้ด้วย: oit audit" in errors
        assert "Traceback" not in errors
        result = json.loads((tmp_path / "result.json").read_text())
        assert result["crawl"]["outcome"] == "stopped"
        assert result["crawl"]["pages"] >= 1


def test_without_a_browser_nothing_is_called_missing_that_a_script_may_lead_to(oit: Oit, home: Path) -> None:
    with serving() as (url, _):
        done = oit("audit", url, *OPTIONS, "--no-render", "--no-ocr", "--json", "r.json", "--lang", "en")
    assert done.returncode == 1
    items = {item["code"]: item for item in json.loads((home / "r.json").read_text())["items"]}
    assert items["O21"]["status"] == "cant_tell"
    assert items["O14"]["status"] == "cant_tell"
    assert "only in a browser" in items["O14"]["reason"]["en"]
    assert not [code for code, item in items.items() if item["status"] == "missing"]


def test_a_site_that_does_not_answer_is_not_called_missing(oit: Oit) -> None:
    done = oit("audit", "http://127.0.0.1:9/", *OPTIONS, "--json", "r.json")
    assert done.returncode == 2
    assert "จึงยังไม่ได้ตรวจข้อใด" in done.stderr
    said = oit("audit", "http://127.0.0.1:9/", *OPTIONS, "--lang", "en").stderr
    assert "could not be reached: refused. Nothing was judged" in said, "why is said once"
    assert "Traceback" not in done.stderr
