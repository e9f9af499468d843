"""--format and --out: one meaning over all commands."""

from pathlib import Path

import pytest

from checklist.errors import UsageError
from oit.common import write_file
from oit.target import Target, formats, target_of

KNOWN = ("html", "xlsx", "open-data")


def test_formats_are_named_once_and_known() -> None:
    assert formats("HTML, xlsx,html", KNOWN) == ("html", "xlsx")
    with pytest.raises(UsageError, match="'docx' is not a format of this command; the formats are: html, xlsx"):
        formats("html,docx", KNOWN)


def test_several_formats_by_commas_or_by_naming_the_option_again() -> None:
    assert target_of(("html,xlsx", "open-data"), None, KNOWN, "html").formats == KNOWN
    assert target_of((), None, KNOWN, "html") == Target(("html",))
    assert target_of((), None, KNOWN, "") == Target(())


def test_a_place_is_a_folder_or_a_file_that_says_its_format(tmp_path: Path) -> None:
    assert target_of((), Path("reports"), KNOWN, "") == Target(("html",), folder=Path("reports"))
    assert target_of((), tmp_path, KNOWN, "xlsx") == Target(("xlsx",), folder=tmp_path)
    assert target_of((), Path("cohort.2569"), KNOWN, "xlsx").folder == Path("cohort.2569")
    assert target_of((), Path("a/list.XLSX"), KNOWN, "html") == Target(("xlsx",), file=Path("a/list.XLSX"))
    assert target_of((), Path("all.csv"), KNOWN, "html").formats == ("open-data",)
    assert target_of(("xlsx",), Path("-"), KNOWN, "html").to_stdout
    (tmp_path / "year.xlsx").mkdir()
    assert target_of(("html",), tmp_path / "year.xlsx", KNOWN, "html").folder == tmp_path / "year.xlsx"


@pytest.mark.parametrize(
    ("typed", "place", "says"),
    [
        (("html,xlsx",), "list.xlsx", "can hold one format, not 2"),
        (("html,xlsx",), "-", "Standard output can hold one format"),
        (("html",), "list.xlsx", r"does not end in \.html"),
        ((), "list.txt", r"neither a folder nor a file of a format there is here: \.html, \.xlsx, \.csv"),
    ],
)
def test_what_does_not_go_together_is_one_sentence(typed: tuple[str, ...], place: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        target_of(typed, Path(place), KNOWN, "html")


def test_each_file_is_whole_and_named(tmp_path: Path) -> None:
    target = target_of(("html,open-data",), tmp_path / "new" / "folder", KNOWN, "html")
    target.ready()
    paths = target.write("cohort-all", lambda form: form * 2)
    assert [path.name for path in paths] == ["cohort-all.html", "cohort-all.csv"]
    assert [path.read_text() for path in paths] == ["htmlhtml", "open-dataopen-data"]


def test_a_device_is_written_to_and_stays_one_and_a_link_keeps_leading(tmp_path: Path) -> None:
    write_file(Path("/dev/null"), "x")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(UsageError, match="/dev/full cannot be written: No space left on device"):
        write_file(Path("/dev/full"), "x")
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    write_file(tmp_path / "link.html", "x")
    assert (tmp_path / "link.html").is_symlink() and (tmp_path / "real.html").read_text() == "x"


def test_a_folder_that_cannot_be_is_told_before_the_work() -> None:
    with pytest.raises(UsageError, match="/proc/nowhere"):
        target_of((), Path("/proc/nowhere"), KNOWN, "html").ready()
    with pytest.raises(UsageError, match="/proc"):
        target_of((), Path("/proc/list.xlsx"), KNOWN, "html").ready()
