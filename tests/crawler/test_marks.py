"""The signs of a page are found in one pass, and none hides another."""

from itertools import product

from crawler.marks import SIGNS, Marks


def test_signs_are_found_whatever_their_letters() -> None:
    marks = Marks(b"<UL></UL><button onClick='Fetch(1)'>x</BUTTON>")
    assert marks.at("lists") == [4]
    assert "asks" in marks and "clicks" in marks and "button" in marks
    assert "rows" not in marks and marks.at("rows") == ()


def test_no_sign_hides_another() -> None:
    signs = [(name, sign) for name, signs in SIGNS.items() for sign in signs]
    for (name, sign), (other_name, other) in product(signs, signs):
        hidden = any(sign.endswith(other[:size]) for size in range(1, len(other)))
        assert not hidden or sign == other, (sign, other)
        assert name == other_name or other not in sign, (sign, other)


def test_names_of_files() -> None:
    assert Marks(b"<a href='/Plan.PDF'>").names_file()
    assert Marks(b'open("a.docx#page=2")').names_file()
    assert not Marks(b"a.pdfs .docs a.pdf file").names_file()
