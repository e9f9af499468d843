"""What a full audit costs beside a bare Scrapy crawl of the same pages, and where its CPU goes (figures 1 and 2)."""

import json
import subprocess
import sys
from collections.abc import Mapping

from benchmarks.generated import Shape
from benchmarks.pages import serving
from benchmarks.table import Row

NAMES = ("bare", "tuned", "audit")


def contestant(name: str, agencies: int, *more: str) -> Mapping[str, float]:
    """Run one contestant in a process of its own; what it cost. RuntimeError with its last words when it fails."""
    command = [sys.executable, "-m", "benchmarks.contestants", name, str(agencies), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def measure(*, agencies: int = 5, pages: int = 200, rounds: int = 2) -> list[Row]:
    """Crawl the same agencies with each contestant, in turns; start-up is measured with no agency and taken off."""
    cost: dict[str, float] = {name: float("inf") for name in NAMES}
    start: dict[str, float] = dict(cost)
    shares: Mapping[str, float] = {}
    with serving(agencies, Shape(pages=pages, documents=0)):
        for _ in range(rounds):  # interleaved, and the best of each: whatever else runs here only adds
            for name in NAMES:
                empty, full = contestant(name, 0), contestant(name, agencies)
                start[name] = min(start[name], empty["cpu"])
                per_thousand = (full["cpu"] - empty["cpu"]) / full["pages"] * 1000
                if per_thousand < cost[name]:
                    cost[name] = per_thousand
                    shares = full if name == "audit" else shares
    audit_cpu = shares["crawled"] - start["audit"]
    what = f"CPU s per 1,000 pages ({agencies} agencies x {pages})"
    return [
        Row("1", f"bare CrawlSpider + LinkExtractor, {what}", cost["bare"]),
        Row("1", f"tuned link-only Scrapy, {what}", cost["tuned"]),
        Row("1", f"full audit (fetch, read, match, store), {what}", cost["audit"]),
        Row("1", "full audit / bare CrawlSpider", cost["audit"] / cost["bare"], 0.5),
        Row("1", "full audit / tuned link-only crawl", cost["audit"] / cost["tuned"], 1.6),
        Row("1", "start-up of the audit, CPU s", start["audit"]),
        Row("2", "fold, matching, fuzzy / audit", shares["matching"] / audit_cpu, 0.20),
        Row("2", "storing / audit", shares["storing"] / audit_cpu, 0.15),
    ]
