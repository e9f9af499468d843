"""Hostile text: both databases hold the same, and what comes back is what `clean` promises."""

import dataclasses
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.site import FetchOutcome, Link, Page, PageState, Step
from storage import codec
from storage.store import FrontierRow, Store
from tests.storage.samples import AGENCY, NOW, document_of, fetch_of, offsite_of, page_of

HOSTILE = [
    "",
    "a\x00b",
    "\x00",
    "\ud800",
    "\udfff\ud800",
    "\ud83d\ude00",
    "😀𠜎",
    "ที่ทำการ\u200b\u0e4d\u0e32",
    "\uf70a\ufeff\uffff\ufdd0",
    "\u202egnp.exe",
    "'; DROP TABLE page; --",
    '"); DELETE FROM seen; --',
    "%_\\%",
    "\\u0000 \\ud800",
    "\x01\x1b[2J\x7f\x85\u2028",
    "=cmd|' /C calc'!A0",
    "NULL",
    "x" * 100_000,
    "Z̵͑̽a̶͝l̷͘g̸̓o" * 50,
    "\r\n\t\v\f",
]


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_clean_text_is_storable_and_changes_nothing_else(text: str) -> None:
    clean = codec.clean_text(text)
    assert "\x00" not in clean
    clean.encode()
    assert codec.clean_text(clean) == clean
    if "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert clean == text


def test_a_pair_of_surrogates_is_one_letter() -> None:
    assert codec.clean_text("a\ud83d\ude00b\ud83d") == "a😀b"


def test_values_survive_packing() -> None:
    page, _ = page_of(1)
    hostile = dataclasses.replace(page, title="\x00\ud800", state=PageState.SOFT_404)
    assert codec.unpack(codec.pack(page), Page) == page
    assert codec.unpack(codec.pack(hostile), Page) == dataclasses.replace(hostile, title="")


def test_a_body_that_came_packed_is_kept_as_it_came(store: Store) -> None:
    page, small = page_of(1)
    body = small * 40
    page = dataclasses.replace(page, fetch=fetch_of(page.url, body))
    packed = gzip.compress(body)
    codec.came_packed(body, packed)
    record = store.begin_crawl(AGENCY, AGENCY.website, now=NOW, max_requests=9, version="1")
    store.save(record.id, page, body=body)
    store.flush()
    assert store.body(codec.sha256_of(body)) == body
    assert codec.decompress(packed) == codec.decompress(codec.compress(body)) == body
    assert codec.packed_form(bytes(bytearray(body))) is None  # equal bytes that came otherwise
    codec.came_packed(body, packed + b"\x00" * len(body))
    assert codec.packed_form(body) == packed  # what is larger packed is not kept so


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_kept_alike_by_both_databases(store: Store, text: str) -> None:
    crawl = store.begin_crawl(
        dataclasses.replace(AGENCY, name=text), f"https://a1.example/{text}", now=NOW, max_requests=1, version=""
    ).id
    page, body = page_of(1)
    page = dataclasses.replace(
        page,
        url=f"https://a1.example/{text}",
        fetch=dataclasses.replace(page.fetch, detail=text, etag=text),
        title=text,
        text=text,
        headings=(text,),
        links=(Link(text, text, row=text),),
        path=(Step(text, text),),
        anchor=text,
    )
    document = dataclasses.replace(document_of(2)[0], pages=(text, text), name=text, page_count=2**80)
    offsite = dataclasses.replace(offsite_of(3), url=text, anchor=text)
    row = FrontierRow(f"https://a1.example/new{text}", anchor=text, topics=(text,))
    store.save(crawl, page, body=body, done=page.url, new=[row], reader=text)
    store.save(crawl, document)
    store.save(crawl, offsite)
    store.save(crawl, fetch_of(f"https://a1.example/dead{text}", outcome=FetchOutcome.NOT_FOUND))
    site = store.site(crawl)
    assert site.pages == (codec.clean(page),)
    assert site.documents == (codec.clean(document),)
    assert site.offsite == (codec.clean(offsite),)
    assert site.failures[0].url == codec.clean_text(f"https://a1.example/dead{text}")
    assert store.todo(crawl) == (codec.clean(row),)
    store.finish_crawl(crawl, outcome="finished", now=NOW, detail=text, hosts=(text,), ledger={text: 1})
    assert store.previous_fetch("a1", page.url) == codec.clean(page.fetch)
    found = store.crawl(crawl)
    assert found is not None
    assert (found.detail, found.hosts) == (codec.clean_text(text), (codec.clean_text(text),))
    assert found.agency.name == codec.clean_text(text)
