"""Two lists side by side, by topic: what stayed, moved, was merged, split, is new or gone, and what is asked otherwise.

Codes move from year to year (O10 is three different things in three years), so nothing here is paired by code. Elements
are paired by what they say, with years and codes in the text left aside, then by the question they put.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checklist.model import Checklist, Element, Item, YearKind, YearRule

_ALIKE = 0.6
"""From this likeness (0-1) on, two texts about the same topic are one element in other words."""

_NUMBERS = re.compile(r"[A-Z]+\.?\d+|\d+")
_BLANKS = re.compile(r"[\s()*“”\"':/,-]+")


class TopicChange(StrEnum):
    """What became of a topic from one list to the next."""

    SAME = "same"  # asked under the same code
    MOVED = "moved"  # asked under another code
    MERGED = "merged"  # asked together with what used to be other items
    SPLIT = "split"  # its item was divided
    NEW = "new"
    GONE = "gone"


class ElementChange(StrEnum):
    """What became of a required element."""

    NEW = "new"
    GONE = "gone"
    REWORDED = "reworded"  # other words, same question
    CHANGED = "changed"  # another question: another check, other agencies, or optional where it was not


@dataclass(frozen=True, slots=True)
class ElementStep:
    """One changed element; `before` is None for a new one, `after` for one that is gone."""

    change: ElementChange
    before: Element | None
    after: Element | None

    @property
    def required(self) -> bool:
        """Whether it was, or is, required and not optional."""
        return any(element is not None and not element.optional for element in (self.before, self.after))


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One topic in both lists.

    `before` and `after` are the codes of the items that ask for it (most often one). `elements` holds only what
    changed. `years_before` and `years_after` are the year rules of the topic, empty when they are of the same kinds.
    """

    topic: str
    change: TopicChange
    before: tuple[str, ...]
    after: tuple[str, ...]
    elements: tuple[ElementStep, ...] = ()
    years_before: tuple[YearRule, ...] = ()
    years_after: tuple[YearRule, ...] = ()

    @property
    def changed_elements(self) -> bool:
        """Whether anything else is required than before; other words and optional elements do not count."""
        return any(step.change is not ElementChange.REWORDED and step.required for step in self.elements)

    @property
    def changed_year_rule(self) -> bool:
        """Whether the evidence must now speak of another time."""
        return bool(self.years_before or self.years_after)


def crosswalk(a: Checklist, b: Checklist) -> tuple[CrosswalkRow, ...]:
    """Every topic of both lists, in the order of `b`, then what is gone in the order of `a`."""
    topics = dict.fromkeys((*b.topics, *a.topics))
    return tuple(_row(topic, a, b) for topic in topics)


def _row(topic: str, a: Checklist, b: Checklist) -> CrosswalkRow:
    before, after = _items_of(a, topic), _items_of(b, topic)
    codes_before, codes_after = _codes(before), _codes(after)
    if not before or not after:
        change = TopicChange.NEW if after else TopicChange.GONE
        return CrosswalkRow(topic, change, codes_before, codes_after)
    years_before, years_after = _years(before, topic), _years(after, topic)
    same_years = {rule.kind for rule in years_before} == {rule.kind for rule in years_after}
    return CrosswalkRow(
        topic=topic,
        change=_topic_change(a, b, before, after),
        before=codes_before,
        after=codes_after,
        elements=_element_steps(_elements_of(before, topic), _elements_of(after, topic)),
        years_before=() if same_years else years_before,
        years_after=() if same_years else years_after,
    )


def _topic_change(a: Checklist, b: Checklist, before: Sequence[Item], after: Sequence[Item]) -> TopicChange:
    """Merged when the new item draws from several old ones, split when the old item feeds several new ones."""
    sources = {item.code for item in a.items if any(share_topic(item, one) for one in after)}
    targets = {item.code for item in b.items if any(share_topic(item, one) for one in before)}
    if len(sources) > len(after) and len(sources) >= len(targets):
        return TopicChange.MERGED
    if len(targets) > len(before):
        return TopicChange.SPLIT
    return TopicChange.SAME if _codes(before) == _codes(after) else TopicChange.MOVED


def share_topic(one: Item, other: Item) -> bool:
    """Whether the two items ask about the same thing, in part at least."""
    return not set(one.topics).isdisjoint(other.topics)


def _items_of(checklist: Checklist, topic: str) -> tuple[Item, ...]:
    return tuple(item for item in checklist.items if topic in item.topics)


def _codes(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.code for item in items)


def _elements_of(items: Iterable[Item], topic: str) -> tuple[Element, ...]:
    """The elements that ask about the topic; one that names no topic asks about all of its item's."""
    return tuple(element for item in items for element in item.elements if element.topic in ("", topic))


def _years(items: Iterable[Item], topic: str) -> tuple[YearRule, ...]:
    """The year rules in force for what is required of the topic, each kind once."""
    rules: dict[YearKind, YearRule] = {}
    for item in items:
        for element in _elements_of((item,), topic):
            if not element.optional:
                rule = element.year or item.year
                rules.setdefault(rule.kind, rule)
    return tuple(rules.values())


def _element_steps(before: Sequence[Element], after: Sequence[Element]) -> tuple[ElementStep, ...]:
    pairs = match_elements(before, after)
    matched = {id(old) for old, _ in pairs if old is not None}
    steps = [step for old, new in pairs if (step := _step(old, new))]
    return (*steps, *(ElementStep(ElementChange.GONE, old, None) for old in before if id(old) not in matched))


def _step(old: Element | None, new: Element) -> ElementStep | None:
    if old is None:
        return ElementStep(ElementChange.NEW, None, new)
    if (old.check, old.only, old.never, old.optional) != (new.check, new.only, new.never, new.optional):
        return ElementStep(ElementChange.CHANGED, old, new)
    if _plain(old.text) != _plain(new.text):
        return ElementStep(ElementChange.REWORDED, old, new)
    return None


def match_elements(before: Sequence[Element], after: Sequence[Element]) -> tuple[tuple[Element | None, Element], ...]:
    """Each element of `after` with the one of `before` it continues, or None: first by text, then by question."""
    left = list(before)
    found: dict[int, Element] = {}
    for test in (_same_text, _same_question, _alike):
        for at, new in enumerate(after):
            if at not in found and (old := next((one for one in left if test(one, new)), None)):
                found[at] = old
                left.remove(old)
    return tuple((found.get(at), new) for at, new in enumerate(after))


def _same_text(old: Element, new: Element) -> bool:
    return _plain(old.text) == _plain(new.text) and old.only == new.only


def _same_question(old: Element, new: Element) -> bool:
    return (old.check, old.only, old.never) == (new.check, new.only, new.never)


def _alike(old: Element, new: Element) -> bool:
    if old.only != new.only:
        return False
    return difflib.SequenceMatcher(None, _plain(old.text), _plain(new.text), autojunk=False).ratio() >= _ALIKE


def _plain(text: str) -> str:
    """The text without what changes every year: numbers, codes, blanks and punctuation."""
    return _BLANKS.sub("", _NUMBERS.sub("#", text))
