"""The shape of the YAML files, as pydantic reads them: which words may stand where. The only use of pydantic for files.

`data/README.md` explains every word to the people who write the files; `checklist.load` turns the shapes into `model`.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from checklist.model import Provenance, YearKind


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class YearShape(_Strict):
    rule: YearKind
    text: str = ""
    provenance: Provenance = Provenance.MEMORY


class CheckShape(BaseModel):
    """The kind is read here; the parameters beside it are read by that kind's own model."""

    model_config = ConfigDict(extra="allow", frozen=True)
    kind: str


class ElementShape(_Strict):
    code: str
    text: str = Field(min_length=1)
    provenance: Provenance
    source: str = ""
    check: CheckShape
    topic: str = ""
    only: list[str] = []
    never: list[str] = []
    optional: bool = False
    year: YearShape | None = None
    note: str = ""


class ItemShape(_Strict):
    code: str
    name: str = Field(min_length=1)
    provenance: Provenance
    source: str = ""
    indicator: str = ""
    topics: list[str] = Field(min_length=1)
    year: YearShape
    unit: str = ""
    only: list[str] = []
    note: str = ""
    elements: list[ElementShape] = Field(min_length=1)


class IndicatorShape(_Strict):
    code: str
    name: str
    parent: str
    provenance: Provenance = Provenance.MEMORY


class LevelShape(_Strict):
    name: str
    minimum: float = Field(ge=0, le=100)


class ScoringShape(_Strict):
    weight: float = Field(gt=0, le=1)
    pass_mark: float = Field(ge=0, le=100)
    levels: list[LevelShape] = Field(min_length=1)
    provenance: Provenance


class ClosingShape(_Strict):
    day: int = Field(ge=1, le=31)
    month: int = Field(ge=1, le=12)
    year: int = Field(ge=2540, le=2640)
    provenance: Provenance
    source: str = ""


class ChecklistShape(_Strict):
    id: str
    family: str
    fiscal_year: int = Field(ge=2540, le=2640)
    title: str
    title_en: str
    source: str = ""
    notes: list[str] = []
    partial: bool = False
    codes: str = ""  # "O1-O43": every code of that range must be there
    closes: ClosingShape | None = None
    scoring: ScoringShape
    indicators: list[IndicatorShape] = []
    items: list[ItemShape] = Field(min_length=1)


class TopicShape(_Strict):
    name_th: str
    name_en: str
    names: list[str] = []
    menus: list[str] = []
    maybe: list[str] = []
    opens: list[str] = []
    documents: list[str] = []
    parts: list[list[list[str]]] = []
    never: list[str] = []
    slugs: list[str] = []
    kind: Literal["document", "page", "list", "channel"] = "document"
    unit: str = ""


class KindShape(_Strict):
    name_th: str
    name_en: str
    family: str = "oit"
    groups: list[str] = []
