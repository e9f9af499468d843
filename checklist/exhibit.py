"""What a check sees: a piece of evidence as an `Exhibit`, the `Question` put to several, and how the best one wins."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from checklist.agency import Agency, AgencyKind
from checklist.model import Element, YearRule
from checklist.reasons import reason
from checklist.site import Form, Image, Link, OffSite, Section, Table
from checklist.thai import Folded, fold, fold_with_map
from checklist.verdict import Evidence, Finding, Outcome, Reason

if TYPE_CHECKING:
    from checklist.checks.params import Params

MAX_QUOTE = 300
BARE = 80
"""Letters of its own below which a page says no more than its title."""

MAX_TEXT = 120_000
"""Characters of one page of a document that are read; what lies beyond is an appendix nobody names an element in."""

_ORNAMENT = re.compile(
    r"[/_-](?:new|hot|icons?|ico|bullets?|arrows?|dots?|line|spacer|blank|update|pdf|word|doc|xls|excel|zip|head(?:er)?|banner"
    r"|logo|bg|foot(?:er)?)[\d_-]*\.(?:gif|png|jpe?g|svg|webp)(?:$|\?)",
    re.IGNORECASE,
)
"""Pictures that stand on every page and beside every entry, by the names they are given."""

P = TypeVar("P", bound="Params")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """`fold`, remembered: the words of a checklist are compared with every exhibit."""
    return fold(text)


@dataclass(frozen=True)
class Exhibit:
    """One accepted page or document of a topic. `texts` is its own text: the page's main part, or each document page.

    `said` are the words others use for it (link text, row, heading above the link). `unread` is the state of a thing
    that could not be read ("scan", "encrypted", …), "" for a readable one; it can never count against the agency.
    `deep` is False for a page whose tables, forms and pictures were not looked at. `gone` are addresses among its links
    where nothing is (dead, closed, empty, a mere picture), `locked` those that ask for a log-in first.
    """

    topic: str
    url: str
    kind: str
    title: str = ""
    texts: tuple[str, ...] = ()
    whole: str = ""
    said: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    images: tuple[Image, ...] = ()
    forms: tuple[Form, ...] = ()
    sections: tuple[Section, ...] = ()
    embeds: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    cards: tuple[str, ...] = ()
    format: str = ""
    name: str = ""
    found_on: str = ""
    path: tuple[str, ...] = ()
    sha256: str = ""
    score: float = 0.0
    ocr: bool = False
    deep: bool = True
    unread: str = ""
    home: bool = False
    gone: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()

    @property
    def numbered(self) -> bool:
        """True when `texts` are pages with numbers."""
        return self.kind == "document"

    @cached_property
    def folded_texts(self) -> tuple[str, ...]:
        """`texts` in comparison form."""
        return tuple(fold(text[:MAX_TEXT]) for text in self.texts)

    @cached_property
    def folded_names(self) -> str:
        """Title, headings, file name and the words of links to it, in comparison form, one line each."""
        return "\n".join(fold(part) for part in (self.title, self.name, *self.headings, *self.said) if part)

    @cached_property
    def substance(self) -> int:
        """Letters of its own beyond its names and its links: near zero for a page that only shelves files."""
        if self.kind == "document":
            return sum(len(text.strip()) for text in self.texts)
        return sum(len(line) for lines in self.own_lines for line in lines)

    @property
    def own_lines(self) -> tuple[tuple[str, ...], ...]:
        """Of each text the lines that are neither one of its names nor, on a page, a link."""
        if self.kind == "document":
            return tuple((text,) for text in self.texts)
        names = {folded(name) for name in (self.title, *self.headings, *self.said) if name}
        names |= {folded(link.text) for link in self.links if link.text}
        stripped = (tuple(line.strip() for line in text.splitlines()) for text in self.texts)
        return tuple(tuple(line for line in lines if line and folded(line) not in names) for lines in stripped)

    @property
    def pictures(self) -> tuple[Image, ...]:
        """Its pictures without the ornaments of site and entries."""
        return tuple(one for one in self.images if not _ORNAMENT.search(one.url))

    @property
    def is_bare(self) -> bool:
        """A title and nothing to speak of under it: no text, table, picture, form or embedded thing of its own."""
        return self.substance < BARE and not (self.tables or self.pictures or self.forms or self.embeds)

    @cached_property
    def _mapped(self) -> dict[int, Folded]:
        return {}

    def mapped(self, index: int) -> Folded:
        """Text `index` with the way back from folded positions; made once, only for texts that are quoted."""
        if index not in self._mapped:
            self._mapped[index] = fold_with_map(self.texts[index][:MAX_TEXT])
        return self._mapped[index]

    def evidence(self, quote: str = "", index: int | None = None, year: int | None = None) -> Evidence:
        """This exhibit as evidence; `index` is the text the quote stands in."""
        page = index + 1 if index is not None and self.numbered else None
        return Evidence(
            url=self.url,
            kind=self.kind,
            found_on=self.found_on,
            path=self.path,
            title=self.title or self.name or next((said for said in self.said if said), ""),
            quote=quote[:MAX_QUOTE],
            page=page,
            fiscal_year=year,
            sha256=self.sha256,
            ocr=self.ocr,
        )

    def quote_of(self, index: int, start: int, end: int) -> str:
        """The line around a folded span of text `index`, as written, at most 300 characters."""
        first, last = self.mapped(index).span(start, end)
        return line_around(self.texts[index], first, last)


def line_around(text: str, start: int, end: int) -> str:
    """The line that holds `text[start:end]`, cut to 300 characters around it when it is longer."""
    left = max(text.rfind("\n", 0, start) + 1, start - MAX_QUOTE // 2)
    right = text.find("\n", end)
    right = len(text) if right < 0 else right
    return text[left : min(right, max(end, left + MAX_QUOTE))].strip()[:MAX_QUOTE]


@dataclass(frozen=True)
class Question:
    """One element put to the evidence.

    `exhibits` are readable, best first; `unread` are those that exist and could not be read; `outside` are accepted
    places off the agency's hosts. `kind` is None when the agency's kind is not known. `subject` is the item's name,
    which says what a "there was none" would be about.
    """

    element: Element
    params: "Params"
    exhibits: tuple[Exhibit, ...]
    unread: tuple[Exhibit, ...] = ()
    outside: tuple[OffSite, ...] = ()
    agency: Agency = field(default_factory=lambda: Agency("", "", ""))
    kind: AgencyKind | None = None
    year: YearRule | None = None
    fiscal_year: int = 0
    subject: str = ""

    def want(self, model: type[P]) -> P:
        """The parameters as the kind's own model; TypeError for a programming mistake."""
        if not isinstance(self.params, model):
            raise TypeError(f"element {self.element.code} has {type(self.params).__name__}, not {model.__name__}")
        return self.params

    def found(self, code: str, *evidence: Evidence, **values: Any) -> Finding:
        """The element is there."""
        return Finding(self.element.code, Outcome.PASSED, reason(code, **values), evidence)

    def lacks(self, code: str, *evidence: Evidence, **values: Any) -> Finding:
        """The element is not there, and everything that could hold it was read."""
        return Finding(self.element.code, Outcome.FAILED, reason(code, **values), evidence)

    def unsure(self, why: Reason, *evidence: Evidence) -> Finding:
        """A person must look."""
        return Finding(self.element.code, Outcome.CANT_TELL, why, evidence)


