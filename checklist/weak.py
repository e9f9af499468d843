"""Sorting what was found for a topic: readable evidence, what nobody could read, and hollow links with nothing behind.

Each of the two weak sorts is named by a reason, so that a report can say what is weak about it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from checklist.checks.link import is_button
from checklist.exhibit import BARE, Exhibit
from checklist.exhibits import Opens, as_unread, document_exhibit, page_exhibit, said_of
from checklist.furniture import without
from checklist.reasons import reason
from checklist.site import (
    DEAD_OUTCOMES,
    Document,
    DocumentState,
    Fetch,
    FetchOutcome,
    OffSite,
    Page,
    PageState,
)
from checklist.verdict import Evidence, Reason

if TYPE_CHECKING:
    from checklist.locate import Candidate

READ, UNREAD, HOLLOW = "read", "unread", "hollow"

_LEFT_OVER = 400
"""Letters that may be left of a copied requirement when its known parts are taken away."""

_SHORT = 160
"""Letters of own text below which a page with pictures or an embedded viewer shows its content in those."""

_VIEWER = re.compile(
    r"anyflip|flip|drive\.google|docs\.google|viewer|issuu|scribd|slideshare|\.pdf|onedrive|canva", re.IGNORECASE
)
_GONE = re.compile(
    r"404|410|not.?found|gone|deleted|dead|does not exist|trash|no longer|no files|ไม่มีไฟล์|ไม่รับคำตอบ", re.IGNORECASE
)
"""What a file service says of a file that is not there any more; other refusals are of one that is not public."""

_DRIVES = frozenset({"google_drive", "google_docs", "google_sites", "onedrive"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate and what it is worth. `exhibit` for readable and unread things, `weak` says what is weak about it."""

    candidate: "Candidate"
    sort: str
    evidence: Evidence
    exhibit: Exhibit | None = None
    weak: Reason | None = None
    outside: OffSite | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """Where the few links of a page's own part lead: places off the site, dead addresses, and whether `on` to anything
    of the agency's own that is, or may still be, there. `gone` and `locked`: as of an `Exhibit`, however many links.
    `furniture`: those of its lines that are the whole site's."""

    outside: tuple[OffSite, ...] = ()
    dead: tuple[Fetch, ...] = ()
    on: bool = True
    gone: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    furniture: frozenset[str] = frozenset()


def place(candidate: "Candidate", opens: Opens | None, *, home: str, behind: Behind = Behind()) -> Placed:
    """Sort one candidate. `opens` reads its page deeply, if that is needed at all; `behind` is where it leads."""
    if candidate.page is not None and candidate.kind == "page":
        return _page(candidate, candidate.page, opens, home, behind)
    if candidate.document is not None and candidate.kind == "document":
        return _document(candidate, candidate.document)
    if candidate.kind == "offsite" and candidate.offsite is not None:
        return _offsite(candidate, candidate.offsite)
    if candidate.fetch is not None:
        return _failure(candidate, candidate.fetch)
    title = candidate.link.text if candidate.link else ""
    evidence = Evidence(candidate.url or candidate.found_on, "link", candidate.found_on, candidate.path, title, title)
    return Placed(candidate, HOLLOW, evidence, weak=reason("weak_listed"))


_PAGE_WEAK: dict[PageState, tuple[str, str]] = {
    PageState.EMPTY: (HOLLOW, "weak_empty"),
    PageState.SOFT_404: (HOLLOW, "weak_soft_404"),
    PageState.LOGIN: (HOLLOW, "weak_login"),
    PageState.CONSTRUCTION: (HOLLOW, "weak_construction"),
    PageState.FILLER: (HOLLOW, "weak_filler"),
    PageState.ERROR: (HOLLOW, "weak_dead"),
    PageState.HACKED: (HOLLOW, "weak_dead"),
    PageState.PARKED: (HOLLOW, "weak_dead"),
    PageState.NEEDS_SCRIPT: (UNREAD, "weak_needs_script"),
    PageState.CHALLENGE: (UNREAD, "weak_unreadable"),
}


