"""Files known by their bytes: read once, whatever address, night or agency they come by."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from checklist.site import Document, DocumentState
from crawler.documents.pool import DocumentPool
from storage.store import CrawlRecord, Store
from tests.server import Answer, Asked, Reply, page, serving

Crawl = Callable[..., CrawlRecord]
MEMO = "ลำดับ,เรื่อง\n1,แผนปฏิบัติราชการ"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of files that a reader was given."""
    asked: list[str] = []
    original = DocumentPool.read

    async def counting(self: DocumentPool, body: bytes, *, url: str, **rest: Any) -> tuple[Document, ...]:
        asked.append(url)
        return await original(self, body, url=url, **rest)

    monkeypatch.setattr(DocumentPool, "read", counting)
    return asked


def csv(text: str = MEMO) -> Reply:
    return Reply(text, kind="text/csv")


def test_one_file_under_two_addresses_is_read_once(crawl: Crawl, store: Store, read: list[str]) -> None:
    links = ("/a.csv|แผนปฏิบัติราชการ", "/old/b.csv|แผนปฏิบัติราชการ เดิม", "/c.csv|แผนอื่น")
    with serving({"/": page("หน้าแรก", *links), "/a.csv": csv(), "/old/b.csv": csv(), "/c.csv": csv("ปี\n2569")}) as site:
        record = crawl(site.home)
    held = {d.url.removeprefix(site.home): d for d in store.site(record.id).documents}
    assert set(held) == {"a.csv", "old/b.csv", "c.csv"}
    assert len(read) == 2
    assert held["a.csv"].text == held["old/b.csv"].text
    assert held["old/b.csv"].name == "b.csv"
    assert held["old/b.csv"].anchor == "แผนปฏิบัติราชการ เดิม"


def test_the_second_night_reads_no_unchanged_file_and_loads_none_that_says_so(
    crawl: Crawl, store: Store, read: list[str]
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("1.csv", "ก\n1")
        archive.writestr("2.csv", "ข\n2")
    sent: list[int] = []

    def tagged(asked: Asked) -> Reply:
        if asked.headers.get("If-None-Match") == '"v1"':
            return Reply("", 304)
        sent.append(1)
        return Reply(MEMO, kind="text/csv", headers={"ETag": '"v1"'})

    pages: dict[str, Answer] = {
        "/": page("หน้าแรก", "/a.csv|แผน ก", "/b.csv|แผน ข", "/c.zip|แผน ค"),
        "/a.csv": csv(),
        "/b.csv": tagged,
        "/c.zip": Reply(packed.getvalue(), kind="application/zip"),
    }
    with serving(pages) as site:
        crawl(site.home)
        assert len(read) == 2  # a and b are the same bytes
        second = crawl(site.home)
    assert len(read) == 2
    assert len(sent) == 1
    documents = store.site(second.id).documents
    assert {d.url.removeprefix(site.home) for d in documents} == {
        "a.csv",
        "b.csv",
        "c.zip",
        "c.zip#1.csv",
        "c.zip#2.csv",
    }
    assert all(d.fetch.unchanged for d in documents)
    assert all(d.state is DocumentState.TEXT for d in documents if d.format == "csv")
    assert second.ledger["files_known"] == 3


def test_another_agency_profits(crawl: Crawl, store: Store, read: list[str]) -> None:
    with serving({"/": page("หน้าแรก", "/manual.csv|คู่มือ"), "/manual.csv": csv()}) as one:
        crawl(one.home)
    with serving({"/": page("หน้าแรก", "/files/manual2.csv|คู่มือ"), "/files/manual2.csv": csv()}) as two:
        record = crawl(two.home)
    assert len(read) == 1
    (document,) = store.site(record.id).documents
    assert document.url == two.home + "files/manual2.csv"
    assert not document.fetch.unchanged
