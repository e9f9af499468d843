"""Mistakes in a checklist file that its shape alone cannot tell: codes, indicators, topics and kinds that must fit."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from checklist.model import Topic
from checklist.shapes import ChecklistShape, ElementShape, IndicatorShape, ItemShape
from checklist.source import Source, Where

_NUMBERED = re.compile(r"(?P<prefix>\D*)(?P<number>\d+)")


def check_codes(source: Source, raw: ChecklistShape) -> None:
    """Codes once each, indicators that exist, and no gap in the range the file declares."""
    _report_doubles(source, [(item.code, ("items", at, "code")) for at, item in enumerate(raw.items)])
    _report_doubles(source, [(one.code, ("indicators", at, "code")) for at, one in enumerate(raw.indicators)])
    _report_doubles(
        source,
        [
            (element.code, ("items", at, "elements", i, "code"))
            for at, item in enumerate(raw.items)
            for i, element in enumerate(item.elements)
        ],
    )
    known = {indicator.code for indicator in raw.indicators}
    for at, item in enumerate(raw.items):
        if known and item.indicator not in known:
            source.wrong(("items", at, "indicator"), f"{item.code}: there is no indicator “{item.indicator}”")
        if not known and item.indicator:
            source.wrong(("items", at, "indicator"), f"{item.code}: names an indicator, but the list has none")
    wanted = list(_range(raw.codes)) if raw.codes else []
    if raw.codes and not wanted:
        source.wrong(("codes",), f"“codes” must look like O1-O43, not “{raw.codes}”")
    for code in wanted:
        if code not in {item.code for item in raw.items}:
            source.wrong(("codes",), f"{code} is missing: “codes” says {raw.codes}")


def _range(codes: str) -> Iterator[str]:
    """Every code of a range written `O1-O43`; nothing when it is not one."""
    first, _, last = codes.partition("-")
    start, end = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if start and end and start["prefix"] == end["prefix"]:
        for number in range(int(start["number"]), int(end["number"]) + 1):
            yield f"{start['prefix']}{number}"


def _report_doubles(source: Source, codes: list[tuple[str, Where]]) -> None:
    counted = Counter(code for code, _ in codes)
    first: dict[str, Where] = {}
    for code, where in codes:
        if counted[code] > 1 and code in first:
            source.wrong(where, f"the code “{code}” is used twice; the first is on line {source.line(first[code])}")
        first.setdefault(code, where)


def check_names(source: Source, raw: ChecklistShape, topics: Mapping[str, Topic], kinds: frozenset[str]) -> None:
    """Topics, agency kinds and element topics must be known; no topics at all means they are not checked."""
    for at, item in enumerate(raw.items):
        here: Where = ("items", at)
        for i, topic in enumerate(item.topics):
            if topics and topic not in topics:
                source.wrong((*here, "topics", i), f"{item.code}: there is no topic “{topic}” in topics.yml")
        _check_kinds(source, item.code, item.only, (*here, "only"), kinds)
        for i, element in enumerate(item.elements):
            there = (*here, "elements", i)
            if element.topic and element.topic not in item.topics:
                source.wrong((*there, "topic"), f"{element.code}: “{element.topic}” is not a topic of {item.code}")
            _check_kinds(source, element.code, element.only, (*there, "only"), kinds)
            _check_kinds(source, element.code, element.never, (*there, "never"), kinds)


def _check_kinds(source: Source, code: str, named: list[str], where: Where, kinds: frozenset[str]) -> None:
    for at, kind in enumerate(named):
        if kind not in kinds:
            source.wrong((*where, at), f"{code}: there is no kind of agency or group “{kind}” in kinds.yml")


def look_at_names_anyway(source: Source, kinds: frozenset[str]) -> None:
    """After a fault of shape: codes, indicators, kinds and topics as far as they are written as they should be."""
    data = _dict(source.data)
    items = [
        ItemShape.model_construct(
            code=_word(item.get("code")),
            indicator=_word(item.get("indicator")),
            topics=_words(item.get("topics")),
            only=_words(item.get("only")),
            elements=[
                ElementShape.model_construct(
                    code=_word(element.get("code")),
                    topic=_word(element.get("topic")),
                    only=_words(element.get("only")),
                    never=_words(element.get("never")),
                )
                for element in map(_dict, _list(item.get("elements")))
            ],
        )
        for item in map(_dict, _list(data.get("items")))
    ]
    indicators = [
        IndicatorShape.model_construct(code=_word(_dict(one).get("code"))) for one in _list(data.get("indicators"))
    ]
    raw = ChecklistShape.model_construct(codes=_word(data.get("codes")), indicators=indicators, items=items)
    check_codes(source, raw)
    check_names(source, raw, {}, kinds)


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _words(value: object) -> list[str]:
    return [one for one in _list(value) if isinstance(one, str)]
