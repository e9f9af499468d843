"""What stands in an element, told from its parts ahead of the walk, and where the walk goes on behind it."""

from collections.abc import Iterator

from crawler.lines import plain
from crawler.serial import Parts, inside
from crawler.tags import Tag, tag_of, unescape

Numbered = Iterator[tuple[int, str]]
"""The parts that are still to be walked, each with its number."""


def text_of(name: str, parts: Parts, number: int) -> str | None:
    """The text of the first element of that name inside the one that begins at `number`; None without one."""
    for at, tag in _held(parts, number):
        if tag.name == name:
            return plain(whole_text(parts, at))
    return None


def whole_text(parts: Parts, number: int) -> str:
    """All text of the element that begins at `number`."""
    return unescape("".join([text for _, text in inside(parts, number)]))


def button(parts: Parts, number: int) -> str:
    """What the button of the form that begins at `number` says."""
    for at, tag in _held(parts, number):
        if tag.name == "button" or tag.attrs.get("type") == "submit":
            return tag.attrs.get("value") or whole_text(parts, at)
    return ""


def _held(parts: Parts, number: int) -> Iterator[tuple[int, Tag]]:
    """The elements in the one that begins at `number`, in order, each with where it begins."""
    for at, (tag, _) in enumerate(inside(parts, number), number):
        if tag is not None:
            yield at, tag


def within(most: int, parts: Parts) -> Parts:
    """The parts up to so many elements and texts."""
    if len(parts) <= most // 2:
        return parts
    nodes = 0
    for number, part in enumerate(parts):
        nodes += (part[0] != "/") + (part[-1] != ">")
        if nodes > most:
            return parts[:number]
    return parts


def passed_over(parts: Numbered) -> str:
    """Go on behind the end of the element that has just begun; the text that follows it."""
    depth = 1
    for _, part in parts:
        head, _, text = part.partition(">")
        if head[0] == "/":
            depth -= 1
            if not depth:
                return text
        else:
            depth += not tag_of(head).void
    return ""


def has_more(parts: Numbered) -> bool:
    """Whether anything but ends of elements follows."""
    return any(part[0] != "/" or part[-1] != ">" for _, part in parts)
