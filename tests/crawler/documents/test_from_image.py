"""Pictures: capped, counted, recognised only within the budget."""

import io

import pytest
from PIL import Image

from checklist.site import DocumentState
from crawler.documents.ocr import OcrBudget, pages_that_matter, why_not
from tests.crawler.documents import document_builders as build
from tests.crawler.documents.make_samples import FONT, picture

needs_tesseract = pytest.mark.skipif(bool(why_not()), reason=f"pictures cannot be read here: {why_not()}")


def saved(image: Image.Image, format_: str) -> bytes:
    held = io.BytesIO()
    image.save(held, format_)
    return held.getvalue()


def test_unread_without_a_budget() -> None:
    document = build.read(saved(Image.new("RGB", (800, 600), "white"), "JPEG"), "chart.jpg")
    assert (document.format, document.state) == ("jpg", DocumentState.PICTURE)
    assert document.detail == "800 × 600 pixels"


@pytest.mark.ocr
@needs_tesseract
def test_a_picture_without_text_stays_a_picture() -> None:
    document = build.read(saved(Image.new("RGB", (800, 600), "white"), "PNG"), ocr=OcrBudget())
    assert document.state is DocumentState.PICTURE
    assert document.detail.endswith("no text recognised")


@pytest.mark.ocr
@needs_tesseract
@pytest.mark.skipif(not __import__("pathlib").Path(FONT).is_file(), reason="the Laksaman font is not installed")
@pytest.mark.parametrize("format_", ["PNG", "JPEG", "TIFF"])
def test_text_on_it_is_read(format_: str) -> None:
    document = build.read(saved(picture().convert("RGB"), format_), ocr=OcrBudget())
    assert document.state is DocumentState.OCR
    assert "องค์การบริหารส่วน" in document.text.replace(" ", "")


def test_a_spent_budget_leaves_it_unread() -> None:
    body = saved(Image.new("RGB", (800, 600), "white"), "PNG")
    assert build.read(body, ocr=OcrBudget(pages=0)).state is DocumentState.PICTURE


def test_too_many_pixels_are_refused() -> None:
    body = saved(Image.new("1", (20_000, 20_000)), "PNG")
    document = build.read(body, ocr=OcrBudget())
    assert document.state is DocumentState.LIMIT


def test_half_a_picture() -> None:
    body = saved(Image.effect_noise((400, 400), 60), "JPEG")
    assert build.read(body[: len(body) // 2], ocr=OcrBudget()).state in (
        DocumentState.BROKEN,
        DocumentState.OCR,
        DocumentState.PICTURE,
    )
    assert build.read(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, ocr=OcrBudget()).state is DocumentState.BROKEN


def test_which_pages_matter() -> None:
    assert pages_that_matter((1, 2, 3, 4, 5, 6), 4) == [1, 2, 3, 6]
    assert pages_that_matter((2, 5), 4) == [2, 5]
    assert pages_that_matter((1, 2, 3), 1) == [1]
