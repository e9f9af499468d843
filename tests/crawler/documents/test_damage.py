"""Damaged files of every format: each ends in one recorded state, whatever its reader's library makes of it."""

import asyncio
import itertools
import random

from checklist.site import DocumentState
from crawler.documents.pool import DocumentPool
from tests.crawler.documents import document_builders as build
from tests.crawler.documents.damaging import damaged, whole_files

FILES = 300
URL = "https://www.tua-yang.example/f"


def test_every_damaged_file_ends_in_one_state_within_its_limits() -> None:
    cases = list(itertools.islice(damaged(whole_files(), random.Random(2569)), FILES))

    async def main() -> None:
        async with DocumentPool() as pool:
            asked = (pool.read(body, url=URL, fetch=build.fetch_of(URL), name=what) for what, body in cases)
            found = await asyncio.gather(*asked)
            assert pool.ledger.killed <= FILES // 50, "libraries that crash are tolerated, not the rule"
            assert pool.ledger.peak_mb < 600
        for (what, _), (document, *inner) in zip(cases, found, strict=True):
            assert isinstance(document.state, DocumentState), what
            assert "Traceback" not in document.detail and "\n" not in document.detail, what
            assert len(document.detail) <= 400, what
            assert document.state is not DocumentState.TEXT or document.text.strip(), what
            assert all(held.url.startswith(f"{URL}#") for held in inner), what
        # what is wrong with a file is no fault of this program: an error of ours would show its name here
        ours = ("NameError", "AttributeError: 'NoneType'", "UnboundLocalError", "AssertionError")
        assert [d.detail for d, *_ in found if d.detail.startswith(ours)] == []

    asyncio.run(main())
