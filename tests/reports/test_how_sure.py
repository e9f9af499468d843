"""How sure the program is, in words: the committed counts in both languages, and what they were taken on."""

import pytest

from checklist.calibration import calibration
from reports.how_sure import how_sure, said_of_band
from reports.wording import day, number


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", ["yes", "look", "no"])
def test_each_band_says_its_counts(name: str, lang: str) -> None:
    band = calibration().bands[name]
    said = said_of_band(name, lang)
    for count in (band.right, band.of, band.read_right, band.read_of):
        assert number(count) in said
    assert said in how_sure(lang)


@pytest.mark.parametrize(
    ("lang", "less"), [("th", "เว็บไซต์อื่นอาจได้ผลต่ำกว่านี้"), ("en", "on another website expect somewhat less")]
)
def test_the_last_sentence_says_on_what_it_was_counted_and_that_other_websites_may_do_worse(
    lang: str, less: str
) -> None:
    note = how_sure(lang)[-1]
    assert number(calibration().groups) in note and day(calibration().counted_on, lang) in note and less in note
