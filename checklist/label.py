"""What is left of a link's text or a title once code, year, the agency's own name and empty words are taken away."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from urllib.parse import unquote

from ahocorasick_rs import BytesAhoCorasick

from checklist.fold import fold, is_plain
from checklist.phrases import nearby

_CODE = re.compile(
    r"^[\s\(\[]*(?:(?:OIT|MOIT|EB|O|o)\s?\.?\s?\d{1,2}(?:\.\d{1,2})*|ข้อ(?:ที่)?\s*\d{1,2}(?:\.\d)*|มาตรา\s*\d{1,2}\s?(?:\(\d\))?|0\d{1,2}|"
    r"\d{1,2}(?:\.\d{1,2})*)(?:\s?[-–]\s?[Oo]?\d{1,2})?[\s\)\]\.:\-–]*"
)
_BARE_CODE = re.compile(
    r"(?:^|[\s(_\-–\[.,/])((?:OIT|MOIT|EB|O|ข้อ(?:ที่)?|0)\s?\.?\s?\d{1,2})(?=$|[\s)_\-–\].:,/])", re.IGNORECASE
)
_RANGE = 6  # codes that one link may span; what spans more is a whole list
_CODE_BEHIND = re.compile(
    r"[\s\(\[]+(?:OIT|MOIT|O)\s?\.?\s?\d{1,2}(?:\s?[-–]\s?[Oo]?\d{1,2})?[\s\)\]]*$", re.IGNORECASE
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # would split the agency's name in two
_NOISE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar)\b|\b[a-z]+_[a-z_]+\b|\(?\s*update[^)]*\)?|"
    r"\d{1,2}/\d{1,2}/\d{2,4}|(?:(?:ประจำ)?ปี\s*)?[\d๐-๙]+",
    re.IGNORECASE,
)
_BODIES = (
    "สำนักงานเขต", "สำนักอนามัย", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", r"อบต\.?", r"อบจ\.?", r"ทต\.",
    r"ทม\.", r"ทน\.", "เทศบาล(?:ตำบล|เมือง|นคร)?", "โรงพยาบาล", r"รพ\.", r"สภ\.", r"สน\.", r"สสจ\.?", r"สสอ\.?",
    "ที่ว่าการอำเภอ", "วิทยาลัย", "มหาวิทยาลัย", "โรงเรียน", "จังหวัด", "อำเภอ", "ตำบล", "กรุงเทพมหานคร", "กรม", "กระทรวง",
    "สถานีตำรวจ", "ศูนย์", "สถาบัน", "เรือนจำ", r"กทม\.?", "เขต", "สำนักงาน", "ศาล(?!า)",
    "การ(?:ไฟฟ้า|ประปา|ท่าเรือ|รถไฟ|นิคมอุตสาหกรรม|เคหะ|ทางพิเศษ|ยาง|กีฬา)(?=แห่ง|นคร|ส่วนภูมิภาค|ฝ่ายผลิต)",
    "คณะ(?!ผู้|กรรม|อนุ|ทำงาน|บุคคล|รัฐมน|ที่ปรึกษา|ครู)",
)  # fmt: skip


def _by_first_letter(bodies: Sequence[str]) -> str:
    """One pattern of all, which looks at a letter once and not once for each body."""
    groups: dict[str, list[str]] = defaultdict(list)
    for body in bodies:
        groups[body[0]].append(body[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


_AGENCY = re.compile(f"(?:{_by_first_letter(_BODIES)})" + r"[^\s()/|]*")
_AGENCY_OR_SHORT = re.compile(_AGENCY.pattern + r"|(?:[ก-ฮ]{1,5}\.){1,5}(?=[\s)]|$)")
_NUMBERED = re.compile(r"[a-z\d]", re.IGNORECASE)
"""What every code, number and file's name has one of; most labels have none."""
_GENERIC_WORDS = """
ลิงค์ ลิงก์ ลิ้งค์ ลิ้ง link เปิด เปิดดู ดู อ่าน อ่านต่อ อ่านเพิ่มเติม ดาวน์โหลด ดาวน์โหลดเอกสาร ดาวน์โหลดไฟล์ download คลิก คลิกที่นี่
คลิกดูรายละเอียด รายละเอียด ดูรายละเอียด pdf file ไฟล์ เอกสาร เอกสารแนบ ไฟล์แนบ แนบไฟล์ view readmore more url website here ที่นี่
รูปภาพ ภาพ image คลิกเลย ดูเอกสาร ดูไฟล์ เพิ่มเติม linkwebpage webpage หลักฐาน docx xlsx word excel เล่ม ฉบับเต็ม ฉบับที่ ปี รอบ
แผน รายงาน ประกาศ คำสั่ง คู่มือ มาตรการ แนวปฏิบัติ
ดูข้อมูล เปิดข้อมูล เปิดเอกสาร ดูตัวอย่าง แสดงข้อมูล เรียกดู
"""
_MONTHS = """
มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
"""
_PIECES = "ไตรมาสที่ ไตรมาส ครั้งที่ รอบที่ ส่วนที่ เล่มที่ ตอนที่ ลำดับที่ ไฟล์ที่ เดือน รอบเดือน ภาคเรียนที่"
_SHORT_MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."
GENERIC = frozenset(
    fold(word)
    for word in (
        *_GENERIC_WORDS.split(),
        *_PIECES.split(),
        *_SHORT_MONTHS.split(),
        *(before + month for month in _MONTHS.split() for before in ("", "เดือน", "ประจำเดือน", "รอบเดือน")),
    )
)
IS_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|zip|rar|odt|ods|rtf|csv)$", re.IGNORECASE)


