"""reachable: the evidence is reached by clicks from the agency's own home page."""

from checklist.exhibit import Question, nothing
from checklist.verdict import Evidence, Finding


def check(question: Question) -> Finding:
    """A click path is known, or it is the home page itself; a place known only from a site map is not reached."""
    for exhibit in question.exhibits:
        if exhibit.home or exhibit.found_on:
            return question.found("reachable", exhibit.evidence(), clicks=max(len(exhibit.path), 1))
    for place in question.outside:
        if place.found_on:
            path = tuple(step.text for step in place.path)
            evidence = Evidence(place.url, "offsite", place.found_on, path, place.anchor or place.title)
            return question.found("reachable", evidence, clicks=max(len(path), 1))
    if not question.exhibits:
        return nothing(question)
    return question.lacks("not_reachable", question.exhibits[0].evidence())
