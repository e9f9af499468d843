"""What several walks share: the processes that read files, the browser. Started when first needed, closed once."""

import logging
from types import TracebackType
from typing import TYPE_CHECKING

from checklist.errors import MissingToolError
from checklist.site import Document, Fetch
from crawler.documents import OcrBudget
from crawler.documents.pool import DocumentPool
from crawler.guard import Guard
from crawler.looking import Looked, Seen, is_heavy, look

if TYPE_CHECKING:
    from crawler.render import Rendered, Renderer

log = logging.getLogger(__name__)


class Tools:
    """Readers and browser of one run, for all its agencies. Use as an async context manager.

    `workers`: files read and pictures recognised at a time, each in a process of its own; 0 fits them to the machine.
    """

    def __init__(self, *, user_agent: str = "", workers: int = 0) -> None:
        self._user_agent = user_agent
        self._pool = DocumentPool(workers, ocr_workers=workers) if workers else DocumentPool()
        self._renderer: Renderer | None = None
        self.no_browser = ""  # why pages cannot be rendered; "" as long as nothing speaks against it

    async def read(
        self, body: bytes, *, url: str, fetch: Fetch, content_type: str, ocr: OcrBudget | None
    ) -> tuple[Document, ...]:
        """A file's documents, read in a child process. Never raises for a bad file."""
        return await self._pool.read(body, url=url, fetch=fetch, content_type=content_type, ocr=ocr)

    async def look(self, body: bytes, seen: Seen) -> Looked:
        """A page and its state; a heavy page is read in a child process. Never raises for a bad page."""
        return await self._pool.look(body, seen) if is_heavy(body) else look(body, seen)

    async def render(self, url: str, guard: Guard) -> "Rendered | None":
        """The page after script; None when there is no browser (said once, in the log)."""
        if self.no_browser:
            return None
        from crawler.render import Renderer  # Playwright is loaded only when a page needs it

        try:
            if self._renderer is None:
                self._renderer = Renderer(Guard(), user_agent=self._user_agent)
            return await self._renderer.render(url, guard=guard)
        except MissingToolError as missing:
            self.no_browser = str(missing)
            log.warning("pages that need script are not rendered: %s", missing)
            return None

    async def close(self) -> None:
        """Stop the readers and the browser."""
        if self._renderer is not None:
            await self._renderer.close()
            self._renderer = None
        await self._pool.close()

    async def __aenter__(self) -> "Tools":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
