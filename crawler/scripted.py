"""What scripts and attributes name and links do not: files that a viewer is told of, panels filled on a click.

Told from the bytes alone, so that no browser is needed to see that a PDF stands in a flipbook, or that one is needed.
"""

import re
from dataclasses import replace

from checklist.site import Link, Page
from crawler import addresses
from crawler.charset import decode
from crawler.marks import ENDINGS, Marks

MOST_FILES = 20
MOST_SPOTS = 40  # places of one sign that are looked at

_NAMED = re.compile(rf"(?<=[\"'])[^\"'<>\s()\\,;]{{1,400}}?\.(?:{'|'.join(ENDINGS)})(?=[\"'#?])", re.I)
"""A whole quoted word that ends like a file: in a script, or in an attribute that is no link's."""

_ASKS = rb"(?:fetch\s*\(|XMLHttpRequest|axios|\$\.(?:get|post|ajax|getJSON)\b|jQuery\.(?:get|post|ajax)\b|\.load\s*\()"
_LOADS_HERE = re.compile(
    rb"\bon(?:click|toggle|change|mouseenter)\s*=\s*(?:\"[^\"]{0,300}?|'[^']{0,300}?)" + _ASKS, re.I
)
_REAL_HREF = re.compile(rb"\bhref\s*=\s*[\"'](?!#|javascript:|[\"'])", re.I)
_CALLED = re.compile(
    rb"\bon(?:click|toggle|change|mouseover|mouseenter)\s*=\s*[\"']\s*(?:return\s+)?([A-Za-z_$][\w$]{0,60})\s*\(", re.I
)
_BUILDS = rb"(?:innerHTML|insertAdjacent|createElement|\.append\w{0,8}\s*\(|\.html\s*\(|" + _ASKS + rb")"
_POINTED = re.compile(rb"(?:\.hover\s*\(|\w{0,12})[^<]{0,300}?" + _BUILDS, re.I)
_CHOSEN = re.compile(rb"(?:onchange\s*=|.change.\s*,)[^<]{0,200}?\blocation\b[^<>]{0,80}?[+?`]", re.I)
_QUOTE = re.compile(r"&quot;|&#0?3[49];")
_MORE = re.compile(
    r">[\s»]*(?:โหลดเพิ่ม(?:เติม)?|แสดง(?:เพิ่มเติม|ทั้งหมด|เพิ่ม)|ดู(?:เพิ่มเติม|ทั้งหมด|เพิ่ม)"
    r"|load\s+more|show\s+(?:more|all)|view\s+(?:more|all))[\s.…»]*</button>",
    re.I,
)
_MORE_WORDS = re.compile(r"^(?:โหลดเพิ่ม(?:เติม)?|แสดงเพิ่ม(?:เติม)?|load\s+more|show\s+more)[\s.…»]*$", re.I)
_TOGGLED = re.compile(
    rb"<(?:a|button|li|div|h\d)\b(?=[^>]{0,400}\b(?:data-(?:bs-)?toggle=[\"'](?:tab|pill|collapse)|role=[\"']tab|aria-expanded))"
    rb"[^>]{0,400}?(?:data-(?:bs-)?target|aria-controls|href)=[\"']#?([\w-]{1,60})[\"']",
    re.I,
)
_EMPTY_ROWS = re.compile(rb"<tbody\b[^>]{0,200}>\s*</tbody>")
_EMPTY_ID = re.compile(rb"id(?<=\bid)\s*=\s*[\"']?([\w-]{1,60})(?=[\"']?(?:\s[^>]{0,300})?>\s*</)")
_COMPONENT = re.compile(rb"<([a-z]{1,20}(?:-[a-z]{1,20}){1,3})(?:\s[^>]{0,300})?>\s*</\1>")
_ENDLESS = re.compile(rb"infinite-?scroll|(?:IntersectionObserver\s*\(|onscroll\b)[^<]{0,600}?" + _ASKS, re.I)


def named_files(page: Page, body: bytes, content_type: str = "", marks: Marks | None = None) -> Page:
    """The page with the files that its scripts and viewers name and that no link of it leads to.

    `marks` are those of the body, if they are known.
    """
    if not (marks or Marks(body)).names_file():
        return page
    known = {link.url for link in page.links}
    found: dict[str, Link] = {}
    text = _QUOTE.sub('"', decode(body, content_type)[0]).replace("\\/", "/")  # as settings in JSON are written
    for word in _NAMED.findall(text):
        url = addresses.normalise(word.replace("&amp;", "&"), base=page.fetch.final_url or page.url)
        if url and url not in known and len(found) < MOST_FILES:
            found.setdefault(url, Link(url, "", "embed"))
    return replace(page, links=(*page.links, *found.values())) if found else page


