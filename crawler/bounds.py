"""What a page may cost its parser: length, nesting and attributes are cut before a tree is built."""

import re

MAX_BYTES = 8 * 1024 * 1024
_LONG_TAG = 2_048
_MANY_BLANKS = 200
_MANY_TAGS = 6_000
_DEEPEST = 1_500

_TAGS = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*)")
_UNNESTED = frozenset(
    b"br hr img input meta link area base col embed source track wbr param p li td th tr dt dd option".split()
)


def guard(body: bytes) -> tuple[bytes, bool]:
    """Cut what would make the parser slow: length, and tags with very many attributes (lexbor is quadratic there)."""
    truncated = len(body) > MAX_BYTES
    body = body[:MAX_BYTES]
    if body.count(b"<") > _MANY_TAGS and (end := _too_deep(body)):
        body, truncated = body[:end], True
    parts: list[bytes] = []
    done = at = 0
    size = len(body)
    while at < size:
        if (last := body.rfind(b">", at, at + _LONG_TAG)) >= 0:
            at = last + 1  # up to here no tag can be long
            continue
        end = body.find(b">", at)
        end = size if end < 0 else end + 1
        start = body.find(b"<", at, end)
        if start >= 0 and end - start > _LONG_TAG and body[start + 1 : start + 2].isalpha():
            tag = body[start:end]
            if (
                sum(map(tag.count, (b" ", b"\n", b"\t", b"\r", b"/"))) > _MANY_BLANKS
                and _attributes(tag) > _MANY_BLANKS
            ):
                parts.append(body[done:start])
                done, truncated = end, True
        at = end
    if not parts:
        return body, truncated
    parts.append(body[done:])
    return b"".join(parts), truncated


def _too_deep(body: bytes) -> int:
    """Where elements are nested deeper than any real page; 0 when nowhere. The parser is quadratic in the depth."""
    depth = 0
    for found in _TAGS.finditer(body):
        if found.group(2).lower() in _UNNESTED:
            continue
        depth += -1 if found.group(1) else 1
        if depth > _DEEPEST:
            return found.start()
        depth = max(depth, 0)
    return 0


def _attributes(tag: bytes) -> int:
    """About how many attributes a tag has: blanks outside quoted values."""
    return len(re.sub(rb"\"[^\"]*\"|'[^']*'", b"", tag).split())
