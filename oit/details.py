"""Deep readings of stored pages: taken from the database where they were made before, made when the judge asks."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from checklist.site import Page, PageDetail
from oit.rules import folder_digest

if TYPE_CHECKING:
    from storage.store import Store


class Details:
    """Reads pages deeply, each once; call it with a page. While a crawl runs, a page's bytes may be there later."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._known: dict[tuple[str, str, str], PageDetail] = {}
        self._made: list[tuple[str, str, str, str, PageDetail]] = []

    def __call__(self, page: Page) -> PageDetail | None:
        """What a careful reader sees on the page; None when its bytes are not kept."""
        key = (page.fetch.sha256, page.url, page.fetch.content_type)
        found = self._known.get(key) or self._store.page_detail(*key, _reader()) or self._read(*key)
        if found is not None:
            self._known[key] = found
        return found

    @property
    def made(self) -> Sequence[tuple[str, str, str, str, PageDetail]]:
        """The readings that were not in the database: hash, address, content type, reader, what was seen."""
        return self._made

    def _read(self, sha256: str, url: str, content_type: str) -> PageDetail | None:
        body = self._store.body(sha256)
        if not body:
            return None
        from crawler.deep import read_deeply  # BeautifulSoup: not needed where all was read before

        detail = read_deeply(body, url=url, content_type=content_type)
        self._made.append((sha256, url, content_type, _reader(), detail))
        return detail


@lru_cache(maxsize=1)
def _reader() -> str:
    """Names what reads: another program or library reads anew."""
    return f"deep-{folder_digest('crawler')[:16]} bs4-{version('beautifulsoup4')} lxml-{version('lxml')}"
