"""Finding words in an exhibit, and telling "there was none" from "nothing was written"."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from checklist.exhibit import Exhibit, Question, folded, line_around
from checklist.thai import years_in
from checklist.verdict import Evidence
from checklist.yearrule import is_judged, wanted_year


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found: which, in which exhibit, and where (`index` None: in its title, heading or link text).

    `written` is the exhibit as it was written, where the words were sought in one with phrases blotted out.
    """

    exhibit: Exhibit
    words: str
    index: int | None
    start: int
    end: int
    written: Exhibit | None = None

    def evidence(self, year: int | None = None) -> Evidence:
        """The place with the line as written."""
        if self.index is None:
            return self.exhibit.evidence(_name_with(self.exhibit, self.words), year=year)
        if self.written is not None and self.exhibit.texts:
            first, last = self.exhibit.mapped(self.index).span(self.start, self.end)
            quote = line_around(self.written.texts[self.index], first, last)
            return self.exhibit.evidence(quote, self.index, year)
        return self.exhibit.evidence(self.exhibit.quote_of(self.index, self.start, self.end), self.index, year)


def _name_with(exhibit: Exhibit, words: str) -> str:
    wanted = folded(words)
    names = (exhibit.title, exhibit.name, *exhibit.headings, *exhibit.said)
    return next((name for name in names if wanted in folded(name)), exhibit.title)


def find(exhibit: Exhibit, alternatives: Iterable[str], where: str = "any") -> Hit | None:
    """The first of the alternative words that stands in the exhibit: what it says itself before what it is called.

    `where`: title (title, headings, file name, link words), heading (headings and section headings), text, any.
    """
    sought = [(words, folded(words)) for words in alternatives if folded(words)]
    for words, wanted in sought if where in ("any", "text") else ():
        for index, text in enumerate(exhibit.folded_texts):
            at = text.find(wanted)
            if at >= 0:
                return Hit(exhibit, words, index, at, at + len(wanted))
    for words, wanted in sought:
        if where in ("any", "title") and wanted in exhibit.folded_names:
            return Hit(exhibit, words, None, 0, 0)
        if where == "heading" and any(wanted in folded(heading) for heading in _headings(exhibit)):
            return Hit(exhibit, words, None, 0, 0)
    return None


def without(exhibit: Exhibit, phrases: Iterable[str]) -> Exhibit:
    """The exhibit with these phrases blotted out of what it says itself; places in its texts stay as they are."""
    spoiled = [phrase for phrase in phrases if any(phrase in text for text in exhibit.texts)]
    if not spoiled:
        return exhibit
    texts = list(exhibit.texts)
    for phrase in spoiled:
        texts = [text.replace(phrase, "\u2007" * len(phrase)) for text in texts]
    return replace(exhibit, texts=tuple(texts))


def _headings(exhibit: Exhibit) -> tuple[str, ...]:
    return (exhibit.title, *exhibit.headings, *(section.heading for section in exhibit.sections))


def has(text: str, alternatives: Iterable[str]) -> bool:
    """True when one of the words stands in the text, compared folded."""
    plain = folded(text)
    return any(folded(words) in plain for words in alternatives)


SUBJECTS: tuple[tuple[str, ...], ...] = (
    ("ร้องเรียน", "ร้องทุกข์"),
    ("จัดซื้อ", "จัดจ้าง", "จัดหาพัสดุ"),
    ("งบประมาณ", "ค่าใช้จ่าย"),
    ("ค่าธรรมเนียม",),
    ("ทรัพย์สิน", "ประโยชน์อื่นใด", "ของขวัญ", "ของกำนัล"),
    ("เอกสาร",),
    ("ปัญหา", "อุปสรรค", "ข้อเสนอแนะ"),
    ("รับบริการ",),
)
"""What a "there was none" can be about; a statement counts only for its own subject."""

_NONE = re.compile(
    r"(?:ไม่\s?(?:มี|พบ|ปรากฏ(?:ว่า)?(?:มี)?|ได้รับ|ใช้|เสีย|คิด|เรียกเก็บ|ต้องใช้)|ยกเว้น|ปลอด)"
    r"\s?(?P<what>[^\n]{0,60})"
)
_OF_SOME = re.compile(r"(?:มี)?[^\n]{0,30}?(?:ค้าง|คงค้าง|เพิ่มเติม|ที่ยังไม่|ที่อยู่ระหว่าง|ซ้ำ|ชื่อผู้ร้อง|ชื่อและที่อยู่)")
"""None of some of them (ไม่มีเรื่องร้องเรียนค้าง) is not none."""
_CELL_END = re.compile(r"\s{2,}|\t|\n|\|")
_CONDITION = re.compile(r"(?:กรณี|หาก|ถ้า|เผยแพร่ว่า|ระบุว่า|ให้ระบุ)[^\n]{0,14}$")


def none_statement(question: Question, exhibit: Exhibit, cells: Collection[str] = ()) -> Evidence | None:
    """The place where the agency itself says that there was none (ไม่มีเรื่องร้องเรียน), or None.

    The handbook's own condition ("กรณีไม่มี … ให้เผยแพร่ว่าไม่มี …") is not a statement. `cells`: what stands in one row
    of a table (folded), and so is said of that row alone.
    """
    subject = " ".join((question.element.text, question.subject))
    about = [words for words in SUBJECTS if any(word in subject for word in words)]
    wanted = [word for words in about for word in words] or [word for words in SUBJECTS for word in words]
    for index, text in enumerate(exhibit.texts):
        for match in _NONE.finditer(text):
            if not any(word in match.group("what") for word in wanted):
                continue
            before = text[max(0, match.start() - 60) : match.start()].rsplit("\n", 1)[-1]
            if _CONDITION.search(before) or _OF_SOME.match(match.group("what")) or before.endswith("ที่"):
                continue
            cell = _CELL_END.split(before)[-1] + _CELL_END.split(match.group())[0]
            if folded(cell) in cells or _of_another_year(question, before + match.group()):
                continue
            return exhibit.evidence(line_around(text, match.start(), match.end()), index)
    return None


def _of_another_year(question: Question, sentence: str) -> bool:
    """Whether the sentence itself names years, and none is the one asked for."""
    if question.year is None or not is_judged(question.year):
        return False
    wanted = wanted_year(question.year, question.fiscal_year)
    said = [year for year in years_in(sentence) if year.kind != "law"]
    return bool(said) and not any(year.covers(wanted) or year.fiscal == wanted for year in said)


def missing_groups(
    exhibit: Exhibit, groups: Sequence[Sequence[str]], where: str = "any"
) -> tuple[list[Hit], list[int]]:
    """Hits for the groups found, and the indexes of the groups that are not."""
    hits: list[Hit] = []
    missing: list[int] = []
    for number, group in enumerate(groups):
        hit = find(exhibit, group, where)
        if hit:
            hits.append(hit)
        else:
            missing.append(number)
    return hits, missing
