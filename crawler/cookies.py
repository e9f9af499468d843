"""Cookies of one crawl: passed on along one chain of redirects, kept longer only where a site turns away who has none.

Never shared by two agencies, never written down.
"""

from collections.abc import Iterable

from crawler import addresses

LONGEST = 4096


class Cookies:
    """What the hosts of one crawl asked to be given back."""

    def __init__(self) -> None:
        self._offered: dict[str, dict[str, str]] = {}
        self._kept: set[str] = set()
        self._tried: set[str] = set()

    def of_chain(self, url: str) -> dict[str, str]:
        """The cookies with which a chain of redirects begins at `url`: none, unless they are kept for its host."""
        host = addresses.host_of(url)
        return dict(self._offered.get(host, {})) if host in self._kept else {}

    def learn(self, cookies: dict[str, str], lines: Iterable[str], at: str, target: str) -> None:
        """Take up what a redirect from `at` to `target` sets; another host begins anew."""
        if addresses.host_of(at) != addresses.host_of(target):
            cookies.clear()
            cookies.update(self.of_chain(target))
        else:
            cookies.update(_pairs(lines))

    def offer(self, url: str, lines: Iterable[str]) -> None:
        """Remember what an answer that is no redirect sets, should it turn out to be needed."""
        if pairs := _pairs(lines):
            self._offered.setdefault(addresses.host_of(url), {}).update(pairs)

    def keep(self, url: str) -> bool:
        """Give them back to this host from now on; False when it set none, or when that was tried already."""
        host = addresses.host_of(url)
        if host in self._tried or host not in self._offered:
            return False
        self._tried.add(host)
        self._kept.add(host)
        return True

    def give_up(self, url: str) -> None:
        """They were of no use to this host."""
        self._kept.discard(addresses.host_of(url))


def _pairs(lines: Iterable[str]) -> dict[str, str]:
    found = {}
    for line in lines:
        name, mark, value = line.partition(";")[0].partition("=")
        if mark and name.strip() and len(line) < LONGEST and line.isprintable():
            found[name.strip()] = value.strip()
    return found
