"""kill -9, many times: ``python -m benchmarks.kills --kills 100`` (some five minutes of one core).

An audit of a small pretend site with files, an archive and a page that needs the browser is killed at named points and
at random moments, several times in a row on one database, and then left to end. Each time what the database and the
report hold is compared with an unbroken run. Exits with 1 when anything was lost, is there twice or differs.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.oit.killing import Victims, facts, killed_and_finished, small_site, some_kills
from tests.server import serving

IN_A_ROW = 6


def soak(kills: int, seed: int, *, render: bool) -> tuple[Counter[str], int, int]:
    """Kills by point, databases that were killed and finished, and how many of those differ from an unbroken run."""
    chance = random.Random(seed)
    struck: Counter[str] = Counter()
    databases = wrong = 0
    with tempfile.TemporaryDirectory() as place, serving(small_site(scripted=render)) as site:
        folder = Path(place)
        for name in ("tmp", "quiet"):
            (folder / name).mkdir()
        with Victims(site, folder / "tmp", render=render) as victims:
            began = time.monotonic()
            unbroken = victims.audit(folder / "quiet")
            lasts = time.monotonic() - began
            wanted = facts(folder / "quiet", site.home)
            while struck.total() < kills:
                plan = some_kills(chance, unbroken["reached"], lasts, min(IN_A_ROW, kills - struck.total()))
                here = folder / f"killed{databases}"
                done = killed_and_finished(victims, here, plan)
                struck.update(kill.point or "at random" for kill in done)
                databases += 1
                if facts(here, site.home) != wanted:
                    wrong += 1
                    print(f"differs after {done}", flush=True)
                print(f"{struck.total():>5} kills, {databases} databases, {wrong} wrong", flush=True)
    return struck, databases, wrong


def main() -> None:
    """Kill, compare, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2569)
    parser.add_argument("--no-render", action="store_true")
    chosen = parser.parse_args()
    struck, databases, wrong = soak(chosen.kills, chosen.seed, render=not chosen.no_render)
    for point, count in struck.most_common():
        print(f"{count:>5}  {point}")
    print(f"{struck.total()} kills on {databases} databases: {wrong} differ from an unbroken run")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
