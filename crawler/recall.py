"""An interrupted crawl lived through once more, without asking.

Look-alikes, copies, places elsewhere, and whoever watches know afterwards what they would know had the crawl never
been broken off.
"""

from checklist.site import DEAD_OUTCOMES, Site
from crawler.events import DocumentSeen, FetchFailed, PageSeen
from crawler.frontier import Frontier
from crawler.job import Job
from crawler.linking import Linking
from crawler.shapes import kind_of
from storage.store import FrontierRow


async def recall(site: Site, job: Job, frontier: Frontier, linking: Linking) -> int:
    """Teach the frontier and the observer what was seen, in the order it was saved; how many pages were rendered."""
    renders = 0
    for page in site.pages:
        row = FrontierRow(page.url, depth=len(page.path), found_on=page.found_on, anchor=page.anchor, path=page.path)
        frontier.know(page.url)
        frontier.asked(row)
        job.tell(PageSeen(job.agency.id, page))
        await linking.links(row, page)
        renders += page.fetch.rendered
    for document in site.documents:
        row = FrontierRow(document.url, depth=len(document.path), kind_hint=kind_of(document.url))
        if "#" not in document.url:
            frontier.asked(row)
            frontier.taught(row)
            linking.pictured += row.kind_hint == "image"
        job.tell(DocumentSeen(job.agency.id, document))
    for fetch in site.failures:
        row = FrontierRow(fetch.url)
        frontier.asked(row)
        if fetch.outcome in DEAD_OUTCOMES:
            frontier.dead(row)
        job.tell(FetchFailed(job.agency.id, fetch))
    return renders
