"""The card of a region, as laws: what is offered, what is left alone, and in which order."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.card import LEFT_ALONE, TILES, Card, card, own_options
from explorer.care.forbidding import MOST, shares
from explorer.care.screening import Answers, ConditionSite, screen
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import REGISTERS, SIDES, Exercise
from explorer.content.text_for import text_for
from tests.care.plans import any_answers
from tests.laws import law

pytestmark = pytest.mark.shipped


def _all(made: Card) -> list[str]:
    """Every option of a card, in the order in which it stands there."""
    parts = (*made.tiles, *made.more, *made.hands_on, *made.ruled_out)
    return [option.item.id for option in parts]


@law(2000)
@given(seed=st.integers(0, 10**9))
def test_whatever_was_answered_each_option_stands_once_and_where_it_belongs(atlas: Atlas, seed: int) -> None:
    rng = Random(seed)
    verdict = screen(atlas, any_answers(rng, atlas))
    region, side = rng.choice(list(atlas.regions.values())), rng.choice(SIDES)
    made, location = card(atlas, region, side, "patient", verdict), atlas.location(region, side)
    assert made.locked == verdict.locked
    if verdict.locked:
        assert not _all(made)
        assert all(line.kind != "does_not" for line in made.leave)
        return
    assert sorted(_all(made)) == sorted(item.id for item in atlas.items_of(region))
    for option in (*made.tiles, *made.more, *made.hands_on):
        assert verdict.at(option.item, location).action != "avoid"
        assert not verdict.on_the_spot(option.item, location)
    for option in made.tiles:
        assert verdict.at(option.item, location).action in ("ok", "modify", "avoid_locally")
    for option in made.ruled_out:
        assert option.against


@law(1000)
@given(seed=st.integers(0, 10**9))
def test_what_is_offered_for_several_parts_is_ruled_out_on_the_card_of_none(atlas: Atlas, seed: int) -> None:
    rng = Random(seed)
    verdict = screen(atlas, any_answers(rng, atlas))
    regions = rng.sample(list(atlas.regions.values()), 2)
    locations = [Location.read(atlas.location(region, rng.choice(SIDES))) for region in regions]
    offered = own_options(atlas, [at for at in locations if at], None, verdict, done=True)
    for option in (*offered[0], *offered[1]):
        for region, location in zip(regions, map(str, locations), strict=True):
            if option.item in atlas.items_of(region):
                assert not verdict.on_the_spot(option.item, location)
                assert verdict.at(option.item, location).action in ("ok", "modify", "avoid_locally")


def test_a_wound_at_a_calf_rules_out_there_what_it_leaves_at_the_other(atlas: Atlas) -> None:
    wound = ConditionSite("skin_infection_wound", "calf", "left")
    answers = Answers(conditions=frozenset([wound.condition]), sites=frozenset([wound]))
    left, right = (Location("gastrocnemius", side) for side in SIDES)

    def names(*locations: Location) -> set[str]:
        moves, others = own_options(atlas, locations, None, screen(atlas, answers), done=True)
        return {option.item.id for option in (*moves, *others)}

    assert "roller_stick" in {tool.id for tool in atlas.remedies_of(atlas.regions["gastrocnemius"])}
    assert "roller_stick" not in names(left)
    assert "roller_stick" not in names(left, right)
    assert "roller_stick" in names(right)


@law(1000)
@given(seed=st.integers(0, 10**9))
def test_nothing_that_is_fine_stands_behind_what_is_not(atlas: Atlas, seed: int) -> None:
    rng = Random(seed)
    verdict = screen(atlas, any_answers(rng, atlas))
    made = card(atlas, rng.choice(list(atlas.regions.values())), rng.choice(SIDES), "patient", verdict)
    fine = [option.is_fine for option in (*made.tiles, *made.more)]
    assert fine == sorted(fine, reverse=True)
    assert len(made.tiles) == min(TILES, sum(fine))


@pytest.mark.parametrize("register", REGISTERS)
def test_what_to_leave_alone_comes_whole_and_a_few_lines_at_once(atlas: Atlas, register: str) -> None:
    for region in atlas.regions.values():
        made = card(atlas, region, "left", register)  # type: ignore[arg-type]
        assert 3 <= len(made.leave_at_once) <= 5
        assert (*made.leave_at_once, *made.leave_more) == made.leave
        told = [line.text for line in made.leave]
        words = text_for(region, register)  # type: ignore[arg-type]
        assert told[:2] == [words.leave, words.does_not]
        assert all(caution.text in told for caution in region.cautions)
        assert len(told) == 2 + len(region.cautions) + len(region.keep_off) + len(region.stop_rules)


def test_moves_come_first_then_warmth_then_touch_and_something_else_beside_two_moves(atlas: Atlas) -> None:
    made = card(atlas, atlas.regions["gluteus_maximus"], "left", "patient")
    assert [isinstance(option.item, Exercise) for option in made.tiles] == [True, True, False]
    assert made.tiles[2].item.id == "heat_pack"
    order = _all(made)
    assert (
        order.index("bridge") < order.index("cold_pack") < order.index("positioning_pillow") < order.index("soft_ball")
    )


def test_before_the_last_answer_nothing_is_called_ok(atlas: Atlas) -> None:
    region, verdict = atlas.regions["piriformis"], screen(atlas, Answers())
    begun = card(atlas, region, "left", "patient", verdict, done=False)
    assert all(option.ruling is None for option in begun.options)
    done = card(atlas, region, "left", "patient", verdict)
    assert all(option.ruling and option.ruling.action == "ok" for option in done.options)


def test_no_card_forbids_more_than_it_tells(atlas: Atlas) -> None:
    found = shares(atlas)
    assert set(found) == {*atlas.regions, *atlas.items}
    assert all(0 < share <= MOST for share in found.values()), {key: s for key, s in found.items() if s > MOST}


def test_the_share_follows_from_where_lines_stand_and_not_from_their_words(atlas: Atlas) -> None:
    region = atlas.regions["piriformis"]
    made = card(atlas, region, "left", "patient")
    assert made.share_that_forbids == pytest.approx(LEFT_ALONE / (5 + len(made.tiles) + LEFT_ALONE))
    words = region.patient.model_copy(update=dict.fromkeys(type(region.patient).model_fields, "Never."))
    assert card(atlas, region.model_copy(update={"patient": words}), "left", "patient").share_that_forbids == (
        made.share_that_forbids
    )
