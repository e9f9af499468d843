"""A site that names every topic and shows nothing: whatever hides behind the names, no list takes it for evidence.

For every family, every topic is linked by its own name to one kind of hollow thing; each item must be named for what it
is, and none may be complete, partial or outdated.
"""

from collections.abc import Callable

import pytest

from checklist.load import load_checklist, load_topics
from checklist.site import DocumentState, FetchOutcome, Link, OffSite, Page, PageState, Site
from checklist.verdict import Outcome, Status
from tests.checklist.small_site import AGENCY, HOME, HOST, audit, document, fetched, page, site_of

LISTS = ("oit-2563", "oit-2566", "oit-2569", "moit-2569", "vec-2568", "vec-2569", "obec-2568", "police-2568")
KINDS = {"oit": "sao", "moit": "hospital", "vec": "vocational-college", "obec": "school", "police": "police-station"}


def names(checklist: str) -> dict[str, str]:
    """Every topic the list asks for: by its item's name, or by its own where an item joins several."""
    topics = load_topics()
    named = {topic: topics[topic].name_th for topic in load_checklist(checklist).topics}
    return named | {item.topics[0]: item.name for item in load_checklist(checklist).items if len(item.topics) == 1}


def dead(checklist: str) -> Site:
    gone = [
        (name, fetched(f"{HOST}/{topic}.pdf", "", FetchOutcome.NOT_FOUND, 404))
        for topic, name in names(checklist).items()
    ]
    return site_of(failures=gone)


def files(state: DocumentState) -> Callable[[str], Site]:
    def build(checklist: str) -> Site:
        return site_of(
            documents=[
                document(f"{HOST}/{topic}.pdf", anchor=name, state=state) for topic, name in names(checklist).items()
            ]
        )

    return build


def pages(state: PageState) -> Callable[[str], Site]:
    def build(checklist: str) -> Site:
        shells = [
            page(f"{HOST}/{topic}", name, name, anchor=name, state=state) for topic, name in names(checklist).items()
        ]
        return site_of(shells)

    return build


def outside(public: bool | None) -> Callable[[str], Site]:
    def build(checklist: str) -> Site:
        url = "https://drive.google.com/file/d/{}/view"
        drives = [
            OffSite(url.format(topic), "google_drive", HOME, name, public=public)
            for topic, name in names(checklist).items()
        ]
        return site_of(offsite=drives)

    return build


def listed(checklist: str) -> Site:
    return site_of(listed=[*names(checklist).values()])


def to_a_dead_end(checklist: str) -> Site:
    """Each page has the right title and one link, to an address that does not answer."""
    shelves: list[Page] = []
    gone = []
    for topic, name in names(checklist).items():
        target = f"{HOST}/file-{topic}.pdf"
        gone.append(fetched(target, "", FetchOutcome.NOT_FOUND, 404))
        shelves.append(page(f"{HOST}/{topic}", name, f"{name}\nดูไฟล์", anchor=name, links=[Link(target, "ดูไฟล์")]))
    site = site_of(shelves)
    return Site(site.home, site.hosts, site.pages, site.documents, tuple(gone))


ANY_FILE = {"file_found", "reachable", "period_right"}
"""What is asked of the file as such, and what an empty page has too."""

HOLLOW = {
    "dead links": (dead, Status.BROKEN, {"weak_dead"}),
    "pages with a dead link": (to_a_dead_end, Status.BROKEN, {"weak_dead"}),
    "listed without a target": (listed, Status.BROKEN, {"weak_listed"}),
    "password": (files(DocumentState.ENCRYPTED), Status.BROKEN, {"weak_password"}),
    "empty files": (files(DocumentState.EMPTY), Status.BROKEN, {"weak_empty"}),
    "scans": (files(DocumentState.SCAN), Status.CANT_TELL, {"weak_scan"}),
    "pictures": (files(DocumentState.PICTURE), Status.CANT_TELL, {"weak_picture"}),
    "damaged files": (files(DocumentState.BROKEN), Status.CANT_TELL, {"weak_unreadable"}),
    "under construction": (pages(PageState.CONSTRUCTION), Status.BROKEN, {"weak_construction"}),
    "right title and nothing under it": (pages(PageState.CONTENT), Status.BROKEN, {"weak_empty"}),
    "not found with status 200": (pages(PageState.SOFT_404), Status.BROKEN, {"weak_soft_404"}),
    "log-in": (pages(PageState.LOGIN), Status.BROKEN, {"weak_login"}),
    "filler": (pages(PageState.FILLER), Status.BROKEN, {"weak_filler"}),
    "only by script": (pages(PageState.NEEDS_SCRIPT), Status.CANT_TELL, {"weak_needs_script"}),
    "private drive": (outside(False), Status.BROKEN, {"weak_drive_private"}),
    "drive nobody opened": (outside(None), Status.CANT_TELL, {"weak_offsite_only"}),
}


@pytest.mark.parametrize("checklist", LISTS)
@pytest.mark.parametrize("hollow", HOLLOW)
def test_names_with_nothing_behind_them(checklist: str, hollow: str) -> None:
    build, status, weak = HOLLOW[hollow]
    agency = AGENCY.__class__("samut", AGENCY.name, HOME, KINDS[checklist.split("-")[0]])
    for verdict in audit(build(checklist), checklist, agency=agency).verdicts:
        where = (verdict.code, verdict.topics, verdict.reason)
        assert verdict.status is status, where
        assert weak <= {one.code for one in verdict.weak}, where
        assert verdict.points_lost > 0 and verdict.evidence, where
        passed = {one.reason.code for one in verdict.findings if one.outcome is Outcome.PASSED}
        assert passed <= ANY_FILE, where
