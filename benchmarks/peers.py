"""Beside general crawlers on one site with traps: useful pages and items settled for the requests and CPU (figure 7).

`PEERS=/folder/of/a/virtual/environment python -m benchmarks.peers`, where linkchecker, advertools and
crawlee[beautifulsoup] are installed in it; those that are not there are left out. The site is that of the crawler's
tests: 35 items behind five hubs, 240 news pages, an endless calendar and a webboard with session ids. Everybody gets
the same number of requests; nobody waits between two.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.table import Row, show
from tests.crawler.trap_site import ITEMS, build
from tests.server import PretendSite

BUDGET = 400
"""Requests for each of them."""
PATIENCE = 180.0
"""Seconds after which a peer is ended."""

_ADVERTOOLS = """
import sys, advertools
advertools.crawl(sys.argv[1], sys.argv[2] + "/pages.jsonl", follow_links=True, allowed_domains=["127.0.0.1"],
                 custom_settings={"CLOSESPIDER_PAGECOUNT": int(sys.argv[3]), "LOG_LEVEL": "ERROR", "DOWNLOAD_DELAY": 0})
"""
_CRAWLEE = """
import asyncio, sys
from crawlee.crawlers import BeautifulSoupCrawler
async def main():
    crawler = BeautifulSoupCrawler(max_requests_per_crawl=int(sys.argv[3]))
    @crawler.router.default_handler
    async def each(context):
        await context.enqueue_links()
    await crawler.run([sys.argv[1]])
asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What one crawler did: requests, distinct pages and files of items it read, requests in traps, CPU seconds."""

    name: str
    requests: int
    useful: int
    trapped: int
    cpu: float
    settled: int | None = None  # items judged; None for those that judge nothing


def peers(folder: Path) -> list[tuple[str, list[str]]]:
    """The commands of the peers that are installed there, without the site's address."""
    programs = folder / "bin"
    found = []
    if (programs / "linkchecker").exists():
        found.append(("linkchecker", [str(programs / "linkchecker"), "--threads=1", "--no-status", "-q"]))
    for name, script in (("advertools", _ADVERTOOLS), ("crawlee", _CRAWLEE)):
        here = subprocess.run(
            [programs / "python", "-c", f"import {name}"], capture_output=True, check=False
        ).returncode
        if (programs / "python").exists() and not here:
            found.append((name, [str(programs / "python"), "-c", script]))
    return found


def crawl(name: str, command: Sequence[str], *, scripted: bool) -> Result:
    """Let one program crawl the site, and count at the site what it asked for."""
    with PretendSite(build(traps_first=True)) as site, tempfile.TemporaryDirectory() as folder:
        more = [site.home, folder, str(BUDGET)] if scripted else [site.home]
        before = children_cpu()
        env, nowhere = _with_programs(command[0]), subprocess.DEVNULL
        process = subprocess.Popen([*command, *more], cwd=folder, env=env, stdout=nowhere, stderr=nowhere)
        ended = threading.Event()
        watcher = threading.Thread(target=_stop_at_budget, args=(process, site, ended, BUDGET + 60 * scripted))
        watcher.start()
        process.wait()
        ended.set()
        watcher.join()
        return _counted(name, site, children_cpu() - before)


def audit() -> Result:
    """The same for `oit audit`, which judges as well."""
    with PretendSite(build(traps_first=True)) as site, tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "audit.json"
        before = children_cpu()
        done = subprocess.run(
            [
                *(sys.executable, "-m", "oit", "audit", site.home, "--delay", "0", "--no-render", "--no-ocr"),
                *("--checklist", "oit-2567", "--max-requests", str(BUDGET)),
                *("--db", f"sqlite:///{folder}/oit.db", "--json", str(out), "--out", folder),
            ],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        if not out.exists():
            raise RuntimeError(done.stderr[-2000:])
        found = _counted("oit audit", site, children_cpu() - before)
        items = json.loads(out.read_text(encoding="utf-8"))["items"]
        settled = sum(1 for item in items if item["evidence"])
        return Result(found.name, found.requests, found.useful, found.trapped, found.cpu, settled)


def measure() -> list[Row]:
    """Everybody in one run."""
    results = [audit()]
    if folder := os.environ.get("PEERS"):
        results += [crawl(name, command, scripted=name != "linkchecker") for name, command in peers(Path(folder))]
    rows = []
    for one in results:
        asked = max(1, one.requests)
        rows.append(Row("7", f"{one.name}: pages and files of items read, of {2 * len(ITEMS)}", one.useful))
        rows.append(
            Row("7", f"{one.name}: of those in 1,000 requests ({one.requests} made)", 1000 * one.useful / asked)
        )
        rows.append(Row("7", f"{one.name}: share of requests in traps", one.trapped / asked))
        rows.append(Row("7", f"{one.name}: useful pages in a CPU second ({one.cpu:.1f} s)", one.useful / one.cpu))
        if one.settled is not None:
            rows.append(Row("7", f"{one.name}: items judged on evidence in 1,000 requests", 1000 * one.settled / asked))
    return rows


def _counted(name: str, site: PretendSite, cpu: float) -> Result:
    paths = site.paths
    useful = {path for path in paths if path.startswith(("/content/", "/files/"))}
    trapped = [path for path in paths if path.startswith(("/calendar", "/webboard", "/news"))]
    return Result(name, len(paths), len(useful), len(trapped), cpu)


def _stop_at_budget(process: "subprocess.Popen[bytes]", site: PretendSite, ended: threading.Event, most: int) -> None:
    # one that keeps the budget itself is let end by itself: only then is the CPU of its own children counted
    until = time.monotonic() + PATIENCE
    while not ended.wait(0.02):
        if len(site.paths) >= most or time.monotonic() > until:
            process.terminate()
            if not ended.wait(10):
                process.kill()
            return


def _with_programs(first: str) -> dict[str, str]:
    """The environment in which a peer finds the programs that were installed with it."""
    return {**os.environ, "PATH": f"{Path(first).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def children_cpu() -> float:
    """CPU seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print(show(measure()))
