"""Off-site evidence: which service, what one recorded answer tells, and the file behind a viewer."""

import pytest

from crawler.offsite import interpret, resolve_embed, service_of

DRIVE = "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/view"


@pytest.mark.parametrize(
    ("url", "service"),
    [
        (DRIVE + "?usp=sharing", "google_drive"),
        ("https://drive.google.com/drive/folders/1x?usp=drive_link", "google_drive"),
        ("https://docs.google.com/document/d/1x/edit", "google_docs"),
        ("https://docs.google.com/a/example.go.th/spreadsheets/d/1x", "google_sheets"),
        ("https://docs.google.com/spreadsheets/d/e/2PACX/pubhtml", "google_sheets"),
        ("https://docs.google.com/forms/d/e/1FA/viewform", "google_forms"),
        ("https://forms.gle/abc", "google_forms"),
        ("https://sites.google.com/view/ita-example", "google_sites"),
        ("https://1drv.ms/b/s!x", "onedrive"),
        ("https://example-my.sharepoint.com/:b:/g/x", "onedrive"),
        ("https://www.dropbox.com/s/x/plan.pdf?dl=0", "dropbox"),
        ("https://online.anyflip.com/abc/def/mobile/index.html", "anyflip"),
        ("https://online.pubhtml5.com/x/y/", "pubhtml5"),
        ("https://online.fliphtml5.com/x/y/", "fliphtml5"),
        ("https://issuu.com/x/docs/y", "issuu"),
        ("https://youtu.be/abcdefgh", "youtube"),
        ("https://m.facebook.com/agency", "facebook"),
        ("https://lin.ee/x", "line"),
        ("https://line.me/R/ti/p/@x", "line"),
        ("https://www.tiktok.com/@x", "tiktok"),
        ("https://x.com/agency", "x"),
        ("https://www.instagram.com/agency", "instagram"),
        ("http://process3.gprocurement.go.th/egp2procmainWeb/jsp/x", "egp"),
        ("https://itas.nacc.go.th/go/iit/abc", "itas"),
        ("https://www.canva.com/design/x/view", "canva"),
        ("https://notgoogle.com/drive.google.com", "other"),
        ("https://evildrive.google.com.example.com/", "other"),
        ("http://www.example.go.th/", "other"),
        ("", "other"),
    ],
)
def test_services_are_told_by_host(url: str, service: str) -> None:
    assert service_of(url) == service


