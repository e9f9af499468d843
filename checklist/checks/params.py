"""What each kind of check can be told: one model per kind, and the list of them.

The YAML of a checklist names a kind and gives it parameters; both are read against this file before anything is judged,
so that a misspelt parameter is a message with a line number and never a silent "passed". The question itself is in
`checklist/checks/<kind>.py`.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

Side = Literal["", "political", "permanent"]
"""Of a local authority: the elected side (ฝ่ายการเมือง), the permanent officials (ฝ่ายข้าราชการประจำ), or no side."""

_Words = list[str]
_Groups = list[list[str]]  # of every inner list one is enough; every inner list must be met


class Params(BaseModel):
    """Base of all parameters: unknown names are refused, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WordsParams(Params):
    """Words that must be there: of every group at least one of its alternatives.

    `or_none`: an explicit "there was none" statement (ไม่มีเรื่องร้องเรียน, ไม่ใช้งบประมาณ) is an answer too.
    `never`: phrases that hold one of the words and mean another thing (แก้ไขปัญหา for ปัญหา); they do not count.
    """

    groups: _Groups = Field(min_length=1)
    never: _Words = []
    where: Literal["any", "title", "heading", "text"] = "any"
    or_none: bool = False


class PersonsParams(Params):
    """People with what must be shown of each.

    Each inner list of `positions` names one wanted post by its alternatives: somebody must hold it, and everybody shown
    as holding it must have all of `need`. No positions: any `minimum` people. `side` narrows to one side of a local
    authority.
    """

    positions: _Groups = []
    need: list[Literal["name", "position", "photo", "contact"]] = Field(min_length=1)
    minimum: int = Field(default=1, ge=1)
    side: Side = ""


class ContactParams(Params):
    """The agency's own contact data; every named part must be there."""

    parts: list[Literal["address", "telephone", "email", "map", "fax", "social"]] = Field(min_length=1)


class Column(Params):
    """One column of a table: `name` as a reader knows it, and the words its heading may use."""

    name: str
    words: _Words = Field(min_length=1)


class TableParams(Params):
    """A table with the named columns.

    `filled`: an empty cell in one of them is a fault; "ไม่มี" or "-" with a reason is an answer. `unlike`: headings of
    another kind of table (the results beside the plan), which answers only where it stands alone.
    """

    columns: list[Column] = Field(min_length=1)
    unlike: _Words = []
    filled: bool = True
    minimum_rows: int = Field(default=1, ge=0)
    or_none: bool = False


class PeriodParams(Params):
    """The time the evidence speaks of, by the year rule of the element or its item.

    `months`: ``first_six`` wants October to March covered, ``monthly`` wants each of these months by itself.
    `years`: of how many years at least the plan is.
    """

    months: Literal["", "first_six", "monthly"] = ""
    years: int = Field(default=1, ge=1, le=20)


class ListingParams(Params):
    """A list of at least `minimum` entries (news, announcements); `of_year`: only entries of the rule's year count."""

    minimum: int = Field(ge=1)
    of_year: bool = True


class ChannelParams(Params):
    """A way for an outsider to write or speak to the agency; any one of `kinds` is enough.

    `separate`: words that show it is the channel for corruption and not the general complaint box; one must be there.
    """

    kinds: list[Literal["form", "chat", "messenger", "line", "webboard", "faq", "email", "telephone", "any_online"]] = (
        Field(min_length=1)
    )
    separate: _Words = []


class EserviceParams(Params):
    """A service that can be asked for online without coming to the office; `words` narrow which."""

    words: _Words = []


class ChartParams(Params):
    """An organisation chart, as picture or as structure.

    `sides`: each must be shown. `units`: the names of the divisions must be readable.
    """

    sides: list[Side] = []
    units: bool = False


class FileParams(Params):
    """A file to download in one of these formats (pdf, docx, xlsx, pptx …)."""

    formats: _Words = Field(min_length=1)


class SignedParams(Params):
    """An announcement signed by the head; `by` names the posts that count as head, none: any head of agency."""

    by: _Words = []


class StatementParams(Params):
    """A sentence that must be said: the groups must be found close together, in one passage."""

    words: _Groups = Field(min_length=1)
    or_none: bool = False


class OwnTextParams(Params):
    """A text of the agency's own of at least `minimum` characters; the whole Act posted as it stands does not count."""

    minimum: int = Field(default=200, ge=1)


class LinkParams(Params):
    """A link from the site to the agency's own account at one of these services."""

    services: list[Literal["facebook", "line", "youtube", "x", "instagram", "tiktok", "any"]] = Field(min_length=1)


class ReachableParams(Params):
    """The evidence is reached by clicks from the agency's own home page: a click path is known. No parameters."""


class Way(BaseModel):
    """One way to meet an element: its `name` as a reader knows it, a kind of check, and that kind's own parameters."""

    model_config = ConfigDict(extra="allow", frozen=True)
    name: str = Field(min_length=3)
    kind: str

    @property
    def asks(self) -> dict[str, object]:
        """The parameters of the way's own check."""
        return dict(self.model_extra or {})

    @model_validator(mode="after")
    def _asked_rightly(self) -> "Way":
        if self.kind in ("either", "must_look") or self.kind not in PARAMS:
            raise ValueError(f"there is no check “{self.kind}” that can be one of several ways")
        try:
            PARAMS[self.kind].model_validate(self.asks)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
        return self


class EitherParams(Params):
    """Several `ways`, any one of which is enough, where the list itself says "or"."""

    ways: list[Way] = Field(min_length=2)


class MustLookParams(Params):
    """No machine can judge this honestly; `why` says in Thai what a person has to look at, `why_en` in English."""

    why: str = Field(min_length=5)
    why_en: str = ""


PARAMS: dict[str, type[Params]] = {
    "words": WordsParams,
    "persons": PersonsParams,
    "contact": ContactParams,
    "table": TableParams,
    "period": PeriodParams,
    "listing": ListingParams,
    "channel": ChannelParams,
    "eservice": EserviceParams,
    "chart": ChartParams,
    "file": FileParams,
    "signed": SignedParams,
    "statement": StatementParams,
    "own_text": OwnTextParams,
    "link": LinkParams,
    "reachable": ReachableParams,
    "either": EitherParams,
    "must_look": MustLookParams,
}
"""Every kind of check by its name in the YAML."""
