"""Pretend sites on loopback: a dict of paths to answers, well- or ill-behaved, and a ledger of what was asked and when.

`PretendSite` speaks HTTP through the standard library; `RawSite` writes whatever bytes a test wants on the wire.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `pause` seconds pass before it is sent."""

    body: bytes | str = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived."""

    at: float
    path: str
    headers: Mapping[str, str]


Answer = Reply | str | bytes | Callable[[Asked], "Reply | str | bytes"]


class PretendSite:
    """A site made of a dict. A path is looked up with its query, then without; `"*"` answers everything else."""

    def __init__(self, pages: Mapping[str, Answer], *, port: int = 0) -> None:
        self.pages = dict(pages)
        self.ledger: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.home = f"http://{self.host}/"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt and the nonsense probe left out."""
        return [one.path for one in self.ledger if one.path != "/robots.txt" and "/no-such-page-" not in one.path]

    def answer(self, asked: Asked) -> Reply:
        """What the site says to a request."""
        found = self.pages.get(asked.path, self.pages.get(asked.path.partition("?")[0], self.pages.get("*")))
        if found is None:
            return Reply("<h1>Not found</h1>", 404)
        made = found(asked) if callable(found) else found
        return made if isinstance(made, Reply) else Reply(made)

    def __enter__(self) -> "PretendSite":
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(site: PretendSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # header and body are two writes: 40 ms a request otherwise

        def do_GET(self) -> None:
            asked = Asked(time.monotonic(), self.path, dict(self.headers.items()))
            site.ledger.append(asked)
            reply = site.answer(asked)
            time.sleep(reply.pause)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            headers = {"Content-Length": str(len(body))} | dict(reply.headers)
            if reply.kind:
                headers["Content-Type"] = reply.kind
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(body)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Silent."""

    return Handler


class RawSite:
    """Answers every connection by calling `script(path, write)`; the connection is closed when it returns."""

    def __init__(self, script: Callable[[str, Callable[[bytes], None]], None]) -> None:
        self._script = script
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.paths: list[str] = []
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.home = f"http://{self.host}/"

    def __enter__(self) -> "RawSite":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    part = connection.recv(4096)
                    if not part:
                        return
                    head += part
                path = head.split(b" ", 2)[1].decode("latin-1")
                self.paths.append(path)
                self._script(path, connection.sendall)
            except OSError:
                return


def page(title: str, *links: str, text: str = "", head: str = "") -> str:
    """A small page; each link is ``address|words``."""
    text = text or f"เนื้อหาของหน้า {title} สำหรับประชาชนทั่วไป จัดทำโดยหน่วยงานตัวอย่าง"
    items = "".join(f'<li><a href="{link.partition("|")[0]}">{link.partition("|")[2]}</a></li>' for link in links)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        f"<main><h1>{title}</h1><p>{text}</p><ul>{items}</ul></main></body></html>"
    )


@contextmanager
def serving(pages: Mapping[str, Answer]) -> Iterator[PretendSite]:
    """A pretend site for the length of a `with`."""
    with PretendSite(pages) as site:
        yield site
