"""Archives: ZIP (names in UTF-8 or Thai Windows), RAR and 7z (unpacked by bsdtar or unar into a folder of our own).

The archive's own text is the list of its names; the files themselves are handed back to be read one by one, so that a
bad one costs only itself. Names are never used as paths.
"""

import io
import os
import tempfile
import zipfile
from pathlib import Path

from checklist.site import DocumentState
from crawler.documents.containers import open_zip, part
from crawler.documents.from_text import decode
from crawler.documents.reading import (
    MAX_ENTRIES,
    MAX_INFLATED,
    BrokenError,
    EncryptedError,
    Job,
    LimitReachedError,
    Reading,
    clean,
)
from crawler.documents.tools import find_tool, run_tool

MAX_FILES = 60
"""Files of one archive that are read."""
MAX_BYTES = 48 * 1024 * 1024
"""Bytes of them, all together: what fits one answer of a child."""
SPLIT = "the first volume of a split archive"


def read_zip(body: bytes, job: Job) -> Reading:
    """A ZIP's names and files."""
    with open_zip(body) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        names = names_of(entries)
        files: list[tuple[str, bytes]] = []
        locked = sum(entry.flag_bits & 1 for entry in entries)
        failed = []
        for entry, name in zip(entries, names, strict=True):
            if not _wanted(name, files, entry.file_size) or entry.flag_bits & 1:
                continue
            try:
                files.append((name, part(archive, entry)))
            except (BrokenError, LimitReachedError) as error:
                failed.append(str(error))
    if entries and locked == len(entries):
        return Reading("zip", DocumentState.ENCRYPTED, ("\n".join(names),), page_count=1, detail="password")
    return _reading("zip", names, files, "zipfile", failed)


def names_of(entries: list[zipfile.ZipInfo]) -> list[str]:
    """The entries' names: UTF-8 where they say so; else all of them UTF-8, or all Thai Windows as Thai machines do."""
    raw = [entry.filename.encode("cp437", "replace") for entry in entries if not entry.flag_bits & 0x800]
    _, encoding = decode(b"\n".join(raw))
    return [_tidy(entry.filename if entry.flag_bits & 0x800 else _again(entry.filename, encoding)) for entry in entries]


def _again(name: str, encoding: str) -> str:
    """A name that zipfile took for DOS letters, in its true encoding."""
    try:
        return name.encode("cp437").decode(encoding, "replace")
    except UnicodeEncodeError:
        return name


