"""A second night over an unchanged (or nearly unchanged) country, against the first: CPU and bytes (figure 4)."""

import tempfile
from pathlib import Path

from benchmarks.crawl import contestant
from benchmarks.generated import Shape
from benchmarks.pages import Manners, ledger, serving
from benchmarks.table import Row


def _nights(agencies: int, shape: Shape, changed: float) -> tuple[float, float, float]:
    """CPU of the first and of the second night without start-up, and the share of bytes of the second."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"database=sqlite:///{Path(folder) / 'oit.db'}"
        start = contestant("audit", 0)["cpu"]
        cost, sent = [], []
        for night in (1, 2):
            with serving(agencies, shape, Manners(changed=changed), night=night):
                cost.append(contestant("audit", agencies, database)["crawled"] - start)
                sent.append(ledger()["sent"])
    return cost[0], cost[1], sent[1] / sent[0]


def measure(*, agencies: int = 3, pages: int = 150, changed: float = 0.02) -> list[Row]:
    """Both nights with ETags, once HTML alone and once with documents; then the same for servers that know no ETag."""
    rows = []
    first, second, came = _nights(agencies, Shape(pages=pages, documents=0), changed)
    rows.append(Row("4", f"second night / first, HTML alone, ETags, {changed:.0%} changed: CPU", second / first, 0.30))
    rows.append(Row("4", "the same: bytes", came, 0.15))
    first, second, _ = _nights(agencies, Shape(pages=pages, documents=20), changed)
    rows.append(Row("4", "second night / first, with PDF files of one page (no OCR): CPU", second / first))
    first, second, _ = _nights(agencies, Shape(pages=pages, documents=0, validators=False), changed)
    rows.append(Row("4", "second night / first, servers without ETag or date: CPU", second / first))
    return rows
