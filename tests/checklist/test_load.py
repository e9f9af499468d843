"""The committed checklists load, say what they must, and a wrong file is told all its mistakes at once."""

import time
from pathlib import Path

import pytest

from checklist import load
from checklist.checks.params import PARAMS
from checklist.errors import ChecklistError, UsageError
from checklist.model import Checklist, Provenance, YearKind

ITEMS = {
    "oit-2563": 43,
    "oit-2564": 43,
    "oit-2565": 43,
    "oit-2566": 43,
    "oit-2567": 35,
    "oit-2568": 28,
    "oit-2569": 26,
    "moit-2566": 22,
    "moit-2567": 22,
    "moit-2568": 22,
    "moit-2569": 22,
    "obec-2566": 43,
    "obec-2568": 13,
    "police-2566": 2,
    "police-2568": 2,
    "vec-2568": 37,
    "vec-2569": 23,
}

BROKEN = """\
id: demo-2569
family: demo
fiscal_year: 2569
title: รายการทดลอง
title_en: Demo
colour: red
codes: O1-O4
scoring: {weight: 0.4, pass_mark: 85, provenance: memory, levels: [{name: ผ่าน, minimum: 85}]}
indicators:
- {code: '9.1', name: ข้อมูลพื้นฐาน, parent: '9'}
items:
- code: O1
  name: โครงสร้าง
  provenance: foundd
  indicator: '9.1'
  topics: [structure, structur]
  year: {rule: current}
  elements:
  - code: O1.1
    text: แผนผัง
    provenance: found
    check: {kind: chartt}
  - code: O1.2
    text: ตำแหน่ง
    provenance: found
    check: {kind: persons, need: [name, hat]}
  - code: O1.3
    text: ถ้อยคำ
    provenance: found
    check: {kind: words, group: [[ก]]}
"""

BROKEN_INSIDE = """\
id: demo-2568
family: demo
fiscal_year: 2569
title: รายการทดลอง
title_en: Demo
codes: O1-O3
scoring: {weight: 0.4, pass_mark: 85, provenance: memory, levels: [{name: ผ่าน, minimum: 85}]}
indicators:
- {code: '9.1', name: ข้อมูลพื้นฐาน, parent: '9'}
items:
- code: O1
  name: โครงสร้าง
  provenance: found
  indicator: '9.9'
  topics: [structure]
  year: {rule: current}
  elements:
  - code: O1.1
    text: แผนผัง
    provenance: found
    topic: contact
    only: [locale]
    check: {kind: chart}
  - code: O1.1
    text: แผนผัง
    provenance: found
    check: {kind: listing}
- code: O1
  name: โครงสร้างอีกครั้ง
  provenance: found
  indicator: '9.1'
  topics: [structure]
  year: {rule: current}
  elements:
  - {code: O2.1, text: แผนผัง, provenance: found, never: [nobody], check: {kind: chart}}
"""


@pytest.fixture(params=load.available())
def checklist(request: pytest.FixtureRequest) -> Checklist:
    return load.load_checklist(request.param)


def mistakes(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "list.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ChecklistError) as caught:
        load.load_checklist(str(path))
    assert str(path) in str(caught.value)
    return list(caught.value.problems)


def test_all_lists_are_there_with_all_their_items() -> None:
    assert {name: len(load.load_checklist(name).items) for name in load.available()} == ITEMS


def test_newest_is_the_latest_year_of_the_family() -> None:
    assert load.newest() == "oit-2569"
    assert load.newest("moit") == "moit-2569"
    with pytest.raises(UsageError, match="nosuch"):
        load.newest("nosuch")


def test_unknown_checklist_is_one_sentence_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"no checklist oit-2599; there are .*oit-2569"):
        load.load_checklist("oit-2599")
    with pytest.raises(UsageError, match="neither by that name nor as a file"):
        load.load_checklist("nothing-here.yml")


def test_every_topic_of_every_list_is_known(checklist: Checklist) -> None:
    assert set(checklist.topics) <= set(load.load_topics())


def test_every_element_says_how_it_is_checked_and_whence_it_is_known(checklist: Checklist) -> None:
    for item in checklist.items:
        assert item.elements
        for element in item.elements:
            assert element.check.kind in PARAMS
            PARAMS[element.check.kind].model_validate(dict(element.check.params))
            assert element.source or element.provenance is Provenance.MEMORY
            assert not element.source.startswith("http")


def test_no_element_hides_several_requirements_in_one_text(checklist: Checklist) -> None:
    for item in checklist.items:
        for element in item.elements:
            assert "(1)" not in element.text and "(2)" not in element.text, element.code


