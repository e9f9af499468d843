"""A website that changes from night to night in random ways, and what a crawl of it would store: quick, no network.

Pages are bytes, read by the crawler's own readers. What changes is what changes on real sites: words, rows, links,
pictures, titles, files; pages come, go, die, or turn out hollow; and what never matters: times, ETags, the order of
arrival.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.generated import Shape, Words, build
from checklist.agency import Agency
from checklist.load import load_checklist, load_topics
from checklist.site import Document, Fetch, FetchOutcome, Link, OffSite, Page, PageState, Step
from crawler.documents import read_all
from crawler.parse import parse_html
from storage.store import CrawlRecord, Result, Store
from tests.sites.serve import SAMPLE

HOST = "http://www.thungsommut.example"
AGENCY = Agency("changing", "องค์การบริหารส่วนตำบลทุ่งสมมุติ", f"{HOST}/", "sao")
_FILES = (".pdf", ".xlsx", ".docx")
_FAULTS = SAMPLE.parents[1] / "faults" / "www"
_STATES = (
    PageState.CONTENT, PageState.CONTENT, PageState.CONTENT, PageState.EMPTY, PageState.SOFT_404, PageState.LOGIN,
    PageState.CONSTRUCTION, PageState.CHALLENGE, PageState.NEEDS_SCRIPT, PageState.ERROR,
)  # fmt: skip
_DEAD = (
    (FetchOutcome.NOT_FOUND, 404), (FetchOutcome.SERVER_ERROR, 500), (FetchOutcome.TIMEOUT, 0),
    (FetchOutcome.FORBIDDEN, 401), (FetchOutcome.ROBOTS, 0),
)  # fmt: skip


@dataclass
class Changing:
    """A site: bytes by path, and what is wrong with some paths. `rng` decides what changes."""

    rng: random.Random
    files: dict[str, bytes]
    states: dict[str, PageState] = field(default_factory=dict)
    dead: dict[str, tuple[FetchOutcome, int]] = field(default_factory=dict)
    unrendered: set[str] = field(default_factory=set)
    public: dict[str, bool | None] = field(default_factory=dict)
    asked: int = 1_000  # pages and files that are asked for before the budget is spent
    night: int = 0

    @classmethod
    def sample(cls, seed: int) -> "Changing":
        """The sample agency, or the one of faults."""
        root = (SAMPLE, _FAULTS)[seed % 2]
        files = {_path(file, root): file.read_bytes() for file in sorted(root.rglob("*")) if file.suffix in _KEPT}
        return cls(random.Random(f"sample {seed}"), files)

    @classmethod
    def generated(cls, seed: int) -> "Changing":
        """One of the benchmarks' agencies, small."""
        import gzip

        words = Words(random.Random(seed))
        site = build(Shape(pages=20, documents=4, seed=seed), words, random.Random(seed))
        files = {
            path: gzip.decompress(body) if kind.startswith("text/html") else body
            for path, (body, kind, _) in site.files.items()
        }
        return cls(random.Random(f"generated {seed}"), files)

    @property
    def pages(self) -> list[str]:
        """Paths of its pages."""
        return [path for path in self.files if not path.endswith(_FILES)]

    def change(self) -> None:
        """A few things are different, or nothing that matters."""
        for _ in range(self.rng.choice((0, 1, 1, 1, 2, 4))):
            self.rng.choice(CHANGES)(self)

    def crawl(self, store: Store) -> CrawlRecord:
        """What a crawl of it stores tonight."""
        now = f"2026-09-{self.night + 1:02d}T10:00:00+00:00"
        record = store.begin_crawl(AGENCY, f"{HOST}/", now=now, max_requests=999, version="1", resume=False)
        found, waiting = self._seen(now)
        self.rng.shuffle(found)  # answers come when they come
        for result, body in found:
            store.save(record.id, result, body=body, reader="parse")
        if waiting:
            from storage.store import FrontierRow

            store.add_urls(record.id, [FrontierRow(url) for url in waiting])
        return store.finish_crawl(record.id, outcome="budget" if waiting else "finished", now=now)

    def _seen(self, now: str) -> tuple[list[tuple[Result, bytes | None]], list[str]]:
        found: list[tuple[Result, bytes | None]] = []
        outside: dict[str, OffSite] = {}
        ways: dict[str, tuple[str, Link, tuple[Step, ...]]] = {"/": ("", Link(f"{HOST}/"), ())}
        queue = ["/"]
        done = 0
        while queue and done < self.asked:
            path = queue.pop(0)
            found_on, link, steps = ways[path]
            done += 1
            one, body = self._one(path, found_on, link, steps, now)
            found.append((one, body))
            for led in one.links if isinstance(one, Page) else ():
                if not led.url.startswith(HOST):
                    if led.url.startswith("http"):
                        outside.setdefault(led.url, self._outside(led, one, steps))
                    continue
                there = urlsplit(led.url).path
                if there not in ways:
                    ways[there] = (one.url, led, (*steps, Step(led.text, led.url)))
                    queue.append(there)
        found += [(place, None) for place in outside.values()]
        return found, [HOST + path for path in queue]

    def _one(
        self, path: str, found_on: str, link: Link, steps: tuple[Step, ...], now: str
    ) -> tuple[Page | Document | Fetch, bytes | None]:
        url, body = HOST + path, self.files.get(path)
        outcome, status = self.dead.get(path, (FetchOutcome.OK, 200))
        if body is None and outcome is FetchOutcome.OK:
            outcome, status = FetchOutcome.NOT_FOUND, 404
        fetch = Fetch(url, outcome, url, status, "text/html", now, etag=f'"{self.night}"')
        if body is None or outcome is not FetchOutcome.OK:
            return fetch, None
        fetch = replace(fetch, sha256=sha256(body).hexdigest(), size=len(body), unchanged=bool(self.night % 2))
        if path.endswith(_FILES):
            document = _document(body, url, path.rsplit("/", 1)[1])
            return replace(
                document, fetch=fetch, found_on=found_on, anchor=link.text, heading=link.heading, row=link.row,
                group=link.group, path=steps,
            ), body  # fmt: skip
        page = replace(_page(body, url), fetch=fetch, found_on=found_on, anchor=link.text, path=steps)
        unrendered = "shell" if path in self.unrendered else ""
        return replace(page, state=self.states.get(path, page.state), unrendered=unrendered), body

    def _outside(self, link: Link, page: Page, steps: tuple[Step, ...]) -> OffSite:
        service = "google_drive" if "drive" in link.url else "facebook" if "facebook" in link.url else "other"
        return OffSite(
            link.url, service, page.url, link.text, link.heading, link.row, link.group, steps, self.public.get(link.url)
        )


