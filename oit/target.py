"""Which report files a person asks for, and where they go: one meaning of --format and --out over all commands."""

import functools
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from checklist.errors import UsageError
from oit.common import ready_folder, write_file

Make = Callable[[str], bytes | str]
"""From the name of a format to the content of its file."""

SUFFIXES: Mapping[str, str] = {"open-data": "csv"}
"""Formats whose file is not called as they are."""
STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Target:
    """The formats asked for, in that order, and the place: a folder, one file, or standard output."""

    formats: tuple[str, ...]
    folder: Path = Path()
    file: Path | None = None

    @property
    def to_stdout(self) -> bool:
        """Whether the one file goes to standard output, so that nothing else may be printed there."""
        return self.file == STANDARD_OUTPUT

    def ready(self) -> None:
        """Make the folder before any work is done; `UsageError` when nothing can be written there."""
        if self.formats and self.file is None:
            ready_folder(self.folder)
        elif self.file is not None and not self.to_stdout and not self.file.exists():
            ready_folder(self.file.parent)

    def path(self, stem: str, form: str) -> Path:
        """Where the file of that format is written; `stem` is its name where the person named none."""
        return self.file or self.folder / f"{stem}.{suffix_of(form)}"

    def write(self, stem: str, make: Make) -> tuple[Path, ...]:
        """Make and write each format; the paths of the files, none for standard output."""
        written = []
        for form in self.formats:
            content = make(form)
            if self.to_stdout:
                write_stdout(content)
                continue
            path = self.path(stem, form)
            write_file(path, content)
            written.append(path)
        return tuple(written)

    def write_and_tell(self, stem: str, make: Make) -> None:
        """The same, and each file's path printed on a line of its own."""
        for path in self.write(stem, make):
            click.echo(path)


def write_stdout(content: bytes | str) -> None:
    """Bytes as they are to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    sys.stdout.buffer.flush()


def suffix_of(form: str) -> str:
    """The suffix of a format's file, without its dot."""
    return SUFFIXES.get(form, form)


def target_options(
    *known: str, default: str = "", note: str = "", without: str = "a table here"
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Adds --format and -o/--out to a command, which gets them as `target`.

    `known`: the formats there are. `default`: the one written when none is named; "" writes none unless a
    place is given (then the first one): `without` says in the help what comes instead. `note`: what a reader of the
    help must know beside the formats' names.
    """
    several = "one, or several with commas" if len(known) > 1 else "as a page"

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def gathered(*, format_list: tuple[str, ...], out: Path | None, **others: Any) -> Any:
            return command(target=target_of(format_list, out, known, default), **others)

        place = click.option(
            "-o",
            "--out",
            metavar="PLACE",
            type=click.Path(path_type=Path, allow_dash=True),
            help="A folder, or a file name ending in the format; - for standard output.  [default: files here]",
        )
        forms = click.option(
            "--format",
            "format_list",
            multiple=True,
            metavar="LIST",
            help=f"{','.join(known)}: {several}{note}.  [default: {default or without}]",
        )
        wrapped: Callable[..., Any] = forms(place(gathered))
        return wrapped

    return decorate


def target_of(typed: tuple[str, ...], out: Path | None, known: tuple[str, ...], default: str) -> Target:
    """What was typed, checked; `UsageError` when a format is none or does not go with the place."""
    names = formats(",".join(typed), known)
    if out is None:
        return Target(names or ((default,) if default else ()))
    if out == STANDARD_OUTPUT:
        return Target(_one(names or (default or known[0],), out), file=out)
    suffix = out.suffix.lower().removeprefix(".")
    if out.is_dir() or not (out.exists() or suffix.isalpha()):
        return Target(names or (default or known[0],), folder=out)
    if out.exists() and not out.is_file():  # a device or a pipe: no suffix to obey
        return Target(_one(names or (default or known[0],), out), file=out)
    meant = next((form for form in known if suffix_of(form) == suffix), "")
    if not meant:
        endings = ", ".join(dict.fromkeys(f".{suffix_of(form)}" for form in known))
        raise UsageError(
            f"{out} is neither a folder nor a file of a format there is here: {endings}.",
            thai=f"{out} ไม่ใช่โฟลเดอร์ และไม่ใช่ไฟล์ชนิดที่คำสั่งนี้เขียนได้: {endings}",
        )
    form = _one(names or (meant,), out)
    if suffix_of(form[0]) != suffix:
        raise UsageError(
            f"The file {out} does not end in .{suffix_of(form[0])}, but the format is {form[0]}.",
            thai=f"ไฟล์ {out} ไม่ได้ลงท้ายด้วย .{suffix_of(form[0])} แต่สั่งให้เขียนเป็น {form[0]}",
        )
    return Target(form, file=out)


def formats(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """A list such as "html,xlsx" as typed, each name once; `UsageError` for a name that is no format here."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in known:
            there_are = ", ".join(known)
            raise UsageError(
                f"{name!r} is not a format of this command; the formats are: {there_are}.",
                thai=f"คำสั่งนี้เขียนเป็น {name!r} ไม่ได้ เขียนได้เป็น {there_are}",
            )
    return names


def _one(names: tuple[str, ...], out: Path) -> tuple[str, ...]:
    if len(names) > 1:
        where = "Standard output" if out == STANDARD_OUTPUT else f"The file {out}"
        listed = ", ".join(names)
        raise UsageError(
            f"{where} can hold one format, not {len(names)} ({listed}); name a folder instead.",
            thai=f"ปลายทาง {out} รับได้รูปแบบเดียว ไม่ใช่ {len(names)} ({listed}) โปรดระบุเป็นโฟลเดอร์",
        )
    return names
