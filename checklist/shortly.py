"""An element's official wording, cut down to what fits into one line: "ยังขาด 1 จาก 9: ราคากลาง"."""

import re
from collections.abc import Sequence

from checklist.model import Item
from checklist.verdict import Finding

SHOWN = 3
"""Elements named in one line; the rest are counted and stand in the item's own list."""

_LONGEST, _SHORTEST = 60, 15
_LEAD = re.compile(
    r"^(?:(?:แต่ละคน|กรณี[^:]{1,30})\s*:\s*|ต้อง(?!ไม่)|ให้|ระบุ|กำหนด(?!การ)|แสดง(?:ข้อมูล(?!สถิติ))?(?:ของ)?(?:เฉพาะที่อธิบายถึง)?|เป็น(?=ประกาศ))+\s*"
)
_TAIL = re.compile(r"\s*(?:\(|เช่น\s|เพื่อ(?!ส่งเสริม|ป้องกัน)|ประกอบด้วย|ได้แก่|โดยไม่|ที่จะ|ในการประพฤติ|:\s|,).*$")


def short(text: str) -> str:
    """The wording without its verb, its condition and its examples, at most 60 characters and never empty."""
    core = _LEAD.sub("", text.strip())
    cut = _TAIL.sub("", core)
    core = cut if len(cut) >= _SHORTEST else core or text
    if len(core) <= _LONGEST:
        return core
    head, space, _ = core[: _LONGEST - 1].rpartition(" ")
    return (head if space and len(head) > _LONGEST // 2 else core[: _LONGEST - 1]) + "…"


def names_of(item: Item, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Short names of the first elements these findings are on, each once, in the order of the list."""
    wanted = {finding.element for finding in findings}
    named = dict.fromkeys(short(element.text) for element in item.elements if element.code in wanted)
    return tuple(named)[:SHOWN]
