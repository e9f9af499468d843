"""The audit as a table for the terminal: readable at 80 columns, on paper and without colour."""

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checklist.verdict import Status
from reports import wording
from reports.item_view import ItemView
from reports.labels import label
from reports.names import level, readable
from reports.safe import clean
from reports.view import AuditView
from reports.wrapped import Wrapped

COLOUR = {
    Status.COMPLETE: "green",
    Status.PARTIAL: "yellow",
    Status.OUTDATED: "yellow",
    Status.BROKEN: "red",
    Status.MISSING: "red",
    Status.CANT_TELL: "cyan",
    Status.INAPPLICABLE: "dim",
}
WIDE = 130
"""From this many columns on, the reason and the address get columns of their own."""


def to_terminal(view: AuditView, console: Console | None = None, lang: str = "th") -> None:
    """Print the heading, the table of items and the score. Status is always said in words; colour only repeats it."""
    console = console or Console()
    console.print(_heading(view, lang))
    console.print(_table(view, lang, console.width))
    console.print(_summary(view, lang))


def _heading(view: AuditView, lang: str) -> RenderableType:
    title = view.title if lang == "th" else view.title_en or view.title
    lines = [Text(_line(view.agency.name), style="bold"), Text(_line(view.agency.website)), Text(title)]
    return Padding(Group(*lines), (1, 0))


def _table(view: AuditView, lang: str, width: int) -> Table:
    wide = width >= WIDE
    table = Table(box=None, padding=(0, 1, 0, 0), expand=wide, header_style="bold", pad_edge=False)
    table.add_column(label("code", lang), no_wrap=True)
    table.add_column(label("status", lang), no_wrap=True)
    table.add_column(label("points", lang), justify="right", no_wrap=True)
    table.add_column(label("item", lang), ratio=3, overflow="fold")
    if wide:
        table.add_column(label("reason", lang), ratio=3, overflow="fold")
        table.add_column(label("evidence", lang), ratio=3, overflow="fold")
    for item in view.items:
        table.add_row(*_row(view, item, lang, wide))
    return table


def _row(view: AuditView, item: ItemView, lang: str, wide: bool) -> list[RenderableType]:
    colour = COLOUR[item.status]
    status = Text(f"{wording.MARK[item.status]} {wording.status_word(item.status, lang)}", style=colour)
    points = Text(f"-{wording.number(item.oit_points)}" if item.oit_points else "")
    name = Wrapped(_line(item.name), "bold" if wide else "")
    star = " *" if item.unverified else ""
    reason = Wrapped(_line(wording.sentence(item.reason, lang, view.kind_names(lang))) + star)
    address = Wrapped(_line(readable(item.evidence[0].url)) if item.evidence else "", "dim", solid=True)
    code = Text(_line(item.code))
    if wide:
        return [code, status, points, name, reason, address]
    return [code, status, points, Group(*(part for part in (name, reason, address) if part.plain), Text(""))]


def _line(text: str) -> str:
    """Crawled text on one line: a terminal obeys escape characters, so none may reach it."""
    return " ".join(clean(text).split())


def _summary(view: AuditView, lang: str) -> RenderableType:
    score = view.score
    counts = ", ".join(f"{wording.status_word(status, lang)} {count}" for status, count in view.counts.items() if count)
    head = Text(f"{label('score', lang)} {wording.number(score.oit)} / 100", style="bold")
    if score.level:
        head.append(f"  ({level(score.level, lang)})")
    lines = [Text(label("not_opened", lang), style="bold") if view.unchecked else head]
    if view.unfinished and view.crawl:
        why = wording.value_word(view.crawl.outcome, lang)
        lines.append(Text(label("unfinished", lang).format(why=why)))
    if score.best > score.oit and not view.unchecked:
        lines.append(Text(label("score_best", lang).format(best=wording.number(score.best))))
    if view.before:
        when = wording.day(view.before.assessed_on, lang)
        lines.append(Text(label("score_before", lang).format(score=wording.number(view.before.score.oit), when=when)))
    lines.append(Text(counts))
    if view.partial:
        lines.append(Text(label("list_partial", lang), style="bold"))
    if view.unverified:
        lines.append(Text("* " + label("unverified_long", lang)))
    if view.crawl:
        lines.append(Text(_crawl_line(view, lang)))
    for host, fault in tuple(view.tls_faults.items())[:1]:  # the home page's, where it has one
        said = label("certificate_line", lang).format(host=_line(host), fault=wording.value_word(fault, lang))
        lines.append(Text(said))
    return Padding(Group(*lines), (1, 0))


def _crawl_line(view: AuditView, lang: str) -> str:
    assert view.crawl is not None
    return label("crawl_line", lang).format(
        pages=view.crawl.pages,
        documents=view.crawl.documents,
        requests=view.crawl.requests,
        outcome=wording.value_word(view.crawl.outcome, lang),
    )
