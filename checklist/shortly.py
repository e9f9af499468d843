"""An element's official wording, cut down to what fits into one line: "ยังขาด 1 จาก 9: ราคากลาง"."""

import re
from collections.abc import Sequence
from functools import cache

from checklist.model import Item
from checklist.thai import tokenize
from checklist.verdict import Finding

SHOWN = 3
"""Elements named in one line; the rest are counted and stand in the item's own list."""

_LONGEST, _SHORTEST = 60, 15
_LONGEST_WORD = 20
_LEAD = re.compile(
    r"^(?:(?:แต่ละคน|กรณี[^:]{1,30})\s*:\s*|ต้อง(?!ไม่)|ให้|ระบุ|กำหนด(?!การ)|แสดง(?:ข้อมูล(?!สถิติ))?(?:ของ)?(?:เฉพาะที่อธิบายถึง)?|เป็น(?=ประกาศ))+\s*"
)
_TAIL = re.compile(r"\s*(?:\(|เช่น\s|เพื่อ(?!ส่งเสริม|ป้องกัน)|ประกอบด้วย|ได้แก่|โดยไม่|ที่จะ|ในการประพฤติ|:\s|,).*$")


@cache
def short(text: str) -> str:
    """The wording without its verb, its condition and its examples, at most 60 characters and never empty."""
    core = _LEAD.sub("", text.strip())
    rest = _TAIL.sub("", core)
    core = rest if len(rest) >= _SHORTEST else core or text
    return cut(core, _LONGEST)


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters: ended at a space in its second half, else after a word, with "…"."""
    if len(text) <= limit:
        return text
    head, space, _ = text[: limit - 1].rpartition(" ")
    if space and len(head) > limit // 2:
        return head + "…"
    end = 0
    for word in tokenize(text[: limit + _LONGEST_WORD]):  # what follows the limit tells where its last word ends
        if end + len(word) > limit - 1:
            break
        end += len(word)
    return (text[:end].rstrip() if end > limit // 2 else text[: limit - 1]) + "…"


def names_of(item: Item, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Short names of the first elements these findings are on, each once, in the order of the list."""
    wanted = {finding.element for finding in findings}
    named: dict[str, None] = {}
    for element in item.elements:
        if element.code in wanted and len(named) < SHOWN:
            named[short(element.text)] = None
    return tuple(named)
