"""Pages that answer 200 and are not what they pretend to be: "not found", login, "under construction", bot checks …

Precision comes first: a false state turns somebody's good page into a broken one. Nearly every rule therefore asks two
things: that the page says so in words, and that it has little else of its own. A page that merely mentions 404, names a
project "under construction" or carries a login box in its margin is content.
"""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from urllib.parse import urlsplit

from checklist.site import Page, PageState
from crawler.marks import Marks
from crawler.telltales import (
    APP_ROOT,
    BODY_CHALLENGE,
    FIELDS,
    FURNITURE,
    GAMES,
    GAMES_AT_ALL,
    HOME_PATHS,
    LOGIN_PATH,
    LOGIN_WORDS,
    NEEDS_SCRIPT,
    PASSWORD_BOX,
    SALES,
    SURE_FILLER,
    TITLE_404,
    TURNS,
    WORDS_404,
    WORDS_CHALLENGE,
    WORDS_CONSTRUCTION,
    WORDS_EMPTY,
    WORDS_ERROR,
    WORDS_FILLER,
    WORDS_PARKED,
)

_OWN_PLACES = frozenset({"content", "frame", "embed"})
_TURNS = 12  # links to other pages of a list that a page without a single entry may have
_HEADS = 2  # pictures, such as the site's head, that a page may show which says that it has nothing
OWN_LIMIT = 20_000  # characters of own text that are looked at; a longer page is content whatever it says


@dataclass(frozen=True, slots=True)
class Own:
    """What a page has of its own. `text`: its main part without title, headings and furniture; `size`: letters and
    digits of it; `targets`: content links, frames and embeds that lead somewhere; `pictures`: content pictures;
    `raw`: head and text in code page 874, small letters, without what that page lacks: quick to search; `marks`: the
    signs in the page's bytes."""

    head: str
    text: str
    size: int
    targets: int
    pictures: int
    raw: bytes
    marks: Marks

    def beyond(self, words: re.Pattern[str]) -> int:
        """Letters that are left when the lines that say `words` are taken away."""
        return sum(_letters(line) for line in self.text.split("\n") if not words.search(line))


def own(page: Page, marks: Marks) -> Own:
    """The own content of a page, measured once for all rules."""
    known = {line.strip().lower() for line in (page.title, page.anchor, *page.headings)} | FURNITURE
    whole = (page.main or page.text)[:OWN_LIMIT]
    lengths: Container[int] = set(map(len, known))
    if "İ" in whole:  # the one letter that is longer in small letters
        lengths = range(max(map(len, known)) + 1)
    lines = map(str.strip, whole.split("\n"))
    text = "\n".join([line for line in lines if line and (len(line) not in lengths or line.lower() not in known)])
    targets = len([link for link in page.links if link.url and link.place in _OWN_PLACES])
    head = "\n".join((page.title, *page.headings[:4]))
    raw = text.encode("cp874", "ignore")
    said = head.encode("cp874", "ignore") + b"\n" + raw
    return Own(head, text, _letters(text, raw), targets, len(page.images), said.lower(), marks)


def page_state(page: Page, body: bytes, probe: Page | None = None, marks: Marks | None = None) -> tuple[PageState, str]:
    """What a page that answered 200 really is, and the words that show it ("" for content).

    `probe` is the same host's answer to a random name, when it answered 200; `marks` those of the body, if they are
    known. Pure; costs a few regular expressions over at most 20,000 characters.
    """
    mine = own(page, marks or Marks(body))
    for rule in _RULES:
        state, why = rule(page, body, mine)
        if state is not PageState.CONTENT:
            return state, why
    if probe is not None and not _is_home(page) and same_as_probe(page, probe):
        return PageState.SOFT_404, "same as the answer to a random name"
    return _emptiness(page, body, mine)


