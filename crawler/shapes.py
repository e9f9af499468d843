"""What an address alone says: what kind of thing it is, and which addresses look alike."""

import re
from functools import lru_cache

from crawler import addresses

_FILES = re.compile(r"\.(?:pdf|docx?|docm|rtf|xlsx?|xlsm|csv|pptx?|odt|ods|odp|zip|rar|7z|txt)$", re.IGNORECASE)
_PICTURES = re.compile(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp|svg|ico)$", re.IGNORECASE)
_USELESS = re.compile(
    r"\.(?:css|js|mjs|map|woff2?|ttf|eot|otf|mp[34]|m4[av]|avi|mov|wmv|flv|swf|wav|ogg|webm|mkv|exe|msi|apk|dmg|iso|psd|ai"
    r"|ics|vcf|json|xsd|dtd|wasm)$",
    re.IGNORECASE,
)
_ECHO = re.compile(
    r"(?:^|&)(?:replytocom=\d|share=[a-z]|format=feed|tmpl=component&(?:.*&)?print=1|print=1&(?:.*&)?tmpl=component)"
)
_FEED = re.compile(r"/feed/?$")
_DOWNLOAD = re.compile(
    r"(?:download|getfile|get_file|attach|openfile|viewfile|showfile|/file/|fileupload|/files?/\d)", re.I
)
_GOOGLE_SITE = re.compile(
    r"https?://sites\.google\.com(/(?:view|site)/[^/?#]+|/a/[^/]+/[^/?#]+|/[^/]+\.[^/]+/[^/?#]+)", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?=[0-9a-fA-F\-]*\d)[0-9a-fA-F\-]{12,}(?![0-9A-Za-z])")


def site_path(home: str) -> str:
    """Where the pages of a site begin that shares its host with others, as ``/view/name`` on Google Sites; else ""."""
    found = _GOOGLE_SITE.match(home)
    return found[1] if found else ""


@lru_cache(maxsize=addresses.REMEMBERED)
def kind_of(url: str) -> str:
    """What the address alone says it is: ``document``, ``image`` or ``page``."""
    path = addresses.path_of(url)
    query = addresses.query_of(url)
    if _FILES.search(path) or _FILES.search(query):
        return "document"
    if _PICTURES.search(path):
        return "image"
    return "document" if _DOWNLOAD.search(path) and not path.endswith((".html", ".htm", "/")) else "page"


def is_useless(path: str) -> bool:
    """Whether a path ends like what can never be evidence: styles, fonts, films, programs."""
    return _USELESS.search(path) is not None


def is_echo(url: str) -> bool:
    """Whether the address is a page once more: to answer a comment on it, to share, to print it, or for machines."""
    return _FEED.search(addresses.path_of(url)) is not None or _ECHO.search(addresses.query_of(url)) is not None


def is_picture(path: str) -> bool:
    """Whether a path ends like a picture."""
    return _PICTURES.search(path) is not None


def name_of(url: str) -> str:
    """The last part of the path with the query: what a wrongly joined relative link keeps."""
    return addresses.path_of(url).rpartition("/")[2] + "?" + addresses.query_of(url)


@lru_cache(maxsize=addresses.REMEMBERED)
def shape_of(url: str) -> str:
    """What look-alike addresses share: numbers, hashes and long names replaced, parameter names kept.

    Short words in a query stay, because ``index.php?mod=plan`` and ``index.php?mod=news`` are different places.
    """
    path = "/".join(_piece(part) for part in addresses.path_of(url).split("/"))
    query = []
    for part in sorted(addresses.query_of(url).split("&")):
        name, _, held = part.partition("=")
        query.append(f"{_NUMBER.sub('#', name)}={_piece(held)}")
    return addresses.host_of(url) + path + ("?" + "&".join(query) if query != ["="] else "")


def _piece(part: str) -> str:
    if len(part) > 24 or "%" in part:
        return "*"
    return _NUMBER.sub("#", _HEX.sub("*", part))
