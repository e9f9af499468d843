"""The crawl's HTTP client against raw sockets: every answer whole, byte by byte, and two on one connection.

As in a crawl, what is no proper HTTP is asked for once more in the forgiving way.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import pytest

from checklist.site import FetchOutcome
from crawler.client import Client
from crawler.exchange import Asked, Received, WireFault
from crawler.guard import Guard

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def ask(
    answers: Sequence[bytes], *, piece: int = 1 << 20, keep: int = 0, questions: int = 1, forgiving: bool = False
) -> tuple[list[object], int]:
    """What the client makes of those answers (the connection is closed after the last), and how many connections it
    made. An answer goes out in pieces of `piece` bytes."""
    left = list(answers)
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while left:
            try:
                question = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                break
            assert question.startswith(b"GET /plan?y=2569 HTTP/1.1\r\nHost: 127.0.0.1:")
            assert b"\r\nUser-Agent: oit/1\r\n" in question and b"\r\nIf-None-Match: a  b\r\n" in question
            answer = left.pop(0)
            for at in range(0, len(answer), piece):
                writer.write(answer[at : at + piece])
                await writer.drain()
                await asyncio.sleep(0)
            if not left:
                break
        writer.close()

    async def main() -> list[object]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        client = Client(Guard([("127.0.0.1", port)]), {"User-Agent": "oit/1"})
        url = f"http://127.0.0.1:{port}/plan?y=2569#top"
        told: list[object] = []
        for _ in range(questions):
            try:
                told.append(await client(Asked(url, {"If-None-Match": "a\r\n b"}, keep, 3.0, forgiving)))
            except WireFault as fault:
                told.append(fault.outcome)
        await client.close()
        server.close()
        await server.wait_closed()
        return told

    return asyncio.run(main()), connections


WHOLE = [
    (OK + b"Content-Length: 5\r\n\r\nhello", b"hello", ""),
    (OK + b"Content-Length: 9\r\n\r\nhello", b"hello", "short"),
    (OK + b"\r\nhello", b"hello", "open"),
    (OK.replace(b"\r\n", b"\n") + b"Content-Length: 5\n\nhello", b"hello", ""),
    (OK + b"X-Long: a\r\n b\r\nContent-Length: 5\r\n\r\nhello", b"hello", ""),
    (b"\r\n" + OK + b"Content-Length: 5\r\n\r\nhello", b"hello", ""),
    (b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK + b"Content-Length: 5\r\n\r\nhello", b"hello", ""),
    (OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n", b"hello", ""),
    (OK + b"Transfer-Encoding: Chunked\r\n\r\n5  \r\nhello\r\n0\r\n\r\n", b"hello", ""),
    (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", b"hello", "short"),
    (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"", ""),
    (OK + b"Content-Length: 0\r\n\r\n", b"", ""),
]


@pytest.mark.parametrize("piece", [1 << 20, 1])
@pytest.mark.parametrize(("answer", "body", "cut"), WHOLE)
def test_an_answer_is_read_however_it_comes(answer: bytes, body: bytes, cut: str, piece: int) -> None:
    (received,), _ = ask([answer], piece=piece)
    assert isinstance(received, Received)
    assert (received.status, received.body, received.cut) == (200, body, cut)
    assert received.headers[b"content-type"] == [b"text/html"]


@pytest.mark.parametrize(
    "lines",
    [
        b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        b"Content-Length: 5, 5\r\n\r\nhello",
        b"Content-Length: five\r\n\r\nhello",
        b"Content-Length: 5\r\n\r\nhello and more",
        b"Content-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        b"no colon here\r\nContent-Length: 5\r\n\r\nhello",
        b"Set Cookie: a\r\nContent-Length: 5\r\n\r\nhello",
        b"X-A : a\r\nContent-Length: 5\r\n\r\nhello",
        b": a\r\nContent-Length: 5\r\n\r\nhello",
    ],
)
def test_what_browsers_put_up_with_is_read_when_asked_again(lines: bytes) -> None:
    assert ask([OK + lines])[0] == [FetchOutcome.PROTOCOL_ERROR]
    (received,), _ = ask([OK + lines], forgiving=True)
    assert isinstance(received, Received)
    assert (received.status, received.body) == (200, b"hello") and received.cut in ("", "open")
    assert received.headers[b"content-type"] == [b"text/html"]
    assert ask([OK + lines], forgiving=True, keep=3)[0][0].cut == "kept"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"", FetchOutcome.CONNECTION_LOST),
        (OK[:30], FetchOutcome.CONNECTION_LOST),
        (b"<h1>no head</h1>", FetchOutcome.PROTOCOL_ERROR),
        (b"HTTP/1.1 abc OK\r\n\r\n", FetchOutcome.PROTOCOL_ERROR),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 101, FetchOutcome.CONNECTION_LOST),
        (OK + b"X: y\r\n" * 50_000, FetchOutcome.PROTOCOL_ERROR),
        (OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", FetchOutcome.PROTOCOL_ERROR),
        (OK + b"Content-Length: -5\r\n\r\nhello", FetchOutcome.PROTOCOL_ERROR),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", FetchOutcome.PROTOCOL_ERROR),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n", FetchOutcome.PROTOCOL_ERROR),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n", FetchOutcome.PROTOCOL_ERROR),
        (OK + b"X: " + b"y" * 300_000, FetchOutcome.PROTOCOL_ERROR),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: y\r\n" * 50_000, FetchOutcome.PROTOCOL_ERROR),
        (OK + b"Content-Length: 99000000000\r\n\r\nhello", FetchOutcome.TOO_LARGE),
    ],
)
def test_what_is_no_answer_has_its_outcome(answer: bytes, outcome: FetchOutcome) -> None:
    assert ask([answer])[0] == [outcome]
    (received,), _ = ask([answer], forgiving=True)  # however forgiving, nothing is made up
    assert received is outcome or (isinstance(received, Received) and not received.body.strip(b"helo\r\n"))


def test_a_connection_is_asked_again_only_when_its_answer_had_an_end() -> None:
    whole = OK + b"Content-Length: 5\r\n\r\nhello"
    chunked = OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    kept = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\nContent-Length: 5\r\n\r\n"
    assert ask([whole, chunked, kept, whole], questions=4)[1] == 1
    for last in (b"Connection: close\r\n", b"connection: Keep-Alive, Close\r\n"):
        assert ask([whole.replace(b"\r\n\r\n", b"\r\n" + last + b"\r\n"), whole], questions=2)[1] == 2
    assert ask([whole + b"unasked", whole], questions=2)[1] == 2
    assert ask([whole.replace(b"/1.1", b"/1.0"), whole], questions=2)[1] == 2


def test_a_kept_connection_that_was_ended_is_not_asked_again_behind_our_back() -> None:
    whole = OK + b"Content-Length: 5\r\n\r\nhello"
    (first, second), connections = ask([whole, b""], questions=2)
    assert isinstance(first, Received)
    assert (second, connections) == (FetchOutcome.CONNECTION_LOST, 1), "a second question would come without its pause"


def test_no_more_is_taken_than_was_wanted() -> None:
    for answer in (OK + b"\r\n" + b"x" * 90_000, OK + b"Content-Length: 90000\r\n\r\n" + b"x" * 90_000):
        (received,), _ = ask([answer], keep=1_000)
        assert isinstance(received, Received)
        assert received.cut == "kept" and 1_000 <= len(received.body) < 90_001


def test_an_address_that_could_smuggle_a_line_is_none() -> None:
    client = Client(Guard([("127.0.0.1", 9)]), {})
    for url in (
        "http://127.0.0.1:9/a b",
        "http://127.0.0.1:9/a\r\nX: y",
        "http://127.0.0.1:9/แผน",
        "http://127.0.0.1:9",
    ):
        with pytest.raises(ValueError, match="address"):
            asyncio.run(_once(client, url))


async def _once(client: Callable[[Asked], Awaitable[Received]], url: str) -> None:
    await client(Asked(url))
