"""What reports cost over a whole country: 8,317 agencies × 43 items (oit-2566), generated, judged twice.

Run: python -m benchmarks.reports [--agencies N] [--db FILE]. Every report is made by `oit` as a process of its own, as
an operator would; the figures are its CPU seconds and the most memory it held.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.store import AGENCIES, PROVINCES, words
from benchmarks.table import Row, show
from checklist.agency import Agency
from checklist.load import load_checklist
from checklist.model import Checklist, Item
from checklist.reasons import reason
from checklist.score import points_lost, score
from checklist.verdict import Assessment, Evidence, Finding, Outcome, Status, Verdict
from storage.store import Store

LIST = "oit-2566"
DAYS = ("2026-11-01", "2026-11-22")
PROVINCE = "จังหวัด7"
SHARES = (60, 8, 6, 3, 20, 2, 1)
"""Of a hundred items how many have each status, in the order of `Status`."""
REPORTS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("cohort report of the country, HTML", ("cohort", "--format", "html"), 10),
    ("cohort report of the country, XLSX", ("cohort", "--format", "xlsx"), 10),
    ("cohort report of a province, HTML", ("cohort", "--province", PROVINCE), 10),
    ("missing items of a province, workbook", ("missing", "--province", PROVINCE), 10),
    ("missing items of a province, ZIP", ("missing", "--province", PROVINCE, "--format", "zip"), 10),
    ("open data of a province", ("cohort", "--province", PROVINCE, "--format", "open-data"), 10),
    ("report of one agency, HTML", ("report", "a400", "--format", "html"), 1),
    ("report of one agency, terminal", ("report", "a400"), 1),
    ("action plan of one agency", ("plan", "a400"), 1),
)
MOST_MEMORY = 500


def build(file: Path, count: int) -> None:
    """The database: every agency with two assessments, each with evidence and findings of the list's own elements."""
    rng, asked = random.Random(2), load_checklist(LIST)
    lost = {item.code: points_lost(asked, item.code, [i.code for i in asked.items]) for item in asked.items}
    with Store.open(f"sqlite:///{file}") as store:
        store.save_agencies(list(_agencies(rng, count)))
        for day in DAYS:
            for number in range(count):
                store.save_assessment(_assessment(rng, asked, lost, f"a{number}", day))


def _agencies(rng: random.Random, count: int) -> Iterator[Agency]:
    for n in range(count):
        kind = rng.choice(("sao", "subdistrict-municipality"))
        name = f"องค์การบริหารส่วนตำบล{words(rng, 2)} {n}"
        yield Agency(f"a{n}", name, f"https://a{n}.example", kind, f"จังหวัด{n % PROVINCES}", f"อำเภอ{n % 900}")


def _assessment(rng: random.Random, asked: Checklist, lost: dict[str, float], agency: str, day: str) -> Assessment:
    made = tuple(_verdict(rng, item, lost[item.code], agency) for item in asked.items)
    return Assessment(LIST, agency, day, made, score(asked, made))


def _verdict(rng: random.Random, item: Item, lost: float, agency: str) -> Verdict:
    status = rng.choices(list(Status), SHARES)[0]
    proof = Evidence(f"https://{agency}.example/{item.code}", "page", quote=words(rng, 8), sha256="ab" * 32)
    seen = status not in (Status.MISSING, Status.INAPPLICABLE)
    findings = tuple(
        Finding(element.code, Outcome.PASSED, reason("words_found", words=("ก",)), (proof,))
        for element in item.elements
    )
    why = reason("all_elements", count=len(findings))
    if status is Status.PARTIAL and findings:
        findings = (replace(findings[0], outcome=Outcome.FAILED), *findings[1:])
        why = reason("elements_missing", count=1, of=len(findings), what=(item.elements[0].text,))
    elif status is Status.MISSING:
        findings, why = (), reason("nothing_found", looked_at=200)
    cost = 0.0 if status in (Status.COMPLETE, Status.INAPPLICABLE) else lost
    return Verdict(item.code, item.topics, status, why, findings, (proof,) if seen else (), points_lost=cost)


def measure(file: Path) -> list[Row]:
    """Each report once; CPU seconds, and the most memory of all of them."""
    rows, most = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        for what, arguments, limit in REPORTS:
            command = [sys.executable, "-m", "oit", *arguments, "--db", f"sqlite:///{file}"]
            command += ["--checklist", LIST]
            cpu, memory = _run(command, Path(folder))
            most = max(most, memory)
            rows.append(Row("", f"{what}, CPU s", cpu, limit))
    rows.append(Row("", "most memory that one of them held, MB", most, MOST_MEMORY))
    return rows


def _run(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU seconds and peak MB of a process that must end well."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with (folder / "out").open("wb") as out:
        child = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
        _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(command)} failed: {(folder / 'out').read_text(encoding='utf-8')[-500:]}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Build the country (or take the one in --db) and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=AGENCIES)
    parser.add_argument("--db", type=Path, help="keep the database here, and take it from here if it is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.db or Path(folder) / "country.db"
        if not file.exists():
            start = time.process_time()
            build(file, arguments.agencies)
            print(f"built in {time.process_time() - start:.0f} CPU s", flush=True)
        print(show(measure(file)))


if __name__ == "__main__":
    main()
