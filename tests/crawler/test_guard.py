"""The guard: address spellings, forbidden ranges, pinned answers, and a real Scrapy fetch in front of a canary."""

import asyncio
import json
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from checklist.site import FetchOutcome
from crawler.guard import AddressRefused, Guard, NameUnknown, check_ip, host_and_port

INSIDE = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0x7F.0x0.0x0.0x1/",
    "http://127.0.0.1./",
    "http://１２７.０.０.１/",
    "http://①②⑦.0.0.1/",
    "http://127。0。0。1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://router.local/",
    "http://metadata.google.internal/",
    "http://10.0.0.1/",
    "http://10.1/",
    "http://172.16.5.4/",
    "http://192.168.1.1/",
    "http://0xC0A80101/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0251.0376.0251.0376/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://0.0.0.0/",
    "http://0/",
    "http://255.255.255.255/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://198.18.0.1/",
    "http://192.0.2.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::1]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[fec0::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[100::1]/",
    "http:\\\\127.0.0.1\\x",
    "http:127.0.0.1",
    "http://x.go.th:22/",
    "http://x.go.th:3306/",
    "http://x.go.th:6379/",
    "https://x.go.th:25/",
]

NOT_ADDRESSES = [
    "file:///etc/hostname",
    "ftp://x.go.th/",
    "data:text/html,x",
    "javascript:alert(1)",
    "gopher://x.go.th/",
    "http://",
    "http://[::1",
    "http://a b/",
    "http://x.go.th:99999/",
    "http://user:secret@x.go.th/",
    "http://127.0.0.1@x.go.th/",
    "x.go.th",
    "",
    "http://[fe80::1%25eth0]/",
    "http://1.2.3.4.5.6/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_every_spelling_of_an_inside_address_is_blocked(url: str) -> None:
    with pytest.raises(AddressRefused) as refusal:
        Guard().check(url)
    assert refusal.value.outcome is FetchOutcome.BLOCKED_ADDRESS
    assert Guard().check_url(url)


@pytest.mark.parametrize("url", NOT_ADDRESSES)
def test_what_is_no_web_address_is_told_apart(url: str) -> None:
    with pytest.raises(AddressRefused) as refusal:
        Guard().check(url)
    assert refusal.value.outcome is FetchOutcome.BAD_ADDRESS


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://www.example.go.th/", "www.example.go.th", 80),
        ("https://www.example.go.th./a?b", "www.example.go.th", 443),
        ("http://อบต.ไทย/", "xn--m3cx3ac.xn--o3cw4h", 80),
        ("http://122.154.0.10:8080/", "122.154.0.10", 8080),
        ("https://[2001:c38::1]/", "2001:c38::1", 443),
    ],
)
def test_public_addresses_pass(url: str, host: str, port: int) -> None:
    assert Guard().check(url)[1] == port
    assert host_and_port(url)[0] == host or host.startswith("xn--")
    assert Guard().check_url(url) is None


