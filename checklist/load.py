"""From the YAML in `data/` to the frozen values of `model`, or one message that lists every mistake with its line.

The only place where pydantic reads text from outside. A file is read into plain data together with the line of every
key and value; then its shape is checked, then what shape alone cannot say (codes, indicators, topics, kinds of check).
Results are kept for the life of the process: callers share one frozen `Checklist` per file.
"""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from checklist.agency import AgencyKind
from checklist.checks.params import PARAMS
from checklist.errors import ChecklistError, UsageError
from checklist.model import (
    Check,
    Checklist,
    Element,
    Indicator,
    Item,
    Level,
    Provenance,
    Scoring,
    Topic,
    YearKind,
    YearRule,
)

DATA = Path(__file__).parent / "data"
"""The folder of the checklists that come with the program."""

_ID = re.compile(r"[a-z]+-25\d\d")
_NUMBERED = re.compile(r"(?P<prefix>\D*)(?P<number>\d+)")

Where = tuple[str | int, ...]
_Shape = TypeVar("_Shape", bound=BaseModel)


# --- the shape of the files -------------------------------------------------------------------------------------------


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Year(_Strict):
    rule: YearKind
    text: str = ""
    provenance: Provenance = Provenance.MEMORY


class _Check(BaseModel):
    """The kind is read here; the parameters beside it are read by that kind's own model."""

    model_config = ConfigDict(extra="allow", frozen=True)
    kind: str


class _Element(_Strict):
    code: str
    text: str = Field(min_length=1)
    provenance: Provenance
    source: str = ""
    check: _Check
    topic: str = ""
    only: list[str] = []
    never: list[str] = []
    optional: bool = False
    year: _Year | None = None
    note: str = ""


class _Item(_Strict):
    code: str
    name: str = Field(min_length=1)
    provenance: Provenance
    source: str = ""
    indicator: str = ""
    topics: list[str] = Field(min_length=1)
    year: _Year
    unit: str = ""
    only: list[str] = []
    note: str = ""
    elements: list[_Element] = Field(min_length=1)


class _Indicator(_Strict):
    code: str
    name: str
    parent: str
    provenance: Provenance = Provenance.MEMORY


class _Level(_Strict):
    name: str
    minimum: float = Field(ge=0, le=100)


class _Scoring(_Strict):
    weight: float = Field(gt=0, le=1)
    pass_mark: float = Field(ge=0, le=100)
    levels: list[_Level] = Field(min_length=1)
    provenance: Provenance


class _Checklist(_Strict):
    id: str
    family: str
    fiscal_year: int = Field(ge=2540, le=2640)
    title: str
    title_en: str
    source: str = ""
    notes: list[str] = []
    codes: str = ""  # "O1-O43": every code of that range must be there
    scoring: _Scoring
    indicators: list[_Indicator] = []
    items: list[_Item] = Field(min_length=1)


class _Topic(_Strict):
    name_th: str
    name_en: str
    names: list[str] = []
    menus: list[str] = []
    documents: list[str] = []
    parts: list[list[list[str]]] = []
    never: list[str] = []
    slugs: list[str] = []
    kind: Literal["document", "page", "list", "channel"] = "document"
    unit: str = ""


class _Kind(_Strict):
    name_th: str
    name_en: str
    family: str = "oit"
    groups: list[str] = []


# --- reading text, with lines -----------------------------------------------------------------------------------------


class _Source:
    """One YAML file as plain data, the line of everything in it, and the mistakes found so far."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.lines: dict[Where, int] = {(): 1}
        self.problems: list[tuple[int, str]] = []
        self.data: Any = None
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"The checklist file {name} cannot be read: {error}.") from error
        try:
            loader = yaml.CSafeLoader(text)
            try:
                node = loader.get_single_node()
                if node is not None:
                    self.data = self._plain(loader, node, ())
            finally:
                loader.dispose()
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            said = getattr(error, "problem", None) or "this is not YAML"
            raise ChecklistError(name, (f"line {mark.line + 1 if mark else 1}: {said}",)) from error

    def _plain(self, loader: Any, node: yaml.Node, where: Where) -> Any:
        """The node as dict, list or scalar; notes lines and double keys on the way."""
        if isinstance(node, yaml.MappingNode):
            result: dict[Any, Any] = {}
            for key_node, value_node in node.value:
                key = loader.construct_object(key_node, deep=True)
                if not isinstance(key, str | int | float):
                    self.problems.append((key_node.start_mark.line + 1, "a key must be a plain word"))
                    continue
                inner = (*where, key if isinstance(key, int) else str(key))
                line = key_node.start_mark.line + 1
                if key in result:
                    self.problems.append((line, f"“{key}” is written twice; the first is on line {self.lines[inner]}"))
                self.lines[inner] = line
                result[key] = self._plain(loader, value_node, inner)
            return result
        if isinstance(node, yaml.SequenceNode):
            return [self._element(loader, child, (*where, at)) for at, child in enumerate(node.value)]
        return loader.construct_object(node)

    def _element(self, loader: Any, node: yaml.Node, where: Where) -> Any:
        self.lines[where] = node.start_mark.line + 1
        return self._plain(loader, node, where)

    def line(self, where: Where) -> int:
        """The line of that place, or of the nearest place around it that is in the file."""
        while where not in self.lines:
            where = where[:-1]
        return self.lines[where]

    def wrong(self, where: Where, what: str) -> None:
        """Note one mistake."""
        self.problems.append((self.line(where), what))

    def shape(self, model: type[_Shape], data: Any, where: Where = ()) -> _Shape | None:
        """`data` read as that model, or None with every mistake noted."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for mistake in error.errors(include_url=False):
                place = (*where, *mistake["loc"])
                self.wrong(place, _in_words(place, mistake["type"], mistake["msg"], mistake.get("input")))
            return None

    def stop_if_wrong(self) -> None:
        """Raise `ChecklistError` with everything noted, in order of lines."""
        if self.problems:
            ordered = sorted(dict.fromkeys(self.problems), key=lambda problem: problem[0])
            raise ChecklistError(self.name, tuple(f"line {line}: {what}" for line, what in ordered))


