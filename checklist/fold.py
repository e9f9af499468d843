"""One comparison form for Thai text: equal for what a reader takes as equal, apart for what differs.

A page is folded in about 0.1 ms: the text becomes one byte per letter (code page 874), `bytes.translate` drops spaces,
punctuation, tone marks and other marks that people lose or double, and a few `replace` calls mend the spellings that
everybody gets wrong. The result is a str of the code points 0-255, good for Aho-Corasick and for rapidfuzz; it is
never shown and never stored. `fold_with_map` is the slow twin that knows where every folded letter came from.
"""

import html
import re
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick

# PDF fonts draw raised or lowered marks with glyphs of the private use area (Windows and Mac Thai conventions).
_PRIVATE = {
    0xF700: "ฐ", 0xF701: "ิ", 0xF702: "ี", 0xF703: "ึ", 0xF704: "ื", 0xF705: "่", 0xF706: "้", 0xF707: "๊", 0xF708: "๋",
    0xF709: "์", 0xF70A: "่", 0xF70B: "้", 0xF70C: "๊", 0xF70D: "๋", 0xF70E: "์", 0xF70F: "ญ", 0xF710: "ั", 0xF711: "ํ",
    0xF712: "็", 0xF713: "่", 0xF714: "้", 0xF715: "๊", 0xF716: "๋", 0xF717: "์", 0xF718: "ุ", 0xF719: "ู", 0xF71A: "ฺ",
}  # fmt: skip
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_ODD = str.maketrans({**_PRIVATE, **_WIDE})
_IS_ODD = re.compile("[\uf700-\uf71a\uff01-\uff5e]")
_THAI = re.compile("[ก-๛]")
_MOJIBAKE = re.compile("[\xa1-\xfb]{3}")
_SHIFTED = re.compile("([ก-ฮ])([ัิีึืุู][่้๊๋์]?)(?: |$)")
_AT_AN_END = re.compile("[ัิีึืุู][่้๊๋์]?(?: |$)")  # marks are rarer than letters: most texts are told by these
_REFERENCE = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|nbsp|amp|shy|zwnj|zwj|quot|lt|gt);?")


def _byte(letter: str) -> int:
    return letter.encode("cp874")[0]


# Letters that are typed for one another so often that no reader minds.
_SAME = {"ำ": "า", "ฏ": "ฎ", "ณ": "น", "ไ": "ใ", "ฅ": "ค", "ฃ": "ข", "ๅ": "า"}
_KEPT = {
    **{code: code for code in [*range(0x30, 0x3A), *range(0x61, 0x7B)]},
    **{code: code + 32 for code in range(0x41, 0x5B)},
    **{code: code for code in range(0xA1, 0xDA)},  # consonants, ะ ั า ำ ิ ี ึ ื ุ ู
    **{code: code for code in range(0xE0, 0xE6)},  # leading vowels and ๅ
    **{0xF0 + digit: 0x30 + digit for digit in range(10)},
    **{_byte(seen): _byte(meant) for seen, meant in _SAME.items()},
}
for _dropped in "ฯ":
    _KEPT.pop(_byte(_dropped))
_TABLE = bytes(_KEPT.get(code, 0) for code in range(256))
_DELETE = bytes(code for code in range(256) if code not in _KEPT)
_CHAR_TABLE = {
    char: _KEPT[encoded[0]]
    for char, encoded in ((chr(c), chr(c).encode("cp874", "ignore")) for c in [*range(128), *range(0xE01, 0xE5C)])
    if encoded and encoded[0] in _KEPT
}


def _pair(seen: str, meant: str) -> tuple[bytes, bytes]:
    def plain(text: str) -> bytes:
        return text.encode("cp874").translate(_TABLE, _DELETE)

    return plain(seen), plain(meant)


# In this order. First what typing and PDF text do to single letters, then whole words that are commonly misspelt.
_REPLACE: tuple[tuple[bytes, bytes], ...] = (
    _pair("เเ", "แ"),
    *((bytes([_byte(mark)]) * 2, bytes([_byte(mark)])) for mark in "ัาิีึืุู"),
    (bytes([_byte("ั"), _byte("า")]), bytes([_byte("า")])),
    _pair("ใใ", "ใ"),
    _pair("ใหับ", "ให้บ"),
    _pair("ยุทศาส", "ยุทธศาส"),
    _pair("สรปุ", "สรุป"),
    _pair("สรุปผม", "สรุปผล"),
    _pair("แบบสบร", "แบบสขร"),
    _pair("ทุจรติ", "ทุจริต"),
    _pair("เกียวข้อง", "เกี่ยวข้อง"),
    _pair("เกียวกับ", "เกี่ยวกับ"),
    _pair("พึ่งพอใจ", "พึงพอใจ"),
    _pair("งบประมาน", "งบประมาณ"),
    _pair("ประชาสัมพันธิ์", "ประชาสัมพันธ์"),
    _pair("คอรับชั่น", "คอร์รัปชัน"),
    _pair("คอร์รับชั่น", "คอร์รัปชัน"),
    _pair("พันธะกิจ", "พันธกิจ"),
    _pair("อนุญาติ", "อนุญาต"),
    _pair("ประขาชน", "ประชาชน"),
    _pair("ควาว", "ความ"),
    _pair("ประกาส", "ประกาศ"),
    _pair("ดำเนิการ", "ดำเนินการ"),
    _pair("ปฏิบัตงาน", "ปฏิบัติงาน"),
    _pair("มาตราฐาน", "มาตรฐาน"),
    _pair("มาตราการ", "มาตรการ"),
)
_REPLACE = tuple((seen, meant) for seen, meant in _REPLACE if seen != meant)
_MISSPELT = BytesAhoCorasick([seen for seen, _ in _REPLACE])


