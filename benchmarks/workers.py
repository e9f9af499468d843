"""Workers on one PostgreSQL: how much faster two and four are than one, and what coordinating costs (figure 5).

`python -m benchmarks.workers`. Each worker runs one audit at a time of agencies that answer slowly and are asked
politely, so that waiting, not computing, takes the time, as outside; the same register is worked off by one, by two and
by four. Needs PostgreSQL's programs on this machine.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from benchmarks.generated import Shape
from benchmarks.pages import Manners, home, ledger, serving
from benchmarks.peers import children_cpu
from benchmarks.table import Row, show
from checklist.agency import Agency
from oit.queue import counts
from storage.store import Store
from tests.postgres import postgres, why_not

AGENCIES = 8
REQUESTS = 25
DELAY = 1.0
PATIENCE = 900.0


def measure() -> list[Row]:
    """Wall and CPU for one, two and four workers, in that order, each with a database of its own."""
    if missing := why_not():
        raise RuntimeError(missing)
    found: dict[int, tuple[float, float]] = {}
    with postgres() as server, serving(AGENCIES, Shape(pages=60, documents=2), Manners(latency=(0.1, 0.4))):
        for workers in (1, 2, 4):
            found[workers] = _night(server, workers)
        twice = ledger()["requests"] / 3
    wall, cpu = found[1]
    size = f"{AGENCIES} agencies x {REQUESTS} requests, {DELAY:g} s between two"
    rows = [Row("5", f"one worker, one audit at a time; {size}: seconds", wall)]
    for workers, goal in ((2, 1.9), (4, None)):
        rows.append(Row("5", f"{workers} workers: times as fast", wall / found[workers][0], goal, least=True))
        rows.append(Row("5", f"{workers} workers: CPU of all / CPU of one", found[workers][1] / cpu))
    rows.append(Row("5", "requests an agency a night (no agency crawled twice)", twice / AGENCIES))
    return rows


def _night(server: str, workers: int) -> tuple[float, float]:
    """Queue the register in a fresh database and let so many workers work it off; seconds, and their CPU seconds."""
    name = f"workers_{workers}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    url = f"{server.rpartition('/')[0]}/{name}"
    with Store.open(url) as store:
        store.save_agencies([Agency(f"a{n}", f"หน่วยงานที่ {n}", home(n)) for n in range(AGENCIES)])
    options = ("--no-render", "--no-ocr", "--max-requests", str(REQUESTS), "--delay", str(DELAY), "--db", url)
    subprocess.run([sys.executable, "-m", "oit", "nightly", "--queue", *options], check=True, capture_output=True)
    before, start = children_cpu(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("ab") as log:
        command = [sys.executable, "-m", "oit", "worker", "--concurrency", "1", "--db", url]
        running = [subprocess.Popen(command, stdout=log, stderr=log) for _ in range(workers)]
        try:
            while sum((counts(url) or {}).get(state, 0) for state in ("todo", "doing")):
                if time.monotonic() - start > PATIENCE:
                    raise RuntimeError("the workers did not come to an end")
                time.sleep(0.25)
            spent = time.monotonic() - start
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(timeout=60)
    return spent, children_cpu() - before


if __name__ == "__main__":
    print(show(measure()))
