"""A file becomes text: one reader per format, and the list of them.

`read_all` and `read_document` read in the calling process; hostile files belong into `crawler.documents.pool`, which
does the same in child processes that can be killed. To add a format: a module ``from_<x>.py`` with ``read(body, job)``,
its line in `READERS`, how `sniff` tells it, a sample in the tests and a row in ``docs/formats.md``.
"""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from checklist.site import Document, DocumentState, Fetch
from crawler.documents import (
    from_docx,
    from_image,
    from_legacy,
    from_odf,
    from_pdf,
    from_ppt,
    from_pptx,
    from_rtf,
    from_text,
    from_xlsx,
    from_zip,
)
from crawler.documents.ocr import OcrBudget
from crawler.documents.reading import BrokenError, EncryptedError, Job, LimitReachedError, Reading, clean, failed_inside
from crawler.documents.sniff import PICTURES, is_document, sniff

__all__ = [
    "READERS",
    "READER_VERSION",
    "OcrBudget",
    "is_document",
    "read_all",
    "read_document",
    "sniff",
]

READER_VERSION = "3"
"""Changes whenever the same bytes may give another reading: stored readings of another version are read again."""

ARCHIVES = frozenset({"zip", "rar", "7z"})
Reader = Callable[[bytes, Job], Reading]

READERS: dict[str, Reader] = {
    "pdf": from_pdf.read,
    "docx": from_docx.read,
    "xlsx": from_xlsx.read,
    "pptx": from_pptx.read,
    "doc": from_legacy.read_doc,
    "xls": from_legacy.read_xls,
    "ppt": from_ppt.read,
    "ole": from_legacy.read_other,
    "odt": from_odf.read_odt,
    "ods": from_odf.read_ods,
    "odp": from_odf.read_odp,
    "rtf": from_rtf.read,
    "txt": from_text.read_txt,
    "csv": from_text.read_csv,
    "xml": from_text.read_xml,
    "mht": from_text.read_mht,
    "svg": from_text.read_svg,
    "zip": from_zip.read_zip,
    "rar": from_zip.read_rar,
    "7z": from_zip.read_7z,
    **dict.fromkeys(PICTURES, from_image.read),
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

    `ocr`: the agency's budget for recognising pictures; None leaves scans unread (state SCAN, PICTURE). Scans are
    rendered by PDFium, which a hostile file can bring down with this process: use the pool for files from outside.
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
    readings = [_within_budget(body, Job(name, content_type), ocr)]
    for inner, held in readings[0].files:
        reading = _within_budget(held, Job(inner, depth=1), ocr)
        readings.append(replace(reading, inner=inner))
    return documents_of(readings, url=url, fetch=fetch, name=name)


def _within_budget(body: bytes, job: Job, budget: OcrBudget | None) -> Reading:
    pages, seconds = budget.grant(budget.pages_per_file) if budget is not None else (0, 0.0)
    reading = read_bytes(body, replace(job, ocr_pages=pages, ocr_seconds=seconds))
    if budget is not None:
        budget.spend(reading.ocr_pages, reading.ocr_seconds)
    return reading


def read_bytes(body: bytes, job: Job) -> Reading:
    """The reading of one file; of an archive its names, and its files still to be read. Raises nothing on bad input."""
    kind = sniff(body, name=job.name, content_type=job.content_type)
    if kind == "empty":
        return Reading("", DocumentState.EMPTY, detail="only blanks" if body else "no bytes")
    if kind == "html":
        return Reading("html", DocumentState.UNSUPPORTED, detail="a web page, not a file")
    if kind == "encrypted-office":
        return Reading(_office_format(job.name), DocumentState.ENCRYPTED, detail="password")
    if kind not in READERS:
        return Reading(kind, DocumentState.UNSUPPORTED, detail=f"no reader for {kind}")
    if job.depth and kind in ARCHIVES:
        return Reading(kind, DocumentState.UNSUPPORTED, detail="an archive inside an archive")
    return _guarded(kind, body, job)


def _guarded(kind: str, body: bytes, job: Job) -> Reading:
    """Run the reader; its exceptions become states."""
    try:
        return READERS[kind](body, job)
    except EncryptedError as error:
        return Reading(kind, DocumentState.ENCRYPTED, detail=str(error))
    except LimitReachedError as error:
        return Reading(kind, DocumentState.LIMIT, detail=str(error))
    except (MemoryError, RecursionError) as error:
        return Reading(kind, DocumentState.LIMIT, detail=type(error).__name__)
    except BrokenError as error:
        return Reading(kind, DocumentState.BROKEN, detail=str(error))
    except BaseException as error:  # a reader's library raises whatever it likes on bad input: that is a result here
        if not failed_inside(error):
            raise
        return Reading(kind, DocumentState.BROKEN, detail=clean(f"{type(error).__name__}: {error}")[:160])


def documents_of(readings: Iterable[Reading], *, url: str, fetch: Fetch, name: str) -> tuple[Document, ...]:
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
