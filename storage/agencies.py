"""The register of agencies as people keep it: a CSV or Excel file, from any office's machine.

Nothing is half imported: every line is read first, and one error names each bad one with its number and the reason.
"""

import csv
import io
import ipaddress
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ada_url

from checklist.agency import Agency, AgencyKind
from checklist.errors import UsageError
from checklist.load import load_kinds
from storage.codec import clean_text

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("รหัส", "รหัสหน่วยงาน", "code", "agency_id", "agency id"),
    "name": ("ชื่อหน่วยงาน", "ชื่อ", "หน่วยงาน", "agency", "agency name"),
    "kind": ("ประเภท", "ประเภทหน่วยงาน", "type"),
    "website": ("เว็บไซต์", "เว็บไซต์หน่วยงาน", "เว็บไซด์", "เวบไซต์", "url", "web", "site"),
    "province": ("จังหวัด",),
    "district": ("อำเภอ", "เขต", "อำเภอ/เขต", "amphoe"),
    "supervisor": ("หน่วยงานกำกับ", "หน่วยงานกำกับดูแล", "หน่วยงานที่กำกับ", "สังกัด", "supervised by"),
}
"""The columns and what else their headings are called. `id`, `name` and `website` must be there."""

_NEEDED = ("id", "name", "website")
_LONGEST = {"id": 100, "website": 2000}
_LONGEST_TEXT = 300
_LARGEST = 64 << 20
"""Bytes of a register: the whole country's is 2 MB."""
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_PRIVATE_ENDINGS = (".local", ".internal", ".lan", ".localdomain", ".home.arpa", ".intranet", ".corp")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its number as an editor or Excel counts it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What holds for all lines: number of headings, spellings of kinds, whether all websites are on this machine."""

    width: int
    kinds: Mapping[str, str]
    trial: bool


def read_agencies(path: Path | str) -> list[Agency]:
    """The agencies of a CSV (UTF-8, UTF-16 or TIS-620/windows-874; comma, semicolon or tab) or Excel file.

    UsageError naming every bad line: a blank or repeated id, a blank name, a website that is none or is inside a
    private network, an unknown kind, too many cells. Websites on this very machine are taken if all are (a trial).
    """
    file = Path(path)
    lines = [line for line in _lines(file) if any(line.cells)]
    if not lines:
        raise UsageError(f"The file {file} has no lines.")
    header, problems = _header(lines[0])
    rows = [(line, _cells(line, header)) for line in lines[1:]] if header else []
    trial = all(_is_loopback(_host(values["website"])) for _, values in rows)
    sheet = Sheet(len(lines[0].cells), _kind_names(load_kinds()), trial)
    agencies: list[Agency] = []
    seen: dict[str, int] = {}
    for line, values in rows:
        wrong = list(_wrong(line, values, sheet, seen))
        problems += [f"line {line.number}: {reason}" for reason in wrong]
        seen.setdefault(values["id"], line.number)
        if not wrong:
            agencies.append(_agency(values, sheet.kinds))
    if not problems and not agencies:
        problems = ["there is a line of headings and no agency below it"]
    if problems:
        listed = "\n".join(f"  {problem}" for problem in problems)
        raise UsageError(f"Nothing was imported from {file}, which has {len(problems)} mistake(s):\n{listed}")
    return agencies


def _lines(file: Path) -> Iterator[Line]:
    try:
        if file.exists() and not file.is_file():  # a device may never end
            raise UsageError(f"{file} is not a file.")
        if file.exists() and file.stat().st_size > _LARGEST:
            raise UsageError(f"The file {file} is larger than {_LARGEST >> 20} MB: it is no register of agencies.")
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"The file {file} cannot be read: {error.strerror}.") from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        yield from _excel_lines(file)
        return
    text = _decoded(data, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    number = 1
    try:
        for cells in reader:
            yield Line(number, tuple(_tidy(cell) for cell in cells))
            number = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"The file {file} cannot be read as CSV from line {number} on: {error}.") from None


def _excel_lines(file: Path) -> Iterator[Line]:
    from python_calamine import CalamineError, load_workbook

    try:
        sheet = load_workbook(str(file)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError) as error:
        raise UsageError(f"The file {file} cannot be read as an Excel file: {error}.") from None
    for number, row in enumerate(rows, 1):
        yield Line(number, tuple(_tidy(_cell_text(value)) for value in row))


def _cell_text(value: object) -> str:
    # Excel keeps every number as a fraction: 1501.0 is the id 1501
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _decoded(data: bytes, file: Path) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for encoding in ("utf-8", "cp874"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"The file {file} is neither UTF-8 nor TIS-620 text, nor an Excel file.")


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key=first.count)


def _tidy(cell: str) -> str:
    return " ".join(_INVISIBLE.sub("", clean_text(cell)).split())


def _header(line: Line) -> tuple[dict[str, int], list[str]]:
    """Which column is where; and what is wrong with the headings (then no column is said)."""
    names = {alias.casefold(): name for name, aliases in COLUMNS.items() for alias in (name, *aliases)}
    found: dict[str, int] = {}
    problems = []
    for place, cell in enumerate(line.cells):
        name = names.get(cell.casefold())
        if name in found:
            problems.append(f"line {line.number}: two columns are headed {name} ({COLUMNS[name][0]})")
        elif name:
            found[name] = place
    lacking = [name for name in _NEEDED if name not in found]
    problems += [f"line {line.number}: no column is headed {name} ({COLUMNS[name][0]})" for name in lacking]
    return ({}, problems) if problems else (found, [])


def _cells(line: Line, header: Mapping[str, int]) -> dict[str, str]:
    places = {name: header.get(name, len(line.cells)) for name in COLUMNS}
    return {name: line.cells[place] if place < len(line.cells) else "" for name, place in places.items()}


def _wrong(line: Line, values: Mapping[str, str], sheet: Sheet, seen: Mapping[str, int]) -> Iterator[str]:
    """Everything wrong with one line, each as a phrase."""
    for name in ("id", "name"):
        if not values[name]:
            yield f"no {name} ({COLUMNS[name][0]})"
    if values["id"] and values["id"] in seen:
        yield f"the id {values['id']} is on line {seen[values['id']]} already"
    for name, value in values.items():
        if len(value) > _LONGEST.get(name, _LONGEST_TEXT):
            yield f"the {name} is {len(value)} characters long"
    if fault := _website_fault(values["website"], sheet.trial):
        yield fault
    if values["kind"] and values["kind"].casefold() not in sheet.kinds:
        yield f"unknown kind {values['kind'][:80]!r}"
    if any(line.cells[sheet.width :]):
        yield f"{len(line.cells)} cells under {sheet.width} headings"


def _website_fault(website: str, trial: bool) -> str:
    """Why this cannot be an agency's website; "" when it can."""
    if not website:
        return "no website (เว็บไซต์)"
    shown = repr(website[:80])
    address = _with_scheme(website)
    if not address.lower().startswith(("http://", "https://")):
        return f"the website {shown} is not an http or https address"
    host = _host(website)
    if not host:
        return f"the website {shown} has no host name"
    if "@" in address.split("//", 1)[1].split("/", 1)[0]:
        return f"the website {shown} holds a user name or password"
    if _is_private(host) and not (trial and _is_loopback(host)):
        return f"the website {shown} is inside a private network"
    if not _HOST.fullmatch(host) and not _is_loopback(host):
        return f"the website {shown} has no full host name"
    return ""


