"""`oit doctor`: what is installed, what is missing, and what that costs."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click

from checklist.errors import OitError
from oit.common import database_option, default_database, open_store


@dataclass(frozen=True, slots=True)
class Tool:
    """A program outside Python: its names on PATH, its Debian package, and what is lost without it."""

    names: tuple[str, ...]
    package: str
    cost: str


TOOLS = (
    Tool(
        ("chromium", "chromium-browser", "google-chrome"),
        "chromium",
        "pages made by script stay unread; no PDF reports; no screenshots",
    ),
    Tool(("tesseract",), "tesseract-ocr", "scanned documents stay unread"),
    Tool(("pdftotext",), "poppler-utils", "no second reader for damaged PDF text"),
    Tool(("bsdtar", "unar"), "libarchive-tools unar", "RAR archives stay closed"),
    Tool(("antiword", "catdoc"), "antiword catdoc", "Word files of 1997-2003 stay unread"),
    Tool(("soffice", "libreoffice"), "libreoffice-writer-nogui", "letters come as DOCX only (and PDF by Chromium)"),
)
LIBRARIES = (
    "scrapy",
    "playwright",
    "beautifulsoup4",
    "pythainlp",
    "sqlalchemy",
    "selectolax",
    "pdf-oxide",
    "tesserocr",
)


@click.command("doctor", help="Say what is installed, what is missing, and what that costs.")
@database_option
def command(database: str | None) -> int:
    click.echo(f"Python {sys.version.split()[0]}; " + ", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    missing = [tool for tool in TOOLS if not _tool(tool)]
    missing += _thai_ocr()
    missing += _thai_font()
    _database(database)
    click.echo(
        "Nothing is missing." if not missing else f"{len(missing)} thing(s) missing; the rest works without them."
    )
    return 0


def _tool(tool: Tool) -> bool:
    found = next((path for name in tool.names if (path := shutil.which(name))), None)
    if found:
        click.echo(f"  ok       {tool.names[0]}: {found}")
        return True
    click.echo(f"  missing  {tool.names[0]} (apt-get install {tool.package}): {tool.cost}")
    return False


def _thai_ocr() -> list[Tool]:
    tool = Tool(("Thai for tesseract",), "tesseract-ocr-tha", "scanned Thai documents stay unread")
    if not shutil.which("tesseract"):
        return []
    done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    if "tha" in done.stdout.split():
        click.echo("  ok       Thai for tesseract")
        return []
    click.echo(f"  missing  Thai for tesseract (apt-get install {tool.package}): {tool.cost}")
    return [tool]


def _thai_font() -> list[Tool]:
    tool = Tool(
        ("a Thai font",), "fonts-thai-tlwg fonts-noto-core", "Thai shows as boxes in PDF reports and screenshots"
    )
    folders = (Path("/usr/share/fonts"), Path.home() / ".fonts", Path.home() / ".local/share/fonts")
    if any(
        next(folder.rglob(pattern), None)
        for folder in folders
        if folder.is_dir()
        for pattern in ("*Thai*", "Laksaman*", "*Sarabun*")
    ):
        click.echo("  ok       a Thai font")
        return []
    click.echo(f"  missing  a Thai font (apt-get install {tool.package}): {tool.cost}")
    return [tool]


def _database(database: str | None) -> None:
    place = database or default_database()
    try:
        with open_store(place) as store:
            click.echo(f"  ok       database {place}: {len(store.agencies())} agencies")
    except OitError as error:
        click.echo(f"  fault    database: {error}")