def _page(candidate: "Candidate", page: Page, opens: Opens | None, home: str, behind: Behind) -> Placed:
    exhibit = page_exhibit(
        candidate.topic,
        page,
        opens,
        candidate=candidate,
        home=home,
        gone=behind.gone,
        locked=behind.locked,
        furniture=behind.furniture,
    )
    points = bool(candidate.hollow) or (not behind.on and not exhibit.home and _says_nothing(page, exhibit, behind))
    if page.state is PageState.CONTENT and points and not exhibit.forms and not exhibit.tables:
        return _signpost(candidate, page, exhibit, behind)
    if page.state is PageState.CONTENT or _says_something(page, exhibit):
        return Placed(candidate, READ, exhibit.evidence(), exhibit, picture_of_text(exhibit))
    sort, code = _PAGE_WEAK[page.state]
    values: dict[str, str] = {}
    if code == "weak_empty":
        values["title"] = page.title
    elif code == "weak_dead":
        values["answer"] = str(page.state)
    elif code == "weak_unreadable":
        values["outcome"] = str(page.state)
    weak = reason(code, **values)
    if sort == UNREAD:
        return Placed(candidate, UNREAD, exhibit.evidence(), as_unread(exhibit, str(page.state)), weak)
    evidence = Evidence(page.url, "link", candidate.found_on, candidate.path, page.title, page.title)
    return Placed(candidate, HOLLOW, evidence, weak=weak)


def _says_nothing(page: Page, exhibit: Exhibit, behind: Behind) -> bool:
    """Bare, or bare but for the rest of a copied requirement."""
    if exhibit.is_bare:
        return True
    own = without(page.main or page.text, behind.furniture).strip()
    copied = len(exhibit.texts[0]) < len(own) if exhibit.texts else False
    return copied and exhibit.substance < _LEFT_OVER and not (exhibit.tables or exhibit.pictures or exhibit.forms)


def _signpost(candidate: "Candidate", page: Page, exhibit: Exhibit, behind: Behind) -> Placed:
    """A page that only points elsewhere: to a place outside that was not read, or to nothing that opens."""
    shelf = next((one for one in behind.outside if one.public is not False), None)
    if shelf is None and not behind.outside and not behind.dead:
        shelf = _elsewhere(page)
    if shelf is not None:
        weak = _outside_only(shelf)
        points = replace(as_unread(exhibit, shelf.service), texts=exhibit.texts, links=exhibit.links, gone=exhibit.gone)
        return Placed(candidate, UNREAD, exhibit.evidence(shelf.anchor), points, weak, shelf)
    if behind.outside:
        weak = _closed(behind.outside[0])
    elif behind.dead:
        weak = reason("weak_dead", answer=_answer(behind.dead[0]))
    else:
        weak = reason("weak_empty", title=page.title)
    evidence = Evidence(page.url, "link", candidate.found_on, candidate.path, page.title, page.title)
    return Placed(candidate, HOLLOW, evidence, weak=weak)


def _elsewhere(page: Page) -> OffSite | None:
    """The first place off its own host that the page's own part leads to, such as a system of the ministry's."""
    host = urlsplit(page.url).netloc.removeprefix("www.")
    for link in page.links:
        there = urlsplit(link.url).netloc.removeprefix("www.")
        if there and there != host and link.place == "content" and link.text and not is_button(link.url):
            return OffSite(link.url, "other", page.url, link.text, link.heading, link.row, link.group, page.path)
    return None


def _says_something(page: Page, exhibit: Exhibit) -> bool:
    """A page taken for empty or unfinished by its words ("ไม่มีเรื่องร้องเรียน", "อยู่ระหว่างดำเนินการ"), and which is not:
    it has text of its own, or a filled table."""
    if page.state is PageState.EMPTY:
        return exhibit.substance >= BARE
    return page.state is PageState.CONSTRUCTION and any(table.rows for table in exhibit.tables)


def picture_of_text(exhibit: Exhibit) -> Reason | None:
    """The weak reason of a page whose content is a picture or an embedded viewer, else None."""
    own = sum(len(line.strip()) for text in exhibit.texts for line in text.splitlines())
    if own >= _SHORT or exhibit.tables or exhibit.forms:
        return None
    if any(_VIEWER.search(address) for address in exhibit.embeds):
        return reason("weak_embedded")
    return reason("weak_picture") if exhibit.pictures else None


