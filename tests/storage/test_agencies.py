"""Lists of agencies as offices keep them, good and bad."""

from pathlib import Path

import openpyxl
import pytest

from checklist.agency import Agency
from checklist.errors import UsageError
from storage.agencies import read_agencies

HEAD = "รหัส,ชื่อหน่วยงาน,ประเภท,เว็บไซต์,จังหวัด,อำเภอ,หน่วยงานกำกับ"
GOOD = [
    "001,เทศบาลตำบลสมมุติ,เทศบาลตำบล,https://www.sommut.example/,สมมุติ,เมือง,อำเภอเมือง",
    "002,อบต.ตัวอย่าง,sao,ตัวอย่าง.ไทย,สมมุติ,,",
]
WANTED = [
    Agency(
        "001", "เทศบาลตำบลสมมุติ", "https://www.sommut.example/", "subdistrict-municipality", "สมมุติ", "เมือง", "อำเภอเมือง"
    ),
    Agency("002", "อบต.ตัวอย่าง", "https://ตัวอย่าง.ไทย", "sao", "สมมุติ"),
]


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "list.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_kind_of_csv(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    text = end.join([HEAD, *GOOD, "", ""]).replace(",", separator)
    assert read_agencies(write(tmp_path, text, encoding)) == WANTED


def test_english_headings_in_any_order_and_foreign_columns(tmp_path: Path) -> None:
    text = 'note,Website,ID,Name\nx,www.a.example,7,"Agency, of examples"\n'
    assert read_agencies(write(tmp_path, text)) == [Agency("7", "Agency, of examples", "https://www.a.example")]


def test_an_excel_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.split(","))
    sheet.append([])
    sheet.append([15, *GOOD[0].split(",")[1:]])
    sheet.append([None, "ไม่มีรหัส", "", "a.example"])
    file = tmp_path / "list.xlsx"
    book.save(file)
    with pytest.raises(UsageError, match="line 4: no id"):
        read_agencies(file)
    sheet.delete_rows(4)
    book.save(file)
    assert [agency.id for agency in read_agencies(file)] == ["15"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",ชื่อ,,a.example", "no id (รหัส)"),
        ("9,,,a.example", "no name (ชื่อหน่วยงาน)"),
        ("9,ชื่อ,,", "no website (เว็บไซต์)"),
        ("001,ชื่อ,,a.example", "the id 001 is on line 2 already"),
        ("9,ชื่อ,โรงหนัง,a.example", "unknown kind 'โรงหนัง'"),
        ("9,ชื่อ,,ftp://a.example", "is not an http or https address"),
        ("9,ชื่อ,,mailto:a@a.example", "is not an http or https address"),
        ("9,ชื่อ,,http://", "has no host name"),
        ("9,ชื่อ,,http://a b.example", "has no host name"),
        ("9,ชื่อ,,ไม่มีเว็บไซต์", "has no full host name"),
        ("9,ชื่อ,,http//a.example", "has no full host name"),
        ("9,ชื่อ,,http://a..example", "has no full host name"),
        ("9,ชื่อ,,http://10.1.2.3/", "inside a private network"),
        ("9,ชื่อ,,http://192.168.0.1/", "inside a private network"),
        ("9,ชื่อ,,http://169.254.169.254/latest", "inside a private network"),
        ("9,ชื่อ,,http://[::1]/", "inside a private network"),
        ("9,ชื่อ,,http://2130706433/", "inside a private network"),
        ("9,ชื่อ,,http://server.local/", "inside a private network"),
        ("9,ชื่อ,,localhost:8000", "inside a private network"),
        ("9,ชื่อ,,http://u:p@a.example/", "holds a user name or password"),
        ("9,ชื่อ,,a.example,,,,เกินมา", "8 cells under 7 headings"),
        ("9," + "ก" * 301 + ",,a.example", "the name is 301 characters long"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_agencies(write(tmp_path, "\n".join([HEAD, *GOOD, "", line])))
    assert f"line 5: {reason}" in str(caught.value) or (
        "line 5: the website" in str(caught.value) and reason in str(caught.value)
    )
    assert "1 mistake(s)" in str(caught.value)


def test_all_bad_lines_are_named_at_once(tmp_path: Path) -> None:
    text = "\n".join([HEAD, '1,"ชื่อ\nสองบรรทัด",,a.example', ",,,", "2,,,ftp://x.example", "1,ชื่อ,,b.example"])
    with pytest.raises(UsageError) as caught:
        read_agencies(write(tmp_path, text))
    said = str(caught.value)
    assert "3 mistake(s)" in said
    assert said.count("line 5:") == 2
    assert "line 6: the id 1 is on line 2 already" in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no lines"),
        (b"\n\n", "no lines"),
        (HEAD.encode(), "no agency"),
        ("รหัส,ชื่อหน่วยงาน\n1,ก".encode(), "no column is headed website"),
        ("id,รหัส,name,website\n".encode(), "two columns are headed id"),
        (b"\x81\xff\xfe\x00\xdb\xdc", "neither UTF-8 nor TIS-620"),
        (b"PK\x03\x04 not a zip", "Excel"),
        (b'id,name,website\n1,"' + b"x" * 200_000, "CSV"),
    ],
)
def test_a_file_that_is_no_list(tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(data)
    with pytest.raises(UsageError, match=words):
        read_agencies(file)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_agencies(tmp_path / "none.csv")


def test_websites_on_this_machine_only_for_a_trial(tmp_path: Path) -> None:
    local = "id,name,website\n1,ก,http://127.0.0.1:8000/\n2,ข,http://a.localhost:8000/\n"
    assert len(read_agencies(write(tmp_path, local))) == 2
    with pytest.raises(UsageError, match=r"line 2: .* private"):
        read_agencies(write(tmp_path, local + "3,ค,https://a.example\n"))
