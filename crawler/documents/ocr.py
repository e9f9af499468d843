"""Reading pictures of text with tesseract, Thai and English: through tesserocr, else through the command.

Figures measured for this choice: A4 at 200 dpi, automatic page segmentation (psm 3), one thread: 1.3–1.5 CPU seconds a
page, 2.6–5.8 % wrong characters after folding; psm 6 or 300 dpi read worse, several threads cost five times the CPU.
Text read so is good for finding things and never for exact figures: ๖ becomes ง, tone marks get lost.
"""

import contextlib
import io
import os
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklist.site import DocumentState
from crawler.documents.reading import MAX_PIXELS, Job, LimitReachedError, Reading, clip_pages, has_text
from crawler.documents.tools import find_tool, run_tool
from crawler.documents.upright import fit_to_read

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200
LANGUAGES = "tha+eng"
LEAST_CONFIDENCE = 25
"""Tesseract's mean confidence, of 100, below which what it read of a page is photographs and ornaments."""
SURE_CONFIDENCE = 80
"""Below which a page may lie on its side or on its head. Pages that stand upright were read with 91 and more, the same
pages lying with 64 to 67."""
SURE_TURN = 10.0
"""Tesseract's measure of how surely it tells the way a page lies: 24 to 36 on full pages, all of them told rightly."""
PAGE_SECONDS = 30.0
"""Seconds after which one page is given up."""

_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


@dataclass(slots=True)
class OcrBudget:
    """What may be spent on recognising pictures for one agency; counts down as it is spent."""

    pages: int = 40
    seconds: float = 120.0
    pages_per_file: int = 4

    def grant(self, wanted: int) -> tuple[int, float]:
        """Pages and seconds that the next file may have, of `wanted` pages; (0, 0.0) when the budget is spent."""
        pages = min(self.pages, self.pages_per_file, wanted)
        if pages < 1 or self.seconds < 1:
            return 0, 0.0
        return pages, min(self.seconds, pages * PAGE_SECONDS)

    def spend(self, pages: int, seconds: float) -> None:
        """Count pages and seconds as used; negative ones give back what was set aside and not used."""
        self.pages -= pages
        self.seconds -= seconds


def why_not() -> str:
    """Why pictures cannot be read on this machine ("" when they can)."""
    folder = tessdata()
    if folder is None:
        return "no tesseract with Thai"
    if _tesserocr() is None and find_tool("tesseract") is None:
        return "no tesseract"
    return ""


@cache
def tessdata() -> str | None:
    """The folder with tesseract's Thai model, or None."""
    asked = os.environ.get("TESSDATA_PREFIX", "")
    for folder in (asked, f"{asked}/tessdata", *_FOLDERS):
        if folder and (Path(folder) / "tha.traineddata").is_file():
            return folder
    return None


