"""What several commands share: the clock, the database's place, addresses and options as typed."""

import ipaddress
import os
import re
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from checklist.agency import Agency, AgencyKind
from checklist.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from checklist.verdict import Assessment
    from storage.store import Store

BANGKOK = timezone(timedelta(hours=7), "ICT")


def now() -> str:
    """This moment, ISO-8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def today() -> date:
    """The date in Bangkok."""
    return datetime.now(BANGKOK).date()


def default_database() -> str:
    """`OIT_DB`, or a SQLite file in the user's data folder."""
    if chosen := os.environ.get("OIT_DB"):
        return chosen
    from platformdirs import user_data_path

    folder = user_data_path("oit", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"The data folder {folder} cannot be made ({error.strerror}); name a database with --db.",
            thai=f"สร้างโฟลเดอร์ข้อมูล {folder} ไม่ได้ ({error.strerror}) โปรดระบุฐานข้อมูลด้วย --db",
        ) from error
    return f"sqlite:///{folder / 'oit.db'}"


def open_store(url: str | None) -> "Store":
    """The store at that URL, or the default one."""
    from storage.store import Store

    return Store.open(url or default_database())


def existing_store(url: str | None) -> "Store":
    """The store at that URL, or the default one. `UsageError` when a file is named that is not there: a look at a
    database makes none."""
    named = url or os.environ.get("OIT_DB", "")
    file = named.removeprefix("sqlite:///").partition("?")[0]
    if file and "://" not in file and not Path(file).exists():
        raise UsageError(
            f"There is no database {file}; look at what --db or OIT_DB names.",
            thai=f"ไม่มีฐานข้อมูล {file} โปรดดูที่ --db หรือ OIT_DB",
        )
    return open_store(url)


