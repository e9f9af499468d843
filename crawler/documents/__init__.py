"""A file becomes text: one reader per format, and the list of them.

`read_all` and `read_document` read in the calling process; hostile files belong into `crawler.documents.pool`, which
does the same in child processes that can be killed. To add a format: a module ``from_<x>.py`` with ``read(body, job)``,
its line in `READERS`, how `sniff` tells it, a sample in the tests and a row in ``docs/formats.md``.
"""

import contextlib
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from checklist.site import Document, DocumentState, Fetch
from crawler.documents import from_docx, from_pdf, from_xlsx
from crawler.documents import ocr as _ocr
from crawler.documents.ocr import OcrBudget
from crawler.documents.reading import BrokenError, EncryptedError, Job, LimitReachedError, Reading, clean
from crawler.documents.sniff import is_document, sniff

__all__ = [
    "READERS",
    "READER_VERSION",
    "OcrBudget",
    "is_document",
    "read_all",
    "read_document",
    "sniff",
]

READER_VERSION = "1"
"""Changes whenever the same bytes may give another reading: stored readings of another version are read again."""

Reader = Callable[[bytes, Job], "Reading | tuple[Reading, ...]"]

READERS: dict[str, Reader] = {
    "pdf": from_pdf.read,
    "docx": from_docx.read,
    "xlsx": from_xlsx.read,
}
"""Format → what reads it. Each reader imports its library when it is first called."""


def read_document(
    body: bytes,
    *,
    url: str,
    fetch: Fetch,
    content_type: str = "",
    name: str = "",
    ocr: OcrBudget | None = None,
) -> Document:
    """One file as a `Document`, read in this process. Never raises: what goes wrong is its state and detail.

    `ocr`: the agency's budget for recognising pictures; None leaves scans unread (state SCAN, PICTURE).
    """
    return read_all(body, url=url, fetch=fetch, content_type=content_type, name=name, ocr=ocr)[0]


def read_all(
    body: bytes,
    *,
    url: str,
    fetch: Fetch,
    content_type: str = "",
    name: str = "",
    ocr: OcrBudget | None = None,
) -> tuple[Document, ...]:
    """Like `read_document`; of an archive the archive first, then each file in it (url ``<archive>#<inner name>``)."""
    name = name or name_in(url)
    pages, seconds = ocr.grant() if ocr is not None else (0, 0.0)
    readings = read_bytes(body, Job(name, content_type, pages, seconds))
    if ocr is not None:
        ocr.take(sum(reading.ocr_pages for reading in readings), sum(reading.ocr_seconds for reading in readings))
    return documents_of(readings, url=url, fetch=fetch, name=name)


def read_bytes(body: bytes, job: Job) -> tuple[Reading, ...]:
    """The readings of a file, its own first. Never raises, except `MemoryError`'s relatives that kill the process."""
    kind = sniff(body, name=job.name, content_type=job.content_type)
    if kind == "empty":
        return (Reading("", DocumentState.EMPTY, detail="no bytes" if not body else "only blanks"),)
    if kind == "html":
        return (Reading("html", DocumentState.UNSUPPORTED, detail="a web page, not a file"),)
    if kind == "encrypted-office":
        return (Reading(_office_format(job.name), DocumentState.ENCRYPTED, detail="password"),)
    if kind not in READERS:
        return (Reading(kind, DocumentState.UNSUPPORTED, detail=f"no reader for {kind}"),)
    return _guarded(kind, body, job)


def _guarded(kind: str, body: bytes, job: Job) -> tuple[Reading, ...]:
    """Run the reader; its exceptions become states."""
    try:
        read = READERS[kind](body, job)
    except EncryptedError as error:
        return (Reading(kind, DocumentState.ENCRYPTED, detail=str(error)),)
    except LimitReachedError as error:
        return (Reading(kind, DocumentState.LIMIT, detail=str(error)),)
    except (MemoryError, RecursionError) as error:
        return (Reading(kind, DocumentState.LIMIT, detail=type(error).__name__),)
    except BrokenError as error:
        return (Reading(kind, DocumentState.BROKEN, detail=str(error)),)
    except Exception as error:  # a reader's library raises whatever it likes on bad input: that is a result here
        return (Reading(kind, DocumentState.BROKEN, detail=clean(f"{type(error).__name__}: {error}")[:160]),)
    return read if isinstance(read, tuple) else (read,)


def documents_of(readings: tuple[Reading, ...], *, url: str, fetch: Fetch, name: str) -> tuple[Document, ...]:
    """The readings as the documents of that address."""
    return tuple(
        Document(
            url=f"{url}#{reading.inner}" if reading.inner else url,
            fetch=fetch,
            format=reading.format,
            state=reading.state,
            name=PurePosixPath(reading.inner).name if reading.inner else name,
            title=clean(reading.title),
            pages=reading.pages,
            tables=reading.tables,
            page_count=reading.page_count,
            reader=reading.reader,
            detail=reading.detail,
        )
        for reading in readings
    )


def name_in(url: str) -> str:
    """The file name at the end of an address, percent signs decoded as UTF-8, else as Thai Windows; "" when none."""
    last = urlsplit(url).path.rpartition("/")[2]
    for encoding in ("utf-8", "cp874"):
        with contextlib.suppress(UnicodeDecodeError):
            return clean(unquote(last, encoding=encoding, errors="strict"))
    return clean(last)


def _office_format(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lstrip(".").lower()
    return suffix if suffix in ("docx", "xlsx", "pptx") else "ole"


def ocr_missing() -> str:
    """Why pictures cannot be read on this machine ("" when they can); for `oit doctor`."""
    return _ocr.why_not()
