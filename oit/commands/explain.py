"""`oit explain`: which items a page, a file or a title would be evidence of, and why."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from checklist.errors import UsageError
from oit.common import checklist_for, examples, lang_option

if TYPE_CHECKING:
    from checklist.locate import Matcher, Signals


@click.command(
    "explain",
    help="Say which topics WHAT (a file, an address, or words) would be evidence of, each signal and its weight.",
    epilog=examples(
        'oit explain "รายงานผลการดำเนินงาน ประจำปี 2568"',
        "oit explain แผน.pdf --checklist oit-2569",
        "oit explain https://www.example.go.th/plan",
    ),
)
@click.argument("what", required=False)
@click.option(
    "--checklist", "checklist_id", metavar="ID", help="Consider the topics of this checklist.  [default: the newest]"
)
@click.option(
    "--jsonl",
    "records",
    type=click.File("r", encoding="utf-8"),
    help="Records to explain, one JSON object a line; - for standard input.",
)
@lang_option
def command(what: str | None, checklist_id: str | None, records: TextIO | None, lang: str) -> None:
    from checklist.load import load_checklist, load_topics
    from checklist.locate import Matcher

    checklist = load_checklist(checklist_for(checklist_id))
    matcher = Matcher.for_checklist(load_topics(), checklist)
    if records is not None:
        try:
            for line in _answers(matcher, records):
                sys.stdout.write(line)
        except UnicodeDecodeError as error:
            raise UsageError(
                f"The records {records.name} are not UTF-8 text ({error.reason}).",
                thai=f"ไฟล์ {records.name} ไม่ใช่ข้อความ UTF-8 ({error.reason})",
            ) from error
    elif what:
        from oit.explaining import print_matches

        signals = _signals_of(what)
        print_matches(matcher, signals, checklist, lang)
    else:
        raise UsageError(
            "Nothing to explain: give a file, an address or words, or --jsonl FILE.",
            thai="ไม่มีสิ่งที่จะอธิบาย โปรดระบุไฟล์ ที่อยู่เว็บ หรือคำ หรือ --jsonl FILE",
        )


def _answers(matcher: "Matcher", lines: Iterable[str]) -> Iterator[str]:
    from checklist.locate import Signals, offered

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            fields = {name: str(record.get(name) or "") for name in ("anchor_text", "title", "text", "url")}
            key = record["id"]
        except (json.JSONDecodeError, KeyError, AttributeError, TypeError) as error:
            raise UsageError(f"Line {number} is not a JSON object with an id: {error}.") from error
        signals = Signals(title=fields["title"], anchor=fields["anchor_text"], text=fields["text"], url=fields["url"])
        topics = [{"topic": m.topic, "score": round(m.score, 4)} for m in offered(matcher.match(signals))]
        yield json.dumps({"id": key, "topics": topics}, ensure_ascii=False) + "\n"


def _signals_of(what: str) -> "Signals":
    from checklist.locate import Signals
    from oit.explaining import read_file, read_url

    path = Path(what)
    if path.is_file():
        return read_file(path)
    if what.startswith(("http://", "https://")):
        return read_url(what)
    if re.fullmatch(r"\S*[/\\]\S+|\S+\.[A-Za-z]{2,5}", what):
        raise UsageError(f"There is no file {what!r}; to explain words, give words, or an address with https://.")
    return Signals(title=what, anchor=what)
