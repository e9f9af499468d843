"""Counts what a match's score is worth on labelled texts, and writes checklist/data/calibration.yml.

usage: python -m benchmarks.calibrate CORPUS --date 2026-11-22 [--checklist ID] [--dry]

CORPUS holds labels.jsonl. The chance of a score is the share of right answers among texts with such a score, made to
rise with the score (pool adjacent violators over steps of 0.05). Only texts of real websites are counted for it: our
own gold rows were written to be matched, and would flatter. They, and the texts that a person read, decide where
evidence begins: at the lowest score, in steps of 0.05, from which on PRECISE of those rows are right, if a match at it
is more often right than wrong (the mass of plain labels at 1.0 would else carry any rubbish below).

Where the band for a person begins the texts do not tell: asked for one right match in ten, one text moved it from 0.35
to 0.45. It is set, at LOOK_FROM: below bare codes and what topics.yml marks as `maybe`, which are for a person by
intent. What the count must show is that few texts about a topic are put aside (MISSED).

What is written of each band is held out: every group of websites is judged with steps and threshold taken from the
others. Websites that share many of their texts (one vendor's template) are one group.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from benchmarks.accuracy import Row, corpus_rows, gold_rows
from checklist.calibration import DATA, Calibration, Reliability
from checklist.load import load_checklist, load_topics
from checklist.match import Matcher

PRECISE, LIKELY, LOOK_FROM, MISSED = 0.95, 0.5, 0.35, 0.02
_STEP = 0.05
_SHARED = 1 / 3  # of the smaller website's texts: more in common makes two websites one group
_HEAD = """\
# What a match's score is worth. Written by `make calibrate CORPUS=DIR` (benchmarks/calibrate.py), not by hand.
# Counted on labelled texts of real agencies' websites, which are not part of this project: only numbers are kept.
# steps: score, chance. bands: held out by agency; of them, read_ are the texts that a person read.
"""


class Scored(NamedTuple):
    """A labelled text and the matcher's best answer. `group` is "" for our own rows."""

    group: str
    score: float
    right: bool
    holds: bool  # whether it is about any topic at all
    read: bool


def scored(rows: Sequence[Row], matcher: Matcher, groups: Mapping[str, str]) -> list[Scored]:
    """The best answer to each row."""
    found = []
    for row in rows:
        best = next(iter(matcher.match(row.signals)), None)
        right = best is not None and best.topic in row.topics
        group = groups.get(row.site, "")
        found.append(Scored(group, best.score if best else 0.0, right, bool(row.topics), row.by_hand))
    return found


def groups_of(rows: Sequence[Row]) -> dict[str, str]:
    """Website → its group, so that no text of a website is judged by figures from a copy of it."""
    texts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        texts[row.site].add(row.words)
    group = {site: site for site in texts}
    for one, other in combinations(sorted(texts), 2):
        if len(texts[one] & texts[other]) >= max(2, _SHARED * min(len(texts[one]), len(texts[other]))):
            joined, kept = group[other], group[one]
            group = {site: kept if now == joined else now for site, now in group.items()}
    return group


