"""What a start tag says by itself, and that it is read once."""

import pytest

from crawler.tags import TAGS, attributes, tag_of, unescape


def test_attributes_are_read_as_the_parser_writes_them() -> None:
    assert attributes(' href="a?b=1&amp;c=2" title="&lt;x&gt; &quot;y&quot;&nbsp;z" "="" =foo=""') == {
        "href": "a?b=1&c=2",
        "title": '<x> "y"\xa0z',
        '"': "",
        "=foo": "",
    }
    assert unescape("&amp;lt;") == "&lt;"


@pytest.mark.parametrize(
    ("written", "chrome", "named"),
    [
        ("nav", "menu", ""),
        ('div role="navigation"', "menu", ""),
        ("footer", "footer", ""),
        ("aside", "menu", ""),
        ('div id="topMenu"', "", "menu"),
        ('div class="panel-footer"', "", ""),
        ('div class="main-content menu"', "", ""),
        ('ul class="content menu"', "", "menu"),
        ('div class="site-header"', "", "header"),
        ('span class="menu"', "", ""),
    ],
)
def test_repeated_parts_are_told_by_role_and_name(written: str, chrome: str, named: str) -> None:
    tag = tag_of(written)
    assert (tag.chrome, tag.named) == (chrome, named)


def test_nothing_hangs_on_most_tags() -> None:
    assert all(tag_of(written).inert for written in ("p", 'span class="x"', "tbody", "br", 'td class="text-center"'))
    assert all(tag_of(written).holds for written in ("li", "tr", "h2", 'a href="x"', 'div class="card"'))
    assert not any(tag_of(written).inert or tag_of(written).holds for written in ("nav", "img", "select", "details"))


def test_a_tag_is_read_once_and_memory_is_bounded() -> None:
    assert tag_of('a href="/once"') is tag_of('a href="/once"')
    for number in range(40_000):
        tag_of(f'a href="/{number}"')
    assert len(TAGS) < 20_000
