# ruff: noqa: E501 (pages and bytes of the wire stay whole)
"""A web server of raw sockets: every byte on the wire is the trap's own. Runs inside its own network namespace.

Each trap is one host name with an address of its own in 122.154.0.0/16 (or 2001:c38:9::/64), told by the test's own name
server. Whatever arrives at any other address of the machine is a hit on the canary.
"""

import asyncio
import contextlib
import json
import ssl
import struct
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

PUBLIC = ("122.154.", "2001:c38:9:")


@dataclass
class Wire:
    """One request, and the socket to answer it on."""

    host: str
    path: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    asked_before: int  # requests to this host and path so far, this one left out

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def page(
        self, body: str | bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", headers: str = ""
    ) -> None:
        """An ordinary answer."""
        data = body.encode() if isinstance(body, str) else body
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n{headers}Connection: close\r\n\r\n"
        await self.send(head.encode("utf-8", "surrogateescape") + data)

    async def redirect(self, to: bytes | str) -> None:
        target = to if isinstance(to, bytes) else to.encode()
        await self.send(
            b"HTTP/1.1 302 Found\r\nLocation: " + target + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )

    def reset(self) -> None:
        """End the connection with RST, as a crashed machine does."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(1, 13, struct.pack("ii", 1, 0))  # SOL_SOCKET, SO_LINGER
        self.writer.transport.abort()


Answer = Callable[[Wire], Awaitable[None]]


@dataclass
class World:
    """The traps by host name, their addresses, and the ledger of what was asked."""

    answers: dict[str, Answer]
    ledger: Path
    addresses: dict[str, list[list[str]]] = field(default_factory=dict)  # host → answers of the name server, in turn
    tls: dict[str, ssl.SSLContext] = field(default_factory=dict)
    asked: dict[tuple[str, str], int] = field(default_factory=dict)
    resolved: dict[str, int] = field(default_factory=dict)

    def note(self, **what: object) -> None:
        with self.ledger.open("a") as out:
            out.write(json.dumps({"time": time.monotonic(), **what}) + "\n")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        local = writer.get_extra_info("sockname")[0]
        with contextlib.suppress(OSError, EOFError, asyncio.LimitOverrunError, ValueError, TimeoutError):
            if not local.startswith(PUBLIC):
                self.note(canary=f"tcp {local}:{writer.get_extra_info('sockname')[1]}")
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
            line, *rest = head.decode("latin-1").split("\r\n")
            headers = dict(part.lower().split(": ", 1) for part in rest if ": " in part)
            path = line.split(" ")[1]
            host = headers.get("host", "").partition(":")[0]
            before = self.asked.get((host, path), 0)
            self.asked[host, path] = before + 1
            self.note(
                host=host,
                path=path[:300],
                ip=local,
                agent=headers.get("user-agent", ""),
                cookie=headers.get("cookie", ""),
            )
            wire = Wire(host, path, headers, writer, before)
            answer = self.answers.get(host) or next(
                (answer for name, answer in self.answers.items() if host.endswith("." + name)), None
            )
            await (answer(wire) if answer else wire.page("unknown host", status="404 Not Found"))
        with contextlib.suppress(OSError):
            writer.close()

    def resolve(self, host: str) -> list[str]:
        plans = self.addresses.get(host)
        if plans is None:
            plans = next((plan for name, plan in self.addresses.items() if host.endswith("." + name)), None)
        if plans is None:
            return []
        turn = self.resolved.get(host, 0)
        self.resolved[host] = turn + 1
        return plans[min(turn // 2, len(plans) - 1)]  # A and AAAA are asked together


class NameServer(asyncio.DatagramProtocol):
    """Answers A and AAAA questions from the world's plans."""

    def __init__(self, world: World) -> None:
        self.world = world

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        import ipaddress

        labels, at = [], 12
        while data[at]:
            labels.append(data[at + 1 : at + 1 + data[at]].decode("latin-1"))
            at += data[at] + 1
        kind = struct.unpack("!H", data[at + 1 : at + 3])[0]
        name = ".".join(labels).lower()
        found = [ipaddress.ip_address(ip) for ip in self.world.resolve(name)]
        wanted = [ip.packed for ip in found if ip.version == {1: 4, 28: 6}.get(kind)]
        code = 0x8180 if found else 0x8183
        answer = data[:2] + struct.pack("!HHHHH", code, 1, len(wanted), 0, 0) + data[12 : at + 5]
        for packed in wanted:
            answer += b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(packed)) + packed
        self.transport.sendto(answer, addr)  # type: ignore[attr-defined]


class UdpCanary(asyncio.DatagramProtocol):
    """Counts datagrams that a browser should never send (WebRTC)."""

    def __init__(self, world: World) -> None:
        self.world = world

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.world.note(canary="udp 3478")


async def _hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(300)


async def run(world: World) -> None:
    """Listen until the process is ended; says "ready" on standard output first."""
    loop = asyncio.get_running_loop()
    for port in (80, 8080):
        await asyncio.start_server(world.serve, "0.0.0.0", port, limit=2**20)
        await asyncio.start_server(world.serve, "::", port, limit=2**20)
    for host, context in world.tls.items():
        await asyncio.start_server(world.serve, world.addresses[host][0][0], 443, ssl=context, limit=2**20)
    for host in world.addresses:
        if host.startswith("hang443"):  # takes the connection and says nothing
            await asyncio.start_server(_hang, world.addresses[host][0][0], 443)
        if host.startswith("plain443"):
            await asyncio.start_server(world.serve, world.addresses[host][0][0], 443, limit=2**20)
    for port in (22, 3306, 443):
        await asyncio.start_server(world.serve, "10.0.0.1", port)
    await loop.create_datagram_endpoint(lambda: NameServer(world), ("127.0.0.1", 53))
    await loop.create_datagram_endpoint(lambda: UdpCanary(world), ("0.0.0.0", 3478))
    loop.set_exception_handler(lambda *_: None)  # clients that vanish are the point here
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    from tests.hostile import bombs
    from tests.hostile.traps import world

    bombs.prepare()  # made before the first request: the name server must not wait for gigabytes of zeros
    asyncio.run(run(world(Path(sys.argv[1]))))
