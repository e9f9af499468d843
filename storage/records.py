"""Values that only storage speaks of: crawls, frontier rows, letters, nights. Ids are text, times ISO UTC text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checklist.agency import Agency
from checklist.site import Step

Promise = tuple[int, float, tuple[str, ...]]
"""What a link promised: a number for its words and for the rules, what it was worth (0..1), the topics."""


@dataclass(frozen=True, slots=True)
class CrawlRecord:
    """One crawl of one agency (การเก็บข้อมูลหนึ่งครั้ง), finished or not.

    `outcome`: running, finished, budget (the request budget was spent), stopped (by the operator or the night's end:
    goes on next time), failed (our fault), unreachable (the home page could not be read). `requests` counts what was
    asked over the network, `bytes` what came. `agency` is the agency as it was registered then. `ledger` counts
    requests by what they were for or how they ended, as the crawler names them.
    """

    id: str
    agency: Agency
    home: str
    started_at: str
    finished_at: str = ""
    outcome: str = "running"
    requests: int = 0
    pages: int = 0
    documents: int = 0
    bytes: int = 0
    max_requests: int = 0
    version: str = ""
    hosts: tuple[str, ...] = ()
    detail: str = ""
    ledger: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FrontierRow:
    """An address known to a crawl, and how it became known. Higher `priority` comes first; `depth` counts clicks.

    `state`: todo, leased (being asked for), done. `outcome` is the `FetchOutcome` it ended with once done.
    """

    url: str
    priority: float = 0.0
    depth: int = 0
    found_on: str = ""
    anchor: str = ""
    heading: str = ""
    row: str = ""
    group: str = ""
    path: tuple[Step, ...] = ()
    kind_hint: str = ""
    topics: tuple[str, ...] = ()
    state: str = "todo"
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in the register (ทะเบียนหนังสือออก): `number` runs from 1 within the Buddhist `year`."""

    year: int
    number: int
    agency: str
    checklist: str
    addressee: str
    made_at: str
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Night:
    """One nightly run. `outcome`: running, finished, stopped, failed, died (its process ended without a word).

    `outcomes` counts its agencies by how each ended; `summary` is the sentence the run left.
    """

    id: str
    owner: str
    host: str
    pid: int
    started_at: str
    heartbeat_at: str
    finished_at: str = ""
    outcome: str = "running"
    summary: str = ""
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NightOutcome:
    """How one agency fared in one nightly run: done, failed, skipped …, with the crawl (if any) and why."""

    agency: str
    outcome: str
    crawl: str
    detail: str
    at: str


@dataclass(frozen=True, slots=True)
class Look:
    """The last look at one place of an agency's evidence. `state`: there, gone, or unknown (nothing can be said).

    `outcome` is the FetchOutcome or PageState seen. `gone_since` is the first of the looks in a row that did not find
    it, "" while it is there; `warned_at` when the alarm about that was given.
    """

    agency: str
    url: str
    looked_at: str
    state: str
    outcome: str
    detail: str = ""
    gone_since: str = ""
    warned_at: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """An alarm that was given: the item of that list whose evidence was at `url`. `told_by`: oit nightly, oit watch."""

    agency: str
    checklist: str
    code: str
    url: str
    gone_since: str
    told_at: str
    told_by: str


@dataclass(frozen=True, slots=True)
class Pruned:
    """What `Store.prune` removed: crawls, readings, bodies (`blobs`), and the bytes these took compressed."""

    crawls: int
    readings: int
    blobs: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Detail:
    """The deep reading of a page, packed, under the key it is found by again."""

    key: bytes
    sha256: str
    url: str
    reader: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a judgement leaves for the next: deep readings made for it, and its packed memory (b"": none)."""

    details: tuple[Detail, ...] = ()
    memory: bytes = b""
