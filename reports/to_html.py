"""The audit of one agency as one self-contained HTML file, for a phone, a desk and A4 paper."""

from itertools import groupby

from reports.charts import gauge, slices
from reports.pages import render
from reports.view import AuditView

SHOWN_FIRST = 10
"""Rows of "what to do first"; the rest are in the items below."""
SHOWN_LINKS = 40
"""Rows of broken and unread addresses; all of them are in the JSON."""


def to_html(view: AuditView, lang: str = "th") -> str:
    """The page as text. It asks nothing of the network and runs no script."""
    groups = [(code, list(items)) for code, items in groupby(view.items, key=lambda item: item.indicator)]
    return render(
        "agency.html",
        lang,
        view=view,
        groups=groups,
        indicators={indicator.code: indicator for indicator in view.indicators},
        gauge=gauge(view),
        slices=slices(view),
        first=view.fix_first[:SHOWN_FIRST],
        rest=max(0, len(view.fix_first) - SHOWN_FIRST),
        shown=SHOWN_LINKS,
    )
