"""The victim of the crash tests: crawls an invented site of numbered pages and says what was acknowledged."""

from multiprocessing.connection import Connection

from storage.store import FrontierRow, Store
from tests.storage.samples import AGENCY, NOW, page_of

PAGES = 1_500
HOME = "https://a1.example/0"


def children(number: int) -> list[int]:
    """The pages that a page links to: all together make a tree of PAGES pages."""
    return [n for n in (2 * number + 1, 2 * number + 2) if n < PAGES]


def crawl(url: str, said: Connection) -> None:
    """Crawl from where the last victim was; send the pages after each flush. Sends None at the end."""
    with Store.open(url) as store:
        record = store.begin_crawl(AGENCY, HOME, now=NOW, max_requests=PAGES, version="0.1")
        store.add_urls(record.id, [FrontierRow(HOME)])
        waiting = [row.url for row in store.todo(record.id)]
        unsaid: list[int] = []
        while waiting:
            number = int(waiting.pop().rpartition("/")[2])
            page, body = page_of(number)
            new = [FrontierRow(f"https://a1.example/{child}") for child in children(number)]
            store.save(record.id, page, body=body, done=page.url, new=new, reader="parse-1")
            waiting += [row.url for row in new]
            unsaid.append(number)
            if len(unsaid) > number % 7 or not waiting:
                store.flush()
                said.send(unsaid)
                unsaid = []
        store.finish_crawl(record.id, outcome="finished", now=NOW)
    said.send(None)
