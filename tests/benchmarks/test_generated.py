"""The generated pages have the sizes that the figures are told for: no figure may be reached by smaller pages."""

import gzip
import random
from statistics import mean, median, quantiles

from benchmarks.generated import Shape, Words, build
from checklist.site import Fetch, FetchOutcome
from crawler.parse import parse_html


def test_pages_are_as_large_as_those_that_were_measured() -> None:
    agency = build(Shape(pages=200, documents=0), Words(random.Random(1)), random.Random(1))
    bodies = [gzip.decompress(body) for body, _, _ in agency.files.values()]
    pages = [parse_html(body, url="https://k.example/", fetch=Fetch("", FetchOutcome.OK)) for body in bodies]
    sizes = [len(body) for body in bodies]
    assert min(sizes) > 20_000 and max(sizes) < 230_000
    assert 52_000 < median(sizes) < 62_000 and 60_000 < mean(sizes) < 74_000
    assert 100_000 < quantiles(sizes, n=10)[-1] < 135_000
    assert 9_500 < mean(len(page.text) for page in pages) < 11_500
    assert all(body.count(b"<a ") == 58 for body in bodies)
    assert mean(body.count(b"</") for body in bodies) > 380
    said: set[str] = set()
    fresh = 0
    for page in pages:
        words = {link.text for link in page.links}
        fresh += len(words - said)
        said |= words
    assert fresh / len(pages) > 10  # links that say what no page before said
