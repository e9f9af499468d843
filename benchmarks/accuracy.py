"""How right the matcher is, beside three simple ways, in one run over the same labels.

usage: python -m benchmarks.accuracy [CORPUS] [--checklist ID] [--wrong]

Always on our own gold set (whole, and damaged by program); with CORPUS (a folder with labels.jsonl) on that too,
counted as its evaluate.py does. The baselines are what people build first: an item's name as a
substring; all words of the name in one link; and words that occur in names, a topic being said when enough are there.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from checklist.load import load_checklist, load_topics
from checklist.match import Matcher, Signals, offered
from checklist.model import Checklist
from checklist.thai import tokenize
from tests.checklist.damage import DAMAGE

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "labels.jsonl"
_ENOUGH = 0.6  # share of a name's words that the keyword baseline asks for


class Row(NamedTuple):
    """One labelled text. `topics` is empty for a negative; `site` is the website it is of, "" for our own."""

    signals: Signals
    topics: tuple[str, ...]
    by_hand: bool
    site: str = ""

    @property
    def words(self) -> str:
        """All short texts, for the baselines."""
        return "\n".join((self.signals.anchor, self.signals.title))


Answer = Callable[[Row], str]


def gold_rows(harm: Callable[[str], str] = str) -> list[Row]:
    """Our own labels, each changed by `harm`."""
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return [Row(Signals(anchor=harm(r["text"])), (r["topic"],) if r["topic"] else (), True) for r in rows]


def corpus_rows(folder: Path) -> list[Row]:
    """The labels of a corpus that count: negatives, and those of topics in the lists."""
    found = []
    for row in map(json.loads, (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()):
        topic = row.get("topic") or ""
        topics = () if topic.startswith("other:") else tuple(filter(None, topic.split("|")))
        if topics or row["strength"] == "negative":
            signals = Signals(row["title"], row["anchor_text"], text=row["text"], url=row["url"])
            wanted = () if row["strength"] == "negative" else topics
            found.append(Row(signals, wanted, row["read_by_hand"], _site(row["source"])))
    return found


def _site(source: str) -> str:
    """The host of an address, or the repository of "owner/name@path"."""
    return urlsplit(source).netloc or source.split("@", 1)[0]


def names_of(checklists: Iterable[Checklist]) -> list[tuple[str, str]]:
    """(name, first topic) of every item, the longest names first."""
    names = {(item.name, item.topics[0]) for checklist in checklists for item in checklist.items}
    return sorted(names, key=lambda pair: (-len(pair[0]), pair))


def substring(names: Sequence[tuple[str, str]]) -> Answer:
    """The first item whose name stands in the text as it is."""
    return lambda row: next((topic for name, topic in names if name in row.words), "")


def all_words(names: Sequence[tuple[str, str]]) -> Answer:
    """The first item all of whose words (PyThaiNLP) stand in the text."""
    split = [({word for word in tokenize(name) if word.strip()}, topic) for name, topic in names]

    def answer(row: Row) -> str:
        words = set(tokenize(row.words))
        return next((topic for wanted, topic in split if wanted <= words), "")

    return answer


def keywords(names: Sequence[tuple[str, str]]) -> Answer:
    """The item most of whose words stand in the text, if at least `_ENOUGH` of them do."""
    split = [({word for word in tokenize(name) if len(word) > 1}, topic) for name, topic in names]

    def answer(row: Row) -> str:
        words = set(tokenize(row.words))
        best = max(((len(wanted & words) / len(wanted), topic) for wanted, topic in split if wanted), default=(0.0, ""))
        return best[1] if best[0] >= _ENOUGH else ""

    return answer


def ours(matcher: Matcher) -> Answer:
    """What the program would offer, the best first."""

    def answer(row: Row) -> str:
        matches = offered(matcher.match(row.signals))
        return matches[0].topic if matches else ""

    return answer


def figures(rows: Sequence[Row], answer: Answer) -> str:
    """Recall, precision and false alarms in one line."""
    answers = [(row, answer(row)) for row in rows]
    positives, negatives = [a for a in answers if a[0].topics], [a for a in answers if not a[0].topics]
    right = sum(said in row.topics for row, said in positives)
    said_any = sum(bool(said) for _, said in answers)
    alarms = sum(bool(said) for _, said in negatives)
    return (
        f"recall {right / max(1, len(positives)):.3f}  precision {right / max(1, said_any):.3f}  "
        f"false alarms {alarms / max(1, len(negatives)):.3f}  ({len(positives)} + {len(negatives)} rows)"
    )


def bands(rows: Sequence[Row], matcher: Matcher) -> str:
    """How often each band of the best match is right: for ``no``, that the text is about no topic."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in rows:
        best = next(iter(matcher.match(row.signals)), None)
        band = best.band if best else "no"
        total[band] += 1
        right[band] += not row.topics if band == "no" else best is not None and best.topic in row.topics
    return "  ".join(f"{band} {right[band]}/{total[band]}" for band in ("yes", "look", "no") if total[band])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--checklist", default="oit-2566")
    parser.add_argument("--wrong", action="store_true", help="print our wrong answers")
    options = parser.parse_args()
    topics, checklist = load_topics(), load_checklist(options.checklist)
    lists = [load_checklist(name) for name in ("oit-2566", "oit-2567", "oit-2568", "oit-2569", "oit-2563")]
    sets: list[tuple[str, list[Row], Matcher, list[Checklist]]] = [
        ("gold", gold_rows(), Matcher(topics), lists),
        ("gold, damaged", [row for harm in DAMAGE.values() for row in gold_rows(harm)], Matcher(topics), lists),
    ]
    if options.corpus:
        rows = corpus_rows(options.corpus)
        matcher = Matcher.for_checklist(topics, checklist)
        sets += [
            ("corpus, all", rows, matcher, [checklist]),
            ("corpus, read by hand", [row for row in rows if row.by_hand], matcher, [checklist]),
            ("corpus, 100+ characters", [row for row in rows if len(row.signals.text) >= 100], matcher, [checklist]),
        ]
    for title, rows, matcher, known in sets:
        names = names_of(known)
        print(title)
        for way, answer in (
            ("name as substring", substring(names)),
            ("all words of the name", all_words(names)),
            ("keyword threshold", keywords(names)),
            ("oit", ours(matcher)),
        ):
            print(f"  {way:24}{figures(rows, answer)}")
        print(f"  {'bands right':24}{bands(rows, matcher)}")
        if options.wrong:
            answer = ours(matcher)
            for row in rows:
                if (said := answer(row)) not in (row.topics or ("",)):
                    print(f"    wanted {row.topics or '-'} said {said or '-'}: {row.words.strip()[:90]!r}")


if __name__ == "__main__":
    main()
