"""kill -9 at any moment: what was acknowledged is there, nothing is there twice, nothing is there in part."""

import contextlib
import multiprocessing
import os
import random
import signal
import time

import pytest
from sqlalchemy import create_engine, text

from storage._database import parse_url
from storage.store import Store
from tests.storage import crashing
from tests.storage.samples import page_of

KILLS = 30
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.storage.crashing"])


def run_victim(url: str, *, life: float | None) -> tuple[set[int], bool]:
    """One victim, killed `life` seconds after its first word (negative: so long after its start). Its words; done?"""
    hear, say = _context.Pipe(duplex=False)
    victim = _context.Process(target=crashing.crawl, args=(url, say))
    victim.start()
    say.close()
    acknowledged: set[int] = set()
    done = False
    deadline = time.monotonic() + abs(life) if life is not None else float("inf")
    heard = life is None or life < 0
    with contextlib.suppress(EOFError):
        while time.monotonic() < deadline or not heard:
            if not hear.poll(0.001 if life is not None else 20):
                continue
            numbers = hear.recv()
            if not heard:
                heard, deadline = True, time.monotonic() + abs(life or 0)
            done = numbers is None
            acknowledged.update(numbers or ())
    if victim.is_alive() and victim.pid:
        with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
            os.kill(victim.pid, signal.SIGKILL)
    with contextlib.suppress(EOFError):
        while True:  # words said before the kill are promises too
            acknowledged.update(hear.recv() or ())
    victim.join()
    return acknowledged, done


def look(url: str) -> tuple[list[str], list[tuple[str, str]], int]:
    """Straight from the tables: pages seen, frontier rows, and how many pages lack their body or reading."""
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        seen = [row[0] for row in connection.execute(text("SELECT url FROM seen"))]
        frontier = [(row[0], row[1]) for row in connection.execute(text("SELECT url, state FROM frontier"))]
        lacking = connection.execute(
            text(
                "SELECT count(*) FROM seen WHERE NOT EXISTS (SELECT 1 FROM body WHERE body.sha256 = seen.sha256)"
                " OR NOT EXISTS (SELECT 1 FROM reading WHERE reading.key = seen.reading)"
            )
        ).scalar_one()
    engine.dispose()
    return seen, frontier, lacking


def check(url: str, acknowledged: set[int]) -> None:
    seen, frontier, lacking = look(url)
    numbers = {int(u.rpartition("/")[2]) for u in seen}
    assert len(numbers) == len(seen), "a page is there twice"
    assert acknowledged <= numbers, "an acknowledged page is lost"
    assert lacking == 0, "a page is there without its body or reading"
    states = {int(u.rpartition("/")[2]): state for u, state in frontier}
    assert len(states) == len(frontier), "an address is there twice"
    assert {n for n, state in states.items() if state == "done"} == numbers, "a page without its frontier row"
    assert all(child in states for n in numbers for child in crashing.children(n)), "a page without its links"


def test_kill_nine_loses_nothing_and_doubles_nothing(url: str) -> None:
    chance = random.Random(2569)
    acknowledged: set[int] = set()
    Store.open(url).close()
    kills, done = 0, False
    while kills < KILLS and not done:
        life = chance.uniform(0.0, 0.015) * (-1 if chance.random() < 0.2 else 1)
        words, done = run_victim(url, life=life)
        acknowledged |= words
        kills += not done
        check(url, acknowledged)
    assert kills == KILLS, f"the crawl was over after {kills} kills: PAGES must be larger"
    _, done = run_victim(url, life=None)
    assert done
    with Store.open(url) as store:
        record = store.latest_crawl("a1")
        assert record is not None
        site = store.site(record.id)
        assert sorted(site.pages, key=lambda p: p.url) == sorted(
            (page_of(n)[0] for n in range(crashing.PAGES)), key=lambda p: p.url
        )
        assert site.waiting == ()
        assert record.requests == crashing.PAGES


def test_kill_nine_while_the_tables_are_made(url: str) -> None:
    chance = random.Random(2570)
    for _ in range(10):
        run_victim(url, life=-chance.uniform(0.0, 0.12))
    Store.open(url).close()


def test_several_processes_write_at_once(url: str) -> None:
    Store.open(url).close()
    names = [f"agency{n}" for n in range(4)]
    ears = []
    for name in names:
        hear, say = _context.Pipe(duplex=False)
        _context.Process(target=crashing.crawl_own, args=(url, name, 100, say)).start()
        say.close()
        ears.append(hear)
    assert [hear.recv() for hear in ears] == ["done"] * 4
    with Store.open(url) as store:
        for name in names:
            record = store.latest_crawl(name)
            assert record is not None
            assert len({page.url for page in store.site(record.id).pages}) == record.pages == 100
    assert len(look(url)[0]) == 400


@pytest.mark.parametrize("what", ["night", "crawl"])
def test_only_one_of_many_gets_it(url: str, what: str) -> None:
    Store.open(url).close()
    go = _context.Event()
    children, ears = [], []
    try:
        for _ in range(4):
            hear, say = _context.Pipe(duplex=False)
            children.append(_context.Process(target=crashing.claim, args=(url, what, say, go)))
            children[-1].start()
            say.close()
            ears.append(hear)
        assert [hear.recv() for hear in ears] == ["ready"] * 4
        go.set()
        answers = [hear.recv() for hear in ears]
    finally:
        for child in children:
            child.kill()
            child.join()
    assert answers.count("mine") == 1
    assert all("process" in answer for answer in answers if answer != "mine")
