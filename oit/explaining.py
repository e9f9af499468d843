"""Reading one file or one address for `oit explain`, and printing why it matches."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rich.console import Console
from rich.text import Text

from checklist.calibration import calibration
from checklist.load import load_topics
from checklist.locate import Match, Matcher, Signals
from checklist.model import Checklist
from checklist.site import Document, Fetch, FetchOutcome, Page
from crawler.documents import is_document, read_document
from crawler.parse import parse_html
from reports.how_sure import said_of_band

SHOWN = 8
"""Topics shown, best first."""


def signals_of_page(page: Page) -> Signals:
    """What a page says of itself."""
    return Signals(
        title=page.title, headings=page.headings, text=page.main or page.text, url=page.url, anchor=page.anchor
    )


def signals_of_document(document: Document) -> Signals:
    """What a document says of itself."""
    return Signals(
        title=document.title, file_name=document.name, text=document.text, url=document.url, anchor=document.anchor
    )


def read_bytes(body: bytes, url: str, content_type: str = "", name: str = "") -> Signals:
    """Signals of bytes, told by what they are, not by what they are called."""
    fetch = Fetch(url=url, outcome=FetchOutcome.OK, final_url=url, content_type=content_type, size=len(body))
    if is_document(content_type, url, body[:4096]):
        return signals_of_document(read_document(body, url=url, fetch=fetch, content_type=content_type, name=name))
    return signals_of_page(parse_html(body, url=url, content_type=content_type, fetch=fetch))


def read_file(path: Path) -> Signals:
    """Signals of a file on disk."""
    return read_bytes(path.read_bytes(), url=f"file:///{quote(path.name)}", name=path.name)


def read_url(url: str) -> Signals:
    """Signals of one address, fetched once through the crawler's own rules."""
    from tempfile import TemporaryDirectory

    from checklist.errors import UsageError
    from crawler.run import CrawlOptions, crawl_agency, run
    from oit.common import agency_of, is_loopback, open_store, website

    address = website(url)
    with TemporaryDirectory() as scratch, open_store(f"sqlite:///{scratch}/explain.db") as store:
        options = CrawlOptions(max_requests=1, delay=0 if is_loopback(address) else 1)
        record = run(lambda: crawl_agency(agency_of(address), store, options=options, topics=load_topics()))
        site = store.site(record.id)
        if site.documents:
            return signals_of_document(site.documents[0])
        if site.pages:
            return signals_of_page(site.pages[0])
    raise UsageError(f"{url} could not be read: {record.detail or record.outcome}.")


def print_matches(matcher: Matcher, signals: Signals, checklist: Checklist, lang: str) -> None:
    """A table a topic: its item, score, band and chance, each signal with its weight; then how often such answers were
    right, and what would change this one.
    """
    console = Console()
    matches = matcher.match(signals)[:SHOWN]
    if not matches:
        console.print(
            "ไม่พบคำที่ตรงกับข้อใดในแบบวัดนี้" if lang == "th" else "No words of any item of this checklist were found."
        )
        return
    codes = {topic: item.code for item in checklist.items for topic in item.topics}
    for match in matches:
        chance = calibration().chance(match.score)
        console.print(
            f"[bold]{codes.get(match.topic, '–')} {match.topic}[/]  {match.score:.2f}  {match.band}  ({chance:.0%})"
        )
        for signal in (*match.signals, *match.vetoes):
            told_by = Text(" ".join(signal.quote.split())[:80], style="dim")
            console.print(Text.assemble(f"  {signal.weight:+.2f}  {signal.where:<9}{signal.phrase}  ", told_by))
    console.print(Text("\n" + said_of_band(matches[0].band, lang)))
    told = False
    for line in changes(matcher, signals, matches[0]):
        if not told:
            console.print("\nสิ่งที่จะทำให้คำตอบเปลี่ยน" if lang == "th" else "\nWhat would change the answer")
            told = True
        console.print(f"  {line}")


def changes(matcher: Matcher, signals: Signals, best: Match) -> Iterator[str]:
    """Each part of the evidence without which the best match would fall into another band, and the band it would get.

    For a match below `yes`: the same text with the topic's own name as its title.
    """
    for field in fields(signals):
        if not getattr(signals, field.name):
            continue
        nothing: dict[str, Any] = {field.name: () if field.name in ("headings", "path") else ""}
        without = replace(signals, **nothing)
        found = next((m for m in matcher.match(without) if m.topic == best.topic), None)
        band, score = (found.band, found.score) if found else ("no", 0.0)
        if band != best.band:
            yield f"without its {field.name}: {score:.2f} {band}"
    if best.band != "yes":
        name = load_topics()[best.topic].names[0]
        found = next((m for m in matcher.match(replace(signals, title=name)) if m.topic == best.topic), None)
        if found and found.band != best.band:
            yield f"with the title {name}: {found.score:.2f} {found.band}"
