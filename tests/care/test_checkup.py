"""The walk of the safety check: a well person is asked little, and who says more of themselves is never asked less."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.checkup import AGAIN, HEALTH, Told, conditions_asked, signs_of, walk
from explorer.content import Atlas
from tests.care.oracle import CONDITIONS
from tests.laws import law
from tests.shipped.table import table

pytestmark = pytest.mark.shipped

CIRCUMSTANCES = ("recent_massage", "blood_thinners", "pregnancy", "under_18", "over_50")
TOLD = st.builds(
    Told,
    st.frozensets(st.sampled_from(CIRCUMSTANCES)),
    st.frozensets(st.sampled_from(CONDITIONS), max_size=4),
)


def _asked(atlas: Atlas, told: Told) -> set[str]:
    return {flag.id for screen in walk(atlas, told) for flag in signs_of(atlas, screen, told)}


def test_a_well_person_sees_the_first_five_their_health_and_the_last(atlas: Atlas) -> None:
    screens = list(atlas.check_screens)
    assert walk(atlas, Told()) == (*screens[:5], HEALTH, screens[7])
    known = {row["id"] for row in table("red_flags_v2")}
    asked = [flag for screen in walk(atlas, Told()) for flag in signs_of(atlas, screen, Told())]
    lines = [flag for flag in asked if flag.id in known]
    assert len(lines) == 32
    assert sum(len(flag.checklist_label.split()) for flag in lines) <= 250


def test_with_all_that_can_apply_every_sign_of_the_table_is_asked(atlas: Atlas) -> None:
    everything = Told(frozenset(CIRCUMSTANCES))
    assert _asked(atlas, everything) >= {row["id"] for row in table("red_flags_v2")}
    assert len(walk(atlas, everything)) == 9


@law(500)
@given(told=TOLD, circumstance=st.sampled_from(CIRCUMSTANCES), condition=st.sampled_from(CONDITIONS))
def test_who_says_more_is_never_asked_less_and_nobody_twice_on_one_walk(
    atlas: Atlas, told: Told, circumstance: str, condition: str
) -> None:
    asked, screens = _asked(atlas, told), walk(atlas, told)
    assert len(set(screens)) == len(screens)
    assert asked <= _asked(atlas, replace(told, circumstances=told.circumstances | {circumstance}))
    assert asked <= _asked(atlas, replace(told, conditions=told.conditions | {condition}))
    assert all(signs_of(atlas, screen, told) for screen in screens if screen != HEALTH)


@law(300)
@given(told=TOLD)
def test_the_worst_is_asked_first_on_every_screen(atlas: Atlas, told: Told) -> None:
    for screen in walk(atlas, told):
        levels = [flag.level for flag in signs_of(atlas, screen, told)]
        assert levels == sorted(levels, key="EUS".index), screen


@pytest.mark.parametrize("key", CONDITIONS)
def test_a_condition_brings_every_sign_that_it_points_to(atlas: Atlas, key: str) -> None:
    told = Told(conditions=frozenset({key}))
    pointed = {flag.id for asks in atlas.conditions[key].asks for flag in atlas.signs(asks)}
    screens = walk(atlas, told)
    after = {flag.id for screen in screens[screens.index(HEALTH) :] for flag in signs_of(atlas, screen, told)}
    assert pointed <= after
    assert (AGAIN in screens) == bool(signs_of(atlas, AGAIN, told))


def test_what_the_gate_or_a_sign_says_already_is_not_asked(atlas: Atlas) -> None:
    every = {condition.id for condition in conditions_asked(atlas, Told(), ())}
    same = {key for key, condition in atlas.conditions.items() if condition.red_flag}
    assert every == set(atlas.conditions) - same
    gate = conditions_asked(atlas, Told(frozenset({"pregnancy", "under_18"})), ["RF07a"])
    assert every - {condition.id for condition in gate} == {"pregnancy", "under_18", "fever_unwell"}
