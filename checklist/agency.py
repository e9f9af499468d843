"""The public agencies that are assessed, and their kinds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """A kind of agency (ประเภทหน่วยงาน) as `data/kinds.yml` lists it.

    `id` is an English slug such as ``local-government``; `groups` are wider sets that an element's `only` may name
    (``local`` covers every kind of local authority); `family` is the assessment family whose checklist this kind
    answers by default (``oit``, ``moit``, ``vec``, ``police``).
    """

    id: str
    name_th: str
    name_en: str
    family: str = "oit"
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency (หน่วยงาน). `id` is the operator's own key; for an agency seen only by its address it is the host.

    `kind` is an `AgencyKind.id` or "" when unknown: elements that depend on the kind are then `cant_tell`.
    """

    id: str
    name: str
    website: str
    kind: str = ""
    province: str = ""
    district: str = ""
    supervisor: str = ""
