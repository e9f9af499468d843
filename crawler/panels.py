"""What opens in place: tabs, accordions, dialogs. Their buttons lead to a panel of the same page."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.lines import plain
from crawler.marks import Marks

_BUTTONS = "[data-bs-target], [data-target], [aria-controls], [data-toggle], [role=tab]"
_SIGNS = ('-target="', ' aria-controls="', ' data-toggle="', ' role="tab"')
"""One of these is in every page that has such a button."""
_MARKS = ("toggles", "targets", "roles")
_TARGET_ATTRIBUTES = ("data-bs-target", "data-target", "aria-controls", "href")
_NAME = re.compile(r"[\w\-.:]+")
_PANEL_WORDS = 40  # letters outside its links from which on a panel says something itself


class Panels:
    """The panels of one page, written as `html`. `labels`: a panel's id to what the button that opens it says.

    `marks` are those of the body, if they are known.
    """

    def __init__(self, tree: LexborHTMLParser, html: str, body: bytes | str, marks: Marks | None = None) -> None:
        self._html = html
        self._body = body
        self._whole: LexborHTMLParser | None = None
        self._opened: set[str] = set()  # panels whose label has been seen
        self.no_places: list[str] = []  # names that were asked for and are no place of the page
        self.depended = 0  # how often an answer depended on more of the page than that
        # what the parser decoded itself it wrote as it was read: no sign in the bytes, none in the page
        none = marks is not None and isinstance(body, bytes) and not any(name in marks for name in _MARKS)
        self.labels = _labels(tree) if not none and any(sign in html for sign in _SIGNS) else {}

    def says(self, name: str) -> bool | None:
        """Whether a panel whose label is seen for the first time has words or pictures of its own.

        None when it only holds links, or its label was seen before. False for an empty panel, or none.
        """
        self.depended += 1
        if name in self._opened:
            return None
        self._opened.add(name)
        if not _NAME.fullmatch(name):
            return False
        if self._whole is None:  # the walk's own tree has lost its scripts, which may be what the panel shows
            self._whole = LexborHTMLParser(self._body)
        panel = self._whole.css_first(f'[id="{name}"]')
        if panel is None:
            return False
        links = panel.css("a[href]")
        linked = sum(len(plain(link.text(deep=True))) for link in links)
        pictures = sum(1 for picture in panel.css("img, iframe, embed, object") if not _within_link(picture))
        if pictures or len(plain(panel.text(deep=True))) - linked >= _PANEL_WORDS:
            return True
        return None if links else False

    def pass_by(self, name: str) -> None:
        """A label without words counts as seen."""
        self.depended += 1
        self._opened.add(name)

    def is_place(self, name: str) -> bool:
        """Whether the page has a place of that name, to which a link may jump."""
        if not _NAME.fullmatch(name):
            return False
        if f' id="{name}"' in self._html or re.search(rf'<a (?:[^>]* )?name="{re.escape(name)}"', self._html):
            self.depended += 1
            return True
        self.no_places.append(name)
        return False


def _labels(tree: LexborHTMLParser) -> dict[str, str]:
    """Which tab or accordion button opens which panel: the panel's id to the button's text."""
    labels: dict[str, str] = {}
    for node in tree.css(_BUTTONS):
        attrs = node.attributes
        for name in _TARGET_ATTRIBUTES:
            target = (attrs.get(name) or "").strip().removeprefix("#")
            if target and "/" not in target:
                text = plain(node.text(deep=True))
                if 0 < len(text) <= 150:
                    labels.setdefault(target, text)
                break
    return labels


def _within_link(node: LexborNode) -> bool:
    """Whether the element stands inside a link, as the picture of a button does."""
    parent = node.parent
    for _ in range(6):
        if parent is None:
            return False
        if parent.tag == "a":
            return True
        parent = parent.parent
    return False
