"""Child processes and the queues before them: each child reads one thing at a time, and can be killed at any moment."""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

import crawler
from crawler.documents.frames import LENGTH, MAX_REPLY, Reply, reply_decoder
from crawler.folders import scratch


@dataclass(slots=True)
class PoolLedger:
    """What the pool has done: for reports and tests."""

    files: int = 0
    recognised_pages: int = 0
    recognised_seconds: float = 0.0
    children: int = 0
    killed: int = 0
    peak_mb: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost (seconds of the processor, seconds in all, megabytes), and after how many a child goes."""

    cpu: int
    wall: float
    memory_mb: int
    recycle: int


@dataclass(slots=True)
class Lane:
    """Some children, and the queue before them."""

    size: int
    limits: Limits
    ledger: PoolLedger
    idle: list["_Child"] = field(default_factory=list)
    all: set["_Child"] = field(default_factory=set)
    gate: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.gate = asyncio.Semaphore(self.size)

    async def run(self, frame: bytes, wall: float) -> Reply:
        """Have one task done. Raises FaultError when it could not be."""
        async with self.gate:
            for _ in range(2):
                child = await self._child()
                if child is None:
                    raise FaultError("no reader process could be started")
                try:
                    reply = await child.ask(frame, wall)
                except _NeverStartedError:
                    await self._drop(child)  # it was gone before it saw the file: not the file's fault
                    continue
                except FaultError:
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
            raise FaultError("reader process ended at once")

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
        """Kill all of them."""
        for child in tuple(self.all):
            await self._drop(child)
        self.idle.clear()


class FaultError(Exception):
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
                    raise FaultError(f"reader answered {size} bytes")
                return reply_decoder.decode(await self._process.stdout.readexactly(size))
        except TimeoutError as error:
            raise FaultError(f"reading took over {wall:.0f} s") from error
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise await self._epitaph(first) from error
        except msgspec.MsgspecError as error:
            raise FaultError("reader answered nonsense") from error

    async def _epitaph(self, first: bool) -> Exception:
        """Why the child is gone."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self._process.wait()
        code = self._process.returncode
        said = (Path(self._folder.name) / "stderr").read_bytes()[-2000:].decode("utf-8", "replace")
        if code == -signal.SIGXCPU:
            return FaultError("processor time spent")
        if "memory" in said.lower() or "MemoryError" in said:
            return FaultError("memory")
        if code is not None and code < 0:
            return FaultError(f"reader died of {signal.Signals(-code).name}", broken=True)
        if "Error" in said and first:
            return _NeverStartedError()
        return _NeverStartedError() if code in (0, 1) else FaultError(f"reader ended with {code}", broken=True)

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
