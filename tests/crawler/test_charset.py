"""Thai is read right whatever the page says about itself."""

import pytest

from crawler.charset import codec_of, decode, encoding_of

THAI = "แผนปฏิบัติราชการประจำปีงบประมาณ พ.ศ. ๒๕๖๙ ของเทศบาลตำบลตัวอย่าง ที่ท่านสืบค้นได้จากหน้านี้"


def html(meta: str = "") -> str:
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    return f"<html><head>{declared}<title>{THAI}</title></head><body><p>{THAI}</p></body></html>"


@pytest.mark.parametrize("header", ["", "text/html", "text/html; charset=utf-8", "text/html; charset=iso-8859-1",
                                    "text/html; charset=TIS-620", "text/html; charset=nonsense"])  # fmt: skip
@pytest.mark.parametrize("meta", ["", "utf-8", "tis-620", "windows-874", "iso-8859-1", "windows-1252"])
def test_single_byte_thai_is_read_whatever_is_declared(header: str, meta: str) -> None:
    text, codec = decode(html(meta).encode("cp874"), header)
    assert codec == "cp874"
    assert THAI in text


@pytest.mark.parametrize("header", ["", "text/html; charset=tis-620", "text/html; charset=iso-8859-1"])
@pytest.mark.parametrize("meta", ["", "utf-8", "tis-620"])
def test_utf_8_thai_is_read_whatever_is_declared(header: str, meta: str) -> None:
    text, codec = decode(html(meta).encode(), header)
    assert codec == "utf-8"
    assert THAI in text


def test_curly_quotes_of_windows_874_survive() -> None:
    text, _ = decode(html("tis-620").encode("cp874").replace(b"<p>", b"<p>\x93\x94\x85"))
    assert "“”…" in text


def test_a_few_broken_letters_do_not_undo_utf_8() -> None:
    body = html("utf-8").encode().replace("๒๕๖๙".encode(), b"\xff\xfe2569")
    text, codec = decode(body)
    assert codec == "utf-8"
    assert "แผนปฏิบัติราชการ" in text


def test_a_letter_cut_at_the_end_does_not_undo_utf_8() -> None:
    assert encoding_of(THAI.encode()[:-1]) == "utf-8"


def test_byte_order_marks_win() -> None:
    assert decode(b"\xef\xbb\xbf" + THAI.encode())[0] == THAI
    assert decode(THAI.encode("utf-16"), "text/html; charset=utf-8")[0] == THAI


def test_other_languages_are_left_as_declared() -> None:
    assert (
        decode("Käse für alle, größer".encode("cp1252"), "text/html; charset=iso-8859-1")[0] == "Käse für alle, größer"
    )
    assert decode("中文网页内容测试".encode("gb18030"), "text/html; charset=gb2312")[0] == "中文网页内容测试"
    assert decode("日本語のページ".encode("cp932"), "text/html; charset=Shift_JIS")[0] == "日本語のページ"


@pytest.mark.parametrize("label", ["dos-874", "iso-8859-11", "iso8859-11", "iso885911", "TIS-620", " windows-874 "])
def test_every_web_name_of_thai_is_windows_874(label: str) -> None:
    assert codec_of(label) == "cp874"


def test_unknown_names_are_no_codec() -> None:
    assert codec_of("nonsense") == ""
    assert codec_of("rot13") == ""
    assert codec_of("x-sjis") == "cp932"


@pytest.mark.parametrize("body", [b"", b"\x00" * 100, bytes(range(256)) * 20, b"\xff" * 1000, b"\xa1", b"\x80\x81"])
def test_no_bytes_make_it_fail(body: bytes) -> None:
    text, codec = decode(body)
    assert isinstance(text, str)
    assert codec
