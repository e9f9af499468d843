"""The generated agencies on loopback, served by a process of its own: `python -m benchmarks.pages --agencies 5`.

Gzip on the wire, keep-alive, ETags; a ledger of what was asked and how soon after each other. Each agency has an
address of its own (127.1.x.y), so that politeness per host and per address means what it does outside.
"""

import argparse
import asyncio
import contextlib
import json
import random
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.generated import Shape, Words, build

PORT = 8089
CONTROL = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers behave: seconds before an answer (a range), and the share of requests that fail in some way."""

    latency: tuple[float, float] = (0.0, 0.0)
    failures: float = 0.0
    changed: float = 0.0  # share of pages whose text differs on the second night


@dataclass(slots=True)
class Ledger:
    """What one agency's server saw: requests, conditional answers, bytes, when the last came, pauses too short."""

    requests: int = 0
    not_modified: int = 0
    sent: int = 0
    last: float = 0.0
    shortest: float = 1e9
    open: int = 0
    most_open: int = 0


def address(number: int) -> str:
    """The loopback address of the agency with that number, from 0."""
    return f"127.1.{number // 200}.{number % 200 + 1}"


def home(number: int, port: int = PORT) -> str:
    """Its home page."""
    return f"http://{address(number)}:{port}/"


class _Site(asyncio.Protocol):
    """HTTP/1.1 with keep-alive for one agency; nothing a crawler does not use."""

    def __init__(self, world: "World", number: int) -> None:
        self.world, self.number = world, number
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        ledger = self.world.ledgers[self.number]
        ledger.open += 1
        ledger.most_open = max(ledger.most_open, ledger.open)

    def connection_lost(self, exc: Exception | None) -> None:
        self.world.ledgers[self.number].open -= 1
        self.transport = None

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head, self.buffer = self.buffer[:end], self.buffer[end + 4 :]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        line, *rest = head.split(b"\r\n")
        path = line.split(b" ")[1].decode("latin-1")
        match = next((h.partition(b":")[2].strip() for h in rest if h.lower().startswith(b"if-none-match:")), b"")
        self.world.note(self.number, path)
        reply = self.world.reply(self.number, path, match.decode("latin-1"))
        low, high = self.world.manners.latency
        if high:
            asyncio.get_running_loop().call_later(self.world.rng.uniform(low, high), self._send, reply)
        else:
            self._send(reply)

    def _send(self, reply: bytes | None) -> None:
        if self.transport is None:
            return
        if reply is None:
            self.transport.abort()
        else:
            self.world.ledgers[self.number].sent += len(reply)
            self.transport.write(reply)


class World:
    """All agencies of one server. Sites are shared by agencies when there are more agencies than `kinds`."""

    def __init__(self, agencies: int, shape: Shape, manners: Manners, *, kinds: int = 40, night: int = 1) -> None:
        self.rng = random.Random(shape.seed)
        words = Words(random.Random(shape.seed))
        self.sites = [
            build(shape, words, random.Random(shape.seed * 1000 + n), night, manners.changed)
            for n in range(min(kinds, agencies))
        ]
        self.ledgers = [Ledger() for _ in range(agencies)]
        self.manners = manners
        self.validators = shape.validators

    def note(self, number: int, path: str) -> None:
        """Enter a request. The pause is counted for what a crawl asks of a site, robots.txt included."""
        ledger, now = self.ledgers[number], time.monotonic()
        if ledger.requests:
            ledger.shortest = min(ledger.shortest, now - ledger.last)
        ledger.requests += 1
        ledger.last = now

    def reply(self, number: int, path: str, match: str) -> bytes | None:
        """The whole answer as bytes; None: hang up without a word."""
        site = self.sites[number % len(self.sites)]
        draw = self.rng.random()
        if draw < self.manners.failures / 3 and path != "/":
            return None
        if draw < self.manners.failures and path != "/":
            return b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nerror"
        found = site.files.get(path)
        if found is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n<h1>Not found</h1>"
        body, kind, tag = found
        if self.validators and match == tag:
            self.ledgers[number].not_modified += 1
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        coding = "Content-Encoding: gzip\r\n" if kind.startswith("text/html") else ""
        etag = f"ETag: {tag}\r\n" if self.validators else ""
        return (
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{coding}{etag}Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )

    def summary(self) -> dict[str, float]:
        """The ledger over all agencies."""
        asked = [ledger for ledger in self.ledgers if ledger.requests]
        return {
            "requests": sum(ledger.requests for ledger in asked),
            "not_modified": sum(ledger.not_modified for ledger in asked),
            "sent": sum(ledger.sent for ledger in asked),
            "agencies": len(asked),
            "most_open": max((ledger.most_open for ledger in asked), default=0),
            "shortest": min((ledger.shortest for ledger in asked if ledger.requests > 1), default=0.0),
            "pages": sum(len(site.files) for site in self.sites),
            "html_bytes": sum(site.html_bytes for site in self.sites) / max(1, len(self.sites)),
        }

    def impolite(self, gap: float) -> int:
        """Agencies that were once asked again sooner than `gap` seconds."""
        return sum(1 for ledger in self.ledgers if ledger.shortest < gap)


