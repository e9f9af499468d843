"""Names of the files that reports are written to."""

import pytest

from oit.output import file_stem


@pytest.mark.parametrize(
    ("agency", "stem"),
    [
        ("จังหวัดตัวอย่าง", "จังหวัดตัวอย่าง-oit-2569"),
        ("127.0.0.1:8000", "127.0.0.1_8000-oit-2569"),
        ("../../etc/passwd", "etc_passwd-oit-2569"),
        ("อบต. ก\x00ข\n", "อบต._ก_ข-oit-2569"),
    ],
)
def test_file_names_are_safe_and_thai_stays_whole(agency: str, stem: str) -> None:
    assert file_stem(agency, "oit-2569") == stem
