"""period: the time the evidence speaks of, by the year rule; October to March covered where months are asked."""

import re

from checklist.checks.params import PeriodParams
from checklist.exhibit import Exhibit, Question, doubt, line_around, nothing
from checklist.model import YearRule
from checklist.reasons import reason
from checklist.thai import to_arabic_digits, years_in
from checklist.verdict import Evidence, Finding
from checklist.yearrule import RIGHT, WRONG, Told, first_six, is_judged, layers, month_label, told_by, wanted_year

_UP_TO = (
    r"(?:(?:สิ้นสุด|สิ้น|ถึง|สะสม|จนถึง)\s*(?:ณ\s*)?ไตรมาส(?:ที่)?\s*|ไตรมาส(?:ที่)?\s*1\s*(?:-|–|และ|ถึง)\s*(?:ไตรมาส(?:ที่)?\s*)?)"
)
"""A quarter by itself is three months; up to it, or from the first to it, are all before."""
_WHOLE_YEAR = re.compile(
    r"(?<!\d)(?:รอบ|ระยะ|จำนวน)?\s*(?:(?<!\d)12|สิบสอง)\s*เดือน|(?:ตลอด|ทั้ง)ปี(?:งบ|\s*พ\.?ศ|\s*25)|" + _UP_TO + "[34]"
)
_MARCH = r"(?:เดือน)?\s*(?:มีนาคม|มี\.?\s?ค\.?)"
_HALF_YEAR = re.compile(
    r"(?:รอบ|ระยะ(?:เวลา)?|ครั้งที่\s*1)?\s*\(?(?<!\d)(?:6|หก)\s*เดือน(?!\s*หลัง)|ครึ่งปี(?:งบประมาณ)?\s*แรก|" + _UP_TO + "2|"
    r"(?:ตุลาคม|ต\.?\s?ค\.?)\s*(?:ถึง|[-–—])\s*" + _MARCH + r"(?!\s*\d)|"
    r"(?<!ประกาศ)(?<!ประกาศ )(?<!สั่ง)(?<!สั่ง )(?<!ไว้)(?<!ไว้ )ณ\s*(?:วันที่\s*)?31\s*" + _MARCH
)
"""Also "as of 31 March": what a year's report says then is of its first half; the day of a signature is not."""
_LATTER = re.compile(r"(?:6|หก)\s*เดือน\s*หลัง|ครึ่งปีหลัง|ไตรมาส(?:ที่)?\s*[34](?!\d)")
_SECOND = re.compile(r"ไตรมาส(?:ที่)?\s*2(?!\d)")
"""A report "of the second quarter" may be one up to its end: only who reads it can tell."""
_MONTH_HEADS = {
    10: ("ต.ค.", "ตุลาคม"), 11: ("พ.ย.", "พฤศจิกายน"), 12: ("ธ.ค.", "ธันวาคม"),
    1: ("ม.ค.", "มกราคม"), 2: ("ก.พ.", "กุมภาพันธ์"), 3: ("มี.ค.", "มีนาคม"),
}  # fmt: skip

_MOST = 4  # of six months; fewer may be those in which something was done
_YEAR_BEHIND = re.compile(r"\s*(?:พ\.?\s?ศ\.?)?\s*(?:2[45])?\d\d\s*$")
_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")

_AROUND_MONTH = re.compile(r"[\s.()\-–:*]|(?:ประจำ)?เดือน|^\d{1,2}(?=\D)")


def check(question: Question) -> Finding:
    """Right year, then the months; a year nobody names is `cant_tell`, and so is one that only OCR saw."""
    want, rule = question.want(PeriodParams), question.year
    if not question.exhibits:
        return nothing(question)
    if rule is None or not is_judged(rule):
        return question.found("period_right", question.exhibits[0].evidence(), wanted="-", seen="-")
    told = [(exhibit, told_by(rule, question.fiscal_year, exhibit)) for exhibit in question.exhibits]
    right = [pair for pair in told if pair[1].state == RIGHT]
    wanted = str(wanted_year(rule, question.fiscal_year))
    if not right:
        return _not_right(question, told, wanted)
    if want.months:
        return _months(question, want, rule, right)
    if want.years > 1:
        return _long_enough(question, want.years, right)
    exhibit, seen = next((pair for pair in right if not pair[0].ocr), right[0])
    return question.found("period_right", _place(exhibit, seen), wanted=wanted, seen=seen.seen)


def _place(exhibit: Exhibit, told: Told) -> Evidence:
    return exhibit.evidence(told.quote, told.index, told.year)


