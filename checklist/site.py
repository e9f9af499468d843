"""What a crawl saw, as plain values: no HTML, no sockets. The four packages speak in these.

All times are ISO-8601 strings in UTC ("2026-11-22T17:54:00+00:00"), all hashes hex SHA-256 of the bytes as served,
all sizes bytes.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class FetchOutcome(StrEnum):
    """How asking for one address ended. Never an exception; `docs/outcomes.md` explains each."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"  # 304: the stored copy still holds
    NOT_FOUND = "not_found"  # 404, 410
    FORBIDDEN = "forbidden"  # 401, 403, 407, 451
    CLIENT_ERROR = "client_error"  # any other 4xx
    SERVER_ERROR = "server_error"  # 5xx after retries
    BUSY = "busy"  # 429 / 503 with Retry-After, beyond our patience
    NO_SUCH_HOST = "no_such_host"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    CONNECTION_LOST = "connection_lost"
    INCOMPLETE = "incomplete"  # the body ended early; what came is kept
    TLS_ERROR = "tls_error"
    PROTOCOL_ERROR = "protocol_error"  # not HTTP
    BAD_ENCODING = "bad_encoding"  # says gzip, is not
    TOO_LARGE = "too_large"
    REDIRECT_LOOP = "redirect_loop"
    BLOCKED_ADDRESS = "blocked_address"  # points into a private network: never connected
    BAD_ADDRESS = "bad_address"  # not an address that can be asked
    ROBOTS = "robots"  # the site asks robots to stay out
    OFF_SITE = "off_site"  # seen as a link, outside the agency's hosts: not crawled
    RENDER_FAILED = "render_failed"
    PARSE_TIMEOUT = "parse_timeout"
    NETWORK_DOWN = "network_down"  # our own connection, not theirs
    OPERATOR_STOPPED = "operator_stopped"


DEAD_OUTCOMES = frozenset(
    {
        FetchOutcome.NOT_FOUND,
        FetchOutcome.CLIENT_ERROR,
        FetchOutcome.SERVER_ERROR,
        FetchOutcome.NO_SUCH_HOST,
        FetchOutcome.REFUSED,
        FetchOutcome.REDIRECT_LOOP,
        FetchOutcome.BAD_ADDRESS,
    }
)
"""Outcomes that say the target is dead for everybody. All other failures mean only that *we* could not read it."""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One address asked for, and what came back. `url` as asked (normalised), `final_url` after redirects."""

    url: str
    outcome: FetchOutcome
    final_url: str = ""
    status: int = 0
    content_type: str = ""
    fetched_at: str = ""
    sha256: str = ""
    size: int = 0
    redirects: tuple[str, ...] = ()
    detail: str = ""  # one short technical phrase: the exception's name, the limit that was hit
    tls_fault: str = ""  # expired, not_yet_valid, self_signed, wrong_host, chain, unreadable; "" when fine or not https
    etag: str = ""
    last_modified: str = ""
    rendered: bool = False  # bytes are the DOM after script, not the body as served
    unchanged: bool = False  # same bytes as in the agency's previous crawl
    rendering: "Rendering | None" = None  # of a rendered page that script made of its own bytes alone


def timeless(fetch: Fetch) -> Fetch:
    """The Fetch without what differs from night to night although the site is the same: no judge looks at that."""
    return replace(fetch, fetched_at="", etag="", last_modified="", unchanged=False, rendering=None)


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a browser made a page of, for knowing when it must be asked again: `plain` is the SHA-256 of the bytes as
    served, `at` when it was rendered, `why` what the plain page lacked, `more` whether the browser showed more."""

    plain: str
    at: str
    why: str = ""
    more: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a page to somewhere else.

    `url` is absolute and normalised; "" for a listed entry with no target (``href="#"``, ``javascript:void(0)``).
    `text` is what a reader sees on it (or alt/title of its picture). `place`: menu, content, footer, frame, embed,
    map, form, meta, script. `heading`: nearest heading above. `row`: text of its table row, list item or card,
    when longer than `text` and short enough to describe it (up to 300 characters). `group`: label of the menu, tab or
    accordion panel that holds it.
    """

    url: str
    text: str = ""
    place: str = "content"
    heading: str = ""
    row: str = ""
    group: str = ""
    raw: str = ""  # the href as written, when it could not become an address


@dataclass(frozen=True, slots=True)
class Step:
    """One click from the home page: the link's text and where it led."""

    text: str
    url: str