async def _control(world: World, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What the measuring process asks the server: GET /ledger?GAP, GET /forget."""
    line = (await reader.readline()).decode()
    while (await reader.readline()).strip():
        pass
    path = line.split(" ")[1]
    if path == "/forget":
        world.ledgers = [Ledger(open=ledger.open) for ledger in world.ledgers]
    gap = float(path.partition("?")[2] or 0)
    data = json.dumps(world.summary() | {"impolite": world.impolite(gap)}).encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(data) + data)
    await writer.drain()
    writer.close()


async def serve(world: World, port: int) -> None:
    """Listen for every agency until the process is ended."""
    loop = asyncio.get_running_loop()
    for number in range(len(world.ledgers)):
        await loop.create_server(lambda n=number: _Site(world, n), address(number), port, backlog=16)  # type: ignore[misc]
    await asyncio.start_server(lambda r, w: _control(world, r, w), CONTROL, port)
    print("ready", flush=True)
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.Event().wait()


@contextmanager
def serving(
    agencies: int, shape: Shape, manners: Manners | None = None, *, port: int = PORT, night: int = 1
) -> Iterator[None]:
    """The server in a process of its own, ended afterwards; RuntimeError when it does not come up."""
    manners = manners or Manners()
    told = json.dumps([agencies, shape.pages, shape.documents, shape.validators, shape.seed, shape.scans, night])
    told_manners = json.dumps([*manners.latency, manners.failures, manners.changed])
    command = [sys.executable, "-m", "benchmarks.pages", "--port", str(port), told, told_manners]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, env=_env())
    try:
        assert process.stdout is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("the pretend agencies' server did not come up")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
        assert process.stdout is not None
        process.stdout.close()


def _env() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONHASHSEED": "0"}


def ledger(port: int = PORT, *, gap: float = 0.0, forget: bool = False) -> dict[str, float]:
    """The server's ledger; `gap`: count agencies asked again sooner than that. With `forget` it starts anew."""
    path = "forget" if forget else "ledger"
    with urllib.request.urlopen(f"http://{CONTROL}:{port}/{path}?{gap}", timeout=60) as answer:
        found: dict[str, float] = json.load(answer)
    return found


def main() -> None:
    """Serve what the arguments describe (they are made by `serving`)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("shape")
    parser.add_argument("manners")
    given = parser.parse_args()
    agencies, pages, documents, validators, seed, scans, night = json.loads(given.shape)
    low, high, failures, changed = json.loads(given.manners)
    shape = Shape(pages, documents, validators, seed, scans)
    world = World(agencies, shape, Manners((low, high), failures, changed), night=night)
    asyncio.run(serve(world, given.port))


if __name__ == "__main__":
    main()
