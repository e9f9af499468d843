"""Generated agencies, served on loopback by a process of its own: `python -m benchmarks.pages --agencies 5`.

Sizes follow what was measured on real sites (`docs/running.md` names the source): HTML log-normal, median 57 KB, 58
links, ten thousand visible letters, gzip on the wire; a menu on every page, pages that list items, PDF files. Each
agency has an address of its own (127.1.x.y), so that politeness per host and per address means what it does outside.
"""

import argparse
import asyncio
import contextlib
import gzip
import json
import random
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from checklist.load import load_topics

PORT = 8089
CONTROL = "127.0.0.1"
_TEXT = """
กา ขอ คน งาน จัด ชุม ซื้อ ดี ตำ ถึง ทาง ธง นำ บริ ประ ผล พัฒ ภาพ มาก ยก
ราย ลด วัน ศึก สาม หน้า อา เรียน แผน โครง ใช้ ให้ การ ความ ระ บุค คล ส่ง เสริม น้ำ
ถนน ไฟ สุข ภัย เด็ก ผู้ สูง อายุ ตลาด วัด ป่า เขต หมู่ บ้าน สภา ปี เดือน เงิน
"""
_SYLLABLES = _TEXT.split()


@dataclass(frozen=True, slots=True)
class Shape:
    """What is generated: HTML pages and documents for each agency, 304 or not, and how pages are laid out."""

    pages: int = 200
    documents: int = 4
    letters: int = 10_000
    validators: bool = True  # ETag on answers, 304 on a match
    seed: int = 1


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


class Words:
    """Thai-looking prose of a vocabulary, and names of items as agencies write them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.vocabulary = ["".join(rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 3)))) for _ in range(3_000)]
        self.items = [phrase for topic in load_topics().values() for phrase in topic.names]

    def prose(self, letters: int) -> str:
        """About so many letters: words run together, with a space now and then as Thai has them."""
        pieces = []
        while letters > 0:
            word = "".join(self.rng.choices(self.vocabulary, k=self.rng.randint(3, 12)))
            pieces.append(word)
            letters -= len(word) + 1
        return " ".join(pieces)

    def label(self) -> str:
        """A link's text or a title: one in twenty names an item."""
        if self.rng.random() < 0.05:
            return f"{self.rng.choice(self.items)} ประจำปีงบประมาณ พ.ศ. {self.rng.randint(2566, 2569)}"
        return "".join(self.rng.choices(self.vocabulary, k=self.rng.randint(2, 6)))


@dataclass(slots=True)
class Agency:
    """One generated site: path → (body as sent, content type, ETag)."""

    files: dict[str, tuple[bytes, str, str]] = field(default_factory=dict)
    html_bytes: int = 0


def build(shape: Shape, words: Words, rng: random.Random, night: int = 1, changed: float = 0.0) -> Agency:
    """One agency's site. With `night` 2 that share of its pages has another text, all else stays."""
    agency = Agency()
    paths = ["/", *(f"/{rng.choice(('page', 'news', 'data', 'work'))}/{_slug(rng)}-{n}" for n in range(1, shape.pages))]
    menu = "".join(f'<li class="menu-item"><a href="{rng.choice(paths)}">{words.label()}</a></li>' for _ in range(34))
    files = [f"/files/{_slug(rng)}-{n}.pdf" for n in range(shape.documents)]
    for number, path in enumerate(paths):
        # every page leads to the next ones, so that the whole site is reached from its home
        ahead = paths[number * 8 + 1 : number * 8 + 9]
        linked = ahead + [rng.choice(paths) for _ in range(max(0, 24 - len(ahead)))]
        if number < len(files):
            linked.append(files[number])
        text = _page(words, rng, menu, linked, shape.letters)
        if night == 2 and random.Random(f"{path}").random() < changed:
            text = text.replace("</main>", "<p>ปรับปรุงข้อมูลล่าสุด</p></main>")
        agency.html_bytes += len(text.encode())
        body = gzip.compress(text.encode(), 6, mtime=0)
        agency.files[path] = (body, "text/html; charset=utf-8" if number % 4 else "text/html", _tag(body))
    for path in files:
        agency.files[path] = (_pdf(rng), "application/pdf", f'"{path}"')
    return agency


def _tag(body: bytes) -> str:
    return f'"{len(body)}-{sum(body[:200]) + sum(body[-200:])}-{hash(body) & 0xFFFF}"'


def _slug(rng: random.Random) -> str:
    return "".join(rng.choices("abcdefghijklmnoprstuwy", k=7))


def _page(words: Words, rng: random.Random, menu: str, linked: list[str], letters: int) -> str:
    wanted = min(4.0, max(0.25, rng.lognormvariate(0, 0.5)))
    rows = []
    for path in linked:
        label = words.label()
        rows.append(
            f'<div class="card col-md-4"><h3 class="card-title">{words.prose(20)}</h3><p class="text-muted small">'
            f'{words.prose(60)}</p><a class="btn btn-primary" href="{path}" title="{label}">{label}</a></div>'
        )
    paragraphs = "".join(
        f'<p style="margin-bottom: 1rem; text-align: justify">{words.prose(400)}</p>'
        for _ in range(int(wanted * letters / 420) + 1)
    )
    style = "".join(f".c{n}{{margin:{n}px;color:#{n:06x}}}" for n in range(int(300 * wanted)))
    script = "".join(f"var a{n}=function(b){{return b+{n}}};" for n in range(int(250 * wanted)))
    return (
        f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{words.label()}</title>'
        f"<style>{style}</style><script>{script}</script></head><body class='site'>"
        f'<header class="header"><img src="/logo.png" alt="{words.prose(20)}"></header>'
        f'<nav class="navbar"><ul class="menu">{menu}</ul></nav>'
        f'<main class="content"><h1>{words.label()}</h1>{paragraphs}'
        f'<section class="row">{"".join(rows)}</section></main>'
        f'<footer class="footer"><p>{words.prose(120)}</p></footer></body></html>'
    )


def _pdf(rng: random.Random) -> bytes:
    """A small PDF with one page of text in a standard font; real ones are larger."""
    lines = " ".join(f"({_slug(rng)} {rng.randint(1, 9999)}) Tj T*" for _ in range(40))
    stream = f"BT /F1 11 Tf 14 TL 50 780 Td {lines} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)


# --- serving


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
    told = json.dumps([agencies, shape.pages, shape.documents, shape.letters, shape.validators, shape.seed, night])
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
    agencies, pages, documents, letters, validators, seed, night = json.loads(given.shape)
    low, high, failures, changed = json.loads(given.manners)
    shape = Shape(pages, documents, letters, validators, seed)
    world = World(agencies, shape, Manners((low, high), failures, changed), night=night)
    asyncio.run(serve(world, given.port))


if __name__ == "__main__":
    main()
