"""What an address alone says."""

from crawler.shapes import kind_of, shape_of

HOME = "https://www.example.go.th/"


def test_kinds_and_shapes() -> None:
    assert kind_of(HOME + "a.PDF") == "document"
    assert kind_of(HOME + "get.php?file=a.docx") == "document"
    assert kind_of(HOME + "download/12") == "document"
    assert kind_of(HOME + "a.jpg") == "image"
    assert kind_of(HOME + "plan") == "page"
    assert shape_of(HOME + "news/12?page=3") == shape_of(HOME + "news/99?page=4")
    assert shape_of(HOME + "i.php?mod=plan") != shape_of(HOME + "i.php?mod=news")
