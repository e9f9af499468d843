"""Ask for one address as one who was here before: what has not changed is not sent again, and not read again."""

from dataclasses import replace

from checklist.site import Fetch, FetchOutcome
from crawler.asking import Answer, Asker
from crawler.documents import is_document
from crawler.job import Job
from crawler.pages import Pages
from crawler.shapes import kind_of
from storage.store import FrontierRow


class Revisit:
    """Asks for the addresses of one crawl, with what earlier crawls of the agency got from them."""

    def __init__(self, job: Job, asker: Asker, pages: Pages) -> None:
        self._job = job
        self._asker = asker
        self._pages = pages
        self._before = job.store.before(job.agency.id)

    async def ask(self, row: FrontierRow) -> Answer:
        """The answer, with the bytes that are kept when the site says that they still hold."""
        kept = self._kept(row)
        answer = await self._asker.get(row.url, previous=kept)
        self._asker.book(_purpose(row, answer), answer.exchanges)
        fetch = answer.fetch
        if fetch.outcome is FetchOutcome.NOT_MODIFIED and kept is not None:
            known = self._pages.known(row, kept.sha256) if kind_of(row.url) == "page" else None
            body = b"" if known is not None else self._job.store.body(kept.sha256)
            if body is None:  # the copy is gone: ask for the whole again
                return await self._asker.get(row.url)
            return Answer(_unchanged(fetch, kept, len(body) or kept.size), body, known=known)
        if kept is not None and fetch.sha256 == kept.sha256:
            return Answer(replace(fetch, unchanged=True), answer.body)
        return answer

    def _kept(self, row: FrontierRow) -> Fetch | None:
        """What an earlier crawl of the agency got from that address, when its bytes are as they were served."""
        previous = self._before.fetch(row.url) if self._before is not None else None
        return previous if previous is not None and previous.sha256 and not previous.rendered else None


def is_file(row: FrontierRow, answer: Answer) -> bool:
    """Whether the answer is a file for a reader, not a page."""
    return is_document(answer.fetch.content_type, answer.fetch.final_url or row.url, answer.body[:4096])


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
