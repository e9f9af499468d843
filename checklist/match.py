"""Which topics a few short texts speak of: the link's text, the title, the row, the file's name, the first page.

Each text is read by itself and remembered, for a menu repeats on every page. In a text the longest phrase wins: a
longer phrase of one topic silences a shorter one of another inside it, and of two topics that want the same letters
the one that explains more of them keeps them. How much of a label a phrase explains says how sure the reading is.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from checklist.calibration import calibration
from checklist.fold import fold, fold_with_map, unshifted
from checklist.label import GENERIC, IS_FILE, code_key, codes_in, core, file_name
from checklist.model import Checklist, Item, Topic
from checklist.near import NearNames
from checklist.phrases import DECOY, Found, Hit, Phrases, nearby, sort
from checklist.site import Link
from checklist.thai import quote
from checklist.years import years_in_label

YES, LOOK = calibration().yes, calibration().look
"""Scores from YES are offered as evidence, scores from LOOK are for a person: fitted, see `calibration`."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a page, file or link. `text` is a page's own words or a document's first page.

    `path` holds the texts of the clicks from the home page; `group` the label of the menu, tab or accordion.
    """

    title: str = ""
    anchor: str = ""
    heading: str = ""
    row: str = ""
    group: str = ""
    path: tuple[str, ...] = ()
    url: str = ""
    file_name: str = ""
    text: str = ""
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason: in which text (`where`), by which phrase of the data, the words as they stand, and the weight."""

    where: str
    phrase: str
    quote: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """A topic that the texts may speak of. `vetoes` are the reasons against it, already counted in the score.

    `score` is raw: it orders, and says how strongly the words speak. `calibration().chance(score)` says how likely
    such a match is right.
    """

    topic: str
    score: float
    signals: tuple[Signal, ...]
    vetoes: tuple[Signal, ...] = ()

    @property
    def band(self) -> str:
        """``yes``: evidence; ``look``: a person must look; ``no``."""
        return calibration().band(self.score)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one short text says of one topic: strength 0-1, share of the label explained, the phrase and its place."""

    topic: str
    strength: float
    share: float
    phrase: str
    start: int
    end: int
    veto: str = ""


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
_SURE = 0.5  # claims less certain than this come last, and take no letters from others
_WHOLE = (("menu", 1.0), ("maybe", 0.4))
"""What counts only as the whole label, and how certain it is; "maybe" repeated by title and row stays below YES."""
_WEIGHT = {"anchor": 1.0, "title": 1.0, "file": 0.9, "heading": 0.9, "headings": 0.75, "row": 0.85, "group": 0.55}
_UNDER = {"row": 0.95, "heading": 0.9, "group": 0.8, "path": 0.75}  # for a link whose own text says nothing
_MEMO = 60_000
_SAID = 0.45
"""Of a headline with words of events, the part its topic must explain, the agency's name included."""


