"""Child processes of the crash tests: a victim that crawls an invented site, and competitors for one database."""

import signal
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from checklist.agency import Agency
from checklist.errors import BusyError, OitError
from storage.store import FrontierRow, Store
from tests.storage.samples import AGENCY, NOW, page_of

PAGES = 1_000
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


def crawl_own(url: str, name: str, pages: int, said: Connection) -> None:
    """One of several processes at work on one database: a whole crawl of an agency of its own."""
    try:
        with Store.open(url) as store:
            agency = Agency(name, name, f"https://{name}.example/")
            crawl_id = store.begin_crawl(agency, agency.website, now=NOW, max_requests=pages, version="").id
            for number in range(pages):
                page, body = page_of(number, host=f"https://{name}.example")
                store.save(crawl_id, page, body=body, done=page.url)
                if number % 10 == 0:
                    store.flush()
            store.finish_crawl(crawl_id, outcome="finished", now=NOW)
        said.send("done")
    except OitError as error:
        said.send(str(error))


def claim(url: str, what: str, said: Connection, go: Event) -> None:
    """One of several processes that want the same thing: a nightly run or an agency's crawl."""
    with Store.open(url) as store:
        said.send("ready")
        go.wait(20)
        try:
            if what == "night":
                store.claim_run("oit nightly", NOW)
            else:
                store.begin_crawl(AGENCY, HOME, now=NOW, max_requests=1, version="")
            said.send("mine")
        except BusyError as error:
            said.send(str(error))
        said.close()
        signal.pause()  # live on: the dead own nothing
