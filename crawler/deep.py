"""The deep reading of a candidate page: tables, pictures with what stands beside them, forms, sections, cards. Pure.

BeautifulSoup over lxml: some twenty milliseconds a page, for the few pages that may be evidence. It forgives what old
pages do to HTML. What `crawler.parse` bounds is bounded here too.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, NavigableString, Tag, XMLParsedAsHTMLWarning

from checklist.site import Form, Image, PageDetail, Section, Table
from crawler import addresses, charset
from crawler.parse import guard

MAX_TABLES = 60
MAX_ROWS = 2_000
MAX_CELLS = 60
MAX_IMAGES = 200
MAX_SECTIONS = 200
MAX_CARDS = 300
MAX_TEXT = 20_000  # of one section

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SKIP = ("script", "style", "template", "noscript")
_BESIDE = ("td", "li", "figure", "article", "div", "p", "section", "a")
_PLAIN = re.compile(r"\s+")
_BACKGROUND = re.compile(r"""background(?:-image)?\s*:[^;]*url\(\s*["']?([^"')]+)""", re.IGNORECASE)
_SIZE = re.compile(r"^\s*(\d{1,5})")
_STYLE_SIZE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5})px", re.IGNORECASE)
_WIDGET = re.compile(
    r"tawk\.to|m\.me/|messenger\.com|lin\.ee|line\.me|page\.line|crisp\.chat|zendesk|tidio|livechat|zopim|chatbot|chat-widget"
    r"|dialogflow|facebook\.com/plugins|customerchat|rocket\.?chat|freshchat|intercom|google\.[a-z.]+/maps|maps\.google"
    r"|maps\.app\.goo|longdo|youtube\.com/embed|youtu\.be|docs\.google|drive\.google|forms\.gle|viewerjs|pdf\.?js|anyflip"
    r"|fliphtml5|pubhtml5|issuu|scribd|slideshare",
    re.IGNORECASE,
)
_ADDRESS_IN_SCRIPT = re.compile(r"""["'(]((?:https?:)?//[^"'()\s<>\\]{4,400})["')]""")
_FIELD_SKIP = frozenset({"hidden", "submit", "button", "image", "reset"})


def read_deeply(body: bytes, *, url: str, content_type: str = "") -> PageDetail:
    """What a careful reader sees on the page. Never fails; a body that is no HTML gives an empty detail."""
    kept, _ = guard(body)
    text, _ = charset.decode(kept, content_type)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        try:
            soup = BeautifulSoup(text.replace("\x00", ""), "lxml")
        except (RecursionError, ValueError, AssertionError):
            return PageDetail()
    base_tag = soup.find("base", href=True)
    base = addresses.normalise(_attribute(base_tag, "href"), base=url) if isinstance(base_tag, Tag) else ""
    base = base or url
    embeds = tuple(_embeds(soup, base))
    for tag in soup.find_all(_SKIP):
        tag.decompose()
    try:
        return PageDetail(
            tables=tuple(_tables(soup)),
            images=tuple(_images(soup, base)),
            forms=tuple(_forms(soup, base)),
            sections=tuple(_sections(soup)),
            embeds=embeds,
            cards=tuple(_cards(soup)),
        )
    except RecursionError:  # nested deeper than any page a person wrote
        return PageDetail(embeds=embeds)


# --- tables


def _tables(soup: BeautifulSoup) -> Iterator[Table]:
    made = 0
    for tag in soup.find_all("table"):
        if made >= MAX_TABLES:
            return
        if _is_layout(tag):
            continue
        rows, header_rows = _grid(tag)
        rows = [row for row in rows if any(row)]
        if not rows:
            continue
        header, rows = _split_header(rows, header_rows)
        if not rows and not header:
            continue
        made += 1
        yield Table(header, tuple(rows), _heading_above(tag))


def _is_layout(tag: Tag) -> bool:
    """A table that arranges the page: it holds other tables, blocks or headings, or a single cell."""
    if tag.get("role") in ("presentation", "none"):
        return True
    if tag.find("table") is not None:
        return not _own_header(tag)
    cells = tag.find_all(["td", "th"], limit=400)
    if len(cells) < 2:
        return True
    heavy = sum(
        1 for cell in cells if len(cell.get_text(" ", strip=True)) > 800 or cell.find(["ul", "form", "h1", "h2"])
    )
    return heavy > len(cells) / 3 and not _own_header(tag)


