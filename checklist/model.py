"""What is asked: a checklist of one family and one fiscal year, as plain frozen values.

Built only by `checklist.load`; everything else reads. An item is keyed by (family, fiscal year, code): the same code
means another thing in another year. A *topic* is what stays the same across years.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Provenance(StrEnum):
    """How well a requirement is known. Only `found` was seen on a page of that year; no handbook was at hand."""

    FOUND = "found"
    CARRIED = "carried"
    MEMORY = "memory"


class YearKind(StrEnum):
    """Which time the evidence of an item must speak of, relative to the checklist's fiscal year F (Buddhist era)."""

    CURRENT = "current"  # whatever is in force now; no year is asked
    IN_YEAR = "in_fy"  # made or done in F
    FIRST_SIX_MONTHS = "in_fy_first_6_months"  # 1 October F-1 to 31 March F
    PREVIOUS_YEAR = "previous_fy"  # a report on F-1
    COVERS_YEAR = "covers_fy"  # a plan in force in F, such as 2566-2570 for 2568
    UNVERIFIED = "unverified"  # the rule is not known: the year is shown, never judged


@dataclass(frozen=True, slots=True)
class YearRule:
    """The year rule of an item. `text` is the official or assumed Thai wording."""

    kind: YearKind
    text: str = ""
    provenance: Provenance = Provenance.MEMORY


@dataclass(frozen=True, slots=True)
class Check:
    """One question put to the evidence: the name of a kind in `checklist.checks.KINDS`, and its parameters.

    `params` were validated by that kind's own pydantic model when the file was loaded.
    """

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Element:
    """One required data element (องค์ประกอบด้านข้อมูล) of an item.

    `only`/`never` name agency kinds or groups (empty: all). `optional` elements are reported, never counted.
    `topic` says whose evidence answers it when the item joins several topics ("" = any of the item's topics).
    """

    code: str
    text: str
    check: Check
    provenance: Provenance
    source: str = ""
    topic: str = ""
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    optional: bool = False
    year: YearRule | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item (ข้อ) such as O12: its topics, its year rule and its elements, in handbook order."""

    code: str
    name: str
    indicator: str
    topics: tuple[str, ...]
    year: YearRule
    elements: tuple[Element, ...]
    provenance: Provenance
    source: str = ""
    only: tuple[str, ...] = ()
    unit: str = ""  # the unit usually responsible, a guess the user may edit
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A sub-indicator (ตัวชี้วัดย่อย) such as 9.1; `parent` is the indicator it averages into ("9", "10")."""

    code: str
    name: str
    parent: str
    provenance: Provenance = Provenance.MEMORY


@dataclass(frozen=True, slots=True)
class Level:
    """A named level of the year's scale: reached when the score is at least `minimum` points (0-100)."""

    name: str
    minimum: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """How points are counted: `weight` is the family's share of the whole ITA score (0.4 for the OIT)."""

    weight: float
    pass_mark: float
    levels: tuple[Level, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Closing:
    """The last day on which agencies may answer, by the Gregorian calendar, and how it is known."""

    day: date
    provenance: Provenance
    source: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """One whole list as published (แบบวัด OIT ปี…). `id` is ``<family>-<fiscal_year>``, such as ``oit-2569``."""

    id: str
    family: str
    fiscal_year: int
    title: str
    title_en: str
    indicators: tuple[Indicator, ...]
    items: tuple[Item, ...]
    scoring: Scoring
    source: str = ""
    notes: tuple[str, ...] = ()
    partial: bool = False  # only some of its items are known: its score is not the official one
    closes: Closing | None = None

    def item(self, code: str) -> Item:
        """The item of that code; KeyError if there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic the list asks for, in order, once."""
        return tuple(dict.fromkeys(topic for item in self.items for topic in item.topics))


@dataclass(frozen=True, slots=True)
class Topic:
    """What stays the same across years and families (`data/topics.yml`): how people name it and what is not it.

    Phrases are written in plain Thai; matching folds them. `names`: official and usual names; `menus`: what a menu or
    link calls it; `maybe`: whole labels that may lead to it, for a person to look at; `opens`: words that open the name
    of one of the things it is a list of, for a person too; `documents`: what the document itself says on its first
    page; `parts`: groups of which every one must be present (act + object + period), each
    group a tuple of alternatives; `never`: false friends that rule it out; `slugs`: pieces of addresses and file names;
    `kind`: ``document``, ``page``, ``list`` or ``channel``, what good evidence of it looks like.
    """

    id: str
    name_th: str
    name_en: str
    names: tuple[str, ...]
    menus: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    parts: tuple[tuple[tuple[str, ...], ...], ...] = ()
    never: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    kind: str = "document"
    unit: str = ""
