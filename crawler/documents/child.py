"""The child process that reads files and heavy pages for `DocumentPool`: ``python -m crawler.documents.child``.

It ties its own hands before the first file: limits on memory, processor time, file size and open files, no core dumps,
no new privileges, no network where the kernel allows it, and death together with the process that started it.
"""

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

from checklist.site import DocumentState
from crawler.documents import read_bytes
from crawler.documents.frames import PageTask, Reply, Task, encode, read_frame, task_decoder
from crawler.documents.reading import Reading
from crawler.documents.tools import die_with_parent
from crawler.looking import Looked, look

_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
MAX_FILE = 256 * 1024 * 1024
"""Bytes of any file the child or a tool that it starts may write."""


def tie_hands(parent: int, memory_mb: int) -> None:
    """Set the limits of this process; `parent` is the process id that must still be ours."""
    die_with_parent()
    if os.getppid() != parent:  # it died before we asked the kernel to tell us
        sys.exit(1)
    memory = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE, MAX_FILE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(_CLONE_NEWNET):
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)  # best effort: not every kernel lets an ordinary user


def allow_cpu(seconds: int) -> None:
    """Let this process use so many more seconds of processor time, then die of SIGXCPU."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def answer(task: Task | PageTask) -> Reply:
    """Read one file or page within its limits."""
    allow_cpu(task.cpu_seconds)
    reply = Reply(0)
    try:
        if isinstance(task, PageTask):
            reply.looked = look(task.body, task.seen)
        else:
            reply.reading = read_bytes(task.body, task.job)
    except MemoryError:
        reply.looked = Looked(None, "memory")
        reply.reading = Reading("", DocumentState.LIMIT, detail="memory")
    reply.peak_kb = _peak_kb()
    return reply


def _peak_kb() -> int:
    """The most memory this program held, 0 where the system does not tell.

    Not `ru_maxrss`: that begins with what the parent held when it started the child.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def main() -> None:
    """Serve files from standard input until it closes. Arguments: the parent's process id, memory in MB."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    tie_hands(int(sys.argv[1]), int(sys.argv[2]))
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up between the frames
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        task = task_decoder.decode(frame)
        del frame
        replies.write(encode(answer(task)))
        replies.flush()


if __name__ == "__main__":
    main()
