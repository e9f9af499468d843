"""What the process of a long run holds: garbage is looked for when crawls have ended, and free memory is given back.

Two things made it grow with the number of agencies, though nothing was kept of them (300 at once, after 1,000: 450 MiB
in all, 296 without them):

- A crawl's Scrapy objects refer to each other in circles, hundreds of settings among them. Python looks for such
  garbage by counting what is made, and with hundreds of crawls alive seldom among what has lived for long: 117 MiB.
- glibc takes it as a sign that large blocks live shortly when one is given back, and from then on puts even bodies of
  megabytes into its common heap, where a small block that stays behind keeps the space below it from being returned;
  and every thread gets such a heap of its own: 20 MiB.

The rest were memories of addresses larger than was of use (`addresses.REMEMBERED`).
"""

import ctypes
import gc
import sys

ENDED = 50
"""Crawls that end between two looks for garbage: a look takes a tenth of a second, their pages some seconds."""
_LARGE = 128 * 1024
"""Bytes from which on a block is taken from the system by itself and goes back when it is free."""
_HEAPS = 2
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # malloc.h

_ended = 0


def settle() -> None:
    """Once per process, before the first crawl: garbage is looked for among what crawls make, not among the modules,
    and not after every few links, as is the default (dozens of times a page, next to nothing found)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 20)
    libc = _libc()
    if libc is not None and hasattr(libc, "mallopt"):
        for option, value in ((_M_MMAP_THRESHOLD, _LARGE), (_M_TRIM_THRESHOLD, _LARGE), (_M_ARENA_MAX, _HEAPS)):
            libc.mallopt(option, value)


def crawl_ended() -> None:
    """Called when a crawl is closed; now and then what all of them left behind is given back."""
    global _ended
    _ended += 1
    if _ended % ENDED == 0:
        gc.collect()
        libc = _libc()
        if libc is not None and hasattr(libc, "malloc_trim"):
            libc.malloc_trim(0)


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None
