"""The safety check: it says what the tables say, and one more answer never makes anything looser."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.screening import Answers, ConditionSite, Ruling, UnknownAnswerError, Verdict, is_local, screen
from explorer.care.verdict import as_json, in_lines
from explorer.content import Atlas
from explorer.content.models import ACTIONS, FAMILIES, Family
from tests.care import oracle
from tests.care.oracle import CONDITIONS, FILLED_BY, LEVEL, LOCAL, PLACES, SAME_AS_FLAG, SIDES, Said
from tests.laws import law
from tests.shipped.table import items, remedies, table

pytestmark = pytest.mark.shipped

LOCKING_FLAGS = tuple(flag for flag, level in LEVEL.items() if level in ("E", "U"))
MILD_FLAGS = tuple(flag for flag, level in LEVEL.items() if level == "S")
CLEARABLE = tuple(flag for flag, level in LEVEL.items() if level == "U")
IN_THE_TABLE = {row["id"] for row in table("red_flags_v2")}
NO_STOP = tuple(key for key in CONDITIONS if key not in SAME_AS_FLAG)
REASSURING = re.compile(r"(?i)\bsafe\b|all clear|nothing to worry|no risk")

# Fourteen laws, some for each kind of answer: more than 10,000 cases in all.
lawful = law(300)

SITES = st.builds(ConditionSite, st.sampled_from(LOCAL), st.sampled_from(PLACES), st.sampled_from(SIDES))


def _some(ids: tuple[str, ...], most: int) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(ids), max_size=most)


def _answers(
    red_flags: st.SearchStrategy[frozenset[str]], conditions: tuple[str, ...] = CONDITIONS, most: int = 4
) -> st.SearchStrategy[Answers]:
    unsure, sites = _some(conditions, most // 2), st.frozensets(SITES, max_size=3)
    return st.builds(Answers, red_flags, _some(conditions, most), unsure, sites)


# Most of them without a stop, and some with hardly more than sites: under a stop or many conditions, which reach
# everywhere, most laws hold too easily.
NO_FLAG: st.SearchStrategy[frozenset[str]] = st.just(frozenset())
ANSWERS = _answers(NO_FLAG, NO_STOP, most=1) | _answers(NO_FLAG, NO_STOP) | _answers(_some(tuple(LEVEL), 2))
WITH_LOCK = _answers(st.frozensets(st.sampled_from(LOCKING_FLAGS), min_size=1, max_size=2))
WITH_MILD_STOP = _answers(st.frozensets(st.sampled_from(MILD_FLAGS), min_size=1, max_size=2), NO_STOP)


def _rulings(verdict: Verdict) -> Iterator[Ruling]:
    for found in (verdict.families, verdict.techniques, verdict.tools, *verdict.regions.values()):
        yield from found.values()


def _words(verdict: Verdict) -> set[str]:
    """Everything that it says, each text once."""
    said = {verdict.stop.action} if verdict.stop else set()
    return said | {reason.why for ruling in _rulings(verdict) for reason in ruling.because} | {in_lines(verdict)}


def _applying(ruling: Ruling) -> list[str]:
    return [ruling.action, *ruling.also]


def _at(verdict: Verdict, where: str, family: Family) -> str:
    """The action at a region: what is told of it, or what holds everywhere."""
    return verdict.regions.get(where, verdict.families).get(family, verdict.families[family]).action


# ---- the tables -----------------------------------------------------------------------------------------


def test_a_single_condition_does_to_each_family_what_the_matrix_says(atlas: Atlas) -> None:
    cells = 0
    for row in table("contraindication_matrix"):
        verdict = screen(atlas, Answers(conditions=frozenset({row["condition_id"]})))
        for family in FAMILIES:
            assert verdict.families[family].action == oracle.MATRIX[row["condition_id"]][family], (row, family)
            cells += 1
    assert cells >= 33 * 16


def test_a_condition_sets_a_stop_only_when_it_is_a_stop_sign_by_another_name(atlas: Atlas) -> None:
    assert SAME_AS_FLAG["cauda_equina_signs"] in oracle.PARTS, "the id of before still stands for its parts"
    for key in CONDITIONS:
        for answers in (Answers(conditions=frozenset({key})), Answers(unsure=frozenset({key}))):
            stop = screen(atlas, answers).stop
            expected = tuple(Said((SAME_AS_FLAG[key],)).stops) if key in SAME_AS_FLAG else None
            assert (stop and stop.flags) == expected, key


def test_a_stop_sign_and_its_other_name_are_one_answer(atlas: Atlas) -> None:
    for key, flag in SAME_AS_FLAG.items():
        by_flag = screen(atlas, Answers(red_flags=frozenset({flag})))
        by_both = screen(atlas, Answers(red_flags=frozenset({flag}), conditions=frozenset({key})))
        assert screen(atlas, Answers(conditions=frozenset({key}))).stop == by_flag.stop == by_both.stop


def test_no_answers_change_nothing(atlas: Atlas) -> None:
    verdict = screen(atlas, Answers())
    assert verdict.stop is None
    assert not verdict.locked
    assert not verdict.regions
    assert set(_rulings(verdict)) == {Ruling("ok", (), ())}


def test_the_local_conditions_are_those_with_a_local_cell(atlas: Atlas) -> None:
    assert tuple(key for key, condition in atlas.conditions.items() if is_local(condition)) == LOCAL


def _random_set(rng: random.Random) -> Said:
    """Some answers; in most sets no stop, which would drown everything else."""
    calm = rng.random() < 0.7
    conditions = NO_STOP if calm else CONDITIONS
    sites = [
        (rng.choice(LOCAL if rng.random() < 0.8 else conditions), rng.choice(PLACES), rng.choice(SIDES))
        for _ in range(rng.choice((0, 1, 1, 2, 3)))
    ]
    signs = rng.choice((MILD_FLAGS, CLEARABLE, ANY_ID))
    return Said(
        () if calm else tuple(rng.sample(signs, rng.choice((0, 1, 2, 3)))),
        tuple(rng.sample(conditions, rng.choice((0, 0, 1, 1, 2, 3, 6)))),
        tuple(rng.sample(conditions, rng.choice((0, 0, 0, 1, 2)))),
        tuple(sites),
        () if calm else tuple(rng.sample((*CLEARABLE, "RF07", "RF08"), rng.choice((0, 0, 1, 20)))),
    )


def _as_answers(said: Said) -> Answers:
    sites = frozenset(ConditionSite(*site) for site in said.sites)
    told = (said.red_flags, said.conditions, said.unsure)
    return Answers(*map(frozenset, told), sites, frozenset(said.cleared))


ANY_ID = (*LEVEL, *oracle.PARTS)
RANDOM = random.Random(20261121)
SETS = [_random_set(RANDOM) for _ in range(2000)]


def test_the_random_sets_try_stops_and_places_and_doubt() -> None:
    assert len(set(SETS)) > 1800
    assert 1000 < sum(not said.stops for said in SETS) < 1600
    assert {flag for said in SETS for flag in said.stops} == set(LEVEL)
    assert {key for said in SETS for key in said.red_flags} == set(ANY_ID)
    assert sum(bool(set(said.cleared) & set(said.red_flags)) for said in SETS) > 50
    assert sum({LEVEL[flag] for flag in said.stops} == {"S"} for said in SETS) > 50
    assert {key for said in SETS for key in said.yes} == set(CONDITIONS)
    assert {place for said in SETS for _, place, _ in said.sites} == set(PLACES)
    assert sum(bool(oracle.of_regions(said)) for said in SETS) > 400
    assert sum(bool(said.unsure) for said in SETS) > 600


@pytest.mark.slow
def test_any_set_of_answers_comes_to_what_the_tables_come_to(atlas: Atlas) -> None:
    for said in SETS:
        verdict = screen(atlas, _as_answers(said))
        told = as_json(verdict)
        expected = {
            "families": oracle.of_families(said),
            "techniques": oracle.of_remedies(said, "technique"),
            "tools": oracle.of_remedies(said, "tool"),
            "exercises": oracle.of_remedies(said, "exercise"),
        }
        for kind, rulings in expected.items():
            assert {key: [ruling["action"], *ruling["also"]] for key, ruling in told[kind].items()} == rulings, said
        assert told["regions"] == oracle.of_regions(said), said
        assert told["unsure"] == [key for key in CONDITIONS if key in said.unsure]
        stops = told["stop"] and (told["stop"]["level"], told["stop"]["flags"])
        assert stops == ((LEVEL[said.stops[0]], said.stops) if said.stops else None), said


def test_an_item_at_a_place_comes_to_what_the_tables_come_to(atlas: Atlas) -> None:
    rng = random.Random(21)
    sets = [said for said in SETS if said.sites and not said.stops][:200]
    assert len(sets) == 200
    for said in sets:
        (region, side), tied = rng.choice(sorted(said.covered().items()))
        verdict = screen(atlas, _as_answers(said))
        for kind in oracle.REMEDIES:
            for key, expected in oracle.of_remedies(said, kind, tied).items():
                found = verdict.at(atlas.items[key], f"{region}:{side}")
                assert _applying(found) == expected, (said, key, region, side)


# ---- places ---------------------------------------------------------------------------------------------


def _regions(atlas: Atlas, *sites: ConditionSite) -> set[str]:
    return set(screen(atlas, Answers(sites=frozenset(sites))).regions)


def test_a_spot_is_kept_off_and_elsewhere_one_goes_gently(atlas: Atlas) -> None:
    verdict = screen(atlas, Answers(sites=frozenset({ConditionSite("varicose_veins", "calf", "left")})))
    assert verdict.families["swedish"].action == "modify"
    assert verdict.regions["gastrocnemius:left"]["swedish"].action == "avoid_locally"
    assert "gastrocnemius:right" not in verdict.regions


def test_without_a_place_the_spot_is_kept_off_everywhere(atlas: Atlas) -> None:
    verdict = screen(atlas, Answers(conditions=frozenset({"varicose_veins"})))
    assert verdict.families["swedish"].action == "avoid_locally"
    assert not verdict.regions


def test_a_spot_moves_only_what_is_local(atlas: Atlas) -> None:
    everywhere = screen(atlas, Answers(conditions=frozenset({"acute_injury_72h"})))
    tied = screen(atlas, Answers(sites=frozenset({ConditionSite("acute_injury_72h", "calf", "left")})))
    for family in FAMILIES:
        before = everywhere.families[family].action
        assert tied.families[family].action == ("modify" if before == "avoid_locally" else before)


def test_a_condition_given_with_and_without_a_place_is_at_that_place(atlas: Atlas) -> None:
    sites = frozenset({ConditionSite("varicose_veins", "calf", "left")})
    both = Answers(conditions=frozenset({"varicose_veins"}), sites=sites)
    assert screen(atlas, both) == screen(atlas, Answers(sites=sites))


def test_each_side_is_a_place_of_its_own_and_the_middle_is_both(atlas: Atlas) -> None:
    left, right, middle = (_regions(atlas, ConditionSite("skin_infection_wound", "calf", side)) for side in SIDES)
    assert {where.partition(":")[0] for where in left} == oracle.BENEATH["calf"]
    assert not left & right
    assert middle == left | right


def test_what_lies_in_the_middle_is_under_a_spot_on_either_side(atlas: Atlas) -> None:
    place, middle = next((key, found) for key in PLACES if (found := oracle.BENEATH[key] & oracle.without_sides()))
    for side in SIDES:
        found = _regions(atlas, ConditionSite("skin_infection_wound", place, side))
        assert {where for where in found if where.partition(":")[0] in middle} == {f"{key}:midline" for key in middle}


def test_ask_first_and_not_on_that_spot_are_told_together(atlas: Atlas) -> None:
    ruling = screen(atlas, Answers(conditions=frozenset({"lymphoedema", "varicose_veins"}))).families["swedish"]
    assert _applying(ruling) == ["ask_clinician_first", "avoid_locally"]
    assert [reason.condition for reason in ruling.because] == ["lymphoedema", "varicose_veins"]


# ---- stop signs -----------------------------------------------------------------------------------------


def test_every_stop_sign_is_tried_and_none_of_the_table_is_missing(atlas: Atlas) -> None:
    assert len(IN_THE_TABLE) == 41
    assert IN_THE_TABLE <= set(LEVEL) == set(atlas.red_flags)


@pytest.mark.parametrize(("flag", "level"), LEVEL.items())
def test_a_stop_sign_stops_at_its_level_and_says_what_to_do(atlas: Atlas, flag: str, level: str) -> None:
    verdict = screen(atlas, Answers(red_flags=frozenset({flag})))
    assert verdict.stop
    assert (verdict.stop.level, verdict.stop.flags) == (level, (flag,))
    assert verdict.stop.action == atlas.red_flags[flag].action
    assert verdict.locked == (level in ("E", "U"))
    for family, ruling in verdict.families.items():
        expected = "avoid" if verdict.locked else oracle.EFFECT[flag].get(family, "ok")
        assert ruling.action == expected, family
    assert verdict.tools["positioning_pillow"].action == ("avoid" if level == "E" else "ok")


@pytest.mark.parametrize(("key", "parts"), oracle.PARTS.items())
def test_an_id_that_was_split_answers_with_the_strictest_of_its_parts(atlas: Atlas, key: str, parts: list[str]) -> None:
    old = screen(atlas, Answers(red_flags=frozenset({key}))).stop
    assert old
    assert old.flags[0] in parts
    assert old.level == min((LEVEL[part] for part in parts), key="EUS".index)


@pytest.mark.parametrize("flag", CLEARABLE)
def test_what_a_doctor_cleared_opens_what_the_conditions_leave(atlas: Atlas, flag: str) -> None:
    sore = frozenset({"hamstring_origin"})
    locked = Answers(frozenset({flag}), sore)
    filled = {key for key, signs in FILLED_BY.items() if flag in signs}
    assert screen(atlas, locked).locked
    assert screen(atlas, replace(locked, cleared=frozenset({flag}))) == screen(atlas, Answers(conditions=sore | filled))


def test_nobody_clears_an_emergency_and_clearing_one_sign_leaves_the_others(atlas: Atlas) -> None:
    for flag, level in LEVEL.items():
        if level != "U":
            with pytest.raises(UnknownAnswerError, match="cannot be cleared"):
                screen(atlas, Answers(red_flags=frozenset({flag}), cleared=frozenset({flag})))
    both = screen(atlas, Answers(frozenset({"RF05", "RF06"}), cleared=frozenset({"RF06"})))
    assert both.stop
    assert both.stop.flags == ("RF05",)
    assert screen(atlas, Answers(frozenset({"RF08"}), cleared=frozenset({"RF08"}))).locked, "a part is an emergency"


def test_a_fever_with_the_pain_is_the_condition_too_also_when_the_sign_is_cleared(atlas: Atlas) -> None:
    held = screen(atlas, Answers(red_flags=frozenset({"RF07a"}))).families["heat"]
    assert [reason.condition for reason in held.because] == ["RF07a", "fever_unwell"]
    cleared = screen(atlas, Answers(red_flags=frozenset({"RF07a"}), cleared=frozenset({"RF07a"})))
    assert not cleared.locked
    assert [reason.condition for reason in cleared.families["heat"].because] == ["fever_unwell"]
    assert cleared.families["movement"].action == "modify"


def test_all_stop_signs_at_once_are_all_told_the_gravest_first(atlas: Atlas) -> None:
    stop = screen(atlas, Answers(red_flags=frozenset(LEVEL))).stop
    assert stop
    assert stop.level == "E"
    levels = [LEVEL[flag] for flag in stop.flags]
    assert levels == sorted(LEVEL.values(), key="EUS".index)
    assert set(stop.flags) == set(LEVEL)


# ---- laws -----------------------------------------------------------------------------------------------


def _not_looser(before: Verdict, after: Verdict) -> None:
    """Nothing became looser: nowhere for a family, not for a technique or tool, and not for the stop."""
    for where in {"everywhere", *before.regions, *after.regions}:
        for family in FAMILIES:
            assert ACTIONS.index(_at(after, where, family)) <= ACTIONS.index(_at(before, where, family)), where
    for earlier, later in ((before.techniques, after.techniques), (before.tools, after.tools)):
        assert earlier.keys() == later.keys()
        for key in earlier:
            assert ACTIONS.index(later[key].action) <= ACTIONS.index(earlier[key].action), key
    if before.stop:
        assert after.stop
        assert "EUS".index(after.stop.level) <= "EUS".index(before.stop.level)
        assert set(before.stop.flags) <= set(after.stop.flags)


@lawful
@given(answers=ANSWERS, flag=st.sampled_from(tuple(LEVEL)))
def test_one_more_stop_sign_loosens_nothing(atlas: Atlas, answers: Answers, flag: str) -> None:
    more = replace(answers, red_flags=answers.red_flags | {flag})
    _not_looser(screen(atlas, answers), screen(atlas, more))


@lawful
@given(answers=ANSWERS, condition=st.sampled_from(CONDITIONS))
def test_one_more_condition_loosens_nothing(atlas: Atlas, answers: Answers, condition: str) -> None:
    more = replace(answers, conditions=answers.conditions | {condition})
    _not_looser(screen(atlas, answers), screen(atlas, more))


@lawful
@given(answers=ANSWERS, condition=st.sampled_from(CONDITIONS))
def test_one_more_doubt_loosens_nothing(atlas: Atlas, answers: Answers, condition: str) -> None:
    more = replace(answers, unsure=answers.unsure | {condition})
    _not_looser(screen(atlas, answers), screen(atlas, more))


# To say where a condition is that was given without a place loosens it elsewhere, by design: these two laws are
# about a condition that is new, and about a further site of one that has some.
@lawful
@given(answers=ANSWERS, site=SITES)
def test_a_new_condition_with_a_site_loosens_nothing(atlas: Atlas, answers: Answers, site: ConditionSite) -> None:
    without = replace(
        answers,
        conditions=answers.conditions - {site.condition},
        sites=frozenset(other for other in answers.sites if other.condition != site.condition),
    )
    _not_looser(screen(atlas, without), screen(atlas, replace(without, sites=without.sites | {site})))


@lawful
@given(answers=ANSWERS, site=SITES, place=st.sampled_from(PLACES), side=st.sampled_from(SIDES))
def test_a_further_spot_of_a_condition_loosens_nothing(
    atlas: Atlas, answers: Answers, site: ConditionSite, place: str, side: str
) -> None:
    first = replace(answers, sites=answers.sites | {site})
    second = replace(site, place=place, side=side)
    _not_looser(screen(atlas, first), screen(atlas, replace(first, sites=first.sites | {second})))


@lawful
@given(
    answers=ANSWERS,
    condition=st.sampled_from(CONDITIONS),
    site=SITES,
    key=st.sampled_from([key for known in oracle.REMEDIES.values() for key in known]),
)
def test_one_more_condition_loosens_no_item_at_any_spot(
    atlas: Atlas, answers: Answers, condition: str, site: ConditionSite, key: str
) -> None:
    less = replace(answers, sites=answers.sites | {site})
    more = replace(less, conditions=less.conditions | {condition})
    item = atlas.items[key]
    verdicts = screen(atlas, less), screen(atlas, more)
    for region in oracle.BENEATH[site.place]:
        for side in SIDES:
            before, after = (verdict.at(item, f"{region}:{side}") for verdict in verdicts)
            assert ACTIONS.index(after.action) <= ACTIONS.index(before.action)


@lawful
@given(
    flags=st.lists(st.sampled_from(tuple(LEVEL)), unique=True, max_size=4),
    conditions=st.lists(st.sampled_from(CONDITIONS), unique=True, max_size=5),
    unsure=st.lists(st.sampled_from(CONDITIONS), unique=True, max_size=3),
    sites=st.lists(SITES, unique=True, max_size=3),
    rng=st.randoms(use_true_random=False),
)
def test_the_order_of_answers_does_not_matter(
    atlas: Atlas,
    flags: list[str],
    conditions: list[str],
    unsure: list[str],
    sites: list[ConditionSite],
    rng: random.Random,
) -> None:
    told = []
    for _ in range(2):
        answers = Answers(frozenset(flags), frozenset(conditions), frozenset(unsure), frozenset(sites))
        # As text: the order in which things are told must not depend on it either.
        told.append(json.dumps(as_json(screen(atlas, answers))))
        for said in (flags, conditions, unsure, sites):
            rng.shuffle(said)
    assert told[0] == told[1]


@lawful
@given(answers=ANSWERS)
def test_whatever_is_not_ok_has_a_reason_with_a_source(atlas: Atlas, answers: Answers) -> None:
    verdict = screen(atlas, answers)
    named = answers.conditions | answers.unsure | {site.condition for site in answers.sites}
    holding = set(verdict.stop.flags) if verdict.stop else set()
    named |= holding | {key for key, signs in oracle.FILLED_BY.items() if holding & set(signs)}
    for ruling in _rulings(verdict):
        assert bool(ruling.because) == (ruling.action != "ok")
        for reason in ruling.because:
            assert reason.condition in named
            assert reason.why
            assert reason.grade in "ABCDTX"
            assert reason.references
            assert set(reason.references) <= set(atlas.references)


@lawful
@given(answers=ANSWERS)
def test_the_reasons_are_reasons_for_what_applies_and_told_once(atlas: Atlas, answers: Answers) -> None:
    for ruling in _rulings(screen(atlas, answers)):
        asked = [reason.action for reason in ruling.because]
        assert asked == sorted(asked, key=ACTIONS.index)
        assert list(dict.fromkeys(asked)) == (_applying(ruling) if ruling.because else [])
        assert len(set(ruling.because)) == len(ruling.because)


@lawful
@given(answers=ANSWERS)
def test_what_else_applies_is_less_strict_and_never_ok(atlas: Atlas, answers: Answers) -> None:
    for ruling in _rulings(screen(atlas, answers)):
        assert ruling.action not in ruling.also
        assert "ok" not in ruling.also
        assert _applying(ruling) == sorted(set(_applying(ruling)), key=ACTIONS.index)


@lawful
@given(answers=WITH_LOCK)
def test_an_emergency_leaves_nothing_and_a_same_day_stop_leaves_what_has_no_family(
    atlas: Atlas, answers: Answers
) -> None:
    verdict, without = screen(atlas, answers), screen(atlas, replace(answers, red_flags=frozenset()))
    assert verdict.locked
    assert verdict.stop
    assert {ruling.action for ruling in verdict.families.values()} == {"avoid"}
    for item in items(atlas):
        open_now = verdict.stop.level == "U" and not item.families
        assert verdict.at(item).action == (without.at(item).action if open_now else "avoid"), item.id


@lawful
@given(answers=WITH_MILD_STOP)
def test_a_sign_that_locks_nothing_leaves_each_family_as_strict_as_its_effect(atlas: Atlas, answers: Answers) -> None:
    verdict = screen(atlas, answers)
    assert verdict.stop
    assert verdict.stop.level == "S"
    for flag in verdict.stop.flags:
        for family, action in oracle.EFFECT[flag].items():
            if family in FAMILIES:
                assert ACTIONS.index(verdict.families[family].action) <= ACTIONS.index(action), (flag, family)


@lawful
@given(answers=ANSWERS, locked=WITH_LOCK, cleared=st.frozensets(st.sampled_from(CLEARABLE), max_size=3))
def test_clearing_signs_is_as_if_only_the_conditions_that_they_fill_in_were_there(
    atlas: Atlas, answers: Answers, locked: Answers, cleared: frozenset[str]
) -> None:
    both = replace(answers, red_flags=answers.red_flags | locked.red_flags)
    filled = {key for key, signs in FILLED_BY.items() if cleared & both.red_flags & set(signs)}
    without = replace(both, red_flags=both.red_flags - cleared, conditions=both.conditions | filled)
    other_names = {flag for key, flag in SAME_AS_FLAG.items() if key in both.conditions | both.unsure}
    if not other_names & cleared:
        assert screen(atlas, replace(both, cleared=cleared)) == screen(atlas, without)


@lawful
@given(flags=st.frozensets(st.sampled_from(tuple(LEVEL)), min_size=2), answers=ANSWERS)
def test_the_stop_lists_every_sign_the_gravest_first(atlas: Atlas, flags: frozenset[str], answers: Answers) -> None:
    stop = screen(atlas, replace(answers, red_flags=flags)).stop
    assert stop
    assert flags <= set(stop.flags)
    levels = [LEVEL[flag] for flag in stop.flags]
    assert levels == sorted(levels, key="EUS".index)
    assert stop.level == levels[0]
    assert stop.action == atlas.red_flags[stop.flags[0]].action


@lawful
@given(answers=ANSWERS)
def test_no_answers_make_it_say_that_all_is_well(atlas: Atlas, answers: Answers) -> None:
    verdict = screen(atlas, answers)
    for said in _words(verdict):
        assert not REASSURING.search(said)
    assert in_lines(verdict).endswith("\nThis is not a diagnosis.")


def test_neither_nothing_nor_everything_makes_it_say_that_all_is_well(atlas: Atlas) -> None:
    for answers in (Answers(), Answers(frozenset(LEVEL), frozenset(CONDITIONS), frozenset(CONDITIONS))):
        verdict = screen(atlas, answers)
        for said in (repr(verdict), *_words(verdict), json.dumps(as_json(verdict))):
            assert not REASSURING.search(said)


# ---- what cannot be understood --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (Answers(red_flags=frozenset({"RF99"})), "unknown stop sign 'RF99'"),
        (Answers(red_flags=frozenset({"RF01e"})), "unknown stop sign 'RF01e'"),
        (Answers(cleared=frozenset({"RF55"})), "unknown stop sign 'RF55'"),
        (
            Answers(conditions=frozenset({"fever_unwel"})),
            "unknown condition 'fever_unwel'; did you mean 'fever_unwell'?",
        ),
        (Answers(unsure=frozenset({"pregnant"})), "unknown condition 'pregnant'; did you mean 'pregnancy'?"),
        (Answers(sites=frozenset({ConditionSite("fractur", "calf", "left")})), "unknown condition 'fractur'"),
        (
            Answers(sites=frozenset({ConditionSite("fracture", "calv", "left")})),
            "unknown place 'calv'; did you mean 'calf'?",
        ),
    ],
)
def test_an_unknown_answer_is_refused_and_never_left_out(atlas: Atlas, answers: Answers, told: str) -> None:
    with pytest.raises(UnknownAnswerError, match=f"^{re.escape(told)}"):
        screen(atlas, answers)


def test_an_own_condition_of_a_clinic_counts_like_any_other(atlas: Atlas) -> None:
    own = atlas.conditions["fever_unwell"].model_copy(update={"id": "own", "filled_by": ()})
    wider = atlas.model_copy(update={"conditions": {**atlas.conditions, "own": own}})
    verdict = screen(wider, Answers(conditions=frozenset({"own"})))
    pillow = {remedy.id for remedy in remedies(atlas) if not remedy.families}
    allowed = {key for key, ruling in {**verdict.techniques, **verdict.tools}.items() if ruling.action == "ok"}
    assert allowed == pillow == {"positioning_pillow"}
