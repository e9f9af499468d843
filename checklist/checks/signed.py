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
    "นายแพทย์สาธารณสุขจังหวัด", "ประธาน", "ผู้บัญชาการเรือนจำ", "ผู้จัดการ", "ปลัดองค์การบริหารส่วนตำบล",
)  # fmt: skip
_SIGN = re.compile(r"\(?\s*ลง\s?ชื่อ|ลงนาม|\(\s*(?:" + NAME.pattern + r")\s*\)")
_TAIL = 700
"""Characters after the signature in which the post must stand."""


def check(question: Question) -> Finding:
    """A name in brackets or after "ลงชื่อ" with the post of a head beneath it."""
    heads = tuple(question.want(SignedParams).by) or HEADS
    return best_of(question, lambda exhibit: _one(question, exhibit, heads))


def _one(question: Question, exhibit: Exhibit, heads: tuple[str, ...]) -> Finding:
    for index, text in enumerate(exhibit.texts):
        for sign in _SIGN.finditer(text):
            after = text[sign.start() : sign.end() + _TAIL]
            post = next((head for head in heads if head in "".join(after.split()) or head in after), None)
            name = next((n.group() for n in NAME.finditer(after[:400]) if is_name(n.group())), "")
            if post and name:
                quote = " ".join(after.split())[:300]
                return question.found("signed", exhibit.evidence(quote, index), by=f"{' '.join(name.split())} {post}")
    if exhibit.ocr:
        return question.unsure(reason("ocr_only", what="ลายมือชื่อ"), exhibit.evidence())
    if exhibit.kind == "page" and exhibit.images and len("".join(exhibit.texts)) < 600:
        return question.unsure(reason("person_must_look", why="picture_signed"), exhibit.evidence())
    return question.lacks("not_signed", exhibit.evidence())
