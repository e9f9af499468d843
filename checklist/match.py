"""Which topics a few short texts speak of: the link's text, the title, the row, the file's name, the first page.

Each text is read by itself (`reading`); here what they say is weighed together, by where it stands.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from checklist.fold import fold, fold_with_map
from checklist.label import GENERIC, IS_FILE, code_key, codes_in, core, file_name
from checklist.memory import Recall
from checklist.model import Checklist, Item, Topic
from checklist.near import NearNames
from checklist.phrases import Hit, Phrases, nearby, sort
from checklist.reading import AROUND, Labels, Reading, beside, near_names, turned
from checklist.signals import LOOK, YES, Match, Signal, Signals, offered
from checklist.site import Link
from checklist.thai import quote
from checklist.years import years_in_label

__all__ = ["LOOK", "YES", "Match", "Matcher", "Signal", "Signals", "offered"]


@dataclass(slots=True)
class _Sum:
    best: float = 0.0
    more: float = 0.0
    signals: list[Signal] = field(default_factory=list)
    vetoes: list[Signal] = field(default_factory=list)

    def add(self, worth: float) -> None:
        if worth > self.best:
            self.best, worth = worth, self.best
        self.more += worth


_CODE_WORTH = 0.5  # for a person to look at, and enough beside any other sign
_FEW = 6
_WEIGHT = {"anchor": 1.0, "title": 1.0, "file": 0.9, "heading": 0.9, "headings": 0.75, "row": 0.85, "group": 0.55}
_UNDER = {"row": 0.95, "heading": 0.9, "group": 0.8, "path": 0.75}  # for a link whose own text says nothing
_MEMO = 60_000
_IN_PASSING = 0.6  # what a topic is worth that a document names after another one


_words: list[tuple[Mapping[str, Topic], tuple[Item, ...], Phrases, NearNames]] = []
_LISTS = 4


def _words_of(topics: Mapping[str, Topic], items: tuple[Item, ...]) -> tuple[Phrases, NearNames]:
    """What the matchers of one list look for. Kept for the last few lists: gathering it takes as long as judging a
    small site, and reading it changes nothing."""
    for known, of_items, phrases, near in _words:
        if known is topics and of_items == items:
            return phrases, near
    phrases = Phrases(topics, items)
    near = near_names(phrases)
    _words[:] = [*_words[1 - _LISTS :], (topics, items, phrases, near)]
    return phrases, near


class Matcher:
    """Tells topics from texts. `asked` limits the answers to the topics of the checklist in use.

    A topic that is not asked still competes for its words; what it wins goes to the asked topic that takes its
    evidence instead, if there is one, and to nobody otherwise. `items` add their own names: a label that is an item's
    name speaks of all the topics that the item joins.
    """

    def __init__(
        self, topics: Mapping[str, Topic], asked: Collection[str] | None = None, items: Sequence[Item] = ()
    ) -> None:
        self.topics = topics
        self.items = tuple(items)
        self._year = 0
        self._recall: Recall | None = None
        self._codes = {code_key(item.code): item.topics for item in items if len(item.topics) <= _FEW}
        self._asked = frozenset(topics if asked is None else asked)
        self._phrases, near = _words_of(topics, self.items)
        self._labels = Labels(self._phrases, near)
        self._slugs = [(slug.lower(), topic.id) for topic in topics.values() for slug in topic.slugs]
        self._generic: dict[str, bool] = {}
        self._links: dict[tuple[str, str, str, str, str], tuple[Match, ...]] = {}

    @classmethod
    def for_checklist(
        cls, topics: Mapping[str, Topic], checklist: Checklist, recall: Recall | None = None
    ) -> "Matcher":
        """A matcher that knows the item names of `checklist` too: the one to use wherever a checklist is at hand.

        `recall` knows what such a matcher has said of texts before.
        """
        matcher = cls(topics, checklist.topics, checklist.items)
        matcher._year = checklist.fiscal_year
        matcher._recall = recall
        return matcher

    # --- whole matches ------------------------------------------------------------------------------------------------

    def match(self, signals: Signals) -> tuple[Match, ...]:
        """The topics of `signals`, best first, with every reason; only scores above zero."""
        return self._weighed(signals) if self._recall is None else self._recall.matches(signals, self._weighed)

    def _weighed(self, signals: Signals) -> tuple[Match, ...]:
        sums: dict[str, _Sum] = {}
        generic = self.is_generic(signals.anchor)
        said = (one for text in (signals.anchor, signals.title) for one in self._labels.read(text))
        named = any(one.strength >= LOOK for one in said)
        shortened = signals.anchor.rstrip().endswith("ฯ") and signals.row
        for where, text in self._texts(signals):
            readings = self._labels.read(text)
            if where == "anchor" and shortened:
                readings = _in_full(readings, self._labels.read(signals.row))
            weight = _UNDER.get(where, 0.0) if generic and where in _UNDER else _WEIGHT.get(where, 0.3)
            if where in ("row", "group", "heading") and not generic:
                weight *= 0.75 if not named else 0.5
            self._count(sums, where, text, readings, weight)
        if generic:
            self._count_code(sums, signals)
        self._count_address(sums, signals.url)
        self._count_body(sums, signals)
        return self._ranked(sums)

    def link_value(self, link: Link, page_title: str = "") -> tuple[float, tuple[str, ...]]:
        """How much this link promises (0-1) and of which topics: for deciding what to fetch first. Remembered."""
        matches = self.link_matches(link)
        offered = tuple(match.topic for match in matches if match.score >= LOOK)
        return (matches[0].score, offered) if offered else (0.0, ())

    def link_matches(self, link: Link) -> tuple[Match, ...]:
        """`match` for a link as it stands on its page. Remembered by text, row, heading, group and file name."""
        name = file_name(link.url)
        key = (link.text, link.row, link.heading, link.group, name)
        found = self._links.get(key)
        if found is None:
            found = self.match(
                Signals(anchor=link.text, row=link.row, heading=link.heading, group=link.group, file_name=name)
            )
            if len(self._links) > _MEMO:
                self._links.clear()
            self._links[key] = found
        return found

    def is_generic(self, anchor: str) -> bool:
        """Whether a link's text says nothing of its target: empty, a number, a year, "ลิงค์ 2", "ดาวน์โหลด"."""
        known = self._generic.get(anchor)
        if known is None:
            left = core(anchor[:400])
            if len(self._generic) > _MEMO:
                self._generic.clear()
            known = self._generic[anchor] = not left or left in GENERIC
        return known

    @staticmethod
    def _texts(signals: Signals) -> list[tuple[str, str]]:
        texts = [
            ("anchor", signals.anchor),
            ("title", signals.title),
            ("file", signals.file_name),
            ("row", signals.row),
            ("heading", signals.heading),
            ("group", signals.group),
            ("path", signals.path[-1] if signals.path and signals.path[-1] != signals.anchor else ""),
        ]
        texts += [("headings", heading) for heading in signals.headings[:12]]
        return [(where, text) for where, text in texts if text]

    def _count(self, sums: dict[str, _Sum], where: str, text: str, readings: Sequence[Reading], weight: float) -> None:
        for reading in readings:
            topic = self._for_whom(reading.topic)
            if topic is None:
                continue
            entry = sums.setdefault(topic, _Sum())
            worth = weight * reading.strength
            entry.add(worth)
            if reading.veto:
                entry.vetoes.append(Signal(where, reading.veto, _quoted(text, reading), -round(worth, 3)))
                continue
            entry.signals.append(
                Signal(where, self._phrases.shown(reading.phrase), _quoted(text, reading), round(worth, 3))
            )

    def _count_code(self, sums: dict[str, _Sum], signals: Signals) -> None:
        """A bare code ("O12", "015"): a hint, and only beside the checklist's own year, for codes move every year."""
        around = " ".join((signals.anchor, signals.file_name, signals.heading, signals.group, *signals.path[-2:]))
        if not any(year.value == self._year for year in years_in_label(around)):
            return
        for where, text in (("anchor", signals.anchor), ("file", signals.file_name)):
            for code in codes_in(text):
                for topic in self._codes.get(code_key(code), ()):
                    entry = sums.setdefault(topic, _Sum())
                    entry.add(_CODE_WORTH)
                    entry.signals.append(Signal(where, code, text, _CODE_WORTH))

    def _count_address(self, sums: dict[str, _Sum], url: str) -> None:
        if not url:
            return
        address = unquote(urlsplit(url).path + "?" + urlsplit(url).query).lower()
        for slug, topic in self._slugs:
            if slug in address and (whose := self._for_whom(topic)) is not None:
                entry = sums.setdefault(whose, _Sum())
                entry.add(0.3)
                entry.signals.append(Signal("url", slug, address[-120:], 0.3))

    def _count_body(self, sums: dict[str, _Sum], signals: Signals) -> None:
        """The first words of the text: strong for a file, a hint for a page (whose text holds the site's menus)."""
        if not signals.text:
            return
        is_file = bool(signals.file_name or IS_FILE.search(signals.url) or IS_FILE.search(signals.title.strip()))
        head = signals.text[: 1500 if is_file else 700]
        folded = fold(head)
        found = sort(self._phrases.hits(head, folded), len(folded))
        firsts = {topic: hit for topic, roles in found.spans.items() if (hit := _first_said(roles, is_file))}
        opening = min((hit.start for hit in firsts.values()), default=0)
        for topic, hit in firsts.items():
            whose = self._for_whom(turned((0, topic, [hit], 1.0), found, long=True)[1])
            if whose is None:
                continue
            near = 1.0 if hit.start < 150 else 0.8 if hit.start < 400 else 0.5
            worth = (0.75 if is_file else 0.4) * near * (1.0 if hit.end - hit.start >= 10 else 0.8)
            worth *= _IN_PASSING if hit.start > opening + AROUND else 1.0
            entry = sums.setdefault(whose, _Sum())
            entry.add(worth)
            where = fold_with_map(head).span(hit.start, hit.end)
            entry.signals.append(Signal("text", self._phrases.shown(hit.phrase), quote(head, *where), round(worth, 3)))

    def _for_whom(self, topic: str) -> str | None:
        """The asked topic that `topic` counts for: itself, or the first asked one that takes its evidence."""
        if topic in self._asked:
            return topic
        return next((other for other in nearby().instead.get(topic, ()) if other in self._asked), None)

    def _ranked(self, sums: Mapping[str, _Sum]) -> tuple[Match, ...]:
        matches = []
        for topic, entry in sums.items():
            score = min(1.0, entry.best + 0.2 * min(entry.more, 1.0) * entry.best)
            if entry.vetoes:
                score *= 0.3
            if score > 0:
                signals = tuple(sorted(entry.signals, key=lambda s: (-s.weight, s.where, s.phrase)))
                matches.append(Match(topic, round(score, 4), signals, tuple(entry.vetoes)))
        return tuple(sorted(matches, key=lambda m: (-m.score, m.topic)))


def _in_full(readings: tuple[Reading, ...], row: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of a label cut short ("แผนปฏิบัติการฯ"), without those that its row spells out as another topic's."""
    whole = [(one.phrase, one.topic) for one in row]
    return tuple(
        one for one in readings if not any(one.phrase in phrase and topic != one.topic for phrase, topic in whole)
    )


def _first_said(roles: Mapping[str, list[Hit]], is_file: bool) -> Hit | None:
    """Where a text first speaks of a topic: a false friend counts only beside it, for a plan may list trainings too."""
    hits = roles.get("document", []) + (roles.get("name", []) if is_file else [])
    clear = [hit for hit in hits if not any(beside(hit, never) for never in roles.get("never", ()))]
    return min(clear, key=lambda h: (h.start, h.start - h.end), default=None)


def _quoted(text: str, reading: Reading) -> str:
    return text if len(text) <= 160 else text[:159] + "…"
