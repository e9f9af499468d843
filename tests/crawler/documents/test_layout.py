"""Lines and tables from where words stand."""

from crawler.documents.layout import Word, lines_of, read_boxes, tables_of


def words(*rows: tuple[float, list[tuple[float, str]]]) -> list[Word]:
    """Words of six points a letter, twelve high."""
    return [Word(x, y, x + 6 * len(text), y + 12, text) for y, cells in rows for x, text in cells]


def test_a_torn_sara_am_is_made_whole() -> None:
    parts = [
        Word(0, 0, 6, 12, "ส"),
        Word(6, 0, 40, 12, "านักงาน"),
        Word(60, 0, 66, 12, "น"),
        Word(66, 0, 78, 12, "\u0e49า"),
    ]
    (line,) = lines_of(parts)
    assert line.text == "สำนักงาน  น้ำ"


def test_a_lone_mark_goes_back_to_its_letter() -> None:
    parts = [Word(0, 0, 30, 12, "เครื"), Word(30, 0, 36, 12, "อง"), Word(30, 0, 30, 12, "\u0e48")]
    (line,) = lines_of(parts)
    assert line.text == "เครื่อง"


def test_columns_without_lines_make_a_table() -> None:
    page = words(
        (0, [(0, "ที่"), (60, "รายการ"), (200, "จำนวน")]),
        (20, [(0, "1"), (60, "กระดาษ"), (200, "10")]),
        (40, [(60, "ขนาดเอสี่")]),
        (60, [(0, "2"), (60, "หมึก"), (200, "3")]),
    )
    (table,) = tables_of(lines_of(page), 7)
    assert table.header == ("ที่", "รายการ", "จำนวน")
    assert table.rows == (("1", "กระดาษ ขนาดเอสี่", "10"), ("2", "หมึก", "3"))
    assert table.page == 7


def test_prose_makes_no_table() -> None:
    page = words(*((20.0 * row, [(0.0, "ข้อความยาวบรรทัดเดียวที่ไม่มีคอลัมน์")]) for row in range(8)))
    assert tables_of(lines_of(page), 1) == []


def test_boxes_are_read_with_entities() -> None:
    output = (
        b'<title>A &amp; B</title><page width="100.0" height="200.0">'
        b'<word xMin="1.0" yMin="2.0" xMax="3.0" yMax="4.0">&lt;x&gt;</word></page>'
    )
    title, pages = read_boxes(output)
    assert title == "A & B"
    assert [word.text for word in pages[0]] == ["<x>"]