def _not_right(question: Question, told: list[tuple[Exhibit, Told]], wanted: str) -> Finding:
    unknown = next((exhibit for exhibit, one in told if one.state != WRONG), None)
    if unknown is not None:
        return question.unsure(reason("period_unknown", wanted=wanted), unknown.evidence())
    exhibit, seen = told[0]
    if exhibit.ocr:
        return question.unsure(reason("ocr_only", what=seen.seen), _place(exhibit, seen))
    return doubt(question, question.lacks("period_wrong", _place(exhibit, seen), wanted=wanted, seen=seen.seen))


_SPAN = re.compile(r"(?:(?:ระยะ|แผน[ก-๛]*|ฉบับ)\s*\(?|\()\s*(\d{1,2})\s*ปี")


def _long_enough(question: Question, years: int, right: list[tuple[Exhibit, Told]]) -> Finding:
    """A plan that runs over several years names them; of one that names only this year a person must see how long."""
    for exhibit, told in right:
        for text, index in [*layers(exhibit)][:-1]:  # not the file's name, which may be an older plan's
            plain = to_arabic_digits(text)
            ranges = [one for one in years_in(plain) if one.last is not None and one.last - one.value + 1 >= years]
            said = next((found for found in _SPAN.finditer(plain) if int(found.group(1)) >= years), None)
            if ranges or said:
                seen = f"{ranges[0].value}-{ranges[0].last}" if ranges else said.group().strip(" (") if said else ""
                at = (ranges[0].start, ranges[0].end) if ranges else said.span() if said else (0, 0)
                place = exhibit.evidence(line_around(text, *at), index, told.year)
                return question.found("period_right", place, wanted=str(_wanted(question)), seen=seen)
    exhibit, told = right[0]
    why = (
        f"แผนต้องมีระยะมากกว่า 1 ปี แต่พบเพียงปี {told.seen}",
        f"the plan must run over more than one year, and only {told.seen} is named",
    )
    return question.unsure(reason("person_must_look", why=why), _place(exhibit, told))


def _wanted(question: Question) -> int:
    return wanted_year(question.year, question.fiscal_year) if question.year else question.fiscal_year


def _months(question: Question, want: PeriodParams, rule: YearRule, right: list[tuple[Exhibit, Told]]) -> Finding:
    """`monthly` wants each month by itself; `first_six` is also met by a half-year or a whole year."""
    year = wanted_year(rule, question.fiscal_year)
    shown = f"{month_label(year - 1, 10)} - {month_label(year, 3)}"
    if want.months == "first_six":
        for exhibit, told in right:
            said = _says_half(exhibit)
            if said is not None and (lacking := _lacking_in_table(exhibit)):
                months = ", ".join(month_label(year - (month > 3), month) for month in lacking)
                why = (
                    f"เป็นรายงาน {said[0]} แต่ตารางรายเดือนไม่มี {months}",
                    f"it says {said[0]}, and its table by month does not have {months}",
                )
                return question.unsure(reason("person_must_look", why=why), _place(exhibit, told))
            if said is not None:
                words, quote, index = said
                seen = " ".join(f"{words} {told.seen}".split())
                place = exhibit.evidence(quote, index, told.year)
                return question.found("period_right", place, wanted=shown, seen=seen)
    missing = set(first_six(year))
    stated = {month for exhibit, _ in right for month in _stated(exhibit)}
    for exhibit, _ in right:
        missing -= stated if stated and want.months == "first_six" else months_of(exhibit, year)
    if not missing:
        return question.found("period_right", *(_place(*pair) for pair in right[:6]), wanted=shown, seen=shown)
    heads = [_head(exhibit) for exhibit, _ in right]
    if any(_SECOND.search(head) for head in heads):
        return question.unsure(reason("period_unknown", wanted=shown), _place(*right[0]))
    if len(missing) == 6 and not any(_says_other_months(head) for head in heads):
        return doubt(question, question.unsure(reason("period_unknown", wanted=shown), _place(*right[0])))
    if any(exhibit.ocr for exhibit, _ in right):
        return question.unsure(reason("ocr_only", what=shown), _place(*right[0]))
    labels = tuple(month_label(*one) for one in first_six(year) if one in missing)
    return doubt(question, question.lacks("months_missing", _place(*right[0]), months=labels))


def _says_other_months(head: str) -> bool:
    """Whether the head of a text says months, though none of those asked for."""
    return bool(_LATTER.search(head)) or any(one.kind == "fiscal" and one.months for one in years_in(head))


def _head(exhibit: Exhibit) -> str:
    return to_arabic_digits(f"{_names(exhibit)} {exhibit.texts[0][:1500] if exhibit.texts else ''}")


