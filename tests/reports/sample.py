"""The sample agency audited for real, for the reports that are compared word for word.

`Office.make` crawls loopback with `oit` as an operator would: the sample agency three times (as it was before, as it
is, and as it is the day after, when only counters, dates and a banner have changed), an agency with many faults once,
and one that does not answer; one is never crawled. All are judged by oit-2569 with fixed dates. What differs from run
to run (ports, times, ids, how sure the matcher is) is made equal by `steady`.
"""

import dataclasses
import fcntl
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from checklist.agency import Agency
from checklist.compare import Comparison, compare
from checklist.load import load_checklist
from checklist.review import Review
from checklist.verdict import Assessment, Status
from oit.judging import build_view, judge_crawl
from reports.cohort import CohortView, make_cohort
from reports.plan import Plan, make_plan
from reports.view import AuditView
from storage.queries import examples, movements, standings, worst_items
from storage.store import Store
from tests.oit.conftest import ROOT, environment
from tests.sites.serve import serving

T = TypeVar("T")
LIST, LAST_YEARS = "oit-2569", "oit-2568"
SITES = ROOT / "tests" / "sites"
DAYS = (date(2026, 10, 5), date(2026, 11, 22), date(2026, 11, 23))
"""When the sample agency was judged: before, now, and the day after."""
HEAD = "id,name,kind,website,province,district,supervisor\n"
ROW = "{id},{name},sao,{url},จังหวัดตัวอย่าง,{district},สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดตัวอย่าง\n"
AGENCIES = (
    ("s1", "องค์การบริหารส่วนตำบลทุ่งสมมุติ", "อำเภอสมมุติ"),
    ("s2", "องค์การบริหารส่วนตำบลบกพร่อง", "อำเภอสมมุติ"),
    ("s3", "องค์การบริหารส่วนตำบลห่างไกล", "อำเภอไกล"),
    ("s4", "องค์การบริหารส่วนตำบลรอตรวจ", "อำเภอไกล"),
)
_CHANGING = re.compile(r"http://127\.0\.0\.1:(\d+)|127\.0\.0\.1:(\d+)|\d{8}T\d{6}-[0-9a-f]{10}")


