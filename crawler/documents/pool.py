"""Reading files in child processes that can be killed: a hang, an abort or a memory bomb costs that one file.

Three lanes: text (many quick files), OCR (few slow ones) and heavy pages, so that a scan never holds up a text file and
no file a page. Children start when first needed, read one file at a time, and are replaced after `recycle` files and
after any fault.
"""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

import msgspec

import crawler
from checklist.site import Document, DocumentState, Fetch
from crawler.documents import OcrBudget, documents_of, name_in, sniff
from crawler.documents.frames import LENGTH, MAX_REPLY, PageTask, Reply, Task, encode, reply_decoder
from crawler.documents.reading import Job, Reading
from crawler.folders import scratch
from crawler.looking import Looked, Seen

PAGE_CPU, PAGE_WALL = 10, 20.0
"""Seconds a page may take, of the processor and in all: the largest real ones take less than one."""
_NEEDS_OCR = frozenset({DocumentState.SCAN, DocumentState.PICTURE})


@dataclass(slots=True)
class PoolLedger:
    """What the pool has done: for reports and tests."""

    files: int = 0
    recognised_pages: int = 0
    recognised_seconds: float = 0.0
    children: int = 0
    killed: int = 0
    peak_mb: int = 0


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
        self._limits = _Limits(cpu_seconds, wall_seconds, memory_mb, recycle)
        self._text = _Lane(max(1, workers), self._limits, self.ledger)
        self._pages = _Lane(1, self._limits, self.ledger)
        recognisers = min(cores, ocr_workers or cores)
        self._ocr = _Lane(recognisers, self._limits, self.ledger)
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
        except _FaultError as fault:
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

    async def _file(self, lane: "_Lane", body: bytes, job: Job, cpu: int, wall: float) -> Reading:
        """Have one file read; what goes wrong is a reading too."""
        self.ledger.files += 1
        try:
            reply = await lane.run(encode(Task(body, job, cpu)), wall)
        except _FaultError as fault:
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


@dataclass(frozen=True, slots=True)
class _Limits:
    cpu: int
    wall: float
    memory_mb: int
    recycle: int


@dataclass(slots=True)
class _Lane:
    """Some children, and the queue before them."""

    size: int
    limits: _Limits
    ledger: PoolLedger
    idle: list["_Child"] = field(default_factory=list)
    all: set["_Child"] = field(default_factory=set)
    gate: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.gate = asyncio.Semaphore(self.size)

    async def run(self, frame: bytes, wall: float) -> Reply:
        """Have one task done. Raises _FaultError when it could not be."""
        async with self.gate:
            for _ in range(2):
                child = await self._child()
                if child is None:
                    raise _FaultError("no reader process could be started")
                try:
                    reply = await child.ask(frame, wall)
                except _NeverStartedError:
                    await self._drop(child)  # it was gone before it saw the file: not the file's fault
                    continue
                except _FaultError:
                    await self._drop(child)
                    self.ledger.killed += 1
                    raise
                except BaseException:  # cancelled: the child is in the middle of a file and of no more use
                    await self._drop(child)
                    raise
                self.ledger.peak_mb = max(self.ledger.peak_mb, reply.peak_kb // 1024)
                if child.files >= self.limits.recycle:
                    await self._drop(child)
                else:
                    self.idle.append(child)
                return reply
            raise _FaultError("reader process ended at once")

    async def _child(self) -> "_Child | None":
        if self.idle:
            return self.idle.pop()
        try:
            child = await _Child.start(self.limits.memory_mb)
        except OSError:
            return None
        self.all.add(child)
        self.ledger.children += 1
        return child

    async def _drop(self, child: "_Child") -> None:
        self.all.discard(child)
        await child.kill()

    async def close(self) -> None:
        for child in tuple(self.all):
            await self._drop(child)
        self.idle.clear()


class _FaultError(Exception):
    """The child failed on the file; `broken` when that says more about the file than about our limits."""

    def __init__(self, detail: str, *, broken: bool = False) -> None:
        super().__init__(detail)
        self.broken = broken


class _NeverStartedError(Exception):
    """The child ended before it read the file."""


class _Child:
    """One process and its pipes."""

    def __init__(self, process: asyncio.subprocess.Process, folder: tempfile.TemporaryDirectory[str]) -> None:
        self.files = 0
        self._process = process
        self._folder = folder

    @classmethod
    async def start(cls, memory_mb: int) -> "_Child":
        folder = tempfile.TemporaryDirectory(prefix="read-", dir=scratch())
        said = os.open(Path(folder.name) / "stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "crawler.documents.child",
                str(os.getpid()),
                str(memory_mb),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=said,
                env=_environment(folder.name),
                cwd=folder.name,
                start_new_session=True,  # so that the tools it starts are killed with it
            )
        finally:
            os.close(said)
        return cls(process, folder)

    async def ask(self, frame: bytes, wall: float) -> Reply:
        """Send a task and wait for its reply."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        first = self.files == 0
        self.files += 1
        try:
            async with asyncio.timeout(wall):
                self._process.stdin.write(frame)
                await self._process.stdin.drain()
                (size,) = LENGTH.unpack(await self._process.stdout.readexactly(LENGTH.size))
                if size > MAX_REPLY:
                    raise _FaultError(f"reader answered {size} bytes")
                return reply_decoder.decode(await self._process.stdout.readexactly(size))
        except TimeoutError as error:
            raise _FaultError(f"reading took over {wall:.0f} s") from error
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise await self._epitaph(first) from error
        except msgspec.MsgspecError as error:
            raise _FaultError("reader answered nonsense") from error

    async def _epitaph(self, first: bool) -> Exception:
        """Why the child is gone."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self._process.wait()
        code = self._process.returncode
        said = (Path(self._folder.name) / "stderr").read_bytes()[-2000:].decode("utf-8", "replace")
        if code == -signal.SIGXCPU:
            return _FaultError("processor time spent")
        if "memory" in said.lower() or "MemoryError" in said:
            return _FaultError("memory")
        if code is not None and code < 0:
            return _FaultError(f"reader died of {signal.Signals(-code).name}", broken=True)
        if "Error" in said and first:
            return _NeverStartedError()
        return _NeverStartedError() if code in (0, 1) else _FaultError(f"reader ended with {code}", broken=True)

    async def kill(self) -> None:
        """Kill the process with everything it started, and remove its folder."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()
        with contextlib.suppress(OSError):
            self._folder.cleanup()


def _environment(folder: str) -> dict[str, str]:
    """Nothing of the operator's environment but the way to programs and to tesseract's models."""
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH") if name in os.environ}
    home = str(Path(crawler.__path__[0]).parent)
    return kept | {
        "PYTHONPATH": home,
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
        "HOME": folder,
        "TMPDIR": folder,
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _fault(body: bytes, job: Job, detail: str, *, broken: bool = False) -> Reading:
    try:
        kind = sniff(body[:65536], name=job.name, content_type=job.content_type)
    except Exception:
        kind = ""
    return Reading(kind, DocumentState.BROKEN if broken else DocumentState.LIMIT, detail=detail)


def _with_reason(reading: Reading, reason: str) -> Reading:
    return replace(reading, detail="; ".join(part for part in (reading.detail, reason) if part))
