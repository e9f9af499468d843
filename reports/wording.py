"""A finding becomes a sentence: the texts of `sentences` and `words` filled with its values; dates, numbers, lists.

Judging speaks in codes with values (`checklist.reasons`); only here do they become Thai or English.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from checklist.verdict import Outcome, Reason, Status
from reports.sentences import SENTENCES
from reports.words import GROUPS, HOW, MONTHS, MONTHS_SHORT, TH, VALUES, WHY, Pair, side

_PLURAL = re.compile(r"(?<![\d.,])(\d[\d.,]*) ([a-z]+(?: [a-z]+)?)\(s\)")
BANGKOK = timezone(timedelta(hours=7))
STATUS: dict[Status, Pair] = {
    Status.COMPLETE: ("ครบถ้วน", "Complete"),
    Status.PARTIAL: ("ยังไม่ครบ", "Partial"),
    Status.OUTDATED: ("ไม่ใช่ปีนี้", "Other year"),
    Status.BROKEN: ("เปิดดูไม่ได้", "Does not open"),
    Status.MISSING: ("ไม่พบ", "Not found"),
    Status.CANT_TELL: ("ต้องตรวจดูเอง", "A person must look"),
    Status.INAPPLICABLE: ("ไม่ใช้กับหน่วยงานนี้", "Not applicable"),
}
MARK: dict[Status, str] = {
    Status.COMPLETE: "✓",
    Status.PARTIAL: "◐",
    Status.OUTDATED: "↺",
    Status.BROKEN: "⊘",
    Status.MISSING: "✗",
    Status.CANT_TELL: "?",
    Status.INAPPLICABLE: "–",
}
OUTCOME: dict[Outcome, Pair] = {
    Outcome.PASSED: ("มี", "There"),
    Outcome.FAILED: ("ยังขาด", "Missing"),
    Outcome.CANT_TELL: ("ต้องตรวจดูเอง", "A person must look"),
    Outcome.INAPPLICABLE: ("ไม่ใช้กับหน่วยงานนี้", "Not applicable"),
}
OUTCOME_MARK: dict[Outcome, str] = {
    Outcome.PASSED: "✓",
    Outcome.FAILED: "✗",
    Outcome.CANT_TELL: "?",
    Outcome.INAPPLICABLE: "–",
}

CODED_SLOTS = frozenset({"lacks", "parts", "state", "outcome", "answer", "service", "services", "what", "channel"})
QUOTED_SLOTS = frozenset({"words", "columns", "column", "title", "statement"})
EITHER_SLOTS = frozenset({"kinds", "formats", "services"})
"""Lists of which one is enough: joined with "or"."""
LONGEST_PERIOD = 60
LEADING = "เแโใไ"
"""Vowels that stand before the consonant they are spoken after: a syllable begins with them."""


def sentence(reason: Reason, lang: str, names: Mapping[str, str] | None = None) -> str:
    """The reason as one sentence. `names` gives the words for agency kinds and groups in that language.

    A code unknown here (an assessment stored by a newer version) is shown as the code: visible, and never a crash.
    """
    pair = SENTENCES.get(reason.code)
    if pair is None:
        return reason.code
    words = {name: _slot(name, value, lang, names or {}) for name, value in reason.values.items()}
    what, count = reason.values.get("what"), reason.values.get("count")
    if isinstance(what, tuple | list) and isinstance(count, int) and 0 < len(what) < count:
        words["what"] = f"{' '.join(what)} และอื่น ๆ" if side(lang) == TH else f"{', '.join(what)} and others"
    try:
        said = pair[side(lang)].format_map({"what": "", **words})
    except KeyError:  # stored by an older version with fewer values
        return reason.code
    return counted(said.strip().removesuffix(":"))


def counted(text: str) -> str:
    """English with its plurals decided: ``1 link(s)`` becomes ``1 link``, ``2 empty cell(s)`` ``2 empty cells``."""
    return _PLURAL.sub(lambda m: f"{m[1]} {m[2]}" + ("" if m[1] == "1" else "s"), text)


def status_word(status: Status, lang: str) -> str:
    """The status in one or two words."""
    return STATUS[status][side(lang)]


def outcome_word(outcome: Outcome, lang: str) -> str:
    """The outcome of one element in one or two words."""
    return OUTCOME[outcome][side(lang)]


def value_word(value: str, lang: str) -> str:
    """The words for a code such as ``not_found`` or ``google_drive``; any other text as it is."""
    pair = VALUES.get(value)
    return pair[side(lang)] if pair else value


def number(value: float, digits: int = 2) -> str:
    """A number for a reader: at most `digits` decimals, no trailing zeros, thousands apart."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def join(parts: Sequence[str], lang: str, *, either: bool = False) -> str:
    """A list in running text: Thai joins with spaces and ends with และ (or หรือ), English with commas and 'and'/'or'."""
    if len(parts) < 2:
        return "".join(parts)
    if side(lang) == TH:
        return " ".join(parts[:-1]) + (" หรือ " if either else " และ ") + parts[-1]
    return ", ".join(parts[:-1]) + (" or " if either else " and ") + parts[-1]


