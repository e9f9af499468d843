"""Running the small programs of the system (pdftotext, antiword, bsdtar …) with limits, never through a shell."""

import ctypes
import os
import shutil
import signal
import subprocess
from functools import cache

from crawler.documents.reading import BrokenError, LimitReachedError

PR_SET_PDEATHSIG = 1
MAX_OUTPUT = 32 * 1024 * 1024
TOOL_SECONDS = 20.0
_libc = ctypes.CDLL(None, use_errno=True)


@cache
def find_tool(name: str) -> str | None:
    """Full path of a program on PATH, or None."""
    return shutil.which(name)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends, however it ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def run_tool(arguments: list[str], *, body: bytes | None = None, seconds: float = TOOL_SECONDS) -> bytes:
    """Standard output of a program that is fed `body`. LimitReachedError after `seconds` or when it prints too much,
    BrokenError when it fails without printing anything.
    """
    try:
        done = subprocess.run(
            arguments,
            input=body if body is not None else b"",
            capture_output=True,
            timeout=seconds,
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
            preexec_fn=die_with_parent,  # readers run in processes of one thread
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitReachedError(f"{_base(arguments)} took over {seconds:.0f} s") from error
    if len(done.stdout) > MAX_OUTPUT:
        raise LimitReachedError(f"{_base(arguments)} printed {len(done.stdout)} bytes")
    if done.returncode < 0:
        raise LimitReachedError(f"{_base(arguments)} died of signal {-done.returncode}")
    if done.returncode and not done.stdout.strip():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise BrokenError(f"{_base(arguments)}: {said[-1][:120] if said else f'exit {done.returncode}'}")
    return done.stdout


def _base(arguments: list[str]) -> str:
    return arguments[0].rpartition("/")[2]
