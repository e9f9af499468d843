"""What an address alone says."""

from crawler.shapes import is_echo, kind_of, shape_of

HOME = "https://www.example.go.th/"


def test_kinds_and_shapes() -> None:
    assert kind_of(HOME + "a.PDF") == "document"
    assert kind_of(HOME + "get.php?file=a.docx") == "document"
    assert kind_of(HOME + "download/12") == "document"
    assert kind_of(HOME + "a.jpg") == "image"
    assert kind_of(HOME + "plan") == "page"
    assert shape_of(HOME + "news/12?page=3") == shape_of(HOME + "news/99?page=4")
    assert shape_of(HOME + "i.php?mod=plan") != shape_of(HOME + "i.php?mod=news")


def test_a_page_once_more_is_no_page() -> None:
    for more in (
        "a/?replytocom=12",
        "a/?share=facebook",
        "a/feed/",
        "a?tmpl=component&print=1&layout=default&page=",
        "a?format=feed&type=rss",
    ):
        assert is_echo(HOME + more), more
    for own in ("feedback", "a?print=1", "a?tmpl=component", "shareholders?id=3", "index.php?option=com_content&id=5"):
        assert not is_echo(HOME + own), own
