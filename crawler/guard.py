"""Which addresses may be connected to: one rule under every fetcher (the crawl, Chromium's proxy, off-site look-ups).

A name is resolved once, each answer is checked against `FORBIDDEN`, and the caller connects to the checked address
itself, so that a second answer of a hostile name server is never asked for. The crawl's side of it is `crawler.client`,
Scrapy's `crawler.pinned`, Chromium's `crawler.proxy`.

`ipaddress.is_global` is not used: it calls 64:ff9b::7f00:1, 2002:7f00:1:: and 224.0.0.1 public.
"""

import asyncio
import ipaddress
import re
import socket
import time
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import ada_url

from checklist.site import FetchOutcome

PORTS = frozenset({80, 81, 88, 443, 8000, 8008, 8080, 8081, 8088, 8443, 8888})
"""Ports on which agencies are known to publish. Everything else could be somebody's database or mail server."""

FORBIDDEN = tuple(
    ipaddress.ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT, and some clouds' metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host, from inside
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast tunnels
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        # IPv6: only 2000::/3 is given out, and these parts of it are not for us. Mapped (::ffff:), NAT64 (64:ff9b::),
        # unique local (fc00::), link-local (fe80::), site-local and multicast addresses all lie outside 2000::/3.
        "::/3",
        "4000::/2",
        "8000::/1",
        "2001::/23",  # Teredo, ORCHID, benchmarking and the other protocol assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
"""Ranges never connected to (IANA's special-purpose registries, and what clouds hide behind public numbers)."""

RESOLVE_SECONDS = 10.0
PIN_SECONDS = 300.0

Address = tuple[str, int]
Lookup = Callable[[str, int], Awaitable[list[str]]]

_threads = ThreadPoolExecutor(max_workers=16, thread_name_prefix="dns")


class AddressRefused(Exception):  # noqa: N818 - the word for what happened, not for a fault of ours
    """We will not connect there. `outcome` is BLOCKED_ADDRESS or BAD_ADDRESS, `str()` the short reason."""

    def __init__(self, reason: str, outcome: FetchOutcome = FetchOutcome.BLOCKED_ADDRESS) -> None:
        self.outcome = outcome
        super().__init__(reason)


class NameUnknown(Exception):  # noqa: N818 - as above
    """The name has no address. `temporary`: the name server did not answer, which may be our own network's fault."""

    def __init__(self, host: str, *, temporary: bool) -> None:
        self.temporary = temporary
        super().__init__(f"{host}: {'the name server did not answer' if temporary else 'no such host'}")


@lru_cache(maxsize=4_096)
def check_ip(ip: str) -> bool:
    """True when `ip` is an address of the public internet; False for every other range, and for what is no address."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if getattr(address, "scope_id", None):
        return False
    return not any(address.version == block.version and address in block for block in FORBIDDEN)


def host_and_port(url: str) -> Address:
    """Host (lower case, punycode, no brackets, no final dot) and port of an http(s) address.

    `ada_url` follows the WHATWG standard, so decimal, octal, hexadecimal, short and full-width spellings of an address
    all come out in its one usual form. Raises AddressRefused for anything that is not an http(s) address with a host.
    """
    plain = _PLAIN.match(url)  # what follows a plain host and a slash cannot change where the address leads
    return _place_of(plain.group() if plain is not None else url)


_PLAIN = re.compile(r"https?://[a-z0-9.\-]+(?::[0-9]{1,5})?/(?=[!-~]*\Z)")


@lru_cache(maxsize=4_096)
def _place_of(url: str) -> Address:
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        raise AddressRefused("not an address", FetchOutcome.BAD_ADDRESS) from None
    if parsed.protocol not in ("http:", "https:"):
        raise AddressRefused(f"scheme {parsed.protocol[:20]}", FetchOutcome.BAD_ADDRESS)
    if parsed.username or parsed.password:
        raise AddressRefused("user name in the address", FetchOutcome.BAD_ADDRESS)
    host = plain_host(parsed.hostname)
    if not host:
        raise AddressRefused("no host", FetchOutcome.BAD_ADDRESS)
    return host, int(parsed.port) if parsed.port else 443 if parsed.protocol == "https:" else 80


def plain_host(host: str) -> str:
    """The form in which hosts are compared: lower case, punycode, without brackets or the root's final dot."""
    host = host.strip("[]").removesuffix(".").lower()
    return host if host.isascii() else ada_url.idna_to_ascii(host).decode()


async def system_lookup(host: str, port: int) -> list[str]:
    """Every address the system's resolver gives for a name, in its order of preference. OSError as it comes."""
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(_threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """The rule, for one agency.

    `allow` lists the operator's own seeds on loopback or a private network, as (host, port): there, and only there, any
    address and port is accepted. `lookup` is how names are resolved (`system_lookup`).
    """

    def __init__(self, allow: Collection[Address] = (), *, lookup: Lookup = system_lookup) -> None:
        self.allow = frozenset((plain_host(host), port) for host, port in allow)
        self._lookup = lookup
        self._known: dict[str, tuple[float, list[str]]] = {}  # host → until when, and what its name server said
        self._asking: dict[str, asyncio.Lock] = {}
        self.refused: dict[str, int] = {}  # reason → how often, for the ledger

    def check_url(self, url: str) -> str | None:
        """Why this address may not be asked at all, told from its text alone; None when it may be resolved."""
        try:
            self._check(*host_and_port(url))
        except AddressRefused as refusal:
            return str(refusal)
        return None

    def check(self, url: str) -> Address:
        """Host and port to connect to for `url`; AddressRefused (with its FetchOutcome) when it may not be asked."""
        host, port = host_and_port(url)
        self._check(host, port)
        return host, port

    async def resolve(self, host: str, port: int) -> list[str]:
        """The checked addresses of a host, best first; connect to these and to nothing else.

        Answers are kept for five minutes, so that all fetchers of an agency go to the same address. Raises
        AddressRefused when the port or every address is forbidden, NameUnknown when there is no address.
        """
        host = plain_host(host)
        self._check(host, port)
        async with self._asking.setdefault(host, asyncio.Lock()):  # a browser asks for ten connections at once
            until, found = self._known.get(host, (0.0, []))
            if until < time.monotonic():
                found = await self._addresses(host, port)
                self._known[host] = (time.monotonic() + PIN_SECONDS, found)
        if (host, port) in self.allow:
            return list(found)
        good = [ip for ip in found if check_ip(ip)]
        if not good:
            raise self._refusal(f"{host} is {found[0]}")
        return good

    def _check(self, host: str, port: int) -> None:
        if (host, port) in self.allow:
            return
        if port not in PORTS:
            raise self._refusal(f"port {port}")
        if _is_literal(host):
            if not check_ip(host):
                raise self._refusal(f"address {host}")
        elif host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa")):
            raise self._refusal(f"local name {host}")

    def _refusal(self, reason: str) -> AddressRefused:
        self.refused[reason] = self.refused.get(reason, 0) + 1
        return AddressRefused(reason)

    async def _addresses(self, host: str, port: int) -> list[str]:
        if _is_literal(host):
            return [host]
        try:
            async with asyncio.timeout(RESOLVE_SECONDS):
                found = await self._lookup(host, port)
        except socket.gaierror as error:
            raise NameUnknown(host, temporary=error.errno == socket.EAI_AGAIN) from None
        except TimeoutError:
            raise NameUnknown(host, temporary=True) from None
        except (OSError, UnicodeError):
            raise NameUnknown(host, temporary=False) from None
        if not found:
            raise NameUnknown(host, temporary=False)
        return found


@lru_cache(maxsize=4_096)
def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
