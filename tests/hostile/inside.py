"""Runs inside the network namespace: addresses, server, the product's own crawl of every trap, one JSON of what it saw.

usage: unshare -rnm python -m tests.hostile.inside FOLDER [TRAP ...]
"""

import asyncio
import dataclasses
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.hostile.judge import path_of
from tests.hostile.traps import CONTROL, TRAPS, Trap

ADDRESSES = ("122.154.0.10/16", "10.0.0.1/32", "169.254.169.254/32")
SECONDS = 110  # for one trap, after which it has hung
STAGGER = 0.08  # seconds between two beginnings: a night does not begin 170 crawls in one moment either
QUIET = "quiet"  # name of the crawl of the healthy site alone, in the user agent and as an argument


def plumb(folder: Path) -> None:
    """Loopback with real-looking addresses, and the test's name server."""
    for address in ADDRESSES:
        subprocess.run(["ip", "addr", "add", address, "dev", "lo"], check=True)
    subprocess.run(["ip", "-6", "addr", "add", "2001:c38:9::1/64", "dev", "lo", "nodad"], check=False)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    # WebRTC looks for ways out on interfaces other than loopback: without one its trap would prove nothing
    for step in (
        "link add d0 type veth peer name d1",
        "link set d1 up",
        "addr add 122.154.200.1/32 dev d0",
        "link set d0 up",
        "route add default dev d0",
    ):
        subprocess.run(["ip", *step.split()], check=False, capture_output=True)
    for name, text in (
        ("resolv.conf", "nameserver 127.0.0.1\noptions timeout:3 attempts:1\n"),
        ("nsswitch.conf", "hosts: files dns\n"),
    ):
        (folder / name).write_text(text)
        subprocess.run(["mount", "--bind", str(folder / name), f"/etc/{name}"], check=True)


async def crawl(traps: list[Trap], store: Any, told: dict[str, Any], contact: str = "") -> None:
    """Crawl traps side by side, all at once, each with its own budget, and note how each ended."""
    from checklist.agency import Agency
    from checklist.load import load_topics
    from crawler.run import CrawlOptions, crawl_agency
    from crawler.tools import Tools

    nothing: dict[str, Any] = {}
    plans = {name: topic for name, topic in load_topics().items() if "plan" in name}
    async with Tools() as tools:

        async def one(trap: Trap, wait: float) -> None:
            await asyncio.sleep(wait)
            options = CrawlOptions(
                max_requests=trap.budget,
                delay=1.0,
                render=False,
                ocr=False,
                timeout=trap.timeout,
                patience=5.0,
                contact=contact,
            )
            agency = Agency(trap.name, trap.name, trap.url)
            began, stop = time.monotonic(), asyncio.Event()
            task = asyncio.ensure_future(
                crawl_agency(
                    agency, store, options=options, topics=plans if trap.topics else nothing, tools=tools, stop=stop
                )
            )
            note: dict[str, Any] = {"outcome": "", "detail": "", "id": ""}
            told[trap.name] = note
            try:
                done, _ = await asyncio.wait([task], timeout=trap.seconds or SECONDS)
                if not done:
                    stop.set()
                    done, _ = await asyncio.wait([task], timeout=15)
                if done:
                    record = task.result()
                    note |= {"outcome": record.outcome, "detail": record.detail, "id": record.id}
                else:
                    task.cancel()
                    note["outcome"] = "hung"
            except Exception as fault:
                note |= {"outcome": "failed", "detail": f"{type(fault).__name__}: {fault}"}
            note["seconds"] = round(time.monotonic() - began, 1)

        longest_first = sorted(traps, key=lambda trap: (-trap.seconds, -trap.budget))
        await asyncio.gather(*(one(trap, number * STAGGER) for number, trap in enumerate(longest_first)))


@contextmanager
def stepping(steps: list[float]) -> Iterator[None]:
    """How long each step of the reactor took, in processor time of its thread: others' load does not count.

    A step is what runs between two chances for another crawl; one that is long holds up all of them.
    """
    run_one = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        run_one(handle)
        steps.append(time.thread_time() - began)

    asyncio.Handle._run = timed  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        asyncio.Handle._run = run_one  # type: ignore[method-assign]


