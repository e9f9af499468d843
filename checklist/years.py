"""Years and periods as Thai agencies write them: พ.ศ. 2567, ปี 67, FY2024, 2566-2570, ไตรมาส 2/2567, ต.ค. 66 – มี.ค. 67.

Everything is told in the Buddhist era. The government's fiscal year runs from 1 October of the year before to
30 September. The year of a law ("พ.ร.บ. … พ.ศ. 2560") is found too, with kind ``law``, so that nobody takes it for
the year of a report.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MONTHS = {
    "มกราคม": 1, "ม.ค.": 1, "กุมภาพันธ์": 2, "ก.พ.": 2, "มีนาคม": 3, "มี.ค.": 3, "เมษายน": 4, "เม.ย.": 4,
    "พฤษภาคม": 5, "พ.ค.": 5, "มิถุนายน": 6, "มิ.ย.": 6, "กรกฎาคม": 7, "กรกฏาคม": 7, "ก.ค.": 7, "สิงหาคม": 8,
    "ส.ค.": 8, "กันยายน": 9, "ก.ย.": 9, "ตุลาคม": 10, "ต.ค.": 10, "พฤศจิกายน": 11, "พ.ย.": 11, "ธันวาคม": 12, "ธ.ค.": 12,
}  # fmt: skip
_MONTH_OF = {name.replace(".", ""): number for name, number in _MONTHS.items()}
_MONTH = "(?:" + "|".join(re.escape(n).replace(r"\.", r"\.?\s?") for n in sorted(_MONTHS, key=len, reverse=True)) + ")"
_ERA = r"(?:พ\s?\.?\s?ศ\s?\.{0,2}\s?)?"
_BE = r"25[0-9]{2}"
_SHORT = r"[4-8][0-9]"
_TO = r"\s*(?:-|–|—|ถึง|จนถึง|to)\s*"
_SPAN = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})\s*)?(?P<m1>{_MONTH})\s*(?:{_ERA}(?P<y1>{_BE}|{_SHORT}(?!\d)))?{_TO}(?:วันที่\s*)?"
    rf"(?:\d{{1,2}}\s*)?(?P<m2>{_MONTH})\s*{_ERA}(?P<y2>{_BE}|20[0-4]\d|{_SHORT}(?!\d))"
)
_DATE = re.compile(rf"(?:(?<!\d)\d{{1,2}}\s*)?(?P<m>{_MONTH})\s*{_ERA}(?P<y>{_BE}|20[0-4]\d|{_SHORT}(?!\d))(?!\d)")
_SLASHED = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})[/-](?P<m>\d{{1,2}})[/-](?P<y>{_BE}|20[0-4]\d)(?!\d)")
_PACKED = re.compile(
    r"(?<![\d,.])(?P<y>25[5-9]\d|20[0-4]\d|6\d|7\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d,])"
)
_QUARTER = re.compile(
    r"ไตรมาส(?:ที่|\s)*(?P<q>[1-4])(?:\s*(?:-|–|ถึง|และ)\s*(?P<r>[1-4]))?\D{0,40}?"
    rf"(?P<y>{_BE}|(?<=[/ปี\s]){_SHORT}(?!\d))"
)
_HALF = re.compile(
    rf"(?:รอบ|ระยะ)?\s*(?:6|หก)\s*เดือน\s*(?P<h>แรก|หลัง)?[^\n\d]{{0,60}}?(?P<y>{_BE}|(?<=[ปี\s]){_SHORT}(?!\d))"
)
_HALF_AFTER = re.compile(rf"(?P<y>{_BE})\s*[\(\s]{{0,3}}(?:รอบ|ระยะ)?\s*(?:6|หก)\s*เดือน\s*(?P<h>แรก|หลัง)?")
_RANGE = re.compile(rf"(?<!\d)(?P<y1>{_BE}){_TO}{_ERA}(?P<y2>{_BE}|{_SHORT}(?!\d))(?!\d)")
_SHORT_RANGE = re.compile(rf"(?:ปี|พ\.?ศ\.?)[\s.\-_]*(?P<y1>{_SHORT})\s*[-–]\s*(?P<y2>{_SHORT})(?!\d)")
_FISCAL = re.compile(
    rf"(?:ปี\s*งบ(?:ประมาณ|ฯ)?|งบประมาณ(?:ปี|\s*พ\.?ศ\.?)|งปม\.?|\bFY|fiscal\s*year)[\s.:_\-']*(?:ปี)?\s*{_ERA}"
    rf"(?P<y>{_BE}|20[0-4]\d|[1-8]\d)(?!\d)",
    re.IGNORECASE,
)
_ACADEMIC = re.compile(rf"ปีการศึกษา\s*{_ERA}(?:\d/)?(?P<y>{_BE}|20[0-4]\d|{_SHORT})(?!\d)")
_SAID = re.compile(
    rf"(?:ปี|ประจำปี|(?:\b|_)(?:ITAP?|OIT|MOIT|EIT|IIT)(?=[\W\d_]))[\s.:_\-'\(]*{_ERA}(?P<y>{_BE}|20[0-4]\d|{_SHORT})"
    r"(?![\d.,]*\d)",
    re.IGNORECASE,
)
_ERA_YEAR = re.compile(rf"พ\s?\.?\s?ศ\s?\.{{0,2}}\s?(?P<y>{_BE}|{_SHORT})(?!\d)")
_APOSTROPHE = re.compile(rf"(?<!\w)['’](?P<y>{_SHORT})(?!\d)")
_COUNTED = r"(?!\s?(?:บาท|คน|ราย|ครั้ง|ครัวเรือน|หลังคาเรือน|ไร่|ตารางเมตร)(?![ก-๛]))"
"""What makes a bare number a sum, a head count or an area and no year."""

_HOUSE = r"(?<!บ้านเลขที่)(?<!บ้านเลขที่ )(?<!ตั้งอยู่เลขที่)(?<!ตั้งอยู่เลขที่ )"
_BARE = re.compile(rf"(?<![\d,.])(?<!\b0[ -]){_HOUSE}(?P<y>25[3-9]\d)(?![\d,]|\.\d){_COUNTED}")
_BARE_CE = re.compile(rf"(?<![\w,.@])(?<![฿$]){_HOUSE}(?P<y>20[0-3]\d)(?![\w,@]|\.\d){_COUNTED}")
_PHONE = re.compile(r"(?<![\d/,.])(?:\+66|0)[ -]?\d(?:[ -]?\d){7,8}(?!\d)")
"""A Thai telephone number of nine or ten digits; "0 2000 0001" is no year, nor is "044-256800"."""
_LAW = re.compile(
    r"พ\.?\s?ร\.?\s?บ\.?|พระราชบัญญัติ|พระราชกฤษฎีกา|พระราชกำหนด|พ\.ร\.[กฎ]\.|ระเบียบ|ประมวล(?:ผล)?(?:จริยธรรม|กฎหมาย)|กฎ\s?กระทรวง|"
    r"กฏ\s?กระทรวง|รัฐธรรมนูญ|ข้อบังคับ|กฎ\s?ก\.[พตค]\.|ข้อกำหนด|ประกาศคณะกรรมการ|ประกาศ\s?ก\.(?:จ|ท|อบต)|หลักเกณฑ์กลาง|เกณฑ์จริยธรรม|"
    r"ต้านทุจริตศึกษา"
)


def to_arabic_digits(text: str) -> str:
    """Thai digits as Arabic ones; all else as it was."""
    return text.translate(_DIGITS)


def fiscal_year_of(day: date) -> int:
    """The Buddhist fiscal year that holds `day`: October 2025 belongs to 2569."""
    return day.year + 543 + (day.month >= 10)


@dataclass(frozen=True, slots=True)
class Year:
    """A year or period found in a text, at start:end of it. All years are Buddhist.

    `kind`: ``fiscal`` (ปีงบประมาณ), ``academic`` (ปีการศึกษา), ``calendar`` (a date, or a span of dates), ``plain``
    (a year and no word that says which), ``law`` (the year of an act or rule: never the year of evidence). `last` is
    the last year of a range such as 2566-2570. `months` are the (year, month) pairs of a date, a quarter, a
    half-year or a span.
    """

    value: int
    kind: str
    start: int = field(compare=False)
    end: int = field(compare=False)
    last: int | None = None
    months: frozenset[tuple[int, int]] = frozenset()

    @property
    def fiscal(self) -> int:
        """The fiscal year it falls in; for a span of dates the last one, for a range the first."""
        if self.kind == "calendar" and self.months:
            return max(year + (month >= 10) for year, month in self.months)
        return self.value

    def covers(self, fiscal_year: int) -> bool:
        """Whether the period holds that fiscal year, or some of it."""
        if self.kind == "calendar" and self.months:
            return any(year + (month >= 10) == fiscal_year for year, month in self.months)
        return self.value <= fiscal_year <= (self.last or self.value)


def _be(written: str) -> int:
    """A written year in the Buddhist era: 2567, 67, 2024, and 24 (only after FY) are the same."""
    number = int(written)
    if number < 40:
        return number + 2543
    if number < 100:
        return number + 2500
    return number + 543 if number < 2200 else number


def _month(written: str) -> int:
    return _MONTH_OF[re.sub(r"[\s.]", "", written)]


def _between(first: tuple[int, int], last: tuple[int, int]) -> frozenset[tuple[int, int]]:
    start, stop = first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1
    if not 0 <= stop - start <= 72:
        return frozenset({first, last})
    return frozenset((at // 12, at % 12 + 1) for at in range(start, stop + 1))


def _quarters(year: int, first: int, last: int) -> frozenset[tuple[int, int]]:
    """Months of the fiscal quarters first..last of fiscal year `year`."""
    start = (year - 1) * 12 + 9 + (first - 1) * 3
    return frozenset((at // 12, at % 12 + 1) for at in range(start, start + (last - first + 1) * 3))


def _from_span(found: re.Match[str]) -> Year:
    last = _be(found["y2"])
    months = _month(found["m1"]), _month(found["m2"])
    first = _be(found["y1"]) if found["y1"] else last - (months[0] > months[1])
    return Year(last, "calendar", *found.span(), months=_between((first, months[0]), (last, months[1])))


def _from_date(found: re.Match[str]) -> Year:
    year = _be(found["y"])
    return Year(year, "calendar", *found.span(), months=frozenset({(year, _month(found["m"]))}))


def _from_numbers(found: re.Match[str]) -> Year | None:
    year, month = _be(found["y"]), int(found["m"])
    if not 1 <= month <= 12 or not 1 <= int(found["d"]) <= 31:
        return None
    return Year(year, "calendar", *found.span(), months=frozenset({(year, month)}))


def _from_quarter(found: re.Match[str]) -> Year:
    year, first = _be(found["y"]), int(found["q"])
    return Year(year, "fiscal", *found.span(), months=_quarters(year, first, max(first, int(found["r"] or first))))


def _from_half(found: re.Match[str]) -> Year:
    year = _be(found["y"])
    halves = (3, 4) if found["h"] == "หลัง" else (1, 2)
    return Year(year, "fiscal", *found.span(), months=_quarters(year, *halves))


def _from_range(found: re.Match[str]) -> Year | None:
    first, last = _be(found["y1"]), _be(found["y2"])
    return Year(first, "plain", *found.span(), last=last) if first < last <= first + 25 else None


def _of_kind(kind: str, found: re.Match[str]) -> Year:
    return Year(_be(found["y"]), kind, *found.span())


_READERS = (
    (_SPAN, _from_span),
    (_HALF, _from_half),
    (_HALF_AFTER, _from_half),
    (_QUARTER, _from_quarter),
    (_DATE, _from_date),
    (_SLASHED, _from_numbers),
    (_RANGE, _from_range),
    (_SHORT_RANGE, _from_range),
    (_FISCAL, lambda found: _of_kind("fiscal", found)),
    (_ACADEMIC, lambda found: _of_kind("academic", found)),
    (_SAID, lambda found: _of_kind("plain", found)),
    (_ERA_YEAR, lambda found: _of_kind("plain", found)),
    (_APOSTROPHE, lambda found: _of_kind("plain", found)),
    (_PACKED, _from_numbers),
    (_BARE, lambda found: _of_kind("plain", found)),
    (_BARE_CE, lambda found: _of_kind("plain", found)),
)
_ANY = re.compile(r"[0-9๐-๙]{2}|[0-9๐-๙]\s[0-9๐-๙]")


def years_in(text: str) -> tuple[Year, ...]:
    """Every year and period in `text`, in order of place. Two-digit years only where a word makes them clear."""
    if not _ANY.search(text):
        return ()
    plain = _PHONE.sub(lambda number: "#" * len(number.group()), to_arabic_digits(text))
    found: list[Year] = []
    taken: list[tuple[int, int]] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(plain):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            year = read(match)
            if year is not None:
                found.append(_as_law(plain, year))
                taken.append(match.span())
    return tuple(sorted(found, key=lambda year: year.start))


def _as_law(text: str, year: Year) -> Year:
    """`year`, with kind ``law`` if it is the year of an act or rule."""
    if year.kind != "plain" or year.last is not None:
        return year
    said = text[year.start : year.end]
    if "ปี" in said or said.upper().startswith(("ITA", "OIT", "MOIT")):
        return year
    line = text[max(0, year.start - 220) : year.start].rsplit("\n", 1)[-1]
    laws = list(_LAW.finditer(line))
    if laws and laws[-1].group().startswith("ประมวล") and "ศ" not in said:
        return year  # "ประมวลจริยธรรม 2567" is the year it was put up; its own year is written "พ.ศ. 2564"
    if not laws or re.search(r"25\d\d|ประจำ\s?ปี|ปีงบ", line[laws[-1].end() :]):
        return year
    return Year(year.value, "law", year.start, year.end)


@dataclass(frozen=True, slots=True)
class Said:
    """Which fiscal year a piece of evidence speaks of: from which layer of text, and the words that say so."""

    year: Year
    where: str
    quote: str


_STRENGTH = {"fiscal": 4, "plain": 3, "academic": 2, "calendar": 1}


def evidence_year(layers: Iterable[tuple[str, str]]) -> Said | None:
    """The year of evidence from layers of text, the most trusted first: (where, text) pairs.

    Callers give the document's own first words, then its title, the link's text, its row and heading, and the address
    last. The first layer that names a year (not a law's) decides; within it a fiscal year beats a bare year beats a
    date, then the one said most often, then the first.
    """
    for where, text in layers:
        best = best_year(years_in(text))
        if best is not None:
            return Said(best, where, text[max(0, best.start - 30) : best.end + 10].strip())
    return None


def best_year(years: Sequence[Year]) -> Year | None:
    """The year that a text with these years is most likely about; None when it names none but laws'."""
    usable = [year for year in years if year.kind != "law"]
    if not usable:
        return None
    often = Counter(year.fiscal for year in usable)
    return max(usable, key=lambda y: (_STRENGTH[y.kind] + (y.last is not None), often[y.fiscal], -y.start))


@lru_cache(maxsize=20_000)
def years_in_label(text: str) -> tuple[Year, ...]:
    """`years_in` for link texts and titles, which repeat on every page of a site."""
    return years_in(text)