@cache
def _filler() -> tuple[tuple[str, ...], BytesAhoCorasick]:
    words = tuple(sorted((fold(word) for word in nearby().filler), key=len, reverse=True))
    return words, BytesAhoCorasick([word.encode("latin-1") for word in words])


@lru_cache(maxsize=4_096)
def core(text: str) -> str:
    """The fold of `text` without code, years, numbers, the agency's name and words that say nothing."""
    if not is_plain(text):
        text = _UNSEEN.sub("", text)
    numbered = _NUMBERED.search(text) is not None
    if numbered:
        text = _CODE_BEHIND.sub(" ", _CODE.sub(" ", text))
    text = (_AGENCY_OR_SHORT if "." in text else _AGENCY).sub(" ", text)
    left = fold(_NOISE.sub(" ", text) if numbered else text)
    words, any_of_them = _filler()
    if any_of_them.find_matches_as_indexes(left.encode("latin-1")):
        for word in words:
            left = left.replace(word, "")
    return left


def code_key(code: str) -> str:
    """ "O12", "OIT 12", "012" and "ข้อ 12" are one code; "MOIT" codes, once called "EB", are another family's."""
    number = "".join(re.findall(r"\d", code)).lstrip("0")
    return ("M" if code.upper().startswith(("MOIT", "EB")) else "") + number


def codes_in(text: str) -> tuple[str, ...]:
    """The item codes that a short text names, as it writes them; all between the two of a range: "O11-O13"."""
    found = list(_BARE_CODE.finditer(text))
    codes = [code.group(1) for code in found]
    for one, other in pairwise(found):
        first, last = code_key(one.group(1)), code_key(other.group(1))
        between = text[one.end() : other.start(1)].strip()
        if between in ("-", "–", "ถึง") and first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < _RANGE:
            codes += [f"O{number}" for number in range(int(first) + 1, int(last))]
    return tuple(codes)


@lru_cache(maxsize=20_000)
def file_name(url: str) -> str:
    """The file's own name in an address, unquoted, if it is a document's; else ""."""
    path = url.split("#", 1)[0].split("?", 1)[0]
    name = unquote(path.rsplit("/", 1)[-1])
    return name if IS_FILE.search(name) else ""
