"""The audit of one agency as one self-contained HTML file, for a phone, a desk and A4 paper."""

import base64
from collections.abc import Mapping
from itertools import groupby

from reports.charts import gauge, slices
from reports.how_sure import how_sure
from reports.pages import render
from reports.view import AuditView

SHOWN_FIRST = 10
"""Rows of "what to do first"; the rest are in the items below."""
SHOWN_LINKS = 40
"""Rows of broken and unread addresses; all of them are in the JSON."""


def to_html(view: AuditView, lang: str = "th", *, pictures: Mapping[str, bytes] | None = None) -> str:
    """The page as text. It asks nothing of the network and runs no script.

    `pictures`: screenshots of evidence by its address, PNG or JPEG; each is shown once, inside the page. Anything else
    is left out: it could be a format that holds script.
    """
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
        sure=how_sure(lang),
        pictures={url: made for url, data in (pictures or {}).items() if (made := _as_data(data))},
    )


def _as_data(picture: bytes) -> str:
    """A picture as a `data:` address, "" for what is neither PNG nor JPEG."""
    kind = "png" if picture.startswith(b"\x89PNG\r\n") else "jpeg" if picture.startswith(b"\xff\xd8\xff") else ""
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}" if kind else ""
