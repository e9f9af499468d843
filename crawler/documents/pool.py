"""Reading files in child processes that can be killed: a hang, an abort or a memory bomb costs that one file.

Three lanes: text (many quick files), OCR (few slow ones) and heavy pages, so that a scan never holds up a text file and
no file a page. Children start when first needed, read one file at a time, and are replaced after `recycle` files and
after any fault.
"""

import asyncio
import os
import time
from dataclasses import replace
from types import TracebackType

from checklist.site import Document, DocumentState, Fetch
from crawler.documents import OcrBudget, documents_of, name_in, sniff
from crawler.documents.frames import PageTask, Task, encode
from crawler.documents.lanes import FaultError, Lane, Limits, PoolLedger
from crawler.documents.reading import Job, Reading
from crawler.looking import Looked, Seen

PAGE_CPU, PAGE_WALL = 10, 20.0
"""Seconds a page may take, of the processor and in all: the largest real ones take less than one."""
_NEEDS_OCR = frozenset({DocumentState.SCAN, DocumentState.PICTURE})


class DocumentPool:
    """Children that read files. Use as an async context manager, or call `close` when done.

    `workers`: text files read at a time; `ocr_workers`: pictures recognised at a time (processor cores at most);
    `cpu_seconds`, `wall_seconds`, `memory_mb`: limits of one file; `recycle`: files after which a child is replaced.
    """

    def __init__(
        self,
        workers: int = 2,
        *,
        ocr_workers: int = 0,
        cpu_seconds: int = 20,
        wall_seconds: float = 45.0,
        memory_mb: int = 600,
        recycle: int = 200,
    ) -> None:
        cores = os.cpu_count() or 1
        self.ledger = PoolLedger()
        self._limits = Limits(cpu_seconds, wall_seconds, memory_mb, recycle)
        self._text = Lane(max(1, workers), self._limits, self.ledger)
        self._pages = Lane(1, self._limits, self.ledger)
        recognisers = min(cores, ocr_workers or cores)
        self._ocr = Lane(recognisers, self._limits, self.ledger)
        self._ocr_gate = asyncio.Semaphore(recognisers)

    async def read(
        self,
        body: bytes,
        *,
        url: str,
        fetch: Fetch,
        content_type: str = "",
        name: str = "",
        ocr: OcrBudget | None = None,
    ) -> tuple[Document, ...]:
        """The file's documents, its own first, those inside an archive after it. Never raises for a bad file.

        With an `ocr` budget, a scan or picture is then recognised within it, in the other lane.
        """
        name = name or name_in(url)
        outer = await self._one(body, Job(name, content_type), ocr)
        inner = await asyncio.gather(*(self._one(held, Job(path, depth=1), ocr) for path, held in outer.files))
        named = [replace(reading, inner=path) for reading, (path, _) in zip(inner, outer.files, strict=True)]
        return documents_of([outer, *named], url=url, fetch=fetch, name=name)

    async def look(self, body: bytes, seen: Seen) -> Looked:
        """What `crawler.looking.look` makes of a page, within limits; without a page when they were not enough."""
        try:
            reply = await self._pages.run(encode(PageTask(body, seen, PAGE_CPU)), PAGE_WALL)
        except FaultError as fault:
            return Looked(None, str(fault))
        return reply.looked or Looked(None, "reader answered nonsense")

    async def _one(self, body: bytes, job: Job, budget: OcrBudget | None) -> Reading:
        reading = await self._file(self._text, body, job, self._limits.cpu, self._limits.wall)
        if budget is None or reading.state not in _NEEDS_OCR:
            return reading
        return await self._recognise(body, job, reading, budget)

    async def _recognise(self, body: bytes, job: Job, plain: Reading, budget: OcrBudget) -> Reading:
        """The reading with what OCR gives; the plain one, with the reason, when it gives nothing."""
        async with self._ocr_gate:  # the budget is asked when there is room, not when the file joins the queue
            pages, seconds = budget.grant(len(plain.scanned) or plain.page_count)
            if not pages:
                return _with_reason(plain, "budget for recognising spent")
            budget.spend(pages, 0.0)  # set aside, so that files read at the same time do not spend it twice
            started = time.monotonic()
            task = replace(job, ocr_pages=pages, ocr_seconds=seconds)
            cpu, wall = int(seconds) + self._limits.cpu, seconds + self._limits.wall
            reading = await self._file(self._ocr, body, task, cpu, wall)
            if reading.state in (DocumentState.LIMIT, DocumentState.BROKEN):
                budget.spend(0, time.monotonic() - started)
                return _with_reason(plain, f"recognising: {reading.detail}")
            budget.spend(reading.ocr_pages - pages, reading.ocr_seconds)
            self.ledger.recognised_pages += reading.ocr_pages
            self.ledger.recognised_seconds += reading.ocr_seconds
            return reading

    async def _file(self, lane: Lane, body: bytes, job: Job, cpu: int, wall: float) -> Reading:
        """Have one file read; what goes wrong is a reading too."""
        self.ledger.files += 1
        try:
            reply = await lane.run(encode(Task(body, job, cpu)), wall)
        except FaultError as fault:
            return _fault(body, job, str(fault), broken=fault.broken)
        return reply.reading or _fault(body, job, "reader answered nonsense")

    async def close(self) -> None:
        """Kill the children and wait for their end."""
        for lane in (self._text, self._ocr, self._pages):
            await lane.close()

    async def __aenter__(self) -> "DocumentPool":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _fault(body: bytes, job: Job, detail: str, *, broken: bool = False) -> Reading:
    try:
        kind = sniff(body[:65536], name=job.name, content_type=job.content_type)
    except Exception:
        kind = ""
    return Reading(kind, DocumentState.BROKEN if broken else DocumentState.LIMIT, detail=detail)


def _with_reason(reading: Reading, reason: str) -> Reading:
    return replace(reading, detail="; ".join(part for part in (reading.detail, reason) if part))
