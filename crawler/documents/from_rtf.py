"""RTF by striprtf; Thai comes as cp874 escapes or as Unicode escapes, both are read."""

import re
from collections.abc import Callable

from crawler.documents.bars import without_bars
from crawler.documents.reading import MAX_TABLES, Job, Reading, clip_pages, text_state


def read(body: bytes, job: Job) -> Reading:
    """Text of an RTF file; a page ends where its writer asked for a new one."""
    from striprtf.striprtf import rtf_to_text

    to_text: Callable[..., str] = rtf_to_text
    source = body.decode("latin-1")
    stated = re.search(r"\\ansicpg(\d+)", source[:2_000])
    encoding = "cp874" if stated is None or stated[1] in ("874", "0", "1252") else f"cp{stated[1]}"
    text = to_text(re.sub(r"\\page\b ?", r"\\par \\u12? ", source), encoding=encoding, errors="ignore")
    plain = [without_bars(page.strip("\n"), number=number) for number, page in enumerate(text.split("\f"), 1)]
    pages, cut = clip_pages(page for page, _ in plain)
    title = re.search(r"\\title ([^{}\\]+)\}", source[:20_000])
    return Reading(
        format="rtf",
        state=text_state(pages),
        pages=pages,
        tables=tuple(table for _, tables in plain for table in tables)[:MAX_TABLES],
        page_count=len(pages),
        title=title[1].strip()[:300] if title and title[1].isascii() else "",
        reader="striprtf",
        detail="text cut" if cut else "",
    )