_KEPT = (".html", *_FILES)


def _path(file: Path, root: Path) -> str:
    name = "/" + file.relative_to(root).as_posix().removesuffix(".html")
    return "/" if name == "/index" else name


@lru_cache(maxsize=500)
def _page(body: bytes, url: str) -> Page:
    return parse_html(body, url=url, content_type="text/html", fetch=Fetch(url, FetchOutcome.OK))


@lru_cache(maxsize=200)
def _document(body: bytes, url: str, name: str) -> Document:
    return read_all(body, url=url, fetch=Fetch(url, FetchOutcome.OK), name=name)[0]


# --- changes

_TAGS = {
    "row": rb"<tr\b.*?</tr>", "entry": rb"<li\b.*?</li>", "link": rb"<a\b.*?</a>", "picture": rb"<img\b[^>]*>",
    "heading": rb"<h[1-4]\b.*?</h[1-4]>", "cell": rb"(?<=<td>).*?(?=</td>)", "paragraph": rb"<p\b.*?</p>",
}  # fmt: skip
_FRIENDS = [words for topic in load_topics().values() for words in topic.never]
_NAMES = [item.name for item in load_checklist("oit-2569").items]


def _edit(site: Changing, pattern: bytes, new: Callable[[bytes], bytes]) -> None:
    path = site.rng.choice(site.pages)
    places = list(re.finditer(pattern, site.files[path], re.DOTALL))
    if places:
        place = site.rng.choice(places)
        body = site.files[path]
        site.files[path] = body[: place.start()] + new(place.group()) + body[place.end() :]


def something_gone(site: Changing) -> None:
    _edit(site, _TAGS[site.rng.choice(list(_TAGS))], lambda _: b"")


