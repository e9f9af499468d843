"""Spreadsheets (xlsx, xlsm, xlsb, xls, ods) by calamine: each sheet shown is a page, its name the first line."""

import datetime
import io

from checklist.site import Table
from crawler.documents.containers import core_title, open_zip
from crawler.documents.reading import (
    MAX_CHARS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TABLES,
    BrokenError,
    EncryptedError,
    Job,
    Reading,
    clip_pages,
    has_text,
    make_table,
    text_state,
)

MAX_SHEETS = 100


def read(body: bytes, job: Job) -> Reading:
    """Sheets of a zipped workbook (xlsx, xlsm, xlsb)."""
    with open_zip(body) as archive:
        title = core_title(archive)
    return read_workbook(body, "xlsx", title)


def read_workbook(body: bytes, format_: str, title: str = "") -> Reading:
    """Sheets of any workbook that calamine knows; EncryptedError, BrokenError when it refuses."""
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(io.BytesIO(body))
    except python_calamine.PasswordError as error:
        raise EncryptedError("password") from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise BrokenError(f"calamine: {str(error)[:100]}") from error
    pages: list[str] = []
    tables: list[Table] = []
    problems: list[str] = []
    size = 0
    shown = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == python_calamine.SheetVisibleEnum.Visible  # last year's form is kept hidden: nobody sees it
    ]
    if hidden := len(workbook.sheet_names) - len(shown):
        problems.append(f"{hidden} hidden sheets not read")
    for name in shown[:MAX_SHEETS]:
        try:
            page, table = _sheet(workbook, name, len(pages) + 1)
        except (python_calamine.CalamineError, ValueError, OSError) as error:
            problems.append(f"sheet {name}: {str(error)[:60]}")
            page, table = name, None
        pages.append(page)
        size += len(page)
        if table is not None and len(tables) < MAX_TABLES:
            tables.append(table)
        if size > MAX_CHARS:
            break
    workbook.close()
    clipped, cut = clip_pages(pages)
    bodies = [page.partition("\n")[2] for page in clipped]  # a sheet's name alone is no content
    if len(problems) > bool(hidden) and not has_text(bodies):
        raise BrokenError(problems[-1])
    return Reading(
        format=format_,
        state=text_state(bodies),
        pages=clipped,
        tables=tuple(tables),
        page_count=len(shown),
        title=title[:300],
        reader="calamine",
        detail="; ".join([*problems[:3], *(["text cut"] if cut else [])]),
    )


def _sheet(workbook: object, name: str, number: int) -> tuple[str, Table | None]:
    from python_calamine import CalamineWorkbook

    assert isinstance(workbook, CalamineWorkbook)
    cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=MAX_ROWS)
    rows = [[cell_text(cell) for cell in row[:MAX_COLUMNS]] for row in cells]
    lines = ["\t".join(row).rstrip() for row in rows]
    page = "\n".join([name, *(line for line in lines if line.strip())])
    return page, make_table(rows, heading=name, page=number)


def cell_text(value: object) -> str:
    """A cell as a reader sees it, nearly: whole numbers without ".0", dates as ISO."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 6))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return " ".join(str(value).split())
