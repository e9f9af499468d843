"""From the YAML in `data/` to the frozen values of `model`, or one message that lists every mistake with its line.

A file is read into plain data with lines (`source`), its shape is checked (`shapes`), then what shape alone cannot say:
codes, indicators, topics, agency kinds, kinds of check. Results are kept for the life of the process: callers share one
frozen `Checklist` per file.
"""

import functools
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from checklist.agency import AgencyKind
from checklist.checks.params import PARAMS
from checklist.errors import ChecklistError, UsageError
from checklist.faults import check_codes, check_names, look_at_names_anyway
from checklist.model import Check, Checklist, Closing, Element, Indicator, Item, Level, Scoring, Topic, YearRule
from checklist.shapes import (
    ChecklistShape,
    CheckShape,
    ClosingShape,
    ElementShape,
    ItemShape,
    KindShape,
    ScoringShape,
    TopicShape,
    YearShape,
)
from checklist.source import Shape, Source, Where

DATA = Path(__file__).parent / "data"
"""The folder of the checklists that come with the program."""

_ID = re.compile(r"[a-z]+-25\d\d")


def _read_check(source: Source, code: str, raw: CheckShape, where: Where) -> Check:
    """The check with its parameters read by its kind's model, defaults filled in."""
    model = PARAMS.get(raw.kind)
    if model is None:
        source.wrong((*where, "kind"), f"{code}: there is no check “{raw.kind}”; there are {', '.join(PARAMS)}")
        return Check(raw.kind)
    params = source.shape(model, raw.model_extra or {}, where)
    return Check(raw.kind, MappingProxyType(params.model_dump()) if params else {})


# --- building the frozen values ---------------------------------------------------------------------------------------


def _year(raw: YearShape) -> YearRule:
    return YearRule(raw.rule, raw.text, raw.provenance)


def _element(source: Source, raw: ElementShape, where: Where) -> Element:
    return Element(
        code=raw.code,
        text=raw.text,
        check=_read_check(source, raw.code, raw.check, (*where, "check")),
        provenance=raw.provenance,
        source=raw.source,
        topic=raw.topic,
        only=tuple(raw.only),
        never=tuple(raw.never),
        optional=raw.optional,
        year=_year(raw.year) if raw.year else None,
        note=raw.note,
    )


def _item(source: Source, raw: ItemShape, where: Where) -> Item:
    return Item(
        code=raw.code,
        name=raw.name,
        indicator=raw.indicator,
        topics=tuple(raw.topics),
        year=_year(raw.year),
        elements=tuple(_element(source, one, (*where, "elements", at)) for at, one in enumerate(raw.elements)),
        provenance=raw.provenance,
        source=raw.source,
        only=tuple(raw.only),
        unit=raw.unit,
        note=raw.note,
    )


def _scoring(raw: ScoringShape) -> Scoring:
    levels = sorted((Level(one.name, one.minimum) for one in raw.levels), key=lambda level: -level.minimum)
    return Scoring(raw.weight, raw.pass_mark, tuple(levels), raw.provenance)


def _closing(source: Source, raw: ClosingShape | None) -> Closing | None:
    if raw is None:
        return None
    try:
        day = date(raw.year - 543, raw.month, raw.day)
    except ValueError:
        source.wrong(("closes",), f"“closes”: there is no day {raw.day} in month {raw.month} of {raw.year}")
        return None
    return Closing(day, raw.provenance, raw.source)


def _read_checklist(path: Path, name: str) -> Checklist:
    source = Source(path, name)
    raw = source.shape(ChecklistShape, source.data)
    if raw is None:
        _look_at_checks_anyway(source)
        look_at_names_anyway(source, _kind_names())
        source.stop_if_wrong()
        raise AssertionError("a file without a shape has mistakes")
    if raw.id != f"{raw.family}-{raw.fiscal_year}":
        source.wrong(("id",), f"“id” must be {raw.family}-{raw.fiscal_year} (family and fiscal year), not “{raw.id}”")
    check_codes(source, raw)
    check_names(source, raw, load_topics(), _kind_names())
    items = tuple(_item(source, item, ("items", at)) for at, item in enumerate(raw.items))
    closes = _closing(source, raw.closes)
    source.stop_if_wrong()
    return Checklist(
        id=raw.id,
        family=raw.family,
        fiscal_year=raw.fiscal_year,
        title=raw.title,
        title_en=raw.title_en,
        indicators=tuple(Indicator(one.code, one.name, one.parent, one.provenance) for one in raw.indicators),
        items=items,
        scoring=_scoring(raw.scoring),
        source=raw.source,
        notes=tuple(raw.notes),
        partial=raw.partial,
        closes=closes,
    )


