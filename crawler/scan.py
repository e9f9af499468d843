"""One pass over a page: text, headings, links, menus, rows. What the walk has seen so far is its state."""

from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from crawler import anchors
from crawler.blocks import Blocks
from crawler.drafts import MAX_LINKS, Drafts
from crawler.head import Head
from crawler.lines import Lines, plain
from crawler.marks import Marks
from crawler.opened import Opened
from crawler.panels import Panels
from crawler.repeats import MAX_DEPTH, Repeats
from crawler.serial import parts_of, written
from crawler.tags import TAGS, Attributes, Tag, tag_of, unescape
from crawler.within import Numbered, button, has_more, passed_over, text_of, whole_text, within

MAX_NODES = 120_000
MAX_TEXT = 400_000


class Scan:
    """A page as it is walked; read its results when `run` is done."""

    def __init__(
        self,
        tree: LexborHTMLParser,
        body: bytes | str,
        url: str,
        codec: str,
        blocks: Blocks | None = None,
        marks: Marks | None = None,
    ) -> None:
        self.url = url
        self.tree = tree
        self.headings: list[str] = []
        self.images: list[str] = []
        self.lines = Lines()
        self.truncated = False
        self.head = Head(tree, url)
        self.links = Drafts(self.head.base, codec)
        for href, text, place in self.head.links:
            self.links.link(href, text, place, heading="", group="")
        root = tree.body or tree.root
        html = written(root) if root is not None else ""
        self.panels = Panels(tree, html, body, marks)
        self.parts = parts_of(html)
        self._counting = len(html) > MAX_TEXT  # a shorter page cannot have too much text
        self.pieces = self.lines.pieces
        cut = self._counting or len(self.parts) > MAX_NODES // 2  # then every step counts
        self._repeats = Repeats(self, blocks) if blocks is not None and not cut else None
        self.stack: list[Tag | Opened] = []
        self.chrome: list[str] = []
        self.pictures: list[Attributes] = []
        self._skipping = 0
        self._length = self._counted = 0  # letters of so many pieces
        self.heading = ""
        self.group = ""

    def run(self) -> None:
        """Walk the whole page, in the order in which it is written."""
        known, labels, counting = TAGS, self.panels.labels, self._counting
        out, stack, links, pictures = self.pieces, self.stack, self.links, self.pictures
        append, push, pop = out.append, stack.append, stack.pop
        repeats, skipping = self._repeats, 0
        careful = counting or labels
        walked = within(MAX_NODES, self.parts)
        self.truncated = len(walked) < len(self.parts)
        parts = enumerate(walked)
        for number, part in parts:
            if part[0] == "/":
                if not stack:
                    continue
                opened = pop()
                if opened.inert:
                    if opened.block:
                        append("\n")
                    if part[-1] == ">":
                        continue  # the links are no more than before
                elif isinstance(opened, Opened) and opened.idle and len(links) == opened.links_start and not labels:
                    if opened.tag.block:
                        append("\n")
                else:
                    self._leave(opened, number)
                    skipping = self._skipping
                text = part.partition(">")[2]
            else:
                head, _, text = part.partition(">")
                tag = known.get(head) or tag_of(head)
                if tag.plain and not careful and len(stack) < MAX_DEPTH:
                    push(tag)
                    if tag.before:
                        append(tag.before)
                    if text and not skipping:
                        append(unescape(text) if "&" in text else text)
                    continue
                if counting and self._too_long():
                    self.truncated = True
                    break
                if len(stack) >= MAX_DEPTH:
                    self.truncated = True
                    text = text if tag.void else passed_over(parts)
                elif (labels and tag.labelled) or (tag.sub and stack and stack[-1].name == "li"):
                    text = self._enter(tag, number, text, parts)  # a panel, its button, a sub-menu
                    skipping = self._skipping
                elif tag.inert:
                    if not tag.void:
                        push(tag)
                    if tag.before:
                        append(tag.before)
                        if tag.void and tag.block:
                            append("\n")
                elif tag.holds:
                    opened = Opened(tag, len(out), len(links), len(pictures))
                    push(opened)
                    if tag.before:
                        append(tag.before)
                    if tag.box and repeats and not skipping and not repeats.learning:
                        text = self._begin_block(opened, number, text, parts)
                else:
                    text = self._enter(tag, number, text, parts)
                    skipping = self._skipping
            if text and not skipping:
                if (counting and self._too_long()) or len(links) >= MAX_LINKS:
                    self.truncated = True
                    break
                append(unescape(text) if "&" in text else text)
            elif len(links) >= MAX_LINKS and has_more(parts):
                self.truncated = True
                break
        while stack:
            opened = stack.pop()
            if not opened.inert:
                self._leave(opened, -1)
            elif opened.block:
                append("\n")
        self._repeats = None  # it refers to this walk: a circle would hold every page until garbage is looked for

    # --- elements

    def _enter(self, tag: Tag, number: int, text: str, parts: Numbered) -> str:
        """Open one element on which something hangs. What is left to say of its `text`."""
        out = self.pieces
        opened = Opened(tag, len(out), len(self.links), len(self.pictures))
        opened.idle = False
        self.stack.append(opened)
        if tag.skip:
            self._skipping += 1
        if tag.before:
            out.append(tag.before)
        self._open_region(opened, number)
        if tag.own_link:
            self._own_link(tag, number)
        if tag.void:
            self.stack.pop()
            self._leave(opened, number)
            return text
        outermost = opened.chrome and len(self.chrome) == 1 and not self._skipping
        if outermost and self._repeats and not self._repeats.learning:
            return self._begin_block(opened, number, text, parts, at_once=True)
        return text

    def _begin_block(self, opened: Opened, number: int, text: str, parts: Numbered, *, at_once: bool = False) -> str:
        """Begin the inside of an element that may stand on many pages, and pass over it when it is known."""
        assert self._repeats is not None
        if text:
            if len(self.links) >= MAX_LINKS:
                return text
            self.pieces.append(unescape(text))
        passed = self._repeats.begin(opened, number, at_once=at_once)
        if passed:
            next(islice(parts, passed, passed), None)
        return ""

    def _leave(self, closing: Tag | Opened, number: int) -> None:
        """Close an element whose end is that part, -1 when the walk is cut off: its heading, link, row; then what it
        changed is put back."""
        assert isinstance(closing, Opened)
        opened, tag = closing, closing.tag
        if opened.begun is not None and self._repeats is not None:
            self._repeats.end(opened.begun, number)
        if tag.link or tag.clicked or (self.panels.labels and tag.panel in self.panels.labels):
            self._anchor(opened)
        if tag.heading:
            self._end_heading(opened)
        if (tag.row or tag.card) and len(self.links) > opened.links_start:
            self._end_row(opened)
        if tag.block:
            self.pieces.append("\n")
        if opened.group is not None:
            self.group = opened.group
        if tag.holds:
            return
        if opened.chrome:
            self.chrome.pop()
            if not self.chrome:
                self.lines.ends()
        if tag.skip:
            self._skipping -= 1
        if opened.heading is not None:
            self.heading = opened.heading

    # --- regions

    def _open_region(self, opened: Opened, number: int) -> None:
        tag = opened.tag
        opened.chrome = self._chrome_of(tag)
        if opened.chrome:
            if not self.chrome:
                self.lines.begins()
            self.chrome.append(opened.chrome)
        if tag.scope:
            opened.heading = self.heading
        if opened.chrome == "footer" or tag.chrome:
            opened.heading, self.heading = self.heading, ""  # what repeats on every page is not under this page's words
        label = self.panels.labels.get(tag.attrs.get("id", ""), "") if self.panels.labels else ""
        if not label and tag.sub:
            label = self._menu_label(opened)
        if label:
            opened.group, self.group = self.group, label
        elif tag.name == "details":
            summary = text_of("summary", self.parts, number)
            if summary is not None:
                opened.group, self.group = self.group, summary

    def _chrome_of(self, tag: Tag) -> str:
        """Which repeated part of the site this element begins: menu, header, footer, or "" for none."""
        if tag.chrome:
            return tag.chrome
        if tag.name == "header":
            within = any(opened.name in ("main", "article", "section") for opened in self.stack)
            return "" if within else "header"
        if self.chrome or (tag.named == "header" and len(self.stack) >= 6):
            return ""
        return tag.named

    def place(self) -> str:
        """Where a link stands."""
        if not self.chrome:
            return "content"
        chrome = self.chrome[-1]
        return "menu" if chrome == "header" else chrome

    def _menu_label(self, opened: Opened) -> str:
        """What the list item that holds this sub-menu says before it; "" for what is no sub-menu."""
        item = self.stack[-2] if len(self.stack) > 1 else None
        if not isinstance(item, Opened) or item.name != "li":
            return ""
        text = plain("".join(self.pieces[item.start : opened.start]))
        return text if len(text) <= 150 else ""

    # --- text

    def _said(self, opened: Opened) -> str:
        pieces = self.pieces[opened.start :]
        return " ".join((pieces[0] if len(pieces) == 1 else "".join(pieces)).split())

    def _end_heading(self, opened: Opened) -> None:
        text = self._said(opened)[:300]
        if text:
            self.heading = text
            if not self.chrome:
                self.headings.append(text)

    def _end_row(self, opened: Opened) -> None:
        """Give the links of a finished row, item or card its whole text, the innermost holder first."""
        links, start = self.links, opened.links_start
        waiting = links.waiting(start)
        if not waiting:
            return
        text, whole = self._said(opened), True
        if opened.name == "tr" and links.crowded(start, text):
            text, whole = self._label_cells(opened), False
        in_cell = opened.name == "li" and any(holder.name == "tr" for holder in self.stack)
        links.settle(waiting, text, row=opened.tag.row, whole=whole, in_cell=in_cell, start=start)

    def _label_cells(self, opened: Opened) -> str:
        """The cells of a table's row that hold none of its links: number and name, when the links are many."""
        said = {draft.text for draft in self.links[opened.links_start :] if draft.text}
        cells = "".join(self.pieces[opened.start :]).split("\t")
        return plain(" ".join(cell for cell in cells if not any(text in plain(cell) for text in said)))

    # --- links

    def link(self, href: str | None, text: str, place: str, *, raw: str = "") -> None:
        """Record one link that stands here."""
        self.links.link(href, text, place, heading=self.heading, group=self.group, raw=raw)

    def _own_link(self, tag: Tag, number: int) -> None:
        """A link that an element is by itself, whatever it holds."""
        if tag.name == "img":
            self.pictures.append(tag.attrs)
            if not self._skipping and not self.chrome and (picture := anchors.picture(tag.attrs)):
                self.images.append(picture)
            return
        found = anchors.own_link(tag, lambda: whole_text(self.parts, number), lambda: button(self.parts, number))
        if found is not None:
            self.link(*found)

    def _anchor(self, opened: Opened) -> None:
        """A finished ``a`` element, or anything with a click handler that goes somewhere."""
        text = self._said(opened) or anchors.label(self.pictures[opened.pictures_start :], opened.tag.attrs)
        anchors.follow(self, opened.tag, text)

    # --- limits

    def _too_long(self) -> bool:
        """Whether there is too much text already."""
        self._length += sum(map(len, self.pieces[self._counted :]))
        self._counted = len(self.pieces)
        return self._length > MAX_TEXT
