"""Which machine a host is on: many agencies share one, and it is asked at no more than two places at a time."""

import contextlib

from crawler import addresses
from crawler.guard import AddressRefused, Guard, NameUnknown


class Machines:
    """The IP addresses of the hosts of one crawl, each looked up once by its guard."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._known: dict[str, str] = {}  # host → its IP address

    async def address_of(self, url: str) -> str:
        """The IP address whose two places all agencies on it share; "" for the operator's own seed, or unknown."""
        host = addresses.host_of(url)
        if host not in self._known:
            found = ""
            with contextlib.suppress(AddressRefused, NameUnknown):
                place = self._guard.check(url)
                found = "" if place in self._guard.allow else (await self._guard.resolve(*place))[0]
            self._known[host] = found
        return self._known[host]
