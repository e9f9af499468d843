"""What changed between two assessments, on the terminal."""

from rich.console import Console
from rich.table import Table

from checklist.compare import Comparison, compare
from checklist.load import load_checklist
from checklist.verdict import Assessment
from reports.wording import sentence, status_word

WORDS = {
    "appeared": ("มีเพิ่ม", "appeared"),
    "disappeared": ("หายไป", "disappeared"),
    "broke": ("เปิดไม่ได้แล้ว", "broke"),
    "outdated": ("กลายเป็นของปีอื่น", "outdated"),
    "fixed": ("แก้แล้ว", "fixed"),
    "improved": ("ดีขึ้น", "improved"),
    "worsened": ("แย่ลง", "worsened"),
    "unclear": ("ยังบอกไม่ได้", "unclear"),
    "newly_asked": ("ข้อใหม่", "newly asked"),
    "no_longer_asked": ("ไม่ถามแล้ว", "no longer asked"),
    "unchanged": ("คงเดิม", "unchanged"),
}


def changes_between(before: Assessment, after: Assessment) -> Comparison:
    """The later assessment against the earlier one, also across years."""
    return compare(before, after, {name: load_checklist(name) for name in (before.checklist, after.checklist)})


def print_changes(comparison: Comparison, lang: str) -> None:
    """A table of the items of which anything changed, their elements below them."""
    console = Console()
    column = 0 if lang == "th" else 1
    before = (comparison.checklist_before, comparison.assessed_before)
    after = (comparison.checklist_after, comparison.assessed_after)
    console.print(f"{' '.join(before)} → {' '.join(after)}: {comparison.points:+.2f}")
    if not comparison.changed:
        console.print("ไม่มีข้อใดเปลี่ยน" if lang == "th" else "No item changed.")
        return
    table = Table("", "", "", "", show_header=False)
    for item in comparison.changed:
        old = status_word(item.status_before, lang) if item.status_before else "–"
        new = status_word(item.status_after, lang) if item.status_after else "–"
        table.add_row(
            item.after or ", ".join(item.before), WORDS[item.change][column], f"{old} → {new}", item.url_after
        )
        for element in item.elements:
            asked = element.after or element.before
            text = asked.text if asked else ""
            table.add_row("", WORDS[element.change][column], text, sentence(element.reason, lang))
    console.print(table)
