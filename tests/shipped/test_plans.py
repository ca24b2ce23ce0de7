"""The plans to start from: each stands, is in order, has both sides, is easy to read and fits into a link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.care import templates
from explorer.care.plan import in_order, judge, setting, what_of, without_notes
from explorer.care.plan_code import decode, encode
from explorer.care.plan_file import as_yaml, plan_of, read_plan
from explorer.care.screening import Answers, screen
from explorer.content import Atlas, lint, shipped
from explorer.content.lint import MAX_GRADE, readings
from explorer.content.load import Content, read_content
from explorer.content.models import Plan, Remedy, Template

pytestmark = pytest.mark.shipped

NAMED = {
    "new_leg_pain", "settling_leg_pain", "lasting_leg_pain", "mostly_back_pain", "back_to_running",
    "buttock_ache", "hamstring_tightness", "calf_tightness", "side_hip", "first_visit_gentle",
}  # fmt: skip
KEYS = sorted(file.stem for file in (shipped("data") / "plans").glob("*.yaml"))
MOST_SIGNS_OF_A_LINK = 600
ACROSS_THE_BODY = {"gluteus_medius", "gluteus_minimus", "tensor_fasciae_latae", "piriformis"}


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


@pytest.fixture(params=KEYS)
def template(request: pytest.FixtureRequest, atlas: Atlas) -> Template:
    return atlas.plans[request.param]


def plain(template: Template) -> Plan:
    """A template as the plan that it starts."""
    return template.plan


def remedy_ids(template: Template) -> set[str]:
    return {item.technique or item.tool or "" for item in template.items}


def test_the_plans_that_were_asked_for_are_there(atlas: Atlas) -> None:
    assert set(atlas.plans) >= NAMED


def test_no_template_has_a_fault(content: Content) -> None:
    found = [str(fault) for fault in templates.faults(content)]
    assert not found, "\n".join(found)


def test_a_template_stands_when_the_check_found_nothing(atlas: Atlas, template: Template) -> None:
    judgement = judge(atlas, plain(template), screen(atlas, Answers()))
    assert judgement.stands, judgement.objections
    assert not any(judgement.cautions(i) for i in range(len(template.items)))


def test_a_template_has_something_on_each_side_and_is_short(template: Template) -> None:
    sides = {item.side for item in template.items}
    assert "both" in sides or {"left", "right"} <= sides
    assert 3 <= len(template.items) <= 6


def test_the_items_are_in_the_order_of_a_session(atlas: Atlas, template: Template) -> None:
    assert in_order(atlas, template.items) == template.items


def test_no_dose_is_above_the_one_that_content_starts_from(atlas: Atlas, template: Template) -> None:
    for item in template.items:
        what = what_of(atlas, item)
        first = what.dose.first
        assert item.seconds * item.in_a_sitting <= first.seconds * first.in_a_sitting, item
        assert item.in_a_sitting <= first.in_a_sitting or item.seconds, item
        assert (item.times, item.per) == (first.times, first.per), item
        assert item.days <= first.days, item
        assert item.pressure <= (what.pressure.start if isinstance(what, Remedy) else what.strongest), item


def test_visits_are_planned_where_a_therapist_does_something(atlas: Atlas, template: Template) -> None:
    needed = any(setting(what_of(atlas, item)) == "visit" for item in template.items)
    assert (template.visits is not None) == needed
    assert bool(template.aftercare) == needed


def test_a_template_says_what_to_do_at_home_and_to_stay_active(template: Template) -> None:
    assert 2 <= len(template.home_care) <= 3
    assert template.activity


def test_a_template_says_who_must_be_looked_at_first(template: Template) -> None:
    assert "first 8 weeks" in template.fits
    assert "see a clinician first" in template.fits


def test_the_first_visit_is_gentle_only(atlas: Atlas) -> None:
    remedies = [what_of(atlas, item) for item in atlas.plans["first_visit_gentle"].items]
    assert {remedy.stage for remedy in remedies} <= {"warm_up", "gentle"}
    assert {remedy.pressure.limit for remedy in remedies} <= {0, 1, 2, 3}


def test_nothing_is_stretched_across_a_sore_side_hip(atlas: Atlas) -> None:
    found = [item for item in atlas.plans["side_hip"].items if item.technique == "stretching"]
    assert not [item for item in found if item.region in ACROSS_THE_BODY]
    assert not {"soft_ball", "firm_ball", "foam_roller", "roller_stick"} & remedy_ids(atlas.plans["side_hip"])


def test_in_the_first_weeks_of_leg_pain_moves_and_warmth_need_nobody_to_agree_and_hands_do(atlas: Atlas) -> None:
    verdict = screen(atlas, Answers(conditions=frozenset(["acute_radicular"])))
    standing = {key for key, template in atlas.plans.items() if judge(atlas, plain(template), verdict).stands}
    assert standing >= {"new_leg_pain", "warmth_and_pillows", "back_and_buttock_moving"}
    assert not standing & {"first_visit_gentle", "buttock_ache", "hamstring_tightness", "calf_tightness", "side_hip"}


def test_new_leg_pain_starts_with_what_its_phase_starts_with(atlas: Atlas) -> None:
    phase, moves = atlas.phases["new_leg"], {item.exercise for item in atlas.plans["new_leg_pain"].items}
    assert moves - {None} <= {*phase.start_with, *phase.one_of}
    left_out = {key for left in phase.leave_out for key in left.exercises}
    assert not moves & left_out


def test_a_template_fits_into_a_link_and_comes_back_whole(template: Template) -> None:
    code = encode(plain(template))
    assert len(code) <= MOST_SIGNS_OF_A_LINK
    assert decode(code) == without_notes(plain(template))


def test_a_template_comes_back_whole_from_a_saved_file(template: Template) -> None:
    assert plan_of(as_yaml(plain(template)).encode(), "plan.yaml") == plain(template)


def test_the_file_of_a_template_opens_as_the_plan_that_it_starts(template: Template) -> None:
    assert read_plan(shipped("data") / "plans" / f"{template.id}.yaml") == plain(template)


def test_every_line_of_advice_and_every_template_is_easy_to_read(atlas: Atlas, content: Content) -> None:
    found = {reading.draft.id: reading.grade for reading in readings(content.tables, content.structures)}
    for key in (*atlas.advice, *atlas.plans):
        assert found[key] <= MAX_GRADE, key


def test_there_is_a_choice_of_advice_of_every_kind(atlas: Atlas) -> None:
    kinds = [advice.kind for advice in atlas.advice.values()]
    assert min(kinds.count(kind) for kind in ("home_care", "aftercare", "activity")) >= 4
    used = {key for plan in atlas.plans.values() for key in (*plan.home_care, *plan.aftercare, plan.activity)}
    assert used <= set(atlas.advice)


def test_no_advice_promises_that_water_does_anything(atlas: Atlas) -> None:
    water = atlas.advice["drink_if_thirsty"]
    assert water.grade == "X"
    assert "no extra water" in water.patient


def test_the_shipped_clinic_has_no_name_and_no_address(atlas: Atlas) -> None:
    assert {key: clinic.model_dump(exclude_none=True) for key, clinic in atlas.clinic.items()} == {
        "clinic": {"id": "clinic"}
    }


def test_the_examples_of_the_readme_can_be_used_as_they_are(repo: Path, tmp_path: Path) -> None:
    for example in re.findall(r"(?s)^```yaml\n(#.*?)^```$", _readme(repo), re.M):
        file = tmp_path / "my-clinic" / _place(example)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(example, "utf-8")
    logo = tmp_path / "my-clinic/handout/logo.svg"
    logo.parent.mkdir()
    logo.write_text("<svg/>", "utf-8")
    content = read_content(tmp_path / "my-clinic")
    found = [*content.problems, *lint.faults(content.tables, content.structures), *templates.faults(content)]
    assert not found, "\n".join(map(str, found))
    assert content.atlas
    assert {"calf_by_hand"} <= set(content.atlas.plans)
    assert content.atlas.clinic["clinic"].logo == "logo.svg"


def _readme(repo: Path) -> str:
    return (repo / "data/README.md").read_text("utf-8")


def _place(example: str) -> str:
    """The file that an example goes to: a folder for each record with one, a list otherwise."""
    kind = re.search(r"schema/(\w+)\.schema", example)
    key = re.search(r"^id: (\w+)", example, re.M)
    assert kind
    return f"{kind[1]}/{key[1]}.yaml" if key else f"{kind[1]}.yaml"
