"""What one short text says: the topics that its phrases name, and how sure that is.

In a text the longest phrase wins: a longer phrase of one topic silences a shorter one of another inside it, and of two
topics that want the same letters the one that explains more of them keeps them. How much of a label a phrase explains
says how sure the reading is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from checklist.fold import fold, unshifted
from checklist.label import core
from checklist.loose import loose_of, loosened
from checklist.near import NearNames
from checklist.phrases import DECOY, Found, Hit, Phrases, nearby, sort

Claim = tuple[int, str, list[Hit], float]
"""Letters explained, the topic that explains them, by which phrases, and how certain that is (up to 1)."""

_SURE = 0.5  # claims less certain than this come last, and take no letters from others
_WHOLE = (("menu", 1.0), ("maybe", 0.4))
"""What counts only as the whole label, and how certain it is; "maybe" repeated by title and row stays below YES."""
_ONE_OF = 0.4
"""How certain a label is that opens as one of the things a topic is a list of: "พระราชบัญญัติเทศบาล" of the laws."""
_LONGEST_NAME = 110  # folded letters of a label that may still be the name of one thing, not a sentence about it
_SAID = 0.45
"""Of a headline with words of events, the part its topic must explain, the agency's name included."""
_LOOSELY, _MOST = 0.9, 0.6
"""How certain a loose reading is, and the share of the label that it must explain."""
_BEFORE = 30  # folded letters between "รายงาน" and the name of what it reports on
AROUND = 40
"""Folded letters of a document within which words speak of one another: its title, a line of its table."""
_AHEAD = tuple(fold(word) for word in ("รายงาน", "สรุป", "ผล", "แผน", "คู่มือ", "นโยบาย", "ความก้าวหน้า", "วิเคราะห์"))
"""Words that stand before what they are of, in Thai."""
_MEMO = 60_000

_CODE_ONLY = re.compile(f"(?:(?:o|oit|moit|eb|{fold('ข้อ')}|{fold('ข้อที่')})?[0-9]{{1,2}})?")
_FORMAL = re.compile(r"^[^\n]{0,12}(?:ประกาศ|ข้อบังคับ|ระเบียบ|ข้อกำหนด|หนังสือ)[^\n]{0,90}?(?:เรื่อง|ว่าด้วย)(?=[^\n]{6})")


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


def near_names(phrases: Phrases) -> NearNames:
    """The names that a label may nearly be; a short one would be nearly anything."""
    return NearNames([(phrase, topic) for phrase, topic in phrases.names() if len(phrase) >= 9])


class Labels:
    """Reads labels, titles and headings by `phrases`, each once: a menu repeats on every page."""

    def __init__(self, phrases: Phrases, near: NearNames) -> None:
        self._phrases = phrases
        self._near = near
        self._known: dict[str, tuple[Reading, ...]] = {}

    def read(self, text: str) -> tuple[Reading, ...]:
        """What one label, title or heading says, strongest first. Remembered."""
        found = self._known.get(text)
        if found is None:
            found = self._titled(text[:400], self._phrased(text[:400])) if text else ()
            if len(self._known) > _MEMO:
                self._known.clear()
            self._known[text] = found
        return found

    def _titled(self, text: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """What stands behind "ประกาศ … เรื่อง" or "ข้อบังคับ … ว่าด้วย" is the title: its share is what counts."""
        formal = _FORMAL.search(text) if readings else None
        if formal is None:
            return readings
        title = {reading.topic: reading for reading in self._phrased(text[formal.end() :])}
        surer = [
            replace(one, strength=max(one.strength, title[one.topic].strength)) if one.topic in title else one
            for one in readings
        ]
        return tuple(sorted(surer, key=lambda r: (-r.strength, -r.share, r.start, r.topic)))

    def _phrased(self, text: str) -> tuple[Reading, ...]:
        folded = fold(text)
        if (readings := self._by(self._phrases, text, folded, core)) is not None:
            return readings
        mended = unshifted(text)
        return self._phrased(mended) if mended != text else self._nearly(text) or self._loosely(text)

    def _by(self, phrases: Phrases, text: str, folded: str, left: Callable[[str], str]) -> tuple[Reading, ...] | None:
        """What the text says by `phrases`, found in its comparison form; None if nothing in it is anybody's."""
        hits = phrases.hits(text, folded)
        if not hits:
            return None
        found = sort(hits, len(folded))
        size = max(1, len(left(text)))
        claims = self._claims(found, size, folded)
        return self._settled(claims, found, size, folded, phrases) if claims else None

    def _loosely(self, text: str) -> tuple[Reading, ...]:
        """What most of the text, without the agency's name, says to a reader who takes words of one meaning for one."""
        phrases = loose_of(self._phrases)
        said = loosened(core(text))
        readings = self._by(phrases, text, said, lambda _: said) or ()
        return tuple(
            replace(one, strength=_LOOSELY * one.strength, phrase=fold(phrases.shown(one.phrase)))
            for one in readings
            if one.share >= _MOST
        )

    def _claims(self, found: Found, size: int, folded: str) -> list[Claim]:
        """(letters explained, topic, hits, certainty) for each topic that wants this text."""
        claims: list[Claim] = []
        for topic, roles in found.spans.items():
            if names := roles.get("name"):
                claims.append((_letters(names), topic, names, 1.0))
            for role, certainty in _WHOLE:
                longest = max(roles.get(role, ()), key=lambda h: h.end - h.start, default=None)
                if longest and longest.end - longest.start >= 0.75 * size and (role == "menu" or not roles.get("name")):
                    claims.append((longest.end - longest.start, topic, [longest], certainty))
            claims += [
                (size, topic, [hit], _ONE_OF)
                for hit in roles.get("opens", ())
                if size <= _LONGEST_NAME and _CODE_ONLY.fullmatch(folded, 0, hit.start)
            ]
        for (topic, number), groups in found.parts.items():
            if len(groups) == self._phrases.groups[topic, number]:
                chosen = _chosen(groups)
                if not chosen:
                    continue
                letters, reach = _letters(chosen), _reach(chosen)
                if reach > 3 * letters + 25:
                    continue  # words from different ends of a long sentence are not one name
                claims.append((reach if reach <= 1.6 * letters + 6 else letters, topic, chosen, 0.92))
        claims = _of_objects([turned(claim, found) for claim in claims])
        return sorted(
            claims, key=lambda claim: (claim[3] < _SURE, -claim[0], -claim[3], min(h.start for h in claim[2]), claim[1])
        )

    def _settled(
        self, claims: list[Claim], found: Found, size: int, folded: str, phrases: Phrases
    ) -> tuple[Reading, ...]:
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
                bool(found.news)
                and (share < 0.8 or letters < _SAID * len(folded))
                and not _tells_what_was_done(found, topic, min(h.start for h in hits), folded)
            )
            strength = certainty * _strength(share, min(h.start for h in hits), size, news)
            veto = phrases.shown(never[0].phrase) if never else ""
            readings.append(Reading(topic, strength, share, first.phrase, first.start, first.end, veto))
        return tuple(sorted(readings, key=lambda r: (-r.strength, -r.share, r.start, r.topic)))

    def _nearly(self, text: str) -> tuple[Reading, ...]:
        near = self._near.nearest(core(text))
        if near is None or near.topic.startswith(DECOY):
            return ()
        return (Reading(near.topic, round(0.8 * near.likeness, 3), near.likeness, near.name, 0, len(fold(text))),)