def _in_words(place: Where, kind: str, message: str, value: object) -> str:
    """One mistake as a sentence a non-programmer can act on."""
    key = str(place[-1]) if place else "the file"
    match kind:
        case "extra_forbidden":
            return f"“{key}” is not known here; see data/README.md for the words that may stand here"
        case "missing":
            return f"“{key}” is missing"
        case "enum" | "literal_error":
            return f"“{key}” cannot be “{value}”; {message.removeprefix('Input should be ')} can stand here"
        case _:
            return (
                f"“{key}”: {message} (it says {value!r})"
                if not isinstance(value, dict | list)
                else f"“{key}”: {message}"
            )


# --- what shape alone cannot say --------------------------------------------------------------------------------------


def _check_codes(source: _Source, raw: _Checklist) -> None:
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


def _report_doubles(source: _Source, codes: list[tuple[str, Where]]) -> None:
    counted = Counter(code for code, _ in codes)
    first: dict[str, Where] = {}
    for code, where in codes:
        if counted[code] > 1 and code in first:
            source.wrong(where, f"the code “{code}” is used twice; the first is on line {source.line(first[code])}")
        first.setdefault(code, where)


def _check_names(source: _Source, raw: _Checklist, topics: Mapping[str, Topic], kinds: frozenset[str]) -> None:
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


def _check_kinds(source: _Source, code: str, named: list[str], where: Where, kinds: frozenset[str]) -> None:
    for at, kind in enumerate(named):
        if kind not in kinds:
            source.wrong((*where, at), f"{code}: there is no kind of agency or group “{kind}” in kinds.yml")


def _read_check(source: _Source, code: str, raw: _Check, where: Where) -> Check:
    """The check with its parameters read by its kind's model, defaults filled in."""
    model = PARAMS.get(raw.kind)
    if model is None:
        source.wrong((*where, "kind"), f"{code}: there is no check “{raw.kind}”; there are {', '.join(PARAMS)}")
        return Check(raw.kind)
    params = source.shape(model, raw.model_extra or {}, where)
    return Check(raw.kind, MappingProxyType(params.model_dump()) if params else {})


# --- building the frozen values ---------------------------------------------------------------------------------------


def _year(raw: _Year) -> YearRule:
    return YearRule(raw.rule, raw.text, raw.provenance)


def _element(source: _Source, raw: _Element, where: Where) -> Element:
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


def _item(source: _Source, raw: _Item, where: Where) -> Item:
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


def _scoring(raw: _Scoring) -> Scoring:
    levels = sorted((Level(one.name, one.minimum) for one in raw.levels), key=lambda level: -level.minimum)
    return Scoring(raw.weight, raw.pass_mark, tuple(levels), raw.provenance)


def _read_checklist(path: Path, name: str) -> Checklist:
    source = _Source(path, name)
    raw = source.shape(_Checklist, source.data)
    if raw is None:
        _look_at_checks_anyway(source)
        source.stop_if_wrong()
        raise AssertionError("a file without a shape has mistakes")
    if raw.id != f"{raw.family}-{raw.fiscal_year}":
        source.wrong(("id",), f"“id” must be {raw.family}-{raw.fiscal_year} (family and fiscal year), not “{raw.id}”")
    _check_codes(source, raw)
    _check_names(source, raw, load_topics(), _kind_names())
    items = tuple(_item(source, item, ("items", at)) for at, item in enumerate(raw.items))
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
    )


def _look_at_checks_anyway(source: _Source) -> None:
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
                _read_check(source, str(element.get("code")), _Check.model_validate(check), here)


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


def _read_table(file: str, model: type[_Shape], build: Callable[[str, _Shape], Any]) -> Mapping[str, Any]:
    """A file that is one mapping from ids to entries, each read by `model`."""
    source = _Source(DATA / file, file)
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
    if not (DATA / "topics.yml").is_file():
        return {}
    return _read_table("topics.yml", _Topic, _topic)


def _topic(key: str, raw: _Topic) -> Topic:
    return Topic(
        id=key,
        name_th=raw.name_th,
        name_en=raw.name_en,
        names=tuple(raw.names),
        menus=tuple(raw.menus),
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
    return _read_table("kinds.yml", _Kind, _kind)


def _kind(key: str, raw: _Kind) -> AgencyKind:
    return AgencyKind(key, raw.name_th, raw.name_en, raw.family, tuple(raw.groups))


@functools.cache
def _kind_names() -> frozenset[str]:
    """What `only` and `never` may name: every kind and every group."""
    kinds = load_kinds()
    return frozenset(kinds) | {group for kind in kinds.values() for group in kind.groups}
