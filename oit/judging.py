"""From a stored crawl to an assessment and to the view that reports are made of."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from checklist.agency import Agency
from checklist.load import available, load_checklist, load_kinds, load_topics
from checklist.memory import Recall
from checklist.model import Checklist
from checklist.site import Page, PageDetail
from checklist.verdict import Assessment
from checklist.years import fiscal_year_of
from oit import __version__
from oit.details import Details
from oit.rules import rules_digest

if TYPE_CHECKING:
    from checklist.assess import Assessor
    from reports.view import AuditView
    from storage.records import Learnt
    from storage.store import CrawlRecord, Store


def new_assessor(
    checklist: Checklist, agency: Agency, *, today: date, home: str, detail_of: Callable[[Page], PageDetail | None]
) -> "Assessor":
    """An assessor over this installation's topics and kinds, to be fed while a crawl runs."""
    from checklist.assess import Assessor  # all checks come with it: a report of what is stored needs none

    return Assessor(
        checklist,
        load_topics(),
        agency,
        kinds=load_kinds(),
        today=today,
        home=home,
        detail_of=detail_of,
        version=__version__,
    )


class Judged(NamedTuple):
    """An assessment, and what making it leaves for the next."""

    assessment: Assessment
    learnt: "Learnt"


def judge_crawl(
    store: "Store",
    crawl: "CrawlRecord",
    checklist: Checklist,
    *,
    today: date,
    save: bool = True,
    anew: bool = False,
    details: Details | None = None,
) -> Assessment:
    """Judge everything one crawl stored; the result is saved unless told otherwise. See `judged`."""
    found = judged(store, crawl, checklist, today=today, anew=anew, details=details)
    if save:
        store.save_assessment(found.assessment, found.learnt)
    return found.assessment


def judged(
    store: "Store",
    crawl: "CrawlRecord",
    checklist: Checklist,
    *,
    today: date,
    anew: bool = False,
    details: Details | None = None,
) -> Judged:
    """Judge everything one crawl stored; nothing is saved.

    The same whether the crawl was broken and taken up again or not: it looks only at what is stored. Items that rest
    on the very things that they rested on the last time are not judged again, unless `anew`: no verdict differs for it.
    `details`: who has read some of its pages deeply already.
    """
    from checklist.assess import assess
    from storage.learning import learnt

    store.flush()
    same = store.sameness(crawl.id)
    ground = _ground(crawl, checklist, today)
    recall = None
    if ground and not anew:
        recall = Recall(ground, store.memory(crawl.agency.id, checklist.id), same.contents)
    details = details or Details(store)
    assessment = assess(
        checklist,
        load_topics(),
        crawl.agency,
        store.site(crawl.id),
        kinds=load_kinds(),
        today=today,
        detail_of=details,
        version=__version__,
        crawl=crawl.id,
        recall=recall,
    )
    assessment = replace(assessment, basis=_basis(ground, same.digest))
    return Judged(assessment, learnt(details.made, recall.memory() if recall is not None else None))


def taken_over(store: "Store", crawl: "CrawlRecord", checklist: Checklist, *, today: date) -> Assessment | None:
    """The agency's last assessment, saved anew as that of this crawl, when everything that it rests on is the same.

    None when anything differs: a page, a dead link, a way to it, the list, the program, the fiscal year.
    """
    before = store.assessment(crawl.agency.id, checklist=checklist.id)
    if before is None or not before.basis:
        return None
    if before.basis != _basis(_ground(crawl, checklist, today), store.sameness(crawl.id).digest):
        return None
    assessment = replace(before, crawl=crawl.id, assessed_on=today.isoformat())
    store.save_assessment(assessment)
    return assessment


def _ground(crawl: "CrawlRecord", checklist: Checklist, today: date) -> str:
    """By what it is judged, as one digest; "" for a list in a file of one's own, which is always judged anew.

    No rule asks for the date beyond its fiscal year.
    """
    if checklist.id not in available() or checklist != load_checklist(checklist.id):
        return ""
    told = (rules_digest(), checklist.id, repr(crawl.agency), str(fiscal_year_of(today)))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _basis(ground: str, seen: str) -> str:
    """By what, and of what: everything that a verdict depends on."""
    return hashlib.sha256(f"{ground}\n{seen}".encode()).hexdigest() if ground else ""


def build_view(store: "Store", agency: Agency, assessment: Assessment, crawl: "CrawlRecord | None") -> "AuditView":
    """All that a report may say about this assessment, with the one before it and people's reviews beside it."""
    from reports.view import AuditView

    known = {*available(), assessment.checklist}  # a list kept in a file of one's own may be gone
    stored = [a for a in store.assessments(agency.id) if a.checklist in known]  # newest first
    older = stored[stored.index(assessment) + 1 :] if assessment in stored else stored
    earlier = [a for a in older if a.crawl != assessment.crawl]
    same_list = [a for a in earlier if a.checklist == assessment.checklist]
    before = next(iter(same_list or earlier), None)
    checklist = load_checklist(assessment.checklist)
    return AuditView.build(
        checklist,
        load_topics(),
        load_kinds(),
        agency,
        crawl,
        assessment,
        previous=before,
        reviews=store.reviews(agency.id, assessment.checklist),
        previous_checklist=load_checklist(before.checklist) if before else None,
        last_year=_last_year(checklist, stored),
        site=store.site(crawl.id) if crawl else None,
    )


def _last_year(checklist: Checklist, stored: Sequence[Assessment]) -> tuple[Assessment, Checklist] | None:
    """The newest assessment by the nearest earlier year's list of the same family, with that list."""
    found: list[tuple[int, Assessment, Checklist]] = []
    for one in stored:
        asked = load_checklist(one.checklist)
        if asked.family == checklist.family and asked.fiscal_year < checklist.fiscal_year:
            found.append((asked.fiscal_year, one, asked))
    nearest = max(found, key=lambda row: row[0], default=None)  # of equals the first, which is the newest
    return nearest[1:] if nearest else None