@pytest.mark.parametrize(
    ("url", "file"),
    [
        (
            "https://docs.google.com/gview?url=https%3A%2F%2Fexample.go.th%2Ffiles%2Fplan.pdf&embedded=true",
            "https://example.go.th/files/plan.pdf",
        ),
        ("https://docs.google.com/viewer?embedded=true&url=http://example.go.th/a.docx", "http://example.go.th/a.docx"),
        ("https://view.officeapps.live.com/op/embed.aspx?src=https%3A%2F%2Fa.go.th%2Fb.xlsx", "https://a.go.th/b.xlsx"),
        ("http://a.go.th/pdfjs/web/viewer.html?file=/uploads/b.pdf#page=2", "http://a.go.th/uploads/b.pdf"),
        ("http://a.go.th/pdfjs/web/viewer.html?file=..%2F..%2Fb.pdf", "http://a.go.th/b.pdf"),
        ("http://a.go.th/plugins/viewer.php?file=b.pdf", "http://a.go.th/plugins/b.pdf"),
        ("https://drive.google.com/file/d/1AbCdEfGhIjKlMnOp/preview", DRIVE),
        ("https://www.youtube.com/embed/abcdefghijk?rel=0", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("http://a.go.th/page?file=x.pdf", "http://a.go.th/page?file=x.pdf"),
        ("http://a.go.th/a.pdf", "http://a.go.th/a.pdf"),
    ],
)
def test_the_file_behind_a_viewer(url: str, file: str) -> None:
    assert resolve_embed(url) == file


def page(title: str, body: str = "", og: bool = True) -> bytes:
    meta = f'<meta property="og:title" content="{title}">' if og else ""
    return f"<html><head><title>{title}</title>{meta}</head><body>{body}</body></html>".encode()


SIGN_IN = "https://accounts.google.com/v3/signin/identifier?continue=x"


@pytest.mark.parametrize(
    ("service", "status", "final_url", "body", "public", "title"),
    [
        ("google_drive", 200, SIGN_IN, page("Sign in - Google Accounts"), False, ""),
        ("google_drive", 200, DRIVE, page("แผนปฏิบัติการ 2569.pdf - Google Drive"), True, "แผนปฏิบัติการ 2569.pdf"),
        (
            "google_drive",
            200,
            DRIVE,
            page("Google Drive", "You need access. Request access", og=False),
            False,
            "Google Drive",
        ),
        ("google_drive", 404, DRIVE, b"", False, ""),
        ("google_drive", 429, DRIVE, b"", None, ""),
        ("google_drive", 200, "https://www.google.com/sorry/index?x", b"", None, ""),
        ("google_sheets", 200, "https://docs.google.com/x", page("งบทดลอง - Google ชีต"), True, "งบทดลอง"),
        ("google_forms", 200, "https://docs.google.com/x", page("แบบวัด", "ไม่รับคำตอบแล้ว"), False, "แบบวัด"),
        ("google_sites", 200, "https://sites.google.com/view/x", page("ITA ตัวอย่าง"), True, "ITA ตัวอย่าง"),
        ("onedrive", 200, "https://login.live.com/login.srf", page("Sign in to your account"), False, ""),
        ("onedrive", 200, "https://onedrive.live.com/x", page("แผน.pdf"), True, "แผน.pdf"),
        (
            "dropbox",
            200,
            "https://www.dropbox.com/s/x",
            page("Dropbox - plan.pdf - Simplify your life"),
            True,
            "plan.pdf",
        ),
        ("anyflip", 200, "https://anyflip.com/x", page("คู่มือประชาชน"), True, "คู่มือประชาชน"),
        ("anyflip", 200, "https://anyflip.com/x", page("AnyFlip", "This book does not exist"), False, "AnyFlip"),
        (
            "youtube",
            200,
            "https://www.youtube.com/watch?v=x",
            page("นโยบาย - YouTube", '"playabilityStatus":{"status":"OK"'),
            True,
            "นโยบาย",
        ),
        (
            "youtube",
            200,
            "https://www.youtube.com/watch?v=x",
            page("- YouTube", '{"playabilityStatus":{"status":"ERROR","reason":"Video unavailable"}}'),
            False,
            "",
        ),
        ("facebook", 200, "https://www.facebook.com/login/?next=x", page("Log in"), None, ""),
        ("facebook", 200, "https://www.facebook.com/x", page("อบต.ตัวอย่าง"), True, "อบต.ตัวอย่าง"),
        ("egp", 200, "https://process3.gprocurement.go.th/x", page("ระบบจัดซื้อ"), True, "ระบบจัดซื้อ"),
        ("other", 403, "https://example.com/x", page("x"), None, "x"),
        ("other", 200, "https://example.com/login?x", page("x"), False, "x"),
    ],
)
def test_one_answer_is_interpreted(
    service: str, status: int, final_url: str, body: bytes, public: bool | None, title: str
) -> None:
    assert interpret(service, status, final_url, body)[:2] == (public, title)


def test_rubbish_is_never_an_exception() -> None:
    for service in ("google_drive", "onedrive", "youtube", "facebook", "other", "no such service"):
        public, title, detail = interpret(service, 200, "http://[", bytes(range(256)) * 400)
        assert public in (None, True, False) and title == "" and isinstance(detail, str)
    assert service_of("http://[::1") == "other"
    assert resolve_embed("http://[::1") == "http://[::1"