@cache
def _tesserocr() -> Any:
    """The library, or None where its wheel does not load. One thread: several cost five times the CPU for nothing."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tesserocr
    except ImportError:
        return None
    return tesserocr


@cache
def _engine() -> Any:
    library = _tesserocr()
    return library.PyTessBaseAPI(path=tessdata(), lang=_languages(), psm=library.PSM.AUTO, oem=library.OEM.LSTM_ONLY)


def _languages() -> str:
    folder = tessdata()
    return LANGUAGES if folder and (Path(folder) / "eng.traineddata").is_file() else "tha"


@cache
def _turner() -> Any:
    """Tells how a page lies; None without the model for that."""
    library, folder = _tesserocr(), tessdata()
    if library is None or folder is None or not (Path(folder) / "osd.traineddata").is_file():
        return None
    return library.PyTessBaseAPI(path=folder, lang="osd", psm=library.PSM.OSD_ONLY)


def recognise(picture: "Image", seconds: float = PAGE_SECONDS) -> str:
    """The text on a picture, "" when there is none; LimitReachedError when it takes too long.

    A skewed page is made level first. One that is read badly may lie on its side or on its head: it is turned then.
    """
    started = time.monotonic()
    if picture.mode != "L":
        picture = picture.convert("L")
    picture = fit_to_read(picture)
    if _tesserocr() is None:
        return _by_command(picture, seconds)
    text, confidence = _read(picture, seconds)
    if confidence < SURE_CONFIDENCE and (turn := _turn_of(picture)):
        left = max(1.0, seconds - (time.monotonic() - started))
        turned, surer = _read(fit_to_read(picture.rotate(turn, expand=True)), left)
        text, confidence = (turned, surer) if surer > confidence else (text, confidence)
    return text if confidence >= LEAST_CONFIDENCE else ""


def _read(picture: "Image", seconds: float) -> tuple[str, int]:
    """The text, and how sure tesseract is of its words, of 100."""
    engine = _engine()
    engine.SetImage(picture)
    engine.SetSourceResolution(DPI)
    if not engine.Recognize(int(seconds * 1000)):
        engine.Clear()
        raise LimitReachedError(f"recognising took over {seconds:.0f} s")
    text, confidence = str(engine.GetUTF8Text()), int(engine.MeanTextConf())
    engine.Clear()
    return (text, confidence) if text.strip() else ("", 0)


def _turn_of(picture: "Image") -> int:
    """By how many degrees, counter-clockwise, the picture must be turned to stand upright; 0 when it seems to."""
    turner = _turner()
    if turner is None:
        return 0
    turner.SetImage(picture)
    turner.SetSourceResolution(DPI)
    told = turner.DetectOrientationScript()
    turner.Clear()
    return int(told["orient_deg"]) if told and told["orient_conf"] >= SURE_TURN else 0


def _by_command(picture: "Image", seconds: float) -> str:
    held = io.BytesIO()
    picture.save(held, "PNG")
    turning = "1" if (Path(tessdata() or "") / "osd.traineddata").is_file() else "3"  # 1 turns a lying page upright
    arguments = [find_tool("tesseract") or "tesseract", "stdin", "stdout", "-l", _languages(), "--psm", turning]
    arguments += ["--oem", "1", "--dpi", str(DPI), "--tessdata-dir", tessdata() or ""]
    return run_tool(arguments, body=held.getvalue(), seconds=seconds).decode("utf-8", "replace")


def reader_name() -> str:
    """Which tesseract reads."""
    library = _tesserocr()
    if library is None:
        return "tesseract"
    return f"tesseract {str(library.tesseract_version()).split()[1]}"


def pages_that_matter(scanned: tuple[int, ...], allowed: int) -> list[int]:
    """Which of the scanned pages to recognise: the first ones, and the last when three or more may be read."""
    if len(scanned) <= allowed:
        return list(scanned)
    return [*scanned[: allowed - 1], scanned[-1]] if allowed >= 3 else list(scanned[:allowed])


def read_scan(body: bytes, reading: Reading, job: Job) -> Reading:
    """The reading of a scanned PDF with the text of as many pages as the job allows; SCAN with the reason otherwise."""
    reason = why_not()
    if reason:
        return replace(reading, detail=_with(reading.detail, reason))
    pages = list(reading.pages) + [""] * (reading.page_count - len(reading.pages))
    started = time.monotonic()
    done: list[int] = []
    failed = ""
    for number in pages_that_matter(reading.scanned, job.ocr_pages):
        left = job.ocr_seconds - (time.monotonic() - started)
        if left < 1:
            failed = "time for recognising spent"
            break
        try:
            pages[number - 1] = recognise(_render(body, number), min(left, PAGE_SECONDS))
        except LimitReachedError as error:
            failed = str(error)
            continue
        done.append(number)
    detail = _with(f"{len(done)} of {len(reading.scanned)} pictured pages recognised", failed)
    clipped, _ = clip_pages(pages)
    return replace(
        reading,
        pages=clipped,
        state=DocumentState.OCR if done and has_text(clipped) else DocumentState.SCAN,
        detail=detail,
        reader=f"{reading.reader} + {reader_name()}",
        scanned=tuple(number for number in reading.scanned if number not in done),
        ocr_pages=len(done),
        ocr_seconds=time.monotonic() - started,
    )


def _render(body: bytes, number: int) -> "Image":
    """A page of a PDF as a grey picture of `DPI`, or less when it would be over `MAX_PIXELS`."""
    import pypdfium2

    with contextlib.closing(pypdfium2.PdfDocument(body)) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5, 6000 / max(width, height, 1))
        picture: Image = page.render(scale=scale, grayscale=True).to_pil()
        return picture


def _with(detail: str, more: str) -> str:
    return "; ".join(part for part in (detail, more) if part)
