"""Addresses as the web standard reads them (ada), and the few changes that make two spellings of one page equal."""

import re
from functools import lru_cache
from urllib.parse import quote

import ada_url

MAX_LENGTH = 2048
"""Longer addresses are dropped: no page of an agency needs one, and traps grow them without end."""

_SESSION = re.compile(
    r"^(?:phpsessid|jsessionid|aspsessionid\w*|asp\.net_sessionid|sessionid|session_id|sessid|sid|osid|zenid|cfid|cftoken"
    r"|oscsid|s_id|sesskey|viewstate)$",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|_ga|_gl|mc_cid|mc_eid|igshid|zx|__cf_chl_\w+|ref_src)$", re.IGNORECASE
)
# a short "sid" is some page's number; only a long token is a session
_TOKEN = re.compile(r"^(?=.*\d)[0-9A-Za-z,_\-]{16,}$")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_ASPNET_SESSION = re.compile(r"/\((?:S|F|X)\([0-9a-zA-Z\-_]{10,}\)\)", re.IGNORECASE)

_INDEX = re.compile(r"/(?:index|default)\.(?:php|html?|aspx?|jsp)$", re.IGNORECASE)
_DOUBLE = re.compile(r"//+")
_SIMPLE = re.compile(
    r"(https?)://((?!xn--)(?:[a-z0-9](?:(?!\.xn--)[a-z0-9\-])*+\.(?!xn--))++[a-z]{2,24}"
    r"|(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d))(?::((?!443\b)[1-9]\d{2,3}))?"
    r"(/(?:/|[A-Za-z0-9_\-~](?:[A-Za-z0-9_\-~.]|%(?!2[eE])[0-9A-Fa-f]{2})*+)*+)(?:\?([A-Za-z0-9=&_\-.~%+,:/]++))?"
)
"""An address that the standard reads as it is written: nearly all. Scheme, host, port, path, query."""

REMEMBERED = 16_384
"""Addresses of which each of the questions below is answered from memory: those that hundreds of crawls have in hand at
a time. Larger, nothing more was found in it, and the process grew for the first thousand agencies."""


def normalise(url: str, *, base: str = "", encoding: str = "utf-8") -> str:
    """`url` (joined to `base`) as one canonical http(s) address, or "" when it cannot be asked for.

    Fragments go, except ``#!…`` and ``#/…``, by which the script of a page knows its places; session ids, tracking
    parameters, user names and passwords go. `encoding` is the page's, which the web standard uses for the query part.
    """
    written = url.strip()
    if not written or len(written) > 4 * MAX_LENGTH:
        return ""
    if not base and len(written) <= MAX_LENGTH and (simple := _SIMPLE.fullmatch(written)):
        query = simple[5]
        if not query or _clean_query(query) == query:
            return written
    if encoding != "utf-8" and "?" in written:
        written = _encode_query(written, encoding)
    try:
        parsed = ada_url.URL(written, base) if base else ada_url.URL(written)
    except (ValueError, UnicodeError):
        return ""
    if parsed.protocol not in ("http:", "https:") or not parsed.hostname:
        return ""
    parsed.username = parsed.password = ""
    fragment = parsed.hash
    parsed.hash = fragment if fragment.startswith(("#!", "#/")) and len(fragment) > 2 else ""
    if parsed.search:
        parsed.search = _clean_query(parsed.search)
    path = parsed.pathname
    cleaned = _ASPNET_SESSION.sub("", _PATH_SESSION.sub("", path)) if ";" in path or "(" in path else path
    if cleaned != path:
        parsed.pathname = cleaned
    href = str(parsed.href)
    return href if len(href) <= MAX_LENGTH and "\x00" not in href else ""


def joined(href: str, base: str, encoding: str = "utf-8") -> str:
    """`normalise` of a link on the page `base`. A menu's links cost nothing on the site's second page."""
    return _joined(href, bases_of(base)[reach(href)], encoding)


def reach(href: str) -> int:
    """How much of its page's address a link needs, as a place in `bases_of`: what starts with a slash or a scheme is
    the same wherever it stands, what starts with a name in all pages of a folder."""
    first = href[:1]
    if first == "/":
        return 1
    if href[:8].lower().startswith(("http://", "https://")):
        return 0
    return 3 if first in _DEPENDENT or ":" in href else 2


_DEPENDENT = frozenset({"", "?", "#", " ", "\t", "\n", "\r", "\\"})
"""How a link begins that may need more of its page's address than the folder."""


