"""Scanned pages made fit to be read: shadows taken off, skewed lines made level. Pillow alone, some 60 ms a page."""

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_SKEW = 10  # degrees to either side that are looked for
LEAST_SKEW = 0.9  # degrees that tesseract copes with by itself
_SMALL = 700  # longest side, in pixels, on which the skew is measured
_SURER = 1.15  # so many times as even must the lines be for a page to be turned
_PAPER = 200  # brightness below which the paper itself is in shadow
_COARSE = 24  # the shadow is measured on squares of so many pixels


def fit_to_read(picture: "Image") -> "Image":
    """A grey picture of a page without shadows and with level lines; the picture itself where it has neither."""
    lit = _without_shadows(picture)
    angle = skew_of(lit)
    if abs(angle) < LEAST_SKEW:
        return lit
    from PIL.Image import Resampling

    return lit.rotate(angle, Resampling.BICUBIC, expand=True, fillcolor=255)


def skew_of(picture: "Image") -> float:
    """By how many degrees (counter-clockwise) the picture must be turned for its lines to be level; 0 when unsure."""
    small = picture.copy()
    small.thumbnail((_SMALL, _SMALL))
    ink = small.point([255 if level < 160 else 0 for level in range(256)])
    level = _evenness(ink, 0)
    best = max(range(-MOST_SKEW, MOST_SKEW + 1), key=lambda angle: _evenness(ink, angle))
    finest = max((best + step / 4 for step in range(-3, 4)), key=lambda angle: _evenness(ink, angle))
    return finest if _evenness(ink, finest) > _SURER * level else 0.0


def _evenness(ink: "Image", angle: float) -> int:
    """How sharply rows of ink and rows of paper differ once the page is turned: most where lines are level."""
    from PIL.Image import Resampling

    turned = ink.rotate(angle) if angle else ink
    rows = turned.resize((1, turned.height), Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))


def _without_shadows(picture: "Image") -> "Image":
    """The paper made evenly white, where part of it is dark: photographs of pages, and the gutters of books."""
    from PIL import ImageChops, ImageFilter
    from PIL.Image import Resampling

    size = max(1, picture.width // _COARSE), max(1, picture.height // _COARSE)
    paper = picture.resize(size, Resampling.BOX).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(2))
    levels = sorted(paper.tobytes())
    dark, light = levels[len(levels) // 10], levels[-1 - len(levels) // 10]
    if dark >= _PAPER or light - dark < 30:
        return picture
    shadow = ImageChops.invert(paper.resize(picture.size, Resampling.BILINEAR))
    return ImageChops.add(picture, shadow).point(_CONTRAST)


_CONTRAST = [min(255, max(0, int((level - 90) * 1.6))) for level in range(256)]
"""Ink that was pale in the shadow is made dark again."""
