"""robots.txt per RFC 9309: one row for each way it can end."""

import asyncio

import pytest

from checklist.site import FetchOutcome
from crawler.robots import MAX_BYTES, RawAnswer, Robots

SITE = "https://www.example.go.th"
RULES = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\nSitemap: https://www.example.go.th/map.xml\n"


def robots(*answers: RawAnswer) -> tuple[Robots, list[str]]:
    asked: list[str] = []
    waiting = list(answers)

    async def ask(url: str) -> RawAnswer:
        asked.append(url)
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    return Robots(ask), asked


def ruling(answer: RawAnswer, path: str = "/private/x") -> FetchOutcome | None:
    made, _ = robots(answer)
    return asyncio.run(made.ruling(SITE + path)).outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (RawAnswer(FetchOutcome.OK, 200, RULES), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.OK, 200, b"\xef\xbb\xbf" + RULES), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.INCOMPLETE, 200, RULES), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.OK, 200, b"User-agent: other\nDisallow: /\n"), None),
        (RawAnswer(FetchOutcome.OK, 200, b"<html>Disallow: /</html>"), None),
        (RawAnswer(FetchOutcome.OK, 200, b""), None),
        (RawAnswer(FetchOutcome.NOT_FOUND, 404), None),
        (RawAnswer(FetchOutcome.FORBIDDEN, 403), None),
        (RawAnswer(FetchOutcome.BUSY, 429), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.SERVER_ERROR, 500, RULES), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.BUSY, 503, RULES), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.TIMEOUT), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.CONNECTION_LOST), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.PROTOCOL_ERROR), FetchOutcome.ROBOTS),
        (RawAnswer(FetchOutcome.NO_SUCH_HOST), FetchOutcome.NO_SUCH_HOST),
        (RawAnswer(FetchOutcome.REFUSED), FetchOutcome.REFUSED),
        (RawAnswer(FetchOutcome.BLOCKED_ADDRESS), FetchOutcome.BLOCKED_ADDRESS),
    ],
)
def test_each_answer_has_its_meaning(answer: RawAnswer, outcome: FetchOutcome | None) -> None:
    assert ruling(answer) is outcome


def test_redirects_are_followed_five_times() -> None:
    hop = RawAnswer(FetchOutcome.OK, 302, location="https://other.example/robots.txt")
    made, asked = robots(hop, hop, RawAnswer(FetchOutcome.OK, 200, RULES))
    assert asyncio.run(made.ruling(SITE + "/private")).outcome is FetchOutcome.ROBOTS
    assert len(asked) == 3
    made, asked = robots(hop)
    assert asyncio.run(made.ruling(SITE + "/private")).outcome is None  # too many: as if there were none
    assert len(asked) == 6


def test_it_is_asked_for_once_per_scheme_and_host() -> None:
    made, asked = robots(RawAnswer(FetchOutcome.OK, 200, RULES))

    async def ask_all() -> None:
        await asyncio.gather(*(made.ruling(f"{SITE}/{n}") for n in range(20)), made.ruling("http://www.example.go.th/"))

    asyncio.run(ask_all())
    assert sorted(asked) == ["http://www.example.go.th/robots.txt", SITE + "/robots.txt"]


def test_delay_and_sitemaps_are_read() -> None:
    made, _ = robots(RawAnswer(FetchOutcome.OK, 200, RULES))
    assert asyncio.run(made.delay(SITE + "/")) == 7
    assert asyncio.run(made.sitemaps(SITE + "/")) == (SITE + "/map.xml",)
    made, _ = robots(RawAnswer(FetchOutcome.OK, 200, b"User-agent: oit\nCrawl-delay: 9999\n"))
    assert asyncio.run(made.delay(SITE + "/")) == 60


def test_only_the_first_500_kib_count() -> None:
    body = b"User-agent: *\n" + b"#" * MAX_BYTES + b"\nDisallow: /private\n"
    assert ruling(RawAnswer(FetchOutcome.OK, 200, body)) is None
