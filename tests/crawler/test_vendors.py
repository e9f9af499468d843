"""What sites of one vendor taught, the next one is asked by: another order, the same pages."""

from collections.abc import Callable
from contextlib import ExitStack

from crawler.need import Reasons
from crawler.vendors import ENOUGH, MOST_LESSONS, MOST_VENDORS, Families
from storage.store import CrawlRecord
from tests.server import Answer, PretendSite, page

FOOT = "<footer>พัฒนาโดย <a href='https://www.webfirm{}.example/'>เว็บเฟิร์ม</a></footer>"


def made_by(firm: str) -> dict[str, Answer]:
    """A site of that firm: sixteen rooms that teach nothing, and three pages that do, listed behind them."""
    rooms = [f"/room/{number}|ห้องภาพที่ {number}" for number in range(16)]
    useful = [f"/tasks/{name}|งานของเรา {name}" for name in ("a", "b", "c")]
    pages: dict[str, Answer] = {f"/room/{n}": page("ห้องภาพ", text=f"ภาพที่ {n}") for n in range(16)}
    for name in ("a", "b", "c"):
        pages[f"/tasks/{name}"] = page("งาน", f"/plan/{name}.csv|แผนปฏิบัติราชการประจำปี 2569")
        pages[f"/plan/{name}.csv"] = "ลำดับ,ชื่อ\n1,ก"
    return {**pages, "/": page("หน้าแรก", *rooms, *useful).replace("</body>", FOOT.format(firm) + "</body>")}


def test_the_next_site_of_a_vendor_is_asked_first_for_what_teaches(crawl: Callable[..., CrawlRecord]) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(PretendSite(made_by(firm))) for firm in (*ENOUGH * "1", "1", "2")]
        records = [crawl(site.home) for site in sites]
    first, told, other = sites[0], sites[-2], sites[-1]
    assert sorted(told.paths) == sorted(first.paths)  # nothing is left out for the hint
    assert told.paths.index("/tasks/a") == 1
    assert first.paths.index("/tasks/a") == other.paths.index("/tasks/a") > 1  # nobody was told of the other vendor
    assert [record.ledger.get("vendor_hints", 0) for record in records] == [*ENOUGH * [0], 1, 0]


def test_what_taught_something_on_one_site_is_told_to_none() -> None:
    families = Families()
    for _ in range(ENOUGH):
        families.learn("webfirm.example", {"/room/#", "/news/#"}, {"/tasks/#"})
    assert families.told("webfirm.example") == {"/room/#", "/news/#"}
    families.learn("webfirm.example", (), {"/news/#"})
    assert families.told("webfirm.example") == {"/room/#"}
    assert families.told("") == families.told("other.example") == frozenset()


def test_what_is_remembered_of_vendors_is_bounded() -> None:
    families = Families()
    for number in range(MOST_VENDORS + 5):
        families.learn(f"v{number}", {"/room/#"}, ())
    for _ in range(ENOUGH):
        families.learn("big", {f"/{n}" for n in range(3 * MOST_LESSONS)}, {f"/x{n}" for n in range(3 * MOST_LESSONS)})
    assert len(families) == MOST_VENDORS
    assert len(families.told("big")) <= MOST_LESSONS


def test_the_browser_is_started_once_for_what_was_in_vain_on_other_sites_and_twice_else() -> None:
    told, alone = Reasons(), Reasons()
    told.expect_little(frozenset({"menu without links"}))
    for reasons in (told, alone):
        assert not reasons.count_for_nothing("menu without links")
        reasons.note("menu without links", more=False)
        reasons.note("list is loaded by script", more=False)
    assert (told.count_for_nothing("menu without links"), alone.count_for_nothing("menu without links")) == (
        True,
        False,
    )
    assert not told.count_for_nothing("list is loaded by script")
    assert told.hints == {"menu without links"}
    assert told.told() == ({"menu without links", "list is loaded by script"}, set())
    told.note("menu without links", more=True)  # it did show more here, after all
    assert not told.count_for_nothing("menu without links")
