"""listing: a list of at least so many entries (news, announcements), of the year where that is asked."""

from checklist.checks.params import ListingParams
from checklist.exhibit import Exhibit, Question, doubt, nothing
from checklist.reasons import reason
from checklist.thai import Year, years_in
from checklist.verdict import Finding
from checklist.yearrule import RIGHT, is_judged, told_by, wanted_year


def check(question: Question) -> Finding:
    """Entries on one page, or that many pages and documents of the topic, one entry each."""
    want = question.want(ListingParams)
    if not question.exhibits:
        return nothing(question)
    year = wanted_year(question.year, question.fiscal_year) if question.year else question.fiscal_year
    counted = [(entries(exhibit, year, want.of_year), exhibit) for exhibit in question.exhibits]
    dated = [exhibit for exhibit in question.exhibits if not want.of_year or _single(question, exhibit)]
    best = max(counted, key=lambda pair: len(pair[0]))
    if len(best[0]) < want.minimum and len(dated) >= want.minimum:
        places = [exhibit.evidence(exhibit.title) for exhibit in dated[: min(want.minimum, 5)]]
        return question.found("list_long_enough", *places, count=len(dated), wanted=want.minimum)
    place = best[1].evidence(best[0][0] if best[0] else "")
    if len(best[0]) >= want.minimum:
        return question.found("list_long_enough", place, count=len(best[0]), wanted=want.minimum)
    undated = max(len(entries(exhibit, year, of_year=False)) for exhibit in question.exhibits)
    if want.of_year and undated >= want.minimum and not _any_dates(question):
        return question.unsure(reason("period_unknown", wanted=str(year)), place)
    count = max(len(best[0]), len(dated))
    latest = _latest(question) if want.of_year and not count else None
    if latest is not None and question.year is not None and is_judged(question.year):
        exhibit, seen = latest
        place = exhibit.evidence(year=seen)
        return doubt(question, question.lacks("period_wrong", place, wanted=str(year), seen=str(seen)))
    return doubt(question, question.lacks("list_too_short", place, count=count, wanted=want.minimum))


def _single(question: Question, exhibit: Exhibit) -> bool:
    """One entry by itself, of the year: a list says its years in its entries, whatever day stands above them."""
    if exhibit.kind == "page" and any(years_in(line) for line in entries(exhibit, 0, of_year=False)):
        return False
    return told_by(question.year, question.fiscal_year, exhibit).state == RIGHT


def entries(exhibit: Exhibit, year: int, of_year: bool) -> list[str]:
    """Rows, cards or content links of the list, each once; with `of_year` only those dated in the fiscal year."""
    seen: dict[str, str] = {}
    for text in _entry_texts(exhibit):
        line = " ".join(text.split())
        if len(line) < 12:
            continue
        if of_year and not any(_is_of(one, year) for one in years_in(line)):
            continue
        seen.setdefault(line[:80], line[:300])
    return list(seen.values())


def _is_of(said: Year, year: int) -> bool:
    """An entry of the year; the five years of a plan do not make it news of each."""
    return said.kind != "law" and said.covers(year) and (said.last or said.value) - said.value <= 1


def _entry_texts(exhibit: Exhibit) -> list[str]:
    links = [link.row or link.text for link in exhibit.links if link.place == "content" and len(link.text) >= 8]
    rows = [" ".join(row) for table in exhibit.tables for row in table.rows]
    return [*exhibit.cards, *rows] if len(exhibit.cards) + len(rows) > len(links) else links


def _latest(question: Question) -> tuple[Exhibit, int] | None:
    """The newest year an entry or an exhibit of its own names, when all are of other years."""
    named = [
        (max(one.fiscal for one in years_in(line) if _is_of(one, one.fiscal)), exhibit)
        for exhibit in question.exhibits
        for line in entries(exhibit, 0, of_year=False)
        if any(_is_of(one, one.fiscal) for one in years_in(line))
    ]
    for exhibit in question.exhibits:
        told = told_by(question.year, question.fiscal_year, exhibit)
        if told.year is not None:
            named.append((told.year, exhibit))
    if not named:
        return None
    year, exhibit = max(named, key=lambda pair: pair[0])
    return exhibit, year


def _any_dates(question: Question) -> bool:
    return any(
        years_in(text)
        for exhibit in question.exhibits
        for text in (*entries(exhibit, 0, of_year=False), *(own[:20_000] for own in exhibit.texts))
    )
