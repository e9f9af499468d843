"""A night over a generated country: requests per second, CPU, memory, manners (figure 3).

`python -m benchmarks.fleet --agencies 8317 --requests 80 --delay 1 --concurrency 300` is the full size (some hours at
one request a second and host); the default is a part of it with politeness scaled down. Every agency has an address of
its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.contestants import cpu
from benchmarks.generated import Shape
from benchmarks.pages import PORT, Manners, home, ledger, serving
from benchmarks.table import Row, show

EARLY = 500
"""Sites after which memory is looked at for the first time, and again each time so many more are done."""


def memory() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def night(agencies: int, requests: int, delay: float, concurrency: int, port: int) -> None:
    """Crawl and judge them all in this process as `oit nightly` does; prints what it cost as JSON."""
    from checklist.agency import Agency
    from crawler.run import CrawlOptions, run
    from oit.night import NightPlan, crawl_and_judge
    from storage.store import Store

    done = 0
    sizes: dict[int, float] = {}

    def say(line: str) -> None:
        nonlocal done
        done += 1
        if done % 50 == 0:
            sizes[done] = memory()
        if done % EARLY == 0:
            print(f"{done} agencies, {memory():.0f} MB", file=sys.stderr, flush=True)

    registered = [Agency(f"a{n}", f"หน่วยงานที่ {n}", home(n, port)) for n in range(agencies)]
    options = CrawlOptions(max_requests=requests, delay=delay, render=False, ocr=False)
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{Path(folder) / 'oit.db'}") as store:
        plan = NightPlan(concurrency, 3600, None, database=f"sqlite:///{Path(folder) / 'oit.db'}", say=say)
        store.save_agencies(registered)
        before, start = cpu(), time.monotonic()
        summary = run(lambda: crawl_and_judge(store, registered, options, plan))
        wall, spent = time.monotonic() - start, cpu() - before
    early = sizes.get(min(EARLY, max(sizes, default=0)), 0.0)
    most = max((size for done, size in sizes.items() if done >= EARLY), default=early)
    answer = {"wall": wall, "cpu": spent, "early": early, "most": most, "end": memory(), "peak": _peak()}
    answer |= summary.outcomes
    print("\n" + json.dumps(answer), flush=True)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def measure(
    *,
    agencies: int = 600,
    requests: int = 10,
    delay: float = 0.5,
    concurrency: int = 150,
    failures: float = 0.02,
    port: int = PORT,
) -> list[Row]:
    """One night in a process of its own against the server in another; the server's ledger says how polite it was."""
    shape = Shape(pages=max(20, requests), documents=2)
    with serving(agencies, shape, Manners(latency=(0.05, 0.5), failures=failures), port=port):
        command = [sys.executable, "-m", "benchmarks.fleet", "--night"]
        command += [f"--{name}={value}" for name, value in _options(agencies, requests, delay, concurrency).items()]
        done = subprocess.run([*command, f"--port={port}"], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"the night ended with status {done.returncode}")
        found = json.loads(done.stdout.strip().splitlines()[-1])
        seen = ledger(port, gap=0.9 * delay)
    size = f"{agencies} agencies x {requests} requests, {delay:g} s between two, {concurrency} at once"
    outcomes = {
        name: found[name] for name in ("finished", "budget", "stopped", "failed", "unreachable") if name in found
    }
    return [
        Row("3", f"requests per second, wall; {size}", seen["requests"] / found["wall"], 23, least=True),
        Row("3", "CPU of two cores used by the night (crawl and judgement)", found["cpu"] / found["wall"] / 2, 0.60),
        Row("3", "CPU ms per request, judgement included", 1000 * found["cpu"] / seen["requests"]),
        Row("3", f"memory at the end / after {min(EARLY, agencies)} sites", found["end"] / found["early"], 1.2),
        Row("3", f"memory at its largest later / after {min(EARLY, agencies)} sites", found["most"] / found["early"]),
        Row("3", "largest memory, MB", found["peak"], 2_000),
        Row(
            "3",
            f"agencies asked again sooner than {0.9 * delay:g} s (shortest {seen['shortest']:.3f} s)",
            seen["impolite"],
            0,
        ),
        Row("3", "connections open to one agency at once, most", seen["most_open"]),
        Row("3", f"agencies that ended: {outcomes}", sum(outcomes.values())),
    ]


def _options(agencies: int, requests: int, delay: float, concurrency: int) -> dict[str, float]:
    return {"agencies": agencies, "requests": requests, "delay": delay, "concurrency": concurrency}


def main() -> None:
    """The simulator by itself, in any size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=600)
    parser.add_argument("--requests", type=int, default=10)
    parser.add_argument("--delay", type=float, default=0.5)
    parser.add_argument("--concurrency", type=int, default=150)
    parser.add_argument("--failures", type=float, default=0.02)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--night", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.night:
        night(given.agencies, given.requests, given.delay, given.concurrency, given.port)
        return
    rows = measure(
        agencies=given.agencies,
        requests=given.requests,
        delay=given.delay,
        concurrency=given.concurrency,
        failures=given.failures,
        port=given.port,
    )
    print(show(rows))


if __name__ == "__main__":
    main()
