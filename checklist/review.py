"""A person's decision about one item, and when it lapses."""

from dataclasses import dataclass

from checklist.verdict import Status, Verdict


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on an item (การทบทวนโดยคน). It holds while the evidence it was made on is unchanged.

    `evidence` are the sha256 of the evidence then shown; `reviewed_at` ISO-8601 UTC.
    """

    agency: str
    checklist: str
    code: str
    status: Status
    note: str
    reviewer: str
    reviewed_at: str
    evidence: tuple[str, ...]

    def holds_for(self, verdict: Verdict) -> bool:
        """True while the verdict rests on the very same bytes the reviewer saw."""
        return set(self.evidence) == {e.sha256 for e in verdict.evidence if e.sha256}
