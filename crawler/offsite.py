"""Evidence kept elsewhere: Drive folders, flipbooks, videos, e-GP. Which service it is, and what one look at it tells.

Never crawled through: one request at most, by the crawler; here the recorded answer is read. Nothing here fetches.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from urllib.parse import SplitResult, parse_qs, unquote, urljoin, urlsplit

Told = tuple[bool | None, str, str]
"""Public or not (None: cannot be told from this answer), its title, one short technical phrase."""

_HOSTS: tuple[tuple[str, str], ...] = (
    ("docs.google.com/spreadsheets", "google_sheets"),
    ("docs.google.com/forms", "google_forms"),
    ("docs.google.com", "google_docs"),
    ("drive.google.com", "google_drive"),
    ("drive.usercontent.google.com", "google_drive"),
    ("sites.google.com", "google_sites"),
    ("forms.gle", "google_forms"),
    ("1drv.ms", "onedrive"),
    ("onedrive.live.com", "onedrive"),
    ("sharepoint.com", "onedrive"),
    ("dropbox.com", "dropbox"),
    ("anyflip.com", "anyflip"),
    ("pubhtml5.com", "pubhtml5"),
    ("fliphtml5.com", "fliphtml5"),
    ("issuu.com", "issuu"),
    ("canva.com", "canva"),
    ("youtube.com", "youtube"),
    ("youtu.be", "youtube"),
    ("youtube-nocookie.com", "youtube"),
    ("facebook.com", "facebook"),
    ("fb.com", "facebook"),
    ("fb.watch", "facebook"),
    ("m.me", "facebook"),
    ("line.me", "line"),
    ("lin.ee", "line"),
    ("tiktok.com", "tiktok"),
    ("twitter.com", "x"),
    ("x.com", "x"),
    ("instagram.com", "instagram"),
    ("gprocurement.go.th", "egp"),
    ("itas.nacc.go.th", "itas"),
)


def service_of(url: str) -> str:
    """The service an address belongs to (``google_drive``, ``anyflip``, ``egp`` …), ``other`` for all the rest."""
    parts = _split(url)
    host = (parts.hostname or "").lower()
    for name, service in _HOSTS:
        domain, _, path = name.partition("/")
        if (host == domain or host.endswith("." + domain)) and (not path or _first_folder(parts.path) == path):
            return service
    return "other"


def _split(url: str) -> SplitResult:
    """The parts of an address; no parts at all when it is none."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")


def _first_folder(path: str) -> str:
    """First part of the path; Google writes ``/a/<organisation>/`` and ``/u/<number>/`` before it."""
    return re.sub(r"^/(?:a/[^/]+/|u/\d+/)?", "", path).partition("/")[0]


@lru_cache(maxsize=16_384)
def resolve_embed(url: str) -> str:
    """The file a viewer shows: Google's and Microsoft's viewers, pdf.js, flipbook frames; other addresses unchanged.

    A Drive or Docs address comes back in its plain viewing form, a YouTube frame as the page of its video.
    """
    parts = _split(url)
    host, query = (parts.hostname or "").lower(), parse_qs(parts.query)
    fragment = parse_qs(parts.fragment)
    for name in _VIEWER_FIELDS.get(_viewer(host, parts.path), ()):
        for value in (query.get(name) or fragment.get(name) or [""])[:1]:
            if value.strip():
                return urljoin(url, unquote(value.strip()) if "%2F" in value.upper() else value.strip())
    video = re.match(r"/(?:embed|v|shorts)/([\w-]{6,})", parts.path)
    if video and service_of(url) == "youtube":
        return f"https://www.youtube.com/watch?v={video.group(1)}"
    kept = re.match(r"/(?:a/[^/]+/)?(file|document|spreadsheets|presentation)/d/([\w-]{10,})", parts.path)
    if kept and host in ("drive.google.com", "docs.google.com"):
        return f"https://{host}/{kept.group(1)}/d/{kept.group(2)}/view"
    return url


_VIEWER_FIELDS = {
    "google": ("url", "srcid"),
    "office": ("src", "url"),
    "pdfjs": ("file", "pdf", "url"),
}


