"""Look again at places of an agency's evidence, between two crawls: is each still there? Nothing else is asked for.

The same guard, turns, robots rules and limits as a crawl; a place that was seen before is asked for with its ETag or
date, so that one that has not changed costs a few hundred bytes.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from checklist.agency import Agency
from checklist.site import DEAD_OUTCOMES, Fetch, FetchOutcome, PageState
from crawler import addresses
from crawler import settings as defaults
from crawler.asking import Answer, Asker
from crawler.client import Client
from crawler.documents import is_document
from crawler.guard import Guard
from crawler.home import home_of, seeds
from crawler.hosts import Hosts
from crawler.job import CrawlOptions, now
from crawler.landing import READABLE
from crawler.looking import Seen
from crawler.machines import Machines
from crawler.offsite import interpret, service_of
from crawler.pinned import allowance
from crawler.run import polite, user_agent
from crawler.tools import Tools
from storage.store import Look, Store

UNREACHED = frozenset(
    {FetchOutcome.NO_SUCH_HOST, FetchOutcome.REFUSED, FetchOutcome.TIMEOUT, FetchOutcome.CONNECTION_LOST}
    | {FetchOutcome.NETWORK_DOWN}
)
"""Nobody answered: the website is down, or our own network is."""
_GONE_STATES = frozenset(
    {PageState.SOFT_404, PageState.EMPTY, PageState.CONSTRUCTION, PageState.ERROR, PageState.FILLER}
    | {PageState.LOGIN, PageState.HACKED, PageState.PARKED}
)
_hosts = Hosts()


@dataclass(frozen=True, slots=True)
class Place:
    """A place of evidence to look at again; `kind` as in Evidence: page, document or offsite."""

    url: str
    kind: str


async def look_again(
    agency: Agency,
    store: Store,
    places: Sequence[Place],
    *,
    hosts: Sequence[str],
    options: CrawlOptions,
    tools: Tools,
) -> tuple[Look, ...]:
    """One look at each place, in order; runs inside `crawler.run.run`. Nothing is saved here.

    `hosts` count as the agency's own besides its registered one. `Look.state` is ``there``, ``gone`` or ``unknown``
    (robots, busy, a challenge: nothing can be said); `gone_since` is not set. UsageError for an agency without address.
    """
    home = home_of(agency.website)
    own = frozenset((addresses.host_of(home), *hosts))
    crawl_settings = Settings()
    crawl_settings.setmodule(defaults)
    runner = AsyncCrawlerRunner(crawl_settings)
    crawler = runner.create_crawler(LookSpider)
    again = _Again(agency, store, home, own, polite(options, home), tools)
    await runner.crawl(crawler, again=again, places=places)
    spider = crawler.spider
    assert isinstance(spider, LookSpider)
    if spider.failure is not None:
        raise spider.failure
    return tuple(spider.looks)


@dataclass(frozen=True, slots=True)
class _Again:
    agency: Agency
    store: Store
    home: str
    own: frozenset[str]
    options: CrawlOptions
    tools: Tools


class LookSpider(Spider):
    """Scrapy's side of `look_again`: `looks` is what it saw, `failure` what went wrong in the program itself."""

    name = "look"

    def __init__(self, again: _Again, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.guard = Guard(allowance(seeds(again.home)))
        self.looks: list[Look] = []
        self.failure: Exception | None = None
        self._again = again
        self._places = places

    async def start(self) -> AsyncIterator[Request]:
        """Look at one place after the other."""
        options = self._again.options
        client = Client(self.guard, defaults.DEFAULT_REQUEST_HEADERS)
        asker = Asker(
            client,
            _hosts,
            in_scope=lambda url: addresses.host_of(url) in self._again.own,
            delay=options.delay,
            patience=options.patience,
            user_agent=user_agent(options),
            timeout=options.timeout,
            address_of=Machines(self.guard).address_of,
        )
        try:
            for place in self._places:
                self.looks.append(await self._look(asker, place))
        except Exception as fault:
            self.failure = fault
        finally:
            await client.close()
        return
        yield  # an asynchronous iterator without a request: nothing goes through Scrapy's scheduler

    async def _look(self, asker: Asker, place: Place) -> Look:
        offsite = place.kind == "offsite"
        previous = None if offsite else self._again.store.previous_fetch(self._again.agency.id, place.url)
        rendered = previous is not None and previous.rendered
        # of a page that was rendered the bytes kept are not those that were served
        named = previous if previous is not None and previous.sha256 and not rendered else None
        answer = await asker.get(place.url, previous=named, may_leave=offsite)
        state, outcome, detail = await self._seen(place, answer)
        if rendered and outcome == PageState.EMPTY:
            state = "unknown"  # it has always been empty without script, and no browser is started for a look
        return Look(self._again.agency.id, place.url, answer.fetch.fetched_at or now(), state, outcome, detail)

    async def _seen(self, place: Place, answer: Answer) -> tuple[str, str, str]:
        """State, what was seen, one phrase."""
        fetch = answer.fetch
        word, detail = fetch.outcome.value, " ".join(part for part in (str(fetch.status or ""), fetch.detail) if part)
        if place.kind == "offsite":
            return _elsewhere(place.url, answer)
        if fetch.outcome in DEAD_OUTCOMES or fetch.outcome in UNREACHED or fetch.outcome is FetchOutcome.FORBIDDEN:
            return "gone", word, detail
        if fetch.outcome is FetchOutcome.NOT_MODIFIED:
            return "there", word, ""
        if fetch.outcome not in READABLE or not answer.body:
            return "unknown", word, detail
        if is_document(fetch.content_type, fetch.final_url or place.url, answer.body[:4096]):
            return "there", word, ""
        if place.url != self._again.home and fetch.final_url == self._again.home:
            return "gone", "redirected_home", fetch.final_url
        looked = await self._again.tools.look(answer.body, Seen(place.url, fetch, fetch.content_type))
        if looked.page is None or looked.page.state in (PageState.NEEDS_SCRIPT, PageState.CHALLENGE):
            return "unknown", looked.page.state.value if looked.page else "parse_timeout", looked.why
        if looked.page.state in _GONE_STATES:
            return "gone", looked.page.state.value, looked.why
        return ("gone", "page_in_place_of_file", "") if place.kind == "document" else ("there", word, "")


def _elsewhere(url: str, answer: Answer) -> tuple[str, str, str]:
    """A place on a public service: gone when it says that it is not public, or not there."""
    fetch: Fetch = answer.fetch
    if not fetch.status:
        return "unknown", fetch.outcome.value, fetch.detail
    public, _, detail = interpret(service_of(url), fetch.status, fetch.final_url, answer.body)
    if public is None:
        return "unknown", fetch.outcome.value, detail
    return ("there", fetch.outcome.value, "") if public else ("gone", "not_public", detail)


async def look_at_many(
    work: Sequence[tuple[Agency, Sequence[Place], Sequence[str]]],
    store: Store,
    *,
    options: CrawlOptions,
    concurrency: int,
) -> tuple[tuple[Look, ...], ...]:
    """`look_again` for several agencies (each with its places and own hosts), `concurrency` at once, in order."""
    gate = asyncio.Semaphore(max(1, concurrency))
    async with Tools(user_agent=user_agent(options)) as tools:

        async def one(agency: Agency, places: Sequence[Place], hosts: Sequence[str]) -> tuple[Look, ...]:
            async with gate:
                return await look_again(agency, store, places, hosts=hosts, options=options, tools=tools)

        return tuple(await asyncio.gather(*(one(*each) for each in work)))