def _stated(exhibit: Exhibit) -> set[tuple[int, int]]:
    """Months that what names the report says, its own words before others'; not those of its rows, which are of any
    time (a project's, a contract's)."""
    captions = "\n".join(table.heading for table in exhibit.tables)
    return _spans(to_arabic_digits(_own_words(exhibit))) or _spans(to_arabic_digits(f"{_names(exhibit)}\n{captions}"))


_IN_FIGURES = re.compile(r"(?<![\d/])(\d{1,2})/(0?[1-9]|1[0-2])/(2[45]\d\d)(?![\d/])")


def _spelt(text: str) -> str:
    """The text with days written in figures (1/10/2565) as their months are written in words."""
    return _IN_FIGURES.sub(lambda day: f"{day[1]} {_SHORT[int(day[2]) - 1]} {day[3]}", text)


def _spans(text: str) -> set[tuple[int, int]]:
    """Months of periods (a span, a quarter, a half-year), not of single dates."""
    text = _spelt(text)
    years = (one for line in text.splitlines() for one in years_in(line))
    return {month for one in years if one.kind != "law" and len(one.months) > 1 for month in one.months}


def _own_words(exhibit: Exhibit) -> str:
    """How it names itself and its parts: a document's first lines, a page's headings; words of links are others'."""
    if exhibit.kind == "document":
        return exhibit.texts[0][:400] if exhibit.texts else ""
    captions = [section.heading for section in exhibit.sections] + [table.heading for table in exhibit.tables]
    return "\n".join((exhibit.title, *exhibit.headings, *captions))


def half_only(exhibit: Exhibit) -> bool:
    """Whether it calls itself a report on half a year, and on no more: what a link calls it does not make it whole."""
    own = exhibit.texts[0][:400] if exhibit.kind == "document" and exhibit.texts else ""
    if exhibit.kind == "page":
        own = "\n".join((exhibit.title, *exhibit.headings))
    plain = to_arabic_digits(own)
    return bool(_HALF_YEAR.search(plain)) and not _WHOLE_YEAR.search(plain)


def _names(exhibit: Exhibit) -> str:
    return " ".join((exhibit.title, exhibit.name, *exhibit.headings[:3], *exhibit.said))


def _says_half(exhibit: Exhibit) -> tuple[str, str, int | None] | None:
    """The words for a half-year or more in the titles or the head of the text: (words, quote, text index)."""
    own = _own_words(exhibit)
    for text, index in (
        (own, 0 if exhibit.kind == "document" else None),
        (_names(exhibit), None),
        (exhibit.texts[0][:1500] if exhibit.texts else "", 0),
    ):
        plain = to_arabic_digits(text)
        found = _HALF_YEAR.search(plain) or _WHOLE_YEAR.search(plain)
        if found:
            return found.group(), line_around(text, found.start(), found.end()), index
        if text == own and _spans(plain):
            return None  # it says its months itself, whatever a link calls it
    return None


def _lacking_in_table(exhibit: Exhibit) -> list[int]:
    """Months from October to March that a table by month does not have, though it has the most of them."""
    for table in exhibit.tables:
        column = [row[0] for row in table.rows if row]
        for cells in (table.header, *table.rows[:2], column):
            there = [
                month for month in _MONTH_HEADS if any(_is_month(_YEAR_BEHIND.sub("", cell), month) for cell in cells)
            ]
            if _MOST <= len(there) < len(_MONTH_HEADS):
                return [month for month in _MONTH_HEADS if month not in there]
    return []


def months_of(exhibit: Exhibit, year: int) -> set[tuple[int, int]]:
    """Months of the fiscal year's first half the exhibit speaks of: dated ones, and table columns named by month."""
    wanted = set(first_six(year))
    found: set[tuple[int, int]] = set()
    texts = (exhibit.title, exhibit.name, *exhibit.headings, *exhibit.said, *exhibit.texts)
    for text in texts:
        for one in years_in(text[:20_000]):
            if one.kind != "law":
                found |= one.months & wanted
    heads = [
        cell
        for table in exhibit.tables
        for row in (table.header, *table.rows[:3], *_first_column(table.rows))
        for cell in row
    ]
    for cell in heads:
        if len(cell) < 30:
            found |= {month for one in years_in(cell) if one.kind != "law" for month in one.months} & wanted
    for at in wanted - found:
        if any(_is_month(cell, at[1]) for cell in heads):
            found.add(at)
    return found


def _is_month(cell: str, month: int) -> bool:
    """A cell that says that month and nothing else, without a year: "สำนักงาน ก.พ." is no February."""
    said = _AROUND_MONTH.sub("", cell)
    return said in {name.replace(".", "") for name in _MONTH_HEADS[month]}


def _first_column(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    return [row[:2] for row in rows[:40]]
