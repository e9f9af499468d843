"""Tables from drawn lines."""

from crawler.documents.layout import Word
from crawler.documents.ruled import grids_of, rules_of


def boxes(xs: list[float], ys: list[float], height: float) -> list[tuple[float, float, float, float]]:
    """The lines of a full grid as thin boxes, y from below."""
    across = [(xs[0], height - y, xs[-1] - xs[0], 0.5) for y in ys]
    return across + [(x, height - ys[-1], 0.5, ys[-1] - ys[0]) for x in xs]


def word(x: float, y: float, text: str) -> Word:
    return Word(x, y, x + 4 * len(text), y + 10, text)


def test_cells_of_several_lines_stay_together() -> None:
    rules = rules_of(boxes([10, 60, 200], [10, 30, 70], 800), 600, 800)
    page = [
        word(12, 14, "ที่"),
        word(70, 14, "รายการ"),
        word(12, 45, "1"),
        word(70, 35, "บรรทัดแรก"),
        word(70, 50, "บรรทัดสอง"),
    ]
    (grid,) = grids_of(rules, page)
    assert grid.rows == (("ที่", "รายการ"), ("1", "บรรทัดแรก บรรทัดสอง"))
    assert grid.lines == ("ที่  รายการ", "1  บรรทัดแรก บรรทัดสอง")


def test_a_merged_cell_is_repeated_in_rows_and_once_in_lines() -> None:
    drawn = boxes([10, 60, 200], [10, 30], 800) + boxes([10, 200], [30, 50], 800)
    (grid,) = grids_of(rules_of(drawn, 600, 800), [word(12, 14, "ก"), word(70, 14, "ข"), word(80, 35, "รวม")])
    assert grid.rows == (("ก", "ข"), ("รวม", "รวม"))
    assert grid.lines == ("ก  ข", "รวม")


def test_rows_without_lines_between_are_told_by_their_text() -> None:
    rules = rules_of(boxes([10, 60, 200], [10, 30, 100], 800), 600, 800)
    page = [word(12, 14, "ที่"), word(70, 14, "รายการ")]
    page += [word(12, 35 + 15 * row, str(row + 1)) for row in range(4)]
    page += [word(70, 35 + 15 * row, f"อย่างที่ {row + 1}") for row in range(4)]
    (grid,) = grids_of(rules, page)
    assert len(grid.rows) == 5
    assert grid.rows[4] == ("4", "อย่างที่ 4")


def test_numbered_lines_are_rows_even_when_most_cells_are_empty() -> None:
    rules = rules_of(boxes([10, 60, 200, 250, 300], [10, 30, 100], 800), 600, 800)
    page = [
        word(12, 35, "7"),
        word(70, 35, "งานบ่อพัก"),
        word(70, 50, "7.1 ขนาดเล็ก"),
        word(210, 50, "แห่ง"),
        word(12, 65, "8"),
    ]
    (grid,) = grids_of(rules, page)
    assert grid.rows[1:] == (("7", "งานบ่อพัก", "", ""), ("", "7.1 ขนาดเล็ก", "แห่ง", ""), ("8", "", "", ""))


def test_a_mark_is_set_once_though_its_cell_is_read_for_each_column() -> None:
    drawn = boxes([10, 60, 120, 200], [30, 50], 800) + boxes([10, 200], [10, 30], 800)
    page = [Word(20, 14, 40, 24, "ที"), Word(40, 14, 40, 24, "\u0e48"), word(12, 34, "ก"), word(70, 34, "ข")]
    (grid,) = grids_of(rules_of(drawn, 600, 800), page)
    assert grid.rows[0] == ("ที่", "ที่", "ที่")


def test_a_frame_around_the_page_is_no_table() -> None:
    assert grids_of(rules_of([(5, 5, 590, 790)], 600, 800), [word(50, 50, "ข้อความ")]) == []


def test_a_drawing_of_many_lines_is_left_alone() -> None:
    drawing = [(float(at), 0.0, 0.5, 100.0) for at in range(4000)]
    assert rules_of(drawing, 600, 800) == []