def website(text: str) -> str:
    """An address as typed, made whole (`www.example.go.th` becomes `https://www.example.go.th/`).

    Raises `UsageError` for anything that is not an http(s) address with a host.
    """
    address = text.strip().replace("\\", "/")
    if not re.match(r"^[a-zA-Z][a-zA-Z0-9+.-]*:", address) or re.match(r"^[^/:]+:\d+(/|$)", address):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{text!r} is not a web address ({error}).", thai=f"{text!r} ไม่ใช่ที่อยู่เว็บ ({error})") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise UsageError(
            f"{text!r} is not a web address: only http:// and https:// can be audited.",
            thai=f"{text!r} ไม่ใช่ที่อยู่เว็บ ตรวจได้เฉพาะ http:// และ https://",
        )
    if not host or " " in host or not ("." in host or ":" in host or host == "localhost"):
        raise UsageError(
            f"{text!r} has no host name; write it like https://www.example.go.th",
            thai=f"{text!r} ไม่มีชื่อเว็บไซต์ โปรดเขียนเต็ม เช่น https://www.example.go.th",
        )
    if parts.username or parts.password:
        raise UsageError(
            "A web address with a user name or password in it cannot be audited: only what is public counts.",
            thai="ตรวจที่อยู่เว็บที่มีชื่อผู้ใช้หรือรหัสผ่านไม่ได้ เพราะนับเฉพาะข้อมูลสาธารณะ",
        )
    shown = f"[{host}]" if ":" in host else host
    netloc = shown + (f":{port}" if port else "")
    return f"{parts.scheme.lower()}://{netloc}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def is_loopback(url: str) -> bool:
    """True if the address names this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def agency_of(url: str, *, name: str = "", kind: str = "") -> Agency:
    """An agency known by its address alone: its id is the host, with the port where there is one."""
    host = urlsplit(url).netloc.lower().removeprefix("www.")
    return Agency(id=host, name=name or host, website=url, kind=kind)


def check_kind(kind: str) -> AgencyKind | None:
    """The agency kind of that id; None for "". Raises `UsageError` naming the kinds there are."""
    if not kind:
        return None
    from checklist.load import load_kinds

    kinds = load_kinds()
    if kind not in kinds:
        known = ", ".join(sorted(kinds))
        raise UsageError(
            f"There is no agency kind {kind!r}; the kinds are: {known}.",
            thai=f"ไม่มีประเภทหน่วยงาน {kind!r} ประเภทที่มีคือ {known}",
        )
    return kinds[kind]


def checklist_for(given: str | None, kind: str = "") -> str:
    """The checklist as given, else the newest of the family that this kind of agency answers."""
    from checklist.load import newest

    if given:
        return given
    found = check_kind(kind)
    return newest(found.family if found else "oit")


def known_agency(store: "Store", name: str) -> Agency:
    """The agency of that id, or of that address or exact name; `UsageError` when the database holds none."""
    key = urlsplit(name).netloc.lower().removeprefix("www.") if "://" in name else name.strip()
    found = store.agency(key)
    if found is None:
        found = next((a for a in store.agencies() if key in (a.name, a.website)), None)
    if found is None:
        raise UsageError(
            f"The database holds no agency {name!r}: `oit agencies list` shows the register; "
            "a site that was only audited goes by its host.",
            thai=f"ไม่มีหน่วยงาน {name!r} ในฐานข้อมูล ดูรายชื่อได้ด้วย `oit agencies list`",
        )
    return found


database_option = click.option(
    "--db",
    "database",
    metavar="URL",
    help="Database: sqlite:///FILE or postgresql://…  [default: a file in your data folder]",
)
_SPOKEN = ["en"]


def spoken() -> str:
    """The language of messages: what --lang says in the commands that have it, English in the others."""
    return _SPOKEN[-1]


def _speak(_: click.Context, __: click.Parameter, lang: str) -> str:
    _SPOKEN.append(lang)
    return lang


lang_option = click.option(
    "--lang",
    type=click.Choice(["th", "en"]),
    default="th",
    show_default=True,
    is_eager=True,  # so that what is wrong with the other options is told in it
    callback=_speak,
    help="Language of what is told.",
)
checklist_option = click.option(
    "--checklist",
    "checklist_id",
    metavar="ID",
    help="By this checklist, such as oit-2568, or a file.  [default: the latest judgement, or the newest list]",
)


def examples(*lines: str) -> str:
    """The end of a command's help: lines that can be typed as they stand."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def judged(store: "Store", agency: Agency, checklist_id: str | None) -> "Assessment":
    """The agency's latest assessment, by that checklist if one is named; `UsageError` says what there is instead."""
    if checklist_id:
        from checklist.load import load_checklist

        load_checklist(checklist_id)  # a list that is none is told as such
    found = store.assessment(agency.id, checklist=checklist_id)
    if found is None:
        by = f" by {checklist_id}" if checklist_id else ""
        last = store.latest_crawl(agency.id, finished=False)
        if last and last.outcome == "unreachable":
            raise UsageError(
                f"{agency.id} could not be judged: {last.home} did not open when it was last crawled"
                f" ({why_not_opened(last.detail, 'en')}).",
                thai=f"ยังไม่มีผลของ {agency.id} เพราะเปิด {last.home} ไม่ได้ในการตรวจครั้งล่าสุด "
                f"({why_not_opened(last.detail, 'th')})",
            )
        raise UsageError(
            f"{agency.id} has not been judged{by} yet; try `oit audit {agency.website}` or `oit assess`.",
            thai=f"ยังไม่ได้ตรวจ {agency.id} {'ตาม ' + checklist_id if checklist_id else ''} "
            f"ลองสั่ง `oit audit {agency.website}` หรือ `oit assess`",
        )
    return found


def why_not_opened(detail: str, lang: str) -> str:
    """Why a website did not open, said once: the crawl's detail is a code and then the system's own words."""
    from reports.wording import value_word

    code, _, said = detail.partition(" ")
    known = value_word(code, lang)
    return known if known != code else said or code or ("ไม่ตอบ" if lang == "th" else "no answer")


def print_table(table: "Table") -> None:
    """A table for the eye on a terminal, folded to its width; into a file or a pipe tabs between whole cells."""
    from rich.console import Console
    from rich.text import Text

    console = Console()
    if console.is_terminal:
        for column in table.columns:
            column.overflow = "fold"
        console.print(table)
        return
    cells = [[str(column.header), *map(str, column.cells)] for column in table.columns]
    for row in zip(*cells, strict=True):
        click.echo("\t".join(" ".join(Text.from_markup(cell).plain.split()) for cell in row))


def ready_folder(folder: Path) -> None:
    """Make the folder that reports will go to, before any work is done; `UsageError` when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(
            f"Nothing can be written to the folder {folder}: {error.strerror or error}.",
            thai=f"เขียนลงโฟลเดอร์ {folder} ไม่ได้: {error.strerror or error}",
        ) from error


def write_file(path: Path, content: bytes | str) -> None:
    """Write a file whole or not at all; `UsageError` when its folder cannot be written.

    What is there and is no file (a device, a pipe) is written to, never replaced; a link keeps leading where it led.
    """
    from reports.files import write_whole

    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path.resolve() if path.is_symlink() else path, data)
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}.",
            thai=f"เขียนไฟล์ {path} ไม่ได้: {error.strerror or error}",
        ) from error
