"""Whether our own network is up: told from websites that answered before, not from one that may simply be dead."""

import asyncio
from collections.abc import Sequence

from crawler import addresses
from crawler.guard import AddressRefused, Guard, NameUnknown
from crawler.home import home_of, seeds
from crawler.pinned import allowance

PATIENCE = 5.0
"""Seconds that a website of the control set gets to accept a connection."""


async def any_answers(websites: Sequence[str]) -> bool:
    """Whether at least one of those websites accepts a connection now; all are tried at once, nothing is asked."""
    tries = [asyncio.create_task(_answers(website)) for website in websites]
    try:
        for done in asyncio.as_completed(tries):
            if await done:
                return True
        return False
    finally:
        for one in tries:
            one.cancel()
        await asyncio.gather(*tries, return_exceptions=True)


async def _answers(website: str) -> bool:
    home = home_of(website)
    guard = Guard(allowance(seeds(home)))
    try:
        async with asyncio.timeout(PATIENCE):
            found = await guard.resolve(addresses.hostname_of(home), addresses.port_of(home))
            _, writer = await asyncio.open_connection(found[0], addresses.port_of(home))
            writer.close()
    except (OSError, TimeoutError, AddressRefused, NameUnknown):
        return False
    return True