@lru_cache(maxsize=REMEMBERED)
def _joined(href: str, base: str, encoding: str) -> str:
    if base[-1:] == "/" and href[:1] not in _DEPENDENT and href[:2] != "//" and ":" not in href:
        glued = base[:-1] + href if href[0] == "/" else base + href
        if _SIMPLE.fullmatch(glued):
            return normalise(glued)
    return normalise(href, base=base, encoding=encoding)


@lru_cache(maxsize=1_024)
def bases_of(url: str) -> tuple[str, str, str, str]:
    """Of a page's address nothing, scheme and host (all that a link from the root needs), the folder, and all of it."""
    scheme, mark, rest = url.partition("://")
    host, slash, path = rest.partition("?")[0].partition("#")[0].partition("/")
    if not mark:
        return "", url, url, url
    root = f"{scheme}://{host}/"
    if path[:1] == "." or "/." in path:  # steps that the standard walks
        return "", root, url, url
    return "", root, f"{root}{path.rpartition('/')[0]}{'/' if '/' in path else ''}" if slash else url, url


@lru_cache(maxsize=REMEMBERED)
def key_of(url: str) -> str:
    """What two spellings of one page share: no scheme, no ``www.``, parameters sorted, no empty ones, no index file.

    In the root folder an index file is a page of its own: behind a splash page lies the real one, as ``/index.php``.
    """
    if simple := _SIMPLE.fullmatch(url):
        _, host, port, pathname, query = simple.groups("")
        host, fragment = f"{host}:{port}" if port else host, ""
    else:
        try:
            parsed = ada_url.URL(url)
        except ValueError:
            return url
        host, pathname, query, fragment = parsed.host, parsed.pathname, parsed.search.removeprefix("?"), parsed.hash
    path = _DOUBLE.sub("/", _INDEX.sub("/", pathname))
    if path == "/" and not query:
        path = pathname.lower()
    parts = sorted(part for part in query.split("&") if part and not part.endswith("="))
    kept = "?" + "&".join(parts) if parts else ""
    return host.removeprefix("www.") + (path.rstrip("/") or "/") + kept + fragment


@lru_cache(maxsize=REMEMBERED)
def host_of(url: str) -> str:
    """Host name with a port that is not the scheme's own, lower case, in ASCII; "" when there is none."""
    if simple := _SIMPLE.fullmatch(url):
        return f"{simple[2]}:{simple[3]}" if simple[3] else simple[2]
    try:
        return str(ada_url.URL(url).host)
    except ValueError:
        return ""


@lru_cache(maxsize=4_096)
def hostname_of(url: str) -> str:
    """Host name without port; brackets kept on IPv6."""
    try:
        return str(ada_url.URL(url).hostname)
    except ValueError:
        return ""


@lru_cache(maxsize=4_096)
def port_of(url: str) -> int:
    """The port that is connected to, the scheme's own when none is written; 0 for what is no address."""
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return 0
    return int(parsed.port) if parsed.port else 443 if parsed.protocol == "https:" else 80


def route_of(url: str) -> str:
    """The place of a page's script that an address names, as ``#/ita/plan``; "" for an address of the server's own."""
    _, mark, route = url.partition("#")
    return mark + route if route.startswith(("/", "!/")) else ""


def path_of(url: str) -> str:
    """The path, percent-encoded, starting with a slash, a route of script behind it; "" for what is no address."""
    return _path_and_query(url)[0]


def query_of(url: str) -> str:
    """The query without its question mark."""
    return _path_and_query(url)[1]


@lru_cache(maxsize=REMEMBERED)
def _path_and_query(url: str) -> tuple[str, str]:
    """Asked some ten times of every address that waits: parsed once."""
    if simple := _SIMPLE.fullmatch(url):
        return simple[4], simple[5] or ""
    try:
        parsed = ada_url.URL(url)
        return str(parsed.pathname) + route_of(str(parsed.hash)), str(parsed.search).removeprefix("?")
    except ValueError:
        return "", ""


def _clean_query(search: str) -> str:
    kept = []
    for part in search.removeprefix("?").split("&"):
        name, _, value = part.partition("=")
        if _TRACKING.match(name) or (_SESSION.match(name) and (_TOKEN.match(value) or not value)):
            continue
        kept.append(part)
    return "&".join(kept)


def _encode_query(url: str, encoding: str) -> str:
    head, _, query = url.partition("?")
    if query.isascii():
        return url
    query, mark, fragment = query.partition("#")
    try:
        raw = query.encode(encoding, errors="xmlcharrefreplace")
    except LookupError:
        return url
    return head + "?" + quote(raw, safe="!$&'()*+,-./:;=?@[]_~%") + mark + fragment
