"""The program and its data as digests: what an older program concluded is not taken over by a newer one."""

import hashlib
from functools import cache
from pathlib import Path

from oit import __version__


@cache
def folder_digest(name: str) -> str:
    """Hex SHA-256 over the code and data of one package."""
    said = hashlib.sha256()
    folder = Path(__file__).parents[1] / name
    for path in sorted(file for file in folder.rglob("*") if file.suffix in (".py", ".yml", ".yaml", ".txt")):
        said.update(path.relative_to(folder).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return said.hexdigest()


def rules_digest() -> str:
    """All that judges. Not the version alone: whoever works on the rules does not count it up with each change."""
    return hashlib.sha256("\n".join((__version__, *map(folder_digest, ("checklist", "crawler")))).encode()).hexdigest()
