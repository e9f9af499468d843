"""Pictures: capped, counted, recognised only within the budget."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from checklist.site import DocumentState
from crawler.documents.ocr import OcrBudget, pages_that_matter, why_not
from crawler.documents.upright import fit_to_read
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


LINES = (
    "องค์การบริหารส่วนตำบลทุ่งสมมุติ", "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ", "รายงานผลการดำเนินงานตามแผน",
    "ประกาศหลักเกณฑ์การบริหารทรัพยากรบุคคล", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "สำนักปลัด กองคลัง และกองช่าง",
)  # fmt: skip
WORDS = (
    *("การบริหาร", "แผนปฏิบัติการ", "ทุจริต", "งบประมาณ", "รายงานผล", "ดำเนินงาน", "หลักเกณฑ์"),
    *("บุคคล", "มาตรการ", "คุณธรรม", "โปร่งใส", "สำนักปลัด", "กองคลัง"),
)


def sheet() -> Image.Image:
    """Half a page of text as a scanner sees it, grey on white."""
    made = Image.new("L", (1300, 900), 255)
    draw = ImageDraw.Draw(made)
    for number, line in enumerate(LINES):
        draw.text((90, 60 + 130 * number), line, font=ImageFont.truetype(FONT, 52), fill=30)
    return made


def in_shadow(made: Image.Image) -> Image.Image:
    """As photographed by a window: one side is dark."""
    light = Image.linear_gradient("L").rotate(90).resize(made.size).point(lambda level: 90 + level * 165 // 255)
    return ImageChops.multiply(made, light)


def held_sideways(made: Image.Image) -> bytes:
    """As a telephone saves it: lying, with a note on how it was held."""
    note = Image.Exif()
    note[0x0112] = 6
    held = io.BytesIO()
    made.rotate(90, expand=True).save(held, "JPEG", exif=note)
    return held.getvalue()


@pytest.mark.ocr
@needs_tesseract
@pytest.mark.skipif(not __import__("pathlib").Path(FONT).is_file(), reason="the Laksaman font is not installed")
def test_a_page_is_read_however_it_lies() -> None:
    ways = {
        "level": saved(sheet(), "PNG"),
        "skewed": saved(sheet().rotate(7, expand=True, fillcolor=255), "PNG"),
        "on its side": saved(sheet().rotate(90, expand=True), "PNG"),
        "on its head": saved(sheet().rotate(180), "PNG"),
        "in shadow": saved(in_shadow(sheet()), "PNG"),
        "held sideways": held_sideways(sheet()),
    }
    read = {way: build.read(body, ocr=OcrBudget()).text.replace(" ", "") for way, body in ways.items()}
    found = {way: sum(word in text for word in WORDS) for way, text in read.items()}
    assert found["level"] >= 10
    assert min(found.values()) >= found["level"] - 1, found


def test_level_pages_and_pictures_are_left_as_they_are() -> None:
    for made in (Image.new("L", (900, 900), 255), Image.new("L", (900, 900), 0), Image.effect_noise((900, 900), 90)):
        assert fit_to_read(made) is made
    assert fit_to_read(Image.new("L", (1, 3), 255)).size == (1, 3)


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
