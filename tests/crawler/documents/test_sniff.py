"""Formats are told by content."""

import io
import zipfile

import pytest

from crawler.documents import is_document, sniff
from tests.crawler.documents import document_builders as build

HTML = "<!DOCTYPE html><html><head><title>ไม่พบหน้า</title></head><body>404</body></html>".encode()
WORD_PAGE = b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=windows-874></head></html>'


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (build.sample("plan.pdf"), "plan.html", "pdf"),
        (b"<br />\n<b>Warning</b>: include() failed\n%PDF-1.4\n", "a.pdf", "pdf"),
        (build.docx(), "แผน.doc", "docx"),
        (build.xlsx(), "a.bin", "xlsx"),
        (build.pptx(), "", "pptx"),
        (build.odt(), "a.zip", "odt"),
        (build.ods(), "", "ods"),
        (build.doc(), "a.docx", "doc"),
        (build.xls(), "", "xls"),
        (build.ppt("สไลด์"), "", "ppt"),
        (build.ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "a.docx", "encrypted-office"),
        (build.rtf(), "a.doc", "rtf"),
        (build.zip_of({"a.txt": b"x"}), "", "zip"),
        (build.rar_of("a.txt", b"x"), "", "rar"),
        (HTML, "a.pdf", "html"),
        (b"\xef\xbb\xbf\r\n" + HTML, "", "html"),
        (WORD_PAGE, "a.doc", "html"),
        (b"<?xml version='1.0'?>\n<!-- made by hand -->\n<svg xmlns='x'><title>t</title></svg>", "a.svg", "svg"),
        (b"<svg><style>p{}</style><p></svg>", "", "svg"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 30, "a.jpg", "heic"),
        (b"a,b\n1,2\n", "a.csv", "csv"),
        ("ข้อความ".encode("cp874"), "a.txt", "txt"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "a.jpg", "png"),
        (b"\0\0\x01\0" + bytes(range(30)), "a.ico", "unknown"),
        (b"", "a.pdf", "empty"),
        (b" \r\n", "", "empty"),
    ],
)
def test_sniff(body: bytes, name: str, kind: str) -> None:
    assert sniff(body, name=name) == kind


@pytest.mark.parametrize(
    ("content_type", "url", "body", "document"),
    [
        ("text/html", "https://a.example/plan.html", build.sample("plan.pdf"), True),
        ("application/pdf", "https://a.example/plan.pdf", HTML, False),
        ("application/msword", "https://a.example/plan.doc", WORD_PAGE, False),
        ("text/html; charset=utf-8", "https://a.example/x", b"OK", False),
        ("text/plain", "https://a.example/plan.txt", b"a plan", True),
        ("text/css", "https://a.example/a.css", b"a { color: red }", False),
        ("application/javascript", "https://a.example/a.js", b"var a = 1;", False),
        ("application/pdf", "https://a.example/plan", b"", True),
        ("text/html", "https://a.example/", b"", False),
        ("text/html", "https://a.example/plan.xlsx?v=2", b"", True),
        ("application/octet-stream", "https://a.example/d?id=3", build.docx(), True),
    ],
)
def test_is_document(content_type: str, url: str, body: bytes, document: bool) -> None:
    assert is_document(content_type, url, body[:4096]) is document


def test_an_archive_of_an_uncompressed_pdf_is_an_archive() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("plan.pdf", build.sample("plan.pdf"))
    assert sniff(held.getvalue()) == "zip"
    assert sniff(build.rar_of("plan.pdf", build.sample("plan.pdf"))) == "rar"
    assert sniff(b"<br />Warning: x in /y.php\n" + build.sample("plan.pdf")) == "pdf"
