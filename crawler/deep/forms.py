"""The forms of a page as those who fill them in see them: the names of their fields, the words on their buttons."""

from collections.abc import Iterator

from bs4 import NavigableString, Tag

from checklist.site import Form
from crawler import addresses
from crawler.deep.tree import SKIP, Tree, attribute, holder, plain

_MOST = 30
_UNSEEN = frozenset({"hidden", "submit", "button", "image", "reset"})


def forms_of(tree: Tree, base: str) -> Iterator[Form]:
    """In the order of the page."""
    for form in tree.named("form")[:_MOST]:
        labels = {attribute(label, "for"): tree.text(label) for label in tree.inside(form, "label")[:100]}
        fields: dict[str, None] = {}
        buttons: dict[str, None] = {}
        for tag in tree.inside(form, "input", "textarea", "select", "button")[:200]:
            kind = (attribute(tag, "type") or "text").lower()
            if tag.name == "button" or kind in ("submit", "button", "image"):
                if said := tree.text(tag) or plain(attribute(tag, "value") or attribute(tag, "alt")):
                    buttons[said[:100]] = None
            elif kind not in _UNSEEN and (name := _name(tree, tag, labels)):
                fields[name[:150]] = None
        action = addresses.normalise(attribute(form, "action") or base, base=base)
        yield Form(action, tuple(fields), tuple(buttons), tree.text(form)[:2000])


def _name(tree: Tree, tag: Tag, labels: dict[str, str]) -> str:
    name = labels.get(attribute(tag, "id")) or attribute(tag, "placeholder") or attribute(tag, "aria-label")
    return plain(name) or _before(tree, tag) or attribute(tag, "name")


def _before(tree: Tree, tag: Tag) -> str:
    """The words in front of a field, or in the cell to its left."""
    wrapper = holder(tag, "label")
    if wrapper is not None:
        return tree.text(wrapper)[:150]
    previous = tag.previous_sibling
    while previous is not None and _says_nothing(previous):
        previous = previous.previous_sibling
    if isinstance(previous, NavigableString):
        return plain(str(previous))[:150]
    if isinstance(previous, Tag) and previous.name not in ("input", "select", "textarea"):
        return tree.text(previous)[:150]
    cell = holder(tag, "td")
    left = cell.find_previous_sibling(["td", "th"]) if cell is not None else None
    return tree.text(left)[:150] if isinstance(left, Tag) else ""


def _says_nothing(node: object) -> bool:
    return node.name in SKIP if isinstance(node, Tag) else not str(node).strip()
