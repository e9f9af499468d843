"""While a page is walked: what is known of a block from other pages is put down at once, what is not is learnt."""

from typing import TYPE_CHECKING

from crawler import addresses
from crawler.blocks import BEGIN, FEWEST, Block, Blocks, outline_of, reach_of, worthwhile
from crawler.drafts import BEFORE, MAX_LINKS, as_before
from crawler.opened import Begun, Opened

if TYPE_CHECKING:
    from crawler.scan import Scan

MAX_DEPTH = 400


class Repeats:
    """The blocks of one page. `learning`: one is being learnt; those in it need no memory of their own."""

    def __init__(self, scan: "Scan", blocks: Blocks) -> None:
        self.learning = False
        self._scan = scan
        self._blocks = blocks
        self._asked = -1
        self._bases = addresses.bases_of(scan.links.base)
        self._site = hash(self._bases[1])

    def begin(self, opened: Opened, number: int, *, at_once: bool) -> int:
        """The inside of an element begins: how many parts of it were put down, all of them or none.

        What is not known is learnt, `at_once` or when it is met a second time.
        """
        within, self._asked = self._asked, number
        if within == number - 1 and not at_once:
            return 0  # the first thing in a box that is not known: hardly known itself
        parts = self._scan.parts
        key = hash((self._site, *parts[number : number + BEGIN]))  # two blocks may share it: their letters decide
        entry = self._blocks.find(key)
        if entry is not None:
            for block in entry.blocks:
                here = block.base == self._bases[block.reach] and self._stands_here(block, number)
                if here and self._fits(block):
                    entry.lost = max(0, entry.lost - 1)
                    self._put_down(block)
                    return block.count
        elif not at_once and self._blocks.is_new(key):
            return 0
        end = "/" + opened.name
        short = any(part.startswith(end) for part in parts[number + 1 : number + 1 + FEWEST])
        if not short and worthwhile(entry):
            self._learn_from(opened, number, key)
        return 0

    def _stands_here(self, block: Block, number: int) -> bool:
        """Whether these very letters, and no others, are inside the element that begins at `number`."""
        parts, end = self._scan.parts, number + 1 + block.count
        return (
            block.first == parts[number]
            and block.html == "<".join(parts[number + 1 : end])
            and end < len(parts)
            and parts[end][0] == "/"
        )

    def _fits(self, block: Block) -> bool:
        """Whether these letters give here what they gave where they were learnt."""
        scan, labels = self._scan, self._scan.panels.labels
        return (
            block.codec == scan.links.codec
            and block.chrome == (scan.chrome[-1] if scan.chrome else "")
            and (not block.labels or all(labels.get(name) == label for name, label in block.labels.items()))
            and (block.in_row is None or block.in_row == self._in_row())
            and len(scan.stack) + block.depth < MAX_DEPTH
            and len(scan.links) + len(block.drafts) < MAX_LINKS
            and not any(map(scan.panels.is_place, block.places))
        )

    def _put_down(self, block: Block) -> None:
        scan = self._scan
        scan.pieces.append(block.text)
        scan.links.extend(block.links(scan.heading, scan.group))
        scan.headings.extend(block.headings)
        scan.images.extend(block.images)
        scan.pictures.extend(block.pictures)
        if block.heading is not BEFORE:
            scan.heading = block.heading

    def _learn_from(self, opened: Opened, number: int, key: int) -> None:
        scan = self._scan
        self.learning = True
        opened.idle = False
        opened.begun = Begun(
            key,
            number,
            len(scan.pieces),
            len(scan.lines.bounds),
            len(scan.links),
            len(scan.links.asked),
            len(scan.headings),
            len(scan.images),
            len(scan.pictures),
            scan.heading,
            scan.group,
            len(scan.panels.no_places),
            scan.panels.depended,
            self._in_row(),
        )
        scan.heading = scan.group = BEFORE

    def end(self, begun: Begun, number: int) -> None:
        """The inside of an element that is learnt ends before the part `number` (-1: it is cut off): remember it."""
        block = self._block(begun, number) if number >= 0 else None
        if block is None:
            self._blocks.lose(begun.key)
        else:
            self._blocks.learn(begun.key, block)
        self.give_up(begun)

    def give_up(self, begun: Begun) -> None:
        """Put back what learning has changed."""
        scan = self._scan
        self.learning = False
        for draft in scan.links[begun.links :]:
            if draft.heading is BEFORE:
                draft.heading = begun.heading
            if draft.group is BEFORE:
                draft.group = begun.group
        if scan.heading is BEFORE:
            scan.heading = begun.heading
        scan.group = begun.group

    def _block(self, begun: Begun, number: int) -> Block | None:
        """The block that has been walked; None when it would not be the same on another page."""
        scan, panels = self._scan, self._scan.panels
        parts = scan.parts[begun.number + 1 : number]
        outline = outline_of(parts)
        if (
            outline is None
            or scan.truncated
            or panels.depended != begun.depended
            or len(scan.lines.bounds) != begun.bounds
        ):
            return None
        drafts = [as_before(draft, BEFORE, BEFORE) for draft in scan.links[begun.links :]]
        reach = reach_of(scan.links.asked[begun.asked :])
        return Block(
            first=scan.parts[begun.number],
            html="<".join(parts),
            count=len(parts),
            depth=outline.depth,
            text="".join(scan.pieces[begun.pieces :]),
            drafts=drafts,
            headings=scan.headings[begun.headings :],
            images=scan.images[begun.images :],
            pictures=scan.pictures[begun.pictures :],
            heading=scan.heading,
            chrome=scan.chrome[-1] if scan.chrome else "",
            in_row=begun.in_row if outline.listed else None,
            reach=reach,
            base=self._bases[reach],
            codec=scan.links.codec,
            labels={name: panels.labels.get(name) for name in outline.names},
            places=tuple(panels.no_places[begun.no_places :]),
            under=any(draft.heading is BEFORE for draft in drafts),
            grouped=any(draft.group is BEFORE for draft in drafts),
        )

    def _in_row(self) -> bool:
        return any(opened.name == "tr" for opened in self._scan.stack)
