"""Runs `oit` in children that kill themselves at a point named before: ``python -m tests.oit.victim``.

Reads orders, a line of JSON each, and answers each with a line. Everything is imported once, here, so that a run costs
only its own work; a child is a fork of this process before it has threads, a reactor or a database.
"""

import asyncio
import contextlib
import importlib
import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

BEFORE, AFTER, DURING = "before", "after", "during"
POINTS = {
    "the crawl is begun": ("storage.store", "Store", "begin_crawl", AFTER),
    "the crawl is taken up again": ("crawler.walk", "", "recall", BEFORE),
    "an answer has come": ("crawler.asking", "Asker", "_exchange", AFTER),
    "a result is handed to the store": ("crawler.job", "Job", "keep", BEFORE),
    "a batch is written and not committed": ("sqlalchemy", "Engine", "commit", BEFORE),
    "a batch is committed": ("storage._writer", "Writer", "_commit", AFTER),
    "a document is being read": ("crawler.tools", "Tools", "read", DURING),
    "a page is being rendered": ("crawler.tools", "Tools", "render", DURING),
    "the crawl is to be closed": ("storage.store", "Store", "finish_crawl", BEFORE),
    "the crawl is closed": ("storage.store", "Store", "finish_crawl", AFTER),
    "the judgement is to be saved": ("storage.store", "Store", "save_assessment", BEFORE),
    "the judgement is saved": ("storage.store", "Store", "save_assessment", AFTER),
    "the report is written and not yet in its place": ("os", "", "replace", BEFORE),
}
"""Point → module, class ("" for none), function, and whether it is before, in the middle of or after a call of it."""

MIDDLE = {"a document is being read": 0.05, "a page is being rendered": 0.6}
"""Seconds after the call's beginning that are its middle."""


class _Ward:
    """Counts how often each point is reached, and dies at the one that was ordered."""

    def __init__(self, point: str, turn: int) -> None:
        self.reached: Counter[str] = Counter()
        self._point, self._turn = point, turn

    def at(self, point: str) -> bool:
        self.reached[point] += 1
        return point == self._point and self.reached[point] == self._turn

    def arm(self) -> None:
        for point, (module, owner, name, when) in POINTS.items():
            home = importlib.import_module(module)
            if module == "sqlalchemy":
                home.event.listen(getattr(home, owner), name, lambda _, point=point: self.at(point) and die())
                continue
            place = getattr(home, owner) if owner else home
            setattr(place, name, self._watched(point, getattr(place, name), when))

    def _watched(self, point: str, real: Callable[..., Any], when: str) -> Callable[..., Any]:
        def plain(*given: Any, **named: Any) -> Any:
            if when == BEFORE and self.at(point):
                die()
            result = real(*given, **named)
            if when == AFTER and self.at(point):
                die()
            return result

        async def waited(*given: Any, **named: Any) -> Any:
            if when == DURING and self.at(point):
                asyncio.get_running_loop().call_later(MIDDLE[point], die)
            result = await real(*given, **named)
            if when == AFTER and self.at(point):
                die()
            return result

        return waited if asyncio.iscoroutinefunction(real) and when != BEFORE else plain


def die() -> None:
    """As by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def preload() -> None:
    """Import what an audit needs, and no more: no thread, no reactor."""
    for name in ("oit.commands.audit", "oit.judging", "crawler.run", "crawler.render", "reports.to_json"):
        importlib.import_module(name)
    for name in ("reports.to_terminal", "scrapy.core.downloader.handlers.http11", "crawler.documents.pool"):
        importlib.import_module(name)
    importlib.import_module("checklist.load").load_topics()
    importlib.import_module("checklist.thai").fold("แผน")
    assert "twisted.internet.reactor" not in sys.modules
    assert threading.active_count() == 1


def audit(order: dict[str, Any], say: int) -> int:
    """In the child: one `oit audit` as ordered; what was reached goes to `say`."""
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    ward = _Ward(order["point"], order["turn"])
    ward.arm()
    sys.argv = ["oit", *order["arguments"]]
    status = 0
    try:
        importlib.import_module("oit.__main__").main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    os.write(say, json.dumps(ward.reached).encode())
    return status


def wait(pid: int, life: float | None) -> int:
    """How the child ended; it is killed after `life` seconds."""
    until = time.monotonic() + (life if life is not None else 120.0)
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            until = float("inf")
        time.sleep(0.002)


def main() -> None:
    """Serve orders until standard input ends."""
    preload()
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        order = json.loads(line)
        hear, say = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(hear)
            sys.exit(audit(order, say))  # through the interpreter's usual end: what tidies up at exit is tried too
        os.close(say)
        status = wait(pid, order["life"])
        with os.fdopen(hear) as said:
            reached = said.read()
        answers.write(json.dumps({"status": status, "reached": json.loads(reached or "{}")}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
