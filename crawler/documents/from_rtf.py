"""RTF by striprtf; Thai comes as cp874 escapes or as Unicode escapes, both are read."""

import re
from collections.abc import Callable

from crawler.documents.reading import Job, Reading, clip_pages, text_state


def read(body: bytes, job: Job) -> Reading:
    """Text of an RTF file; a page ends where its writer asked for a new one."""
    from striprtf.striprtf import rtf_to_text

    to_text: Callable[..., str] = rtf_to_text
    source = body.decode("latin-1")
    stated = re.search(r"\\ansicpg(\d+)", source[:2_000])
    encoding = "cp874" if stated is None or stated[1] in ("874", "0", "1252") else f"cp{stated[1]}"
    text = to_text(re.sub(r"\\page\b ?", r"\\par \\u12? ", source), encoding=encoding, errors="ignore")
    pages, cut = clip_pages(page.strip("\n") for page in text.split("\f"))
    title = re.search(r"\\title ([^{}\\]+)\}", source[:20_000])
    return Reading(
        format="rtf",
        state=text_state(pages),
        pages=pages,
        page_count=len(pages),
        title=title[1].strip()[:300] if title and title[1].isascii() else "",
        reader="striprtf",
        detail="text cut" if cut else "",
    )
