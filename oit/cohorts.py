"""Which agencies a command is about: one, or all of a province, kind, district or supervisor; and their views."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

import click

from checklist.agency import Agency
from checklist.errors import UsageError
from oit.common import judged, known_agency, spoken

if TYPE_CHECKING:
    from reports.view import AuditView
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class Chosen:
    """The agencies a person named by what they share; "" does not narrow."""

    province: str = ""
    district: str = ""
    kind: str = ""
    supervisor: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The values named, for a title or a file name; () for all agencies."""
        return tuple(part for part in astuple(self) if part)

    def title(self, lang: str) -> str:
        """The same for a reader: a province is called a province; "" for all agencies."""
        if lang == "th":
            province = "" if self.province.startswith(("จังหวัด", "กรุงเทพ")) else "จังหวัด"
            district = "" if self.district.startswith(("อำเภอ", "เขต")) else "อำเภอ"
            named = (self.district and district + self.district, self.province and province + self.province)
        else:
            named = (self.district and f"{self.district} district", self.province and f"{self.province} province")
        from checklist.load import load_kinds

        kind = load_kinds().get(self.kind)
        kind_name = (kind.name_th if lang == "th" else kind.name_en) if kind else self.kind
        return " · ".join(part for part in (kind_name, *named, self.supervisor) if part)

    def agencies(self, store: "Store", agency: str | None = None) -> tuple[Agency, ...]:
        """The agency named, or all of the register that fit; `UsageError` when there are none."""
        if agency:
            return (known_agency(store, agency),)
        found = store.agencies(
            province=self.province, kind=self.kind, district=self.district, supervisor=self.supervisor
        )
        if not found:
            raise UsageError(
                "No agency of the register fits; `oit agencies list` shows those there are.",
                thai="ไม่มีหน่วยงานในทะเบียนที่ตรงตามที่ระบุ ดูรายชื่อได้ด้วย `oit agencies list`",
            )
        return found


def cohort_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that narrow to some agencies of the register; the command gets them as `chosen`."""

    @functools.wraps(command)
    def gathered(*, province: str, district: str, kind: str, supervisor: str, **others: Any) -> Any:
        return command(chosen=Chosen(province, district, kind, supervisor), **others)

    wrapped: Callable[..., Any] = gathered
    for name in ("supervisor", "kind", "district", "province"):
        wrapped = click.option(f"--{name}", default="", help=f"Only agencies of this {name}.")(wrapped)
    return wrapped


def views_of(store: "Store", agencies: Sequence[Agency], checklist_id: str | None) -> "tuple[AuditView, ...]":
    """The view of each agency's latest assessment; those never judged are left out, and named on standard error.

    `UsageError` when none has been judged.
    """
    from oit.judging import build_view

    if len(agencies) == 1:
        judged(store, agencies[0], checklist_id)  # says for the one agency what is the matter
    views: list[AuditView] = []
    unjudged: list[str] = []
    unopened: list[str] = []
    for agency in agencies:
        assessment = store.assessment(agency.id, checklist=checklist_id)
        if assessment is None:
            last = store.latest_crawl(agency.id, finished=False)
            (unopened if last and last.outcome == "unreachable" else unjudged).append(agency.id)
            continue
        crawl = store.crawl(assessment.crawl) if assessment.crawl else None
        views.append(build_view(store, agency, assessment, crawl))
    if unopened:
        _left_out("the website did not open", "เปิดเว็บไซต์ไม่ได้", unopened)
    if not views:
        raise UsageError(
            f"None of {len(agencies)} agencies has been judged yet; crawl them with `oit crawl`.",
            thai=f"ยังไม่ได้ตรวจหน่วยงานใดใน {len(agencies)} แห่งนี้ ตรวจได้ด้วย `oit crawl`",
        )
    if unjudged:
        _left_out("not judged yet", "ยังไม่ได้ตรวจ", unjudged)
    return tuple(views)


def _left_out(why: str, thai: str, agencies: Sequence[str]) -> None:
    """Names on standard error the agencies that are not in what was asked for: the first ten, then how many more."""
    listed, more = ", ".join(agencies[:10]), len(agencies) - 10
    if spoken() == "th":
        click.echo(f"ไม่รวม {listed}{f' และอีก {more} แห่ง' if more > 0 else ''} ({thai})", err=True)
    else:
        click.echo(f"Left out, {why}: {listed}{f' and {more} more' if more > 0 else ''}.", err=True)
