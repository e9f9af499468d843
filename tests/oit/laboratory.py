"""The sample agency on a bench: crawled once by `oit audit`, then read and judged again with one thing changed.

What is changed are the bytes as served (a page, a workbook) or the words a reader got out of a file; they are read by
the crawler's own readers and judged by the same function that `oit assess` calls.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

import openpyxl

from checklist.agency import Agency
from checklist.assess import assess
from checklist.load import load_checklist, load_kinds, load_topics
from checklist.site import Document, Fetch, FetchOutcome, Page, PageDetail, Site
from checklist.verdict import Assessment, Finding
from crawler.deep import read_deeply
from crawler.documents import read_document
from crawler.parse import parse_html
from storage.store import Store

TODAY = date(2026, 4, 20)


@dataclass
class Bench:
    """A crawled site whose things can be changed one by one. `put` and friends change this copy only."""

    site: Site
    agency: Agency
    bodies: dict[str, bytes]
    checklist: str = "oit-2569"
    changed: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store, agency: str) -> "Bench":
        """The agency's latest crawl, with the bytes of every page and document."""
        crawl = store.latest_crawl(agency)
        assert crawl is not None
        site = store.site(crawl.id)
        hashes = {one.url: one.fetch.sha256 for one in site.pages} | {
            one.url: one.fetch.sha256 for one in site.documents
        }
        bodies = {url: store.body(digest) or b"" for url, digest in hashes.items()}
        return cls(site, crawl.agency, bodies)

    def copy(self) -> "Bench":
        """The same, to be changed by itself."""
        return replace(self, changed=dict(self.changed))

    def url(self, path: str) -> str:
        """The address of a path of the site."""
        return self.site.home.rstrip("/") + path

    # --- changing

    def page(self, path: str, *pairs: tuple[str, str], count: int = -1) -> None:
        """Other words in a page's HTML; each must stand in it."""
        url = self.url(path)
        text = self.changed.get(url, self.bodies[url]).decode("utf-8")
        for old, new in pairs:
            assert old in text, (path, old)
            text = text.replace(old, new, count)
        self._reparse(url, text.encode("utf-8"))

    def workbook(self, path: str, edit: Callable[[Any], object]) -> None:
        """Another content of a workbook's sheets; `edit` gets the book."""
        url = self.url(path)
        book = openpyxl.load_workbook(io.BytesIO(self.changed.get(url, self.bodies[url])))
        edit(book)
        out = io.BytesIO()
        book.save(out)
        body = out.getvalue()
        self.changed[url] = body
        old = next(one for one in self.site.documents if one.url == url)
        new = read_document(body, url=url, fetch=_fetched(old.fetch, body), content_type="", name=old.name)
        self._swap(
            replace(
                new,
                found_on=old.found_on,
                anchor=old.anchor,
                heading=old.heading,
                row=old.row,
                group=old.group,
                path=old.path,
            )
        )

    def words(self, path: str, *pairs: tuple[str, str]) -> None:
        """Other words in what was read of a file: its text and the cells of its tables."""
        old = next(one for one in self.site.documents if one.url == self.url(path))
        assert all(before in "\n".join((old.text, str(old.tables))) for before, _ in pairs), path

        def said(text: str) -> str:
            for before, after in pairs:
                text = text.replace(before, after)
            return text

        tables = tuple(
            replace(
                one,
                header=tuple(map(said, one.header)),
                rows=tuple(tuple(map(said, row)) for row in one.rows),
                heading=said(one.heading),
            )
            for one in old.tables
        )
        self._swap(replace(old, pages=tuple(map(said, old.pages)), tables=tables, title=said(old.title)))

    def rename(self, old: str, new: str) -> None:
        """Other words in every link's text and on every page that holds it."""
        links = {
            one.url: tuple(
                replace(link, text=link.text.replace(old, new), row=link.row.replace(old, new)) for link in one.links
            )
            for one in self.site.pages
        }
        self.site = replace(
            self.site,
            pages=tuple(
                replace(one, links=links[one.url], text=one.text.replace(old, new), main=one.main.replace(old, new))
                for one in self.site.pages
            ),
            documents=tuple(
                replace(one, anchor=one.anchor.replace(old, new), row=one.row.replace(old, new))
                for one in self.site.documents
            ),
        )

    def die(self, path: str) -> None:
        """The address answers 404."""
        url = self.url(path)
        site = self.site
        self.site = replace(
            site,
            pages=tuple(one for one in site.pages if one.url != url),
            documents=tuple(one for one in site.documents if one.url != url),
            failures=(*site.failures, Fetch(url, FetchOutcome.NOT_FOUND, url, 404)),
        )

    def _reparse(self, url: str, body: bytes) -> None:
        self.changed[url] = body
        old = next(one for one in self.site.pages if one.url == url)
        new = parse_html(
            body,
            url=url,
            content_type=old.fetch.content_type,
            fetch=_fetched(old.fetch, body),
            found_on=old.found_on,
            anchor=old.anchor,
            path=old.path,
        )
        pages = tuple(new if one.url == url else one for one in self.site.pages)
        linked = {link.url for one in pages for link in one.links}
        outside = tuple(one for one in self.site.offsite if one.url in linked)
        self.site = replace(self.site, pages=pages, offsite=outside)

    def _swap(self, new: Document) -> None:
        self.site = replace(
            self.site, documents=tuple(new if one.url == new.url else one for one in self.site.documents)
        )

    # --- judging

    def judged(self) -> Assessment:
        """The assessment of the site as it is now."""

        def detail(page: Page) -> PageDetail:
            return read_deeply(
                self.changed.get(page.url, self.bodies[page.url]), url=page.url, content_type=page.fetch.content_type
            )

        return assess(
            load_checklist(self.checklist),
            load_topics(),
            self.agency,
            self.site,
            kinds=load_kinds(),
            today=TODAY,
            detail_of=detail,
        )


def _fetched(old: Fetch, body: bytes) -> Fetch:
    return replace(old, sha256=sha256(body).hexdigest(), size=len(body))


def findings(assessment: Assessment) -> dict[str, Finding]:
    """Every finding by its element."""
    return {one.element: one for verdict in assessment.verdicts for one in verdict.findings}


def turned(before: Assessment, after: Assessment) -> dict[str, tuple[str, str]]:
    """Elements with another outcome than before: the outcome now, and the reason's code."""
    old = findings(before)
    return {
        code: (str(one.outcome), one.reason.code)
        for code, one in findings(after).items()
        if one.outcome is not old[code].outcome
    }