def frames(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """The pages that only show, in a frame, a file that was read itself: nothing of theirs is left to be judged."""
    read = {one.candidate.document.url for one in placed if one.sort == READ and one.candidate.document is not None}
    return tuple(
        one
        for one in placed
        if one.weak is not None and one.weak.code == "weak_embedded" and read & framed(one.candidate)
    )


def framed(candidate: "Candidate") -> frozenset[str]:
    """The addresses of what the candidate's page shows in frames."""
    links = candidate.page.links if candidate.page is not None else ()
    return frozenset(urldefrag(link.url)[0] for link in links if link.place == "embed")


def unread_copy(placed: Placed) -> Exhibit | None:
    """What nobody could read of a candidate, as an exhibit: an unread file, or the pictures of a page of pictures."""
    if placed.exhibit is None:
        return None
    if placed.sort == UNREAD:
        return placed.exhibit
    if placed.weak is not None and placed.weak.code in ("weak_picture", "weak_embedded", "weak_scan"):
        return as_unread(placed.exhibit, placed.weak.code.removeprefix("weak_"))
    return None


def _document(candidate: "Candidate", document: Document) -> Placed:
    exhibit = document_exhibit(candidate.topic, document, candidate)
    state = document.state
    if state in (DocumentState.TEXT, DocumentState.OCR):
        weak = reason("weak_ocr") if state is DocumentState.OCR else _half_scanned(document)
        return Placed(candidate, READ, exhibit.evidence(), exhibit, weak)
    if state in (DocumentState.ENCRYPTED, DocumentState.EMPTY):
        locked = state is DocumentState.ENCRYPTED
        weak = reason("weak_password") if locked else reason("weak_empty", title=document.name or document.anchor)
        title = document.title or document.name
        evidence = Evidence(
            document.url,
            "link",
            candidate.found_on,
            candidate.path,
            title,
            document.anchor,
            sha256=document.fetch.sha256,
        )
        return Placed(candidate, HOLLOW, evidence, weak=weak)
    if state is DocumentState.SCAN:
        weak = reason("weak_scan", pages=document.page_count)
    elif state is DocumentState.PICTURE:
        weak = reason("weak_picture")
    else:
        weak = reason("weak_unreadable", outcome=str(state))
    return Placed(candidate, UNREAD, exhibit.evidence(), as_unread(exhibit, str(state)), weak)


def _half_scanned(document: Document) -> Reason | None:
    blank = sum(not page.strip() for page in document.pages)
    if document.format == "pdf" and blank * 2 > len(document.pages):
        return reason("weak_scan", pages=blank)
    return None


def _offsite(candidate: "Candidate", off: OffSite) -> Placed:
    """Outside the agency's hosts: private or dead ones are hollow, the others were not read."""
    evidence = Evidence(off.url, "offsite", candidate.found_on, candidate.path, off.title or off.anchor, off.anchor)
    if off.public is False:
        return Placed(candidate, HOLLOW, evidence, weak=_closed(off), outside=None)
    weak = _outside_only(off)
    exhibit = Exhibit(
        topic=candidate.topic,
        url=off.url,
        kind="offsite",
        title=off.title or off.anchor,
        said=tuple(word for word in (off.anchor, off.row, off.heading, off.group) if word),
        found_on=candidate.found_on,
        path=candidate.path,
        score=candidate.score,
        unread=off.service,
    )
    return Placed(candidate, UNREAD, evidence, exhibit, weak, off)


def _closed(off: OffSite) -> Reason:
    gone = _GONE.search(off.detail)
    return reason("weak_drive_dead" if gone else "weak_drive_private", service=off.service)


def _outside_only(off: OffSite) -> Reason:
    return (
        reason("weak_facebook_only") if off.service == "facebook" else reason("weak_offsite_only", service=off.service)
    )


def _failure(candidate: "Candidate", fetch: Fetch) -> Placed:
    """A dead address is hollow for everybody; one that only we could not read is unread."""
    title = candidate.link.text if candidate.link else ""
    answer = _answer(fetch)
    evidence = Evidence(fetch.url, "link", candidate.found_on, candidate.path, title, answer)
    if fetch.outcome in DEAD_OUTCOMES:
        return Placed(candidate, HOLLOW, evidence, weak=reason("weak_dead", answer=answer))
    if fetch.outcome is FetchOutcome.FORBIDDEN and fetch.status == 401:
        return Placed(candidate, HOLLOW, evidence, weak=reason("weak_login"))
    weak = (
        reason("weak_robots")
        if fetch.outcome is FetchOutcome.ROBOTS
        else reason("weak_unreadable", outcome=str(fetch.outcome))
    )
    exhibit = Exhibit(
        topic=candidate.topic,
        url=fetch.url,
        kind="link",
        title=title,
        said=said_of(candidate),
        found_on=candidate.found_on,
        path=candidate.path,
        score=candidate.score,
        unread=str(fetch.outcome),
    )
    return Placed(candidate, UNREAD, evidence, exhibit, weak)


def _answer(fetch: Fetch) -> str:
    return str(fetch.status) if fetch.status >= 400 else str(fetch.outcome)
