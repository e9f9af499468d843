"""The phrases of all topics in one Aho-Corasick automaton over folded text, and what a text was found to hold.

Besides the topics there are decoys (`data/decoys.yml`): things agencies publish beside the items. They compete for a
text, win it, and are never reported.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from ahocorasick_rs import BytesAhoCorasick

from checklist.fold import fold
from checklist.model import Item, Topic

_JOINED = 6  # an item of more topics than this is a list of lists: its name says nothing of any one of them
_DISTINCT = 20  # folded letters from which an item's name can stand anywhere in a label
DECOY = "decoy:"
"""Prefix of a decoy's id in results."""


@dataclass(frozen=True, slots=True)
class Act:
    """Words such as "รายงาน" that turn a topic named after them (or `anywhere` beside) into another: its report."""

    words: tuple[str, ...]
    turns: Mapping[str, str]
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Opener:
    """Words that make a label that begins with them an event, a purchase or a lesson; not for the topics in `but`."""

    words: tuple[str, ...]
    but: frozenset[str]


@dataclass(frozen=True, slots=True)
class Nearby:
    """The contents of `data/decoys.yml`."""

    instead: Mapping[str, tuple[str, ...]]
    decoys: Mapping[str, tuple[str, ...]]
    acts: tuple["Act", ...]
    yields: Mapping[str, frozenset[str]]
    news: tuple[str, ...]
    openers: tuple[Opener, ...]
    filler: tuple[str, ...]
    alike: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def nearby() -> Nearby:
    """The decoys, stand-ins, news words and filler words, read once per process."""
    path = Path(__file__).parent / "data" / "decoys.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Nearby(
        {topic: tuple(others) for topic, others in data["instead"].items()},
        {name: tuple(phrases) for name, phrases in data["decoys"].items()},
        tuple(Act(tuple(act["words"]), act["turns"], act.get("anywhere", False)) for act in data["acts"]),
        {topic: frozenset(others) for topic, others in data["yields"].items()},
        tuple(data["news"]),
        tuple(Opener(tuple(one["words"]), frozenset(one["but"])) for one in data["openers"]),
        tuple(data["filler"]),
        tuple((one, tuple(words)) for one, *words in data["alike"]),
    )


