"""What is taken over from the last night is what judging everything anew would say: to the last finding."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import checklist.assess
import checklist.memory
from checklist.grounds import Grounds
from checklist.load import load_checklist, load_topics
from checklist.memory import Recall
from oit.judging import judge_crawl, judged
from storage.store import Store
from tests.oit.nights import Changing

LIST = load_checklist("oit-2569")
DAY = date(2026, 9, 29)
SEEDS = 3
NAMES = [item.name for item in LIST.items]
FRIENDS = [words for topic in load_topics().values() for words in topic.never]


def first_difference(file: Path, site: Changing, changes: Sequence[Callable[[Changing], None]]) -> str:
    """Judge night after night with what the night before left, and anew: the items that differ first; "" if none do."""
    with Store.open(f"sqlite:///{file}") as store:
        for number, change in enumerate((*changes, None)):
            crawl = site.crawl(store)
            found = judge_crawl(store, crawl, LIST, today=DAY)
            whole = judged(store, crawl, LIST, today=DAY, anew=True).assessment
            if found != whole:
                pairs = zip(found.verdicts, whole.verdicts, strict=True)
                return f"night {number}: {[one.code for one, other in pairs if one != other]}"
            if change is not None:
                site.night += 1
                change(site)
    return ""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each verdict asked for was taken over."""
    found: list[bool] = []
    real = Recall.verdict

    def counting(self: Recall, *asked: Any) -> Any:
        known = real(self, *asked)
        found.append(known is not None)
        return known

    monkeypatch.setattr(Recall, "verdict", counting)
    return found


@pytest.mark.parametrize("make", [Changing.sample, Changing.generated])
def test_a_changed_site_is_judged_as_if_nothing_was_remembered(
    tmp_path: Path, counted: list[bool], make: Callable[[int], Changing]
) -> None:
    for seed in range(SEEDS):
        assert first_difference(tmp_path / f"{seed}.db", make(seed), [Changing.change] * 3) == "", seed
    assert 0.2 < sum(counted) / len(counted) < 0.95  # else nothing was shown


# --- what the test above would find: each change shows when that which it changes is left out of what is compared


def emptied(site: Changing) -> None:
    """Tables have empty cells now; what leads to them is as it was."""
    for path in set(site.pages) - {"/ita"}:
        site.files[path] = re.sub(rb"<td>[^<]*", b"<td>", site.files[path])


def closed(site: Changing) -> None:
    """A place outside that a signpost leads to is not public any more."""
    site.files["/no-gift"] = (
        "<html><title>ประกาศนโยบาย No Gift Policy</title><body><main>"
        '<a href="https://drive.google.com/file/d/abc">แฟ้มที่เก็บไว้ในระบบ</a></main></body></html>'
    ).encode()
    site.public["https://drive.google.com/file/d/abc"] = False if site.night else None


def befriended(site: Changing) -> None:
    """Links that sound like items and are about something else."""
    links = "".join(f'<p><a href="/friend-{n}">{words}</a></p>' for n, words in enumerate(FRIENDS))
    site.files["/news"] = site.files["/news"].replace(b"</body>", links.encode() + b"</body>")


def moved(site: Changing) -> None:
    """The home page, which alone told how to reach the agency, does so no more."""
    site.files.pop("/contact", None)
    words = "" if site.night else "ที่อยู่ 99 หมู่ 1 ตำบลทุ่งสมมุติ อำเภอเมือง จังหวัดสมมุติ 10000 โทรศัพท์ 0 2000 0000"
    home = re.sub(rb"<footer>.*?</footer>", b"", site.files["/"], flags=re.DOTALL)
    site.files["/"] = home.replace(b"</body>", f"<footer><p>{words}</p></footer></body>".encode())


def grown(site: Changing) -> None:
    """One page more, about nothing."""
    site.files["/more"] = b"<html><title>x</title><body><main><p>more</p></main></body></html>"
    site.files["/news"] = site.files["/news"].replace(b"</body>", b'<a href="/more">x</a></body>')


def renamed(site: Changing) -> None:
    """The heading over a link that says nothing itself."""
    name = NAMES[8 if site.night else 7]
    part = f'<h2>{name}</h2><ul><li><a href="/files/plan-2566-2570.pdf">ดาวน์โหลด</a></li></ul></body>'
    site.files["/news"] = re.sub(rb"<h2>.*?</ul></body>", b"</body>", site.files["/news"], flags=re.DOTALL)
    site.files["/news"] = site.files["/news"].replace(b"</body>", part.encode())


def _without(**left_out: Any) -> Callable[[pytest.MonkeyPatch], None]:
    real = Grounds.digest

    def weaken(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(Grounds, "digest", lambda self, contents: real(replace(self, **left_out), contents))

    return weaken


def _unread(patch: pytest.MonkeyPatch) -> None:
    real = Grounds.digest
    patch.setattr(Grounds, "digest", lambda self, contents: real(self, dict.fromkeys(contents, b"")))


def _unset(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(checklist.assess, "OF_THE_SITE", frozenset())


def _unheaded(patch: pytest.MonkeyPatch) -> None:
    real = checklist.memory._key_of
    patch.setattr(checklist.memory, "_key_of", lambda signals: real(replace(signals, heading="")))


@pytest.mark.parametrize(
    ("weaken", "change"),
    [
        (_unread, emptied),
        (_without(behind=()), closed),
        (_without(friends=()), befriended),
        (_without(front=None), moved),
        (_unset, grown),
        (_unheaded, renamed),
    ],
)
def test_what_is_left_out_of_what_is_compared_would_be_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    weaken: Callable[[pytest.MonkeyPatch], None],
    change: Callable[[Changing], None],
) -> None:
    assert first_difference(tmp_path / "sound.db", prepared(change), [change]) == ""
    weaken(monkeypatch)
    assert first_difference(tmp_path / "weak.db", prepared(change), [change]) != ""


def prepared(change: Callable[[Changing], None]) -> Changing:
    """The sample agency before the change: those that look at the night make the first one, too."""
    site = Changing.sample(0)
    if change in (closed, moved, renamed):
        change(site)
    return site
