"""What happens to Thai text on real websites, done on purpose: used by the gate and by the tests of the matcher."""

from collections.abc import Callable

_TONES = "่้๊๋"
_ABOVE = "ัิีึืุู"
_PRIVATE = {"่": "\uf70a", "้": "\uf70b", "๊": "\uf70c", "๋": "\uf70d", "ั": "\uf710", "ิ": "\uf701", "ี": "\uf702"}


def _between(text: str, put: str) -> str:
    """`put` in the middle, before a consonant, so that the mark stays on its letter."""
    for at in range(len(text) // 2, len(text)):
        if "ก" <= text[at] <= "ฮ":
            return text[:at] + put + text[at:]
    return text


def _swapped(text: str) -> str:
    letters = list(text)
    for at in range(len(letters) - 1):
        if letters[at] in _ABOVE and letters[at + 1] in _TONES:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _doubled(text: str) -> str:
    at = next((i for i, letter in enumerate(text) if letter in _TONES), -1)
    return text if at < 0 else text[:at] + text[at] + text[at:]


DAMAGE: dict[str, Callable[[str], str]] = {
    "extra space": lambda text: _between(text, " "),
    "line break": lambda text: _between(text, "\n"),
    "zero width": lambda text: _between(text, "\u200b"),
    "no-break space": lambda text: _between(text, "\u00a0"),
    "soft hyphen": lambda text: _between(text, "\u00ad"),
    "decomposed am": lambda text: text.replace("ำ", "ํา"),
    "spaced am": lambda text: text.replace("ำ", " ำ"),
    "lost am": lambda text: text.replace("ำ", "า"),
    "two sara e": lambda text: text.replace("แ", "เเ"),
    "marks swapped": _swapped,
    "mark doubled": _doubled,
    "tones lost": lambda text: "".join(letter for letter in text if letter not in _TONES),
    "thanthakhat lost": lambda text: text.replace("์", ""),
    "private glyphs": lambda text: "".join(_PRIVATE.get(letter, letter) for letter in text),
    "code before": lambda text: "O8 " + text,
    "code as number": lambda text: "8. " + text,
    "code in words": lambda text: "ข้อ 8. " + text,
    "code glued": lambda text: "O8" + text,
    "code with zero": lambda text: "08 " + text,
    "bare number": lambda text: "8 " + text,
    "Thai number": lambda text: "๘. " + text,
    "year glued": lambda text: text + "ประจำปีงบประมาณ พ.ศ. 2568",
    "year behind": lambda text: text + " ประจำปีงบประมาณ พ.ศ. 2568",
    "Thai year behind": lambda text: text + " ปี ๒๕๖๘",
    "of the agency": lambda text: text + "ของหน่วยงาน",
    "of one agency": lambda text: text + " เทศบาลตำบลบ้านสมมุติ",
    "file name": lambda text: text.replace(" ", "-") + ".pdf",
}
"""Name of the damage to what does it."""