def _viewer(host: str, path: str) -> str:
    path = path.lower()
    if host in ("docs.google.com", "drive.google.com") and re.search(r"/(?:gview|viewer|viewerng)", path):
        return "google"
    if host in ("view.officeapps.live.com", "officeapps.live.com") or host.endswith(".officeapps.live.com"):
        return "office"
    if re.search(r"viewer(?:\.html?|\.php|/?$)|pdf-?js|pdfviewer|flip-?book|flowpaper|/pdf/web/", path):
        return "pdfjs"
    return ""


def interpret(service: str, status: int, final_url: str, body: bytes) -> Told:
    """What one answer tells of an off-site place: (public, title, detail). Pure, over the answer as recorded.

    `public` is False only when the service itself says "not for you" or "not there"; a robot check, a wall put up for
    robots or an answer we cannot read is None.
    """
    text = body[:600_000].decode("utf-8", "replace")
    if status in (404, 410):
        return False, "", f"answered {status}"
    if status in (429, 503) or "/sorry/index" in final_url:
        return None, "", "the service would not answer a robot"
    return _ADAPTERS.get(service, _plain)(status, final_url, text)


def _title(text: str) -> str:
    for pattern in (_OG_TITLE, _OG_TITLE_REVERSED, _TITLE):
        if (found := pattern.search(text)) and (title := " ".join(unescape(found.group(1)).split())):
            return title[:300]
    return ""


_OG_TITLE = re.compile(r"<meta[^>]{0,80}(?:property|name)=[\"']og:title[\"'][^>]{0,80}content=\"([^\"]{1,400})", re.I)
_OG_TITLE_REVERSED = re.compile(r"<meta[^>]{0,40}content=\"([^\"]{1,400})\"[^>]{0,80}property=[\"']og:title", re.I)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,400})", re.I)
_GOOGLE_ENDS = re.compile(r"\s*[-–]\s*Google\s*(?:Drive|Docs|Sheets|Slides|Forms|ไดรฟ์|เอกสาร|ชีต|สไลด์|ฟอร์ม)\s*$")
_GOOGLE_NO = re.compile(
    r"you need access|request access|ขอสิทธิ์เข้าถึง|คุณต้องมีสิทธิ์เข้าถึง|คุณต้องมีสิทธิ์|access denied|"
    r"sign in to continue|ลงชื่อเข้าใช้เพื่อ",
    re.I,
)
_GOOGLE_GONE = re.compile(
    r"file you have requested does not exist|the file (?:is|has been) (?:deleted|in the owner's trash)|"
    r"ไม่มีไฟล์ที่คุณ(?:ขอ|ร้องขอ)|"
    r"ขออภัย ไม่มีไฟล์|no longer accepting responses|ไม่รับคำตอบแล้ว",
    re.I,
)


def _google(status: int, final_url: str, text: str) -> Told:
    where = _split(final_url)
    if (where.hostname or "").startswith("accounts.google."):
        return False, "", "asks to sign in"
    title = _GOOGLE_ENDS.sub("", _title(text))
    if status in (401, 403) or (_GOOGLE_NO.search(text) and len(text) < 200_000 and not _og(text)):
        return False, title, "needs the owner's permission"
    if gone := _GOOGLE_GONE.search(text):
        return False, title, gone.group(0)
    if status >= 400:
        return None, title, f"answered {status}"
    if title.lower() in ("", "google drive", "google docs", "sign in - google accounts"):
        return None, "", "no title"
    if "/folders/" in final_url and re.search(r"no files in this folder|ไม่มีไฟล์ในโฟลเดอร์นี้", text):
        return True, title, "empty folder"
    return True, title, ""


def _og(text: str) -> bool:
    return bool(_OG_TITLE.search(text) or _OG_TITLE_REVERSED.search(text))


