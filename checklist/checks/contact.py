"""contact: the agency's own address, telephone, e-mail, map, fax; each named part must be there."""

import re
from collections.abc import Callable

from checklist.checks.link import SERVICES, service_of
from checklist.checks.params import ContactParams
from checklist.exhibit import Exhibit, Question, doubt, line_around, nothing
from checklist.people import EMAIL, TELEPHONE
from checklist.reasons import reason
from checklist.thai import to_arabic_digits
from checklist.verdict import Evidence, Finding

_DISTRICT = re.compile(
    r"(?:ตำบล|แขวง|(?<![ก-๛])ต\.)\s?[ก-๛]{2,}[^\n]{0,60}?(?:อำเภอ|เขต|(?<![ก-๛])อ\.)\s?[ก-๛]{2,}", re.DOTALL
)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
_HOUSE = re.compile(r"(?:เลขที่|หมู่(?:ที่|บ้าน)?|(?<![ก-๛])ม\.|ถนน|(?<![ก-๛])ถ\.|ซอย|ที่อยู่|ที่ตั้ง|ศูนย์ราชการ|ศาลากลาง)")
_FAX_ONLY = re.compile(r"(?:โทรสาร|แฟกซ์|แฟ็กซ์|(?<![a-z])fax)[^\d\n]{0,12}$", re.IGNORECASE)
_BOTH = re.compile(r"(?:โทร(?!สาร)|(?<![a-z])tel)[^\d\n]{0,24}$", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:พัฒนา|ออกแบบ|สร้าง|ดูแล)(?:และ[ก-๛]{2,12})?(?:เว็บไซต์|เวบไซต์|เว็บ|ระบบ)?\s?โดย|"
    r"(?:powered|designed|developed|created) by",
    re.IGNORECASE,
)
_CREDITED = 140
"""Characters after a maker's credit in which a number or an e-mail is the maker's."""
_FAX = re.compile(r"(?:โทรสาร|แฟกซ์|แฟ็กซ์|fax)[^\d\n]{0,20}[\d(]", re.IGNORECASE)
MAP = re.compile(
    r"(?:google\.[a-z.]+/maps|maps\.google|goo\.gl/maps|maps\.app\.goo\.gl|openstreetmap\.org|longdo\.(?:com|org)|map\.longdo)",
    re.IGNORECASE,
)


def check(question: Question) -> Finding:
    """Parts may stand on several pages; the page that holds most comes first."""
    want = question.want(ContactParams)
    if not question.exhibits:
        return nothing(question)
    seen = [
        (exhibit, {part: place for part in want.parts if (place := _FIND[part](exhibit))})
        for exhibit in question.exhibits
    ]
    seen.sort(key=lambda pair: -len(pair[1]))
    places: dict[str, Evidence] = {}
    for _, parts in seen:
        for part, place in parts.items():
            places.setdefault(part, place)
    lacks = tuple(part for part in want.parts if part not in places)
    if not lacks:
        unique = {(place.url, place.page): place for place in places.values()}
        return question.found("contact_found", *unique.values(), parts=tuple(want.parts))
    shallow = next((exhibit for exhibit, _ in seen if not exhibit.deep), None)
    if shallow and "map" in lacks:
        return question.unsure(reason("text_unreadable", state="not_read_deeply"), shallow.evidence())
    place = next(iter(places.values()), seen[0][0].evidence())
    return doubt(question, question.lacks("contact_lacks", place, lacks=lacks))


def _search(exhibit: Exhibit, pattern: re.Pattern[str]) -> Evidence | None:
    for index, text in _indexed(exhibit):
        plain = to_arabic_digits(text)
        for found in pattern.finditer(plain):
            before = plain[max(0, found.start() - _CREDITED) : found.start()]
            if not _CREDIT.search(before) and not (pattern is TELEPHONE and _is_fax(before)):
                return exhibit.evidence(line_around(text, found.start(), found.end()), index)
    return None


def _is_fax(before: str) -> bool:
    """Whether the number after these words is a fax alone ("โทรสาร …", not "โทรศัพท์/โทรสาร …")."""
    fax = _FAX_ONLY.search(before)
    return fax is not None and not _BOTH.search(before[: fax.start()])


def _indexed(exhibit: Exhibit) -> list[tuple[int | None, str]]:
    texts: list[tuple[int | None, str]] = [(index, text) for index, text in enumerate(exhibit.texts)]
    return [*texts, (None, exhibit.whole)] if exhibit.whole else texts


def _address(exhibit: Exhibit) -> Evidence | None:
    """Tambon and amphoe together, or a house number or road with a postcode within a few lines."""
    for index, text in _indexed(exhibit):
        plain = to_arabic_digits(text)
        for found in _DISTRICT.finditer(plain):
            around = plain[max(0, found.start() - 120) : found.end() + 120]
            if _POSTCODE.search(around) or _HOUSE.search(around):
                return exhibit.evidence(line_around(text, found.start(), found.end()), index)
        for code in _POSTCODE.finditer(plain):
            around = plain[max(0, code.start() - 200) : code.end()]
            if _HOUSE.search(around) and re.search(r"จังหวัด|(?<![ก-๛])จ\.|กรุงเทพ|กทม", around):
                return exhibit.evidence(line_around(text, code.start(), code.end()), index)
    return None


def _map(exhibit: Exhibit) -> Evidence | None:
    for address in (*exhibit.embeds, *(link.url for link in exhibit.links)):
        if MAP.search(address):
            return exhibit.evidence(address[:200])
    for image in exhibit.images:
        if re.search(r"แผนที่|(?:^|[/_-])map", f"{image.alt} {image.url}", re.IGNORECASE):
            return exhibit.evidence(image.alt or image.url[:200])
    return None


def _social(exhibit: Exhibit) -> Evidence | None:
    for link in exhibit.links:
        if service_of(link.url) in SERVICES:
            return exhibit.evidence(link.text or link.url)
    return None


def _email(exhibit: Exhibit) -> Evidence | None:
    for link in exhibit.links:
        if link.url.lower().startswith("mailto:") or link.raw.lower().startswith("mailto:"):
            return exhibit.evidence(link.text or link.url or link.raw)
    return _search(exhibit, EMAIL)


_FIND: dict[str, Callable[[Exhibit], Evidence | None]] = {
    "address": _address,
    "telephone": lambda exhibit: _search(exhibit, TELEPHONE),
    "email": _email,
    "map": _map,
    "fax": lambda exhibit: _search(exhibit, _FAX),
    "social": _social,
}
