"""Pages and documents as exhibits: what a check may see of them."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from checklist.exhibit import Exhibit, folded
from checklist.furniture import without
from checklist.site import Document, DocumentState, Form, Image, Link, Page, PageDetail, Section, Table

if TYPE_CHECKING:
    from checklist.locate import Candidate


_CRITERION = re.compile(r"^\s*[\W\d๐-๙oO]*\s*แสดง(?!ความ(?:คิด|เห็น|ยินดี)|สินค้า|ละคร|ดนตรี)[^\n]{12,}$", re.MULTILINE)
_SHORT, _LONG_DETAIL = 2500, 300


_DETAILS = re.compile(r"(?:ดังนี้|ประกอบด้วย|อย่างน้อย|รายละเอียด)\s*:?")
_ASKED = re.compile(
    r"^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-–—•○●▪*·]|มีข้อมูลรายละเอียด|มีรายละเอียด|เป็นข้อมูล|เป็นแผน|เป็นการ|สามารถจัดทำ|หรือตามแบบ|ตามแบบฟอร์ม|โดยมี|"
    r"โดยต้อง|(?:ใน)?ระยะเวลา|เดือนแรกของ)"
)
"""How the details that a requirement lists begin: numbers, dashes, and its own turns of speech."""


def without_criteria(text: str, links: Sequence[Link] = ()) -> str:
    """A short page's text without the official wording of what it should show ("แสดงข้อมูล … เป็นต้น"), and without the
    details it lists below ("อย่างน้อยประกอบด้วย 1. … 2. …").

    Agencies copy the requirement above their links; its words are not evidence of what it requires. A line that is a
    link, or part of one, is the agency's own.
    """
    if len(text) > _SHORT or not _CRITERION.search(text):
        return text
    own = {folded(link.text) for link in links if link.text}
    kept: list[str] = []
    wrapped, listing = 0, False
    for line in text.splitlines():
        if _CRITERION.match(line):
            wrapped = 0 if "เป็นต้น" in line else 3 if "เช่น" in line else 0
            listing = bool(_DETAILS.search(line)) or listing
        elif wrapped:
            wrapped = 0 if "เป็นต้น" in line else wrapped - 1
        elif not line.strip() or folded(line.strip()) in own or len(line) > _LONG_DETAIL:
            kept.append(line)
        elif _ASKED.match(line) and (listing or _DETAILS.search(line)):
            listing = True
        else:
            kept.append(line)
    return "\n".join(kept)


_NOTICE = re.compile(
    r"^[^\n]{0,80}(?:©|&copy;|\(c\)\s?(?:20|25)\d\d|copyright|all rights reserved|สงวนลิขสิทธิ์|ผู้เข้าชม|จำนวนการเข้าชม)"
    r"[^\n]{0,120}$",
    re.IGNORECASE | re.MULTILINE,
)
"""What a site says of itself on every page: whose it is since when, and how many came. Its years are of no content."""


def without_notices(text: str) -> str:
    """The text without lines that only say whose the site is or count its visitors."""
    return _NOTICE.sub("", text)


def said_of(candidate: "Candidate") -> tuple[str, ...]:
    """What links call it: text, row, heading, group; longest knowledge last."""
    link = candidate.link
    words = [link.text, link.row, link.heading, link.group] if link else []
    source = candidate.page or candidate.document
    if isinstance(source, Document):
        words += [source.anchor, source.row, source.heading, source.group]
    elif isinstance(source, Page):
        words.append(source.anchor)
    return tuple(dict.fromkeys(word for word in words if word))


Opens = Callable[[], PageDetail | None]
"""Reads one page deeply; None when its bytes are not at hand. Dear: some ten milliseconds."""


class Unopened(Exhibit):
    """A page that is read deeply when a check first asks for what only that shows: most are judged by their text."""

    @classmethod
    def of(cls, exhibit: Exhibit, opens: Opens) -> "Unopened":
        """The same exhibit, which `opens` completes."""
        made = cls.__new__(cls)
        known = {name: value for name, value in vars(exhibit).items() if name not in _DEEP}
        vars(made).update(known, opens=opens)
        return made

    @cached_property
    def _detail(self) -> PageDetail | None:
        opens: Opens = vars(self)["opens"]
        return opens()

    @cached_property
    def _shown(self) -> PageDetail:
        return self._detail or PageDetail()

    @cached_property
    def deep(self) -> bool:
        """Whether the page could be read deeply."""
        return self._detail is not None

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return self._shown.tables

    @cached_property
    def images(self) -> tuple[Image, ...]:
        """Its pictures."""
        return self._shown.images

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Its forms."""
        return self._shown.forms

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its headings with what stands under them."""
        return self._shown.sections

    @cached_property
    def embeds(self) -> tuple[str, ...]:
        """Addresses of what is embedded in it."""
        return self._shown.embeds

    @cached_property
    def cards(self) -> tuple[str, ...]:
        """Texts of its repeated blocks."""
        return self._shown.cards


_DEEP = frozenset({"deep", "tables", "images", "forms", "sections", "embeds", "cards"})


def page_exhibit(
    topic: str,
    page: Page,
    opens: Opens | None = None,
    *,
    candidate: "Candidate | None" = None,
    home: str = "",
    gone: frozenset[str] = frozenset(),
    locked: frozenset[str] = frozenset(),
    furniture: frozenset[str] = frozenset(),
) -> Exhibit:
    """A page as an exhibit; without a way to read it deeply its tables, forms and pictures are unknown.

    Lines that are `furniture` of the whole site are not its own.
    """
    exhibit = Exhibit(
        topic=topic,
        url=page.url,
        kind="page",
        title=page.title,
        texts=(without_notices(without_criteria(without(page.main or page.text, furniture), page.links)),),
        whole=page.text,
        said=said_of(candidate) if candidate else (),
        headings=page.headings,
        links=page.links,
        found_on=candidate.found_on if candidate else page.found_on,
        path=candidate.path if candidate else tuple(step.text for step in page.path),
        sha256=page.fetch.sha256,
        score=candidate.score if candidate else 0.0,
        deep=False,
        home=page.url == home,
        gone=gone,
        locked=locked,
    )
    return exhibit if opens is None else Unopened.of(exhibit, opens)


def document_exhibit(topic: str, document: Document, candidate: "Candidate | None" = None) -> Exhibit:
    """A document as an exhibit, page by page."""
    return Exhibit(
        topic=topic,
        url=document.url,
        kind="document",
        title=document.title,
        texts=document.pages,
        said=said_of(candidate)
        if candidate
        else tuple(w for w in (document.anchor, document.row, document.heading) if w),
        tables=document.tables,
        format=document.format,
        name=document.name,
        found_on=candidate.found_on if candidate else document.found_on,
        path=candidate.path if candidate else tuple(step.text for step in document.path),
        sha256=document.fetch.sha256,
        score=candidate.score if candidate else 0.0,
        ocr=document.state is DocumentState.OCR,
    )


def as_unread(exhibit: Exhibit, state: str) -> Exhibit:
    """The same thing as one that could not be read: its names are known, its content is not."""
    return Exhibit(
        topic=exhibit.topic,
        url=exhibit.url,
        kind=exhibit.kind,
        title=exhibit.title,
        said=exhibit.said,
        name=exhibit.name,
        format=exhibit.format,
        found_on=exhibit.found_on,
        path=exhibit.path,
        sha256=exhibit.sha256,
        score=exhibit.score,
        unread=state,
    )