def test_public_and_forbidden_ranges() -> None:
    assert check_ip("122.154.0.10") and check_ip("2001:c38::1") and check_ip("8.8.8.8")
    for ip in ("64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "::ffff:8.8.8.8", "fe80::1%eth0", "no address"):
        assert not check_ip(ip), ip


def answering(*plans: list[str]) -> Guard:
    """A guard whose name server gives the next plan at each question."""
    answers = iter(plans)

    async def lookup(host: str, port: int) -> list[str]:
        return next(answers)

    return Guard(lookup=lookup)


def test_names_that_lead_inside_are_refused() -> None:
    for inside in ("127.0.0.1", "10.0.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "169.254.169.254"):
        with pytest.raises(AddressRefused):
            asyncio.run(answering([inside]).resolve("www.example.go.th", 80))


def test_only_the_public_answers_of_a_name_are_used() -> None:
    assert asyncio.run(answering(["10.0.0.1", "122.154.0.10"]).resolve("www.example.go.th", 80)) == ["122.154.0.10"]


def test_a_name_is_asked_once_so_rebinding_finds_nobody_listening() -> None:
    guard = answering(["122.154.0.10"], ["127.0.0.1"])

    async def twice() -> tuple[list[str], list[str]]:
        return await guard.resolve("www.example.go.th", 80), await guard.resolve("WWW.example.go.th.", 80)

    assert asyncio.run(twice()) == (["122.154.0.10"], ["122.154.0.10"])


def test_the_operators_own_seed_is_allowed_for_its_port_only() -> None:
    guard = Guard([("127.0.0.1", 9999)])
    assert asyncio.run(guard.resolve("127.0.0.1", 9999)) == ["127.0.0.1"]
    for url in ("http://127.0.0.1:9998/", "http://127.0.0.1/", "http://127.0.0.2:9999/", "http://localhost:9999/"):
        assert guard.check_url(url), url


def test_an_unknown_name_is_told_from_a_silent_name_server() -> None:
    async def failing(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN if "silent" in host else socket.EAI_NONAME, "x")

    for host, temporary in (("silent.go.th", True), ("none.go.th", False)):
        with pytest.raises(NameUnknown) as unknown:
            asyncio.run(Guard(lookup=failing).resolve(host, 80))
        assert unknown.value.temporary is temporary


class Canary(BaseHTTPRequestHandler):
    """Counts who gets through."""

    hits = 0

    def do_GET(self) -> None:
        type(self).hits += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"inside")

    def log_message(self, *_: object) -> None:
        pass


FETCH = """
import json, socket, sys
real = socket.getaddrinfo
def names(host, *args, **kw):   # the name server of a hostile site: its names lead inside
    return real("127.0.0.1" if str(host).endswith(".go.th") else host, *args, **kw)
socket.getaddrinfo = names
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess, AsyncCrawlerRunner
from scrapy.utils.reactor import install_reactor
from crawler.guard import Guard
port, how = int(sys.argv[1]), sys.argv[2]
out = {}
class S(Spider):
    name = "s"
    guard = Guard([("127.0.0.1", port)])
    async def start(self):
        for url in (f"http://127.0.0.1:{port}/seed", f"http://127.0.0.1:{port + 1}/", "http://evil.go.th:8080/",
                    f"http://evil.go.th:{port}/", f"http://localhost:{port}/", "http://[::ffff:127.0.0.1]/"):
            yield Request(url, callback=self.ok, errback=self.bad, dont_filter=True)
    def ok(self, response):
        out[response.url] = response.text
    def bad(self, failure):
        out[failure.request.url] = type(failure.value).__name__
settings = {"DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.pinned.GuardedHandler"), "LOG_ENABLED": 0,
            "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
            "RETRY_ENABLED": False, "DOWNLOAD_DELAY": 0}
if how == "process":
    settings["TWISTED_DNS_RESOLVER"] = "crawler.pinned.PinnedResolver"
    process = AsyncCrawlerProcess(settings)
    process.crawl(S)
    process.start()
else:
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor
    import asyncio
    task = AsyncCrawlerRunner(settings).crawl(S)
    task.add_done_callback(lambda _: reactor.stop())
    reactor.run()
print(json.dumps(out))
"""


@pytest.mark.parametrize("how", ["process", "runner"])
def test_scrapy_reaches_the_seed_and_nothing_else_inside(how: str) -> None:
    server = HTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Canary.hits = 0
    port = server.server_port
    try:
        done = subprocess.run([sys.executable, "-c", FETCH, str(port), how], capture_output=True, text=True, timeout=60)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert done.returncode == 0, done.stderr
    out = json.loads(done.stdout)
    seed = out.pop(f"http://127.0.0.1:{port}/seed")
    assert seed == "inside"
    assert set(out.values()) == {"AddressRefused"} and len(out) == 5, out
    assert Canary.hits == 1


def test_many_connections_of_a_host_cost_one_look_up() -> None:
    asked: list[str] = []

    async def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        await asyncio.sleep(0.01)
        return ["122.154.0.10", "10.0.0.1"]

    async def main() -> None:
        guard = Guard(lookup=lookup)
        ways = [guard.resolve("www.example.go.th", port) for port in (80, 443) for _ in range(5)]
        assert await asyncio.gather(*ways) == [["122.154.0.10"]] * 10

    asyncio.run(main())
    assert asked == ["www.example.go.th"]
