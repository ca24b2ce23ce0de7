"""The numbers that are drawn: every mistake in them is told with its place, what it is, and a hint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.content.load import read_content
from tests.content.conftest import Case, Folder

COURSE, EFFECTS, TOPICS = "course.yaml", "effects.yaml", "topics.yaml"
MISTAKES = (
    Case("unknown_reference_of_a_point", COURSE, "nhs_sciatica", "nhs_siatica", "nhs_siatica",
         "course[0].references[0]: unknown reference 'nhs_siatica'; did you mean 'nhs_sciatica'?"),
    Case("point_without_a_reference", COURSE, r"\[nhs_sciatica\]", "[]", "[]",
         "course[0].references: expected at least 1 entries, found 0"),
    Case("share_above_100", COURSE, "share: 55", "share: 155", "155",
         "course[1].share: input should be less than or equal to 100, found the value 155"),
    Case("weeks_that_run_backwards", COURSE, "last_week: 6", "last_week: 3", "3",
         "course[0].last_week: it is not after first_week, 4; leave it out"),
    Case("range_with_one_end", COURSE, "    high: 80\n", "", "70",
         "course[2].low: 'low' without 'high'; add 'high', or leave both out"),
    Case("range_that_runs_backwards", COURSE, "low: 70", "low: 90", "90", "course[2].low: 90 is above 80, the 'high'"),
    Case("range_that_does_not_say_what_it_is", COURSE, "    range_of: reports\n", "", "70",
         "course[2].low: a range must say what it is; add range_of: reports or interval"),
    Case("word_for_a_range_where_there_is_none", COURSE, "    share: 55\n", "    range_of: reports\n", "reports",
         "course[1].range_of: there is no range; add low and high, or leave it out"),
    Case("point_that_does_not_say_what_better_means", COURSE, r"    means:\n.*\n.*\n", "", "id: usual_weeks",
         "course[0]: missing field 'means'"),
    Case("unknown_reference_of_an_effect", EFFECTS, "jensen2019", "jenson2019", "jenson2019",
         "effects[0].references[0]: unknown reference 'jenson2019'; did you mean 'jensen2019'?"),
    Case("effect_without_a_reference", EFFECTS, r"\[jensen2019\]", "[]", "[]",
         "effects[0].references: expected at least 1 entries, found 0"),
    Case("unknown_technique_of_an_effect", EFFECTS, "technique: swedish", "technique: swedsh", "swedsh",
         "effects[1].technique: unknown technique 'swedsh'; did you mean 'swedish'?"),
    Case("unit_misspelt", EFFECTS, "unit: roland_points", "unit: roland_point", "roland_point\n",
         "effects[1].unit: 'roland_point' is not allowed; did you mean 'roland_points'?"),
    Case("interval_without_its_low_end", EFFECTS, "    low: -1.85\n", "", "-0.64",
         "effects[0].high: 'high' without 'low'; add 'low', or leave both out"),
    Case("estimate_outside_its_interval", EFFECTS, "estimate: -1.24", "estimate: 1.24", "-1.85",
         "effects[0].low: 1.24 does not lie between -1.85 and -0.64"),
    Case("estimate_that_is_text", EFFECTS, "estimate: -1.24", "estimate: about half", "about half",
         "effects[0].estimate: expected a number, found the text 'about half'"),
    Case("grade_unlike_that_of_its_technique", EFFECTS, "grade: B", "grade: A", "A\n",
         "effects[1].grade: grade A, but 'swedish' has C and B for back_pain; one of the two must change"),
    Case("plot_that_does_not_exist", TOPICS, "        grade: T", "        plot: cours\n        grade: T", "cours\n",
         "topics[0].statements[0].plot: 'cours' is not allowed; did you mean 'course'?"),
)  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case.name)
def test_a_mistake_is_told_once_with_its_place_and_a_hint(folder: Folder, case: Case) -> None:
    folder.edit(case.file, case.pattern, case.new)
    assert folder.problems() == [f"{folder.at(case.file, case.marker)}: {case.said}"]


@pytest.mark.parametrize("stem", ["course", "effects"])
def test_the_example_of_the_readme_can_be_loaded(folder: Folder, repo: Path, stem: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", (repo / "data/README.md").read_text("utf-8"), re.S)
    (example,) = (block for block in blocks if f"\n{stem}:\n" in block)
    own = folder.root.parent / "own"
    own.mkdir()
    (own / f"{stem}.yaml").write_text(example, "utf-8")
    assert read_content(own).problems == ()


@pytest.mark.parametrize("file", [COURSE, EFFECTS])
def test_a_missing_file_is_told_alone(folder: Folder, file: str) -> None:
    folder.path(file).unlink()
    assert folder.problems() == [f"data/{file}:1:1: the file cannot be read: No such file or directory"]