def _own_header(tag: Tag) -> bool:
    return any(_holder(th, "table") is tag for th in tag.find_all("th", limit=20))


def _grid(tag: Tag) -> tuple[list[tuple[str, ...]], int]:
    """The table's own rows with spans expanded, and how many of the first rows name columns."""
    rows: list[tuple[str, ...]] = []
    pending: dict[int, tuple[int, str]] = {}  # column → (rows still covered, text) of a cell that spans rows
    header_rows = 0
    for tr in tag.find_all("tr"):
        if _holder(tr, "table") is not tag:
            continue
        if len(rows) >= MAX_ROWS:
            break
        cells = list(tr.find_all(["td", "th"], recursive=False))
        row = _expand(cells, pending)
        if (
            len(rows) == header_rows
            and cells
            and (_holder(tr, "thead") is not None or all(c.name == "th" for c in cells))
        ):
            header_rows += 1
        rows.append(row)
    return rows, header_rows


def _expand(cells: list[Tag], pending: dict[int, tuple[int, str]]) -> tuple[str, ...]:
    row: list[str] = []
    waiting = list(cells)
    while (waiting or len(row) in pending) and len(row) < MAX_CELLS:
        column = len(row)
        if column in pending:
            left, text = pending[column]
            row.append(text)
            if left > 1:
                pending[column] = (left - 1, text)
            else:
                del pending[column]
            continue
        cell = waiting.pop(0)
        text = _cell_text(cell)
        down, across = _span(cell, "rowspan"), _span(cell, "colspan")
        for offset in range(across):
            if down > 1:
                pending[column + offset] = (down - 1, text)
            row.append(text)
    return tuple(row[:MAX_CELLS])


def _span(cell: Tag, name: str) -> int:
    found = _SIZE.match(_attribute(cell, name))
    return max(1, min(int(found.group(1)), 200 if name == "rowspan" else 30)) if found else 1


def _cell_text(cell: Tag) -> str:
    text = _text(cell)
    if text:
        return text[:2000]
    for image in cell.find_all("img", limit=3):
        if alt := _plain(_attribute(image, "alt") or _attribute(image, "title")):
            return alt
    return ""


def _split_header(rows: list[tuple[str, ...]], header_rows: int) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Header and data. Without `th`, a first row of short, different texts over longer rows is taken for the header."""
    if header_rows:
        return _join_header(rows[: min(header_rows, 3)]), rows[header_rows:]
    if len(rows) >= 3:
        first = rows[0]
        short = all(0 < len(cell) <= 60 for cell in first)
        if (
            short
            and len(first) >= 2
            and len(set(first)) == len(first)
            and not any(_mostly_digits(cell) for cell in first)
        ):
            return first, rows[1:]
        # a title across all columns, then the header
        if len(set(first)) == 1 and len(first) > 1:
            header, rest = _split_header(rows[1:], 0)
            if header:
                return header, rest
    return (), rows


def _join_header(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Several header rows as one: the texts above each column, each once."""
    width = max(len(row) for row in rows)
    columns = []
    for column in range(width):
        parts = dict.fromkeys(row[column] for row in rows if column < len(row) and row[column])
        columns.append(" ".join(parts))
    return tuple(columns)


