"""All that was seen of a site, by address, and what that tells of a page: a list of many items, or a mere signpost."""

import re
from collections import Counter, defaultdict
from functools import lru_cache
from urllib.parse import unquote, urldefrag, urlsplit

from checklist.match import YES, Match, Matcher
from checklist.site import Document, Fetch, Link, OffSite, Page

SITEWIDE = 5
"""What stands on more pages than this belongs to the site, not to the page."""

_HUB = 5  # topics that a page's own links must name for it to be a list of items
_SIGNPOST = 15  # links that a page which does nothing but point elsewhere has at most
_WORDS = 40  # letters of its own that make a page more than a signpost
_BETWEEN = re.compile(r"\s+(?:[|–—»«•·/:-]|::|>>?)\s+|\s*\|\s*")
_MAP = re.compile(r"//(?:maps\.google\.|(?:www\.)?google\.[a-z.]+/maps|(?:www\.)?openstreetmap\.org)", re.IGNORECASE)
_Seen = tuple[str, str, str, str, str]


@lru_cache(maxsize=50_000)
def key_of(url: str) -> str:
    """What two spellings of one address share: unquoted, without its fragment."""
    return unquote(urldefrag(url)[0])


class Sights:
    """Pages, documents, failures and places outside, each under its key; `own` is what each says of itself."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self.pages: dict[str, Page] = {}
        self.documents: dict[str, Document] = {}
        self.failures: dict[str, Fetch] = {}
        self.offsite: dict[str, OffSite] = {}
        self.alias: dict[str, str] = {}  # other addresses of a page or document
        self.links: Counter[_Seen] = Counter()
        self._holders: dict[tuple[str, str], set[str]] = defaultdict(
            set
        )  # address and text -> pages that have the link
        self.said: dict[str, set[str]] = defaultdict(set)  # title or heading -> pages that have it
        self.own: dict[str, dict[str, Match]] = {}

    def count(self, link: Link, page: Page) -> bool:
        """Count a link; True when it has just turned out to be the site's and not its page's own."""
        seen = _seen_as(link, page)
        self.links[seen] += 1
        own = self._holders[link.url, link.text]
        if link.url and len(own) <= SITEWIDE:
            own.add(page.url)
            if len(own) > SITEWIDE:
                return True
        return self.links[seen] == SITEWIDE + 1

    def is_everywhere(self, link: Link) -> bool:
        """Whether the link stands on so many pages, under whatever words, that none of these speak of it."""
        return len(self._holders.get((link.url, link.text), ())) > SITEWIDE

    def is_own(self, link: Link, page: Page) -> bool:
        """Whether the link is the page's own, and not repeated all over the site."""
        return self.links[_seen_as(link, page)] <= SITEWIDE

    def own_title(self, page: Page) -> str:
        """The page's title without what the site writes into many of its titles, such as its name."""
        if len(self.said[page.title]) > SITEWIDE:
            return ""
        parts = title_parts(page.title)
        own = [part for part in parts if len(self.said[part]) <= SITEWIDE]
        return page.title if len(own) == len(parts) else " ".join(own)

    def is_hub(self, page: Page) -> bool:
        """Whether the page's own links lead to many topics: a list of items, not the evidence of one."""
        topics: set[str] = set()
        for link in page.links:
            if link.place not in ("menu", "footer") and self.is_own(link, page):
                matches = self._matcher.link_matches(link)
                if matches and matches[0].score >= YES:
                    topics.add(matches[0].topic)
        return len(topics) >= _HUB

    def only_points(self, page: Page) -> bool:
        """Whether the page has nothing but links, all of them to places off the site, dead, or nowhere."""
        own = [link for link in signposts(page) if self.is_own(link, page)]
        if not own or page.images or any(self._leads_on(link, page) for link in own):
            return False
        words = {page.title, *page.headings, *(link.text for link in own)}
        rest = "".join(line for line in page.main.split("\n") if line.strip() not in words)
        return sum(letter.isalnum() for letter in rest) < _WORDS

    def _leads_on(self, link: Link, page: Page) -> bool:
        """Whether something of the agency's own is, or may still be, behind the link."""
        key = self.alias.get(key_of(link.url), key_of(link.url))
        if key in self.pages or key in self.documents:
            return True
        own_host = urlsplit(link.url).netloc == urlsplit(page.url).netloc
        return own_host and key not in self.failures


def title_parts(title: str) -> list[str]:
    """What a title is put together from ("ผู้บริหาร | เทศบาลตัวอย่าง"); [] when it is one piece."""
    parts = [part.strip() for part in _BETWEEN.split(title)] if title else []
    return [part for part in parts if part] if len(parts) > 1 else []


def is_map(link: Link) -> bool:
    """Whether a link is a map that its page shows: it tells where the agency is only together with its page."""
    return link.place == "embed" and _MAP.search(link.url) is not None


def signposts(page: Page) -> list[Link]:
    """The links of a page's own part, if they are few enough for it to be a signpost."""
    links = [link for link in page.links if link.url and link.place == "content"]
    return links if len(links) <= _SIGNPOST else []


def _seen_as(link: Link, page: Page) -> _Seen:
    return (link.url or page.url + "#" + link.raw, link.text, link.row, link.heading, link.group)