def test_no_two_elements_of_an_item_ask_the_same(checklist: Checklist) -> None:
    for item in checklist.items:
        asked = [(element.text, element.topic, element.only) for element in item.elements]
        assert len(asked) == len(set(asked)), item.code


def test_items_that_join_topics_say_which_element_answers_for_which(checklist: Checklist) -> None:
    for item in checklist.items:
        if len(item.topics) > 1:
            named = {element.topic for element in item.elements if element.topic}
            if named:
                assert named == set(item.topics), item.code


def test_what_one_agency_did_is_never_taken_for_a_requirement(checklist: Checklist) -> None:
    for item in checklist.items:
        for element in item.elements:
            if "เห็นหน่วยงานหนึ่งทำเช่นนี้" in element.note:
                assert element.optional, element.code


@pytest.mark.parametrize(
    ("checklist_id", "code", "topics"),
    [
        ("oit-2566", "O12", ("annual_plan_6m",)),
        ("oit-2567", "O8", ("annual_plan", "annual_plan_6m")),
        ("oit-2568", "O1", ("structure", "authority")),
        ("oit-2568", "O3", ("contact", "qa")),
        ("oit-2568", "O12", ("procurement_list", "procurement_progress")),
        ("oit-2568", "O16", ("ethics_code", "ethics_drive")),
        ("oit-2568", "O21", ("nogift_declare", "nogift_culture")),
        ("oit-2569", "O13", ("hr_plan", "hr_criteria")),
        ("oit-2569", "O20", ("nogift_declare", "nogift_culture", "nogift_report", "asset_report")),
    ],
)
def test_topics_of_items_that_changed(checklist_id: str, code: str, topics: tuple[str, ...]) -> None:
    assert load.load_checklist(checklist_id).item(code).topics == topics


def test_the_code_o10_means_three_things_in_three_years() -> None:
    topics = {year: load.load_checklist(f"oit-{year}").item("O10").topics[0] for year in (2566, 2567, 2568)}
    assert topics == {2566: "pdpa", 2567: "staff_manual", 2568: "eservice"}


def test_year_rules_are_read_with_their_own_provenance() -> None:
    oit = load.load_checklist("oit-2566")
    assert oit.item("O12").year.kind is YearKind.FIRST_SIX_MONTHS
    assert oit.item("O12").year.provenance is Provenance.FOUND
    assert oit.item("O33").year.kind is YearKind.UNVERIFIED
    plan = next(one for one in load.load_checklist("oit-2568").item("O6").elements if one.topic == "annual_plan")
    assert plan.year is not None and plan.year.kind is YearKind.COVERS_YEAR


def test_local_authorities_are_asked_for_both_sides() -> None:
    for year in range(2563, 2570):
        chart = [one for one in load.load_checklist(f"oit-{year}").item("O1").elements if "local" in one.only]
        assert [one.check.params["sides"] for one in chart] == [["political", "permanent"]]


def test_none_is_an_answer_where_the_list_allows_it() -> None:
    stats = load.load_checklist("oit-2566").item("O29").elements
    assert len(stats) == 3
    assert all(element.check.params["or_none"] for element in stats)


def test_kinds_of_agency() -> None:
    kinds = load.load_kinds()
    assert kinds["sao"].groups == ("local",)
    assert kinds["hospital"].family == "moit"
    families = {name.rpartition("-")[0] for name in load.available()}
    assert {kind.family for kind in kinds.values()} <= families


def test_loading_is_quick_and_done_once() -> None:
    load.load_topics()
    took = []
    for _ in range(3):  # the best of three: what it costs, not what else the machine does
        load._cached_checklist.cache_clear()
        start = time.process_time()
        first = load.load_checklist("oit-2566")
        took.append(time.process_time() - start)
    assert min(took) < 0.15
    assert load.load_checklist("oit-2566") is first


