"""One folder for all that the helpers of this process write: readers, the tools they start, the browser.

It goes when the process ends. One that was killed leaves its folder behind, and the next process that needs one removes
it: the owner holds a lock on its folder, which the kernel gives up together with the process.
"""

import fcntl
import os
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

PREFIX = "oit-run-"
YOUNG = 5.0
"""Seconds for which a folder is nobody's to remove: its owner may be about to lock it."""

_Held = tuple["tempfile.TemporaryDirectory[str]", int]


def scratch() -> Path:
    """This process's folder, made when first asked for; what dead processes left behind is removed then."""
    return Path(_made()[0].name)


@cache
def _made() -> _Held:
    folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    lock = os.open(folder.name, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    sweep(Path(folder.name).parent)
    return folder, lock


def sweep(place: Path) -> int:
    """Remove the folders in `place` whose owner is dead; how many there were. Another user's are left alone."""
    removed = 0
    for folder in place.glob(f"{PREFIX}*"):
        try:
            told = folder.lstat()
            if told.st_uid != os.geteuid() or time.time() - told.st_mtime < YOUNG:
                continue
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
        except OSError:
            pass  # its owner lives
        finally:
            os.close(lock)
    return removed
