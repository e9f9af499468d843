"""Gold files: what a report said when a person last looked at it.

`UPDATE_GOLD=1 pytest tests/reports/test_gold.py` writes them anew.
"""

import difflib
import os
import re
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "gold" / "reports"


def same_as_gold(name: str, text: str) -> None:
    """Fail with a short difference when `text` is not what the gold file holds."""
    place = FOLDER / name
    if os.environ.get("UPDATE_GOLD"):
        place.write_text(text, encoding="utf-8", newline="")
        return
    with place.open(encoding="utf-8", newline="") as file:
        known = file.read()
    if known != text:
        lines = difflib.unified_diff(known.splitlines(), text.splitlines(), "gold", "now", lineterm="", n=1)
        raise AssertionError(f"{name} has changed:\n" + "\n".join(list(lines)[:40]))


def page_body(html: str) -> str:
    """A page without its style, fonts, icons and policy, which change for other reasons than what the report says."""
    html = re.sub(r"<style>.*?</style>", "<style></style>", html, flags=re.DOTALL)
    html = re.sub(r"<script>.*?</script>", "<script></script>", html, flags=re.DOTALL)
    html = re.sub(r'<svg class="defs".*?</svg>', "", html, flags=re.DOTALL)
    html = re.sub(r'(Content-Security-Policy" content=")[^"]*', r"\1", html)
    return re.sub(r"\n\s*\n+", "\n", html)