class PageState(StrEnum):
    """What a page that answered 200 really is."""

    CONTENT = "content"
    EMPTY = "empty"  # title and menu, nothing of its own ("No Results Found", a bare shell)
    SOFT_404 = "soft_404"
    LOGIN = "login"
    CONSTRUCTION = "under_construction"
    CHALLENGE = "challenge"  # bot check
    ERROR = "error_page"  # a database or script error printed with status 200
    FILLER = "filler"  # Lorem ipsum, the template's sample content
    NEEDS_SCRIPT = "needs_script"  # nothing without script, and it could not be rendered
    HACKED = "hacked"  # gambling and the like in the agency's place
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page. `text` is the visible text, lines kept, of the whole page; `main` leaves out what the site repeats
    on every page (menu, header, footer) as far as one page can tell. `path` is the shortest click path seen, home
    first, without the page itself being repeated; `found_on` the page whose link led here ("" for the home page).
    `anchor` is the text of that link.
    """

    url: str
    fetch: Fetch
    title: str = ""
    headings: tuple[str, ...] = ()
    text: str = ""
    main: str = ""
    links: tuple[Link, ...] = ()
    found_on: str = ""
    anchor: str = ""
    path: tuple[Step, ...] = ()
    state: PageState = PageState.CONTENT
    description: str = ""
    images: tuple[str, ...] = ()  # alt texts and file names of content pictures, for a first guess
    truncated: bool = False
    unrendered: str = ""  # why script was needed to see all of it, when no browser could be had; "" when all was seen
    wanted: str = ""  # why a browser should look again, by its plain reading; "" when nothing is missing


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cell texts; `header` is the row that names the columns (() when none does)."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str = ""
    page: int | None = None  # page of the document, from 1


@dataclass(frozen=True, slots=True)
class Image:
    """A content picture: absolute address, alt text or caption, and the text beside it (same card, cell)."""

    url: str
    alt: str = ""
    beside: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it sends to, the labels or names of its visible fields, its button texts."""

    action: str
    fields: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text under it up to the next heading of the same or a higher level."""

    heading: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class PageDetail:
    """What the deep reading of a candidate page adds (BeautifulSoup; made by `crawler.deep`)."""

    tables: tuple[Table, ...] = ()
    images: tuple[Image, ...] = ()
    forms: tuple[Form, ...] = ()
    sections: tuple[Section, ...] = ()
    embeds: tuple[str, ...] = ()  # addresses of maps, chats, viewers, videos, widgets
    cards: tuple[str, ...] = ()  # text of repeated blocks, such as one person each


class DocumentState(StrEnum):
    """What opening a file gave."""

    TEXT = "text"  # has a text layer
    OCR = "ocr"  # read from pictures: good for finding, never for exact figures
    SCAN = "scan"  # pictures of text, not read (no OCR, or the budget was spent)
    PICTURE = "picture"  # a picture file, not read
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    BROKEN = "broken"  # refused by every reader
    UNSUPPORTED = "unsupported"
    LIMIT = "limit"  # reader was stopped at its time, memory or size limit


@dataclass(frozen=True, slots=True)
class Document:
    """A file (PDF, Word, Excel, picture …). `pages` is the text of each page, sheet or slide in order.

    `format` is told by content (pdf, docx, xlsx, doc, xls, pptx, odt, ods, rtf, csv, txt, jpg, png, zip …); `name` the
    file's own name; `title` its metadata title. Files inside an archive have `url` = ``<archive>#<inner name>``.
    """

    url: str
    fetch: Fetch
    format: str = ""
    state: DocumentState = DocumentState.TEXT
    name: str = ""
    title: str = ""
    pages: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    page_count: int = 0
    found_on: str = ""
    anchor: str = ""
    heading: str = ""
    row: str = ""
    group: str = ""
    path: tuple[Step, ...] = ()
    reader: str = ""  # library and version that read it
    detail: str = ""

    @property
    def text(self) -> str:
        """All pages, a form feed between them."""
        return "\f".join(self.pages)


@dataclass(frozen=True, slots=True)
class OffSite:
    """A place outside the agency's hosts that a page of theirs points to, and what was learnt by looking at most once.

    `service`: google_drive, google_docs, google_sites, onedrive, anyflip, youtube, facebook, line, egp, other.
    `public` is None when it was not looked at.
    """

    url: str
    service: str
    found_on: str
    anchor: str = ""
    heading: str = ""
    row: str = ""
    group: str = ""
    path: tuple[Step, ...] = ()
    public: bool | None = None
    title: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """All that one crawl saw of one agency. `hosts` are the hosts that count as the agency's own."""

    home: str
    hosts: tuple[str, ...]
    pages: tuple[Page, ...] = ()
    documents: tuple[Document, ...] = ()
    failures: tuple[Fetch, ...] = ()  # every address that did not end `ok`
    offsite: tuple[OffSite, ...] = ()
    finished: bool = True  # False: budget or operator stopped the crawl with addresses still waiting
    waiting: tuple[str, ...] = field(default=())  # addresses known and not asked for
