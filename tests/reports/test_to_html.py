"""The agency page: self-contained, accessible structure, links that lead to the quote."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest

from checklist.verdict import Status
from reports.pages import at_quote, policy, stylesheet
from reports.to_html import to_html
from reports.to_itas import itas_html
from tests.reports.pretend import HOME, PDF, assessment, evidence, review, site, view


def test_nothing_is_fetched_and_no_script_runs() -> None:
    page = to_html(view())
    assert "<script" not in page
    assert not re.search(r"url\((?!data:)", page)
    assert not re.search(r"<(link|img|iframe|object|embed)\b", page)
    assert "default-src &#39;none&#39;" in page


@pytest.mark.parametrize("page", [to_html(view()), itas_html(view())], ids=["agency", "itas"])
def test_the_policy_allows_just_the_style_and_script_that_are_there(page: str) -> None:
    rules = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert rules
    allowed = set(re.findall(r"sha256-([^&']+)", rules.group(1).replace("&#39;", "'")))
    inside = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, flags=re.DOTALL)
    assert {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inside} == allowed
    assert " style=" not in page


def test_structure_for_screen_readers() -> None:
    tree = lxml.html.document_fromstring(to_html(view(), "en"))
    assert tree.get("lang") == "en"
    assert len(tree.findall(".//h1")) == 1
    assert len(tree.findall(".//main")) == 1
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for inner in tree.iterfind(".//a[@href]"):
        target = inner.get("href", "")
        assert not target.startswith("#") or target[1:] in ids
    for svg in tree.iter("svg"):
        assert svg.get("aria-hidden") == "true" or svg.get("aria-label")


def test_every_item_and_element_is_there() -> None:
    made = view()
    page = to_html(made).replace("\u00a0", " ")
    for item in made.items:
        assert item.name in page
        for element in item.elements:
            assert element.text in page


def test_links_lead_to_the_quote_or_the_page() -> None:
    found = at_quote(evidence(quote="โครงสร้าง-ส่วน, ราชการ & อื่น"))
    assert found.endswith(
        "#:~:text=" + "%E0%B9%82%E0%B8%84%E0%B8%A3%E0%B8%87%E0%B8%AA%E0%B8%A3%E0%B9%89%E0%B8%B2%E0%B8%87"
        "%2D%E0%B8%AA%E0%B9%88%E0%B8%A7%E0%B8%99%2C%20%E0%B8%A3%E0%B8%B2%E0%B8%8A%E0%B8%81%E0%B8%B2%E0%B8%A3%20%26%20"
        "%E0%B8%AD%E0%B8%B7%E0%B9%88%E0%B8%99"
    )
    assert at_quote(evidence(url=HOME + "a#b", quote="คำ")).startswith(HOME + "a#b:~:text=")
    assert at_quote(PDF).endswith(".pdf#page=14")
    assert at_quote(replace(PDF, page=None)) == PDF.url
    assert at_quote(evidence(url="javascript:alert(1)")) == ""
    long = at_quote(evidence(quote="คำ " * 100)).split("text=")[1]
    assert long.count(",") == 1


def test_empty_states_are_said() -> None:
    done = replace(assessment(), verdicts=tuple(replace(v, status=Status.COMPLETE) for v in assessment().verdicts))
    page = to_html(view(assessment=done, site=replace(site(), failures=()), previous=None))
    for words in ("ไม่พบสิ่งที่ต้องแก้ไข", "ไม่พบลิงก์ที่เปิดไม่ได้", "โปรแกรมเปิดดูได้ทุกหน้าที่พบ"):
        assert words in page


def test_reviews_are_shown_with_what_the_program_had_said() -> None:
    page = to_html(view(reviews=(review(),))).replace("\u00a0", " ")
    assert "นางสาวตรวจ ทานดี ตรวจทานเมื่อ 22 พ.ย. 2569 โปรแกรมสรุปไว้ว่า “ต้องตรวจดูเอง”" in page


def test_contrast_of_every_pair_of_colours() -> None:
    """WCAG AA: at least 4.5 to 1 for text."""
    css = stylesheet()
    named = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", css))
    pairs = [("ink", "ground"), ("soft", "ground"), ("link", "paper"), ("soft", "paper"), ("deep", "ground")]
    pairs += [(name, f"{name}-bg") for name in ("ok", "warn", "bad", "ask", "off")] + [
        ("ok", "paper"),
        ("bad", "paper"),
    ]
    for front, back in pairs:
        assert _contrast(named[front], named[back]) >= 4.5, (front, back)
    assert _contrast("#ffffff", named["deep"]) >= 4.5


def test_screenshots_are_inside_the_page_and_only_pictures_are() -> None:
    url = evidence().url
    page = to_html(view(), pictures={url: b"\x89PNG\r\n\x1a\n..."})
    assert 'src="data:image/png;base64,' in page
    for no_picture in (b"<svg onload=alert(1)>", b"GIF89a", b""):
        assert "<img" not in to_html(view(), pictures={url: no_picture})


def test_policy_without_script_has_none() -> None:
    assert "script-src" not in policy("x")


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
