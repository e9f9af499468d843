"""must_look: what no machine can judge honestly; a person is told what to look at, and where."""

from checklist.checks.params import MustLookParams
from checklist.exhibit import Question, nothing
from checklist.reasons import reason
from checklist.verdict import Finding


def check(question: Question) -> Finding:
    """`cant_tell` at the best exhibit; without any exhibit there is nothing to look at."""
    if not question.exhibits:
        return nothing(question)
    want = question.want(MustLookParams)
    why = reason("person_must_look", why=(want.why, want.why_en or want.why))
    return question.unsure(why, question.exhibits[0].evidence())