def test_an_edited_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "list.yml"
    text = (load.DATA / "police-2566.yml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert len(load.load_checklist(str(path)).items) == 2
    path.write_text(text.replace("title_en: Police", "title_en: All police"), encoding="utf-8")
    assert load.load_checklist(str(path)).title_en.startswith("All police")


def test_every_mistake_of_shape_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    problems = mistakes(tmp_path, BROKEN)
    told = {problem.split(":")[0]: problem for problem in problems}
    assert "“colour” is not known here" in told["line 6"]
    assert "“foundd”" in told["line 14"] and "found" in told["line 14"]
    assert "no topic “structur”" in told["line 16"]
    assert "no check “chartt”" in told["line 22"]
    assert "“hat”" in told["line 26"]
    assert any(problem.startswith("line 30:") and "“group” is not known" in problem for problem in problems)
    assert any(problem.startswith("line 30:") and "“groups” is missing" in problem for problem in problems)
    assert [int(problem.split()[1].rstrip(":")) for problem in problems] == sorted(
        int(problem.split()[1].rstrip(":")) for problem in problems
    )


def test_every_mistake_between_the_lines_is_told_at_once(tmp_path: Path) -> None:
    problems = mistakes(tmp_path, BROKEN_INSIDE)
    assert problems == [
        "line 1: “id” must be demo-2569 (family and fiscal year), not “demo-2568”",
        "line 6: O2 is missing: “codes” says O1-O3",
        "line 6: O3 is missing: “codes” says O1-O3",
        "line 14: O1: there is no indicator “9.9”",
        "line 21: O1.1: “contact” is not a topic of O1",
        "line 22: O1.1: there is no kind of agency or group “locale” in kinds.yml",
        "line 24: the code “O1.1” is used twice; the first is on line 18",
        "line 27: “minimum” is missing",
        "line 28: the code “O1” is used twice; the first is on line 11",
        "line 35: O2.1: there is no kind of agency or group “nobody” in kinds.yml",
    ]


def test_a_gap_in_the_codes_is_no_mistake_unless_the_file_says_so() -> None:
    police = load.load_checklist("police-2568")
    assert [item.code for item in police.items] == ["O2", "O15"]


def test_a_key_written_twice_is_told(tmp_path: Path) -> None:
    text = (load.DATA / "police-2566.yml").read_text(encoding="utf-8")
    problems = mistakes(tmp_path, text + "\nfamily: police\n")
    assert any("“family” is written twice; the first is on line 2" in problem for problem in problems)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_checklist_at_all(tmp_path: Path, text: str) -> None:
    assert mistakes(tmp_path, text)


def test_broken_yaml_names_the_line(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "id: demo-2569\nitems: [\n")[0].startswith("line ")


def test_bytes_that_are_not_text(tmp_path: Path) -> None:
    path = tmp_path / "list.yml"
    path.write_bytes(b"title: \xca\xd1\xb9")
    with pytest.raises(UsageError, match="cannot be read"):
        load.load_checklist(str(path))


def test_what_must_fit_is_told_together_with_what_is_misshapen(tmp_path: Path) -> None:
    """One round is enough: a word mistyped does not hide a code used twice, an unknown kind, topic or indicator."""
    text = (load.DATA / "oit-2568.yml").read_text("utf-8")
    for old, new in (
        ("fiscal_year: 2568", "fiscal_year: 2025"),
        ("columns:", "colums:"),
        ("- code: O3\n", "- code: O33\n"),
        ("- code: O3.1", "- code: O4.1"),
        ("only: [local]", "only: [lokal]"),
        ("indicator: '9.1'", "indicator: '9.9'"),
        ("topic: structure", "topic: structures"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "oit-2568.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(ChecklistError) as told:
        load.load_checklist(str(path))
    for words in (
        "Buddhist era",
        "“colums”",
        "O3 is missing",
        "“O4.1” is used twice",
        "“lokal”",
        "“9.9”",
        "“structures”",
    ):
        assert sum(words in one for one in told.value.problems) == 1, words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must be words with values"),
        ("- a\n", "not a list"),
        ("a:\n\t- b\n", "there is a tab"),
        ("id: [", "line "),
    ],
)
def test_what_is_no_checklist_is_told_in_plain_words(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "oit-2570.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(ChecklistError, match=words):
        load.load_checklist(str(path))


def test_thai_is_written_as_people_type_it(checklist: Checklist) -> None:
    text = (load.DATA / f"{checklist.id}.yml").read_text(encoding="utf-8")
    assert "\u0e4d\u0e32" not in text  # SARA AM in two pieces
    assert "\u0e40\u0e40" not in text  # two SARA E for SARA AE


def test_only_a_person_can_judge_very_little(checklist: Checklist) -> None:
    """`must_look` on a required element means that the item can never be complete by machine."""
    blocked = {
        item.code
        for item in checklist.items
        for element in item.elements
        if element.check.kind == "must_look" and not element.optional
    }
    assert len(blocked) <= 1


def test_the_readme_teaches_every_word_a_file_may_use() -> None:
    readme = (load.DATA / "README.md").read_text(encoding="utf-8")
    for kind, params in PARAMS.items():
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{kind}` |"))
        assert all(name in row for name in params.model_fields), kind
    assert all(f"`{rule}`" in readme for rule in YearKind)
    assert all(f"`{word}`" in readme for word in Provenance)


def test_a_list_without_all_its_items_says_so() -> None:
    """Their titles say it in words; reports need to know it."""
    known = {name: load.load_checklist(name) for name in load.available()}
    assert {name for name, one in known.items() if one.partial} == {"police-2566", "police-2568", "obec-2568"}
    assert all(("บางส่วน" in one.title) == one.partial for one in known.values())
