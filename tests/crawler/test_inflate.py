"""Content-Encoding undone: what is too large or not what it says, and what may be kept as it came."""

import gzip
import zlib

import pytest

from crawler.inflate import BadEncoding, TooLarge, inflate, inflated

PAGE = b"<h1>plan</h1>" * 50
PACKED = gzip.compress(PAGE)


def test_one_gzip_stream_may_be_kept_as_it_came() -> None:
    assert inflated(PACKED, "gzip", 10_000) == (PAGE, True)
    assert inflated(PACKED, " X-GZIP , identity", 10_000) == (PAGE, True)


@pytest.mark.parametrize(
    ("body", "encodings", "plain"),
    [
        (PACKED + b"tail", "gzip", PAGE),
        (PACKED + PACKED, "gzip", PAGE * 2),
        (gzip.compress(b"") + PACKED, "gzip", PAGE),
        (gzip.compress(PACKED), "gzip, gzip", PAGE),
        (zlib.compress(PAGE), "deflate", PAGE),
        (zlib.compress(PAGE)[2:-4], "deflate", PAGE),
        (PAGE, "identity", PAGE),
        (PAGE, "", PAGE),
        (b"", "gzip", b""),
    ],
    ids=lambda value: value if isinstance(value, str) else str(len(value)),  # gzip writes the time into the bytes
)
def test_what_is_anything_else_may_not(body: bytes, encodings: str, plain: bytes) -> None:
    assert inflated(body, encodings, 10_000) == (plain, False)
    assert inflate(body, encodings, 10_000) == plain


def test_a_stream_that_is_cut_is_not_whole() -> None:
    assert inflated(PACKED[:-6], "gzip", 10_000) == (PAGE, False)


def test_too_large_keeps_its_head_and_what_is_not_gzip_is_told() -> None:
    with pytest.raises(TooLarge) as large:
        inflate(PACKED, "gzip", 100)
    assert large.value.head == PAGE[:100]
    with pytest.raises(BadEncoding):
        inflate(PAGE, "gzip", 100)
    with pytest.raises(BadEncoding):
        inflate(PAGE, "gzip, gzip, gzip, gzip", 100)
