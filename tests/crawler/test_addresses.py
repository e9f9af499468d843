"""Addresses as the web standard reads them, and what makes two spellings one."""

import ada_url
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import addresses


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("HTTP://WWW.Example.go.th:80/a/../b?x=1#top", "http://www.example.go.th/b?x=1"),
        ("https://ตัวอย่าง.ไทย/แผน.pdf", "https://xn--72c1a1bt4awk9o.xn--o3cw4h/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"),
        ("https://x.go.th/a?PHPSESSID=9c1f0a2b3c4d5e6f7a8b&id=3", "https://x.go.th/a?id=3"),
        ("https://x.go.th/a;jsessionid=ABC123?id=3", "https://x.go.th/a?id=3"),
        ("https://x.go.th/a?sid=12", "https://x.go.th/a?sid=12"),  # a page's number, not a session
        ("https://x.go.th/a?utm_source=fb&fbclid=xyz", "https://x.go.th/a"),
        ("https://x.go.th/#!/plan", "https://x.go.th/#!/plan"),
        ("https://x.go.th/app#/ita/plan", "https://x.go.th/app#/ita/plan"),
        ("https://x.go.th/app#/", "https://x.go.th/app"),
        ("https://user:secret@x.go.th/", "https://x.go.th/"),
        ("javascript:void(0)", ""),
        ("ftp://x.go.th/", ""),
        ("http://", ""),
        ("http://x.go.th:99999/", ""),
        ("https://x.go.th/" + "a" * 3000, ""),
    ],
)
def test_addresses_become_one_spelling(written: str, normal: str) -> None:
    assert addresses.normalise(written) == normal


def test_two_spellings_of_a_page_share_a_key() -> None:
    one = addresses.key_of("http://www.example.go.th/index.php?b=2&a=1&empty=")
    assert one == addresses.key_of("https://example.go.th/?a=1&b=2")
    assert one != addresses.key_of("https://example.go.th/?a=1&b=3")
    assert addresses.key_of("https://example.go.th/ita/index.php") == addresses.key_of("https://example.go.th/ita/")
    # behind a splash page stands the real one
    assert addresses.key_of("https://example.go.th/index.php") != addresses.key_of("https://example.go.th/")


def test_a_query_is_encoded_as_its_page_is() -> None:
    url = addresses.normalise("/find?q=แผน", base="http://x.go.th/", encoding="cp874")
    assert url == "http://x.go.th/find?q=%E1%BC%B9"


@pytest.mark.parametrize("base", ["http://x.go.th", "http://x.go.th/a/b.php?p=/y/z", "http://x.go.th:8080/a/b/#q/w"])
@pytest.mark.parametrize(
    "href",
    [
        "a.php",
        "./a",
        "../../a?x=1",
        "?q=1",
        "#!x",
        "/r",
        "//o.th/x",
        "http://z.th/",
        "a:b",
        "a?x=http://y",
        "\\\\x",
        " a",
        "..",
        "",
        "ก.pdf",
        "x/../y",
        "&x=1",
        "a;b=1",
        "mailto:x",
    ],
)
def test_links_are_joined_as_if_each_were_joined_anew(href: str, base: str) -> None:
    assert addresses.joined(href, base) == addresses.normalise(href, base=base)


HOSTS = [
    "www.x.go.th",
    "a-b.c-.th",
    "xn--a.th",
    "-a.th",
    "127.1.0.3",
    "127.1",
    "256.1.1.1",
    "1.2.3.04",
    "x.0x7",
    "X.th",
]
PATHS = [
    "",
    "/",
    "/a",
    "/b.html",
    "//",
    "/./",
    "/..",
    "/.h",
    "/c.",
    "/%41",
    "/%2e%2E/x",
    "/แผน",
    "/~d",
    "/;e",
    "/INDEX.php",
]
QUERIES = ["", "?", "?b=2&a=1&e=", "?utm_source=1&x=2", "?sid=12", "?q=แผน", "?a=%20", "?a+b,c:d/e", "?'", "?a?b"]
written = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["http://", "https://", "HTTP://"]),
    st.sampled_from(HOSTS),
    st.sampled_from(["", ":8089", ":443", ":80", ":08080", ":99999"]),
    st.lists(st.sampled_from(PATHS), max_size=3).map("".join),
    st.sampled_from(QUERIES),
    st.sampled_from(["", "", "#x", "#/r"]),
)


@settings(max_examples=500, deadline=None)
@given(written, st.lists(st.sampled_from([*PATHS, "n", "n.html"]), max_size=3).map("".join), st.sampled_from(QUERIES))
def test_what_is_read_without_the_standard_reads_as_by_it(url: str, path: str, query: str) -> None:
    assert addresses.joined(path + query, url) == addresses.normalise(path + query, base=url)
    if simple := addresses._SIMPLE.fullmatch(url):
        parsed = ada_url.URL(url)
        assert parsed.href == url
        assert (addresses.host_of(url), addresses.path_of(url)) == (parsed.host, parsed.pathname)
        assert addresses.query_of(url) == parsed.search.removeprefix("?") == (simple[5] or "")
