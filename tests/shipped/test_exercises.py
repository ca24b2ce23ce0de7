"""The exercises are those of the tables, cell by cell. Where a table contradicts itself, ``MENDED`` says how."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from explorer.content import Atlas
from explorer.content.models import ACTIONS, Go
from tests.shipped.table import includes, same, table

pytestmark = pytest.mark.shipped

ROWS = table("exercises")
MATRIX = table("matrix_exercise_families")
# The table's way to easier moves went in a circle, one limit was below its start, two texts left out the days, and
# a step had no verb.
MENDED = {
    "calf_stretch_wall": {"regress_to": "walking"},
    "sit_to_stand": {"limit_per_day": "2", "start_dose": "5 times, 2 times a day, 5 days a week."},
    "heel_raise": {"start_dose": "8 times, once a day, 5 days a week."},
}
MENDED_STEPS = {"Then the other side.": "Then do the other side."}
MENDED_WHY = {"They are safe to start now.": "You can start now."}  # nothing promises that somebody is safe
NO_SOURCES = {"bjsem_ic"}  # a key that no list of sources knows
STARTERS = {  # exercises.md, starter sets by stage
    "new_leg": ("walking knees_side_to_side diaphragm_breathing stand_up_break", "knee_to_chest prone_on_elbows",
                "sit_to_stand", "hamstring_stretch_strap nerve_slider_seated nerve_slider_lying bird_dog"),
    "settling": ("walking pelvic_tilt bridge sit_to_stand", "",
                 "prone_press_up cat_cow nerve_slider_lying mini_squat_wall", "hamstring_stretch_strap"),
    "lasting": ("walking bridge bird_dog step_up", "", "nerve_slider_seated side_lying_leg_lift single_leg_stand", ""),
    "back": ("walking knees_side_to_side cat_cow bird_dog", "", "step_up mini_squat_wall hip_flexor_half_kneeling", ""),
    "buttock_hip": ("walking clamshell bridge", "", "side_lying_leg_lift single_leg_stand step_up",
                    "figure_four_lying figure_four_seated"),
    "calf_foot": ("walking calf_stretch_wall heel_raise", "", "soleus_stretch_wall single_leg_stand",
                  "calf_stretch_wall soleus_stretch_wall heel_raise"),
}  # fmt: skip


def _keys(cell: str) -> list[str]:
    """The sources of a cell, without what is said of them in brackets."""
    return [key for key in (re.sub(r" \(.*", "", part.strip()) for part in cell.split(";")) if key not in NO_SOURCES]


def _go(row: dict[str, str], which: str) -> Go:
    names = ("hold_s", "reps", "sets", "per_day", "days_per_week")
    seconds, repeats, sets, times, days = (int(row[f"{which}_{name}"]) for name in names)
    return Go(seconds=seconds, repeats=repeats, sets=sets, times=times, per="day", days=days)


def test_the_exercises_of_the_table_are_there(atlas: Atlas) -> None:
    assert len(ROWS) >= 26
    includes(atlas.exercises, (row["id"] for row in ROWS), "exercises", "data/exercises/")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_an_exercise_says_what_its_row_says(atlas: Atlas, row: dict[str, str]) -> None:
    row = row | MENDED.get(row["id"], {})
    exercise = atlas.exercises[row["id"]]
    said = f"data/exercises/{exercise.id}.yaml"
    for field in ("name", "plain_name", "goal", "position"):
        assert getattr(exercise, field) == row[field], f"{said}: {field}"
    steps = row["steps"]
    for theirs, ours in MENDED_STEPS.items():
        steps = steps.replace(theirs, ours)
    assert exercise.steps == tuple(steps.split(" | ")), said
    assert (exercise.should_feel, exercise.should_not_feel) == (row["feel_ok"], row["feel_stop"]), said
    assert (exercise.progress_to or "", exercise.regress_to or "") == (row["progress_to"], row["regress_to"]), said
    assert exercise.families == (row["matrix_family"],), said
    same(exercise.regions, row["regions"].split(), "regions", said)
    same(exercise.phases, row["stages"].split(), "phases", said)
    same(exercise.stop_rules, row["stop_codes"].split(), "stop_rules", said)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_dose_of_an_exercise_is_that_of_its_row(atlas: Atlas, row: dict[str, str]) -> None:
    row = row | MENDED.get(row["id"], {})
    dose = atlas.exercises[row["id"]].dose
    assert (dose.first, dose.most) == (_go(row, "start"), _go(row, "limit"))
    assert (dose.text, dose.strongest) == (row["start_dose"], int(row["limit_feel_0_10"]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_evidence_of_an_exercise_has_the_grades_and_sources_of_its_row(atlas: Atlas, row: dict[str, str]) -> None:
    found = {each.complaint: each for each in atlas.exercises[row["id"]].evidence}
    cells = {"sciatica": "sciatica", "back_pain": "back_pain", "other": "other"}
    graded = {complaint: row[f"ev_{cell}"] for complaint, cell in cells.items() if row[f"ev_{cell}"]}
    assert {complaint: each.grade for complaint, each in found.items()} == graded
    for complaint, each in found.items():
        cited = {word for word in re.findall(r"[a-z]\w+", row[f"src_{cells[complaint]}"]) if word in atlas.references}
        same(each.references, cited, "references", f"data/exercises/{row['id']}.yaml: {complaint}")
        if each.grade == "D" and complaint != "other":
            assert each.finding.startswith("No trial"), f"{row['id']}: say that there is none"


def test_what_conditions_mean_for_exercises_is_in_the_table_cell_by_cell(atlas: Atlas) -> None:
    assert len(MATRIX) >= 4 * 33
    for row in MATRIX:
        condition, family = atlas.conditions[row["condition"]], row["family"]
        said = f"data/conditions.yaml: {condition.id}: {family}"
        assert getattr(condition.actions, family) == row["action"], said
        own = [reason for reason in condition.reasons if family in reason.families]
        if row["action"] == "ok":
            assert not own, said
        else:
            (reason,) = own
            expected = row["reason"]
            for theirs, ours in MENDED_WHY.items():
                expected = expected.replace(theirs, ours)
            assert (reason.why, reason.grade) == (expected, row["grade"]), said
            same(reason.references, _keys(row["source"]), "references", said)


def test_every_phase_begins_with_its_starter_set(atlas: Atlas) -> None:
    includes(atlas.phases, STARTERS, "phases", "data/phases.yaml")
    assert set(STARTERS) == set(chain(*(row["stages"].split() for row in ROWS)))
    for key, (start_with, one_of, add_later, waiting) in STARTERS.items():
        phase = atlas.phases[key]
        found = (phase.start_with, phase.one_of, phase.add_later)
        assert found == tuple(tuple(cell.split()) for cell in (start_with, one_of, add_later)), key
        assert [name for left in phase.leave_out for name in left.exercises] == waiting.split(), key


def test_no_sign_that_only_asks_for_a_visit_locks_a_move(atlas: Atlas) -> None:
    for flag in atlas.red_flags.values():
        if flag.level == "S":
            assert ACTIONS.index(flag.effect.movement) >= ACTIONS.index("modify"), flag.id


def test_what_holds_for_every_exercise_is_there(atlas: Atlas) -> None:
    lines = [advice.patient for advice in atlas.advice.values() if advice.kind == "exercise"]
    for word in ("two or three", "3 out of 10", "draw up", "half as much", "easy on three days", "stop sign"):
        assert any(word in line for line in lines), f"data/advice.yaml: say “{word}” in a line of kind exercise"


def test_who_takes_easier_exercises_ends_with_slow_breath(atlas: Atlas) -> None:
    for row in ROWS:
        here = atlas.exercises[row["id"]]
        while here.regress_to:
            here = atlas.exercises[here.regress_to]
        assert here.id == "diaphragm_breathing", row["id"]
