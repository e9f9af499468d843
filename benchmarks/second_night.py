"""A second night over an unchanged (or nearly unchanged) country, against the first: CPU and bytes (figure 4)."""

import tempfile
from pathlib import Path

from benchmarks.crawl import contestant
from benchmarks.generated import Shape
from benchmarks.pages import Manners, ledger, serving
from benchmarks.table import Row

ROUNDS = 2


def _nights(agencies: int, shape: Shape, changed: float, *more: str) -> tuple[float, float]:
    """Second night / first: CPU without start-up, and bytes. Each night's CPU is the best of two rounds in turns:
    whatever else runs on the machine only adds."""
    cost: dict[int, float] = {0: float("inf"), 1: float("inf"), 2: float("inf")}
    sent: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            database = f"database=sqlite:///{Path(folder) / f'{number}.db'}"
            cost[0] = min(cost[0], contestant("audit", 0)["cpu"])
            for night in (1, 2):
                with serving(agencies, shape, Manners(changed=changed), night=night):
                    cost[night] = min(cost[night], contestant("audit", agencies, database, *more)["cpu"])
                    sent[night] = ledger()["sent"]
    return (cost[2] - cost[0]) / (cost[1] - cost[0]), sent[2] / sent[1]


def _with_ocr(agencies: int, shape: Shape, changed: float) -> tuple[float, float]:
    """CPU of an unchanged and of a changed night / the first, with OCR and judging, without start-up."""
    more = ("ocr=yes", "judge=yes")
    cost = [contestant("audit", 0, *more)["cpu"]]
    with tempfile.TemporaryDirectory() as folder:
        database = f"database=sqlite:///{Path(folder) / 'oit.db'}"
        for night in (1, 1, 2):
            with serving(agencies, shape, Manners(changed=changed), night=night):
                cost.append(contestant("audit", agencies, database, *more)["cpu"])
    return (cost[2] - cost[0]) / (cost[1] - cost[0]), (cost[3] - cost[0]) / (cost[1] - cost[0])


def measure(*, agencies: int = 5, pages: int = 200, changed: float = 0.02) -> list[Row]:
    """Both nights with ETags: HTML alone, with text PDFs, with scans; then for servers that know no ETag."""
    html, came = _nights(2 * agencies, Shape(pages=pages, documents=0), changed)
    same, scans = _with_ocr(2, Shape(pages=pages, documents=20, scans=True), changed)
    text, _ = _nights(agencies, Shape(pages=pages, documents=20), changed)
    untagged, _ = _nights(agencies, Shape(pages=pages, documents=0, validators=False), changed)
    return [
        Row("4", f"second night / first, HTML alone, ETags, {changed:.0%} changed: CPU", html, 0.30),
        Row("4", "the same: bytes", came, 0.15),
        Row("4", "second night / first, 200 pages and 20 scans of one page, OCR, judged, unchanged: CPU", same, 0.05),
        Row("4", f"the same, {changed:.0%} of each agency's pages changed: CPU", scans, 0.05),
        Row("4", "second night / first, with PDF files of one page of text: CPU", text),
        Row("4", "second night / first, servers without ETag or date: CPU", untagged),
    ]
