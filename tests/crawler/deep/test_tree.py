"""One pass over the page: what lies inside what; and no body at all makes the reading fail."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.site import PageDetail
from crawler.deep import read_deeply
from crawler.deep.tree import MAX_TEXT, Tree

URL = "https://www.example.go.th/"


def tree_of(html: str) -> Tree:
    return Tree(BeautifulSoup(html, "lxml"))


def test_what_lies_inside_an_element_is_counted_and_read() -> None:
    tree = tree_of("<div><p>หนึ่ง <b>สอง</b></p><img></div><p>สาม</p><div><div><img><img></div></div>")
    first, second, _ = tree.named("div")
    assert tree.text(first) == "หนึ่ง สอง"
    assert (tree.count(first, "img"), tree.count(second, "img"), tree.count(second, "p")) == (1, 2, 0)
    assert [tag.name for tag in tree.inside(first, "img", "b")] == ["b", "img"]


def test_what_nobody_sees_is_left_out_but_for_what_it_embeds() -> None:
    tree = tree_of("<p>ก<script>var x</script><noscript>ข<iframe src=/map></iframe><img></noscript>ค</p>")
    assert tree.text(tree.named("p")[0]) == "ก ค"
    assert [tag["src"] for tag in tree.sources] == ["/map"]
    assert not tree.named("img", "iframe", "script")


def test_the_nearest_elements_before_one_come_first() -> None:
    tree = tree_of("<h2>ก</h2><b>ข</b><h3>ค</h3><table><tr><td>1</td></tr></table><h2>ง</h2>")
    (table,) = tree.named("table")
    assert [tree.text(tag) for tag in tree.before(table, ("h2", "h3", "b"), 2)] == ["ค", "ข"]


def test_a_very_long_element_is_read_up_to_the_limit() -> None:
    piece = "ก" * 3_000
    tree = tree_of("<div>" + f"<p>{piece}</p>" * 10 + "</div>")
    assert tree.text(tree.named("div")[0]) == " ".join([piece] * (MAX_TEXT // 3_000))


@pytest.mark.parametrize("body", [b"", b"%PDF-1.4", b"<div>" * 50_000, b"<table><tr><td>" * 5_000, b"\xff\xfe\x00"])
def test_no_body_makes_it_fail(body: bytes) -> None:
    assert isinstance(read_deeply(body, url=URL), PageDetail)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>/=\"' tabletrdhsinpuform12กา\x00", max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    read_deeply(text.encode(), url=URL)
