"""Judging stored pages, against parsing them: `oit assess` of 1,000 pages by one list, on one core."""

import tempfile
import time
from pathlib import Path

from benchmarks.crawl import contestant
from benchmarks.generated import Shape
from benchmarks.pages import serving
from benchmarks.table import Row


def measure(*, pages: int = 1_000) -> list[Row]:
    """Crawl one agency of that many pages, then judge it twice as `oit assess` does (the second by another list)."""
    from checklist.agency import Agency
    from checklist.load import load_checklist
    from crawler.parse import parse_html
    from oit.common import today
    from oit.judging import judge_crawl
    from storage.store import Store

    with tempfile.TemporaryDirectory() as folder, serving(1, Shape(pages=pages, documents=0)):
        place = f"sqlite:///{Path(folder) / 'oit.db'}"
        contestant("audit", 1, f"database={place}")
        with Store.open(place) as store:
            assert store.agency("a0") == Agency("a0", "หน่วยงานที่ 0", store.agency("a0").website)  # type: ignore[union-attr]
            crawl = store.latest_crawl("a0")
            assert crawl is not None
            spent = []
            for name in ("oit-2569", "oit-2568"):
                checklist = load_checklist(name)
                start = time.process_time()
                judge_crawl(store, crawl, checklist, today=today(), anew=True)
                spent.append(time.process_time() - start)
            site = store.site(crawl.id)
            bodies = [(page, store.body(page.fetch.sha256) or b"") for page in site.pages]
            start = time.process_time()
            for page, body in bodies:
                parse_html(body, url=page.url, content_type=page.fetch.content_type, fetch=page.fetch)
            parsing = time.process_time() - start
    count = len(bodies)
    return [
        Row("i3", f"judging {count} stored pages by one list, CPU s", spent[0], 5.0),
        Row("i3", "the same by a second list", spent[1]),
        Row("i3", "judging / parsing the same pages", spent[0] / parsing),
    ]
