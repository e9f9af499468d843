"""Pictures of evidence: small, of pages only, and of nobody else's pages."""

import io
import os
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from crawler.run import CrawlOptions
from crawler.screenshots import LARGEST, screenshots, smaller
from tests.server import page, serving


def noise(width: int, height: int) -> bytes:
    """The worst picture to make small."""
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), os.urandom(width * height * 3)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("size", [(200, 100), (1366, 3000), (50, 4000)])
def test_any_picture_becomes_a_small_one(size: tuple[int, int]) -> None:
    made = smaller(noise(*size))
    assert 0 < len(made) <= LARGEST
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.format == "JPEG"
        assert picture.width <= 900


def test_what_is_no_picture_is_none() -> None:
    assert smaller(b"<html>") == b""


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no Chromium here")
def test_pages_are_pictured_and_files_and_strangers_are_not(in_reactor: Callable[..., Any]) -> None:
    with serving({"/": page("หน้าแรก"), "/plan": page("แผนปฏิบัติราชการ")}) as site, serving({"/": "x"}) as stranger:
        wanted = {site.home + "plan": "แผนปฏิบัติราชการ", site.home + "a.pdf": "", stranger.home: ""}
        made = in_reactor(lambda: screenshots(wanted, home=site.home, options=CrawlOptions(delay=0.0)))
        assert stranger.ledger == []
        assert not any(one.path == "/a.pdf" for one in site.ledger)
    assert list(made) == [site.home + "plan"]
    assert made[site.home + "plan"].startswith(b"\xff\xd8")
