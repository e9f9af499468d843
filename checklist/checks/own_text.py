"""own_text: a text of the agency's own; the whole Act posted as it stands does not count."""

import re

from checklist.checks.params import OwnTextParams
from checklist.exhibit import Exhibit, Question, best_of
from checklist.verdict import Finding

_SECTION = re.compile(r"(?:^|\n|\s)มาตรา\s*[0-9๐-๙]+")
_ACT = re.compile(r"^\s*(?:พระราชบัญญัติ|พ\s?\.?\s?ร\s?\.?\s?บ\s?\.?|พระราชกฤษฎีกา|พระราชกำหนด|ประมวลกฎหมาย|รัฐธรรมนูญ)")
_ACT_OPENING = re.compile(r"(?:ให้ไว้|โดยที่เป็นการสมควร|พระราชบัญญัตินี้เรียกว่า|พระปรมาภิไธย|ราชกิจจานุเบกษา)")
_THAI = re.compile(r"[ก-๛]")


def check(question: Question) -> Finding:
    """Long enough, and not a law's own text."""
    minimum = question.want(OwnTextParams).minimum
    return best_of(question, lambda exhibit: _one(question, exhibit, minimum), _nearness)


def _nearness(finding: Finding) -> float:
    return 0.0 if finding.reason.code == "whole_law_posted" else 1.0


def _one(question: Question, exhibit: Exhibit, minimum: int) -> Finding:
    if is_whole_law(exhibit):
        return question.lacks("whole_law_posted", exhibit.evidence(), title=exhibit.title or exhibit.name)
    length = own_length(exhibit)
    if length >= minimum:
        index = next((n for n, text in enumerate(exhibit.texts) if text.strip()), 0)
        opening = " ".join(exhibit.texts[index].split())[:300] if exhibit.texts else ""
        return question.found("text_found", exhibit.evidence(opening, index), length=length)
    return question.lacks("text_too_short", exhibit.evidence(), length=length, wanted=minimum)


def own_length(exhibit: Exhibit) -> int:
    """Letters of text of its own, Thai or not, links' words left out for pages."""
    text = "\n".join(exhibit.texts)
    if exhibit.kind == "page":
        for link in exhibit.links:
            if link.place in ("menu", "footer") and len(link.text) > 3:
                text = text.replace(link.text, "", 1)
    return sum(len(line.strip()) for line in text.splitlines())


def is_whole_law(exhibit: Exhibit) -> bool:
    """True for an Act as published: it opens as one, and its sections run through the whole text."""
    text = "\n".join(exhibit.texts)
    opening = text[:4000]
    sections = len(_SECTION.findall(text))
    if sections < 12:
        return False
    named = any(_ACT.match(name) for name in (exhibit.title, *exhibit.headings[:2], opening))
    return (named or bool(_ACT_OPENING.search(opening))) and sections * 2500 > len(text)
