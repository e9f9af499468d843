"""What an answer is: a page, a file that a reader takes, an address off the site, or a failure."""

import asyncio
from dataclasses import replace

from checklist.site import DEAD_OUTCOMES, Document, FetchOutcome
from crawler import addresses
from crawler.asking import Answer
from crawler.elsewhere import Elsewhere
from crawler.events import DocumentSeen, FetchFailed, PageSeen
from crawler.files import Files
from crawler.frontier import Frontier
from crawler.job import Job, Saved
from crawler.linking import Linking
from crawler.pages import Pages
from crawler.parse import PARSER_VERSION
from crawler.revisit import is_file
from storage.store import FrontierRow

READABLE = frozenset({FetchOutcome.OK, FetchOutcome.INCOMPLETE, FetchOutcome.NOT_MODIFIED})


class Landing:
    """Makes results of the answers of one crawl. `reading`: the files that are being read meanwhile.

    `page_count` and `document_count` are what it has read so far.
    """

    def __init__(
        self, job: Job, frontier: Frontier, pages: Pages, files: Files, linking: Linking, elsewhere: Elsewhere
    ) -> None:
        self._job = job
        self._frontier = frontier
        self._pages = pages
        self._files = files
        self._linking = linking
        self._elsewhere = elsewhere
        self.page_count = 0
        self.document_count = 0
        self.reading: set[asyncio.Task[list[Saved]]] = set()

    async def digest(self, row: FrontierRow, answer: Answer) -> list[Saved]:
        """The results of one answer; those of a file come later, from `finished`."""
        fetch = answer.fetch
        if fetch.outcome is FetchOutcome.OFF_SITE:
            return [self._elsewhere.left(row, fetch)]
        came = answer.body or answer.known is not None or fetch.outcome is FetchOutcome.OK
        if fetch.outcome not in READABLE or not came:
            if fetch.outcome in DEAD_OUTCOMES:
                self._frontier.dead(row)
            self._job.tell(FetchFailed(self._job.agency.id, fetch, row.anchor, row.found_on))
            return [Saved(fetch, answer.body or None, done=row.url)]
        if fetch.final_url != row.url and row.depth and not self._frontier.know(fetch.final_url):
            # redirected to a page that was or will be read under its own address: this one is only another name for it
            return [Saved(fetch, None, done=row.url)]
        if answer.known is None and is_file(row, answer):
            self.reading.add(asyncio.create_task(self._read_file(row, answer)))
            return []
        return await self._page(row, answer)

    def finished(self) -> list[Saved]:
        """What the readers have finished since last asked."""
        ready = [task for task in self.reading if task.done()]
        saved: list[Saved] = []
        for task in ready:
            self.reading.discard(task)
            for one in task.result():
                assert isinstance(one.result, Document)
                self._job.tell(DocumentSeen(self._job.agency.id, one.result))
                saved.append(one)
        return saved

    async def break_off(self) -> None:
        """Stop reading: the addresses of files that were not finished still wait."""
        for task in self.reading:
            task.cancel()
        await asyncio.gather(*self.reading, return_exceptions=True)

    async def _page(self, row: FrontierRow, answer: Answer) -> list[Saved]:
        looked, body = await self._pages.read(row, answer)
        page = looked.page
        if page is None:
            return [self._unread(row, answer, looked.why)]
        if addresses.route_of(row.url) and self._linking.is_copy(page):
            return [Saved(answer.fetch, None, done=row.url)]  # no place of its own: the page that was seen already
        self.page_count += 1
        new, seen = await self._linking.links(row, page)
        new += self._linking.pictures(row, page, body)
        self._job.tell(PageSeen(self._job.agency.id, page))
        return [Saved(page, body or None, done=row.url, new=new, reader=PARSER_VERSION), *seen]

    def _unread(self, row: FrontierRow, answer: Answer, why: str) -> Saved:
        """A page whose reading was cut off at its limits: its bytes are kept, nothing is claimed of it."""
        fetch = replace(answer.fetch, outcome=FetchOutcome.PARSE_TIMEOUT, detail=why[:200])
        self._job.tell(FetchFailed(self._job.agency.id, fetch, row.anchor, row.found_on))
        return Saved(fetch, answer.body, done=row.url)

    async def _read_file(self, row: FrontierRow, answer: Answer) -> list[Saved]:
        documents, reader = await self._files.read(row.url, answer.fetch, answer.body)
        last = len(documents) - 1
        saved = []
        for number, document in enumerate(documents):
            placed = replace(
                document,
                found_on=row.found_on,
                anchor=row.anchor,
                heading=row.heading,
                row=row.row,
                group=row.group,
                path=row.path,
            )
            # done with the last one: a crawl that is killed between two of an archive reads it again
            body, done = answer.body or None if number == 0 else None, row.url if number == last else None
            saved.append(Saved(placed, body, done=done, reader=reader))
        self.document_count += len(documents)
        self._frontier.taught(row)
        return saved
