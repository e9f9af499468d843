"""Ask for one address as one who was here before: what has not changed is not sent again, and not read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from checklist.site import Fetch, FetchOutcome, Rendering
from crawler.asking import Answer, Asker
from crawler.documents import is_document
from crawler.job import Job
from crawler.pages import Pages
from crawler.shapes import kind_of
from storage.store import FrontierRow

RENDERING_HOLDS = timedelta(days=6, hours=12)
"""For how long a page is not rendered again while its bytes are the same: what its scripts' files hold is not looked
at, so that every seventh night it is. One whose script asks for data is rendered every night."""

_WHOLE = frozenset({FetchOutcome.OK, FetchOutcome.NOT_MODIFIED})
"""How a Fetch ended whose bytes may stand for tonight's. A "not found" page or half a file must be asked for anew."""


class Revisit:
    """Asks for the addresses of one crawl, with what earlier crawls of the agency got from them."""

    def __init__(self, job: Job, asker: Asker, pages: Pages) -> None:
        self._job = job
        self._asker = asker
        self._pages = pages
        self._before = job.store.before(job.agency.id)

    async def ask(self, row: FrontierRow, *, may_leave: bool = False) -> Answer:
        """The answer, with the bytes that are kept when the site says that they still hold. `may_leave`: as `Asker`."""
        kept = self._kept(row)
        answer = await self._asker.get(row.url, previous=kept, may_leave=may_leave)
        self._asker.book(_purpose(row, answer), answer.exchanges)
        fetch = answer.fetch
        if kept is not None and kept.rendering is not None:
            return await self._shown(row, answer, kept, kept.rendering, may_leave)
        if fetch.outcome is FetchOutcome.NOT_MODIFIED and kept is not None:
            known = self._pages.known(row, kept.sha256) if kind_of(row.url) == "page" else None
            body = b"" if known is not None else self._job.store.body(kept.sha256)
            if body is None:  # the copy is gone: ask for the whole again
                return await self._asker.get(row.url, may_leave=may_leave)
            return Answer(_unchanged(fetch, kept, len(body) or kept.size), body, known=known)
        if kept is not None and fetch.sha256 == kept.sha256:
            return Answer(replace(fetch, unchanged=True), answer.body)
        return answer

    async def _shown(
        self, row: FrontierRow, answer: Answer, kept: Fetch, rendering: Rendering, may_leave: bool
    ) -> Answer:
        """The page as a browser showed it then, when its bytes as served are the same; else the answer."""
        fetch = answer.fetch
        same = fetch.outcome is FetchOutcome.NOT_MODIFIED or fetch.sha256 == rendering.plain
        known = self._pages.known(row, kept.sha256) if same and fetch.final_url == kept.final_url else None
        if known is not None:
            told = replace(
                _unchanged(fetch, kept, kept.size), content_type=kept.content_type, rendered=True, rendering=rendering
            )
            return Answer(told, b"", known=known)
        if fetch.outcome is FetchOutcome.NOT_MODIFIED:
            return await self._asker.get(row.url, may_leave=may_leave)
        return answer

    def _kept(self, row: FrontierRow) -> Fetch | None:
        """What an earlier crawl of the agency got from that address, when its bytes are as they were served, or what
        script made of them is not too old."""
        previous = self._before.fetch(row.url) if self._before is not None else None
        self._job.value.begin(self._before.promises if self._before is not None else ())
        if previous is None or previous.outcome not in _WHOLE:
            return None
        if not previous.rendered:
            return previous
        shown = previous.rendering
        return previous if shown is not None and self._job.options.render and _young(shown) else None


def _young(rendering: Rendering) -> bool:
    """Whether a rendering may stand for another night."""
    return datetime.now(UTC) - datetime.fromisoformat(rendering.at) < RENDERING_HOLDS


def is_file(row: FrontierRow, answer: Answer) -> bool:
    """Whether the answer is a file for a reader, not a page. Asked twice of each, for the ledger and for reading it."""
    return _is_file(answer.fetch.content_type, answer.fetch.final_url or row.url, answer.body[:4096])


_is_file = lru_cache(maxsize=64)(is_document)


def _unchanged(fetch: Fetch, kept: Fetch, size: int) -> Fetch:
    """A "not modified" with what is known of the bytes from then."""
    return replace(
        fetch,
        sha256=kept.sha256,
        size=size,
        content_type=fetch.content_type or kept.content_type,
        etag=fetch.etag or kept.etag,
        last_modified=fetch.last_modified or kept.last_modified,
        unchanged=True,
    )


def _purpose(row: FrontierRow, answer: Answer) -> str:
    """What the request was for, by what came, else by the address: page, document or image."""
    kind = kind_of(row.url)
    if not answer.body:
        return kind  # of a known page it is "page"
    if not is_file(row, answer):
        return "page"
    return kind if kind == "image" else "document"
