"""Whether a page needs a browser, told from what its plain reading lacks. Pure and cheap: every page is asked."""

import re
from collections import Counter

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from checklist.site import Page
from crawler.marks import Marks
from crawler.scripted import filled_by_script
from crawler.soft404 import is_shell

_ENABLE = re.compile(
    rb"<noscript[^>]*>(?:(?!</noscript).){0,600}?(?:enable|requires?|turn on)\s+javascript", re.I | re.S
)
_SCRIPTED_ENTRY = re.compile(
    rb"onclick\s*=\s*[\"'][^\"']{0,200}(?:location|window\.open|goto|load_?page|menu|show)", re.I
)
_POSTBACK = re.compile(rb"(?:href|onclick)\s*=\s*[\"'](?:javascript:)?__doPostBack\(", re.I)
_LEAVES = re.compile(
    rb"(?:window|document|self|top)?\.?location(?:\.href)?\s*=\s*[\"']|location\.(?:replace|assign)\(", re.I
)
_TEMPLATE = re.compile(r"\{\{[^{}\n]{1,60}\}\}")
_WAITING = re.compile(r"^\s*(?:กำลังโหลด(?:ข้อมูล)?|loading|please wait)[\s.…]*$", re.I | re.M)
_EMPTY_LIST = re.compile(rb"<(ul|ol|nav|menu)\b[^>]{0,200}?\bid\s*=\s*[\"']?([\w-]{1,60})[^>]{0,200}>\s*</\1>", re.I)
_WAITING_SIGNS = BytesAhoCorasick(
    [sign.encode("cp874") for sign in ("กำลังโหลด", "loading", "please wait")], matchkind=MatchKind.LeftmostFirst
)
"""One of these, in code page 874 and small letters, is in everything `_WAITING` finds."""
_LOOKED_AT = 400_000
_AJAX_LIST = re.compile(rb"ng-repeat|v-for=|x-for=|data-bind=[\"']foreach|\.DataTable\(\s*\{[^}]{0,400}ajax", re.I)


IN_VAIN = 2
"""Times that a browser may show nothing more for one reason; after that the reason counts for nothing on this site."""


class Reasons:
    """What came of each reason to start the browser on one site. `hints`: given up sooner (`expect_little`)."""

    def __init__(self) -> None:
        self._in_vain: Counter[str] = Counter()
        self._fruitful: set[str] = set()
        self._expected: frozenset[str] = frozenset()
        self.hints: set[str] = set()

    def note(self, why: str, *, more: bool) -> None:
        """Take in whether the browser, started for that reason, showed more than the plain page."""
        if more:
            self._fruitful.add(why)
        else:
            self._in_vain[why] += 1

    def count_for_nothing(self, why: str) -> bool:
        """Whether the browser was started for that reason often enough in vain."""
        vain = self._in_vain[why]
        if vain and vain < IN_VAIN and why in self._expected and why not in self._fruitful:
            self.hints.add(why)
            return True
        return vain >= IN_VAIN

    def expect_little(self, reasons: frozenset[str]) -> None:
        """For these the browser showed nothing more on other sites of the vendor: one try in vain is enough here."""
        self._expected = reasons

    def told(self) -> tuple[set[str], set[str]]:
        """The reasons that were in vain here, and those that were not."""
        return set(self._in_vain) - self._fruitful, self._fruitful


def needs_render(page: Page, body: bytes, marks: Marks | None = None) -> str:
    """Why the page should be looked at again with a browser; "" when its plain reading is enough.

    `marks` are those of the body, if they are known.
    True reasons cost a browser's second, false ones too: a menu whose folding entries carry ``href="#"`` beside real
    links is no reason; a menu that holds nothing else is.
    """
    if page.fetch.rendered:
        return ""
    if is_shell(page, body):
        return "nothing without script"
    real = len([link for link in page.links if link.url])
    head = body[:_LOOKED_AT]
    if marks is None or len(body) > _LOOKED_AT:
        marks = Marks(head)
    if real < 8 and len(page.text) < 1_500 and _ENABLE.search(head):
        return "asks for JavaScript"
    if real < 4 and len(page.text) < 400 and _LEAVES.search(head):
        return "leads on by script"
    return _hollow_menu(page, head, real, marks) or _filled_later(page, head) or filled_by_script(page, head, marks)


def _hollow_menu(page: Page, head: bytes, real: int, marks: Marks) -> str:
    postbacks = len(_POSTBACK.findall(head)) if "postback" in marks and b"__doPostBack" in head else 0
    if postbacks >= 2 and postbacks >= real / 4:
        return "menu posts back"
    nowhere = [link for link in page.links if not link.url]
    hollow = sum(1 for link in nowhere if link.place == "menu")
    if hollow >= 3 and 2 * hollow > sum(1 for link in page.links if link.place == "menu"):
        return "menu entries without addresses"
    # a "#panel" opens in place: nothing is missing there
    in_place = sum(1 for link in nowhere if link.raw.startswith("#") and len(link.raw) > 1)
    empty = sum(1 for link in nowhere if link.text) - in_place
    if empty >= 6 and empty > real:
        return "entries without addresses"
    if real < 8 and len(_SCRIPTED_ENTRY.findall(head)) >= 3:
        return "entries followed by script only"
    if _may_be_empty(marks) and any(head.count(name) > 1 for _, name in _EMPTY_LIST.findall(head)):
        return "menu filled by script"
    if real < 3 and b"<script" in head and re.search(rb"<nav\b|class=[\"'][^\"']{0,80}menu", head, re.I):
        return "menu without links"
    return ""


def _may_be_empty(marks: Marks) -> bool:
    """Whether nothing but blanks stands between a list's begin and its end anywhere."""
    low = marks.low
    for end in marks.at("lists"):
        begin_ends = low.rfind(b">", 0, end)
        if low[begin_ends + 1 : end].isspace() or begin_ends + 1 == end:
            tag = low[low.rfind(b">", 0, max(0, begin_ends)) + 1 : begin_ends]
            if b"<" + low[end + 2 : low.find(b">", end)] in tag:
                return True
    return False


def _filled_later(page: Page, head: bytes) -> str:
    shown = page.main or page.text
    found = len(_TEMPLATE.findall(shown)) if "{{" in shown else 0
    if _WAITING_SIGNS.find_matches_as_indexes(shown.encode("cp874", "ignore").lower()):
        found += len(_WAITING.findall(shown))
    if found >= 2 or (found and len(shown) < 400):
        return "template not filled in"
    if len(page.main) < 300 and _AJAX_LIST.search(head):
        return "list is loaded by script"
    return ""