CheckFunction = Callable[[Question], Finding]
"""A kind of check: judges one element; pure."""

_RANK = {Outcome.PASSED: 0, Outcome.CANT_TELL: 1, Outcome.FAILED: 2, Outcome.INAPPLICABLE: 3}


def best_of(
    question: Question, judge: Callable[[Exhibit], Finding], nearness: Callable[[Finding], float] | None = None
) -> Finding:
    """Judge every exhibit and keep the best finding: passed, then unsure, then the failure that came nearest.

    `nearness` says how little a failed finding lacks (smaller is nearer). A failure becomes `cant_tell` when something
    unread might hold the element.
    """
    chosen: Finding | None = None
    for exhibit in question.exhibits:
        finding = judge(exhibit)
        if finding.outcome is Outcome.PASSED:
            return finding
        if chosen is None or _key(finding, nearness) < _key(chosen, nearness):
            chosen = finding
    if chosen is None:
        return nothing(question)
    return doubt(question, chosen)


def _key(finding: Finding, nearness: Callable[[Finding], float] | None) -> tuple[int, float]:
    near = nearness(finding) if nearness and finding.outcome is Outcome.FAILED else 0.0
    return _RANK[finding.outcome], near


def nothing(question: Question) -> Finding:
    """No readable exhibit: `cant_tell` if an unread one exists, else failed."""
    return doubt(question, question.lacks("no_evidence"))


def doubt(question: Question, finding: Finding) -> Finding:
    """A failed finding, turned into `cant_tell` while an unread exhibit might hold what was missed."""
    if finding.outcome is not Outcome.FAILED or not question.unread:
        return finding
    unread = question.unread[0]
    return question.unsure(reason("text_unreadable", state=unread.unread), unread.evidence())
