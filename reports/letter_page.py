"""The official letter as a page for Chromium to print: the same words as the Word file, where LibreOffice is missing.

The page uses TH Sarabun where the machine has it; otherwise Sarabun, which comes with the reports and is drawn larger,
made as small as TH Sarabun is, so that 16 pt stay what the regulation means by them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from reports.pages import HERE, font_faces
from reports.wrapped import whole_words

SMALLER = "size-adjust:72%;"
"""Height of a letter of TH Sarabun New beside one of Sarabun of the same size."""
LONG = 40
"""Letters from which on a word (a name run together, an address) may break anywhere: it must not leave the page."""
_THAI = re.compile("[ก-๙]")


def letter_html(values: Mapping[str, Any]) -> str:
    """The letter's page, from the values that the Word template is filled with."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = words
    faces = Markup(font_faces("Letter", SMALLER))  # noqa: S704 - our own font, no crawled text in it
    return environment.get_template("letter.html").render(faces=faces, **values)


def words(text: str) -> Markup:
    """The text with each Thai word held together, so that a line ends at a word's end and nowhere else."""
    return Markup().join(
        Markup("<span>{}</span><wbr>").format(word) if _THAI.search(word) and len(word) < LONG else escape(word)
        for word in _unparted(text)
    )


def _unparted(text: str) -> Iterator[str]:
    """Words, those with a space between them that holds a line together taken as one."""
    held = ""
    for word in whole_words(text):
        if held and not held.endswith("\u00a0") and not word.startswith("\u00a0"):
            yield held
            held = ""
        held += word
    if held:
        yield held
