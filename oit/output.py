"""A view as the content of a file: one plain dict from a format's name to its maker; makers are imported when used."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.view import AuditView


Pictures = Mapping[str, bytes]
"""Screenshots of evidence pages by address."""


def _html(view: "AuditView", lang: str, pictures: Pictures) -> bytes:
    from reports.to_html import to_html

    return to_html(view, lang, pictures=pictures).encode("utf-8", "replace")


def _pdf(view: "AuditView", lang: str, pictures: Pictures) -> bytes:
    from reports.to_html import to_html
    from reports.to_pdf import to_pdf

    return to_pdf(to_html(view, lang, pictures=pictures))


def _xlsx(view: "AuditView", lang: str, pictures: Pictures) -> bytes:
    from reports.to_xlsx import to_xlsx

    return to_xlsx(view, lang)


def _csv(view: "AuditView", lang: str, pictures: Pictures) -> bytes:
    from reports.to_csv import to_csv

    return to_csv(view, lang)


def _json(view: "AuditView", lang: str, pictures: Pictures) -> bytes:
    from reports.to_json import to_json_text

    return to_json_text(view).encode("utf-8", "replace")


MAKERS: dict[str, Callable[["AuditView", str, Pictures], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
}


def file_stem(agency: str, checklist: str) -> str:
    """A file name without suffix for an agency's or a cohort's report; Thai stays whole, what no system allows goes."""
    return re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+', "_", agency).strip("_.") + f"-{checklist}"


def maker(view: "AuditView", lang: str, pictures: Pictures | None = None) -> Callable[[str], bytes]:
    """What makes the content of each format of a view."""
    return lambda form: MAKERS[form](view, lang, pictures or {})


def stem_of(view: "AuditView") -> str:
    """The name of an agency's report file, without suffix."""
    return file_stem(view.agency.id, view.assessment.checklist)
