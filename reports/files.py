"""Writing a report so that it is whole or not there at all."""

import os
import tempfile
from pathlib import Path

from checklist.errors import UsageError


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, flush it to the disk, then rename: a reader never meets half a report.

    Missing parent folders are made. On any failure the old file, if there was one, is untouched and no scrap is left;
    `UsageError` says in one sentence what could not be written and why (a full disk, no permission, a folder there).
    """
    scrap: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as beside:
            scrap = Path(beside.name)
            beside.write(data)
            beside.flush()
            os.fsync(beside.fileno())
        scrap.chmod(0o644)
        scrap.replace(path)
    except OSError as error:
        if scrap is not None:
            scrap.unlink(missing_ok=True)
        raise UsageError(f"The report {path} could not be written: {error.strerror or error}.") from error
