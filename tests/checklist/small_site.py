"""Small sites as plain values for the judge's tests: a home page, and targets its links lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from checklist.agency import Agency
from checklist.assess import assess
from checklist.load import load_checklist, load_kinds, load_topics
from checklist.site import (
    Document,
    DocumentState,
    Fetch,
    FetchOutcome,
    Form,
    Image,
    Link,
    OffSite,
    Page,
    PageDetail,
    PageState,
    Site,
    Step,
    Table,
)
from checklist.verdict import Assessment, Verdict

HOST = "http://www.samut.example"
HOME = HOST + "/"
AGENCY = Agency("samut", "องค์การบริหารส่วนตำบลบ้านสมมุติ", HOME, "sao")
TODAY = date(2025, 5, 1)


def fetched(url: str, content: str = "", outcome: FetchOutcome = FetchOutcome.OK, status: int = 200) -> Fetch:
    """A fetch whose hash depends on its content."""
    return Fetch(url, outcome, url, status, sha256=sha256((content or url).encode()).hexdigest())


def page(
    url: str, title: str = "", text: str = "", *, anchor: str = "", links: Sequence[Link] = (), **more: Any
) -> Page:
    """A page one click from home."""
    return Page(
        url=url,
        fetch=fetched(url, title + text),
        title=title,
        headings=(title,) if title else (),
        text=text,
        main=text,
        links=tuple(links),
        found_on="" if url == HOME else HOME,
        anchor=anchor,
        path=() if url == HOME else (Step(anchor, url),),
        **more,
    )


def document(url: str, *pages: str, anchor: str = "", found_on: str = HOME, **more: Any) -> Document:
    """A PDF with text, linked from home unless said otherwise."""
    return Document(
        url=url,
        fetch=fetched(url, "".join(pages)),
        format=more.pop("format", "pdf"),
        name=url.rsplit("/", 1)[-1],
        pages=pages,
        page_count=len(pages),
        found_on=found_on,
        anchor=anchor,
        path=(Step(anchor, url),),
        **more,
    )


def site_of(
    pages: Sequence[Page] = (),
    documents: Sequence[Document] = (),
    failures: Sequence[tuple[str, Fetch]] = (),
    offsite: Sequence[OffSite] = (),
    listed: Sequence[str] = (),
    more_links: Sequence[Link] = (),
) -> Site:
    """A site whose home page links to everything by its anchor; `failures` are (link text, fetch)."""
    links = [Link(one.url, one.anchor or one.title) for one in pages if one.url != HOME]
    links += [Link(one.url, one.anchor) for one in documents if one.found_on == HOME]
    links += [Link(fetch.url, text) for text, fetch in failures]
    links += [Link(one.url, one.anchor) for one in offsite if one.found_on == HOME]
    links += [Link("", text, raw="#") for text in listed]
    home = page(HOME, "องค์การบริหารส่วนตำบลบ้านสมมุติ", "ยินดีต้อนรับสู่เว็บไซต์", links=[*links, *more_links])
    own = [one for one in pages if one.url == HOME] or [home]
    if own[0] is not home:
        own = [replace(own[0], links=(*own[0].links, *links, *more_links))]
    rest = [one for one in pages if one.url != HOME]
    return Site(
        HOME, ("www.samut.example",), (*own, *rest), tuple(documents), tuple(f for _, f in failures), tuple(offsite)
    )


def audit(
    site: Site, checklist: str = "oit-2568", details: Mapping[str, PageDetail] | None = None, agency: Agency = AGENCY
) -> Assessment:
    """Judge the site; pages without a detail of their own were read deeply and had none."""
    known = details or {}
    return assess(
        load_checklist(checklist),
        load_topics(),
        agency,
        site,
        kinds=load_kinds(),
        today=TODAY,
        detail_of=lambda one: known.get(one.url, PageDetail()),
    )


def verdict_on(topic: str, assessment: Assessment) -> Verdict:
    """The verdict on the item that asks for the topic."""
    return next(one for one in assessment.verdicts if topic in one.topics)


def from_model(case: Mapping[str, Any], model: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """A `judge` case that takes its site from the file's model, with other words put for some (``change: {old: new}``).

    Every word to be changed must stand in the model; `site` in the case itself replaces the model's.
    """
    whole = {**(model or {}), **case}
    for old, new in case.get("change", {}).items():
        changed = _said_otherwise(whole["site"], str(old), str(new if new is not None else ""))
        assert changed != whole["site"], f"{old} is not in the model"
        whole["site"] = changed
    return whole


def _said_otherwise(told: Any, old: str, new: str) -> Any:
    if isinstance(told, str):
        return told.replace(old, new)
    if isinstance(told, Mapping):
        return {
            key.replace(old, new) if isinstance(key, str) else key: _said_otherwise(value, old, new)
            for key, value in told.items()
        }
    if isinstance(told, Sequence):
        return [_said_otherwise(one, old, new) for one in told]
    return told


def from_block(block: Mapping[str, Any], entry: Any, outcome: str) -> dict[str, Any]:
    """A `judge` case of one entry of a `shown` block: a string is the text of a PDF, ``page`` that of a page.

    `anchor` (the link's text on the home page, and a page's title) and `element` are the block's unless the entry has
    its own; ``site`` in an entry is a whole site as in `judge`.
    """
    told = {"pages": entry} if isinstance(entry, str) else dict(entry)
    target = {key: told.pop(key) for key in tuple(told) if key in _TARGET}
    if "page" in target:
        target = {
            "title": target.get("title", told.get("anchor", block["anchor"])),
            "text": target.pop("page"),
            **target,
        }
    if isinstance(target.get("pages"), str):
        target["pages"] = [target["pages"]]
    anchor = told.pop("anchor", block["anchor"])
    outcome, element = told.pop("outcome", outcome), told.pop("element", block["element"])
    setting = {key: block[key] for key in ("checklist", "kind") if key in block}
    site = [{"anchor": anchor, **target}] if target else []
    return {"site": site, "item": element.rpartition(".")[0], **setting, "findings": {element: outcome}, **told}


_TARGET = frozenset(
    {"page", "title", "pages", "file", "format", "state", "dead", "status", "url", "offsite", "public", "tables"}
    | {"images", "forms", "embeds", "links", "row", "group"}
)


def judge_case(topic: str, case: Mapping[str, Any]) -> Verdict:
    """Build the site of one `judge` case and return the verdict on its `item`, else the first item with its topic.

    `row` and `group` of a target are those of its link on the home page; a file ``under`` a number is linked from the
    page of that number instead.
    """
    pages: list[Page] = []
    documents: list[Document] = []
    failures: list[tuple[str, Fetch]] = []
    outside: list[OffSite] = []
    details: dict[str, PageDetail] = {}
    shelves: dict[int, list[Link]] = {}
    called: list[Link] = []
    for number, one in enumerate(case.get("site", ()), start=1):
        if "under" in one:
            shelves.setdefault(one["under"], []).append(
                Link(f"{HOST}/{number}.{one.get('format', 'pdf')}", one["anchor"])
            )
    for number, one in enumerate(case.get("site", ()), start=1):
        url = one.get("url") or f"{HOST}/{number}"
        anchor = one.get("anchor", "")
        around = {name: one[name] for name in ("row", "group", "heading") if name in one}
        if "dead" in one:
            failures.append((anchor, fetched(url, "", FetchOutcome(one["dead"]), int(one.get("status", 404)))))
        elif "offsite" in one:
            outside.append(
                OffSite(url, one["offsite"], HOME, anchor, public=one.get("public"), title=one.get("title", ""))
            )
        elif "pages" in one or "file" in one:
            state = DocumentState(one.get("file", "text"))
            tables = tuple(_table(table) for table in one.get("tables", ()))
            kind = one.get("format", "pdf")
            shelf = f"{HOST}/{one['under']}" if "under" in one else HOME
            more = {"tables": tables, "format": kind, "found_on": shelf, **around}
            told = [*one.get("pages", ())]
            if told and tables:
                told[-1] += "\n" + "\n".join(_text_of(table) for table in one["tables"])
            documents.append(document(f"{url}.{kind}", *told, anchor=anchor, state=state, **more))
            if around:
                called.append(Link(f"{url}.{kind}", anchor, **around))
        else:
            state_of = PageState(one.get("state", "content"))
            links = [Link(href, text) for text, href in one.get("links", {}).items()] + shelves.get(number, [])
            text = "\n".join(filter(None, (one.get("text", ""), *(_text_of(table) for table in one.get("tables", ())))))
            pages.append(page(url, one.get("title", anchor), text, anchor=anchor, links=links, state=state_of))
            details[url] = _detail(one)
            outside += [_outside(link, url) for link in links if not link.url.startswith(HOST)]
            if around:
                called.append(Link(url, anchor, **around))
    site = site_of(pages, documents, failures, outside, case.get("listed", ()), called)
    agency = Agency("samut", AGENCY.name, HOME, case.get("kind", "sao"))
    assessment = audit(site, case.get("checklist", "oit-2568"), details, agency)
    return assessment.verdict(case["item"]) if "item" in case else verdict_on(topic, assessment)


_SERVICES = {"docs.google.com": "google_docs", "drive.google.com": "google_drive", "www.facebook.com": "facebook"}


def _outside(link: Link, on: str) -> OffSite:
    """As the crawler notes a link that leads off the agency's hosts."""
    host = urlsplit(link.url).hostname or ""
    return OffSite(link.url, _SERVICES.get(host, "line" if host in ("line.me", "lin.ee") else "other"), on, link.text)


def _table(rows: Sequence[Sequence[Any]]) -> Table:
    cells = [tuple(str(cell if cell is not None else "") for cell in row) for row in rows]
    return Table(cells[0], tuple(cells[1:]))


def _text_of(rows: Sequence[Sequence[Any]]) -> str:
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def _detail(one: Mapping[str, Any]) -> PageDetail:
    return PageDetail(
        tables=tuple(_table(table) for table in one.get("tables", ())),
        images=tuple(Image(f"{HOST}/{n}.jpg", alt=alt) for n, alt in enumerate(one.get("images", ()))),
        forms=tuple(Form(f"{HOST}/send", tuple(fields), ("ส่ง",)) for fields in one.get("forms", ())),
        embeds=tuple(one.get("embeds", ())),
    )
