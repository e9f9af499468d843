"""Nightly runs, one at a time, and how each agency fared; the register of letters."""

import uuid
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from checklist.errors import BusyError
from storage import codec
from storage._database import upsert
from storage._owner import Owner, me
from storage.records import Letter, Night, NightOutcome
from storage.tables import LetterRow, NightAgencyRow, NightRow

_NIGHT: Any = NightRow.__table__
_OUTCOME: Any = NightAgencyRow.__table__
_LETTER: Any = LetterRow.__table__


def claim(connection: Connection, owner: str, now: str) -> str:
    """Begin a nightly run; BusyError while another one lives. One that died is closed as such first."""
    row = connection.execute(select(_NIGHT).where(_NIGHT.c.busy.is_not(None))).one_or_none()
    if row is not None:
        process = Owner(row.owner_host, row.owner_pid, row.owner_born)
        if process.lives(row.heartbeat_at, now):
            raise BusyError(f"A nightly run is under way: {row.owner}, {process}, since {row.started_at}.")
        dead = {"busy": None, "outcome": "died", "finished_at": row.heartbeat_at}
        connection.execute(update(_NIGHT).where(_NIGHT.c.no == row.no).values(**dead))
    run_id = f"night-{now[:10]}-{uuid.uuid4().hex[:8]}"
    mine = me()
    values = {
        "id": run_id,
        "owner": codec.clean_text(owner),
        "owner_host": mine.host,
        "owner_pid": mine.pid,
        "owner_born": mine.born,
        "started_at": now,
        "heartbeat_at": now,
        "busy": "night",
    }
    try:
        connection.execute(insert(_NIGHT).values(**values))
    except IntegrityError:
        raise BusyError("A nightly run is under way: another process began one just now.") from None
    return run_id


def heartbeat(connection: Connection, run_id: str, now: str) -> bool:
    """Say that the run's process lives; False when the run is not running any more."""
    mine = (_NIGHT.c.id == run_id, _NIGHT.c.busy.is_not(None))
    return bool(connection.execute(update(_NIGHT).where(*mine).values(heartbeat_at=now)).rowcount)


def finish(connection: Connection, run_id: str, outcome: str, summary: str, now: str) -> None:
    """Close a run; KeyError when there is none of that id."""
    values = {"busy": None, "outcome": outcome, "summary": codec.clean_text(summary), "finished_at": now}
    if not connection.execute(update(_NIGHT).where(_NIGHT.c.id == run_id).values(**values)).rowcount:
        raise KeyError(run_id)


def note(connection: Connection, run_id: str, outcome: NightOutcome) -> None:
    """Record how an agency fared in a run; the last word counts."""
    number = connection.execute(select(_NIGHT.c.no).where(_NIGHT.c.id == run_id)).scalar()
    if number is None:
        raise KeyError(run_id)
    row = {
        "night_no": number,
        "agency_id": outcome.agency,
        "outcome": outcome.outcome,
        "crawl_id": outcome.crawl,
        "detail": codec.clean_text(outcome.detail),
        "at": outcome.at,
    }
    upsert(connection, _OUTCOME, [row], ("night_no", "agency_id"), ("outcome", "crawl_id", "detail", "at"))


def nights(connection: Connection, limit: int) -> tuple[Night, ...]:
    """The last runs, newest first."""
    counts: dict[int, dict[str, int]] = {}
    rows = connection.execute(select(_NIGHT).order_by(_NIGHT.c.no.desc()).limit(limit)).all()
    query = (
        select(_OUTCOME.c.night_no, _OUTCOME.c.outcome, func.count())
        .where(_OUTCOME.c.night_no.in_([row.no for row in rows]))
        .group_by(_OUTCOME.c.night_no, _OUTCOME.c.outcome)
    )
    for number, outcome, count in connection.execute(query):
        counts.setdefault(number, {})[outcome] = count
    return tuple(
        Night(
            row.id, row.owner, row.owner_host, row.owner_pid, row.started_at, row.heartbeat_at, row.finished_at,
            row.outcome, row.summary, counts.get(row.no, {}),
        )
        for row in rows
    )  # fmt: skip


def next_letter_number(connection: Connection, year: int) -> int:
    """The number the next letter of that Buddhist year will get."""
    last = connection.execute(select(func.max(_LETTER.c.number)).where(_LETTER.c.year == year)).scalar()
    return int(last or 0) + 1


def register_letter(connection: Connection, letter: Letter) -> Letter:
    """Enter a letter under the year's next number, whatever number it came with; the letter as entered."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.exec_driver_sql("LOCK TABLE letter IN EXCLUSIVE MODE")
    number = next_letter_number(connection, letter.year)
    values = {
        "year": letter.year,
        "number": number,
        "agency_id": codec.clean_text(letter.agency),
        "checklist": letter.checklist,
        "addressee": codec.clean_text(letter.addressee),
        "made_at": letter.made_at,
        "file_name": codec.clean_text(letter.file_name),
    }
    connection.execute(insert(_LETTER).values(**values))
    return Letter(
        letter.year, number, letter.agency, letter.checklist, letter.addressee, letter.made_at, letter.file_name
    )


def letters(connection: Connection, year: int) -> tuple[Letter, ...]:
    """The register of that Buddhist year, by number."""
    names = ("year", "number", "agency_id", "checklist", "addressee", "made_at", "file_name")
    query = select(*(_LETTER.c[name] for name in names)).where(_LETTER.c.year == year).order_by(_LETTER.c.number)
    return tuple(Letter(*row) for row in connection.execute(query))
