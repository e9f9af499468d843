"""When links run out: what the site's own map names, as hints of low value."""

from collections.abc import Callable

from checklist.site import FetchOutcome, Link
from crawler import addresses, sitemap
from crawler.asking import Asker
from crawler.frontier import Frontier
from crawler.job import Job
from storage.store import FrontierRow

MAX_SITEMAP = 500


async def read_sitemaps(job: Job, frontier: Frontier, asker: Asker, spent: Callable[[], bool]) -> None:
    """Ask for the maps that robots.txt names, else /sitemap.xml, until `spent`; what they name waits from then on."""
    home = addresses.normalise(job.home)
    named = await asker.robots.sitemaps(home)
    waiting = [url for url in named if frontier.in_scope(url)] or [addresses.normalise("/sitemap.xml", base=home)]
    rows: list[FrontierRow] = []
    for _ in range(sitemap.MAX_FILES):
        if not waiting or spent() or len(rows) >= MAX_SITEMAP:
            break
        url = waiting.pop(0)
        if not url or not frontier.know(url):
            continue
        answer = await asker.get(url)
        asker.book("sitemap", answer.exchanges)
        if answer.fetch.outcome is not FetchOutcome.OK:
            continue
        found = sitemap.read(answer.body, base=url)
        waiting += [inner for inner in found.maps if frontier.in_scope(inner)]
        for page in found.pages[:MAX_SITEMAP]:
            worth, _ = job.value(Link(page, ""), "")
            if row := frontier.hint(page, priority=0.02 + 0.5 * worth, found_on=url):
                rows.append(row)
    if rows:
        job.store.add_urls(job.record.id, rows)
