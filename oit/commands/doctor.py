"""`oit doctor`: what is installed, what is missing, and what that costs."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import click

from checklist.errors import OitError
from oit.common import database_option, default_database, lang_option, open_store, spoken

Pair = tuple[str, str]
"""Words in Thai and in English."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A thing outside Python: its names on PATH, its Debian packages, and what is lost without it."""

    names: tuple[str, ...]
    package: str
    cost: Pair


TOOLS = (
    Tool(
        ("chromium", "chromium-browser", "google-chrome"),
        "chromium",
        (
            "อ่านหน้าที่สร้างด้วยสคริปต์ไม่ได้ ข้อเหล่านั้นต้องให้คนเปิดดู และไม่มีรายงาน PDF กับภาพหน้าเว็บ",
            "pages made by script stay unread, those items need a person; no PDF reports; no screenshots",
        ),
    ),
    Tool(
        ("tesseract",),
        "tesseract-ocr",
        ("อ่านเอกสารสแกนไม่ได้ ต้องให้คนเปิดดู", "scanned documents stay unread, a person must look"),
    ),
    Tool(
        ("pdftotext",),
        "poppler-utils",
        ("ไม่มีโปรแกรมสำรองสำหรับ PDF ที่ข้อความเสีย", "no second reader for damaged PDF text"),
    ),
    Tool(("bsdtar", "unar"), "libarchive-tools unar", ("เปิดไฟล์ RAR และ 7z ไม่ได้", "RAR and 7z archives stay closed")),
    Tool(
        ("antiword", "catdoc"),
        "antiword catdoc",
        ("อ่านไฟล์ Word รุ่น 1997-2003 ไม่ได้", "Word files of 1997-2003 stay unread"),
    ),
    Tool(
        ("soffice", "libreoffice"),
        "libreoffice-writer-nogui",
        (
            "หนังสือราชการที่ใช้แม่แบบของหน่วยงานเองเป็น PDF ไม่ได้ ได้เป็นไฟล์ Word",
            "letters on your own template come as Word files only, not as PDF",
        ),
    ),
)
THAI_OCR = Tool(
    ("Thai for tesseract",), "tesseract-ocr-tha", ("อ่านเอกสารสแกนภาษาไทยไม่ได้", "scanned Thai documents stay unread")
)
THAI_FONT = Tool(
    ("a Thai font",),
    "fonts-thai-tlwg fonts-noto-core",
    ("ภาษาไทยในภาพหน้าเว็บเป็นกรอบสี่เหลี่ยม", "Thai shows as boxes in screenshots"),
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
WORDS: dict[str, Pair] = {
    "ok": ("มีแล้ว ", "ok     "),
    "missing": ("ขาด   ", "missing"),
    "fault": ("ผิดพลาด", "fault  "),
    "database": ("ฐานข้อมูล {place}: หน่วยงานในทะเบียน {count} แห่ง", "database {place}: {count} agencies in the register"),
    "nothing": ("ไม่ขาดสิ่งใด", "Nothing is missing."),
    "some": ("ขาด {count} อย่าง ส่วนอื่นใช้งานได้ตามปกติ", "{count} thing(s) missing; the rest works without them."),
}


@click.command("doctor", help="Say what is installed, what is missing, and what that costs.")
@lang_option
@database_option
def command(lang: str, database: str | None) -> int:
    click.echo(f"Python {sys.version.split()[0]}; " + ", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    missing = sum(
        (
            *(not _line(tool, _path_of(tool), lang) for tool in TOOLS),
            not _line(THAI_OCR, _thai_ocr(), lang),
            not _line(THAI_FONT, _thai_font(), lang),
        )
    )
    _database(database, lang)
    click.echo(_say("some", lang).format(count=missing) if missing else _say("nothing", lang))
    return 0


def _say(word: str, lang: str) -> str:
    return WORDS[word][lang == "en"]


def _line(tool: Tool, found: str | None, lang: str) -> bool:
    """One line on that tool; whether it is there. `found`: where it is, None for nowhere."""
    if found is not None:
        click.echo(f"  {_say('ok', lang)}  {tool.names[0]}{': ' if found else ''}{found}")
        return True
    cost = tool.cost[lang == "en"]
    click.echo(f"  {_say('missing', lang)}  {tool.names[0]} (apt-get install {tool.package}): {cost}")
    return False


def _path_of(tool: Tool) -> str | None:
    return next((path for name in tool.names if (path := shutil.which(name))), None)


def _thai_ocr() -> str | None:
    if not shutil.which("tesseract"):
        return None
    try:
        done = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return "" if "tha" in done.stdout.split() else None


def _thai_font() -> str | None:
    folders = (Path("/usr/share/fonts"), Path.home() / ".fonts", Path.home() / ".local/share/fonts")
    patterns = ("*Thai*", "Laksaman*", "*Sarabun*")
    there = any(next(folder.rglob(one), None) for folder in folders if folder.is_dir() for one in patterns)
    return "" if there else None


def _database(database: str | None, lang: str) -> None:
    try:
        with open_store(database or default_database()) as store:
            told = _say("database", lang).format(place=store.place, count=len(store.agencies()))
            click.echo(f"  {_say('ok', lang)}  {told}")
    except OitError as error:
        click.echo(f"  {_say('fault', lang)}  {error.thai if spoken() == 'th' and error.thai else error}")
