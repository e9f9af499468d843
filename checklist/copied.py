"""Criteria without evidence: pages that hold what the handbook asks for, copied, and no answer to it."""

import re
from collections.abc import Sequence

from checklist.exhibit import Exhibit, folded
from checklist.model import Item
from checklist.thai import to_arabic_digits

_A_REQUIREMENT = 15
"""Letters of an element's text from which its standing on a page is no chance."""
_FIGURES = re.compile(r"\d{3}|\d,\d")
"""Figures in a line that begins as a requirement does: then it answers it (ประมาณการรายรับ 1,200,000 บาท)."""
_YEAR = re.compile(r"(?<!\d)(?:25|20)\d\d(?!\d)")
_ASKS = re.compile(r"อย่างน้อยประกอบด้วย|โดยมีข้อมูล|มีข้อมูลรายละเอียด|มีรายละเอียดอย่างน้อย|กรณีไม่มี|ต้องแสดง|ให้แสดง")
_LEFT_OF_CRITERIA = 200
"""Letters that a page may hold beside copied requirements and still say nothing itself."""


def repeats_criteria(exhibit: Exhibit, item: Item) -> bool:
    """True for a page that holds the official wording of the item and, that taken away, next to nothing of its own."""
    if exhibit.kind != "page":
        return False
    text = exhibit.folded_texts[0] if exhibit.folded_texts else ""
    spoken = [folded(element.text) for element in item.elements if len(element.text) >= _A_REQUIREMENT]
    repeated = [words for words in spoken if words in text]
    if len(repeated) < 2 and not (len(spoken) == 1 and repeated):
        return False
    if exhibit.tables or exhibit.images or exhibit.forms:
        return False
    for words in (*repeated, folded(item.name), exhibit.folded_names):
        text = text.replace(words, "")
    return len(text.strip()) < _LEFT_OF_CRITERIA or _asks_only(exhibit, item, spoken)


def _asks_only(exhibit: Exhibit, item: Item, spoken: Sequence[str]) -> bool:
    """Whether nearly all its own lines are requirements, worded more fully than our list has them."""
    asking, left = 0, 0
    for line in (line for lines in exhibit.own_lines for line in lines):
        plain = folded(line)
        answers = _FIGURES.search(_YEAR.sub("", to_arabic_digits(line)))
        if any(words in plain for words in spoken) and not answers:
            asking += 1
        elif not _ASKS.search(line) and folded(item.name) not in plain:
            left += len(line)
    return asking >= min(2, len(spoken)) and left < _LEFT_OF_CRITERIA
