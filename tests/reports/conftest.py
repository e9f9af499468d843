"""One real audit for all tests that need one, also when they run in several processes."""

import os
from collections.abc import Iterator

import pytest

from tests.reports.sample import Office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample agency and its neighbours, crawled and judged; made once in a run."""
    base = tmp_path_factory.getbasetemp()
    made = Office.make(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)
    yield made
    made.store.close()