def filled_by_script(page: Page, head: bytes, marks: Marks) -> str:
    """Why parts of the page stay empty until script fills them, on a click or by itself; "" when none is seen to."""
    if b"<script" not in head and b" on" not in head:
        return ""
    if b"<script" in head and any(_EMPTY_ROWS.match(marks.low, at) for at in marks.at("rows")):
        return "table filled by script"
    handlers = (*marks.at("clicks"), *marks.at("points"))
    if handlers and "asks" in marks and _loads_on_click(head, max(0, min(handlers) - 2)):
        return "parts loaded on a click"
    if _may_toggle(marks) and (panels := _TOGGLED.findall(head)[:60]) and set(_EMPTY_ID.findall(head)) & set(panels):
        return "empty panels"
    if any(not link.url and _MORE_WORDS.match(link.text) for link in page.links):
        return "more behind a button"
    if any(_says_more(head, end) for end in marks.at("button")):
        return "more behind a button"
    if "components" in marks and b"customElements" in head and _COMPONENT.search(head):
        return "components filled by script"
    if _builds_when_pointed_at(head, marks):
        return "menu built when pointed at"
    if _leads_on_choice(head, marks):
        return "choices followed by script only"
    return "list goes on by script" if "endless" in marks and _ENDLESS.search(head) else ""


def _may_toggle(marks: Marks) -> bool:
    return "toggles" in marks or ("roles" in marks and (b'role="tab' in marks.low or b"role='tab" in marks.low))


def _loads_on_click(head: bytes, first: int) -> bool:
    """Whether a click handler, the first of which stands at `first`, asks for more of the page."""
    handlers = _LOADS_HERE.finditer(head, first)
    return any(_stays(head, found) for found in handlers) or _by_function(head, _ASKS, first)


def _builds_when_pointed_at(head: bytes, marks: Marks) -> bool:
    """Whether something is put on the page when an entry is pointed at."""
    spots = marks.at("points")[:MOST_SPOTS]
    calls = any(head[at - 2 : at].lower() == b"on" for at in spots)
    return any(_POINTED.match(head, at) for at in spots) or (calls and _by_function(head, _BUILDS, spots[0] - 2))


def _leads_on_choice(head: bytes, marks: Marks) -> bool:
    """Whether script makes an address of what is chosen from a list; options that are addresses need no browser."""
    spots = [at for at in marks.at("clicks") if marks.low.startswith(b"onchange", at)]
    if any(_CHOSEN.match(head, at) for at in (*spots[:MOST_SPOTS], *marks.at("choices")[:MOST_SPOTS])):
        return True
    return bool(spots) and _by_function(head, rb"\blocation\b[^;]{0,80}[+?`]", spots[0])


def _says_more(head: bytes, end: int) -> bool:
    """Whether the button whose end tag stands at `end` offers more."""
    said = head[max(0, head.rfind(b">", 0, end)) : end + len(b"</button>")]
    return any(_MORE.search(said.decode(charset, "ignore")) for charset in ("utf-8", "cp874"))


def _by_function(head: bytes, what: bytes, first: int) -> bool:
    """Whether a function that an entry from `first` on calls is defined on the page and does `what`."""
    names = (found[1] for found in _CALLED.finditer(head, first) if _stays(head, found))
    for name in list(dict.fromkeys(names))[:30]:
        defined = re.search(
            rb"(?:function\s+" + re.escape(name) + rb"\s*\(|\b" + re.escape(name) + rb"\s*=\s*(?:async\b|function|\())",
            head,
        )
        if defined and re.search(what, _body(head, defined.end()), re.I):
            return True
    return False


def _stays(head: bytes, handler: re.Match[bytes]) -> bool:
    """Whether the element of a click handler leads nowhere by itself: a download that is counted on a click does."""
    start = head.rfind(b"<", max(0, handler.start() - 400), handler.start())
    return not _REAL_HREF.search(head[max(0, start) : handler.end() + 200].partition(b"</")[0])


def _body(head: bytes, at: int) -> bytes:
    """What stands between the braces of a function that begins at `at`; at most its first 800 bytes."""
    depth = 0
    for brace in re.finditer(rb"[{}]", head[at : at + 800]):
        depth += 1 if brace[0] == b"{" else -1
        if depth <= 0:
            return head[at : at + brace.start()]
    return head[at : at + 800]
