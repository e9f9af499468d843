# ruff: noqa: E501 (pages and bytes of the wire stay whole)
"""Bytes that are larger than they look, and files that lie."""

import functools
import gzip
import io
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path


@functools.lru_cache
def zeros_gzip(megabytes: int = 256) -> bytes:
    """Gzip of many spaces, in one stream."""
    out = zlib.compressobj(1, wbits=31)
    block = b" " * 2**20
    return b"".join(out.compress(block) for _ in range(megabytes)) + out.flush()


@functools.lru_cache
def zeros_deflate(megabytes: int = 256) -> bytes:
    out = zlib.compressobj(1)
    block = b" " * 2**20
    return b"".join(out.compress(block) for _ in range(megabytes)) + out.flush()


@functools.lru_cache
def twice_gzip() -> bytes:
    return gzip.compress(zeros_gzip(1024), 1)


@functools.lru_cache
def brotli_bomb() -> bytes:
    import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]

    return bytes(brotli.compress(b" " * (64 * 2**20), quality=1))


@functools.lru_cache
def zstd_bomb() -> bytes:
    import zstandard

    return zstandard.compress(b" " * (128 * 2**20), 1)


@functools.lru_cache
def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(6):
            archive.writestr(f"{number}.txt", b"0" * (200 * 2**20 // 6))
    return out.getvalue()


@functools.lru_cache
def seven_bomb() -> bytes:
    """A 7z of 300 MB of nothing; a few bytes that only look like one where there is no bsdtar to make it."""
    if not shutil.which("bsdtar"):
        return b"7z\xbc\xaf\x27\x1c" + b"\0" * 200
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with (folder / "plan.txt").open("wb") as sparse:
            sparse.truncate(300 * 2**20)
        command = ["bsdtar", "--format", "7zip", "--options", "7zip:compression=deflate", "-cf", "all.7z", "plan.txt"]
        subprocess.run(command, cwd=folder, check=True)
        return (folder / "all.7z").read_bytes()


@functools.lru_cache
def zip_slip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("../../../../tmp/oit-slip.txt", "/tmp/oit-slip.txt", "..\\..\\oit-slip.txt", "ok.txt"):
            archive.writestr(name, "แผนปฏิบัติการ")
    return out.getvalue()


@functools.lru_cache
def many_members() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.txt", "")
    return out.getvalue()


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(document: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("word/document.xml", document)
    return out.getvalue()


@functools.lru_cache
def docx_bomb() -> bytes:
    return docx(f"<w:document {_W}><w:body>".encode() + b"<w:p/>" * (30 * 2**20) + b"</w:body></w:document>")


def docx_xxe(target: str) -> bytes:
    return docx(
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{target}">]><w:document {_W}><w:body><w:p><w:r>'
        "<w:t>&x;</w:t></w:r></w:p></w:body></w:document>".encode()
    )


def docx_laughs() -> bytes:
    entities = '<!ENTITY a0 "haha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return docx(
        f"<!DOCTYPE d [{entities}]><w:document {_W}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>".encode()
    )


def pdf(text: str = "Action plan 2569", *, stream: bytes | None = None, filters: str = "") -> bytes:
    """A one-page PDF whose content is `text`, or any stream with any filters."""
    content = stream if stream is not None else f"BT /F1 18 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}{filters}>>stream\n".encode() + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + item + b"endobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + f"trailer<</Size 6/Root 1 0 R>>startxref {len(out)} %%EOF".encode()
    )


@functools.lru_cache
def pdf_bomb() -> bytes:
    inner = zlib.compress(zlib.compress(b" " * (512 * 2**20), 1), 9)
    return pdf(stream=inner, filters="/Filter[/FlateDecode/FlateDecode]")


def pdf_scan() -> bytes:
    """A page that is one picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((600, 800), 60).save(out, "PDF")
    return out.getvalue()


def pdf_locked() -> bytes:
    """Encrypted with a password nobody tells."""
    lock = b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -3904/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")>>"
    return pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R" + lock + b"/ID[(a)(a)]")


def pdf_loop() -> bytes:
    """A page tree that holds itself."""
    return pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")


@functools.lru_cache
def png_bomb() -> bytes:
    """30,000 x 30,000 pixels in about 100 KB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    row = zlib.compressobj(9)
    line = bytes(1 + 3750)
    data = b"".join(row.compress(line) for _ in range(30_000)) + row.flush()
    head = struct.pack("!IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def prepare() -> None:
    """Make all that takes time."""
    for make in (
        zeros_gzip,
        zeros_deflate,
        twice_gzip,
        brotli_bomb,
        zstd_bomb,
        zip_bomb,
        seven_bomb,
        many_members,
        docx_bomb,
        pdf_bomb,
        png_bomb,
    ):
        make()
