"""What remembering costs, and how fast a country can be asked about. Run: python benchmarks/store.py [sqlite|URL]

Everything is generated; figures are CPU-seconds of this process (and wall where it says so), so that a busy machine
changes them little. Ratios compare two things measured in this same run.
"""

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from checklist.agency import Agency
from checklist.site import Fetch, FetchOutcome, Link, Page, Step
from checklist.verdict import Assessment, Evidence, Finding, Outcome, Reason, Score, Status, Verdict
from storage import codec, queries
from storage.queries import Cohort
from storage.store import FrontierRow, Store

AGENCIES, ITEMS, PAGES, PROVINCES = 8_317, 43, 1_000, 77
NOW, NEXT = "2026-11-22T10:00:00+00:00", "2026-11-23T10:00:00+00:00"
LIST = "oit-2569"
_WORDS = ("หน่วยงาน", "การบริหาร", "จัดซื้อจัดจ้าง", "แผน", "ประจำปี", "งบประมาณ", "รายงานผล", "ตำบล", "ร้องเรียน", "ประชาชน")


def words(rng: random.Random, count: int) -> str:
    """Thai-looking text."""
    return "".join(rng.choice(_WORDS) for _ in range(count))


def pages(rng: random.Random) -> Iterator[tuple[Page, bytes, list[FrontierRow]]]:
    """Pages of the size that real ones have: 67 KB of HTML, 26 KB of text, 58 links, 5 new addresses."""
    menu = tuple(Link(f"https://a.example/menu/{n}", words(rng, 3), "menu") for n in range(40))
    for number in range(PAGES):
        text = words(rng, 600) + str(number)
        body = ("<html>" + text + "<div class='x'>" * 2_500 + words(rng, 300) + "</html>").encode()
        url = f"https://a.example/{number}"
        sha = hashlib.sha256(body).hexdigest()
        fetch = Fetch(url, FetchOutcome.OK, url, 200, "text/html", NOW, sha, len(body), etag=f'"{number}"')
        links = menu + tuple(
            Link(f"https://a.example/{number}/{n}", words(rng, 4), row=words(rng, 8)) for n in range(18)
        )
        path = (Step("หน้าแรก", "https://a.example/"), Step(words(rng, 3), "https://a.example/menu/1"))
        page = Page(url, fetch, words(rng, 5), (words(rng, 4),) * 6, text, text[: len(text) // 2], links, path=path)
        new = [FrontierRow(f"https://a.example/{number}/{n}", rng.random(), 3, url, words(rng, 4)) for n in range(5)]
        yield page, body, new


@contextmanager
def measured(what: str, per: float = 1.0, unit: str = "s") -> Iterator[dict[str, float]]:
    """Print the CPU and wall time of a block, each times `per`."""
    found: dict[str, float] = {}
    cpu, wall = time.process_time(), time.perf_counter()
    yield found
    found["cpu"], found["wall"] = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{what:<58} {found['cpu'] * per:9.3f} {unit} CPU {found['wall'] * per:9.3f} {unit} wall")


def crawl(store: Store, made: list[tuple[Page, bytes, list[FrontierRow]]], now: str) -> str:
    """Save all pages as one crawl."""
    agency = Agency("a", "ก", "https://a.example/")
    record = store.begin_crawl(agency, agency.website, now=now, max_requests=PAGES, version="")
    for page, body, new in made:
        store.save(record.id, page, body=body, done=page.url, new=new, reader="parse-1")
    store.flush()
    return record.id


def results(store: Store, rng: random.Random, file: Path | None) -> None:
    """One crawl of 1,000 pages, the same again unchanged, and reading it back."""
    made = list(pages(rng))
    raw = sum(len(body) for _, body, _ in made)
    per = 1000 / PAGES
    with measured("save 1,000 new pages, per page", per, "ms") as first:
        crawl_id = crawl(store, made, NOW)
    store.finish_crawl(crawl_id, outcome="finished", now=NOW, hosts=("a.example",))
    if file is not None:
        store.close()
        print(f"{'  bytes of HTML ÷ bytes of database':<58} {raw / file.stat().st_size:9.1f}")
        store = Store.open(str(file))
    with measured("save the same 1,000 pages the next night, per page", per, "ms") as second:
        again = crawl(store, made, NEXT)
    print(f"{'  second night ÷ first':<58} {second['cpu'] / first['cpu']:9.2f}")
    with measured("previous_fetch, per address", per, "ms"):
        for page, _, _ in made:
            assert store.previous_fetch("a", page.url) is not None
    with measured("site(): 1,000 pages"):
        assert len(store.site(again).pages) == PAGES
    with measured("todo(): 5,000 addresses"):
        assert len(store.todo(again)) == 5 * PAGES
    floor(made, first["cpu"])
    store.finish_crawl(again, outcome="finished", now=NEXT)
    store.close()


def floor(made: list[tuple[Page, bytes, list[FrontierRow]]], saved: float) -> None:
    """What compressing and encoding alone cost: the rest is the database."""
    with measured("  of which encode and compress alone, per page", 1000 / PAGES, "ms") as least:
        for page, body, _ in made:
            codec.compress(body)
            codec.pack(page)
    print(f"{'  saving ÷ encode and compress alone':<58} {saved / least['cpu']:9.2f}")


def assessment(rng: random.Random, agency: str, day: int) -> Assessment:
    """One assessment of 43 items."""
    verdicts = []
    for n in range(1, ITEMS + 1):
        status = rng.choices(list(Status), (60, 8, 6, 3, 20, 2, 1))[0]
        evidence = Evidence(f"https://{agency}.example/{n}", "page", quote=words(rng, 8), sha256="ab" * 32)
        finding = Finding("e1", Outcome.PASSED, Reason("words_found", {"words": ("ก",)}), (evidence,))
        lost = 0.0 if status is Status.COMPLETE else 2.3
        verdicts.append(
            Verdict(
                f"O{n}",
                (f"t{n}",),
                status,
                Reason("all_elements", {"count": 1}),
                (finding,) * 3,
                (evidence,),
                points_lost=lost,
            )
        )
    oit = round(rng.uniform(40, 100), 2)
    return Assessment(LIST, agency, f"2026-11-{day:02}", tuple(verdicts), Score(oit, oit, oit, oit * 0.4, "", oit > 85))


def country(store: Store, rng: random.Random, count: int) -> None:
    """8,317 agencies × 43 items, assessed twice; then every question a report asks."""
    kinds = ("sao", "subdistrict-municipality", "pao", "school")
    agencies = [
        Agency(
            f"a{n}",
            f"หน่วยงาน {n}",
            f"https://a{n}.example",
            rng.choice(kinds),
            f"จังหวัด{n % PROVINCES}",
            f"อำเภอ{n % 900}",
        )
        for n in range(count)
    ]
    with measured(f"register {count} agencies"):
        store.save_agencies(agencies)
    with measured(f"save {2 * count} assessments, per assessment", 1000 / (2 * count), "ms"):
        for day in (1, 2):
            for agency in agencies:
                store.save_assessment(assessment(rng, agency.id, day))
    province = Cohort(province="จังหวัด7")
    asked: tuple[tuple[str, Callable[[], object]], ...] = (
        ("one agency's latest assessment", lambda: store.assessment("a400")),
        ("due_agencies", lambda: store.due_agencies(NEXT, NOW)),
        ("standings, country", lambda: queries.standings(store, LIST)),
        ("standings, one province", lambda: queries.standings(store, LIST, province)),
        ("worst items, country", lambda: queries.worst_items(store, LIST)),
        ("worst items, one province", lambda: queries.worst_items(store, LIST, province)),
        ("movements, country", lambda: queries.movements(store, LIST)),
        ("agencies like yours that pass O7", lambda: queries.examples(store, LIST, "O7", agencies[0])),
        ("counters", lambda: queries.counters(store)),
    )
    for what, ask in asked:
        with measured(f"  {what}"):
            ask()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", nargs="?", default="sqlite", help="sqlite (a new file) or a PostgreSQL address")
    parser.add_argument("--agencies", type=int, default=AGENCIES, help="how many agencies the country has")
    arguments = parser.parse_args()
    database = arguments.database
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "oit.db" if database == "sqlite" else None
        url = str(file) if file else database
        with measured("open a new database"):
            Store.open(url).close()
        with measured("open it again"):
            Store.open(url).close()
        results(Store.open(url), random.Random(1), file)
        with Store.open(url) as store:
            country(store, random.Random(2), arguments.agencies)
        if file:
            print(f"{'  database, MB':<58} {file.stat().st_size / 1e6:9.1f}")


if __name__ == "__main__":
    main()