def offered(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Those of `matches` that the program would offer as evidence: band ``yes``, and not far behind the best."""
    best = matches[0].score if matches else 0.0
    return tuple(match for match in matches if match.score >= YES and match.score >= best - 0.3)


_Claim = tuple[int, str, list[Hit], float]
_BEFORE = 30  # folded letters between "รายงาน" and the name of what it reports on
_AROUND = 40  # folded letters of a document within which words speak of one another: its title, a line of its table
_IN_PASSING = 0.6  # what a topic is worth that a document names after another one


_CODE_ONLY = re.compile(f"(?:(?:o|oit|moit|{fold('ข้อ')}|{fold('ข้อที่')})?[0-9]{{1,2}})?")
_FORMAL = re.compile(r"^[^\n]{0,12}(?:ประกาศ|ข้อบังคับ|ระเบียบ|ข้อกำหนด|หนังสือ)[^\n]{0,90}?(?:เรื่อง|ว่าด้วย)(?=[^\n]{6})")


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
        self._codes = {code_key(item.code): item.topics for item in items if len(item.topics) <= _FEW}
        self._asked = frozenset(topics if asked is None else asked)
        self._phrases = Phrases(topics, self.items)
        self._near = NearNames([(phrase, topic) for phrase, topic in self._phrases.names() if len(phrase) >= 9])
        self._slugs = [(slug.lower(), topic.id) for topic in topics.values() for slug in topic.slugs]
        self._generic: dict[str, bool] = {}
        self._labels: dict[str, tuple[Reading, ...]] = {}
        self._links: dict[tuple[str, str, str, str, str], tuple[Match, ...]] = {}

    @classmethod
    def for_checklist(cls, topics: Mapping[str, Topic], checklist: Checklist) -> "Matcher":
        """A matcher that knows the item names of `checklist` too: the one to use wherever a checklist is at hand."""
        matcher = cls(topics, checklist.topics, checklist.items)
        matcher._year = checklist.fiscal_year
        return matcher

    # --- whole matches ------------------------------------------------------------------------------------------------

    def match(self, signals: Signals) -> tuple[Match, ...]:
        """The topics of `signals`, best first, with every reason; only scores above zero."""
        sums: dict[str, _Sum] = {}
        generic = self.is_generic(signals.anchor)
        named = {r.topic for text in (signals.anchor, signals.title) for r in self.label(text) if r.strength >= LOOK}
        shortened = signals.anchor.rstrip().endswith("ฯ") and signals.row
        for where, text in self._texts(signals):
            readings = self.label(text)
            if where == "anchor" and shortened:
                readings = _in_full(readings, self.label(signals.row))
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
            whose = self._for_whom(_turned((0, topic, [hit], 1.0), found, long=True)[1])
            if whose is None:
                continue
            near = 1.0 if hit.start < 150 else 0.8 if hit.start < 400 else 0.5
            worth = (0.75 if is_file else 0.4) * near * (1.0 if hit.end - hit.start >= 10 else 0.8)
            worth *= _IN_PASSING if hit.start > opening + _AROUND else 1.0
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

    # --- one short text -----------------------------------------------------------------------------------------------

    def label(self, text: str) -> tuple[Reading, ...]:
        """What one label, title or heading says, strongest first. Remembered."""
        found = self._labels.get(text)
        if found is None:
            found = self._titled(text[:400], self._read(text[:400])) if text else ()
            if len(self._labels) > _MEMO:
                self._labels.clear()
            self._labels[text] = found
        return found

    def _titled(self, text: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """What stands behind "ประกาศ … เรื่อง" or "ข้อบังคับ … ว่าด้วย" is the title: its share is what counts."""
        formal = _FORMAL.search(text) if readings else None
        if formal is None:
            return readings
        title = {reading.topic: reading for reading in self._read(text[formal.end() :])}
        surer = [
            replace(one, strength=max(one.strength, title[one.topic].strength)) if one.topic in title else one
            for one in readings
        ]
        return tuple(sorted(surer, key=lambda r: (-r.strength, -r.share, r.start, r.topic)))

    def _read(self, text: str) -> tuple[Reading, ...]:
        folded = fold(text)
        if hits := self._phrases.hits(text, folded):
            found = sort(hits, len(folded))
            size = max(1, len(core(text)))
            if wanted := self._claims(found, size):
                return self._settled(wanted, found, size, folded, text)
        mended = unshifted(text)
        return self._read(mended) if mended != text else self._nearly(text)

    def _claims(self, found: Found, size: int) -> list[_Claim]:
        """(letters explained, topic, hits, certainty) for each topic that wants this text."""
        claims: list[_Claim] = []
        for topic, roles in found.spans.items():
            if names := roles.get("name"):
                claims.append((_letters(names), topic, names, 1.0))
            for role, certainty in _WHOLE:
                longest = max(roles.get(role, ()), key=lambda h: h.end - h.start, default=None)
                if longest and longest.end - longest.start >= 0.75 * size and (role == "menu" or not roles.get("name")):
                    claims.append((longest.end - longest.start, topic, [longest], certainty))
        for (topic, number), groups in found.parts.items():
            if len(groups) == self._phrases.groups[topic, number]:
                chosen = [max(group, key=lambda h: h.end - h.start) for group in groups.values()]
                letters, reach = _letters(chosen), _reach(chosen)
                if reach > 3 * letters + 25:
                    continue  # words from different ends of a long sentence are not one name
                claims.append((reach if reach <= 1.6 * letters + 6 else letters, topic, chosen, 0.92))
        claims = [_turned(claim, found) for claim in claims]
        return sorted(
            claims, key=lambda claim: (claim[3] < _SURE, -claim[0], -claim[3], min(h.start for h in claim[2]), claim[1])
        )

    def _settled(self, claims: list[_Claim], found: Found, size: int, folded: str, text: str) -> tuple[Reading, ...]:
        """Each letter goes to the topic that explains most; what is left over is not that topic's text."""
        taken: set[int] = set()
        kept: list[set[int]] = []
        done: set[str] = set()
        readings: list[Reading] = []
        for letters, topic, hits, certainty in claims:
            places = {at for hit in hits for at in range(hit.start, hit.end)}
            if letters > len(places):
                places = set(range(min(h.start for h in hits), max(h.end for h in hits)))
            joint = any(places == other for other in kept)  # one phrase that names two topics, as O1 of 2568 does
            shared = joint or certainty < _SURE
            if topic in done or (len(places & taken) > 0.4 * len(places) and not shared):
                continue
            never = found.spans[topic].get("never") if topic in found.spans else None
            if not never:
                taken |= places
                kept.append(places)
            done.add(topic)
            if topic.startswith(DECOY):
                continue
            first = max(hits, key=lambda h: h.end - h.start)
            share = min(1.0, letters / max(size, 1))
            news = _opens(found, topic, min(h.start for h in hits), folded) or (
                bool(found.news) and (share < 0.8 or letters < _SAID * len(folded))
            )
            strength = certainty * _strength(share, min(h.start for h in hits), size, news)
            veto = self._phrases.shown(never[0].phrase) if never else ""
            readings.append(Reading(topic, strength, share, first.phrase, first.start, first.end, veto))
        return tuple(sorted(readings, key=lambda r: (-r.strength, -r.share, r.start, r.topic)))

    def _nearly(self, text: str) -> tuple[Reading, ...]:
        near = self._near.nearest(core(text))
        if near is None or near.topic.startswith(DECOY):
            return ()
        return (Reading(near.topic, round(0.8 * near.likeness, 3), near.likeness, near.name, 0, len(fold(text))),)


def _in_full(readings: tuple[Reading, ...], row: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings of a label cut short ("แผนปฏิบัติการฯ"), without those that its row spells out as another topic's."""
    whole = [(one.phrase, one.topic) for one in row]
    return tuple(
        one for one in readings if not any(one.phrase in phrase and topic != one.topic for phrase, topic in whole)
    )


def _first_said(roles: Mapping[str, list[Hit]], is_file: bool) -> Hit | None:
    """Where a text first speaks of a topic: a false friend counts only beside it, for a plan may list trainings too."""
    hits = roles.get("document", []) + (roles.get("name", []) if is_file else [])
    clear = [hit for hit in hits if not any(_beside(hit, never) for never in roles.get("never", ()))]
    return min(clear, key=lambda h: (h.start, h.start - h.end), default=None)


def _beside(one: Hit, other: Hit) -> bool:
    return other.start - one.end < _AROUND and one.start - other.end < _AROUND


def _turned(claim: _Claim, found: Found, long: bool = False) -> _Claim:
    """The claim, or that of the topic it turns into: "รายงานผล" before a plan's name makes it the plan's report.

    In a `long` text an act that counts anywhere must stand beside the claim.
    """
    letters, topic, hits, certainty = claim
    for number, hit in found.acts:
        act = nearby().acts[number]
        first = min(h.start for h in hits)
        anywhere = act.anywhere and (not long or _beside(hits[0], hit))
        beside = anywhere or 0 <= first - hit.end <= _BEFORE
        if beside and topic in act.turns and not any(h.start <= hit.start and hit.end <= h.end for h in hits):
            letters, topic, hits = letters + hit.end - hit.start, act.turns[topic], [hit, *hits]
    return letters, topic, hits, certainty


def _opens(found: Found, topic: str, start: int, folded: str) -> bool:
    """Whether the text begins, before the topic's words at `start`, with words of an event, a purchase or a lesson.

    An item's code may come first.
    """
    opening = [hit for number, hit in found.openers if topic not in nearby().openers[number].but]
    return any(hit.end <= start and _CODE_ONLY.fullmatch(folded, 0, hit.start) for hit in (*found.news, *opening))


def _strength(share: float, start: int, size: int, news: bool) -> float:
    """How sure a reading is: the share of the label it explains, less for news and for words in mid-sentence."""
    strength = 0.55 + 0.45 * min(1.0, share / 0.7)
    if share < 0.4 and start > 14:
        strength -= 0.15
    if size > 110 and share < 0.25 and start > 14:
        strength = min(strength, 0.5)
    if news:
        strength *= 0.4
    return max(0.0, min(1.0, strength))


def _letters(hits: Sequence[Hit]) -> int:
    return len({at for hit in hits for at in range(hit.start, hit.end)})


def _reach(hits: Sequence[Hit]) -> int:
    return max(hit.end for hit in hits) - min(hit.start for hit in hits)


def _quoted(text: str, reading: Reading) -> str:
    return text if len(text) <= 160 else text[:159] + "…"
