"""Content-Encoding undone, never beyond a size: a small answer may hold gigabytes of zeros."""

import zlib


class BadEncoding(Exception):  # noqa: N818 - names what the server sent
    """The body is not in the encoding its header names."""


class TooLarge(Exception):  # noqa: N818 - as above
    """The body is larger than the limit once inflated. `head` is what was inflated up to there."""

    def __init__(self, head: bytes) -> None:
        self.head = head
        super().__init__("inflates beyond the limit")


def inflate(body: bytes, encodings: str, limit: int) -> bytes:
    """`body` with the encodings of a Content-Encoding header removed, last one first. BadEncoding, TooLarge."""
    return inflated(body, encodings, limit)[0]


def inflated(body: bytes, encodings: str, limit: int) -> tuple[bytes, bool]:
    """As `inflate`; and whether what came is one gzip stream of just that, which can be kept in its place."""
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    names = [name for name in names if name not in ("identity", "none", "utf-8")]
    if len(names) > 3:
        raise BadEncoding("more than three encodings")
    pure = False
    for name in reversed(names):
        if not body:
            return body, False
        if name in ("gzip", "x-gzip"):
            body, pure = _gzip(body, limit)
        elif name == "deflate":
            body = _deflate(body, limit)
        else:
            raise BadEncoding(name)
    return body, pure and len(names) == 1


def _gzip(body: bytes, limit: int) -> tuple[bytes, bool]:
    if not body.startswith(b"\x1f\x8b"):
        raise BadEncoding("not gzip")
    parts: list[bytes] = []
    size = 0
    while body.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(wbits=31)
        part = _take(member, body, limit - size, b"".join(parts))
        parts.append(part)
        size += len(part)
        body = member.unused_data
    return (parts[0], member.eof and not body) if len(parts) == 1 else (b"".join(parts), False)


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _take(zlib.decompressobj(), body, limit, b"")
    except BadEncoding:
        return _take(zlib.decompressobj(wbits=-15), body, limit, b"")  # raw, as some servers send it


def _take(stream: "zlib._Decompress", body: bytes, limit: int, before: bytes) -> bytes:
    try:
        part = stream.decompress(body, limit + 1)
    except zlib.error as fault:
        raise BadEncoding(str(fault)) from None
    if len(part) > limit:
        raise TooLarge(before + part[:limit])
    return part