def answer_word(answer: str, lang: str) -> str:
    """What an address answered, in words: an HTTP status such as ``404``, or a fetch outcome."""
    if not (answer.isascii() and answer.isdigit()):
        return value_word(answer, lang)
    status = int(answer)
    if status in (404, 410):
        said = VALUES["not_found"]
    elif status in (401, 403, 407, 451):
        said = VALUES["forbidden"]
    elif status >= 500:
        said = VALUES["server_error"]
    else:
        said = VALUES["client_error"]
    return f"{said[side(lang)]} รหัส {status}" if side(lang) == TH else f"{said[side(lang)]}, status {status}"


def day(iso: str, lang: str) -> str:
    """An ISO date (or that of an ISO time) in words: ``22 พ.ย. 2569``; English keeps the Gregorian year."""
    try:
        year, month, date = (int(part) for part in iso[:10].split("-"))
        name = MONTHS_SHORT[month - 1][side(lang)]
    except (ValueError, IndexError):
        return iso
    return f"{date} {name} {year + 543 if side(lang) == TH else year}"


HOME: Pair = ("หน้าแรก", "Home")


def click_path(path: Sequence[str], lang: str) -> str:
    """The clicks from the home page as one line: หน้าแรก › ข้อมูลหน่วยงาน › โครงสร้าง; "" when there are none."""
    steps = [step for step in path if step.strip()]
    if not steps:
        return ""
    return " › ".join(steps if steps[0] in HOME else [HOME[side(lang)], *steps])


def shorten(text: str, limit: int) -> str:
    """`text` on one line, cut near `limit` characters at a space, else before a syllable, with an ellipsis.

    Thai syllables that begin with a vowel are told without a dictionary, which takes longer to load than a report.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head, space, _ = line[: limit - 1].rpartition(" ")
    if space and len(head) > limit // 2:
        return head + "…"
    ends = [at for at in range(limit // 2, limit) if line[at] in LEADING]
    end = ends[-1] if ends else limit - 1
    while end > 1 and unicodedata.category(line[end]) == "Mn":
        end -= 1
    return line[:end] + "…"


def moment(iso: str, lang: str) -> str:
    """An ISO time in words, in Bangkok's time: ``23 พ.ย. 2569 เวลา 01:06 น.``; what is no time stays as it is."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if at.tzinfo is not None:
        at = at.astimezone(BANGKOK)
    clock = f"เวลา {at:%H:%M} น." if side(lang) == TH else f"at {at:%H:%M} (Bangkok)"
    return f"{day(at.date().isoformat(), lang)} {clock}"


def _slot(slot: str, value: str | int | float | tuple[str, ...], lang: str, names: Mapping[str, str]) -> str:
    """One value of a reason as words of that language."""
    if slot == "why":
        return _why(value, lang)
    if isinstance(value, tuple | list):
        return join([_slot(slot, part, lang, names) for part in value], lang, either=slot in EITHER_SLOTS)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _month(value, lang) if slot == "months" else _plain_number(slot, value)
    if slot in ("kind", "kinds"):
        return names.get(value) or (GROUPS[value][side(lang)] if value in GROUPS else value)
    if slot in ("wanted", "seen"):
        return shorten(value, LONGEST_PERIOD)
    if slot == "answer":
        return answer_word(value, lang)
    if slot == "how" and value in HOW:
        return HOW[value][side(lang)]
    if slot == "months":
        return _month_text(value, lang)
    if slot in QUOTED_SLOTS:
        return f"“{value}”" if value else ""
    if slot in CODED_SLOTS:
        return value_word(value, lang)
    return value


def _why(value: object, lang: str) -> str:
    """What a person has to look at: one of our own codes, or the pair (Thai, English) that a list gives."""
    if isinstance(value, tuple | list):
        return str(value[min(side(lang), len(value) - 1)]) if value else ""
    pair = WHY.get(str(value))
    return pair[side(lang)] if pair else str(value)


def _plain_number(slot: str, value: float) -> str:
    """Counts get their thousands apart, years never do, confidence is a percentage."""
    if slot == "score":
        return f"{value:.0%}"
    if slot in ("wanted", "seen"):
        return f"{value:g}"
    return number(value)


def _month(value: float, lang: str) -> str:
    whole = int(value)
    return MONTHS[whole - 1][side(lang)] if 1 <= whole <= 12 else str(whole)


def _month_text(value: str, lang: str) -> str:
    """``2568-10`` (Buddhist year and month) as ``ต.ค. 2568``; any other text as it is."""
    year, _, month = value.partition("-")
    if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        return f"{MONTHS_SHORT[int(month) - 1][side(lang)]} {year}"
    return value
