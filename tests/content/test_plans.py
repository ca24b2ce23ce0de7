"""Plans to start from, advice and the clinic: every mistake in them is told with its place, what it is, and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.care import templates
from explorer.content import lint, load_atlas
from explorer.content.load import read_content
from tests.content.conftest import HARD, Case, Folder

PLAN = "plans/gentle.yaml"
ADVICE = "advice.yaml"
CLINIC = "clinic.yaml"
SWEDISH = "techniques/swedish.yaml"

# Short files in place of the shipped ones: the tests know every line of them.
PLANS = """\
id: gentle
name: Gentle
fits: It is for a sore buttock.
items:
  - region: piriformis
    side: right
    technique: swedish
    seconds: 300
    repeats: 1
    times: 1
    per: week
    pressure: 1
  - {region: piriformis, side: left, technique: stretching, seconds: 20, repeats: 3, times: 1, per: day, pressure: 1}
  - {region: gluteus_maximus, side: left, tool: soft_ball, seconds: 20, repeats: 2, times: 2, per: day, pressure: 1}
visits: {count: 4, every_weeks: 1}
home_care: [change_position]
aftercare: [easy_day]
activity: keep_moving
review_by: "2027-11-21"
"""
_ADVICE = """\
  - id: {id}
    kind: {kind}
    patient: Do a little.
    grade: D
    references: [expert]
    review_by: "2027-11-21"
