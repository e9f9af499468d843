"""signed: an announcement signed by the head of the agency."""

import re

from checklist.checks.params import SignedParams
from checklist.exhibit import Exhibit, Question, best_of
from checklist.people import NAME, is_name
from checklist.reasons import reason
from checklist.verdict import Finding

HEADS = (
    "นายกองค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนจังหวัด", "นายก อบต", "นายกเทศมนตรี", "นายกเมืองพัทยา",
    "อธิบดี", "ผู้อำนวยการ", "ผู้ว่าราชการจังหวัด", "นายอำเภอ", "เลขาธิการ", "ปลัดกระทรวง", "อธิการบดี", "คณบดี",
    "ผู้บัญชาการ", "ผู้บังคับการ", "ผู้กำกับการ", "ผู้การ", "ผู้ว่าการ", "หัวหน้าสำนักงาน", "หัวหน้าหน่วยงาน", "สาธารณสุขอำเภอ",
    "นายแพทย์สาธารณสุขจังหวัด", "ประธาน", "ผู้บัญชาการเรือนจำ", "ผู้จัดการ",
)  # fmt: skip
LOCAL_HEADS = ("นายก", "ผู้ว่าราชการกรุงเทพมหานคร")
"""Heads of local authorities: their permanent secretaries and directors sign for divisions only."""
_SIGN = re.compile(
    r"\(?\s*ลง\s?(?:ลาย(?:มือ)?)?ชื่อ|ลงนาม\s*(?::|\n|\(|\.{3}|…|_)|\(\s*(?:" + NAME.pattern + r")\s*\)|"
    r"(?:ประกาศ|สั่ง|ให้ไว้)\s?ณ\s?วันที่[^\n]{4,60}\n\s*(?=" + NAME.pattern + r"\s*\n)"
)
_NOT_THE_HEAD = ("รอง", "ผู้ช่วย", "เลขานุการ", "ที่ปรึกษา", "อดีต")
_OF_A_PART = re.compile(r"\s*(?:กอง|ฝ่าย|ส่วน|กลุ่ม|งาน|แผนก|ศูนย์(?!การ)|กรรมการ|คณะกรรมการ|สภา|ชุมชน|ชมรม)")
_TAIL = 260
"""Characters after the signature in which the name and the post must stand."""


def check(question: Question) -> Finding:
    """A name in brackets, after "ลงชื่อ" or under the day it is announced, with the post of a head beneath it."""
    local = question.kind is not None and "local" in question.kind.groups
    heads = tuple(question.want(SignedParams).by) or (LOCAL_HEADS if local else HEADS)
    return best_of(question, lambda exhibit: _one(question, exhibit, heads))


def _one(question: Question, exhibit: Exhibit, heads: tuple[str, ...]) -> Finding:
    for index, text in enumerate(exhibit.texts):
        for sign in _SIGN.finditer(text):
            after = text[sign.start() : sign.end() + _TAIL]
            name = next((n for n in NAME.finditer(after) if is_name(n.group())), None)
            post = head_in(after[name.end() :], heads) if name else ""
            if name and post:
                quote = " ".join(after.split())[:300]
                return question.found(
                    "signed", exhibit.evidence(quote, index), by=f"{' '.join(name.group().split())} {post}"
                )
    if exhibit.ocr:
        return question.unsure(reason("ocr_only", what="ลายมือชื่อ"), exhibit.evidence())
    if exhibit.kind == "page" and exhibit.images and len("".join(exhibit.texts)) < 600:
        return question.unsure(reason("person_must_look", why="picture_signed"), exhibit.evidence())
    return question.lacks("not_signed", exhibit.evidence())


def head_in(text: str, heads: tuple[str, ...]) -> str:
    """The post of a head that stands under a name; "" for a deputy's, a division's, and for a name further down.

    A deputy who acts for the head has the head's post written below the own.
    """
    below = next((n.start() for n in NAME.finditer(text) if is_name(n.group())), len(text))
    plain = "".join(text[:below].split())
    for head in heads:
        word = "".join(head.split())
        at = plain.find(word)
        while at >= 0:
            if not any(plain[:at].endswith(part) for part in _NOT_THE_HEAD) and not _OF_A_PART.match(
                plain[at + len(word) :]
            ):
                return head
            at = plain.find(word, at + 1)
    return ""