def something_twice(site: Changing) -> None:
    _edit(site, _TAGS[site.rng.choice(list(_TAGS))], lambda old: old + old)


def other_year(site: Changing) -> None:
    _edit(site, rb"25[67]\d", lambda _: str(site.rng.randint(2565, 2570)).encode())


def other_words(site: Changing) -> None:
    _edit(site, rb"(?<=>)[^<>]{8,}(?=<)", lambda _: site.rng.choice(_NAMES).encode())


def other_title(site: Changing) -> None:
    _edit(site, rb"(?<=<title>).*?(?=</title>)", lambda _: site.rng.choice(_NAMES).encode())


def new_link(site: Changing) -> None:
    words = f"{site.rng.choice(_NAMES)} {site.rng.randint(2566, 2569)}"
    target = site.rng.choice([*site.files, "/never-there", "https://drive.google.com/file/d/abc", "#panel", ""])
    link = f'<ul><li><a href="{target}">{words}</a></li></ul>'.encode()
    _edit(site, rb"</main>|</body>", lambda end: link + end)


def everywhere(site: Changing) -> None:
    """A link that most pages have: it is the site's then."""
    link = f'<p><a href="{site.rng.choice(site.pages)}">{site.rng.choice(_NAMES)}</a></p>'.encode()
    for path in site.pages:
        site.files[path] = site.files[path].replace(b"</body>", link + b"</body>")


def new_page(site: Changing) -> None:
    copied = site.files[site.rng.choice(site.pages)]
    path = f"/new-{site.night}-{len(site.files)}"
    site.files[path] = re.sub(rb"<title>.*?</title>", f"<title>{site.rng.choice(_NAMES)}</title>".encode(), copied)
    link = f'<p><a href="{path}">{site.rng.choice(_NAMES)}</a></p>'.encode()
    _edit(site, rb"</body>", lambda end: link + end)


def signpost(site: Changing) -> None:
    """A page with nothing but one link, to a place outside or to what may be dead."""
    target = site.rng.choice(["https://drive.google.com/file/d/abc", "https://facebook.com/x", *site.files, "/never"])
    name = site.rng.choice(_NAMES)
    body = f'<html><title>{name}</title><body><main><h1>{name}</h1><a href="{target}">เปิดดู</a></main></body></html>'
    path = site.rng.choice(site.pages)
    if path != "/":
        site.files[path] = body.encode()


def false_friend(site: Changing) -> None:
    words = site.rng.choice(_FRIENDS)
    _edit(site, rb"</main>|</body>", lambda end: f'<p><a href="/friend">{words}</a></p>'.encode() + end)


def gone(site: Changing) -> None:
    path = site.rng.choice(list(site.files))
    if path != "/":
        del site.files[path]


def dies(site: Changing) -> None:
    path = site.rng.choice(list(site.files))
    if path in site.dead:
        del site.dead[path]
    elif path != "/":
        site.dead[path] = site.rng.choice(_DEAD)


def turns_out(site: Changing) -> None:
    site.states[site.rng.choice(site.pages)] = site.rng.choice(_STATES)


def script(site: Changing) -> None:
    site.unrendered ^= {site.rng.choice(site.pages)}


def file_changes(site: Changing) -> None:
    files = [path for path in site.files if path.endswith(_FILES)]
    if len(files) > 1:
        one, other = site.rng.sample(files, 2)
        body = site.files[other]
        site.files[one] = site.rng.choice((body, body, body[:100], b""))


def public_or_not(site: Changing) -> None:
    links = re.findall(rb'href="?(https?://[^">\s]+)', b"".join(site.files[path] for path in site.pages))
    if links:
        site.public[site.rng.choice(links).decode()] = site.rng.choice((True, False, None))


def other_budget(site: Changing) -> None:
    site.asked = site.rng.choice((1_000, 1_000, 30, 15, 1))


CHANGES: tuple[Callable[[Changing], None], ...] = (
    something_gone, something_gone, something_twice, other_year, other_year, other_words, other_title, new_link,
    everywhere, new_page, signpost, signpost, false_friend, gone, dies, turns_out, script, file_changes, public_or_not,
    public_or_not, other_budget,
)  # fmt: skip
