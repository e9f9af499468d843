"""`oit audit` on an agency where nearly everything is wrong: every class of weak evidence is told, and told apart.

Pictures are not read and no browser runs; what Google says of two files is a recorded answer, read by the crawler's own
reader and put where the crawl would have put it.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from checklist.reasons import REASONS
from checklist.verdict import Assessment, Status
from crawler.offsite import interpret
from storage.store import Store
from tests.oit.conftest import ROOT, environment
from tests.sites.serve import serving

FAULTS = ROOT / "tests" / "sites" / "faults"
EXPECTED = yaml.safe_load((FAULTS / "expected.yml").read_text(encoding="utf-8"))
READS_PICTURES = "weak_ocr"


def oit(folder: Path, *args: str) -> None:
    command = [sys.executable, "-m", "oit", *args, "--db", f"sqlite:///{folder}/oit.db"]
    done = subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode in (0, 1), done.stderr


def judged(folder: Path, site: Path) -> Assessment:
    """Audit the site, add the recorded answers to the stored crawl, and judge it again."""
    with serving(site) as (url, _):
        options = ["--delay", "0", "--no-render", "--no-ocr", "--quiet", "--checklist", EXPECTED["checklist"]]
        oit(folder, "audit", url, *options, "--kind", EXPECTED["kind"], "--name", EXPECTED["name"])
    with Store.open(f"sqlite:///{folder}/oit.db") as store:
        agency = url.removeprefix("http://").rstrip("/")
        crawl = store.latest_crawl(agency)
        assert crawl is not None
        for place in store.site(crawl.id).offsite:
            answer = next((one for name, one in EXPECTED["drive"].items() if f"/d/{name}/" in place.url), None)
            if answer:
                told = interpret(place.service, answer["status"], answer["url"], answer["body"].encode())
                store.save(crawl.id, replace(place, public=told[0], title=told[1], detail=told[2]))
        store.flush()
        oit(folder, "assess", agency, "--checklist", EXPECTED["checklist"])
        found = store.assessment(agency, EXPECTED["checklist"])
        assert found is not None
        return found


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assessment]:
    yield judged(tmp_path_factory.mktemp("faults"), FAULTS / "www")


@pytest.mark.parametrize("code", EXPECTED["items"])
def test_every_fault_is_told_by_its_name(assessment: Assessment, code: str) -> None:
    verdict, wanted = assessment.verdict(code), EXPECTED["items"][code]
    assert str(verdict.status) == wanted["status"], verdict.reason
    assert {reason.code for reason in verdict.weak} == set(wanted["weak"])
    assert set(wanted.get("considered", ())) <= {reason.code for _, reason in verdict.considered}
    failed = {one.element for one in verdict.findings if one.outcome == "failed"}
    assert set(wanted.get("failed", failed)) == failed


def test_every_class_of_weak_evidence_occurs(assessment: Assessment) -> None:
    seen = {reason.code for verdict in assessment.verdicts for reason in verdict.weak}
    seen |= {reason.code for verdict in assessment.verdicts for _, reason in verdict.considered}
    assert {code for code in REASONS if code.startswith("weak_")} - seen == {READS_PICTURES}


def test_what_is_not_there_is_missing_where_every_page_could_be_seen(tmp_path: Path) -> None:
    site = tmp_path / "www"
    shutil.copytree(FAULTS / "www", site)
    shutil.copy(site / "risk-report.html", site / "no-gift.html")
    found = judged(tmp_path, site)
    assert {code: str(found.verdict(code).status) for code in EXPECTED["mended"]} == EXPECTED["mended"]


def test_every_status_occurs_but_that_of_an_item_no_list_has(assessment: Assessment) -> None:
    seen = {verdict.status for verdict in assessment.verdicts} | {Status(s) for s in EXPECTED["mended"].values()}
    assert seen == set(Status) - {Status.INAPPLICABLE}