def _onedrive(status: int, final_url: str, text: str) -> Told:
    where = _split(final_url)
    host = where.hostname or ""
    if host in ("login.live.com", "login.microsoftonline.com") or "/_layouts/15/authenticate" in where.path.lower():
        return False, "", "asks to sign in"
    if re.search(
        r"this (?:item|link) (?:might not exist|is no longer available|has been removed)|ลิงก์นี้ถูกเอาออกแล้ว", text, re.I
    ):
        return False, _title(text), "removed"
    if status in (401, 403):
        return False, "", "needs the owner's permission"
    title = _title(text)
    return (None if status >= 400 or title.lower() in ("", "onedrive", "sign in to your account") else True), title, ""


def _dropbox(status: int, final_url: str, text: str) -> Told:
    if "/login" in _split(final_url).path:
        return False, "", "asks to sign in"
    if re.search(r"this (?:item|link|file) (?:was deleted|doesn.t exist|isn.t here)|link is disabled", text, re.I):
        return False, "", "removed"
    title = re.sub(r"^Dropbox\s*-\s*|\s*-\s*Simplify your life$", "", _title(text))
    return (True if status < 400 and title else None), title, ""


def _flipbook(status: int, final_url: str, text: str) -> Told:
    title = _title(text)
    if re.search(
        r"(?:book|publication|page|file)[^<\n]{0,40}(?:not exist|not found|been deleted|is private|unpublished)",
        text,
        re.I,
    ):
        return False, title, "book is not there"
    if "password" in text.lower() and re.search(r"enter (?:the )?password|password[- ]protected", text, re.I):
        return False, title, "asks for a password"
    return (True if status < 400 and title else None), title, ""


def _youtube(status: int, final_url: str, text: str) -> Told:
    title = re.sub(r"\s*-\s*YouTube$", "", _title(text))
    state = re.search(r'"playabilityStatus"\s*:\s*\{\s*"status"\s*:\s*"(\w+)"', text)
    if state and state.group(1) == "LOGIN_REQUIRED" and re.search(r"private video|วิดีโอ(?:ส่วนตัว|นี้เป็นส่วนตัว)", text, re.I):
        return False, title, "private video"
    if (state and state.group(1) == "ERROR") or re.search(r"video unavailable|วิดีโอนี้ไม่พร้อมใช้งาน", text, re.I):
        return False, title, "video is not there"
    if "consent.youtube.com" in final_url or not title:
        return None, title, "consent page" if "consent." in final_url else "no title"
    return (True if status < 400 else None), title, ""


def _walled(status: int, final_url: str, text: str) -> Told:
    """Services that show robots a login page whether the place is public or not: only its title can be learnt."""
    title = _title(text)
    if re.search(r"/login|/accounts/login|checkpoint", _split(final_url).path):
        return None, "", "shows a login page to strangers"
    if re.search(
        r"content isn.t available|page isn.t available|เนื้อหานี้ไม่พร้อม|account doesn.t exist|เพจนี้ไม่พร้อม", text, re.I
    ):
        return False, title, "not there"
    return (True if status < 400 and title and title.lower() not in _WALL_TITLES else None), title, ""


_WALL_TITLES = frozenset(
    {"facebook", "log in to facebook", "instagram", "login • instagram", "x", "tiktok", "line", "error"}
)


def _plain(status: int, final_url: str, text: str) -> Told:
    title = _title(text)
    if re.search(r"/(?:log-?in|sign-?in|auth)(?:[./?]|$)", _split(final_url).path, re.I):
        return False, title, "asks to sign in"
    if status in (401, 403):
        return None, title, f"answered {status}"
    return (True if status < 400 else None), title, "" if status < 400 else f"answered {status}"


_ADAPTERS: dict[str, Callable[[int, str, str], Told]] = {
    "google_drive": _google,
    "google_docs": _google,
    "google_sheets": _google,
    "google_sites": _google,
    "google_forms": _google,
    "onedrive": _onedrive,
    "dropbox": _dropbox,
    "anyflip": _flipbook,
    "pubhtml5": _flipbook,
    "fliphtml5": _flipbook,
    "issuu": _flipbook,
    "canva": _flipbook,
    "youtube": _youtube,
    "facebook": _walled,
    "instagram": _walled,
    "x": _walled,
    "tiktok": _walled,
    "line": _walled,
}
"""One reader per service; egp, itas and unknown places are read as plain pages."""
