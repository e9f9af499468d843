"""Audits of a small pretend site that are killed again and again, and what the database and the report hold then."""

import dataclasses
import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from oit.common import agency_of
from storage.store import Store
from tests.crawler.documents import document_builders as build
from tests.oit.conftest import ROOT, environment
from tests.oit.victim import POINTS
from tests.server import Answer, PretendSite, Reply, page

PAUSE = 0.09
"""Seconds before each answer: the store writes every half second, and a crawl should fill several of its batches."""
RENDERING, RESUMING = "a page is being rendered", "the crawl is taken up again"


def small_site(*, scripted: bool = False) -> dict[str, Answer]:
    """A dozen pages and five files of an invented agency, slow enough to be committed in several batches."""
    words = (
        "โครงสร้างหน่วยงาน",
        "ข้อมูลผู้บริหาร",
        "อำนาจหน้าที่",
        "แผนยุทธศาสตร์",
        "ข้อมูลการติดต่อ",
        "ถามตอบ Q&A",
        "แผนดำเนินงาน",
        "คู่มือ",
    )
    files = {
        "/f/plan.pdf": Reply(build.sample("plan.pdf"), kind="application/pdf", pause=PAUSE),
        "/f/report.docx": Reply(build.docx(), kind="application/octet-stream", pause=PAUSE),
        "/f/money.xlsx": Reply(build.xlsx(), kind="application/octet-stream", pause=PAUSE),
        "/f/all.zip": Reply(
            build.zip_of({"หนึ่ง.docx": build.docx(), "สอง.txt": b"two", "bad.pdf": b"%PDF-1.4"}), pause=PAUSE
        ),
    }
    pages: dict[str, Answer] = {
        f"/p/{number}": Reply(
            page(name, "/f/gone.pdf|รายงาน 2567", f"/p/{(number + 1) % len(words)}|ถัดไป"), pause=PAUSE
        )
        for number, name in enumerate(words)
    }
    home = page("หน้าแรก", *(f"/p/{n}|{name}" for n, name in enumerate(words)), *(f"{path}|แผนปี 2569" for path in files))
    if scripted:
        drawn = "<h1>แผนปฏิบัติการ</h1><a href=/p/1>ผู้บริหาร</a>"
        shell = f"<title>แผน</title><div id=root></div><script>root.innerHTML='{drawn}'</script>"
        pages["/app"] = Reply(f"<!doctype html><meta charset=utf-8>{shell}", pause=PAUSE)
        home = home.replace("<ul>", "<ul><li><a href=/app>แผนปฏิบัติการประจำปี</a></li>")
    return {"/": home, **pages, **files}


@dataclass(frozen=True, slots=True)
class Kill:
    """When to die: at a named point, the `turn`th time it is reached; or, without one, after `life` seconds."""

    point: str = ""
    turn: int = 1
    life: float | None = None


class Victims:
    """The process whose children are killed; each call of `audit` is one of them."""

    def __init__(self, site: PretendSite, temporary: Path, *, render: bool = False) -> None:
        self._site = site
        self._options = ["--delay", "0", "--no-ocr", "--quiet", *([] if render else ["--no-render"])]
        self._temporary = temporary

    def __enter__(self) -> "Victims":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.oit.victim"],
            cwd=ROOT,
            env=environment(self._temporary) | {"TMPDIR": str(self._temporary)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def audit(self, folder: Path, kill: Kill | None = None) -> dict[str, Any]:
        """One `oit audit` into `folder`: its exit status (-9 when killed), and how often each point was reached."""
        kill = kill or Kill()
        told = ["--db", f"sqlite:///{folder}/oit.db", "--json", str(folder / "result.json")]
        order = {
            "arguments": ["audit", self._site.home, *self._options, *told],
            "log": str(folder / "log"),
            **dataclasses.asdict(kill),
        }
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def committed(folder: Path) -> set[tuple[int, str]]:
    """What the tables hold: crawl and address of each result."""
    file = folder / "oit.db"
    if not file.exists():
        return set()
    with closing(sqlite3.connect(file)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'seen'").fetchone():
            return set()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return set(database.execute("SELECT crawl_no, url FROM seen").fetchall())


def facts(folder: Path, home: str) -> tuple[str, str]:
    """What the last crawl saw and what the report says, without times, numbers of crawls and counts of requests."""
    with Store.open(f"sqlite:///{folder}/oit.db") as store:
        record = store.latest_crawl(agency_of(home).id)
        assert record is not None
        site = dataclasses.asdict(store.site(record.id))
    for part in ("pages", "documents", "failures"):
        site[part] = sorted(site[part], key=lambda row: str(row["url"]))
    report = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    crawl = {name: report["crawl"][name] for name in ("home", "outcome", "pages", "documents", "hosts")}
    return _plain(site), _plain({**report, "crawl": crawl})


def _plain(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    passing = ("fetched_at", "unchanged", "before")  # "before": the audit before, which a kill after judging has made

    def lasting(held: dict[str, Any]) -> dict[str, Any]:
        times = (*passing, "at") if "plain" in held else passing  # of a Rendering: when the browser was asked
        return {name: one for name, one in held.items() if name not in times}

    kept = json.loads(text, object_hook=lasting)
    return json.dumps(kept, sort_keys=True, ensure_ascii=False, indent=0)


def killed_and_finished(victims: Victims, folder: Path, kills: Sequence[Kill]) -> list[Kill]:
    """Audit into an empty folder with these kills one after the other, then to the end; those that were reached.

    Nothing that was committed before a kill may be gone after it.
    """
    folder.mkdir()
    struck: list[Kill] = []
    there: set[tuple[int, str]] = set()
    for kill in kills:
        status = victims.audit(folder, kill)["status"]
        now = committed(folder)
        assert there <= now, f"lost by {kill}: {there - now}"
        there = now
        if status != -9:
            return struck
        struck.append(kill)
    done = victims.audit(folder)["status"]
    log = (folder / "log").read_text(encoding="utf-8")
    assert done in (0, 1), log[-2000:]
    assert "Traceback" not in log, log[-2000:]
    return struck


def some_kills(chance: random.Random, reached: dict[str, int], lasts: float, count: int) -> list[Kill]:
    """Kills by chance: half at named points, half after a time; `reached` and `lasts` are those of an unbroken run."""
    kills = []
    for _ in range(count):
        point = chance.choice([*POINTS])
        turns = reached.get(point, 1 if point == RESUMING else 0)  # which no unbroken run reaches
        if chance.random() < 0.5 and turns:
            kills.append(Kill(point, chance.randint(1, max(1, turns // 2))))
        else:
            kills.append(Kill(life=chance.uniform(0.05, lasts)))
    return kills
