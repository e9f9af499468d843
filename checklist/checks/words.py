"""words: of every group of words one must stand in the evidence, in the right place."""

import re
from dataclasses import replace
from typing import NamedTuple

from checklist.checks.params import WordsParams
from checklist.checks.wording import Hit, missing_groups, none_statement, without
from checklist.exhibit import BARE, Exhibit, Question, doubt, nothing
from checklist.reasons import reason
from checklist.verdict import Evidence, Finding


class _Look(NamedTuple):
    """What one exhibit says: hits, numbers of the groups it lacks, and the hit that only promises, in its name."""

    exhibit: Exhibit
    hits: list[Hit]
    missing: list[int]
    promise: Hit | None = None


def check(question: Question) -> Finding:
    """One exhibit that holds every group wins; else several together (a plan in one file, its budget in another)."""
    want = question.want(WordsParams)
    if not question.exhibits:
        return nothing(question)
    looked = [_look(exhibit, want) for exhibit in question.exhibits]
    for look in looked:
        if not look.missing:
            return _found(question, look.hits)
    together = _together(question.exhibits, [look.hits for look in looked], want)
    if together:
        return _found(question, together)
    if want.or_none:
        for exhibit in question.exhibits:
            said = none_statement(question, exhibit)
            if said:
                return question.found("nothing_to_report", said, statement=said.quote)
    promise = next((look.promise for look in looked if look.promise is not None), None)
    if promise is not None:
        return question.unsure(reason("person_must_look", why=_ONLY_CALLED), promise.evidence())
    return _lacking(question, want, min(looked, key=lambda one: len(one.missing)))


_ONLY_CALLED = (
    "ชื่อเรื่อง ลิงก์ หรือชื่อไฟล์ใช้คำที่ต้องการ แต่ไม่พบคำนั้นในเนื้อหา ต้องเปิดดูว่าเป็นเรื่องเดียวกันหรือไม่",
    "its title, link or file name has the words, its own text has not: is it the thing it is called",
)


def _look(exhibit: Exhibit, want: WordsParams) -> _Look:
    """A title promises its words; with nothing under it, or only pictures or a viewer, it does not hold them."""
    blotted = _without_blanks(without(exhibit, want.never) if want.never else exhibit)
    if blotted is not exhibit:
        _, hits, missing, promise = _look(blotted, want.model_copy(update={"never": []}))
        return _Look(exhibit, [replace(hit, written=exhibit) for hit in hits], missing, promise)
    if want.where == "title" or exhibit.substance >= BARE or exhibit.tables or exhibit.forms:
        hits, missing = missing_groups(exhibit, want.groups, want.where)
        if want.where == "any" and exhibit.substance >= BARE and not exhibit.ocr:
            return _said(exhibit, hits, missing, want)
        return _Look(exhibit, hits, missing)
    if exhibit.is_bare and exhibit.kind == "page":
        return _Look(exhibit, [], list(range(len(want.groups))))
    own = replace(exhibit, texts=tuple("\n".join(lines) for lines in exhibit.own_lines))
    return _Look(exhibit, *missing_groups(own, want.groups, "text"))


_BLANK = re.compile(
    r"^[^\n]{2,60}?[ \t:：]*(?:[.…_]{6,}|รอ(?:ข้อมูล|ดำเนินการ|ปรับปรุง)|[xX]{3,}|"
    r"(?:กำลัง|อยู่ระหว่าง)(?:ปรับปรุง|จัดทำ|รวบรวม)(?:ข้อมูล)?)[ \t]*$",
    re.MULTILINE,
)
"""A line of a form that nobody filled in: a label, and dots or a promise behind it."""


def _without_blanks(exhibit: Exhibit) -> Exhibit:
    """The exhibit with unfilled lines blotted out; places in its texts stay as they are."""
    if not any(_BLANK.search(text) for text in exhibit.texts):
        return exhibit
    texts = tuple(_BLANK.sub(lambda line: "\u2007" * len(line[0]), text) for text in exhibit.texts)
    return replace(exhibit, texts=texts)


def _said(exhibit: Exhibit, hits: list[Hit], missing: list[int], want: WordsParams) -> _Look:
    """Of what has text of its own only what that says: what it is called is for a person, who sees whether it fits.

    A page of which several things are asked, and which says one and is called another, is a page on the one.
    """
    called = [hit for hit in hits if hit.index is None]
    said = [hit for hit in hits if hit.index is not None]
    lacking = [number for number, group in enumerate(want.groups) if not any(hit.words in group for hit in said)]
    sure = missing or not called or (exhibit.kind == "page" and len(want.groups) > 1)
    return _Look(exhibit, said, lacking, None if sure else called[0])


def _found(question: Question, hits: list[Hit]) -> Finding:
    places: dict[tuple[str, int | None], Evidence] = {}
    for hit in hits:
        evidence = hit.evidence()
        places.setdefault((evidence.url, evidence.page), evidence)
    return question.found("words_found", *places.values(), words=tuple(hit.words for hit in hits))


def _together(exhibits: tuple[Exhibit, ...], hits: list[list[Hit]], want: WordsParams) -> list[Hit]:
    if len(exhibits) < 2 or len(want.groups) < 2:
        return []
    by_group: list[Hit] = []
    for group in want.groups:
        hit = next((one for found in hits for one in found if one.words in group), None)
        if hit is None:
            return []
        by_group.append(hit)
    return by_group


def _lacking(question: Question, want: WordsParams, nearest: _Look) -> Finding:
    exhibit, hits, missing, _ = nearest
    words = tuple(want.groups[number][0] for number in missing)
    place = hits[0].evidence() if hits else exhibit.evidence()
    if any(one.ocr for one in question.exhibits):
        seen = next(one for one in question.exhibits if one.ocr)
        return question.unsure(reason("ocr_only", what=", ".join(words)), seen.evidence())
    return doubt(question, question.lacks("words_missing", place, words=words))
