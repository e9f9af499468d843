"""Names that lists give in Thai only, with English beside them, and web addresses as a person reads them."""

import re

from reports.safe import clean
from reports.words import EN, side

LEVELS: dict[str, str] = {
    "ผ่านดีเยี่ยม": "Pass, excellent",
    "ผ่านดี": "Pass, good",
    "ผ่านเกณฑ์": "Pass",
    "ผ่าน": "Pass",
    "ไม่ผ่านเกณฑ์": "Not passed",
    "ต้องปรับปรุง": "Needs improvement",
    "ต้องปรับปรุงโดยด่วน": "Needs urgent improvement",
}
UNITS: dict[str, str] = {
    "กลุ่มงานเภสัชกรรม": "pharmacy",
    "กองคลัง": "finance division",
    "งานการเงิน": "finance",
    "งานการเงินและบัญชี": "finance and accounts",
    "งานพัสดุ": "procurement",
    "คณะทำงาน ITA": "ITA working group",
    "งานการเจ้าหน้าที่": "personnel",
    "งานบุคลากร": "personnel",
    "งานตรวจสอบภายใน": "internal audit",
    "สำนักปลัด": "office of the permanent secretary",
    "งานทะเบียน": "registration",
    "งานทวิภาคี": "dual vocational training",
    "งานแนะแนว": "guidance",
    "งานนิติการ": "legal affairs",
    "งานสารสนเทศ": "information",
    "งานศูนย์ข้อมูล": "information centre",
    "งานเทคโนโลยีสารสนเทศ": "information technology",
    "งานนโยบายและแผน": "policy and planning",
    "งานแผนและงบประมาณ": "planning and budget",
    "งานวางแผนและงบประมาณ": "planning and budget",
    "งานบริการประชาชน": "public service",
    "งานบริหารทั่วไป": "general administration",
    "งานประกันคุณภาพ": "quality assurance",
    "งานประชาสัมพันธ์": "public relations",
    "งานวิจัยและนวัตกรรม": "research and innovation",
    "งานอำนวยการ": "administration",
    "ทุกกอง": "every division",
    "ทุกกองที่ให้บริการ": "every division that serves the public",
    "ผู้บริหารสูงสุด": "head of the agency",
    "ผู้เกี่ยวข้องที่ได้รับมอบหมาย": "whoever is assigned",
    "ผู้รับผิดชอบโครงการ": "the project's owner",
}
_BY_A_PROGRAM = re.compile(r"^(?:Microsoft \w+|PowerPoint Presentation|Untitled|untitled|ไม่มีชื่อ)(?:\s*-\s*|$)")
_FILE_NAME = re.compile(r"^[^\s/\\:]{1,40}\.(?:html?|docx?|xlsx?|pptx?|pdf|tmp|jpe?g|png|indd|cdr)$", re.IGNORECASE)
_BYTES = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def level(name: str, lang: str) -> str:
    """The level's official name; in English with its meaning in front. Levels of one letter stay as they are."""
    english = LEVELS.get(name, "") if side(lang) == EN else ""
    return f"{english} ({name})" if english else name


def unit(name: str, lang: str) -> str:
    """The unit's name; in English with its meaning in front, when every part of it is known."""
    if side(lang) != EN or not name:
        return name
    parts = [UNITS.get(part.strip(), "") for part in name.split("/")]
    return f"{' / '.join(parts)} ({name})" if all(parts) else name


def file_title(title: str) -> str:
    """A document's title as it helps a reader: without what programs write into it, "" when nothing else is there."""
    said = _BY_A_PROGRAM.sub("", title).strip()
    return "" if _FILE_NAME.match(said) and said.isascii() else said


def readable(url: str) -> str:
    """A web address to read, never to follow: %E0%B8… becomes the Thai it stands for; what is no text stays encoded."""
    return _BYTES.sub(lambda coded: _decoded(coded[0]), url)


def _decoded(coded: str) -> str:
    try:
        text = bytes.fromhex(coded.replace("%", "")).decode("utf-8")
    except ValueError:
        return coded
    # only letters and their marks: anything else could hide where an address ends
    return text if clean(text) == text and all("\u0e01" <= ch <= "\u0e5b" for ch in text) else coded
