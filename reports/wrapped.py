"""Text for the terminal that breaks between Thai words: Thai is written without spaces, rich breaks only at spaces."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from checklist.thai import tokenize

LONGEST = 600
"""Characters of a text that is still split into words: the dictionary is slow on endless ones."""
_OPENING = tuple("“(‘[")
_CLOSING = tuple("”)’],.ๆฯ")


class Wrapped:
    """A text on as many lines as the width asks for. `solid`: an address, which is cut anywhere."""

    def __init__(self, text: str, style: str = "", *, solid: bool = False) -> None:
        self.plain = text
        self._style = style
        self._solid = solid

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in wrap(self.plain, options.max_width, solid=self._solid):
            yield Text(line, style=self._style, no_wrap=True)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widest = cell_len(self.plain)
        return Measurement(min(widest, 12), widest).with_maximum(options.max_width)


def wrap(text: str, width: int, *, solid: bool = False) -> Iterator[str]:
    """Lines of at most `width` cells, broken between words; one too long, or all when `solid`, is cut."""
    if cell_len(text) <= width:  # most texts: the dictionary need not even be loaded
        yield text
        return
    line = ""
    for word in (text,) if solid else whole_words(text):
        if cell_len(line + word.rstrip()) <= width:
            line += word
            continue
        if line.strip():
            yield line.rstrip()
        line = word.lstrip()
        while cell_len(line) > width:
            head = _fitting(line, width)
            yield line[:head]
            line = line[head:]
    if line.strip():
        yield line.rstrip()


def whole_words(text: str) -> Iterator[str]:
    """Words with the marks that may not be parted from them: closing ones from the word before, opening ones after."""
    held = ""
    for token in tokenize(text) if len(text) <= LONGEST else re.split(r"(?<= )", text):
        if held[-1:] in _OPENING or token[:1] in _CLOSING:
            held += token
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _fitting(text: str, width: int) -> int:
    """How many characters fit: at least one, and never a mark torn from its consonant."""
    end = 1
    while end < len(text) and cell_len(text[: end + 1]) <= width:
        end += 1
    return end
