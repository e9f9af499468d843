"""How often the program puts the right place to an item, in words: what was counted, on what, and when."""

from checklist.calibration import Reliability, calibration
from reports import wording
from reports.labels import label


def how_sure(lang: str) -> tuple[str, ...]:
    """One sentence for each band of sureness, then what they were counted on and what that cannot promise."""
    counted = calibration()
    bands = [_said(label(f"sure_{name}", lang), counted.bands[name]) for name in ("yes", "look", "no")]
    when = wording.day(counted.counted_on, lang)
    return (*bands, label("sure_counted_on", lang).format(groups=counted.groups, when=when))


def _said(text: str, band: Reliability) -> str:
    counts = (band.right, band.of, band.read_right, band.read_of)
    right, of, read_right, read_of = map(wording.number, counts)
    return text.format(right=right, of=of, read_right=read_right, read_of=read_of)
