"""The one way an HTML report is made: autoescaped templates, embedded style and font, a policy that allows no more."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checklist.verdict import Evidence, Reason
from reports import wording
from reports.labels import label
from reports.names import file_title, level, readable, unit
from reports.safe import href
from reports.wording import counted

HERE = Path(__file__).parent
FONTS = (("thai", 400), ("latin", 400), ("thai", 700), ("latin", 700))
RANGES = {
    "thai": "U+0E01-0E5B,U+200C-200D,U+25CC",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-200B,U+200E-206F,U+20AC,U+2122,"
    "U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
}
LINE = "ascent-override:128%;descent-override:37%;line-gap-override:0%;"
"""The highest tone mark and the lowest vowel of the font lie inside the line: at the edge of a printed page what lies
outside is printed on both pages, and copied twice."""
_COUNTED = re.compile(r"(\d|พ\.ศ\.) (?=[ก-ฮเ-ไ0-9])")


def render(template: str, lang: str, *, script: str = "", **values: Any) -> str:
    """One self-contained page: the template with style, fonts and policy. `script` is our own, never the site's.

    The policy allows exactly this style and this script, by their hashes, and nothing from anywhere else.
    """
    style = stylesheet()
    page = _environment().get_template(template)
    return page.render(
        lang=lang,
        t=lambda key, **fill: together(counted(label(key, lang).format(**fill)) if fill else label(key, lang)),
        say=_say(lang, values),
        style=Markup(style),  # noqa: S704 - our own file, no crawled text in it
        script=Markup(script),  # noqa: S704 - the same
        policy=policy(style, script),
        wording=wording,
        **values,
    )


def policy(style: str, script: str = "") -> str:
    """The Content-Security-Policy of a page with this style and this script inside it."""
    rules = [
        "default-src 'none'",
        f"style-src {_hash(style)}",
        "font-src data:",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if script:
        rules.append(f"script-src {_hash(script)}")
    return "; ".join(rules)


@cache
def stylesheet() -> str:
    """The embedded style: the fonts as data, then `static/report.css`."""
    return font_faces("Sarabun", LINE) + (HERE / "static" / "report.css").read_text(encoding="utf-8")


def font_faces(family: str, more: str = "") -> str:
    """The Sarabun font as data, under that family name; `more`: further descriptors of each face, ending in ``;``."""
    return "".join(
        f"@font-face{{font-family:{family};font-weight:{weight};font-display:block;unicode-range:{RANGES[part]};{more}"
        f"src:url(data:font/woff2;base64,{_font(part, weight)}) format('woff2')}}"
        for part, weight in FONTS
    )


def at_quote(evidence: Evidence) -> str:
    """The evidence's address, opening at the quoted words (web pages) or at the page (PDF); "" when it is unsafe."""
    address = href(evidence.url)
    if not address:
        return ""
    if evidence.page and ".pdf" in address.lower().split("#")[0]:
        return f"{address.split('#')[0]}#page={evidence.page}"
    words = " ".join(evidence.quote.split())
    if evidence.kind != "page" or not words or evidence.ocr:
        return address
    base, _, fragment = address.partition("#")
    return f"{base}#{fragment}:~:text={_text_directive(words)}"


def _text_directive(words: str) -> str:
    """The value of a text fragment: the whole quote when short, else its first and its last words."""
    if len(words) <= 60:
        return _encode(words)
    start, end = words[:40], words[-30:]
    start = start.rsplit(" ", 1)[0] if " " in start[10:] else start
    end = end.split(" ", 1)[1] if " " in end[:20] else end
    return f"{_encode(start)},{_encode(end)}"


def _encode(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def _say(lang: str, values: Mapping[str, Any]) -> Any:
    view = values.get("view")
    names = view.kind_names(lang) if view is not None and hasattr(view, "kind_names") else {}
    return lambda reason: together(wording.sentence(reason, lang, names))


def _unique_places(rows: Sequence[tuple[Evidence, Reason]]) -> list[tuple[Evidence, Reason]]:
    """One row for each address and why: the same page is often looked at for several links that lead to it."""
    return list({(e.url, why.code): (e, why) for e, why in reversed(rows)}.values())[::-1]


def together(text: str) -> str:
    """A number and the Thai word it counts on one line: ``38 แห่ง``, ``พ.ศ. 2569``."""
    return _COUNTED.sub("\\1\u00a0", text)


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _font(part: str, weight: int) -> str:
    file = HERE / "static" / "fonts" / f"sarabun-{part}-{weight}-normal.woff2"
    return base64.b64encode(file.read_bytes()).decode()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["href"] = href
    made.filters["at_quote"] = at_quote
    made.filters["nb"] = together
    made.filters["num"] = wording.number
    made.filters["unique_places"] = _unique_places
    made.filters["readable"] = readable
    made.filters["level"] = level
    made.filters["unit"] = unit
    made.filters["file_title"] = file_title
    return made
