"""`make bench`: every figure in one run and one table. `python -m benchmarks crawl fleet` runs some of them.

Figures are ratios or CPU-seconds; walls are those of this machine, now. Everything is generated and on loopback.
"""

import sys
import time
from collections.abc import Callable

from benchmarks import assess, crawl, fleet, peers, second_night, workers
from benchmarks.table import Row, show

PARTS: dict[str, Callable[[], list[Row]]] = {
    "crawl": crawl.measure,
    "assess": assess.measure,
    "night": second_night.measure,
    "fleet": fleet.measure,
    "workers": workers.measure,
    "peers": peers.measure,
}


def main() -> None:
    """Run the named parts, or all, and print their rows as they come."""
    chosen = sys.argv[1:] or list(PARTS)
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        sys.exit(
            f"There is no benchmark {unknown[0]!r}; there are: {', '.join(PARTS)} (and benchmarks.store by itself)."
        )
    for name in chosen:
        start = time.monotonic()
        print(show(PARTS[name]()), flush=True)
        print(f"     ({name}: {time.monotonic() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