def seen(store: Any, note: dict[str, Any]) -> None:
    """Add what the store holds of a crawl, as plain rows."""
    note |= {"pages": [], "documents": [], "failures": [], "offsite": []}
    if not note["id"]:
        return
    site = store.site(note["id"])
    for page in site.pages:
        note["pages"].append(
            _fetch(page.fetch) | {"state": page.state.value, "text": page.text[:200_000], "truncated": page.truncated}
        )
    for document in site.documents:
        note["documents"].append(
            _fetch(document.fetch)
            | {
                "url": document.url,
                "path": path_of(document.url.partition("#")[0]),
                "state": document.state.value,
                "text": document.text[:2000],
            }
        )
    note["failures"] = [_fetch(fetch) for fetch in site.failures]
    note["offsite"] = [{"url": place.url, "path": path_of(place.url), "outcome": "off_site"} for place in site.offsite]


def _fetch(fetch: Any) -> dict[str, Any]:
    return {
        "url": fetch.url,
        "path": path_of(fetch.url),
        "final_url": fetch.final_url,
        "outcome": fetch.outcome.value,
        "status": fetch.status,
        "detail": fetch.detail,
        "tls": fetch.tls_fault,
        "sha256": fetch.sha256,
    }


def plain_site(store: Any, crawl_id: str) -> Any:
    """A crawl without its times, to compare two crawls of the same site."""
    text = json.dumps(dataclasses.asdict(store.site(crawl_id)), sort_keys=True, ensure_ascii=False, default=str)
    kept = json.loads(text, object_hook=lambda d: {k: v for k, v in d.items() if k not in ("fetched_at", "unchanged")})
    for part in ("pages", "documents", "failures"):
        kept[part].sort(key=lambda row: row["url"] if "url" in row else row["fetch"]["url"])
    return kept


def quiet(folder: Path) -> None:
    """Crawl the healthy site in a process of its own, where no trap can disturb it; write FOLDER/quiet.json."""
    from crawler.run import run
    from storage.store import Store

    async def alone() -> None:
        with Store.open(f"sqlite:///{folder}/quiet.db") as store:
            told: dict[str, Any] = {}
            await crawl([CONTROL], store, told, contact=QUIET)
            site = plain_site(store, told["control"]["id"])
        (folder / "quiet.json").write_text(json.dumps(site, ensure_ascii=False))

    run(alone, signals=False)


def main(folder: Path, names: list[str]) -> None:
    """Crawl and write FOLDER/told.json."""
    from checklist.load import load_topics
    from crawler.run import run
    from storage.store import Store

    load_topics()  # read once a program, before the first crawl
    plumb(folder)
    ledger = folder / "ledger.jsonl"
    ledger.touch()
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.hostile.wire", str(ledger)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None and server.stdout.readline() == "ready\n"
    alone = subprocess.Popen([sys.executable, "-m", "tests.hostile.inside", str(folder), QUIET])
    traps = [trap for trap in TRAPS if not names or trap.name in names]
    told: dict[str, Any] = {}
    steps: list[float] = []

    async def beside() -> None:
        with Store.open(f"sqlite:///{folder}/hostile.db") as store:
            await crawl([CONTROL, *traps], store, told)
            store.flush()
            for trap in [CONTROL, *traps]:
                seen(store, told[trap.name])
            told["busy"] = plain_site(store, told["control"]["id"])

    try:
        with stepping(steps):
            run(beside, signals=False)
        told["figures"] = {
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "peak_child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
            "longest_step": max(steps, default=0.0),
            "cpu": sum(os.times()[:4]),
        }
        assert alone.wait(timeout=SECONDS) == 0
    finally:
        for child in (server, alone):
            child.kill()
            child.wait()
    told["quiet"] = json.loads((folder / "quiet.json").read_text())
    told["rows"] = [json.loads(line) for line in ledger.read_text().splitlines()]
    (folder / "told.json").write_text(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    if sys.argv[2:] == [QUIET]:
        quiet(Path(sys.argv[1]))
    else:
        main(Path(sys.argv[1]), sys.argv[2:])
