"""Every error this program raises on purpose.

A broken *website* is a result and is recorded; these are for broken input, a broken set-up or a broken program. Each
carries one full sentence that names the thing and the value; the command prints it without a traceback.
"""


class OitError(Exception):
    """Base of all deliberate errors. `str(error)` is one sentence for the person at the keyboard.

    `thai`: the same in Thai; "" where nobody has written it.
    """

    def __init__(self, message: str = "", *, thai: str = "") -> None:
        self.thai = thai
        super().__init__(message)


class UsageError(OitError):
    """What the person typed or handed in cannot be used (an address, an option, a line of a file)."""


class ChecklistError(OitError):
    """A checklist file is wrong; `problems` holds every mistake found in it, each with its line."""

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        self.name = name
        self.problems = problems
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"The checklist {name} has {len(problems)} mistake(s):\n{listed}")


class StorageError(OitError):
    """The database cannot be opened, read or written."""


class BusyError(OitError):
    """Another run holds what this one needs; the sentence says who and since when."""


class MissingToolError(OitError):
    """A program that this step cannot do without (Chromium, tesseract, …) is not installed."""