def beside(one: Hit, other: Hit) -> bool:
    """Whether two phrases of a text stand so near that they speak of one another."""
    return other.start - one.end < AROUND and one.start - other.end < AROUND


def turned(claim: Claim, found: Found, long: bool = False) -> Claim:
    """The claim, or that of the topic it turns into: "รายงานผล" before a plan's name makes it the plan's report.

    In a `long` text an act that counts anywhere must stand beside the claim.
    """
    letters, topic, hits, certainty = claim
    for number, hit in found.acts:
        act = nearby().acts[number]
        first = min(h.start for h in hits)
        anywhere = act.anywhere and (not long or beside(hits[0], hit))
        joined = anywhere or 0 <= first - hit.end <= _BEFORE
        if joined and topic in act.turns and not any(h.start <= hit.start and hit.end <= h.end for h in hits):
            letters, topic, hits = letters + hit.end - hit.start, act.turns[topic], [hit, *hits]
    return letters, topic, hits, certainty


def _chosen(groups: Mapping[int, list[Hit]]) -> list[Hit]:
    """One phrase for each group, the longest; a report's or a plan's word only where it stands before what it is of."""
    last = max((hit.start for number, group in groups.items() if number for hit in group), default=None)
    ahead = [hit for hit in groups[0] if last is None or hit.start <= last or not hit.phrase.startswith(_AHEAD)]
    if not ahead:
        return []
    first = max(ahead, key=_length)
    at = first.start if first.phrase.startswith(_AHEAD) else 0
    return [first, *(max(group, key=lambda hit: (hit.start >= at, _length(hit))) for n, group in groups.items() if n)]


def _length(hit: Hit) -> int:
    return hit.end - hit.start


def _of_objects(claims: list[Claim]) -> list[Claim]:
    """`claims` without those of a whole year's work whose words go on to say of what: "รายงานผล…ป้องกันการทุจริต"."""
    sure = {topic: _span(hits) for _, topic, hits, certainty in claims if certainty >= _SURE}

    def goes_on(claim: Claim) -> bool:
        start, end = _span(claim[2])
        others = (sure.get(topic) for topic in nearby().yields.get(claim[1], ()))
        return any(other is not None and other[0] < end and start < other[1] for other in others)

    return [claim for claim in claims if not goes_on(claim)]


def _span(hits: Sequence[Hit]) -> tuple[int, int]:
    return min(hit.start for hit in hits), max(hit.end for hit in hits)


def _opens(found: Found, topic: str, start: int, folded: str) -> bool:
    """Whether the text begins, before the topic's words at `start`, with words of an event, a purchase or a lesson.

    An item's code may come first.
    """
    opening = [hit for number, hit in found.openers if topic not in nearby().openers[number].but]
    return any(hit.end <= start and _CODE_ONLY.fullmatch(folded, 0, hit.start) for hit in (*found.news, *opening))


def _tells_what_was_done(found: Found, topic: str, start: int, folded: str) -> bool:
    """Whether the label opens with the name of a topic whose evidence is an event: what follows tells of that event.

    Unless it invites to one that is still to come.
    """
    openers = nearby().openers
    event = topic in openers[0].but and _CODE_ONLY.fullmatch(folded, 0, start) is not None
    return event and all(topic in openers[number].but for number, _ in found.openers)


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
