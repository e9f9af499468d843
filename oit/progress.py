"""What a person sees while a crawl runs: a live table on a terminal, one plain line a page anywhere else.

Everything goes to standard error, so that standard output holds the result alone.
"""

import logging
import time
from types import TracebackType
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Console, Group
from rich.live import Live
from rich.logging import RichHandler
from rich.progress import BarColumn, Progress, TaskProgressColumn
from rich.table import Table
from rich.text import Text

from checklist.model import Checklist
from checklist.verdict import Status, Verdict
from reports.wording import status_word

if TYPE_CHECKING:
    from checklist.assess import Assessor
    from crawler.events import Event

COLOURS = {
    Status.COMPLETE: "green",
    Status.PARTIAL: "yellow",
    Status.OUTDATED: "yellow",
    Status.CANT_TELL: "yellow",
    Status.BROKEN: "red",
    Status.MISSING: "dim",
    Status.INAPPLICABLE: "dim",
}
NARROW = 64
"""Columns below which the counts take two lines."""
JUDGE_EVERY = 1.0
"""Seconds between two judgements of what was seen so far: often enough to watch, rare enough to cost nothing."""

WORDS = {
    "th": {
        "requests": "คำขอ",
        "left": "เหลือ",
        "pages": "หน้า",
        "documents": "เอกสาร",
        "waiting": "รอ",
        "widest": "ต้องตรวจดูเอง",
        "hidden": "และอีก {count} ข้อ",
    },
    "en": {
        "requests": "requests",
        "left": "left",
        "pages": "pages",
        "documents": "documents",
        "waiting": "waiting",
        "widest": "A person must look",
        "hidden": "and {count} more items",
    },
}


class AuditProgress:
    """Feeds an assessor with what the crawl sees, and shows the items turning as evidence is found."""

    def __init__(
        self, checklist: Checklist, assessor: "Assessor", max_requests: int, *, lang: str, quiet: bool, verbose: bool
    ) -> None:
        self.console = Console(stderr=True)
        self._checklist = checklist
        self._assessor = assessor
        self._lang = lang
        self._quiet = quiet
        self._verbose = verbose
        self._verdicts: tuple[Verdict, ...] = ()
        self._judged = 0.0
        self._counts = {"requests": 0, "left": max_requests, "pages": 0, "documents": 0, "waiting": 0}
        self._bar = Progress(BarColumn(None), TaskProgressColumn(), console=self.console, expand=True)
        self._task = self._bar.add_task("", total=max_requests)
        self._live: Live | None = None

    def __enter__(self) -> "AuditProgress":
        level = logging.DEBUG if self._verbose else logging.ERROR
        logging.basicConfig(
            level=level, format="%(message)s", handlers=[RichHandler(console=self.console, show_path=False)], force=True
        )
        logging.getLogger("crawler").setLevel(logging.DEBUG if self._verbose else logging.WARNING)
        if not self._quiet and self.console.is_terminal and not self.console.is_dumb_terminal:
            self._live = Live(self._picture(), console=self.console, refresh_per_second=4, transient=True)
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def on_event(self, event: "Event") -> None:
        """Take one event of the crawl: hand it to the assessor, show it."""
        from crawler.events import DocumentSeen, FetchFailed, OffSiteSeen, PageSeen
        from crawler.events import Progress as Counted

        match event:
            case PageSeen():
                self._assessor.add_page(event.page)
                self._line(f"{event.page.fetch.status} {event.page.url}  {event.page.title}")
            case DocumentSeen():
                self._assessor.add_document(event.document)
                self._line(f"{event.document.format or 'file'} {event.document.url}  {event.document.state}")
            case FetchFailed():
                self._assessor.add_failure(event.fetch)
                self._line(f"{event.fetch.outcome} {event.fetch.url}  {event.fetch.detail}")
            case OffSiteSeen():
                self._assessor.add_offsite(event.offsite)
            case Counted():
                self._counts = {
                    "requests": event.requests,
                    "left": event.left,
                    "pages": event.pages,
                    "documents": event.documents,
                    "waiting": event.waiting,
                }
        self._show()

    def _line(self, text: str) -> None:
        if self._live or self._quiet:
            return
        # crawled text may hold control characters: one event stays one line
        clean = "".join(ch if ch.isprintable() else " " for ch in text)
        counts = self._counts
        self.console.out(f"[{counts['requests']}/{counts['requests'] + counts['left']}] {clean}", highlight=False)

    def _show(self) -> None:
        if self._live is None:
            return
        if time.monotonic() - self._judged >= JUDGE_EVERY:
            self._verdicts = self._assessor.verdicts()
            self._judged = time.monotonic()
            self._live.update(self._picture())

    def _picture(self) -> Group:
        words = WORDS[self._lang]
        width = self.console.width
        # a count and its word stay together: what does not fit in the line begins the next
        counts = Columns([f"{words[name]} {value}" for name, value in self._counts.items()], padding=(0, 2))
        # what is known to wait, not the whole budget: most sites end long before it
        done, waiting = self._counts["requests"], self._counts["waiting"]
        total = max(1, min(done + waiting, done + self._counts["left"]))
        self._bar.update(self._task, completed=done, total=total)
        known = {verdict.code: verdict for verdict in self._verdicts}
        columns = 3 if width >= 150 else 2 if width >= 100 else 1
        # a table taller than the window would scroll away: what needs nothing leaves first, and is counted
        room = max(self.console.height - (6 if width >= NARROW else 7), 4) * columns
        items = list(self._checklist.items)
        if len(items) > room:
            items.sort(key=lambda item: _settled(known.get(item.code)))
        shown = sorted(items[:room], key=self._checklist.items.index)
        height = -(-len(shown) // columns)
        table = Table.grid(padding=(0, 1), expand=True)
        for _ in range(columns):
            table.add_column(no_wrap=True)
            table.add_column(no_wrap=True, min_width=cell_len(words["widest"]))
            table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        for row in range(height):
            cells = [self._cells(item.code, item.name, known.get(item.code)) for item in shown[row::height]]
            table.add_row(*(cell for group in cells for cell in group))
        hidden = len(items) - len(shown)
        return Group(self._bar, counts, table, Text(words["hidden"].format(count=hidden) if hidden else "", "dim"))

    def _cells(self, code: str, name: str, verdict: Verdict | None) -> tuple[Text, Text, Text]:
        if verdict is None or _pending(verdict):
            return Text(code, "bold"), Text("…", "dim"), Text(name, "dim")
        return (
            Text(code, "bold"),
            Text(status_word(verdict.status, self._lang), COLOURS[verdict.status]),
            Text(name),
        )


def _pending(verdict: Verdict) -> bool:
    """True while nothing about the item was seen: the site is not read yet, so nobody has to look at anything."""
    return verdict.status is Status.MISSING or verdict.reason.code.startswith(("nothing_found", "site_unreadable"))


def _settled(verdict: Verdict | None) -> int:
    """Order for a small window: what was found wanting, what is still open, what needs nothing."""
    if verdict is None or _pending(verdict):
        return 1
    return 2 if verdict.status in (Status.COMPLETE, Status.INAPPLICABLE) else 0