def _mostly_digits(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits * 2 > len(text)


# --- pictures


def _images(soup: BeautifulSoup, base: str) -> Iterator[Image]:
    seen: set[tuple[str, str]] = set()
    for tag in soup.find_all(["img", "amp-img", "image"]):
        source = next(
            (s for n in ("data-src", "data-original", "data-lazy-src", "src") if (s := _attribute(tag, n))), ""
        )
        yield from _image(tag, source, base, seen)
    for tag in soup.find_all(style=_BACKGROUND):
        found = _BACKGROUND.search(_attribute(tag, "style"))
        if found:
            yield from _image(tag, found.group(1), base, seen)


def _image(tag: Tag, source: str, base: str, seen: set[tuple[str, str]]) -> Iterator[Image]:
    if not source or source.startswith("data:") or len(seen) >= MAX_IMAGES:
        return
    url = addresses.normalise(source, base=base)
    width, height = _size(tag, "width"), _size(tag, "height")
    if not url or 0 < width < 20 or 0 < height < 20:  # bullets, spacers, counters
        return
    alt = _plain(_attribute(tag, "alt") or _attribute(tag, "title"))
    figure = _holder(tag, "figure")
    caption = figure.find("figcaption") if figure is not None else None
    if isinstance(caption, Tag) and (said := _text(caption)):
        alt = said if not alt or alt in said else f"{alt} {said}"
    beside = _beside(tag)
    if (url, beside) not in seen:
        seen.add((url, beside))
        yield Image(url, alt[:500], beside, width, height)


def _beside(tag: Tag) -> str:
    """The text of the smallest holder (cell, card, item) that says something and holds few pictures; in a table of
    pictures over names, the cell below."""
    for depth, holder in enumerate(tag.parents):
        if depth > 8 or holder.name in ("body", "html", "[document]"):
            break
        if holder.name not in _BESIDE:
            if holder.name == "tr" and len(holder.find_all("img", limit=3)) == 1:
                text = _text(holder)
                if text:
                    return text[:500]
            continue
        if len(holder.find_all("img", limit=4)) > 2:
            break
        text = _text(holder)
        if text:
            return text[:500]
    return _below(tag)


def _below(tag: Tag) -> str:
    cell = _holder(tag, "td")
    row = _holder(cell, "tr") if cell is not None else None
    following = row.find_next_sibling("tr") if row is not None else None
    if not isinstance(cell, Tag) or not isinstance(row, Tag) or not isinstance(following, Tag):
        return ""
    cells = row.find_all(["td", "th"], recursive=False)
    below = following.find_all(["td", "th"], recursive=False)
    if len(cells) == len(below) and cell in cells:
        return _text(below[cells.index(cell)])[:500]
    return ""


def _size(tag: Tag, name: str) -> int:
    found = _SIZE.match(_attribute(tag, name))
    if found and "%" not in _attribute(tag, name):
        return int(found.group(1))
    for match in _STYLE_SIZE.finditer(_attribute(tag, "style")):
        if match.group(1).lower() == name:
            return int(match.group(2))
    return 0


# --- forms, sections, embeds, cards


def _forms(soup: BeautifulSoup, base: str) -> Iterator[Form]:
    for form in soup.find_all("form", limit=30):
        labels = {_attribute(label, "for"): _text(label) for label in form.find_all("label", limit=100)}
        fields: dict[str, None] = {}
        buttons: dict[str, None] = {}
        for tag in form.find_all(["input", "textarea", "select", "button"], limit=200):
            kind = (_attribute(tag, "type") or "text").lower()
            if tag.name == "button" or kind in ("submit", "button", "image"):
                said = _text(tag) or _plain(_attribute(tag, "value") or _attribute(tag, "alt"))
                if said:
                    buttons[said[:100]] = None
            elif kind not in _FIELD_SKIP:
                name = (
                    labels.get(_attribute(tag, "id")) or _attribute(tag, "placeholder") or _attribute(tag, "aria-label")
                )
                name = _plain(name or "") or _before(tag) or _attribute(tag, "name")
                if name:
                    fields[name[:150]] = None
        action = addresses.normalise(_attribute(form, "action") or base, base=base)
        yield Form(action, tuple(fields), tuple(buttons), _text(form)[:2000])


def _before(tag: Tag) -> str:
    """The words in front of a field, or in the cell to its left."""
    wrapper = _holder(tag, "label")
    if wrapper is not None:
        return _text(wrapper)[:150]
    previous = tag.previous_sibling
    while previous is not None and not str(previous).strip():
        previous = previous.previous_sibling
    if isinstance(previous, NavigableString):
        return _plain(str(previous))[:150]
    if isinstance(previous, Tag) and previous.name not in ("input", "select", "textarea"):
        return _text(previous)[:150]
    cell = _holder(tag, "td")
    left = cell.find_previous_sibling(["td", "th"]) if cell is not None else None
    return _text(left)[:150] if isinstance(left, Tag) else ""


def _sections(soup: BeautifulSoup) -> Iterator[Section]:
    """Each heading with what follows it up to the next heading of its level or higher."""
    root = soup.body or soup
    open_sections: list[tuple[str, int, list[str]]] = []
    made = 0
    for node in root.descendants:
        if isinstance(node, Tag) and node.name in _HEADINGS:
            level = int(node.name[1])
            while open_sections and open_sections[-1][1] >= level:
                yield _section(open_sections.pop())
            heading = _text(node)
            if heading and made < MAX_SECTIONS:
                made += 1
                open_sections.append((heading[:300], level, []))
        elif type(node) is NavigableString and open_sections and _holder(node, *_HEADINGS) is None:
            said = _plain(str(node))
            for _, _, parts in open_sections:
                if said and len(parts) < 3_000:
                    parts.append(said)
    while open_sections:
        yield _section(open_sections.pop())


def _section(opened: tuple[str, int, list[str]]) -> Section:
    heading, level, parts = opened
    return Section(heading, level, "\n".join(parts)[:MAX_TEXT])


def _embeds(soup: BeautifulSoup, base: str) -> Iterator[str]:
    """Frames, objects, players; and widgets that a script or a link brings (chat, map, viewer)."""
    seen: set[str] = set()
    for written in _embed_sources(soup):
        url = addresses.normalise(written, base=base)
        if url and url not in seen and len(seen) < 200:
            seen.add(url)
            yield url


def _embed_sources(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(["iframe", "frame", "embed", "object", "video", "source"]):
        for name in ("src", "data-src", "data"):
            if written := _attribute(tag, name):
                yield written
                break
    for tag in soup.find_all(["a", "area"], href=_WIDGET):
        yield _attribute(tag, "href")
    for tag in soup.find_all("script"):
        source = _attribute(tag, "src")
        if source and _WIDGET.search(source):
            yield source
        code = str(tag.string or "")[:50_000] if not source else ""
        if code and _WIDGET.search(code):
            yield from (found for found in _ADDRESS_IN_SCRIPT.findall(code) if _WIDGET.search(found))


def _cards(soup: BeautifulSoup) -> Iterator[str]:
    """Texts of blocks that repeat side by side with one class: people, services, news."""
    groups: Counter[tuple[int, str, str]] = Counter()
    members: dict[tuple[int, str, str], list[Tag]] = {}
    for tag in soup.find_all(["div", "li", "article", "td", "figure", "section"]):
        if tag.parent is None:
            continue
        # columns of a grid lie in several rows: the row's own class, not its identity, makes them one group
        shape = (0 if tag.name == "td" else id(tag.parent), tag.name, " ".join(sorted(_classes(tag))))
        if tag.name == "td" and tag.find("img") is None:
            continue
        groups[shape] += 1
        members.setdefault(shape, []).append(tag)
    seen: dict[str, None] = {}
    for shape, count in groups.items():
        if count < 2 and not any(_is_card(tag) for tag in members[shape]):
            continue
        for tag in members[shape]:
            text = _text(tag)
            if 5 <= len(text) <= 600 and (_is_card(tag) or tag.find("img") is not None or shape[2]):
                seen[text] = None
            if len(seen) >= MAX_CARDS:
                break
    yield from list(seen)[:MAX_CARDS]


def _is_card(tag: Tag) -> bool:
    return any(
        re.search(r"card|person|member|staff|team|profile|boss|people", name, re.IGNORECASE) for name in _classes(tag)
    )


# --- small


def _holder(node: Tag | NavigableString, *names: str) -> Tag | None:
    """The nearest element around it with one of these names; bs4's own search builds a matcher for every call."""
    around = node.parent
    while around is not None and around.name not in names:
        around = around.parent
    return around


def _classes(tag: Tag) -> list[str]:
    held = tag.get("class")
    return held if isinstance(held, list) else [held] if held else []


def _heading_above(tag: Tag) -> str:
    """The caption, or the nearest heading, or a short bold line before the table."""
    caption = tag.find("caption")
    if isinstance(caption, Tag) and (said := _text(caption)):
        return said[:300]
    for before in tag.find_all_previous([*_HEADINGS, "b", "strong"], limit=6):
        if not isinstance(before, Tag) or _holder(before, "table") is not _holder(tag, "table"):
            continue
        if (said := _text(before)) and len(said) <= 200:
            return said
    return ""


def _text(tag: Tag) -> str:
    return _plain(" ".join(_pieces(tag.strings)))


def _pieces(strings: Iterable[str]) -> Iterator[str]:
    size = 0
    for piece in strings:
        size += len(piece)
        if size > MAX_TEXT:
            return
        yield piece


def _plain(text: str) -> str:
    return _PLAIN.sub(" ", text).strip()


def _attribute(tag: Tag | None, name: str) -> str:
    held = tag.get(name) if tag is not None else None
    return " ".join(held) if isinstance(held, list) else held or ""
