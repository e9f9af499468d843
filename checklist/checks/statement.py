"""statement: a sentence that must be said; its groups of words stand close together in one passage."""

from checklist.checks.params import StatementParams
from checklist.checks.wording import none_statement
from checklist.exhibit import Exhibit, Question, best_of, folded
from checklist.reasons import reason
from checklist.verdict import Finding

PASSAGE = 600
"""Folded characters a statement may spread over: about a paragraph."""


def check(question: Question) -> Finding:
    """The passage, or an allowed "there was none"."""
    want = question.want(StatementParams)
    return best_of(question, lambda exhibit: _one(question, want, exhibit))


def _one(question: Question, want: StatementParams, exhibit: Exhibit) -> Finding:
    for index, text in enumerate(exhibit.folded_texts):
        span = passage(text, [[folded(word) for word in group] for group in want.words])
        if span:
            quote = exhibit.quote_of(index, *span)
            words = tuple(group[0] for group in want.words)
            return question.found("words_found", exhibit.evidence(quote, index), words=words)
    if want.or_none:
        said = none_statement(question, exhibit)
        if said:
            return question.found("nothing_to_report", said, statement=said.quote)
    words = tuple(group[0] for group in want.words)
    if exhibit.ocr:
        return question.unsure(reason("ocr_only", what=", ".join(words)), exhibit.evidence())
    return question.lacks("words_missing", exhibit.evidence(), words=words)


def passage(text: str, groups: list[list[str]]) -> tuple[int, int] | None:
    """The first span of at most `PASSAGE` characters that holds a word of every group, or None."""
    for word in groups[0]:
        at = text.find(word) if word else -1
        while at >= 0:
            low, high = max(0, at - PASSAGE), min(len(text), at + PASSAGE)
            ends = [_near(text, group, at, low, high) for group in groups]
            if all(end is not None for end in ends):
                return at, at + len(word)
            at = text.find(word, at + 1)
    return None


def _near(text: str, group: list[str], at: int, low: int, high: int) -> int | None:
    places = [text.find(word, low, high) for word in group if word]
    found = [abs(place - at) for place in places if place >= 0]
    return min(found) if found else None
