"""Pictures: decoded by Pillow within a cap on pixels, read by tesseract when the job allows it."""

import io
import time
import warnings
from typing import TYPE_CHECKING

from checklist.site import DocumentState
from crawler.documents import ocr
from crawler.documents.reading import (
    MAX_PIXELS,
    BrokenError,
    Job,
    LimitReachedError,
    Reading,
    clip_pages,
    has_text,
)
from crawler.documents.sniff import PICTURES, sniff

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_LEAST = (60, 24)
"""Width and height below which no text is looked for: icons, rules, spacers."""
_A4_LONG, _LONG, _NARROW = 2339, 3600, 900
"""Pixels: an A4 sheet's long side at 200 dpi, the longest side of anything else, the width below which we enlarge."""

_LIES = 0x0112
"""EXIF's field for how the camera was held."""
_UPRIGHT = {3: 180, 6: 270, 8: 90}
"""Its values, and by how many degrees such a photograph is turned to stand upright."""


def read(body: bytes, job: Job) -> Reading:
    """A picture as far as the job allows: OCR with its text, PICTURE when none was found or looked for."""
    from PIL import Image, UnidentifiedImageError

    kind = sniff(body)
    kind = kind if kind in PICTURES else "jpg"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(body), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise LimitReachedError(str(error)[:100]) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BrokenError(f"{type(error).__name__}: {str(error)[:80]}") from error
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise LimitReachedError(f"{width} × {height} pixels")
    frames = min(int(getattr(picture, "n_frames", 1)), 50) if kind == "tiff" else 1
    plain = Reading(kind, DocumentState.PICTURE, page_count=frames, detail=f"{width} × {height} pixels")
    if width < _LEAST[0] or height < _LEAST[1] or not job.ocr_pages:
        return plain
    reason = ocr.why_not()
    if reason:
        return Reading(kind, DocumentState.PICTURE, page_count=frames, detail=f"{plain.detail}; {reason}")
    return _recognised(picture, plain, frames, job)


def _recognised(picture: "Image", plain: Reading, frames: int, job: Job) -> Reading:
    started = time.monotonic()
    pages = []
    for frame in range(min(frames, job.ocr_pages)):
        left = job.ocr_seconds - (time.monotonic() - started)
        if left < 1:
            break
        try:
            if frames > 1:
                picture.seek(frame)
            pages.append(ocr.recognise(prepared(picture), min(left, ocr.PAGE_SECONDS)))
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise BrokenError(f"{type(error).__name__}: {str(error)[:80]}") from error
    clipped, _ = clip_pages(pages)
    found = has_text(clipped)
    return Reading(
        format=plain.format,
        # a picture in which we recognise nothing may still say something to a person: it is never "empty"
        state=DocumentState.OCR if found else DocumentState.PICTURE,
        pages=clipped if found else (),
        page_count=frames,
        reader=ocr.reader_name(),
        detail=plain.detail if found else f"{plain.detail}; no text recognised",
        ocr_pages=len(pages),
        ocr_seconds=time.monotonic() - started,
    )


def prepared(picture: "Image") -> "Image":
    """Grey on white, of a size at which tesseract reads best: A4 sheets at 200 dpi, small pictures enlarged."""
    from PIL.Image import Resampling, composite, new

    long, short = max(picture.size), min(picture.size)
    sheet = 1.3 < long / short < 1.5
    scale = min(1.0, (_A4_LONG if sheet else _LONG) / long)
    if scale == 1.0 and picture.width < _NARROW:
        scale = min(2.0, _LONG / long)
    lies = picture.getexif().get(_LIES)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    picture.draft("L", size)  # a JPEG is decoded straight to grey and nearly to size
    if picture.mode in ("LA", "PA", "P"):
        picture = picture.convert("RGBA")
    # grey and opacity apart: scaling them together would have a large picture three times in memory
    grey = picture.convert("L").resize(size, Resampling.LANCZOS)
    if picture.mode != "RGBA":
        return grey.rotate(_UPRIGHT[lies], expand=True) if lies in _UPRIGHT else grey
    opacity = picture.getchannel("A").resize(size, Resampling.LANCZOS)
    return composite(grey, new("L", size, 255), opacity)
