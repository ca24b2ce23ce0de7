"""An item may be stricter or milder than its families: its card and its verdict say the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.screening import Answers, by_condition, screen
from explorer.content import Atlas
from explorer.content.models import ACTIONS, Action, Item, Override
from explorer.content.remedy_rules import families_action
from tests.care.oracle import CONDITIONS, SAME_AS_FLAG
from tests.laws import law
from tests.shipped.table import items, table

pytestmark = pytest.mark.shipped

lawful = law(500)
ROWS = table("technique_overrides")
KINDS = ("techniques", "tools", "exercises")
NO_STOP = tuple(key for key in CONDITIONS if key not in SAME_AS_FLAG)


def _items(atlas: Atlas) -> dict[str, Item]:
    return {item.id: item for item in items(atlas)}


def _alone(atlas: Atlas, item: Item, condition: str) -> Action:
    """What the safety check says of an item when this is all that there is."""
    return screen(atlas, Answers(conditions=frozenset({condition}))).at(item).action


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['item']}-{row['condition']}")
def test_the_verdict_is_that_of_the_table(atlas: Atlas, row: dict[str, str]) -> None:
    item = _items(atlas)[row["item"]]
    assert _alone(atlas, item, row["condition"]) == row["override"]
    own = next((each for each in item.overrides if each.condition == row["condition"]), None)
    if own is None:  # it came into a family that says the same
        assert families_action(item, atlas.conditions[row["condition"]]) == row["override"]
    else:
        assert (own.action, own.why, own.grade) == (row["override"], row["reason"], row["grade"])
        assert own.references == tuple(row["source"].split("; "))


def test_the_table_is_whole_and_knows_every_override(atlas: Atlas) -> None:
    assert len(ROWS) >= 117
    known = {(row["item"], row["condition"]) for row in ROWS}
    listed = {row["id"] for name in ("families", "exercises") for row in table(name)}
    ours = {(item.id, own.condition) for item in items(atlas) for own in item.overrides if item.id in listed}
    assert len(ours) > 88
    assert ours <= known, "add these to tests/shipped/tables/technique_overrides.csv"


def test_what_a_card_says_of_each_condition_is_what_the_verdict_says(atlas: Atlas) -> None:
    """Every item with every condition: neither the card nor the verdict is the milder one."""
    tried = 0
    for condition in atlas.conditions.values():
        verdict = screen(atlas, Answers(conditions=frozenset({condition.id})))
        for item in items(atlas):
            (said,) = (action for action, found in by_condition(atlas, item).items() if condition in found)
            told = verdict.at(item)
            if condition.red_flag is None:
                assert said == told.action, (item.id, condition.id)
                assert [reason.action for reason in told.because] == ([] if said == "ok" else [told.action, *told.also])
            else:  # a stop sign holds whatever the card says
                assert ACTIONS.index(told.action) <= ACTIONS.index(said), (item.id, condition.id)
            tried += 1
    assert tried >= 33 * 49


def test_an_override_is_told_with_its_own_reason_and_source(atlas: Atlas) -> None:
    item = atlas.techniques["leg_work"]
    (reason,) = screen(atlas, Answers(conditions=frozenset({"dvt_history"}))).at(item).because
    (own,) = (each for each in item.overrides if each.condition == "dvt_history")
    assert (reason.action, reason.why, reason.grade, reason.references) == ("avoid", own.why, own.grade, own.references)
    assert reason.condition == "dvt_history"


def test_a_doubt_about_a_milder_condition_is_asked_first(atlas: Atlas) -> None:
    pack = atlas.tools["heat_pack"]
    sure, unsure = Answers(conditions=frozenset({"pregnancy"})), Answers(unsure=frozenset({"pregnancy"}))
    assert [screen(atlas, answers).at(pack).action for answers in (sure, unsure)] == ["modify", "ask_clinician_first"]


def test_no_override_undoes_a_stop_sign(atlas: Atlas) -> None:
    pack = atlas.tools["heat_pack"]
    answers = Answers(frozenset({"RF05"}), frozenset({"dvt_history"}))
    assert screen(atlas, answers).at(pack).action == "avoid"


# ---- laws -----------------------------------------------------------------------------------------------


def _overridden(atlas: Atlas, key: str, condition: str, action: Action) -> Atlas:
    """The same atlas with one more override."""
    own = Override(
        condition=condition, action=action, direction="stricter", why="Because.", grade="D", references=("expert",)
    )
    (kind,) = (kind for kind in KINDS if key in getattr(atlas, kind))
    item = _items(atlas)[key]
    others = tuple(each for each in item.overrides if each.condition != condition)
    changed = item.model_copy(update={"overrides": (*others, own)})
    return atlas.model_copy(update={kind: {**getattr(atlas, kind), key: changed}})


def _keys() -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(row["id"] for name in ("families", "exercises") for row in table(name)))


CASES = {
    "key": _keys(),
    "condition": st.sampled_from(NO_STOP),
    "action": st.sampled_from(ACTIONS),
    "others": st.frozensets(st.sampled_from(NO_STOP), max_size=4),
}


@lawful
@given(**CASES)
def test_an_override_changes_its_own_item_alone(
    atlas: Atlas, key: str, condition: str, action: Action, others: frozenset[str]
) -> None:
    answers = Answers(conditions=others | {condition})
    before, after = screen(atlas, answers), screen(_overridden(atlas, key, condition, action), answers)
    assert after.families == before.families
    for kind in KINDS:
        ours, theirs = getattr(before, kind), getattr(after, kind)
        assert {name: each for name, each in ours.items() if name != key} == {
            name: each for name, each in theirs.items() if name != key
        }


@lawful
@given(**CASES)
def test_the_strictest_of_several_conditions_still_wins(
    atlas: Atlas, key: str, condition: str, action: Action, others: frozenset[str]
) -> None:
    changed = _overridden(atlas, key, condition, action)
    item = _items(changed)[key]
    together = screen(changed, Answers(conditions=others | {condition})).at(item).action
    each = [_alone(changed, item, one) for one in {*others, condition}]
    assert together == min(each, key=ACTIONS.index)
    assert action in each


@lawful
@given(**CASES)
def test_an_override_without_its_condition_changes_nothing(
    atlas: Atlas, key: str, condition: str, action: Action, others: frozenset[str]
) -> None:
    answers = Answers(conditions=others - {condition})
    changed = _overridden(atlas, key, condition, action)
    ours, theirs = screen(atlas, answers), screen(changed, answers)
    assert [getattr(ours, kind) for kind in KINDS] == [getattr(theirs, kind) for kind in KINDS]


def test_one_more_condition_loosens_nothing_where_there_are_overrides(atlas: Atlas) -> None:
    for item in items(atlas):
        named = [own.condition for own in item.overrides]
        for first, second in product(named, NO_STOP):
            less = Answers(conditions=frozenset({first}))
            more = replace(less, conditions=less.conditions | {second})
            before, after = (screen(atlas, answers).at(item).action for answers in (less, more))
            assert ACTIONS.index(after) <= ACTIONS.index(before), (item.id, first, second)
