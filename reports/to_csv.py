"""The items as CSV for Excel: UTF-8 with a byte-order mark, one row per item, Thai column names."""

import csv
import io
from collections.abc import Iterable, Sequence

from reports import wording
from reports.labels import label
from reports.safe import csv_cell
from reports.view import AuditView

BOM = "\ufeff"


def to_csv(view: AuditView, lang: str = "th") -> bytes:
    """One row per item in list order: code, name, status, points lost, reason, what is missing, evidence."""
    keys = (
        "code",
        "item",
        "indicator",
        "status",
        "points_lost",
        "total_points",
        "reason",
        "element",
        "address",
        "path",
        "quote",
        "unit",
        "note",
    )
    rows = []
    for item in view.items:
        best = item.evidence[0] if item.evidence else None
        rows.append(
            (
                item.code,
                item.name,
                item.indicator,
                wording.status_word(item.status, lang),
                round(item.oit_points, 2),
                round(item.points_lost, 2),
                wording.sentence(item.reason, lang, view.kind_names(lang)),
                "; ".join(element.text for element in item.missing),
                best.url if best else "",
                wording.click_path(best.path, lang) if best else "",
                best.quote if best else "",
                item.unit,
                label("unverified", lang) if item.unverified else "",
            )
        )
    return csv_bytes([label(key, lang) for key in keys], rows)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file for Excel: byte-order mark, CRLF, and no cell that a spreadsheet would take for a formula."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([csv_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8")
