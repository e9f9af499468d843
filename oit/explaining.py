"""Reading one file or one address for `oit explain`, and printing why it matches."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from checklist.locate import Match, Signals
from checklist.model import Checklist
from checklist.site import Document, Fetch, FetchOutcome, Page
from crawler.documents import is_document, read_document
from crawler.parse import parse_html


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
    return read_bytes(path.read_bytes(), url=path.resolve().as_uri(), name=path.name)


def read_url(url: str) -> Signals:
    """Signals of one address, fetched once through the crawler's own rules."""
    from tempfile import TemporaryDirectory

    from checklist.errors import UsageError
    from checklist.load import load_topics
    from crawler.run import CrawlOptions, crawl_agency, run
    from oit import __version__
    from oit.common import agency_of, is_loopback, open_store, website

    address = website(url)
    with TemporaryDirectory() as scratch, open_store(f"sqlite:///{scratch}/explain.db") as store:
        options = CrawlOptions(max_requests=1, delay=0 if is_loopback(address) else 1, version=__version__)
        record = run(lambda: crawl_agency(agency_of(address), store, options=options, topics=load_topics()))
        site = store.site(record.id)
        if site.documents:
            return signals_of_document(site.documents[0])
        if site.pages:
            return signals_of_page(site.pages[0])
    raise UsageError(f"{url} could not be read: {record.detail or record.outcome}.")


def print_matches(matches: tuple[Match, ...], checklist: Checklist, lang: str) -> None:
    """A table a topic: its item, its score and band, and each signal with its weight."""
    console = Console()
    if not matches:
        console.print(
            "ไม่พบคำที่ตรงกับข้อใดในแบบวัดนี้" if lang == "th" else "No words of any item of this checklist were found."
        )
        return
    codes = {topic: item.code for item in checklist.items for topic in item.topics}
    table = Table("topic", "item", "score", "band", "where", "phrase", "weight", "quote")
    for match in matches[:12]:
        first = True
        for signal in (*match.signals, *match.vetoes):
            lead = (
                (match.topic, codes.get(match.topic, "–"), f"{match.score:.2f}", match.band)
                if first
                else ("", "", "", "")
            )
            table.add_row(*lead, signal.where, signal.phrase, f"{signal.weight:+.2f}", signal.quote[:60])
            first = False
    console.print(table)
