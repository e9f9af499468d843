"""How often the program puts the right place to an item, in words: what was counted, on what, and when."""

from checklist.calibration import calibration
from reports import wording
from reports.labels import label

SAID = {"yes": "sure_yes", "look": "sure_look", "no": "sure_no"}


def how_sure(lang: str) -> tuple[str, ...]:
    """One sentence for each band of sureness, then what they were counted on and what that cannot promise."""
    counted = calibration()
    when = wording.day(counted.counted_on, lang)
    note = label("sure_counted_on", lang).format(groups=counted.groups, when=when)
    return (*(said_of_band(name, lang) for name in ("yes", "look", "no")), note)


def said_of_band(name: str, lang: str) -> str:
    """How often answers of that band (``yes``, ``look`` or ``no``) were right, in one sentence."""
    band = calibration().bands[name]
    counts = (band.right, band.of, band.read_right, band.read_of)
    right, of, read_right, read_of = map(wording.number, counts)
    return label(SAID[name], lang).format(right=right, of=of, read_right=read_right, read_of=read_of)
