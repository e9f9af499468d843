"""persons: people in the wanted posts, each shown with name, post, photo and a way to reach them."""

import re

from checklist.checks.params import PersonsParams
from checklist.exhibit import Exhibit, Question, best_of, folded
from checklist.people import Person, people_in
from checklist.reasons import reason
from checklist.verdict import Evidence, Finding

_VACANT = re.compile(r"(?<!ระห)ว่าง|สรรหา|(?:ยัง)?ไม่มีผู้ดำรงตำแหน่ง")
_NEAR_POST = 90
"""Characters after a post's name in which "vacant" is said of it."""
_NOT_HELD = ("รอง", "ผู้ช่วย", "เลขานุการ", "ที่ปรึกษา", "เลขา", "อดีต", "ผู้สมัคร")
"""What before a post's name makes it another post, or one that is not held."""


def check(question: Question) -> Finding:
    """The exhibit that shows the wanted people best; together several may show them (one page a side)."""
    want = question.want(PersonsParams)
    finding = best_of(question, lambda exhibit: _judge(question, want, (exhibit,)), _nearness)
    if finding.reason.code in ("persons_missing", "person_lacks") and len(question.exhibits) > 1:
        together = _judge(question, want, question.exhibits[:8])
        if together.reason.code == "person_complete":
            return together
    return finding


def _nearness(finding: Finding) -> float:
    return {"person_lacks": 0.0, "persons_missing": 1.0}.get(finding.reason.code, 2.0)


def _judge(question: Question, want: PersonsParams, exhibits: tuple[Exhibit, ...]) -> Finding:
    shown = [(person, exhibit) for exhibit in exhibits for person in people_in(exhibit)]
    if want.side:
        shown = [pair for pair in shown if want.side in pair[0].sides]
    first = exhibits[0]
    if not shown and any(_is_picture(exhibit) for exhibit in exhibits):
        return question.unsure(reason("person_must_look", why="picture_people"), first.evidence())
    wanted = _wanted(want, shown)
    if isinstance(wanted, str):
        if any(exhibit.ocr for exhibit in exhibits):
            return question.unsure(reason("ocr_only", what=wanted), first.evidence())
        if (vacant := _vacant(want, wanted, exhibits)) is not None:
            return question.unsure(reason("person_must_look", why="post_vacant"), vacant)
        place = _place(*shown[0]) if shown else first.evidence()
        return question.lacks("persons_missing", place, wanted=wanted, seen=len(shown))
    for person, exhibit in wanted:
        lacks = person.lacks(want.need)
        if lacks:
            return question.lacks("person_lacks", _place(person, exhibit), name=person.name, lacks=lacks)
    unclear = next((pair for pair in wanted if "photo" in want.need and pair[0].photo is None), None)
    if unclear:
        return question.unsure(reason("photo_unclear", name=unclear[0].name), _place(*unclear))
    person, exhibit = wanted[0]
    places: dict[tuple[str, int | None], Evidence] = {}
    for pair in wanted:
        places.setdefault((pair[1].url, pair[0].index), _place(*pair))
    return question.found("person_complete", *places.values(), name=person.name, position=person.position)


def _wanted(want: PersonsParams, shown: list[tuple[Person, Exhibit]]) -> list[tuple[Person, Exhibit]] | str:
    """The people judged: the best shown of each wanted post, or everybody with a post; a sentence part if too few.

    With posts named, all holders of the post must be complete (the photo of one of two deputies missing is a fault).
    """
    if not want.positions:
        with_post = [pair for pair in shown if pair[0].position or "position" not in want.need]
        return (with_post or shown) if len(with_post or shown) >= want.minimum else str(want.minimum)
    chosen: list[tuple[Person, Exhibit]] = []
    for group in want.positions:
        holders = [pair for pair in shown if _holds(pair[0], group)]
        if not holders:
            return group[0]
        chosen.extend(pair for pair in holders if pair not in chosen)
    return chosen if len(chosen) >= want.minimum else str(want.minimum)


def _holds(person: Person, group: list[str]) -> bool:
    """Whether the person's post is one of the group; "นายก" is not held by a "รองนายก" nor by the head's secretary."""
    post = folded("".join(person.position.split()))
    for words in group:
        word = folded("".join(words.split()))
        at = post.find(word)
        if at >= 0 and not any(post[:at].endswith(folded(part)) for part in _NOT_HELD):
            return True
    return False


def _vacant(want: PersonsParams, post: str, exhibits: tuple[Exhibit, ...]) -> Evidence | None:
    """Where it is said that nobody holds that post; whether the agency must then show somebody is not for a machine."""
    names = next((group for group in want.positions if group[0] == post), [])
    for exhibit in exhibits:
        for index, text in enumerate(exhibit.texts):
            for name in names:
                at = text.find(name)
                if at >= 0 and _VACANT.search(text[at : at + len(name) + _NEAR_POST]):
                    return exhibit.evidence(" ".join(text[at : at + len(name) + _NEAR_POST].split()), index)
    return None


def _is_picture(exhibit: Exhibit) -> bool:
    return exhibit.kind == "page" and bool(exhibit.images) and len("".join(exhibit.texts)) < 400


def _place(person: Person, exhibit: Exhibit) -> Evidence:
    return exhibit.evidence(person.block, person.index if exhibit.texts else None)