def _look_at_checks_anyway(source: Source) -> None:
    """After a fault of shape: still read what can be read, so that nothing has to be found in a second round."""
    data = source.data if isinstance(source.data, dict) else {}
    topics, items = load_topics(), data.get("items")
    for at, item in enumerate(items if isinstance(items, list) else []):
        asked = item.get("topics") if isinstance(item, dict) else None
        for i, topic in enumerate(asked if isinstance(asked, list) else []):
            if topics and topic not in topics:
                source.wrong(
                    ("items", at, "topics", i), f"{item.get('code')}: there is no topic “{topic}” in topics.yml"
                )
        elements = item.get("elements") if isinstance(item, dict) else None
        for i, element in enumerate(elements if isinstance(elements, list) else []):
            check = element.get("check") if isinstance(element, dict) else None
            if isinstance(check, dict) and isinstance(check.get("kind"), str):
                here = ("items", at, "elements", i, "check")
                _read_check(source, str(element.get("code")), CheckShape.model_validate(check), here)


# --- what the rest of the program calls -------------------------------------------------------------------------------


def available() -> tuple[str, ...]:
    """The ids of all checklists that come with the program, sorted by family, then year."""
    return tuple(sorted(path.stem for path in DATA.glob("*-25??.yml")))


def newest(family: str = "oit") -> str:
    """The id of that family's latest list; `UsageError` when the family is not known."""
    years = [name for name in available() if name.rpartition("-")[0] == family]
    if not years:
        raise UsageError(f"There is no checklist of the family {family}; there are {', '.join(available())}.")
    return years[-1]


def load_checklist(id_or_path: str) -> Checklist:
    """The checklist of that id ("oit-2569") or in that file.

    `UsageError` when there is none of that name, `ChecklistError` with every mistake and its line when it is wrong.
    """
    if _ID.fullmatch(id_or_path):
        path = DATA / f"{id_or_path}.yml"
        if not path.is_file():
            raise UsageError(f"There is no checklist {id_or_path}; there are {', '.join(available())}.")
    else:
        path = Path(id_or_path)
        if not path.is_file():
            raise UsageError(f"There is no checklist {id_or_path}, neither by that name nor as a file.")
    stat = path.stat()
    return _cached_checklist(path, id_or_path, stat.st_mtime_ns, stat.st_size)


@functools.lru_cache(maxsize=64)
def _cached_checklist(path: Path, name: str, changed: int, size: int) -> Checklist:
    """`changed` and `size` are part of the key, so that a file edited between two calls is read again."""
    return _read_checklist(path, name)


def _read_table(file: str, model: type[Shape], build: Callable[[str, Shape], Any]) -> Mapping[str, Any]:
    """A file that is one mapping from ids to entries, each read by `model`."""
    source = Source(DATA / file, file)
    if not isinstance(source.data, dict):
        raise ChecklistError(file, ("line 1: the file must be a list of ids, each with its entries below it",))
    result = {}
    for key, entry in source.data.items():
        shaped = source.shape(model, entry, (str(key),))
        if shaped is not None:
            result[str(key)] = build(str(key), shaped)
    source.stop_if_wrong()
    return MappingProxyType(result)


@functools.cache
def load_topics() -> Mapping[str, Topic]:
    """Every topic by its id, from `data/topics.yml`."""
    return _read_table("topics.yml", TopicShape, _topic)


def _topic(key: str, raw: TopicShape) -> Topic:
    return Topic(
        id=key,
        name_th=raw.name_th,
        name_en=raw.name_en,
        names=tuple(raw.names),
        menus=tuple(raw.menus),
        maybe=tuple(raw.maybe),
        opens=tuple(raw.opens),
        documents=tuple(raw.documents),
        parts=tuple(tuple(tuple(words) for words in group) for group in raw.parts),
        never=tuple(raw.never),
        slugs=tuple(raw.slugs),
        kind=raw.kind,
        unit=raw.unit,
    )


@functools.cache
def load_kinds() -> Mapping[str, AgencyKind]:
    """Every kind of agency by its id, from `data/kinds.yml`."""
    return _read_table("kinds.yml", KindShape, _kind)


def _kind(key: str, raw: KindShape) -> AgencyKind:
    return AgencyKind(key, raw.name_th, raw.name_en, raw.family, tuple(raw.groups))


@functools.cache
def _kind_names() -> frozenset[str]:
    """What `only` and `never` may name: every kind and every group."""
    kinds = load_kinds()
    return frozenset(kinds) | {group for kind in kinds.values() for group in kind.groups}