def rising(rows: Sequence[Scored]) -> tuple[tuple[float, float], ...]:
    """(score, chance) at both ends of each pool: steps of scores, joined until the share of right answers rises."""
    bins: dict[int, list[Scored]] = defaultdict(list)
    for row in rows:
        if row.score > 0:
            bins[int(row.score / _STEP + 1e-9)].append(row)
    pools: list[list[Scored]] = []
    for number in sorted(bins):
        pools.append(bins[number])
        while len(pools) > 1 and _share(pools[-2]) >= _share(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    steps: list[tuple[float, float]] = []
    for pool in pools:
        ends = sorted({min(row.score for row in pool), max(row.score for row in pool)})
        steps += [(end, round(_share(pool), 3)) for end in ends]
    return tuple(steps)


def fit(real: Sequence[Scored], own: Sequence[Scored]) -> Calibration:
    """Steps from the real texts, where evidence begins from the targets; no bands yet."""
    steps = rising(real)
    known = Calibration(1.0, 1.0, steps, {}, 0, "")
    read = [row for row in (*real, *own) if row.read]
    scores = [round(number * _STEP, 2) for number in range(1, int(1 / _STEP) + 1)]
    yes = next(
        score
        for score in scores
        if known.chance(score) >= LIKELY and _share([row for row in read if row.score >= score]) >= PRECISE
    )
    return Calibration(yes, min(LOOK_FROM, yes), steps, {}, len({row.group for row in real}), "")


def held_out(real: Sequence[Scored], own: Sequence[Scored]) -> list[tuple[Scored, Calibration]]:
    """Each real text with the calibration that was fitted without its group."""
    found = []
    for group in sorted({row.group for row in real}):
        others = fit([row for row in real if row.group != group], own)
        found += [(row, others) for row in real if row.group == group]
    return found


def reliability(judged: Sequence[tuple[Scored, Calibration]]) -> dict[str, Reliability]:
    """How often each band was right, of all texts and of those that a person read."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("yes", "look", "no")}
    for row, by in judged:
        band = by.band(row.score)
        good = row.right if band != "no" else not row.holds
        counts[band].update(of=1, right=good, read_of=row.read, read_right=good and row.read)
    return {
        name: Reliability(count["right"], count["of"], count["read_right"], count["read_of"])
        for name, count in counts.items()
    }


def _share(rows: Sequence[Scored]) -> float:
    return sum(row.right for row in rows) / max(1, len(rows))


def show(fitted: Calibration, judged: Sequence[tuple[Scored, Calibration]]) -> str:
    """What a person should see before committing new figures."""
    lines = [f"yes from {fitted.yes}, look from {fitted.look}; {fitted.groups} groups of websites"]
    pairs = Counter((by.yes, by.look) for _, by in {row.group: (row, by) for row, by in judged}.values())
    lines.append(f"held out, the thresholds were {dict(pairs)}")
    lines += [f"  {score:.4f}  {chance:.3f}" for score, chance in fitted.steps]
    for name, one in fitted.bands.items():
        said = [by.chance(row.score) for row, by in judged if by.band(row.score) == name]
        lines.append(
            f"{name:5} right {one.right}/{one.of}, of those read {one.read_right}/{one.read_of}; "
            f"mean chance {sum(said) / max(1, len(said)):.3f}"
        )
    answers = [(row, by.chance(row.score)) for row, by in judged if row.score > 0]
    brier = sum((chance - row.right) ** 2 for row, chance in answers) / max(1, len(answers))
    usual = _share([row for row, _ in answers])
    lines.append(f"Brier score of the chances {brier:.4f}; of always saying {usual:.3f}: {usual * (1 - usual):.4f}")
    no = fitted.bands["no"]
    missed = (no.of - no.right) / max(1, no.of)
    lines.append(f"about a topic, of the texts put aside: {missed:.4f}, to be at most {MISSED}")
    return "\n".join(lines)


def as_yaml(fitted: Calibration) -> str:
    """The file's text."""
    lines = [f'counted_on: "{fitted.counted_on}"', f"groups: {fitted.groups}"]
    lines += [f"yes_from: {fitted.yes}", f"look_from: {fitted.look}", "steps:"]
    lines += [f"- [{score}, {chance}]" for score, chance in fitted.steps]
    lines.append("bands:")
    for name, one in fitted.bands.items():
        lines.append(
            f'  "{name}": {{right: {one.right}, of: {one.of}, read_right: {one.read_right}, read_of: {one.read_of}}}'
        )
    return _HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Fit, show, and write the file unless `--dry`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--checklist", default="oit-2566")
    parser.add_argument("--date", required=True, help="of the count, written into the file")
    parser.add_argument("--dry", action="store_true", help="show, do not write")
    options = parser.parse_args()
    rows = corpus_rows(options.corpus)
    matcher = Matcher.for_checklist(load_topics(), load_checklist(options.checklist))
    real = scored(rows, matcher, groups_of(rows))
    own = scored(gold_rows(), Matcher(load_topics()), {})
    judged = held_out(real, own)
    one = fit(real, own)
    fitted = Calibration(one.yes, one.look, one.steps, reliability(judged), one.groups, options.date)
    print(show(fitted, judged))
    if not options.dry:
        DATA.write_text(as_yaml(fitted), encoding="utf-8")


if __name__ == "__main__":
    main()
