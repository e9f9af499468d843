"""Text as a reader sees it: blanks to one, a line a block, no empty lines, a tab between the cells of a row."""

from itertools import pairwise


def plain(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """The text's lines, each made plain, the empty ones away; tabs stay between what they part."""
    if "\t" not in text:
        return "\n".join([" ".join(words) for words in map(str.split, text.split("\n")) if words])
    lines = [_cells(line) if "\t" in line else " ".join(line.split()) for line in text.split("\n") if line]
    return "\n".join(filter(None, lines))


def _cells(line: str) -> str:
    return "\t".join([" ".join(words) for words in map(str.split, line.split("\t")) if words])


class Lines:
    """The text of a page as it is walked: pieces in order, and which of them stand in a menu, header or footer."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.bounds: list[int] = []  # where what is repeated begins and ends, in turns

    def begins(self) -> None:
        """From here on it is repeated on every page."""
        self.bounds.append(len(self.pieces))

    ends = begins

    def texts(self) -> tuple[str, str]:
        """All visible text, and the part of it outside menu, header and footer."""
        pieces = self.pieces
        if not self.bounds:
            whole = tidy("".join(pieces))
            return whole, whole
        bounds = [0, *self.bounds, len(pieces)]
        runs = ["".join(pieces[start:end]) for start, end in pairwise(bounds)]
        outside = runs[::2]
        if all(run.endswith("\n") or not run for run in runs[:-1]):  # no line goes over a bound
            tidied = list(map(tidy, runs))
            return "\n".join(filter(None, tidied)), "\n".join(filter(None, tidied[::2]))
        return tidy("".join(runs)), tidy("".join(outside))
