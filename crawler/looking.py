"""All that is learnt of one HTML page from its bytes alone: the page, what it really is, whether script is missing.

Pure, and one call, so that it can be made here or in a child process that can be killed: nearly every page takes
milliseconds, a hostile one as long as it is allowed to.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checklist.site import Fetch, Page, PageState, Step
from crawler.choices import with_years
from crawler.marks import Marks
from crawler.need import needs_render
from crawler.parse import parse_html
from crawler.scripted import named_files
from crawler.soft404 import page_state

HEAVY_BYTES = 300_000
HEAVY_TAGS = 12_000
"""From so many bytes or tags on a page is read in a child: below, no page was found that takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A page with its state; `why` are the words that show the state, `wanted` why a browser should look again ("").

    `page` is None when reading was cut off at its limits; `why` is then the limit.
    """

    page: Page | None
    why: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What `look` is given besides the bytes: how they came, and from where. `url` is the address that was linked."""

    url: str
    fetch: Fetch
    content_type: str = ""
    found_on: str = ""
    anchor: str = ""
    path: Sequence[Step] = ()
    probe: Page | None = None


def is_heavy(body: bytes) -> bool:
    """Whether the page should be read where it can be stopped."""
    return len(body) > HEAVY_BYTES or body.count(b"<") > HEAVY_TAGS


def look(body: bytes, seen: Seen) -> Looked:
    """Read one page."""
    marks = Marks(body)
    page = parse_html(
        body,
        url=seen.fetch.final_url or seen.url,
        content_type=seen.content_type,
        fetch=seen.fetch,
        found_on=seen.found_on,
        anchor=seen.anchor,
        path=seen.path,
        marks=marks,
    )
    # a redirected page goes by the address that was linked; its links were joined to where it really is
    return judged(page if page.url == seen.url else replace(page, url=seen.url), body, seen.probe, marks)


def judged(page: Page, body: bytes, probe: Page | None, marks: Marks) -> Looked:
    """The page with its state, and why a browser should look again; `probe` and `marks` as in `page_state`."""
    if not body:
        return Looked(replace(page, state=PageState.EMPTY), "no bytes")
    state, why = page_state(page, body, probe, marks)
    page = named_files(page, body, page.fetch.content_type, marks)
    page = with_years(page, body, marks, page.fetch.content_type)
    wanted = "nothing without script" if state is PageState.NEEDS_SCRIPT else needs_render(page, body, marks)
    return Looked(replace(page, state=state, wanted=wanted), why, wanted)