def same_as_probe(page: Page, probe: Page) -> bool:
    """True when the page says nothing and links to nothing that the answer to a random name does not."""
    if page.fetch.sha256 and page.fetch.sha256 == probe.fetch.sha256:
        return True
    if page.title != probe.title:
        return False
    there = set(probe.text.split("\n"))
    new_text = sum(_letters(line) for line in page.text.split("\n") if line not in there)
    linked = {link.url for link in probe.links} | {page.url, page.fetch.final_url}
    new_links = sum(1 for link in page.links if link.url and link.url not in linked)
    return new_text < 30 and new_links == 0 and _letters(page.text) > 0.8 * _letters(probe.text)


_CONTENT = (PageState.CONTENT, "")
_Rule = Callable[[Page, bytes, Own], tuple[PageState, str]]


def _challenge(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    if mine.size > 1200 or mine.targets > 6:
        return _CONTENT
    words = WORDS_CHALLENGE.search(f"{mine.head}\n{mine.text}")
    captcha = BODY_CHALLENGE.search(body) if "challenge" in mine.marks else None
    if words and (mine.size < 600 or captcha):
        return PageState.CHALLENGE, words.group(0)
    if captcha and mine.size < 60 and mine.targets == 0 and not FIELDS.search(body):
        return PageState.CHALLENGE, captcha.group(0).decode("ascii", "replace")
    return _CONTENT


def _error(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    if mine.size >= 3000 or mine.targets >= 4 or mine.pictures >= 3:
        return _CONTENT
    if words := WORDS_ERROR.search(mine.text) or WORDS_ERROR.search(mine.head):
        # A trace goes on for lines that say only paths and numbers: Thai is what the page has of its own.
        if _thai(mine.text) < 80 and (mine.beyond(WORDS_ERROR) < 300 or words.start() < 200):
            return PageState.ERROR, words.group(0)[:120]
        if mine.beyond(WORDS_ERROR) < 60:
            return PageState.ERROR, words.group(0)[:120]
    return _CONTENT


def _not_found(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    if mine.size < 800 and TITLE_404.search(page.title.strip()):
        return PageState.SOFT_404, page.title.strip()[:80]
    if mine.targets >= 12:
        return _CONTENT
    in_head = WORDS_404.search(mine.head)
    if in_head and mine.beyond(WORDS_404) < 300:
        return PageState.SOFT_404, in_head.group(0)
    if mine.targets >= 5 or mine.pictures >= 2:
        return _CONTENT
    words = WORDS_404.search(mine.text)
    if words and mine.beyond(WORDS_404) < 160:
        return PageState.SOFT_404, words.group(0)
    return _CONTENT


def _construction(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    if mine.targets >= 3 or mine.size >= 500:
        return _CONTENT
    words = WORDS_CONSTRUCTION.search(mine.text) or WORDS_CONSTRUCTION.search("\n".join(page.headings))
    if words and mine.beyond(WORDS_CONSTRUCTION) < 120 and mine.targets < 2:
        return PageState.CONSTRUCTION, words.group(0)
    title = WORDS_CONSTRUCTION.search(page.title)
    if title and mine.size < 200:
        return PageState.CONSTRUCTION, title.group(0)
    return _CONTENT


def _login(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    if mine.size >= 700 or mine.targets >= 6 or mine.pictures >= 4 or "password" not in mine.marks:
        return _CONTENT
    if not PASSWORD_BOX.search(body):
        return _CONTENT
    landed = page.fetch.final_url or page.url
    sent = bool(page.fetch.redirects) and LOGIN_PATH.search(landed) is not None
    named = LOGIN_WORDS.search(mine.head) is not None or LOGIN_PATH.search(landed) is not None
    limit = 700 if sent else 400 if named else 150
    whole = _letters(page.text)
    if mine.size < limit and whole < 4 * limit:
        return PageState.LOGIN, "redirected to a login page" if sent else "password box and little else"
    return _CONTENT


def _hacked(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    if not GAMES_AT_ALL.find_matches_as_indexes(mine.raw):
        return _CONTENT
    text = f"{mine.head}\n{mine.text}"
    games = [word.lower() for word in GAMES.findall(text)]
    if len(games) < 4:
        return _CONTENT
    sales = {word.lower() for word in SALES.findall(text)}
    dense = sum(map(len, games)) / max(1, len(text)) > 0.012
    if len(set(games)) >= 2 and len(sales) >= 3 and dense:
        return PageState.HACKED, ", ".join(dict.fromkeys(games[:4]))
    if len(set(map(str.lower, GAMES.findall(page.title)))) >= 2 and sales:
        return PageState.HACKED, page.title[:80]
    return _CONTENT


def _filler(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    much = _thai(mine.text[:1_000]) >= 200 or _thai(mine.text) >= 200
    words = None if much else SURE_FILLER.search(f"{mine.head}\n{mine.text}")
    if words and mine.beyond(WORDS_FILLER) < 0.5 * mine.size:
        return PageState.FILLER, words.group(0)
    return _CONTENT


def _parked(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    if mine.size >= 4000 or _thai(mine.text) >= 150:
        return _CONTENT
    if words := WORDS_PARKED.search(f"{mine.head}\n{mine.text}"):
        return PageState.PARKED, words.group(0)
    return _CONTENT


_RULES: tuple[_Rule, ...] = (_challenge, _parked, _error, _not_found, _construction, _login, _hacked, _filler)


def _emptiness(page: Page, body: bytes, mine: Own) -> tuple[PageState, str]:
    if is_shell(page, body):
        return PageState.NEEDS_SCRIPT, "empty without script"
    if mine.targets > _TURNS or mine.pictures > _HEADS or page.truncated:
        return _CONTENT
    words = WORDS_EMPTY.search(mine.text)
    if words and mine.beyond(WORDS_EMPTY) < 80 and (not mine.targets or _only_turns(page)):
        return PageState.EMPTY, words.group(0)
    if mine.targets or mine.pictures:
        return _CONTENT
    heading = max((_letters(line) for line in (page.title, page.anchor, *page.headings)), default=0)
    if mine.size < 12 and _letters(page.main or page.text) <= heading + 20 and not _is_home(page):
        return PageState.EMPTY, "nothing of its own"
    return _CONTENT


def _only_turns(page: Page) -> bool:
    """Whether all that the page's own part leads to are other pages of the list that it is: "1", "ถัดไป", itself."""
    path = urlsplit(page.url).path
    own = [link for link in page.links if link.url and link.place in _OWN_PLACES]
    return all(
        link.url == page.url or (TURNS.fullmatch(link.text) is not None and urlsplit(link.url).path == path)
        for link in own
    )


def is_shell(page: Page, body: bytes) -> bool:
    """True for a page that shows (almost) nothing until its script has run. False for what a browser already made."""
    if page.fetch.rendered or _letters(page.text[:1_000]) > 200 or _letters(page.text) > 200:
        return False
    if NEEDS_SCRIPT.search(page.text) or NEEDS_SCRIPT.search(body[:200_000].decode("utf-8", "replace")):
        return _letters(page.text) < 200 and len(page.links) < 4
    script = body.lower().count(b"<script")
    return script > 0 and APP_ROOT.search(body) is not None and _letters(page.text) < 60 and len(page.links) < 4


def _is_home(page: Page) -> bool:
    return not page.found_on or HOME_PATHS.match(page.url) is not None


_NO_LETTER = bytes(code for code in range(256) if not bytes([code]).decode("cp874", "ignore").isalnum())
_NO_THAI = bytes(code for code in range(256) if not "ก" <= bytes([code]).decode("cp874", "ignore") <= "๛")
_FOREIGN = re.compile("[^\x00-\x7f\u0e00-\u0e7f]+")


def _letters(text: str, raw: bytes | None = None) -> int:
    """Letters and digits, without marks. By way of code page 874 (`raw`), twenty times as fast as asking each."""
    raw = text.encode("cp874", "ignore") if raw is None else raw
    count = len(raw.translate(None, _NO_LETTER))
    if len(raw) != len(text):  # what code page 874 lacks
        count += sum(sum(map(str.isalnum, run)) for run in _FOREIGN.findall(text))
    return count


def _thai(text: str) -> int:
    return len(text.encode("cp874", "ignore").translate(None, _NO_THAI))
