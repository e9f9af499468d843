"""Places off the agency's site that could be evidence: noted once each, and the best of them looked at in the end."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from checklist.site import Fetch, Link, OffSite, Page, Step
from crawler.asking import Asker
from crawler.events import OffSiteSeen
from crawler.job import Job, Saved
from crawler.offsite import interpret, service_of
from crawler.stopping import unless_stopped
from storage.store import FrontierRow

MAX_OFFSITE = 600
MAX_LOOKS = 15
"""Places on public services that are looked at, once each, after the agency's own site."""


class Elsewhere:
    """The places elsewhere that one crawl came across."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._noted: dict[str, tuple[float, OffSite]] = {}
        self._looks = 0

    def note(self, page: Page, link: Link) -> Saved | None:
        """Remember a place elsewhere that could be evidence: a public service, or words that promise something."""
        service = service_of(link.url)
        worth, _ = self._job.value(link, page.title)
        held = self._noted.get(link.url)
        if (held is not None and worth <= held[0] + 0.1) or (
            service == "other" and worth < 0.15 and link.place != "embed"
        ):
            return None
        if held is None and len(self._noted) >= MAX_OFFSITE:
            return None
        path = (*page.path, Step(link.text, link.url))
        seen = OffSite(link.url, service, page.url, link.text, link.heading, link.row, link.group, path)
        self._noted[link.url] = (worth, seen)
        self._job.tell(OffSiteSeen(self._job.agency.id, seen))
        return Saved(seen)

    def left(self, row: FrontierRow, fetch: Fetch) -> Saved:
        """A link of the agency's own that leads off the site."""
        target = fetch.final_url
        seen = OffSite(target, service_of(target), row.found_on, row.anchor, row.heading, row.row, row.group, row.path)
        self._job.tell(OffSiteSeen(self._job.agency.id, seen))
        return Saved(seen, done=row.url)

    async def look(self, asker: Asker, spent: Callable[[], bool]) -> AsyncIterator[Saved]:
        """One look at the public services that hold what an item should be: is it there, is it public, its title.

        `spent` says whether the budget is used up.
        """
        ranked = sorted(self._noted.values(), key=lambda held: -held[0])
        for worth, seen in ranked:
            if worth < 0.5 or self._looks >= MAX_LOOKS or spent() or self._job.stop.is_set():
                return
            if seen.service == "other":
                continue
            self._looks += 1
            answer = await unless_stopped(self._job.stop, asker.get(seen.url, may_leave=True))
            asker.book("offsite", answer.exchanges)
            fetch = answer.fetch
            if fetch.status:
                public, title, detail = interpret(seen.service, fetch.status, fetch.final_url, answer.body)
            else:
                public, title, detail = None, "", f"{fetch.outcome.value} {fetch.detail}".strip()
            yield Saved(replace(seen, public=public, title=title, detail=detail))
