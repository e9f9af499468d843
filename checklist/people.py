"""People as Thai agencies show them: a title and name, a post, a photo beside it, a telephone number or e-mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from checklist.exhibit import Exhibit, folded
from checklist.thai import to_arabic_digits

_RANKS = (
    r"พล\.?\s?(?:ต\.?)?\s?(?:อ|ท|ต|จ)\.|พ\.\s?(?:ต\.\s?)?[อทต]\.|ร\.\s?(?:ต\.\s?)?[อทต]\.|น\.\s?[อทต]\.|ส\.\s?[อทต]\.|จ\.\s?[สอทต]\.|"
    r"(?:ด|จ|ส)\.\s?ต\.(?:\s?[อทต]\.)?|พลตำรวจ\S{1,4}|พัน(?:ตำรวจ)?(?:เอก|โท|ตรี)|ร้อย(?:ตำรวจ)?(?:เอก|โท|ตรี)|พลเอก|พลโท|พลตรี|"
    r"สิบ(?:ตำรวจ)?(?:เอก|โท|ตรี)|จ่าสิบ(?:ตำรวจ)?(?:เอก|โท|ตรี)?|จ่าเอก|จ่าโท|จ่าตรี|พันจ่า(?:เอก|โท|ตรี)|ดาบตำรวจ|"
    r"ว่าที่\s?(?:ร้อย(?:เอก|โท|ตรี)|พันตรี|ร\.\s?[อทต]\.|พ\.\s?ต\.)(?:\s?หญิง)?"
)
_LEARNED = (
    r"ศาสตราจารย์|รองศาสตราจารย์|ผู้ช่วยศาสตราจารย์|ศ\.|รศ\.|ผศ\.|ดร\.|อ\.ดร\.|นายแพทย์|แพทย์หญิง|ทันตแพทย์(?:หญิง)?|เภสัชกร(?:หญิง)?|"
    r"สัตวแพทย์(?:หญิง)?|น\.?พ\.|พ\.?ญ\.|ทพ\.|ทพญ\.|ภก\.|ภญ\.|น\.?สพ\.|ม\.[รล]\.|หม่อมหลวง|หม่อมราชวงศ์|คุณหญิง"
)
_TITLE = rf"(?:(?:{_RANKS}|{_LEARNED})\s?){{0,4}}(?:นางสาว|น\s?\.?\s?ส\s?\.|นาง|นาย|{_RANKS}|{_LEARNED})"
NAME = re.compile(
    rf"(?<![ก-๛])(?:{_TITLE})\s{{0,3}}[ก-ฮเ-ไ][ก-๛]{{1,24}}[ ​\t\xa0]{{1,4}}[ก-ฮเ-ไ][ก-๛]{{1,28}}(?:[ \t]ณ[ \t][ก-๛]+)?"
)
"""A title, a given name and a family name; `is_name` tells the false friends (นายก…, นายช่าง…) apart."""

_NOT_GIVEN = re.compile(
    r"^นาย(?:ก(?=องค์|เทศ|สภา|สมาคม|เหล่า|เมือง|\s?อบ|\s?ทต|\s?ทม|รัฐ|ฯ|\s|$)|อำเภอ|ช่าง|ทะเบียน|จ้าง|ทหาร|ตำรวจ|ตรวจ|สถานี|ประกัน|แพทย์(?=สาธารณสุข|ชำนาญ|เชี่ยว|ปฏิบัติ|ทรง))"
)
POST = re.compile(
    r"(?:รอง|ผู้ช่วย|รักษาการ(?:ใน)?(?:ตำแหน่ง|แทน)?|รักษาราชการแทน|เลขานุการ|ที่ปรึกษา)?\s?"
    r"(?:นายก(?=องค์|เทศ|เมือง|\s?อบ|\s?ทต|สภา|ฯ|\s|$)|ประธานสภา|ประธาน|ปลัด|ผู้อำนวยการ|หัวหน้า|อธิบดี|อธิการ|คณบดี|เลขาธิการ|ผู้ว่าราชการ|ผู้ว่าการ|"
    r"นายอำเภอ|สาธารณสุขอำเภอ|นายแพทย์สาธารณสุข|ผู้บังคับการ|ผู้บัญชาการ|ผู้กำกับ|ผู้จัดการ|สมาชิกสภา|เลขานุการ|ผอ\.|สารวัตร|"
    r"นัก[ก-๛]{3,}|เจ้าพนักงาน[ก-๛]+|ครู[ก-๛]*|พนักงาน[ก-๛]+|ที่ปรึกษา|กำนัน|ผู้ใหญ่บ้าน|ท้องถิ่นจังหวัด|ประชาสัมพันธ์จังหวัด|ผู้พิพากษา|อัยการ)"
)
TELEPHONE = re.compile(
    r"(?<![\d.,/-])(?!\(?\d{1,2}[.:]\d{2}(?!\d))(?!0\.\d{3})(?!\d\d(?: \d\d){3})"
    r"\(?(?:\+?66[\s-]?(?:\(0\)\s?)?[2-9]|0[ \-]?[2-9])"
    r"(?:\)?[ \-–.]{0,3}\d){7,8}(?!\d)(?:\s?(?:ต่อ|ext\.?|#)\s?\d{1,5})?"
)
"""Nine digits for a desk, ten for a pocket, as written in Thailand; no opening hours, dates or other numbers."""
_NOT_POST = re.compile(
    r"โทร(?:ศัพท์|สาร)?(?=[\s.:\d]|$)|เบอร์|มือถือ|สายตรง|อีเมล|(?<![A-Za-z])(?:e-?mail|tel|mobile|fax)\b|"
    r"(?<![\d.,/-])0[ -]?\d(?:[ -]?\d){7,8}(?!\d)|[\w.+-]+@",
    re.IGNORECASE,
)
"""Where the way to reach somebody begins, on the line that names the post."""

EMAIL = re.compile(
    r"(?!(?:example|yourname|your|x{3,}|email|username)\s?@)(?![\w.+-]+@(?:example\.(?:com|org|net)|yourdomain|domain\.com|email\.com)\b)"
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{2,}\s?(?:@|\[\s?at\s?\]|\(\s?at\s?\)|\{\s?at\s?\}|\[\s?@\s?\]|＠)\s?[A-Za-z0-9-]+"
    r"(?:(?:\.|\s?\[\s?dot\s?\]\s?|\s?\(\s?dot\s?\)\s?)[A-Za-z0-9-]+)+",
    re.IGNORECASE,
)
POLITICAL = (
    "ประธานสภา",
    "สมาชิกสภา",
    "เลขานุการนายก",
    "ที่ปรึกษานายก",
    "รองนายก",
    "นายกองค์การบริหารส่วน",
    "นายกเทศมนตรี",
    "นายก อบต",
    "นายกอบต",
    "นายกเมืองพัทยา",
    "นายก อบจ",
    "นายกอบจ",
    "ฝ่ายการเมือง",
    "คณะผู้บริหารท้องถิ่น",
)
PERMANENT = (
    "ปลัดองค์การบริหารส่วน",
    "ปลัดเทศบาล",
    "ปลัด อบต",
    "ปลัดอบต",
    "ปลัด อบจ",
    "ปลัดอบจ",
    "รองปลัด",
    "หัวหน้าสำนักปลัด",
    "สำนักปลัด",
    "ผู้อำนวยการกอง",
    "ผู้อำนวยการสำนัก",
    "ข้าราชการประจำ",
    "หัวหน้าส่วนราชการ",
    "กองคลัง",
    "กองช่าง",
)
SIDES = {"political": POLITICAL, "permanent": PERMANENT}


@dataclass(frozen=True, slots=True)
class Person:
    """One person as shown. `block` is the text that belongs to the name; `photo` None: pictures could not be told."""

    name: str
    position: str = ""
    photo: bool | None = False
    telephone: str = ""
    email: str = ""
    block: str = ""
    index: int = 0
    sides: frozenset[str] = field(default=frozenset())

    def lacks(self, need: Sequence[str], shared_contact: bool = False) -> tuple[str, ...]:
        """Which of name, position, photo, contact are not shown; an unknown photo is not counted as lacking."""
        has = {
            "name": bool(self.name),
            "position": bool(self.position),
            "photo": self.photo is not False,
            "contact": bool(self.telephone or self.email) or shared_contact,
        }
        return tuple(part for part in need if not has[part])


def is_name(text: str) -> bool:
    """False for posts that begin like a name: นายกเทศมนตรี…, นายอำเภอ…, นายช่าง…."""
    if _NOT_GIVEN.match(text):
        return False
    words = text.split()
    return not POST.match(words[-1]) and not words[-1].startswith(("ตำแหน่ง", "โทร", "เป็น", "และ", "ได้", "พร้อม"))


def side_of(text: str) -> frozenset[str]:
    """The sides of a local authority a text names: political, permanent, both or none."""
    return frozenset(side for side, words in SIDES.items() if any(word in text for word in words))


def people_in(exhibit: Exhibit) -> tuple[Person, ...]:
    """Everybody shown, each name once; the fullest showing of a name wins."""
    found: dict[str, Person] = {}
    for block, index in _blocks(exhibit):
        person = _person(block, index)
        if person is None:
            continue
        key = folded("".join(person.name.split()))
        known = found.get(key)
        found[key] = person if known is None else _merged(known, person)
    return _with_photos(exhibit, tuple(found.values()))


def _merged(a: Person, b: Person) -> Person:
    return replace(
        a,
        position=a.position or b.position,
        telephone=a.telephone or b.telephone,
        email=a.email or b.email,
        sides=a.sides | b.sides,
        block=a.block if len(a.block) >= len(b.block) else b.block,
    )


def _blocks(exhibit: Exhibit) -> list[tuple[str, int]]:
    """Text of one person each: repeated blocks and table cells first, else the page's text cut at every name."""
    blocks: list[tuple[str, int]] = []
    blocks.extend((card, 0) for card in exhibit.cards if _count(card) == 1)
    for table in exhibit.tables:
        for row in table.rows:
            blocks.extend((cell, (table.page or 1) - 1) for cell in row if _count(cell) == 1 and POST.search(cell))
            line = "\n".join(row)
            if _count(line) == 1:
                blocks.append((line, (table.page or 1) - 1))
    for index, text in enumerate(exhibit.texts):
        blocks.extend((piece, index) for piece in _cut(text[:60_000]))
    return blocks


