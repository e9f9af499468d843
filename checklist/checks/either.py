"""either: an item that may be met in one of several ways, each of which is a question of another kind."""

from collections.abc import Mapping
from dataclasses import replace

from checklist.checks.params import PARAMS, EitherParams
from checklist.exhibit import CheckFunction, Question, nothing
from checklist.verdict import Finding, Outcome


def among(kinds: Mapping[str, CheckFunction]) -> CheckFunction:
    """The check, for ways of these kinds."""

    def check(question: Question) -> Finding:
        """The first way that is met whole; else one that a person must look at; else none, and all are named."""
        if not question.exhibits:
            return nothing(question)
        ways = question.want(EitherParams).ways
        findings = [
            kinds[way.kind](replace(question, params=PARAMS[way.kind].model_validate(way.asks))) for way in ways
        ]
        for outcome in (Outcome.PASSED, Outcome.CANT_TELL):
            met = next((one for one in findings if one.outcome is outcome), None)
            if met is not None:
                return met
        places = next((one.evidence for one in findings if one.evidence), ())
        return question.lacks("no_way_met", *places, ways=tuple(way.name for way in ways))

    return check
