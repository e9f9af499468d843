"""Whose document it is: the agency of our sort that its first page speaks for, when that is another one."""

import re

from checklist.agency import Agency
from checklist.exhibit import Exhibit, folded

_NO_NAME = (
    "มี(?:หน้าที่|อำนาจ|ความ|การ|ภารกิจ|โครงสร้าง|นโยบาย|ผู้|จำนวน|แผน)|เป็น|ได้|จะ|ต้อง|สามารถ|และ|หรือ|โดย|เรื่อง|ว่าด้วย|ตาม|เพื่อ|ให้|กับ|จำนวน|ประจำ|"
    "ขอ(?:ประกาศ|เชิญ|แจ้ง|ความ|ให้)|สังกัด|ทุก(?:แห่ง|คน)|ทั้ง|ที่(?:ได้|จะ|มี|เป็น|อยู่|ไม่|รับ|ดำเนิน)|ของ(?:รัฐ|ตน|เรา)|อำเภอ|จังหวัด|"
    "ใน(?:เขต|พื้นที่|การ|ฐานะ|จังหวัด|อำเภอ|ปี|สังกัด)|รักษา(?:ราชการ|การ)|ปฏิบัติ|ทำหน้าที่|ดำเนิน|จัด(?:ทำ|ให้)|ไม่|ซึ่ง|อื่น|ต่าง|นี้|นั้น|กำหนด|"
    "เห็นชอบ|อนุมัติ|พิจารณา|คุณธรรม|ชุมชน|ของรัฐ|เอกชน|ทั่วไป|ศูนย์"
)
"""What follows the word for a sort of agency in a sentence, and is nobody's name."""
_MENTIONED = re.compile(r"(?:กับ|จาก|ณ|แก่|ไปยัง|ระหว่าง|และ|เช่น|ดูงาน|ที่ตั้ง|เขต|พื้นที่|ถึง)\s*$")
"""Before the name of an agency that is spoken of and does not speak."""
_BODY = re.compile(
    r"(?P<what>องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|โรงพยาบาล(?!ส่งเสริม)|วิทยาลัย(?!ชุมชน)|โรงเรียน|เรือนจำ\S{0,8}?)"
    r"\s?(?!" + _NO_NAME + r")(?P<name>[ก-๛]{2,24})"
)


def other_agency(exhibit: Exhibit, agency: Agency) -> str:
    """The name of another agency of the same sort that a document's first page speaks for, "" when none or unsure.

    Told only when our own name is known and stands nowhere in the document, its title or the words of its link.
    """
    if exhibit.kind != "document" or not exhibit.texts or not agency.name:
        return ""
    own = _BODY.search(agency.name)
    if own is None:
        return ""
    core = folded(own.group("name"))
    if any(core in text for text in (*exhibit.folded_texts[:5], exhibit.folded_names)):
        return ""
    text = exhibit.texts[0][:2500]
    others = [
        one.group()
        for one in _BODY.finditer(text)
        if one.group("what") == own.group("what")
        and not _MENTIONED.search(text[max(0, one.start() - 20) : one.start()])
    ]
    return others[0] if others and len(set(others)) == 1 else ""
