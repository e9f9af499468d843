"""What a file is, told by its first bytes and, for containers, by what they hold; never by its name alone.

Thai agencies serve PDFs as text/html, name web pages `.doc` (Word's "save as web page"), and answer a request for a
missing `.pdf` with an HTML error page and status 200.
"""

import io
import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from crawler.documents.reading import MAX_ENTRIES

HEAD = 4096
"""Bytes of the beginning that `sniff` and `is_document` look at, apart from containers."""

PICTURES = frozenset({"jpg", "png", "gif", "bmp", "tiff", "webp"})

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)
_SUFFIX = re.compile(
    r"pdf|do[ct][xm]?|xl[st][xmb]?|pp[ts]x?|od[tsp]|rtf|csv|txt|zip|rar|7z|jpe?g|png|gif|bmp|tiff?|webp"
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|meta|title|frameset|iframe|table|center|div|link|style|br|b|p|h\d)\b"
    rb"|<\?php",
    re.IGNORECASE,
)
_SVG = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*|<!--.{0,600}?-->\s*|<!DOCTYPE svg[^>]{0,300}>\s*)*<svg[\s>]", re.IGNORECASE | re.DOTALL
)
_NOT_TEXT = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def suffix_of(url_or_name: str) -> str:
    """The file name's ending in lower case without its dot ("" when there is none), query and fragment left out."""
    path = urlsplit(url_or_name).path if "://" in url_or_name else url_or_name
    return PurePosixPath(unquote(path)).suffix.lstrip(".").lower()


def sniff(body: bytes, *, name: str = "", content_type: str = "") -> str:
    """The format of a whole file: one of the keys of `crawler.documents.READERS`, "html", "xml", "empty" or "unknown".

    `name` and `content_type` decide only between kinds of plain text (csv or txt).
    """
    head = body[:HEAD]
    kind = _sniff_head(head, suffix_of(name), content_type)
    if kind == "zip":
        return _zip_kind(body)
    if kind == "ole":
        return _ole_kind(body)
    return kind


def is_document(content_type: str, url: str, head: bytes) -> bool:
    """Whether an answer is a file to be read by `crawler.documents` rather than a web page, by its first bytes.

    `head` is the beginning of the body (4 KB are enough). False for HTML whatever its name and header say, and for the
    scripts and style sheets of a page; an empty body counts as a document when its address or type says so.
    """
    kind = _sniff_head(head[:HEAD], suffix_of(url), content_type)
    mime = content_type.partition(";")[0].strip().lower()
    if kind == "html":
        return False
    if kind == "empty":
        return _SUFFIX.fullmatch(suffix_of(url)) is not None or (bool(mime) and not mime.startswith("text/html"))
    if kind in ("txt", "csv", "xml"):
        # text without a single tag, served as a page, is a page; scripts and styles are neither
        page_like = mime in ("text/html", "application/xhtml+xml", "")
        script = any(word in mime for word in ("javascript", "css", "json", "xml"))
        return (_SUFFIX.fullmatch(suffix_of(url)) is not None or not page_like) and not script
    return True


def _sniff_head(head: bytes, suffix: str, content_type: str) -> str:
    if not head.strip(b"\0 \t\r\n"):
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return "avif" if head[8:12] == b"avif" else "heic"
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (kind != "bmp" or head[6:10] == b"\0\0\0\0"):
            return kind
    if b"%PDF-" in head[:1024]:  # scripts print warnings before it; an archive may hold one that is not compressed
        return "pdf"
    return _text_kind(head, suffix, content_type)


def _text_kind(head: bytes, suffix: str, content_type: str) -> str:
    text = head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "ignore").encode()
    elif head.translate(None, _NOT_TEXT) != head:
        return "unknown"
    text = text.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _SVG.match(text):
        return "svg"
    if text.startswith((b"<?xml", b"<Workbook", b"<w:wordDocument")):
        return "html" if re.search(rb"<html\b", text, re.IGNORECASE) else "xml"
    if re.match(rb"(?:From|MIME-Version|Content-Type|Date):", text) and b"multipart/related" in text.lower():
        return "mht"
    if text.startswith(b"<") and _HTML.search(text):
        return "html"
    if len(_HTML.findall(text)) >= 2 and suffix not in ("txt", "csv"):
        return "html"
    return "csv" if suffix == "csv" or "csv" in content_type.lower() else "txt"


def _zip_kind(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = {info.filename for info in archive.infolist()[:MAX_ENTRIES]}
            mimetype = archive.read("mimetype")[:100] if _small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return "zip"
    for mime, kind in ((b"opendocument.text", "odt"), (b"opendocument.spreadsheet", "ods"), (b".presentation", "odp")):
        if mime in mimetype:
            return kind
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return kind
    return "zip"


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    try:
        return archive.getinfo(name).file_size <= 1_000
    except KeyError:
        return False


def _ole_kind(body: bytes) -> str:
    """Which Office program of 1997–2003 wrote it: the streams' names stand in entries of 128 bytes."""
    streams = (
        ("EncryptedPackage", "encrypted-office"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    )
    for stream, kind in streams:
        name = (stream + "\0").encode("utf-16-le")
        at = body.find(name)
        while at >= 0:
            if at % 128 == 0:
                return kind
            at = body.find(name, at + 1)
    return "ole"