class Office:
    """A folder with one database, in which the agencies above were crawled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.open(f"sqlite:///{folder}/oit.db")
        self.checklist = load_checklist(LIST)
        self.hosts = dict(line.split() for line in (folder / "hosts.txt").read_text(encoding="utf-8").splitlines())

    @staticmethod
    def make(shared: Path) -> "Office":
        """The office in that folder, made by whoever comes first: crawling costs seconds."""
        with (shared / "office.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            folder = shared / "office"
            if not (folder / "done").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                _crawl_all(folder)
                _judge_all(folder)
                (folder / "done").touch()
        return Office(folder)

    def agency(self, agency_id: str = "s1") -> Agency:
        found = self.store.agency(agency_id)
        assert found is not None
        return found

    def assessment(self, when: int = 1, agency_id: str = "s1") -> Assessment:
        """Of the agency's crawls, oldest first, the one of that place."""
        return sorted(self.store.assessments(agency_id, LIST), key=lambda one: one.assessed_on)[when]

    def view(self, agency_id: str = "s1", when: int = 1) -> AuditView:
        """The view as `oit report` builds it, of the sample's second crawl unless told otherwise."""
        assessment = self.assessment(when, agency_id)
        view = build_view(self.store, self.agency(agency_id), assessment, self.store.crawl(assessment.crawl))
        return self.steady(view)

    def plan(self) -> Plan:
        """As `oit plan` makes it, with agencies that show how."""
        view = self.view()
        shown = {i.code: examples(self.store, LIST, i.code, self.agency()) for i in view.fix_first}
        return make_plan(view, self.checklist, self.steady(shown))

    def cohort(self) -> CohortView:
        """As `oit cohort` makes it, of all agencies."""
        return make_cohort(
            "จังหวัดตัวอย่าง",
            self.checklist,
            self.steady(standings(self.store, LIST)),
            self.steady(worst_items(self.store, LIST)),
            self.steady(movements(self.store, LIST)),
            made_on=DAYS[1].isoformat(),
        )

    def changed(self, before: int, after: int) -> Comparison:
        """What changed at the sample agency between two of its crawls."""
        lists = {LIST: self.checklist}
        return self.steady(compare(self.assessment(before), self.assessment(after), lists))

    def steady(self, value: T) -> T:
        """The same value with what differs from run to run made equal."""
        return self._steady(value)  # type: ignore[no-any-return]

    def _steady(self, value: Any) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return _CHANGING.sub(self._named, value)
        if isinstance(value, tuple | list):
            return type(value)(self._steady(part) for part in value)
        if isinstance(value, Mapping):
            kept = {k: v for k, v in value.items() if k != "seconds"}  # a ledger tells them only when there were any
            return {self._steady(k): 0.4 if k == "score" else self._steady(v) for k, v in kept.items()}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            kept = {f.name: self._steady(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
            return dataclasses.replace(value, **(kept | {n: FIXED[n] for n in kept if n in FIXED and kept[n]}))
        return value

    def _named(self, found: "re.Match[str]") -> str:
        port = found[1] or found[2]
        if not port:
            return "20261122T030000-00005a3913"  # a crawl's id
        return ("https://" if found[1] else "") + self.hosts[port]


FIXED: dict[str, Any] = {
    "started_at": "2026-11-22T03:00:00+00:00",
    "finished_at": "2026-11-22T03:00:41+00:00",
    "crawled_at": "2026-11-22T03:00:00+00:00",
    "version": "1.0",
    "confidence": 0.9,
}
"""Fields that are no finding: when it was made, by which version, how sure the matcher was."""


def _crawl_all(folder: Path) -> None:
    """Three states of the sample agency at one address, one after the other; the others beside the second."""
    _earlier(folder / "earlier")
    _later(folder / "later")
    port = 0
    for root in (folder / "earlier", SITES / "sample" / "www", folder / "later"):
        with ExitStack() as served:
            url, _ = served.enter_context(serving(root, port))
            first, port = port == 0, int(url.rstrip("/").rpartition(":")[2])
            crawled = ["s1"]
            if first:
                other, _ = served.enter_context(serving(SITES / "faults" / "www"))
                _register(folder, url, other)
                crawled = ["s1", "s2", "s3"]
            _oit(folder, "crawl", *crawled, "--delay", "0")


def _register(folder: Path, sample: str, faults: str) -> None:
    addresses = (sample, faults, "http://127.0.0.1:9/", "http://127.0.0.1:10/")
    rows = [
        ROW.format(id=one, name=name, district=district, url=url)
        for (one, name, district), url in zip(AGENCIES, addresses, strict=True)
    ]
    (folder / "agencies.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    names = ("www.thungsommut.example", "www.bokphrong.example", "www.hangklai.example", "www.rotruat.example")
    ports = (url.rstrip("/").rpartition(":")[2] for url in addresses)
    hosts = "".join(f"{port} {name}\n" for port, name in zip(ports, names, strict=True))
    (folder / "hosts.txt").write_text(hosts, encoding="utf-8")
    _oit(folder, "agencies", "import", "agencies.csv")


def _judge_all(folder: Path) -> None:
    """Judge every crawl anew with a fixed date; a person decides one item."""
    asked = load_checklist(LIST)
    with Store.open(f"sqlite:///{folder}/oit.db") as store:
        for name, *_ in AGENCIES:
            crawls = sorted(store.crawls(name), key=lambda crawl: crawl.started_at)
            ended = {"s1": ["finished"] * 3, "s2": ["finished"], "s3": ["unreachable"], "s4": []}[name]
            assert [crawl.outcome for crawl in crawls] == ended, [crawl.detail for crawl in crawls]
            for day, crawl in zip(DAYS if name == "s1" else DAYS[1:2], crawls, strict=False):
                made = judge_crawl(store, crawl, asked, today=day)
                if name == "s1" and day == DAYS[0]:
                    judge_crawl(store, crawl, load_checklist(LAST_YEARS), today=day)
                if name == "s1" and day == DAYS[1]:
                    store.save_review(_review(made))


def _review(assessment: Assessment) -> Review:
    proof = {e.sha256 for e in assessment.verdict("O12").evidence if e.sha256}
    note, who = "เปิดดูไฟล์สแกนแล้ว ไม่มีวงเงินงบประมาณที่ได้รับจัดสรร", "นางสาวตรวจ ทานดี"
    when = "2026-11-22T09:00:00+00:00"
    return Review("s1", LIST, "O12", Status.PARTIAL, note, who, when, tuple(sorted(proof)))


def _earlier(folder: Path) -> None:
    """The site as it was: the deputy had a photograph, and the report on measures did not exist yet."""
    shutil.copytree(SITES / "sample" / "www", folder)
    (folder / "measures-report.html").unlink()
    page = folder / "executives.html"
    text = page.read_text(encoding="utf-8")
    name = "นางสาวจำลอง ใจเพียร"
    with_photo = f'<img src=/images/person-2.jpg alt="{name}" width=140 height=180><p><b>{name}'
    assert f"<p><b>{name}" in text
    page.write_text(text.replace(f"<p><b>{name}", with_photo), encoding="utf-8")


def _later(folder: Path) -> None:
    """The site a day later: every page has another visitor count, another date and another banner; nothing else."""
    shutil.copytree(SITES / "sample" / "www", folder)
    banner = '<p><img src="/images/person-0.jpg" alt="สวัสดีปีใหม่" width="600" height="90"></p>'
    counter = "<p>ผู้เข้าชมเว็บไซต์ 12,346 คน</p><p>วันจันทร์ที่ 23 พฤศจิกายน 2569 เวลา 08:15:02 น.</p>"
    for page in folder.glob("*.html"):
        kept = page.read_bytes()
        charset = "utf-8" if b"utf-8" in kept else "cp874"  # one page of the sample is of the old kind
        text = kept.decode(charset).replace("<main>", f"{banner}<main>", 1)
        page.write_bytes(text.replace("<footer>", f"<footer>{counter}", 1).encode(charset))


def _oit(folder: Path, *args: str) -> None:
    command = [sys.executable, "-m", "oit", *args, "--db", f"sqlite:///{folder}/oit.db"]
    done = subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode in (0, 1), done.stderr
