"""What crawls leave behind is given back, and no crawl's settings are made twice."""

import gc
import weakref

from crawler import heap
from crawler.run import _runner


class _Circle:
    def __init__(self) -> None:
        self.own = self


def test_garbage_of_crawls_goes_when_so_many_have_ended() -> None:
    gc.disable()
    try:
        left = weakref.ref(_Circle())
        assert left() is not None  # counting references does not free it
        for _ in range(heap.ENDED):
            heap.crawl_ended()
        assert left() is None
    finally:
        gc.enable()


def test_one_runner_serves_all_crawls() -> None:
    assert _runner() is _runner()