def _with_scheme(website: str) -> str:
    written = website.replace("\\", "/")
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", written) or re.match(r"(?:mailto|javascript|data|file):", written, re.I):
        return written
    return f"https://{written}"


def _host(website: str) -> str:
    """The host of the address, as the web standard reads it (Thai names in their ASCII form); "" when there is none."""
    if " " in website:
        return ""
    try:
        return ada_url.URL(_with_scheme(website)).hostname.rstrip(".").lower()
    except (ValueError, UnicodeError):
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_private(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return _is_loopback(host) or host.endswith(_PRIVATE_ENDINGS)
    return not address.is_global or address.is_multicast


def _kind_names(kinds: Mapping[str, AgencyKind]) -> dict[str, str]:
    """What people write for a kind → its id: the id, the names, and each name's part in and before its brackets."""
    written: dict[str, set[str]] = {}
    for kind in kinds.values():
        for name in (kind.id, kind.name_th, kind.name_en):
            for spelling in _spellings(name):
                written.setdefault(spelling.casefold(), set()).add(kind.id)
    plain = {name: next(iter(ids)) for name, ids in written.items() if len(ids) == 1}
    return plain | {kind.id.casefold(): kind.id for kind in kinds.values()}


def _spellings(name: str) -> Iterable[str]:
    before, _, inside = name.partition("(")
    parts: Sequence[str] = re.split(r"[/,)]", inside)
    return {text.strip() for text in (name, before, *parts) if text.strip()}


def _agency(values: Mapping[str, str], kinds: Mapping[str, str]) -> Agency:
    return Agency(
        id=values["id"],
        name=values["name"],
        website=_with_scheme(values["website"]),
        kind=kinds.get(values["kind"].casefold(), ""),
        province=values["province"],
        district=values["district"],
        supervisor=values["supervisor"],
    )
