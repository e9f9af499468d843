"""Serves the sample agency on loopback, with the manners of a real small-town website.

Known paths answer with their file; a missing file under /files/ answers an honest 404; any other unknown path answers
200 with a "not found" page, as many content systems do (a soft 404).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html",  # no charset: the pages say it themselves, or do not
    ".css": "text/css",
    ".js": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain; charset=utf-8",
}
SAMPLE = Path(__file__).parent / "sample" / "www"


def _handler(root: Path, ledger: list[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # header and body are two writes: 40 ms a request otherwise

        def do_GET(self) -> None:
            ledger.append(self.path)
            status, kind, body = self._answer(unquote(urlsplit(self.path).path))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET

        def _answer(self, path: str) -> tuple[int, str, bytes]:
            name = path.strip("/") or "index.html"
            for file in (root / name, root / f"{name}.html"):
                if file.is_file() and root in file.resolve().parents:
                    return 200, TYPES.get(file.suffix, "application/octet-stream"), file.read_bytes()
            if name.startswith("files/") or name in ("robots.txt", "sitemap.xml", "favicon.ico"):
                return 404, "text/html; charset=utf-8", b"<h1>404 Not Found</h1>"
            return 200, "text/html", (root / "not-found.html").read_bytes()

        def log_message(self, *_: object) -> None:
            """Silent: the ledger tells."""

    return Handler


@contextmanager
def serving(root: Path = SAMPLE, port: int = 0) -> Iterator[tuple[str, list[str]]]:
    """The address of a running server and the ledger of paths asked for, until the block ends."""
    ledger: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(root.resolve(), ledger))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", ledger
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