def read_rar(body: bytes, job: Job) -> Reading:
    """A RAR's names by rarfile and its files by bsdtar or unar."""
    import rarfile

    try:
        with rarfile.RarFile(io.BytesIO(body)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            locked = archive.needs_password()
    except rarfile.NeedFirstVolume:
        return Reading("rar", DocumentState.UNSUPPORTED, detail="a later volume of a split archive")
    except rarfile.Error as error:
        raise BrokenError(f"rar: {str(error)[:100]}") from error
    if locked:
        raise EncryptedError("password")
    _check(len(entries), sum(entry.file_size or 0 for entry in entries))
    names = [_tidy(entry.filename or "") for entry in entries]
    torn = {_tidy(entry.filename or "") for entry in entries if entry.flags & rarfile.RAR_FILE_SPLIT_AFTER}
    if torn.issuperset(names) and names:
        return _reading("rar", names, [], "", [f"{SPLIT}: {len(torn)} go on in the next"])
    files, reader, failed = _unpacked(body, ".rar", len(names))
    whole = [(name, held) for name, held in files if name not in torn]
    return _reading("rar", names, whole, reader, [f"{SPLIT}: {len(torn)} go on in the next"] if torn else failed)


def read_7z(body: bytes, job: Job) -> Reading:
    """A 7z's names by bsdtar and its files by bsdtar or unar."""
    names = _names_in_7z(body)
    return _reading("7z", names, *_unpacked(body, ".7z", len(names)))


def _names_in_7z(body: bytes) -> list[str]:
    """The names of the files, after a look at their sizes; none when there is no bsdtar to ask."""
    tool = find_tool("bsdtar")
    if tool is None:
        return []
    with tempfile.TemporaryDirectory(prefix="oit-archive-") as folder:
        source = Path(folder) / "archive.7z"  # its table stands at its end: it cannot be piped
        source.write_bytes(body)
        try:
            listed = run_tool([tool, "-tvf", str(source)]).decode("utf-8", "replace")
        except BrokenError as error:
            _raise_if_locked(str(error))
            raise
    rows = [row for row in (line.split(maxsplit=8) for line in listed.splitlines()) if len(row) == 9]
    _check(len(rows), sum(int(row[4]) for row in rows if row[4].isdigit()))
    return [_tidy(row[8]) for row in rows if row[0].startswith("-")]


def _raise_if_locked(said: str) -> None:
    if "ncrypt" in said or "assword" in said or "assphrase" in said:
        raise EncryptedError("password")


def _check(count: int, size: int) -> None:
    if count > MAX_ENTRIES:
        raise LimitReachedError(f"{count} entries in the archive")
    if size > MAX_INFLATED:
        raise LimitReachedError(f"the archive inflates to {size} bytes")


def _unpacked(body: bytes, suffix: str, wanted: int) -> tuple[list[tuple[str, bytes]], str, list[str]]:
    """The files that the better of the tools gets out of it, which tool that was, and what is to be said of it.

    `wanted`: how many there should be; the second tool is tried when the first one gets fewer (solid archives).
    """
    files: list[tuple[str, bytes]] = []
    reader, said = "", ["no program here to unpack it"]
    for tool in ("bsdtar", "unar"):
        path = find_tool(tool)
        if path is None or (files and len(files) >= wanted):
            continue
        more, words = _by_tool(tool, path, body, suffix)
        if len(more) > len(files):
            files, reader = more, tool
        said = [] if files else [words or "nothing could be unpacked"]
    if not files:
        _raise_if_locked(said[0])
    return files, reader, said


def _by_tool(tool: str, path: str, body: bytes, suffix: str) -> tuple[list[tuple[str, bytes]], str]:
    """What one tool gets out of an archive, and its last words when it failed."""
    with tempfile.TemporaryDirectory(prefix="oit-archive-") as folder:
        source, target = Path(folder) / f"archive{suffix}", Path(folder) / "out"
        source.write_bytes(body)
        target.mkdir()
        if tool == "bsdtar":  # refuses absolute names, .. and links out of the folder by itself
            options = ["-x", "--no-same-owner", "--no-same-permissions", "-f", str(source), "-C", str(target)]
        else:
            options = ["-quiet", "-force-overwrite", "-no-directory", "-p", "", "-o", str(target), str(source)]
        words = ""
        try:
            run_tool([path, *options])
        except BrokenError as error:  # what it did unpack counts
            words = str(error).replace(folder, "")
        return _collected(target), words


def _collected(folder: Path) -> list[tuple[str, bytes]]:
    files: list[tuple[str, bytes]] = []
    for base, _, names in os.walk(folder, followlinks=False):
        for name in sorted(names):
            path = Path(base) / name
            if path.is_symlink() or not path.is_file():
                continue
            inner = _tidy(str(path.relative_to(folder)))
            if _wanted(inner, files, path.stat().st_size):
                files.append((inner, path.read_bytes()))
    return files


def _wanted(name: str, files: list[tuple[str, bytes]], size: int) -> bool:
    """Whether one more file fits, and is not the litter of the system that packed it."""
    litter = name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db", "desktop.ini")
    return not litter and len(files) < MAX_FILES and sum(len(held) for _, held in files) + size <= MAX_BYTES


def _tidy(name: str) -> str:
    """The name as text: forward slashes, no surrogates, no control characters."""
    text = clean(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")).replace("\\", "/")
    return "".join(char for char in text if char >= " ")[:300]


def _reading(format_: str, names: list[str], files: list[tuple[str, bytes]], reader: str, failed: list[str]) -> Reading:
    names = names or [name for name, _ in files]
    left_out = len(names) - len(files)
    details = [f"{len(names)} files"]
    if left_out > 0:
        details.append(f"{left_out} not read")
    details += failed[:2]
    state = DocumentState.TEXT if names else DocumentState.EMPTY
    if not files and failed:
        ours = failed[0].startswith(("no program", SPLIT))
        state = DocumentState.UNSUPPORTED if ours else DocumentState.BROKEN
    return Reading(
        format=format_,
        state=state,
        pages=("\n".join(names),) if names else (),
        page_count=1 if names else 0,
        reader=reader,
        detail="; ".join(details),
        files=tuple(files),
    )
