"""chart: the organisation chart, as a picture or as structure in text, with its sides where both must be shown."""

import re
from urllib.parse import unquote

from checklist.checks.params import ChartParams
from checklist.checks.wording import has
from checklist.exhibit import Exhibit, Question, best_of, doubt, nothing
from checklist.people import NAME, SIDES
from checklist.reasons import reason
from checklist.site import Image
from checklist.verdict import Evidence, Finding

_CHART = ("แผนผัง", "แผนภูมิ", "โครงสร้าง", "ผังองค์กร", "organization chart", "organizational", "structure", "org chart")
_CHART_FILE = re.compile(r"chart|struct|org(?:aniz|[_-])|โครงสร้าง|แผนผัง|แผนภูมิ|ผัง", re.IGNORECASE)
_DECORATION = re.compile(
    r"logo|banner|icon|button|btn|bg|header|footer|nayok|nayog|mayor|ceo|spacer|\.gif$", re.IGNORECASE
)
_NOT_OURS = (
    "โครงสร้างอาคาร",
    "โครงสร้างพื้นฐาน",
    "โครงสร้างหลักสูตร",
    "โครงสร้างราคา",
    "โครงสร้างข้อมูล",
    "โครงสร้างเว็บไซต์",
    "แผนผังเว็บไซต์",
    "โครงสร้างถนน",
)
UNIT = re.compile(
    r"(?<![ก-๛])(?:สำนัก(?:งาน)?|กอง|ฝ่าย|ส่วน|กลุ่ม(?:งาน|ภารกิจ)?|ศูนย์|งาน|แผนก|หน่วย|ภาควิชา|คณะ)"
    r"(?!(?:ที่|เว็บ|และ|ของ|ให้|นี้|ใน|การบริหารส่วนตำบล|ตำบล|ราชการ\b))[ก-๛]{2,40}"
)


def check(question: Question) -> Finding:
    """Text structure answers everything; a picture answers that there is a chart, not what it shows."""
    want = question.want(ChartParams)
    sides: list[str] = [side for side in want.sides if side]
    if not question.exhibits:
        return nothing(question)
    finding = best_of(question, lambda exhibit: _one(question, want, exhibit, sides), _nearness)
    together = _sides_together(question, sides) if sides and finding.reason.code == "words_missing" else None
    return together or doubt(question, finding)


def _nearness(finding: Finding) -> float:
    return 0.0 if finding.reason.code == "words_missing" else 1.0


def _one(question: Question, want: ChartParams, exhibit: Exhibit, sides: list[str]) -> Finding:
    units = units_in(exhibit)
    picture = _picture(exhibit)
    if len(units) >= 3:
        lacking = [side for side in sides if not _shows(exhibit, side)]
        place = _unit_place(exhibit, units)
        if not lacking:
            return question.found("chart_found", place, how="text")
        if picture is None:
            return question.lacks("words_missing", place, words=tuple(SIDES[side][0] for side in lacking))
    if picture is not None:
        if sides or want.units:
            return question.unsure(
                reason("person_must_look", why="picture_chart_sides" if sides else "picture_chart_units"), picture
            )
        return question.found("chart_found", picture, how="image")
    if exhibit.ocr:
        return question.unsure(reason("ocr_only", what="แผนผังโครงสร้าง"), exhibit.evidence())
    if not exhibit.deep:
        return question.unsure(reason("text_unreadable", state="not_read_deeply"), exhibit.evidence())
    return question.lacks("chart_missing", exhibit.evidence())


def units_in(exhibit: Exhibit) -> tuple[str, ...]:
    """Names of divisions in its text, each once."""
    seen: dict[str, None] = {}
    for text in exhibit.texts:
        for found in UNIT.finditer(text[:30_000]):
            seen.setdefault(found.group()[:30])
    return tuple(seen)


def _unit_place(exhibit: Exhibit, units: tuple[str, ...]) -> Evidence:
    index = next((n for n, text in enumerate(exhibit.texts) if units[0] in text), None)
    return exhibit.evidence(" · ".join(units[:8]), index)


def _shows(exhibit: Exhibit, side: str) -> bool:
    return any(word in text for text in exhibit.texts for word in SIDES[side])


def _picture(exhibit: Exhibit) -> Evidence | None:
    """A picture that is named as a chart, or any large picture of a page that is."""
    names = " ".join((exhibit.title, *exhibit.headings, *exhibit.said))
    about = has(names, _CHART) and not has(names, _NOT_OURS)
    likely = [image for image in exhibit.images if _named(image)]
    if about and not likely:
        likely = [image for image in exhibit.images if _may_be(image)]
        likely.sort(key=lambda image: -image.width * image.height)
    return exhibit.evidence(likely[0].alt or _file(likely[0])) if likely else None


def _file(image: Image) -> str:
    return unquote(image.url.rsplit("/", 1)[-1])


def _named(image: Image) -> bool:
    said = f"{image.alt} {image.beside}"
    return (has(said, _CHART) and not has(said, _NOT_OURS)) or bool(_CHART_FILE.search(_file(image)))


def _may_be(image: Image) -> bool:
    """Large or of unknown size, and neither somebody's portrait nor the site's own decoration."""
    portrait = NAME.search(f"{image.alt} {image.beside}") or _DECORATION.search(_file(image))
    return not portrait and (not image.width or image.width >= 300)


def _sides_together(question: Question, sides: list[str]) -> Finding | None:
    """Each side on a page of its own."""
    places = []
    for side in sides:
        shown = next((one for one in question.exhibits if _shows(one, side) and len(units_in(one)) >= 2), None)
        if shown is None:
            return None
        places.append(_unit_place(shown, units_in(shown)))
    return question.found("chart_found", *places, how="text")
