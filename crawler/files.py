"""A file's documents: as they were read before, by whomever and under whatever address, or read now in a child.

The key is the bytes: the same memo linked under two addresses, on two agencies' sites or on two nights is read once.
"""

import asyncio
from collections import OrderedDict
from dataclasses import replace

from checklist.site import Document, DocumentState, Fetch
from crawler.documents import READER_VERSION, OcrBudget, name_in
from crawler.tools import Tools
from storage.store import Store

RECENT = 4
"""Files whose documents are held in memory for a twin that comes at once; older ones are in the store."""

_FOR_GOOD = frozenset(
    {
        DocumentState.TEXT,
        DocumentState.OCR,
        DocumentState.EMPTY,
        DocumentState.ENCRYPTED,
        DocumentState.BROKEN,
        DocumentState.UNSUPPORTED,
        DocumentState.SCAN,
        DocumentState.PICTURE,
    }
)
_NOT_TRIED = ("budget", "recognising:", "tesseract", "could not be started", "reader ", "no program")
"""Words of a detail that tell of our limits, not of the file."""


class Files:
    """Reads the files of one crawl. `ocr` is the agency's budget; None leaves scans unread."""

    def __init__(self, store: Store, tools: Tools, ocr: OcrBudget | None) -> None:
        self._store = store
        self._tools = tools
        self._ocr = ocr
        self._recent: OrderedDict[str, asyncio.Future[tuple[Document, ...]]] = OrderedDict()
        self.read_again = 0  # files that were known by their bytes

    @property
    def reader(self) -> str:
        """Under which name readings are kept: with OCR a scan gives another one."""
        return f"documents-{READER_VERSION}" + ("+ocr" if self._ocr is not None else "")

    async def read(self, url: str, fetch: Fetch, body: bytes) -> tuple[tuple[Document, ...], str]:
        """The file's documents, and the name to keep them under ("" when another night may read more of it)."""
        twin = self._recent.get(fetch.sha256) if body else None
        if twin is not None:
            known = await asyncio.shield(twin)
        else:
            known = self._store.parsed_documents(fetch.sha256, self.reader, url) if body else ()
        if known:
            self.read_again += 1
            return tuple(_at(url, fetch, document) for document in known), self.reader
        return await self._read(url, fetch, body)

    async def _read(self, url: str, fetch: Fetch, body: bytes) -> tuple[tuple[Document, ...], str]:
        future = asyncio.get_running_loop().create_future()
        self._recent[fetch.sha256] = future
        while len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        found: tuple[Document, ...] = ()
        good = False
        try:
            found = await self._tools.read(body, url=url, fetch=fetch, content_type=fetch.content_type, ocr=self._ocr)
            good = all(_is_final(document) for document in found)
        finally:
            future.set_result(found if good else ())  # a twin then reads for itself
        return found, self.reader if good else ""


def _is_final(document: Document) -> bool:
    """Whether reading these bytes again would give the same, whatever time and budget are left then."""
    return document.state in _FOR_GOOD and not any(word in document.detail for word in _NOT_TRIED)


def _at(url: str, fetch: Fetch, document: Document) -> Document:
    """A document that was read under another address, as that of `url`."""
    _, mark, inner = document.url.partition("#")
    name = document.name if mark else name_in(url)
    return replace(document, url=f"{url}{mark}{inner}" if document.url != url else url, fetch=fetch, name=name)
