"""kill -9 at the points where it could hurt: nothing is lost or there twice, and the report is that of an unbroken run.

``python -m benchmarks.kills`` does the same a hundred times, half of them at random moments, with the browser.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.oit.killing import RENDERING, RESUMING, Kill, Victims, facts, killed_and_finished, small_site
from tests.oit.victim import POINTS
from tests.server import PretendSite, serving

ROUNDS = (
    (
        Kill("the crawl is begun"),
        Kill("an answer has come", 3),
        Kill("a batch is written and not committed"),
        Kill("a document is being read"),
        Kill("a batch is committed"),  # before it there is nothing to take up
        Kill("the crawl is taken up again"),
        Kill("a result is handed to the store"),
        Kill("the crawl is to be closed"),
        Kill("the judgement is to be saved"),
    ),
    (Kill(life=0.4), Kill(life=0.6), Kill("the crawl is closed")),
    (Kill("the judgement is saved"),),
    (Kill("the report is written and not yet in its place"),),
)


@dataclass
class Scene:
    """A served site, the process whose children are killed, and what an unbroken run sees and says."""

    site: PretendSite
    victims: Victims
    unbroken: tuple[str, str]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("kills")
    (folder / "tmp").mkdir()
    (folder / "quiet").mkdir()
    with serving(small_site()) as site, Victims(site, folder / "tmp") as victims:
        done = victims.audit(folder / "quiet")
        assert done["status"] == 1, (folder / "quiet" / "log").read_text()
        assert set(POINTS) - set(done["reached"]) == {RENDERING, RESUMING}
        yield Scene(site, victims, facts(folder / "quiet", site.home))


@pytest.mark.parametrize("kills", ROUNDS, ids=lambda kills: kills[-1].point)
def test_a_killed_audit_ends_as_if_nothing_had_been(scene: Scene, kills: tuple[Kill, ...], tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    assert killed_and_finished(scene.victims, folder, kills) == list(kills)
    seen, said = facts(folder, scene.site.home)
    assert seen == scene.unbroken[0]
    assert said == scene.unbroken[1]