def _count(text: str) -> int:
    return len({match.group() for match in NAME.finditer(text) if is_name(match.group())})


def _cut(text: str) -> list[str]:
    """The text cut into one piece a name: from the post above it, where posts stand above names, else from the name."""
    names = [match for match in NAME.finditer(text) if is_name(match.group())]
    if not names:
        return []
    lead = text[max(0, names[0].start() - 120) : names[0].start()]
    after = text[names[0].end() : names[1].start() if len(names) > 1 else names[0].end() + 200]
    above = bool(POST.search(lead)) and not POST.search("\n".join(after.splitlines()[:2]))
    starts = [match.start() for match in names]
    if above:
        starts = [_line_above(text, match.start()) for match in names]
    pieces = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else names[number].end() + 400
        pieces.append(text[start : max(min(end, names[number].end() + 400), names[number].end())])
    return pieces


def _line_above(text: str, at: int) -> int:
    line = text.rfind("\n", 0, at)
    while line > 0:
        before = text.rfind("\n", 0, line)
        if text[before + 1 : line].strip():
            return before + 1
        line = before
    return max(0, at - 80)


def _person(block: str, index: int) -> Person | None:
    name = next((match for match in NAME.finditer(block) if is_name(match.group())), None)
    if name is None:
        return None
    rest = block[: name.start()] + "\n" + block[name.end() :]
    post = POST.search(rest)
    plain = to_arabic_digits(rest)
    telephone, email = TELEPHONE.search(plain), EMAIL.search(plain)
    return Person(
        name=" ".join(name.group().split()),
        position=_line(rest, post.end() - 1) if post else "",
        telephone=telephone.group().strip() if telephone else "",
        email=email.group() if email else "",
        block=" ".join(block.split())[:300],
        index=index,
        sides=side_of(rest),
    )


def _line(text: str, at: int) -> str:
    left = text.rfind("\n", 0, at) + 1
    right = text.find("\n", at)
    line = text[left : right if right > 0 else len(text)].strip().removeprefix("ตำแหน่ง").lstrip(" :")
    told = _NOT_POST.search(to_arabic_digits(line))
    return (line[: told.start()] if told else line).strip(" ,|-–")[:120]


def _with_photos(exhibit: Exhibit, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Who has a picture: one whose alt text or neighbouring text holds the name.

    Pictures with no text at all may be anybody's: when there are at least as many as people without one, or the
    pictures of the evidence cannot be seen (a file), the photo is unknown and not lacking.
    """
    if exhibit.kind != "page" or not exhibit.deep:
        return tuple(replace(person, photo=None) for person in people)
    beside = [f"{image.alt} {image.beside}" for image in exhibit.images]
    pictures = [folded(text) for text in beside]
    with_photo = {person.name for person in people if any(folded(person.name) in text for text in pictures)}
    nameless = sum(not NAME.search(text) for text in beside)
    lacking = len(people) - len(with_photo)
    unknown = None if lacking and nameless >= lacking and not with_photo else False
    return tuple(replace(person, photo=True if person.name in with_photo else unknown) for person in people)