"""
KINDS = {"keep_moving": "activity", "change_position": "home_care", "easy_day": "aftercare"}
ADVICES = "advice:\n" + "".join(_ADVICE.format(id=key, kind=kind) for key, kind in KINDS.items())
CLINICS = "clinic:\n  - id: clinic\n    name: Our clinic\n    country: gb\n"


@pytest.fixture
def small(folder: Folder) -> Folder:
    """The valid folder with one plan, three lines of advice and a clinic that has a name."""
    for plan in folder.path("plans").iterdir():
        plan.unlink()
    for file, text in ((PLAN, PLANS), (ADVICE, ADVICES), (CLINIC, CLINICS)):
        folder.write(file, text)
    return folder


MISTAKES = (
    # names that lead nowhere
    Case("unknown_region", PLAN, "region: piriformis", "region: piriformiss", "piriformiss",
         "items[0].region: unknown region 'piriformiss'; did you mean 'piriformis'?"),
    Case("unknown_technique", PLAN, "swedish", "swedsh", "swedsh",
         "items[0].technique: unknown technique 'swedsh'; did you mean 'swedish'?"),
    Case("unknown_tool", PLAN, "soft_ball", "sof_ball", "sof_ball",
         "items[2].tool: unknown tool 'sof_ball'; did you mean 'soft_ball'?"),
    Case("unknown_home_care", PLAN, "change_position", "change_positon", "change_positon",
         "home_care[0]: unknown advice 'change_positon'; did you mean 'change_position'?"),
    Case("unknown_activity", PLAN, "keep_moving", "keep_moveing", "keep_moveing",
         "activity: unknown advice 'keep_moveing'; did you mean 'keep_moving'?"),
    Case("unknown_reference_of_an_advice", ADVICE, "expert", "exprt", "exprt",
         "advice[0].references[0]: unknown reference 'exprt'; did you mean 'expert'?"),
    Case("unknown_country_of_the_clinic", CLINIC, "country: gb", "country: gbr", "gbr",
         "clinic[0].country: unknown country 'gbr'; did you mean 'gb'?"),
    # advice of another kind
    Case("activity_as_home_care", PLAN, "change_position", "keep_moving", "keep_moving",
         "home_care[0]: the advice 'keep_moving' is activity, not home_care; put it under 'activity'"),
    Case("second_line_of_another_kind", PLAN, r"\[change_position\]", "[change_position, easy_day]", "easy_day",
         "home_care[1]: the advice 'easy_day' is aftercare, not home_care; put it under 'aftercare'"),
    Case("home_care_as_aftercare", PLAN, "easy_day", "change_position", "change_position]\nactivity",
         "aftercare[0]: the advice 'change_position' is home_care, not aftercare; put it under 'home_care'"),
    Case("aftercare_as_activity", PLAN, "keep_moving", "easy_day", "easy_day\n",
         "activity: the advice 'easy_day' is aftercare, not activity; put it under 'aftercare'"),
    # values
    Case("side_misspelt", PLAN, "side: right", "side: rigth", "rigth",
         "items[0].side: 'rigth' is not allowed; did you mean 'right'?"),
    Case("neither_technique_nor_tool", PLAN, "    technique: swedish\n", "", "region: piriformis",
         "items[0]: an item names one technique, tool or exercise, found a group of keys"),
    Case("technique_and_tool", PLAN, "technique: swedish", "technique: swedish\n    tool: soft_ball",
         "region: piriformis", "items[0]: an item names one technique, tool or exercise, found a group of keys"),
    Case("key_of_an_item_misspelt", PLAN, "seconds: 300", "second: 300\n    seconds: 300", "second:",
         "items[0].second: unknown key 'second'; did you mean 'seconds'?"),
    Case("no_item", PLAN, r"(?s)^items:.*?(?=^visits)", "items: []\n", "[]\nvisits",
         "items: expected at least 1 entries, found 0"),
    Case("too_many_visits", PLAN, "count: 4", "count: 5", "5, every",
         "visits.count: input should be less than or equal to 4, found the value 5"),
    Case("plan_named_unlike_its_file", PLAN, "^id: gentle", "id: gentel", "gentel",
         "id: the id is 'gentel' but the file is named 'gentle'; make them equal"),
    Case("kind_of_advice_misspelt", ADVICE, "kind: home_care", "kind: homecare", "homecare",
         "advice[1].kind: 'homecare' is not allowed; did you mean 'home_care'?"),
    Case("advice_that_is_too_long", ADVICE, "Do a little.", "b" * 161, "bbb",
         f"advice[0].patient: string should have at most 160 characters, found the text '{'b' * 37}...'"),
    Case("first_dose_beyond_the_limits", SWEDISH, "^  first: .*",
         "  first: {seconds: 600, repeats: 1, times: 2, per: week}", "text: >-",
         "dose: its first dose is beyond its limits: 2 times a week; at most 1, found a group of keys"),
    # the clinic
    Case("clinic_with_another_id", CLINIC, "id: clinic", "id: clinik", "clinik",
         "clinic[0].id: 'clinik' is not used: there is one clinic; name it 'clinic'"),
    Case("second_clinic", CLINIC, r"\Z", "  - id: branch\n", "branch",
         "clinic[1].id: 'branch' is not used: there is one clinic; name it 'clinic'"),
    Case("logo_that_is_not_there", CLINIC, "country: gb", "logo: ours.png", "ours.png",
         "clinic[0].logo: there is no picture 'ours.png' in handout/; put it in data/handout/"),
)  # fmt: skip

OBJECTIONS = (
    Case("too_long", PLAN, "stretching, seconds: 20", "stretching, seconds: 40", "{region: piriformis",
         "items[1]: “Slow, mild stretches”: 40 seconds at a time; at most 30"),
    Case("too_often", PLAN, "times: 1\n", "times: 2\n", "region: piriformis",
         "items[0]: “Light, calming massage”: 2 times a week; at most 1"),
    Case("too_hard", PLAN, "pressure: 1\n", "pressure: 4\n", "region: piriformis",
         "items[0]: “Light, calming massage”: pressure 4 of 10; at most 3"),
    Case("not_offered_there", PLAN, "region: piriformis, side: left", "region: coccyx, side: midline", "{region: coc",
         "items[1]: “Slow, mild stretches” is not meant for “Deep buttock muscle”"),
    Case("no_side_of_what_has_sides", PLAN, "side: left", "side: midline", "{region: piriformis",
         "items[1]: “Deep buttock muscle” has a left and a right"),
    Case("the_same_twice", PLAN, "side: left, technique: stretching, seconds: 20, repeats: 3, times: 1, per: day",
         "side: right, technique: swedish, seconds: 300, repeats: 1, times: 1, per: week", "{region: piriformis",
         "items[1]: Deep buttock muscle, right side: the same as item 1; Take one of them out"),
    Case("too_long_a_visit", PLAN, "side: left, technique: stretching, seconds: 20, repeats: 3, times: 1, per: day",
         "side: left, technique: swedish, seconds: 3600, repeats: 1, times: 1, per: week", "id: gentle",
         "A visit would last 65 minutes; at most 60 minutes; Shorten some items"),
    Case("agreed_before_anyone_asked", PLAN, "pressure: 1\n", "pressure: 1\n    agreed_with: doctor\n", "doctor",
         "items[0].agreed_with: nobody has agreed to a template; take it out; it is asked for each person"),
)  # fmt: skip


def objections(folder: Folder) -> list[str]:
    content = read_content(folder.root)
    assert not content.problems
    return [str(fault) for fault in templates.faults(content)]


def words(folder: Folder) -> list[str]:
    content = read_content(folder.root)
    assert not content.problems
    return [str(fault) for fault in lint.faults(content.tables, content.structures)]


def test_the_fixture_itself_has_no_problem(small: Folder) -> None:
    assert small.problems() == []
    assert objections(small) == []
    assert words(small) == []


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case.name)
def test_a_mistake_is_told_once_with_its_place_and_a_hint(small: Folder, case: Case) -> None:
    small.edit(case.file, case.pattern, case.new)
    assert small.problems() == [f"{small.at(case.file, case.marker)}: {case.said}"]


@pytest.mark.parametrize("case", OBJECTIONS, ids=lambda case: case.name)
def test_a_template_that_cannot_stand_is_told_at_its_item(small: Folder, case: Case) -> None:
    small.edit(case.file, case.pattern, case.new)
    assert objections(small) == [f"{small.at(case.file, case.marker)}: {case.said}"]


def test_every_template_is_judged(small: Folder) -> None:
    for key in ("firm", "gentle"):
        text = PLANS.replace("id: gentle", f"id: {key}").replace("pressure: 1\n", "pressure: 9\n")
        small.write(f"plans/{key}.yaml", text)
    assert [told.split(":")[0] for told in objections(small)] == ["data/plans/firm.yaml", "data/plans/gentle.yaml"]


def test_no_template_is_judged_while_the_content_cannot_be_loaded(small: Folder) -> None:
    small.edit(PLAN, "pressure: 1\n", "pressure: 9\n")
    small.edit("areas.yaml", "^  - id:", "  - name: x\n  - id:")
    assert list(templates.faults(read_content(small.root))) == []


def test_thirteen_items_are_too_many(small: Folder) -> None:
    small.edit(PLAN, "^visits", "".join(f"  - {_ITEM}\n" for _ in range(10)) + "visits")
    (told,) = small.problems()
    assert told.startswith(f"data/{PLAN}:")
    assert "at most 12 entries, found 13" in told


def test_a_note_is_at_most_140_signs(small: Folder) -> None:
    small.edit(PLAN, "    pressure: 1$", f"    pressure: 1\n    note: {'a' * 140}")
    assert small.problems() == []
    small.edit(PLAN, "note: a", "note: aa")
    (told,) = small.problems()
    assert told.startswith(f"{small.at(PLAN, 'aaa')}: items[0].note: ")
    assert "at most 140" in told


_ITEM = "{region: coccyx, side: midline, tool: soft_ball, seconds: 5, repeats: 1, times: 1, per: day, pressure: 0}"


@pytest.mark.parametrize("file", [PLAN, ADVICE, CLINIC])
def test_an_unreadable_file_causes_no_problem_elsewhere(small: Folder, file: str) -> None:
    small.write(file, "{")
    assert [line.split(":")[0] for line in small.problems()] == [f"data/{file}"]


@pytest.mark.parametrize("logo", ["../secret.png", "logo.gif", "a/b.png", ".png"])
def test_a_logo_is_the_name_of_a_picture_and_no_path(small: Folder, logo: str) -> None:
    small.edit(CLINIC, "country: gb", f"logo: {logo}")
    (told,) = small.problems()
    assert told.startswith(f"{small.at(CLINIC, logo)}: clinic[0].logo: '{logo}' is not ")


# ---- words -----------------------------------------------------------------------------------------------


def test_name_fits_and_notes_of_a_plan_are_measured(small: Folder) -> None:
    small.edit(PLAN, "    pressure: 1$", "    pressure: 1\n    note: Go slowly.")
    readings = {reading.draft.id: reading for reading in lint.readings(read_content(small.root).tables)}
    found = {told.text for told in readings["gentle"].texts}
    assert found == {"Gentle", "It is for a sore buttock.", "Go slowly."}


def test_a_plan_that_is_hard_to_read_is_told(small: Folder) -> None:
    small.edit(PLAN, "^fits: .*", f"fits: {' '.join([HARD] * 3)}")
    (told,) = words(small)
    assert told.startswith(f"{small.at(PLAN, HARD)}: fits: the patient text of 'gentle' has reading grade")


def test_a_line_of_advice_is_measured_though_it_is_short(small: Folder) -> None:
    small.edit(ADVICE, "patient: .*", f"patient: {HARD}")
    (told,) = words(small)
    assert told.startswith(f"{small.at(ADVICE, HARD)}: advice[0].patient: the patient text of 'keep_moving' has")


@pytest.mark.parametrize(
    ("file", "pattern", "new", "where"),
    [
        (ADVICE, "Do a little.", "It flushes toxins.", "advice[0].patient"),
        (PLAN, "name: Gentle", "name: It flushes toxins.", "name"),
        (PLAN, "It is for a sore buttock.", "It flushes toxins.", "fits"),
        (PLAN, "    pressure: 1$", "    pressure: 1\n    note: It flushes toxins.", "items[0].note"),
    ],
)
def test_a_claim_that_no_text_may_make_is_told(small: Folder, file: str, pattern: str, new: str, where: str) -> None:
    small.edit(file, pattern, new)
    place = small.at(file, "It flushes")
    assert words(small) == [f"{place}: {where}: “toxins” claims: flushes/removes toxins; instead: Leave it out."]


def test_a_clinic_has_the_name_that_it_has(small: Folder) -> None:
    small.edit(CLINIC, "Our clinic", "The Cure")
    assert words(small) == []


# ---- a folder laid over the shipped one ------------------------------------------------------------------


@pytest.fixture
def own(tmp_path: Path) -> Folder:
    """A clinic's folder with its name and a logo, and words of its own for the papers."""
    folder = Folder(tmp_path / "own")
    folder.path("handout").mkdir(parents=True)
    folder.write("handout/logo.svg", "<svg/>")
    folder.write("handout/words.yaml", "title: Your plan\n")
    folder.write(CLINIC, CLINICS + "    logo: logo.svg\n")
    return folder


def test_the_clinic_of_a_folder_takes_the_place_of_the_shipped_one(own: Folder) -> None:
    atlas = load_atlas(own.root)
    assert [clinic.name for clinic in atlas.clinic.values()] == ["Our clinic"]
    assert atlas.file("handout/logo.svg") == own.path("handout/logo.svg")


def test_a_folder_may_hold_nothing_but_what_papers_are_made_from(own: Folder) -> None:
    own.path(CLINIC).unlink()
    assert own.problems() == []


def test_a_logo_that_is_misspelt_is_told_with_the_nearest_name(own: Folder) -> None:
    own.edit(CLINIC, "logo.svg", "logos.svg")
    said = "clinic[0].logo: there is no picture 'logos.svg' in handout/; did you mean 'logo.svg'?"
    assert own.problems() == [f"{own.at(CLINIC, 'logos.svg')}: {said}"]


def test_a_misspelt_folder_of_papers_is_told(own: Folder) -> None:
    own.path(CLINIC).unlink()
    own.path("handout").rename(own.path("handouts"))
    assert own.problems()[-1] == "own/handouts:1:1: nothing reads this folder; did you mean 'handout'?"
