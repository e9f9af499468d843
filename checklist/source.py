"""A YAML file as plain data with the line of everything in it, and a place to note every mistake found."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from checklist.errors import ChecklistError, UsageError

Where = tuple[str | int, ...]
"""A place in the file: the keys and positions that lead to it."""

Shape = TypeVar("Shape", bound=BaseModel)


class Source:
    """One YAML file as plain data, the line of everything in it, and the mistakes found so far."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.lines: dict[Where, int] = {(): 1}
        self.problems: list[tuple[int, str]] = []
        self.data: Any = None
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"The checklist file {name} cannot be read: {error}.") from error
        except UnicodeDecodeError as error:
            why = "it is not text in UTF-8; save it again as UTF-8"
            raise UsageError(f"The checklist file {name} cannot be read: {why}.") from error
        try:
            loader = yaml.CSafeLoader(text)
            try:
                node = loader.get_single_node()
                if node is not None:
                    self.data = self._plain(loader, node, ())
            finally:
                loader.dispose()
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            said = getattr(error, "problem", None) or "this is not YAML"
            if mark and "\t" in "".join(text.split("\n")[mark.line : mark.line + 1])[: mark.column + 1]:
                said = "there is a tab: use blanks, never the tab key"
            raise ChecklistError(name, (f"line {mark.line + 1 if mark else 1}: {said}",)) from error

    def _plain(self, loader: Any, node: yaml.Node, where: Where) -> Any:
        """The node as dict, list or scalar; notes lines and double keys on the way."""
        if isinstance(node, yaml.MappingNode):
            result: dict[Any, Any] = {}
            for key_node, value_node in node.value:
                key = loader.construct_object(key_node, deep=True)
                if not isinstance(key, str | int | float):
                    self.problems.append((key_node.start_mark.line + 1, "a key must be a plain word"))
                    continue
                inner = (*where, key if isinstance(key, int) else str(key))
                line = key_node.start_mark.line + 1
                if key in result:
                    self.problems.append((line, f"“{key}” is written twice; the first is on line {self.lines[inner]}"))
                self.lines[inner] = line
                result[key] = self._plain(loader, value_node, inner)
            return result
        if isinstance(node, yaml.SequenceNode):
            return [self._element(loader, child, (*where, at)) for at, child in enumerate(node.value)]
        return loader.construct_object(node)

    def _element(self, loader: Any, node: yaml.Node, where: Where) -> Any:
        self.lines[where] = node.start_mark.line + 1
        return self._plain(loader, node, where)

    def line(self, where: Where) -> int:
        """The line of that place, or of the nearest place around it that is in the file."""
        while where not in self.lines:
            where = where[:-1]
        return self.lines[where]

    def wrong(self, where: Where, what: str) -> None:
        """Note one mistake."""
        self.problems.append((self.line(where), what))

    def shape(self, model: type[Shape], data: Any, where: Where = ()) -> Shape | None:
        """`data` read as that model, or None with every mistake noted."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for mistake in error.errors(include_url=False):
                place = (*where, *mistake["loc"])
                self.wrong(place, _in_words(place, mistake["type"], mistake["msg"], mistake.get("input")))
            return None

    def stop_if_wrong(self) -> None:
        """Raise `ChecklistError` with everything noted, in order of lines."""
        if self.problems:
            ordered = sorted(dict.fromkeys(self.problems), key=lambda problem: problem[0])
            raise ChecklistError(self.name, tuple(f"line {line}: {what}" for line, what in ordered))


def _kind_of(value: object) -> str:
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "words with values"
    return "nothing" if value is None else f"“{value}”"


def _in_words(place: Where, kind: str, message: str, value: object) -> str:
    """One mistake as a sentence a non-programmer can act on."""
    key = str(place[-1]) if place else "the file"
    match kind:
        case "extra_forbidden":
            return f"“{key}” is not known here; see data/README.md for the words that may stand here"
        case "missing":
            return f"“{key}” is missing"
        case "enum" | "literal_error":
            return f"“{key}” cannot be “{value}”; {message.removeprefix('Input should be ')} can stand here"
        case "model_type" | "dict_type":
            return f"“{key}” must be words with values (name: …), not {_kind_of(value)}"
        case "list_type":
            return f"“{key}” must be a list (with dashes, or in square brackets), not {_kind_of(value)}"
        case "string_type":
            return f"“{key}” must be text, not {_kind_of(value)}; put quotes around a number that is a name"
        case "int_type" | "int_parsing":
            return f"“{key}” must be a whole number, not “{value}”"
        case "greater_than_equal" if key == "fiscal_year":
            return f"“{key}” is a year of the Buddhist era, such as 2570, not {value}"
        case _:
            return (
                f"“{key}”: {message} (it says {value!r})"
                if not isinstance(value, dict | list)
                else f"“{key}”: {message}"
            )
