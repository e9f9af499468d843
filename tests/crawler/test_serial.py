"""What the parser writes down can be split at its brackets, whatever was read: one part a tag, every end fits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.serial import inside, parts_of, written
from crawler.tags import tag_of

SOUP = [
    *(
        "<div class='menu'>",
        "</div>",
        "<ul>",
        "<li>",
        "</ul>",
        "<a href=x?a=1&b=2>",
        "</a>",
        "<p>",
        "<br>",
        "<hr>",
        "text",
    ),
    *("<!--", "-->", "<!-- a > b -->", "<script>if (a<b) {'</div>'}</script>", "<script><!--", "</script>", "<style>"),
    *("<iframe src=v>no <b>frames</b> & more</iframe>", "<xmp><a></xmp>", "<plaintext>", "<textarea><b></textarea>"),
    *(
        "<svg><param>x</param></svg>",
        "<math><embed/></math>",
        "<svg><![CDATA[<a>]]></svg>",
        "<template><p>",
        "</template>",
    ),
    *(
        "<?php echo '<a>'; ?>",
        '<a <b c"d>',
        "<a<b>",
        '<i href="y"">',
        "&lt;b&gt;",
        "&nbsp;",
        "\x00",
        "<noscript><a href=n>",
    ),
    *("<table><tr><td>", "</table>", "<select><option value=/o>o", "<frameset><frame src=f>", "<body onclick=x>"),
]


def parts(html: str) -> list[str]:
    tree = LexborHTMLParser(html)
    root = tree.body or tree.root
    assert root is not None
    return list(parts_of(written(root)))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SOUP), max_size=25))
def test_every_end_fits_its_begin(soup: list[str]) -> None:
    opened: list[str] = []
    for part in parts("<body>" + "".join(soup)):
        head, bracket, text = part.partition(">")
        assert bracket and "<" not in text
        if head.startswith("/"):
            assert opened.pop() == head[1:]
        elif not tag_of(head).void:
            opened.append(tag_of(head).name)
    assert not opened


def test_scripts_and_comments_are_not_written_and_raw_text_is_text() -> None:
    found = parts("<p>a<!-- <b> --><script>'<i>'</script>b<iframe src=v>no <b>frames</b></iframe><?x <u>?>c")
    assert found == [
        "body>",
        "p>ab",
        'iframe src="v">no &lt;b&gt;frames&lt;/b&gt;',
        "/iframe>?&gt;c",
        "/p>",
        "/body>",
    ]


@pytest.mark.parametrize("sign", ["<!--", "<?php", "<iframe"])
def test_a_broken_tag_may_have_a_name_that_begins_like_something_else(sign: str) -> None:
    found = parts(f"<p {sign} class=x>a</p><p>b</p><!-- c --><iframe>d</iframe>")
    assert [part.partition(">")[2] for part in found if part.startswith("p")] == ["a", "b"]


def test_what_an_element_holds() -> None:
    held = list(inside(parts("<ul><li>a<br>b<b>c</b>d</li><li>e</li></ul>"), 2))
    assert [(tag.name if tag else "", text) for tag, text in held] == [("", "a"), ("br", "b"), ("b", "c"), ("", "d")]
