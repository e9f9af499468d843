"""Opening the zip files that Office and OpenDocument files are, without being blown up; and XML without entities."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from crawler.documents.reading import MAX_ENTRIES, MAX_INFLATED, BrokenError, EncryptedError, LimitReachedError

MAX_PART = 96 * 1024 * 1024
"""Bytes of one XML part after inflation."""


def open_zip(body: bytes, encoding: str | None = None) -> zipfile.ZipFile:
    """The container, once its entries' number and declared sizes are within our limits.

    zipfile never inflates an entry beyond its declared size, so what is declared is what it can cost.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(body), metadata_encoding=encoding)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, LookupError) as error:
        raise BrokenError(f"zip: {str(error)[:100]}") from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise LimitReachedError(f"{len(entries)} entries in the container")
    inflated = sum(entry.file_size for entry in entries)
    if inflated > MAX_INFLATED:
        raise LimitReachedError(f"the container inflates to {inflated} bytes")
    return archive


def part(archive: zipfile.ZipFile, entry: str | zipfile.ZipInfo) -> bytes:
    """One entry's bytes; BrokenError if damaged or absent, EncryptedError if locked, LimitReachedError if huge."""
    try:
        info = archive.getinfo(entry) if isinstance(entry, str) else entry
    except KeyError as error:
        raise BrokenError(f"no {entry} in the container") from error
    name = info.filename
    if info.flag_bits & 1:
        raise EncryptedError("password")
    if info.file_size > MAX_PART:
        raise LimitReachedError(f"{name} inflates to {info.file_size} bytes")
    try:
        return archive.read(info)
    except Exception as error:  # zipfile raises eight kinds here, zlib.error and RuntimeError among them
        raise BrokenError(f"{name}: {str(error)[:80]}") from error


def parse_xml(xml: bytes) -> Any:
    """The root element. No entities, no network, no DTD; BrokenError when it is not well-formed beyond repair."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenError(f"xml: {str(error)[:100]}") from error
    if root is None:
        raise BrokenError("xml: empty")
    return root


def optional_xml(archive: zipfile.ZipFile, name: str) -> Any | None:
    """A part's root element, None when the part is not there or cannot be read."""
    try:
        return parse_xml(part(archive, name))
    except (BrokenError, LimitReachedError):
        return None


def core_title(archive: zipfile.ZipFile) -> str:
    """The title in an Office file's properties."""
    root = optional_xml(archive, "docProps/core.xml")
    found = root.findtext("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return " ".join(found.split()) if found else ""


def numbered(archive: zipfile.ZipFile, prefix: str, suffix: str = ".xml") -> Iterator[str]:
    """Names such as ``ppt/slides/slide12.xml``, by number."""
    found = []
    for name in archive.namelist():
        middle = name[len(prefix) : -len(suffix)]
        if name.startswith(prefix) and name.endswith(suffix) and middle.isdigit():
            found.append((int(middle), name))
    return (name for _, name in sorted(found))
