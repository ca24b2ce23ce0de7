"""What a diary is answered: the gravest first, and no step beyond the limits of the content."""

from __future__ import annotations

from itertools import pairwise

import pytest

from explorer.care import answers
from explorer.care.plan import suggested
from explorer.content import Atlas
from explorer.content.models import AnyItem, PlanItem

pytestmark = pytest.mark.shipped


def _items(atlas: Atlas) -> list[tuple[PlanItem, AnyItem]]:
    """Everything that a plan can hold, as the content would begin with it."""
    return [
        (suggested(atlas, region, "left", what), what)
        for region in atlas.regions.values()
        for what in atlas.items_of(region)
    ]


def test_what_stops_comes_first_and_what_names_a_step_before_what_names_none(atlas: Atlas) -> None:
    found = answers.in_order(atlas)
    assert set(found) == set(atlas.answers.values())
    stops = [answer.stops for answer in found]
    assert stops == sorted(stops, reverse=True)
    assert stops[0]
    for before, after in pairwise(found):
        if (before.stops, before.noted, before.days) == (after.stops, after.noted, after.days):
            assert before.names or not after.names, after.id


def test_who_gets_worse_is_answered_whatever_the_item_has(atlas: Atlas) -> None:
    for noted in ("worse", "hard"):
        assert any(a.noted == noted and not a.names and not a.stops for a in atlas.answers.values()), noted


def test_more_comes_to_its_limit_and_never_goes_beyond(atlas: Atlas) -> None:
    for exercise in atlas.exercises.values():
        item = suggested(atlas, atlas.regions[exercise.regions[0]], "left", exercise)
        steps = 0
        while grown := answers.more(item, exercise):
            assert not exercise.dose.beyond(grown), exercise.id
            assert (grown.repeats, grown.seconds) > (item.repeats, item.seconds)
            assert grown.seconds * grown.repeats <= 2 * max(item.seconds, 1) * (item.repeats + 2)  # a small step
            item, steps = grown, steps + 1
        most = exercise.dose.most
        assert (item.repeats, item.seconds) == (most.repeats, most.seconds)
        assert steps < 60


def test_only_exercises_have_a_next_step_and_it_is_told_in_words(atlas: Atlas) -> None:
    for item, what in _items(atlas):
        found = answers.next_steps(atlas, item)
        if what.id not in atlas.exercises:
            assert not found
            continue
        exercise = atlas.exercises[what.id]
        for step, key in (("harder", exercise.progress_to), ("easier", exercise.regress_to)):
            assert found.get(step) == (atlas.exercises[key].plain_name if key else None)
    bridge = atlas.exercises["bridge"]
    item = suggested(atlas, atlas.regions["erector_spinae"], "left", bridge).model_copy(update={"repeats": 6})
    assert answers.next_steps(atlas, item) == {
        "harder": atlas.exercises["step_up"].plain_name, "easier": atlas.exercises["pelvic_tilt"].plain_name,
        "more": "8 times, holding for 3 seconds",
    }  # fmt: skip
