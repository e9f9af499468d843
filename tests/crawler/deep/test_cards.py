"""Blocks that repeat side by side."""

from checklist.site import PageDetail
from crawler.deep import read_deeply

URL = "https://www.example.go.th/"


def read(html: str) -> PageDetail:
    return read_deeply(html.encode(), url=URL)


def test_repeated_blocks_are_cards() -> None:
    people = "".join(f"<div class='col person'><img src=/{n}.jpg><b>นาย{n}</b> ตำแหน่ง {n}</div>" for n in "กขค")
    cards = read(f"<div class=row>{people}</div>").cards
    assert {"นายก ตำแหน่ง ก", "นายข ตำแหน่ง ข", "นายค ตำแหน่ง ค"} <= set(cards)
