"""Lists of years in a page's forms: what each choice would ask for is a link, so that last year's report is found."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

from checklist.site import Link, Page
from crawler import addresses
from crawler.charset import decode
from crawler.marks import Marks

MOST_FORMS = 6
MOST_YEARS = 12
_LONGEST = 20_000  # letters of a form

_FORM = re.compile(r"<form\b([^>]{0,600})>", re.I)
_SELECT = re.compile(r"<select\b([^>]{0,600})>(.*?)</select>", re.I | re.S)
_OPTION = re.compile(r"<option\b([^>]{0,300})>([^<]{0,120})", re.I)
_HIDDEN = re.compile(r"<input\b(?=[^>]{0,400}\btype\s*=\s*[\"']?hidden)([^>]{0,600})>", re.I)
_ATTRIBUTE = re.compile(r"\b(name|value|action|method)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.I)
_YEAR = re.compile(r"(?<!\d)(?:25[5-9]\d|๒๕[๕-๙][๐-๙])(?!\d)")


def with_years(page: Page, body: bytes, marks: Marks, content_type: str = "") -> Page:
    """The page with a link for each Buddhist year that a form of it offers, if the form asks by address (GET)."""
    if "selects" not in marks:
        return page
    text = decode(body, content_type)[0]
    known = {link.url for link in page.links}
    found: dict[str, Link] = {}
    for begin in list(_FORM.finditer(text))[:MOST_FORMS]:
        inside = text[begin.end() : begin.end() + _LONGEST].partition("</form")[0]
        for url, words in _asked(begin[1], inside, page.fetch.final_url or page.url):
            if url not in known:
                found.setdefault(url, Link(url, words, "form"))
    return replace(page, links=(*page.links, *found.values())) if found else page


def _asked(form: str, inside: str, base: str) -> list[tuple[str, str]]:
    """The addresses that a form asks for, one for each year of its one list of years, and the years' words."""
    told = _attributes(form)
    if told.get("method", "get").lower() != "get":
        return []
    lists = [(_attributes(head).get("name", ""), _OPTION.findall(rest)) for head, rest in _SELECT.findall(inside)]
    years = [(name, options) for name, options in lists if name and any(_YEAR.search(words) for _, words in options)]
    if len(years) != 1:
        return []
    name, options = years[0]
    hidden = [(field.get("name", ""), field.get("value", "")) for field in map(_attributes, _HIDDEN.findall(inside))]
    others = [(held, "") for held, _ in lists if held and held != name]
    place = addresses.normalise(told.get("action", "") or base, base=base).partition("?")[0]
    asked: list[tuple[str, str]] = []
    for attrs, words in options:
        if place and _YEAR.search(words) and len(asked) < MOST_YEARS:
            value = _attributes(attrs).get("value", words.strip())
            fields = [pair for pair in (*hidden, (name, value), *others) if pair[0]]
            asked.append((addresses.normalise(f"{place}?{urlencode(fields)}"), unescape(words).strip()))
    return [pair for pair in asked if pair[0]]


def _attributes(written: str) -> dict[str, str]:
    return {name.lower(): unescape(one or other or bare) for name, one, other, bare in _ATTRIBUTE.findall(written)}
