"""words: of every group of words one must stand in the evidence, in the right place."""

from dataclasses import replace

from checklist.checks.params import WordsParams
from checklist.checks.wording import Hit, missing_groups, none_statement, without
from checklist.exhibit import BARE, Exhibit, Question, doubt, nothing
from checklist.reasons import reason
from checklist.verdict import Evidence, Finding


def check(question: Question) -> Finding:
    """One exhibit that holds every group wins; else several together (a plan in one file, its budget in another)."""
    want = question.want(WordsParams)
    if not question.exhibits:
        return nothing(question)
    looked = [_look(exhibit, want) for exhibit in question.exhibits]
    promised: list[Hit] = []
    for exhibit, hits, missing in looked:
        if not missing and not _says_otherwise(exhibit, hits, want):
            return _found(question, hits)
        promised = promised or ([] if missing else hits)
    together = _together(question.exhibits, [hits for _, hits, _ in looked], want)
    if together:
        return _found(question, together)
    if want.or_none:
        for exhibit in question.exhibits:
            said = none_statement(question, exhibit)
            if said:
                return question.found("nothing_to_report", said, statement=said.quote)
    if promised:
        return question.unsure(reason("person_must_look", why=_ONLY_CALLED), promised[0].evidence())
    return _lacking(question, want, min(looked, key=lambda one: len(one[2])))


_ONLY_CALLED = (
    "ลิงก์หรือชื่อไฟล์ใช้คำที่ต้องการ แต่ไม่พบคำนั้นในเนื้อหาของเอกสาร ต้องเปิดดูว่าเป็นเรื่องเดียวกันหรือไม่",
    "its link or file name has the words, its own text has not: is it the thing it is called",
)


def _says_otherwise(exhibit: Exhibit, hits: list[Hit], want: WordsParams) -> bool:
    """Whether a file with text of its own lacks the words that others call it by: a document names itself."""
    called = any(hit.index is None for hit in hits)
    return (
        called and exhibit.kind == "document" and not exhibit.ocr and want.where == "any" and exhibit.substance >= BARE
    )


def _said_itself(groups: int) -> int:
    """Of how many groups the text itself must have a word: a title may say the subject, not all that is to be said."""
    return {1: 0, 2: 1}.get(groups, groups)


def _look(exhibit: Exhibit, want: WordsParams) -> tuple[Exhibit, list[Hit], list[int]]:
    """A title promises its words; with nothing under it, or only pictures or a viewer, it does not hold them."""
    blotted = without(exhibit, want.never) if want.never else exhibit
    if blotted is not exhibit:
        _, hits, missing = _look(blotted, want.model_copy(update={"never": []}))
        return exhibit, [replace(hit, written=exhibit) for hit in hits], missing
    if want.where == "title" or exhibit.substance >= BARE or exhibit.tables or exhibit.forms:
        hits, missing = missing_groups(exhibit, want.groups, want.where)
        said = sum(hit.index is not None for hit in hits)
        if want.where == "any" and not missing and said < _said_itself(len(want.groups)):
            return exhibit, [], list(range(len(want.groups)))  # promised by its name, and not said
        return exhibit, hits, missing
    if exhibit.is_bare and exhibit.kind == "page":
        return exhibit, [], list(range(len(want.groups)))
    own = replace(exhibit, texts=tuple("\n".join(lines) for lines in exhibit.own_lines))
    return exhibit, *missing_groups(own, want.groups, "text")


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


def _lacking(question: Question, want: WordsParams, nearest: tuple[Exhibit, list[Hit], list[int]]) -> Finding:
    exhibit, hits, missing = nearest
    words = tuple(want.groups[number][0] for number in missing)
    place = hits[0].evidence() if hits else exhibit.evidence()
    if any(one.ocr for one in question.exhibits):
        seen = next(one for one in question.exhibits if one.ocr)
        return question.unsure(reason("ocr_only", what=", ".join(words)), seen.evidence())
    return doubt(question, question.lacks("words_missing", place, words=words))