@dataclass(frozen=True, slots=True)
class Use:
    """What a phrase is to a topic.

    `role` is name, menu, maybe, opens, document, never, news, opener, act or part; the last three have a `place`.
    """

    topic: str
    role: str
    place: tuple[int, int] = (0, 0)  # number of the opener, act or combination; of a part's group in it


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a folded text, at start:end of the fold."""

    phrase: str
    start: int
    end: int
    uses: tuple[Use, ...]


@dataclass(slots=True)
class Found:
    """All that a text holds: spans per topic and role, parts per combination, and the words of news."""

    spans: dict[str, dict[str, list[Hit]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    parts: dict[tuple[str, int], dict[int, list[Hit]]] = field(default_factory=lambda: defaultdict(dict))
    news: list[Hit] = field(default_factory=list)
    acts: list[tuple[int, Hit]] = field(default_factory=list)
    openers: list[tuple[int, Hit]] = field(default_factory=list)


class Phrases:
    """Finds every phrase of every topic in a text. Built in some ten milliseconds; reading is thread-safe."""

    loose: "Phrases | None" = None
    """The same phrases loosened: see `loose.loose_of`."""

    def __init__(
        self, topics: Mapping[str, Topic], items: Sequence[Item] = (), form: Callable[[str], str] = fold
    ) -> None:
        self.given = (topics, items)
        self._form = form
        self._uses: dict[str, list[Use]] = defaultdict(list)
        self._shown: dict[str, str] = {}
        self.groups: dict[tuple[str, int], int] = {}
        for topic in topics.values():
            self._add_topic(topic)
        for item in items:
            for topic_id in item.topics if len(item.topics) <= _JOINED else ():
                self._add(topic_id, "name" if len(fold(item.name)) >= _DISTINCT else "menu", (item.name,))
        for name, phrases in nearby().decoys.items():
            self._add(DECOY + name, "name", phrases)
        self._add("", "news", nearby().news)
        for number, act in enumerate(nearby().acts):
            self._add("", "act", act.words, (number, 0))
        for number, opener in enumerate(nearby().openers):
            self._add("", "opener", opener.words, (number, 0))
        self._folded = list(self._uses)
        self._told = [tuple(uses) for uses in self._uses.values()]
        self._automaton = BytesAhoCorasick([phrase.encode("latin-1") for phrase in self._folded])
        self._whole = [_whole_word(self._shown[phrase]) if _is_short_latin(phrase) else None for phrase in self._folded]

    def _add_topic(self, topic: Topic) -> None:
        self._add(topic.id, "name", topic.names)
        self._add(topic.id, "menu", topic.menus)
        self._add(topic.id, "maybe", topic.maybe)
        self._add(topic.id, "opens", topic.opens)
        self._add(topic.id, "document", topic.documents)
        self._add(topic.id, "never", topic.never)
        for number, combination in enumerate(topic.parts):
            self.groups[topic.id, number] = len(combination)
            for group, alternatives in enumerate(combination):
                self._add(topic.id, "part", alternatives, (number, group))

    def _add(self, topic: str, role: str, phrases: Sequence[str], place: tuple[int, int] = (0, 0)) -> None:
        for phrase in phrases:
            folded = self._form(phrase)
            if self._takes(role, folded):
                self._shown.setdefault(folded, phrase)
                self._uses[folded].append(Use(topic, role, place))

    def _takes(self, role: str, phrase: str) -> bool:
        """Whether a phrase in its comparison form is worth looking for."""
        return bool(phrase)

    def names(self) -> list[tuple[str, str]]:
        """(folded phrase, topic) of every name and menu word, for comparing by distance."""
        return [
            (phrase, use.topic) for phrase, uses in self._uses.items() for use in uses if use.role in ("name", "menu")
        ]

    def shown(self, phrase: str) -> str:
        """The phrase as written in the data, from its folded form."""
        return self._shown[phrase]

    def hits(self, text: str, folded: str) -> list[Hit]:
        """Every phrase in `folded`, which is the fold of `text`; short English words only as whole words of `text`."""
        found = []
        for number, start, end in self._automaton.find_matches_as_indexes(folded.encode("latin-1"), overlapping=True):
            whole = self._whole[number]
            if whole is not None and not whole.search(text):
                continue
            found.append(Hit(self._folded[number], start, end, self._told[number]))
        return found


def sort(hits: Sequence[Hit], length: int) -> Found:
    """Hits by topic and role, without those inside a longer phrase of another topic; `length` is the whole text's."""
    found = Found()
    for hit in hits:
        for use in hit.uses:
            if use.role == "news":
                found.news.append(hit)
            elif use.role == "act":
                found.acts.append((use.place[0], hit))
            elif use.role == "opener":
                found.openers.append((use.place[0], hit))
            elif use.role == "part":
                found.parts[use.topic, use.place[0]].setdefault(use.place[1], []).append(hit)
            elif use.role == "never":
                if not _inside_own_name(hit, use.topic, hits):
                    found.spans[use.topic][use.role].append(hit)
            elif use.role == "opens":
                if not _inside_decoy(hit, hits):
                    found.spans[use.topic][use.role].append(hit)
            elif not _inside_another(hit, use.topic, hits, length):
                found.spans[use.topic][use.role].append(hit)
    return found


def _inside_own_name(hit: Hit, topic: str, hits: Sequence[Hit]) -> bool:
    """A false friend within a name of the topic is none: "สรุปผลแบบสอบถาม…" is no form, though "แบบสอบถาม…" is one."""
    return any(
        other.start <= hit.start
        and hit.end <= other.end
        and other.end - other.start > hit.end - hit.start
        and any(use.topic == topic and use.role == "name" for use in other.uses)
        for other in hits
    )


def _inside_decoy(hit: Hit, hits: Sequence[Hit]) -> bool:
    """An Act on another subject: the word "พระราชบัญญัติ" in "พระราชบัญญัติข้อมูลข่าวสาร"."""
    return any(
        other.start <= hit.start and hit.end <= other.end and any(use.topic.startswith(DECOY) for use in other.uses)
        for other in hits
    )


def _inside_another(hit: Hit, topic: str, hits: Sequence[Hit], length: int) -> bool:
    """A menu's word silences only in a text that is hardly longer; a name silences anywhere."""
    return any(
        other.start <= hit.start
        and hit.end <= other.end
        and other.end - other.start > hit.end - hit.start
        and any(
            use.role == "name" or (use.role == "menu" and 2 * (other.end - other.start) > length) for use in other.uses
        )
        and all(use.topic != topic for use in other.uses if use.role in ("name", "menu"))
        for other in hits
    )


def _is_short_latin(folded: str) -> bool:
    return folded.isascii() and len(folded) <= 5


def _whole_word(phrase: str) -> re.Pattern[str]:
    """A short English word or abbreviation, whole, whatever stands between its letters as in "Q & A" or "E - GP".

    An item's code may stand right before it: "O8Q&A".
    """
    letters = [re.escape(char) for char in phrase if char.isalnum()]
    return re.compile(
        r"(?:(?<![A-Za-z0-9])|(?<=\bO\d)|(?<=\bO\d\d))" + r"[^A-Za-z0-9]{0,3}".join(letters) + r"(?![A-Za-z])",
        re.IGNORECASE,
    )
