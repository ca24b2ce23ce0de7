"""Which exercises fit: by part of the body, phase and goal, the best-tested first."""

from __future__ import annotations

from itertools import product, starmap

import pytest

from explorer.care.exercises import fitting
from explorer.care.screening import Answers, screen
from explorer.content import Atlas
from explorer.content.models import GOALS, GRADES

pytestmark = pytest.mark.shipped


def test_without_a_wish_all_of_them_fit(atlas: Atlas) -> None:
    assert {exercise.id for exercise in fitting(atlas)} == set(atlas.exercises)


def test_what_is_found_fits_every_wish_and_nothing_that_fits_is_missing(atlas: Atlas) -> None:
    for region, phase, goal in product(("lumbar_spine", "soleus", "patella"), atlas.phases, GOALS):
        found = fitting(atlas, regions=(region,), phase=phase, goal=goal)
        for exercise in atlas.exercises.values():
            fits = region in exercise.regions and phase in exercise.phases and goal == exercise.goal
            assert (exercise in found) == fits, (exercise.id, region, phase, goal)


def test_of_several_parts_one_is_enough(atlas: Atlas) -> None:
    both = fitting(atlas, regions=("soleus", "lumbar_spine"))
    assert set(both) == {*fitting(atlas, regions=("soleus",)), *fitting(atlas, regions=("lumbar_spine",))}
    assert not fitting(atlas, regions=("patella",))


def test_the_best_tested_in_sciatica_come_first(atlas: Atlas) -> None:
    def grade(key: str, complaint: str) -> int:
        return min(GRADES.index(e.grade) for e in atlas.exercises[key].evidence if e.complaint == complaint)

    found = [exercise.id for exercise in fitting(atlas, phase="settling")]
    ranks = [(grade(key, "sciatica"), grade(key, "back_pain")) for key in found]
    assert ranks == sorted(ranks)
    assert found[0] == "walking"


def test_among_equals_those_for_more_of_the_parts_come_first(atlas: Atlas) -> None:
    regions = ("quadriceps", "gluteus_maximus", "iliopsoas")
    found = [exercise.id for exercise in fitting(atlas, regions=regions, phase="lasting")]
    assert found.index("mini_squat_wall") < found.index("bridge")


def test_with_new_leg_pain_and_no_stop_sign_at_least_six_are_open(atlas: Atlas) -> None:
    verdict = screen(atlas, Answers(conditions=frozenset({"acute_radicular"})))
    actions = [verdict.at(exercise).action for exercise in fitting(atlas, phase="new_leg")]
    assert sum(action in ("ok", "modify") for action in actions) >= 6


def test_a_sign_for_today_leaves_no_exercise_and_its_clearance_opens_them_again(atlas: Atlas) -> None:
    for flag in (flag for flag in atlas.red_flags.values() if flag.level in ("E", "U")):
        named = frozenset({flag.id})
        locked = screen(atlas, Answers(red_flags=named))
        assert set(starmap(lambda _, ruling: ruling.action, locked.exercises.items())) == {"avoid"}, flag.id
        if flag.level == "U":
            cleared = screen(atlas, Answers(red_flags=named, cleared=named))
            assert cleared.exercises["walking"].action != "avoid", flag.id


def test_the_reason_is_the_one_for_exercise_and_not_the_one_for_massage(atlas: Atlas) -> None:
    condition = atlas.conditions["osteoporosis_severe"]
    verdict = screen(atlas, Answers(conditions=frozenset({condition.id})))
    (of_walking,) = verdict.exercises["walking"].because
    (of_massage,) = verdict.techniques["deep_tissue"].because
    assert of_walking.why == "Walk and move. Leave out deep forward bends and hard twists."
    assert (of_walking.grade, of_walking.references) == ("B", ("brookewavell2022",))
    assert of_massage.why == condition.why