def _mend(text: str) -> str:
    """Undo what happened to the whole text: a wrong decoding, private glyphs, wide forms."""
    if _MOJIBAKE.search(text) and not _THAI.search(text):
        text = text.encode("latin-1", "ignore").decode("cp874", "ignore")
    return text.translate(_ODD) if _IS_ODD.search(text) else text


def is_plain(text: str) -> bool:
    """Whether the text holds nothing but what every Thai keyboard writes: nothing unseen, private or wide."""
    try:
        text.encode("cp874")
    except UnicodeEncodeError:
        return False
    return True


def unshifted(text: str) -> str:
    """`text` with marks put back that a PDF moved behind the next letter, a blank after them: "ทจุ ริต" → "ทุจริต".

    Changes sound text too ("คดี ที่" ends a word in a mark): only to be read again where nothing was found.
    """
    return _SHIFTED.sub(r"\2\1", text) if _AT_AN_END.search(text) else text


def fold(text: str) -> str:
    """The comparison form of `text`: latin-1 letters, never shown."""
    if "&" in text:
        text = _REFERENCE.sub(lambda found: html.unescape(found.group()), text)
    try:
        encoded = text.encode("cp874")  # most texts hold nothing odd: no need to search them for it
    except UnicodeEncodeError:
        encoded = _mend(text).encode("cp874", "ignore")
    raw = encoded.translate(_TABLE, _DELETE)
    if _MISSPELT.find_matches_as_indexes(raw):  # one look instead of thirty: nearly no text has any
        for seen, meant in _REPLACE:
            raw = raw.replace(seen, meant)
    return raw.decode("latin-1")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that remembers where each of its letters stood in the original."""

    text: str
    origin: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the original of the folded letters start:end, with the marks that follow the last one."""
        if not self.origin or start >= end:
            return (0, 0)
        last = min(end, len(self.origin)) - 1
        return self.origin[min(start, last)][0], self.origin[last][1]


def fold_with_map(text: str) -> Folded:
    """`fold`, with positions. Some hundred times slower: for the few texts that are quoted."""
    letters: list[int] = []
    places: list[tuple[int, int]] = []
    for char, start, end in _characters(text):
        code = _CHAR_TABLE.get(char)
        if code is not None:
            letters.append(code)
            places.append((start, end))
        elif places and "\u0e31" <= char <= "\u0e4e":
            places[-1] = (places[-1][0], end)  # a dropped mark belongs to the letter under it
    raw = bytes(letters)
    for seen, meant in _REPLACE:
        raw, places = _replace(raw, places, seen, meant)
    return Folded(raw.decode("latin-1"), tuple(places))


def _characters(text: str) -> list[tuple[str, int, int]]:
    """The characters as `fold` sees them, each with its place in `text`."""
    found: list[tuple[str, int, int]] = []
    at = 0
    for reference in _REFERENCE.finditer(text):
        found.extend((char, at + i, at + i + 1) for i, char in enumerate(text[at : reference.start()]))
        meant = html.unescape(reference.group())
        found.extend((char, reference.start(), reference.end()) for char in meant)
        at = reference.end()
    found.extend((char, at + i, at + i + 1) for i, char in enumerate(text[at:]))
    whole = "".join(char for char, _, _ in found)
    if not whole.isascii() and _MOJIBAKE.search(whole) and not _THAI.search(whole):
        found = [(char.encode("latin-1", "ignore").decode("cp874", "ignore"), start, end) for char, start, end in found]
    return [(char.translate(_ODD), start, end) for char, start, end in found if char]


def _replace(
    raw: bytes, places: list[tuple[int, int]], seen: bytes, meant: bytes
) -> tuple[bytes, list[tuple[int, int]]]:
    """`raw.replace(seen, meant)`; every letter of the replacement stands where the replaced letters stood."""
    at = raw.find(seen)
    if at < 0:
        return raw, places
    letters = bytearray()
    moved: list[tuple[int, int]] = []
    done = 0
    while at >= 0:
        letters += raw[done:at] + meant
        moved += places[done:at]
        whole = (places[at][0], places[at + len(seen) - 1][1])
        moved += [whole] * len(meant)
        done = at + len(seen)
        at = raw.find(seen, done)
    letters += raw[done:]
    moved += places[done:]
    return bytes(letters), moved
