"""What a person sees on a terminal: a program run in a pty, its output drawn on a grid of cells, frame by frame."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len

_SEQUENCE = re.compile(r"\x1b\[([?0-9;]*)([A-Za-z])|\x1b[()][A-Z0-9]|\x1b[=>78]|\r|\n|\x07|\x08")


class Screen:
    """As much of a terminal as a progress display asks for: lines, cursor up, erase; wrapping at the right edge."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.lines: list[str] = [""]
        self.row, self.column = 0, 0
        self.scrolled_up_past = 0
        """How often the cursor was sent above what is still to be seen: a frame taller than the window smears."""
        self.sequences: list[str] = []

    def feed(self, text: str) -> None:
        """Draw more output."""
        at = 0
        for found in _SEQUENCE.finditer(text):
            self._write(text[at : found.start()])
            at = found.end()
            self._obey(found)
        self._write(text[at:])

    def shown(self) -> list[str]:
        """The rows of the window, as they stand."""
        return self.lines[-self.rows :]

    def _obey(self, found: re.Match[str]) -> None:
        sign, number = found[0], int(found[1]) if found[1] and found[1].isdigit() else 1
        self.sequences.append(sign)
        if sign == "\r":
            self.column = 0
        elif sign == "\n":
            self._down()
        elif found[2] == "A":
            if self.row - number < len(self.lines) - self.rows:
                self.scrolled_up_past += 1
            self.row = max(self.row - number, 0)
        elif found[2] == "K":
            self.lines[self.row] = ""
        elif found[2] == "J":
            del self.lines[self.row + 1 :]

    def _down(self) -> None:
        self.row += 1
        self.column = 0
        if self.row == len(self.lines):
            self.lines.append("")

    def _write(self, text: str) -> None:
        for character in text:
            if self.column + cell_len(character) > self.columns:
                self._down()
            if self.column == 0:
                self.lines[self.row] = ""
            self.lines[self.row] += character
            self.column += cell_len(character)


def run_on_terminal(
    command: Sequence[str], *, columns: int, rows: int, cwd: Path, env: Mapping[str, str], patience: float = 120
) -> tuple[int, Screen, list[list[str]]]:
    """Run a program on a terminal of that size: its exit status, the screen at the end, and each frame before it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    started = subprocess.Popen(
        command, cwd=cwd, env=dict(env), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    screen, frames, left = Screen(columns, rows), [], b""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if not select.select([ours], [], [], 0.2)[0]:
            continue
        try:
            got = os.read(ours, 65536)
        except OSError:  # Linux says so when the program has closed its end
            break
        if not got:
            break
        text, left = _decoded(left + got)
        screen.feed(text)
        frames.append(screen.shown())
    os.close(ours)
    return started.wait(timeout=30), screen, frames


def _decoded(data: bytes) -> tuple[str, bytes]:
    """The text, and the bytes of a last letter or escape sequence that has not come whole yet."""
    for kept in range(min(len(data), 12) + 1):
        end = len(data) - kept
        try:
            text = data[:end].decode()
        except UnicodeDecodeError:
            continue
        tail = text.rfind("\x1b")
        if tail >= 0 and not _SEQUENCE.match(text, tail):
            return text[:tail], text[tail:].encode() + data[end:]
        return text, data[end:]
    return data.decode("utf-8", "replace"), b""
