"""The egress proxy: what it lets through, what it refuses, and that limits and closing cut connections."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from crawler.guard import Guard
from crawler.proxy import EgressProxy


class Origin:
    """A tiny site: keeps what it was sent; `/big` never ends."""

    def __init__(self) -> None:
        self.requests: list[bytes] = []
        self.open = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.requests.append(head)
            if b" /big" in head:
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                while True:
                    writer.write(b"x" * 65536)
                    await writer.drain()
            writer.write(b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello")
            await writer.drain()
            await reader.read()
        except (OSError, EOFError):
            pass
        finally:
            self.open -= 1
            writer.close()


@asynccontextmanager
async def site() -> AsyncIterator[tuple[Origin, int]]:
    origin = Origin()
    server = await asyncio.start_server(origin.answer, "127.0.0.1", 0)
    try:
        yield origin, server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def ask(proxy: EgressProxy, request: bytes, *, until_close: bool = True) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.server.rpartition(":")[2]))
    try:
        writer.write(request)
        async with asyncio.timeout(10):
            if not until_close:
                return await reader.readuntil(b"\r\n\r\n")
            said = b""
            while data := await reader.read(65536):
                said += data
                if said.endswith(b"hello"):
                    break
            return said
    finally:
        writer.close()


def test_a_request_reaches_the_allowed_site_and_is_not_reused() -> None:
    async def run() -> tuple[bytes, bytes]:
        async with site() as (origin, port), EgressProxy(Guard([("127.0.0.1", port)])) as proxy:
            said = await ask(
                proxy,
                f"GET http://127.0.0.1:{port}/a?b HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n".encode(),
            )
            return said, origin.requests[0]

    said, request = asyncio.run(run())
    assert said.startswith(b"HTTP/1.1 200 OK") and said.endswith(b"hello")
    assert b"Connection: close" in said and b"keep-alive" not in said
    assert request.startswith(b"GET /a?b HTTP/1.1\r\n") and b"Proxy-" not in request


def test_inside_addresses_and_odd_ports_are_refused_by_both_methods() -> None:
    async def run() -> list[bytes]:
        async with site() as (origin, port), EgressProxy(Guard()) as proxy:
            said = [
                await ask(proxy, f"{method} {target} HTTP/1.1\r\n\r\n".encode())
                for method, target in (
                    ("GET", f"http://127.0.0.1:{port}/"),
                    ("GET", "http://[::1]/"),
                    ("GET", "http://169.254.169.254/latest"),
                    ("GET", "http://2130706433/"),
                    ("GET", "file:///etc/hostname"),
                    ("CONNECT", f"127.0.0.1:{port}"),
                    ("CONNECT", "localhost:443"),
                    ("CONNECT", "[::ffff:7f00:1]:443"),
                    ("CONNECT", "122.154.0.10:22"),
                    ("CONNECT", "10.0.0.1:443"),
                )
            ]
            assert origin.requests == []
            assert len(proxy.traffic.refused) == len(said)
            return said

    assert all(answer.startswith(b"HTTP/1.1 403") for answer in asyncio.run(run()))


def test_a_name_that_leads_inside_is_refused() -> None:
    async def inside(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async def run() -> bytes:
        async with EgressProxy(Guard(lookup=inside)) as proxy:
            return await ask(proxy, b"CONNECT www.example.go.th:443 HTTP/1.1\r\n\r\n")

    assert asyncio.run(run()).startswith(b"HTTP/1.1 403")


def test_a_tunnel_carries_bytes_both_ways() -> None:
    async def run() -> bytes:
        async with site() as (_, port), EgressProxy(Guard([("127.0.0.1", port)])) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.server.rpartition(":")[2]))
            writer.write(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode())
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"GET / HTTP/1.1\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(5)
            writer.close()
            return body

    assert asyncio.run(run()) == b"hello"


def test_an_endless_answer_is_cut_at_the_cap() -> None:
    async def run() -> tuple[int, int]:
        async with site() as (_, port), EgressProxy(Guard([("127.0.0.1", port)]), max_bytes=2**20) as proxy:
            said = await ask(proxy, f"GET http://127.0.0.1:{port}/big HTTP/1.1\r\n\r\n".encode())
            return len(said), proxy.traffic.received

    got, counted = asyncio.run(run())
    assert got < 2**20 + 70_000 and counted < 2**20 + 70_000


def test_closing_the_proxy_cuts_what_is_open() -> None:
    async def run() -> int:
        async with site() as (origin, port):
            async with EgressProxy(Guard([("127.0.0.1", port)])) as proxy:
                reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.server.rpartition(":")[2]))
                writer.write(f"GET http://127.0.0.1:{port}/big HTTP/1.1\r\n\r\n".encode())
                await reader.readexactly(1000)
                assert origin.open == 1
            for _ in range(50):
                if origin.open == 0:
                    break
                await asyncio.sleep(0.05)
            writer.close()
            return origin.open

    assert asyncio.run(run()) == 0


def test_too_many_connections_of_one_page_are_refused() -> None:
    async def run() -> bytes:
        async with site() as (_, port), EgressProxy(Guard([("127.0.0.1", port)]), connections=1) as proxy:
            request = f"GET http://127.0.0.1:{port}/ HTTP/1.1\r\n\r\n".encode()
            await ask(proxy, request)
            return await ask(proxy, request)

    assert asyncio.run(run()).startswith(b"HTTP/1.1 429")
