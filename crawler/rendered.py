"""What looking at a page with a browser gave, and the outcomes for how that can end. No browser in here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checklist.site import FetchOutcome

_NET_ERRORS = {
    "ERR_NAME_NOT_RESOLVED": FetchOutcome.NO_SUCH_HOST,
    "ERR_TOO_MANY_REDIRECTS": FetchOutcome.REDIRECT_LOOP,
    "ERR_CONNECTION_REFUSED": FetchOutcome.REFUSED,
    "ERR_EMPTY_RESPONSE": FetchOutcome.CONNECTION_LOST,
    "ERR_CONNECTION_RESET": FetchOutcome.CONNECTION_LOST,
    "ERR_CONNECTION_CLOSED": FetchOutcome.CONNECTION_LOST,
    "ERR_TIMED_OUT": FetchOutcome.TIMEOUT,
    "ERR_CONTENT_LENGTH_MISMATCH": FetchOutcome.INCOMPLETE,
    "ERR_INVALID_HTTP_RESPONSE": FetchOutcome.PROTOCOL_ERROR,
    "ERR_CONTENT_DECODING_FAILED": FetchOutcome.BAD_ENCODING,
    "ERR_UNSAFE_PORT": FetchOutcome.BLOCKED_ADDRESS,
    "ERR_SSL": FetchOutcome.TLS_ERROR,
    "ERR_CERT": FetchOutcome.TLS_ERROR,
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as a browser showed it. `html` is the DOM after script, with everything opened, as UTF-8.

    `links` are (address, text) that only a browser could learn: where script wanted to go, hash routes, and ASP.NET
    menu entries as ``<page>#!postback=<target>,<argument>``, which `Renderer.render` can follow. `console` holds the
    page's own errors, `requests` counts what it asked for and `received` the bytes that came. `fed`: script asked for
    data, posted a form or led on to another page: what is shown may differ tomorrow though the page's own bytes do not.
    """

    url: str
    outcome: FetchOutcome
    html: bytes = b""
    final_url: str = ""
    status: int = 0
    title: str = ""
    console: tuple[str, ...] = ()
    detail: str = ""
    requests: int = 0
    received: int = 0
    links: tuple[tuple[str, str], ...] = ()
    fed: bool = False


def outcome_of_error(words: str) -> FetchOutcome:
    """The outcome for Chromium's name of a failure, such as ``net::ERR_CONNECTION_RESET``."""
    return next((kind for name, kind in _NET_ERRORS.items() if name in words), FetchOutcome.RENDER_FAILED)


def outcome_of_status(status: int) -> FetchOutcome:
    """The outcome for an HTTP status that came with a page."""
    if status in (404, 410):
        return FetchOutcome.NOT_FOUND
    if status in (401, 403, 407, 451):
        return FetchOutcome.FORBIDDEN
    if status == 429:
        return FetchOutcome.BUSY
    if status >= 500:
        return FetchOutcome.SERVER_ERROR
    return FetchOutcome.CLIENT_ERROR if status >= 400 else FetchOutcome.OK


def distinct(pairs: Iterable[Sequence[str]], *, leaving: str) -> tuple[tuple[str, str], ...]:
    """Web addresses other than the page itself, once each, with the first words seen for them."""
    found: dict[str, str] = {}
    for url, text in pairs:
        if url.startswith(("http://", "https://")) and url != leaving and len(url) < 2_000:
            found[url] = found.get(url) or text[:300]
    return tuple(found.items())[:500]


def thai_letters(text: str) -> int:
    """How many letters of the Thai block the text has."""
    return sum("\u0e00" <= letter <= "\u0e7f" for letter in text)


def unmistaken(rendered: Rendered) -> Rendered:
    """What the browser showed, read again where it took the page's bytes for windows-1252.

    Browsers do that to pages that do not say their charset; the plain reading knows better, and the text that script
    made of the page is all there, one character a byte.
    """
    html = _thai_again(rendered.html.decode("utf-8", "replace").replace("&nbsp;", "\xa0")).encode("utf-8", "replace")
    links = tuple((url, _thai_again(text)) for url, text in rendered.links)
    return replace(rendered, html=html, title=_thai_again(rendered.title), links=links)


def _thai_again(text: str) -> str:
    """The bytes that windows-1252 showed as this text, as the UTF-8 or else the windows-874 they were."""
    # a control stands for each byte that windows-1252 does not define
    data = b"".join(bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252", "ignore") for letter in text)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp874", "replace")
