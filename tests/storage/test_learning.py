"""What a judgement leaves for the next, on both databases: found again, replaced, and dropped when it is of no use."""

from checklist.memory import Concluded, Memory, Recall, Setting
from checklist.signals import Match, Signal, Signals
from checklist.site import PageDetail, Table
from storage.learning import learnt
from storage.store import Store
from tests.storage.samples import AGENCY, LATER, NOW, assessment_of, page_of, verdict_of

DETAIL = PageDetail(tables=(Table(("งาน", "วงเงิน"), (("จ้าง", "1,000"),), "แผน"),), cards=("บัตร",))
MATCH = Match("annual_plan", 0.95, (Signal("anchor", "แผน", "แผนประจำปี", 0.9),), (Signal("row", "x", "y", -0.1),))
SETTING = Setting(40, 3, True, "https://a1.example/9")


def memory_of(basis: str) -> Memory:
    recall = Recall(basis, None, {})
    recall.matches(Signals(anchor="แผนประจำปี"), lambda _: (MATCH,))
    recall.matches(Signals(anchor="ข่าว"), lambda _: ())
    recall.note("O1", Concluded(b"\x00\xff" * 8, verdict_of("O1"), SETTING))
    recall.note("O2", Concluded(b"\x01" * 16, verdict_of("O2")))
    return recall.memory()


def crawled(store: Store, now: str, number: int) -> str:
    crawl = store.begin_crawl(AGENCY, "https://a1.example/", now=now, max_requests=9, version="1", resume=False).id
    page, body = page_of(number)
    store.save(crawl, page, body=body)
    store.finish_crawl(crawl, outcome="finished", now=now)
    return crawl


def kept(store: Store, number: int, reader: str = "deep-1", url: str = "") -> PageDetail | None:
    page, _ = page_of(number)
    return store.page_detail(page.fetch.sha256, url or page.url, "text/html", reader)


def test_what_was_learnt_is_found_again_by_all_that_it_depends_on(store: Store) -> None:
    crawl, (page, _) = crawled(store, NOW, 1), page_of(1)
    left = learnt([(page.fetch.sha256, page.url, "text/html", "deep-1", DETAIL)], memory_of("rules"))
    for _ in range(2):  # a second time changes nothing
        store.save_assessment(assessment_of("a1", crawl=crawl), left)
    assert kept(store, 1) == DETAIL
    assert kept(store, 1, reader="deep-2") is kept(store, 1, url="https://a1.example/x") is kept(store, 2) is None
    assert store.parsed_page(page.fetch.sha256, "deep-1") is None
    assert store.memory("a1", "oit-2569") == memory_of("rules")
    assert store.memory("a1", "oit-2568") is store.memory("a2", "oit-2569") is None
    store.save_assessment(assessment_of("a1", crawl=crawl), learnt([], None))
    assert store.memory("a1", "oit-2569") is not None  # whoever learnt nothing leaves what there is
    store.save_assessment(assessment_of("a1", crawl=crawl), learnt([], memory_of("newer")))
    assert store.memory("a1", "oit-2569") == memory_of("newer")


def test_a_memory_of_other_rules_is_none() -> None:
    def weigh(_: Signals) -> tuple[Match, ...]:
        return ()

    same, other = (Recall(basis, memory_of("rules"), {}) for basis in ("rules", "newer"))
    assert same.matches(Signals(anchor="แผนประจำปี"), weigh) == (MATCH,)
    assert same.matches(Signals(title="แผนประจำปี"), weigh) == other.matches(Signals(anchor="แผนประจำปี"), weigh) == ()
    assert same.verdict("O1", b"\x00\xff" * 8, SETTING) is not None
    assert same.verdict("O1", b"\x00\xff" * 8, SETTING._replace(looked_at=41)) is None
    assert same.verdict("O2", b"\x01" * 16, SETTING._replace(looked_at=41)) is not None
    assert same.verdict("O2", b"\x02" * 16, SETTING) is other.verdict("O2", b"\x01" * 16, SETTING) is None
    assert set(same.memory().verdicts) == {"O1", "O2"}


def test_prune_drops_what_was_learnt_of_what_it_drops(store: Store) -> None:
    for now, number in ((NOW, 1), (LATER, 2)):
        crawl, (page, _) = crawled(store, now, number), page_of(number)
        left = learnt([(page.fetch.sha256, page.url, "text/html", "deep-1", DETAIL)], memory_of("rules"))
        store.save_assessment(assessment_of("a1", crawl=crawl), left)
        if number == 1:
            store.save_assessment(assessment_of("a1", checklist="oit-2568", crawl=crawl), learnt([], memory_of("x")))
    assert store.prune(keep=1, now="2026-12-22T10:00:00+00:00").readings == 2  # of the page, and the deep one
    assert kept(store, 1) is None
    assert kept(store, 2) == DETAIL
    assert store.memory("a1", "oit-2568") is None  # nobody judged by that list since
    assert store.memory("a1", "oit-2569") == memory_of("rules")
