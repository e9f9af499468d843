"""Bytes become text. Thai sites declare their encoding wrongly as often as not; the bytes themselves decide.

Order: a byte-order mark; valid UTF-8 (no Thai single-byte text is valid UTF-8 by chance); bytes that read as Thai in
windows-874; what the header, then the page, declares; at last a guess. TIS-620, ISO-8859-11 and windows-874 are always
read as windows-874 (cp874), the superset that browsers use.
"""

import codecs
import re

from charset_normalizer import from_bytes

_THAI_LABELS = frozenset(
    {"dos-874", "iso-8859-11", "iso8859-11", "iso885911", "iso_8859-11", "tis-620", "tis620", "tis_620", "cp874", "874"}
    | {"windows-874", "windows874", "x-windows-874", "ibm-874", "ibm874", "iso-ir-166", "thai", "tis-62", "win-874"}
)
# Labels whose Python codec is narrower than what browsers use for the same name.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-7": "cp1252",
}
# Names the web knows and Python does not.
_ALIASES = {
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "unicode20utf8": "utf-8",
    "unicode11utf8": "utf-8",
    "utf-8-bom": "utf-8",
    "utf8mb4": "utf-8",
    "x-cp1252": "cp1252",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1253": "cp1253",
    "x-cp1254": "cp1254",
    "x-cp1255": "cp1255",
    "x-cp1256": "cp1256",
    "x-cp1257": "cp1257",
    "x-cp1258": "cp1258",
    "ansi_x3.4-1968": "cp1252",
    "x-gbk": "gb18030",
    "chinese": "gb18030",
    "csgb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "x-sjis": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "cseucpkdfmtjapanese": "euc_jp",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "windows-949": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8_r": "koi8-r",
    "koi8-ru": "koi8-u",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "utf-16": "utf-16-le",
    "unicode": "utf-16-le",
    "ucs-2": "utf-16-le",
}
_EAST_ASIAN = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "iso2022_jp", "hz"})
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:\-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{1,40})", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]")
_CONSONANT = rb"\xa1-\xce"
_MARK = rb"\xd1\xd4-\xda\xe7-\xee"
_THAI_LETTER = re.compile(rb"[\xa1-\xda\xdf-\xfb]")
_LONE_MARK = re.compile(rb"(?<![" + _CONSONANT + _MARK + rb"])[" + _MARK + rb"]")
_THAI_PAIR = re.compile(rb"[\xa1-\xda\xdf-\xfb]{2}")
_UTF8_THAI = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_SAMPLE = 200_000


def codec_of(label: str) -> str:
    """The Python codec that reads what the web means by `label`; "" for a name nobody knows."""
    name = label.strip().strip("\"'").lower()
    if name in _THAI_LABELS:
        return "cp874"
    name = _ALIASES.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # codecs such as "zip" or "rot13" are not text encodings
    return _WIDER.get(found.name, found.name) if getattr(found, "_is_text_encoding", True) else ""


def declared(body: bytes, content_type: str = "") -> str:
    """The codec that the header, or else the page's first 4 KB, declares; "" when neither says."""
    header = _HEADER.search(content_type)
    if header and (codec := codec_of(header.group(1))):
        return codec
    head = body[:4096]
    for pattern in (_XML, _META):
        found = pattern.search(head)
        if found and (codec := codec_of(found.group(1).decode("ascii"))):
            # a page whose tags can be read as ASCII is not UTF-16, whatever it says
            return "utf-8" if codec.startswith("utf-16") else codec
    return ""


def reads_as_thai(body: bytes, *, strictly: bool = False) -> bool:
    """Whether the non-ASCII bytes are windows-874 Thai: nearly all letters, in runs, with marks on consonants.

    `strictly`: all of them, without exception; for pages that declare a Chinese, Japanese or Korean encoding.
    """
    sample = body[:_SAMPLE]
    high = len(_HIGH.findall(sample))
    if high < 3:
        return False
    letters = len(_THAI_LETTER.findall(sample))
    if letters < 0.9 * high:
        return False
    lone = len(_LONE_MARK.findall(sample))
    if strictly and (lone or letters < high):
        return False
    paired = 2 * len(_THAI_PAIR.findall(sample))
    return lone <= 0.03 * letters + 1 and paired >= 0.6 * letters


def encoding_of(body: bytes, content_type: str = "") -> str:
    """The codec to read `body` with; always one that Python knows."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return codec
    if _HIGH.search(body) is None:
        return "utf-8"
    try:
        body.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as fault:
        if fault.start > len(body) - 4:  # cut in the middle of a letter
            return "utf-8"
    thai_in_utf8 = len(_UTF8_THAI.findall(body[:_SAMPLE]))
    says = declared(body, content_type)
    if thai_in_utf8 and thai_in_utf8 * 3 > 0.5 * len(_HIGH.findall(body[:_SAMPLE])):
        return "utf-8"  # a few broken letters in a UTF-8 page
    if reads_as_thai(body, strictly=says in _EAST_ASIAN):
        return "cp874"
    if says and says != "utf-8":
        return says
    return _guess(body) or says or "utf-8"


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text and the codec it was read with. Never fails: what cannot be read becomes U+FFFD."""
    codec = encoding_of(body, content_type)
    return body.decode(codec, errors="replace"), codec


def _guess(body: bytes) -> str:
    best = from_bytes(body[:20_000]).best()
    return codec_of(best.encoding) if best is not None else ""
