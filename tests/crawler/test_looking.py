"""A page is read alike here and in a child; one that does not fit its limits is a result, and the next one is read."""

import asyncio
from dataclasses import replace

from checklist.site import Fetch, FetchOutcome, Page, PageState, Step
from crawler.documents.pool import DocumentPool
from crawler.looking import Looked, Seen, is_heavy, look

URL = "https://www.tua-yang.example/plan"
FETCH = Fetch(URL, FetchOutcome.OK, URL, 200, "text/html")
SEEN = Seen(
    URL, FETCH, "text/html", "https://www.tua-yang.example/", "แผน", (Step("แผน", URL),), Page(URL, FETCH, "ไม่พบ")
)
PAGE = "<html><title>แผน</title><h1>แผนปฏิบัติการ</h1>" + "<p><a href=/a>แผน</a> โครงการก่อสร้างถนน</p>" * 8_000


def in_child(*bodies: bytes, memory_mb: int = 600) -> list[Looked]:
    async def main() -> list[Looked]:
        async with DocumentPool(memory_mb=memory_mb) as pool:
            return [await pool.look(body, SEEN) for body in bodies]

    return asyncio.run(main())


def test_a_child_says_what_the_calling_process_says() -> None:
    bodies = [PAGE.encode(), b"", b"\xff\x00<a href='x'>", "<p>\ud800\x00".encode("utf-8", "surrogatepass")]
    assert in_child(*bodies) == [look(body, SEEN) for body in bodies]


def test_large_and_crowded_pages_are_heavy() -> None:
    assert is_heavy(PAGE.encode()) and is_heavy(b"<b>" * 15_000)
    assert not is_heavy(PAGE.encode()[:100_000])


def test_no_bytes_are_an_empty_page() -> None:
    looked = look(b"", SEEN)
    assert looked.page is not None and looked.page.state is PageState.EMPTY and looked.why == "no bytes"


def test_a_redirected_page_goes_by_the_address_that_was_linked() -> None:
    moved = replace(SEEN, fetch=replace(FETCH, final_url="https://www.tua-yang.example/new/plan"))
    page = look(b"<title>x</title><a href=next>y</a>", moved).page
    assert page is not None and page.url == URL
    assert [link.url for link in page.links] == ["https://www.tua-yang.example/new/next"]


def test_a_page_beyond_its_memory_is_a_result_and_the_next_one_is_read() -> None:
    bomb, calm = in_child(b"<p>x</p>" * 1_000_000, PAGE.encode(), memory_mb=220)
    assert bomb.page is None and bomb.why
    assert calm.page is not None and calm.page.title == "แผน"
