"""Text as a reader sees it, and the part of it outside menus."""

from crawler.lines import Lines, tidy


def test_blanks_lines_and_cells() -> None:
    assert tidy("  a \xa0 b\n\n \t c\t\t d \n\t\n e") == "a b\nc\td\ne"
    assert tidy(" a\r\n  b ") == "a\nb"


def test_what_is_repeated_is_left_out_of_the_main_part() -> None:
    lines = Lines()
    lines.pieces += ["\n", "a", "\n"]
    lines.begins()
    lines.pieces += ["menu", "\n"]
    lines.ends()
    lines.pieces += ["b"]
    assert lines.texts() == ("a\nmenu\nb", "a\nb")


def test_a_line_may_go_over_the_bound_of_a_menu() -> None:
    lines = Lines()
    lines.pieces += ["a "]
    lines.begins()
    lines.pieces += ["menu"]
    lines.ends()
    lines.pieces += [" b"]
    assert lines.texts() == ("a menu b", "a b")
