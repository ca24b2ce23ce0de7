"""Where it hurts: what is asked first, what is worth a look, and laws that hold for every drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.pain import (
    AnySide,
    Candidate,
    Drawing,
    Finding,
    PainSite,
    also_hurts_there,
    assess,
    is_in_both_legs,
    must_be_asked,
    pain_roots_of,
    patterns_of,
)
from explorer.care.pain_words import root
from explorer.content import Atlas, load_atlas
from explorer.content.models import (
    FEELINGS,
    GRADES,
    LEVELS,
    REGISTERS,
    ROOTS,
    WORSE,
    Feeling,
    Register,
    ShapeSide,
    Worse,
)
from tests.laws import law
from tests.shipped.table import table

pytestmark = pytest.mark.shipped

lawful = law(200)

ATLAS = load_atlas()  # the places are those of the content: a law that names its own would miss new ones
ON: dict[str, tuple[ShapeSide, ...]] = {
    place: ("left", "right") if ATLAS.has_sides(place) else ("midline",) for place in ATLAS.places
}
SPOTS = tuple((place, side) for place, sides in ON.items() for side in sides)
MIRRORED: dict[str, AnySide] = {"left": "right", "right": "left", "midline": "midline", "both": "both"}
NO_REGIONS = ("back_of_knee", "groin")  # their routes name none
NO_ROUTE = ("mid_back", "belly", "inner_thigh", "front_knee")


def _site(spot: tuple[str, ShapeSide], feels: Iterable[Feeling] = (), strength: int | None = None) -> PainSite:
    return PainSite(*spot, frozenset(feels), strength)


def _drawing(*spots: str, feels: Iterable[Feeling] = (), worse: Iterable[Worse] = ()) -> Drawing:
    """A drawing of places on the right, or of ``place:side``, that all feel alike."""
    marked = (spot.partition(":") for spot in spots)
    sites = (_site((place, side or ON[place][-1]), feels) for place, _, side in marked)
    return Drawing(frozenset(sites), frozenset(worse))


def _asked(atlas: Atlas, drawing: Drawing) -> set[str]:
    return {flag.id for flag in must_be_asked(atlas, drawing)}


FEELS = st.frozensets(st.sampled_from(FEELINGS), max_size=3)
SITES = st.builds(_site, st.sampled_from(SPOTS), FEELS, st.none() | st.integers(0, 10))
WORSENED: st.SearchStrategy[frozenset[Worse]] = st.frozensets(st.sampled_from(WORSE), max_size=3)


def _drawings(least: int) -> st.SearchStrategy[Drawing]:
    sites = st.lists(SITES, min_size=least, max_size=5, unique_by=lambda site: (site.place, site.side))
    return st.builds(Drawing, sites.map(frozenset), WORSENED)


ANY, SOME = _drawings(0), _drawings(1)
READERS = st.sampled_from(REGISTERS)


# ---- what is asked first -------------------------------------------------------------------------------


@lawful
@given(worse=WORSENED)
def test_nothing_is_asked_and_nothing_found_when_nothing_is_drawn(atlas: Atlas, worse: frozenset[Worse]) -> None:
    drawing = Drawing(worse=worse)
    assert must_be_asked(atlas, drawing) == ()
    for register in REGISTERS:
        assert assess(atlas, drawing, register) == Finding((), (), (), (), ())


@lawful
@given(drawing=SOME)
def test_the_first_stop_sign_is_asked_whatever_is_drawn_and_the_gravest_come_first(
    atlas: Atlas, drawing: Drawing
) -> None:
    asked = must_be_asked(atlas, drawing)
    assert [flag.id for flag in asked[:4]] == ["RF02", "RF04a", "RF03", "RF23"]
    assert [flag.level for flag in asked] == sorted((flag.level for flag in asked), key=LEVELS.index)
    assert len(set(asked)) == len(asked)


def test_the_gravest_comes_first_in_whatever_order_the_content_has_them(atlas: Atlas) -> None:
    turned = atlas.model_copy(update={"red_flags": dict(reversed(atlas.red_flags.items()))})
    asked = must_be_asked(turned, _drawing("back_of_knee", "low_back_middle"))
    assert [flag.level for flag in asked] == sorted((flag.level for flag in asked), key=LEVELS.index)
    assert {flag.level for flag in asked} == set(LEVELS)


@lawful
@given(drawing=SOME, more=SITES, feeling=st.sampled_from(FEELINGS), worse=st.sampled_from(WORSE))
def test_more_drawn_never_means_less_asked(
    atlas: Atlas, drawing: Drawing, more: PainSite, feeling: Feeling, worse: Worse
) -> None:
    asked = _asked(atlas, drawing)
    first = min(drawing.sites, key=lambda site: (site.place, site.side))
    felt = replace(first, feels=first.feels | {feeling})
    assert asked <= _asked(atlas, replace(drawing, sites=drawing.sites | {more}))
    assert asked <= _asked(atlas, replace(drawing, sites=drawing.sites - {first} | {felt}))
    assert asked <= _asked(atlas, replace(drawing, worse=drawing.worse | {worse}))


@pytest.mark.parametrize("feeling", ["numb", "weak"])
@pytest.mark.parametrize(("place", "side"), SPOTS)
def test_numb_or_weak_anywhere_asks_for_weakness(atlas: Atlas, place: str, side: ShapeSide, feeling: Feeling) -> None:
    drawing = Drawing(frozenset([_site((place, side), [feeling])]))
    assert {"RF01a", "RF01b", "RF01c", "RF01d", "RF06"} <= _asked(atlas, drawing)


def test_an_ache_where_no_route_leads_asks_only_for_what_is_always_asked(atlas: Atlas) -> None:
    always = {key for key, flag in atlas.red_flags.items() if flag.asked_with and flag.asked_with.always}
    emergencies = {row["id"] for row in table("red_flags_v2") if row["level"] == "E"}
    assert emergencies <= always
    for place in NO_ROUTE:
        brought = {key for key, flag in atlas.red_flags.items() if flag.asked_with and place in flag.asked_with.places}
        assert _asked(atlas, _drawing(place, feels=["ache"])) == always | brought


def test_every_sign_of_the_table_but_age_alone_can_be_brought_up(atlas: Atlas) -> None:
    drawings = [_drawing(*ON, feels=FEELINGS, worse=WORSE), _drawing("calf:left", "calf:right")]
    asked = {flag for drawing in drawings for flag in _asked(atlas, drawing)}
    missing = {row["id"] for row in table("red_flags_v2")} - asked
    assert missing == {"RF27b"}, "age alone is asked in the safety check"


@lawful
@given(drawing=ANY)
def test_both_legs_ask_for_the_emergency_and_for_a_narrow_spine(atlas: Atlas, drawing: Drawing) -> None:
    legs = {site.side for site in drawing.sites if site.place not in ("mid_back", "belly", "low_back_side")}
    both = {"left", "right"} <= legs
    assert is_in_both_legs(atlas, drawing) is both
    asked = _asked(atlas, drawing)
    standing = "standing" in drawing.worse and bool(drawing.sites)
    assert {"RF01d", "RF15"} <= asked if both else ("RF15" in asked) == standing


def test_both_sides_of_the_low_back_are_not_both_legs(atlas: Atlas) -> None:
    assert not is_in_both_legs(atlas, _drawing("low_back_side:left", "low_back_side:right", "calf:right"))
    assert is_in_both_legs(atlas, _drawing("deep_buttock:left", "outer_foot:right"))


@pytest.mark.parametrize("place", ["calf", "back_of_knee"])
def test_a_sore_calf_or_back_of_the_knee_asks_for_a_clot(atlas: Atlas, place: str) -> None:
    assert "RF05" in _asked(atlas, _drawing(place))
    assert "RF02" in _asked(atlas, _drawing(place))


@pytest.mark.parametrize(("worse", "flag"), [("night", "RF12c"), ("walking", "RF14")])
def test_what_makes_it_worse_asks_for_its_stop_sign(atlas: Atlas, worse: Worse, flag: str) -> None:
    assert flag in _asked(atlas, _drawing("outer_shin", worse=[worse]))
    assert flag not in _asked(atlas, _drawing("outer_shin"))


def test_an_id_that_was_split_asks_for_every_part_that_is_for_everybody(atlas: Atlas) -> None:
    route = atlas.routing["inner_shin"].model_copy(update={"asks": ("RF08", "RF17", "RF20a")})
    own = atlas.model_copy(update={"routing": {**atlas.routing, "inner_shin": route}})
    asked = _asked(own, _drawing("inner_shin"))
    assert {"RF08a", "RF08b", "RF08c", "RF08d", "RF20a"} <= asked
    assert not {"RF17b", "RF20b"} & asked


def test_what_a_route_asks_is_asked_with_its_place(atlas: Atlas) -> None:
    for route in atlas.routing.values():
        for place in route.places:
            meant = {flag.id for key in route.asks for flag in atlas.signs(key) if flag.id == key or not flag.asked_if}
            assert meant <= _asked(atlas, _drawing(place)), place


# ---- order and sides -----------------------------------------------------------------------------------


@lawful
@given(drawing=SOME, passing=st.lists(SITES, max_size=3), rng=st.randoms(use_true_random=False), register=READERS)
def test_the_order_of_taps_does_not_matter(
    atlas: Atlas, drawing: Drawing, passing: list[PainSite], rng: Random, register: Register
) -> None:
    there = {(site.place, site.side) for site in drawing.sites}
    taps = [*drawing.sites, *(2 * [site for site in passing if (site.place, site.side) not in there])]
    rng.shuffle(taps)
    tapped = Drawing(_after(taps), frozenset(rng.sample(sorted(drawing.worse), len(drawing.worse))))
    assert tapped == drawing
    assert must_be_asked(atlas, tapped) == must_be_asked(atlas, drawing)
    assert assess(atlas, tapped, register) == assess(atlas, drawing, register)


def _after(taps: list[PainSite]) -> frozenset[PainSite]:
    """What is marked when each tap marks its place or takes the mark off."""
    marked: frozenset[PainSite] = frozenset()
    for site in taps:
        marked = marked ^ {site}
    return marked


@lawful
@given(drawing=ANY, register=READERS)
def test_left_and_right_mirror(atlas: Atlas, drawing: Drawing, register: Register) -> None:
    other = replace(drawing, sites=frozenset(replace(site, side=MIRRORED[site.side]) for site in drawing.sites))
    here, there = assess(atlas, drawing, register), assess(atlas, other, register)
    assert [candidate.region for candidate in there.candidates] == [candidate.region for candidate in here.candidates]
    assert {replace(candidate, side=MIRRORED[candidate.side]) for candidate in here.candidates} == set(there.candidates)
    assert {where._replace(side=MIRRORED[where.side]) for where in here.near} == set(there.near)
    assert replace(here, candidates=(), near=()) == replace(there, candidates=(), near=())
    assert must_be_asked(atlas, other) == must_be_asked(atlas, drawing)


def test_both_sides_alike_are_said_once_and_else_the_side_is_told(atlas: Atlas) -> None:
    both = assess(atlas, _drawing("calf:left", "calf:right"), "patient")
    first = [(candidate.region, candidate.side) for candidate in both.candidates[:2]]
    assert first == [("gastrocnemius", "both"), ("soleus", "both")]
    one = assess(atlas, _drawing("calf:left"), "patient")
    assert {candidate.side for candidate in one.candidates} == {"left"}
    unlike = assess(atlas, _drawing("deep_buttock:left", "upper_buttock:left", "deep_buttock:right"), "patient")
    assert [found.side for found in unlike.candidates if found.region == "piriformis"] == ["left", "right"]


@lawful
@given(drawing=SOME, register=READERS)
def test_what_is_in_the_middle_has_no_side_and_what_has_sides_is_not_in_the_middle(
    atlas: Atlas, drawing: Drawing, register: Register
) -> None:
    for candidate in assess(atlas, drawing, register).candidates:
        assert (candidate.side == "midline") is (candidate.region in atlas.in_the_middle)


# ---- what is worth a look ------------------------------------------------------------------------------


@lawful
@given(drawing=SOME, register=READERS)
def test_every_region_has_a_reason_that_was_drawn(atlas: Atlas, drawing: Drawing, register: Register) -> None:
    found = assess(atlas, drawing, register)
    assert len({(candidate.region, candidate.side) for candidate in found.candidates}) == len(found.candidates)
    for candidate in found.candidates:
        assert candidate.named_for or candidate.felt_at
        assert {*candidate.named_for, *candidate.felt_at} <= drawing.places
        assert set(candidate.worse) <= drawing.worse
        assert list(candidate.worse) == sorted(candidate.worse), "in a steady order"
        for place in candidate.named_for:
            assert any(place in route.places and candidate.region in route.regions for route in found.routes)
        for place in candidate.felt_at:
            reaching = (atlas.patterns[key] for key in candidate.patterns)
            assert any(place in (*pattern.main, *pattern.sometimes) for pattern in reaching)
        assert _sides_drawn(drawing, candidate) or candidate.side == "midline"


def _sides_drawn(drawing: Drawing, candidate: Candidate) -> bool:
    """Whether each of its reasons is marked on its side, or in the middle."""
    sides = {"left", "right"} if candidate.side == "both" else {candidate.side}
    reasons = {*candidate.named_for, *candidate.felt_at}
    marked = {(site.place, site.side) for site in drawing.sites}
    return all((place, side) in marked or (place, "midline") in marked for place in reasons for side in sides)


@lawful
@given(drawing=SOME, register=READERS)
def test_regions_come_in_the_order_of_the_stated_rule(atlas: Atlas, drawing: Drawing, register: Register) -> None:
    found = assess(atlas, drawing, register)

    def turn(candidate: Candidate) -> int:
        turns = [route.regions.index(candidate.region) for route in found.routes if candidate.region in route.regions]
        return min(turns, default=99)

    rule = [
        (
            -len({*candidate.named_for, *candidate.felt_at}),
            not candidate.named_for,
            turn(candidate),
            GRADES.index(candidate.grade) if candidate.grade else 99,
            -len(candidate.worse),
        )
        for candidate in found.candidates
    ]
    assert rule == sorted(rule)


@lawful
@given(drawing=SOME, register=READERS)
def test_the_order_of_the_routes_in_the_content_does_not_matter(
    atlas: Atlas, drawing: Drawing, register: Register
) -> None:
    turned = atlas.model_copy(update={"routing": dict(reversed(atlas.routing.items()))})
    assert assess(turned, drawing, register).candidates == assess(atlas, drawing, register).candidates


def test_the_grade_is_the_best_of_the_patterns_that_reach_the_place(atlas: Atlas) -> None:
    (medius,) = (candidate for candidate in assess(atlas, _drawing("side_hip"), "clinician").candidates
                 if candidate.region == "gluteus_medius")  # fmt: skip
    assert medius.patterns == ("gluteus_medius", "gluteal_tendon")
    assert [atlas.patterns[key].grade for key in medius.patterns] == ["D", "B"]
    assert medius.grade == "B"


@lawful
@given(drawing=SOME)
def test_a_patient_sees_no_pattern_of_grade_d_that_is_not_meant_for_patients(atlas: Atlas, drawing: Drawing) -> None:
    ours = {candidate.region: candidate for candidate in assess(atlas, drawing, "clinician").candidates}
    for candidate in assess(atlas, drawing, "patient").candidates:
        patterns = [atlas.patterns[key] for key in candidate.patterns]
        assert all(pattern.grade != "D" or pattern.for_patients for pattern in patterns)
        assert candidate.named_for or patterns
        assert candidate.region in ours, "a clinician sees all that a patient sees"


def test_a_clinician_sees_patterns_of_grade_d(atlas: Atlas) -> None:
    seen = {key for place in atlas.places for candidate in assess(atlas, _drawing(place), "clinician").candidates
            for key in candidate.patterns}  # fmt: skip
    assert {pattern.id for pattern in atlas.patterns.values() if pattern.grade == "D"} <= seen


def test_no_root_is_among_the_regions_worth_a_look(atlas: Atlas) -> None:
    for place in atlas.places:
        for candidate in assess(atlas, _drawing(place), "clinician").candidates:
            assert not candidate.region.startswith("root_"), place
            assert all(atlas.patterns[key].kind != "root" for key in candidate.patterns), place


@lawful
@given(places=st.sets(st.sampled_from((*NO_REGIONS, *NO_ROUTE)), min_size=1), register=READERS)
def test_where_no_route_names_a_region_none_is_proposed(atlas: Atlas, places: set[str], register: Register) -> None:
    found = assess(atlas, _drawing(*places), register)
    assert found.candidates == ()
    assert set(found.silent) == places & set(NO_ROUTE)


@lawful
@given(places=st.sets(st.sampled_from(tuple(ON)), min_size=1), register=READERS)
def test_what_lies_close_by_is_what_the_routes_name_besides_and_stands_once(
    atlas: Atlas, places: set[str], register: Register
) -> None:
    found = assess(atlas, _drawing(*places), register)
    ranked = {candidate.region for candidate in found.candidates}
    named = {key for route in atlas.routing.values() if places & set(route.places) for key in route.see_also}
    assert {where.id for where in found.near} == named - ranked
    assert len(set(found.near)) == len(found.near)


def test_what_lies_close_by_lies_on_the_side_that_hurts(atlas: Atlas) -> None:
    near = assess(atlas, _drawing("back_of_knee:left", "low_back_middle", "calf:right"), "patient").near
    assert {where.side for where in near if where.id == "biceps_femoris"} == {"left"}


def test_the_places_without_regions_and_without_a_route_are_as_said_here(atlas: Atlas) -> None:
    routed = {place: bool(route.regions) for route in atlas.routing.values() for place in route.places}
    assert {place for place, named in routed.items() if not named} == set(NO_REGIONS)
    assert set(atlas.places) - set(routed) == set(NO_ROUTE)


@lawful
@given(drawing=SOME, register=READERS)
def test_a_finding_has_no_number_and_no_verdict(atlas: Atlas, drawing: Drawing, register: Register) -> None:
    found = assess(atlas, drawing, register)
    assert not [value for part in (*found.candidates, *found.roots) for value in _numbers(asdict(part))]
    said = " ".join(text for route in found.routes for text in (route.ask_first, route.do_not, route.note or ""))
    said += " ".join(f"{p.patient} {p.differs}" for candidate in found.candidates for p in _patterns(atlas, candidate))
    stated = re.sub(r"[^.!?]*\?", "", said)  # to ask "Do you have a fever?" is no verdict
    assert not re.search(r"(?i)%|\bper ?cent\b|\byou have\b|diagnosis is", stated)


def _patterns(atlas: Atlas, candidate: Candidate) -> Iterable:
    return (atlas.patterns[key] for key in candidate.patterns)


def _numbers(value: object) -> list[object]:
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (list, tuple)):
        return [number for inner in value for number in _numbers(inner)]
    return [value] if isinstance(value, (int, float)) else []


@lawful
@given(drawing=SOME, strength=st.integers(0, 10), register=READERS)
def test_how_strong_it_is_changes_nothing_that_is_said(
    atlas: Atlas, drawing: Drawing, strength: int, register: Register
) -> None:
    other = replace(drawing, sites=frozenset(replace(site, strength=strength) for site in drawing.sites))
    assert assess(atlas, other, register) == assess(atlas, drawing, register)
    assert must_be_asked(atlas, other) == must_be_asked(atlas, drawing)


def test_a_region_that_more_of_the_places_name_or_reach_comes_first(atlas: Atlas) -> None:
    found = assess(atlas, _drawing("side_hip", "outer_thigh", "upper_buttock"), "clinician")
    first = found.candidates[0]
    assert (first.region, first.named_for) == ("gluteus_medius", ("upper_buttock", "side_hip"))
    assert first.felt_at == ("upper_buttock", "side_hip", "outer_thigh")


def test_what_makes_it_worse_decides_between_regions_that_are_else_alike(atlas: Atlas) -> None:
    plain = assess(atlas, _drawing("deep_buttock"), "clinician")
    worsened = assess(atlas, _drawing("deep_buttock", worse=["sitting"]), "clinician")
    (piriformis,) = (candidate for candidate in worsened.candidates if candidate.region == "piriformis")
    assert piriformis.worse == ("sitting",)
    assert not any(candidate.worse for candidate in plain.candidates)


@pytest.mark.parametrize("register", REGISTERS)
def test_an_unknown_place_raises_a_key_error_that_names_it(atlas: Atlas, register: Register) -> None:
    drawing = Drawing(frozenset([PainSite("elbow", "left")]))
    for ask in (lambda: must_be_asked(atlas, drawing), lambda: assess(atlas, drawing, register)):
        with pytest.raises(KeyError, match="elbow"):
            ask()


# ---- roots ---------------------------------------------------------------------------------------------


@lawful
@given(drawing=ANY, register=READERS)
def test_the_roots_are_those_of_each_place_in_their_order_down_the_spine(
    atlas: Atlas, drawing: Drawing, register: Register
) -> None:
    found = assess(atlas, drawing, register).roots
    assert [root.name for root in found] == sorted((root.name for root in found), key=ROOTS.index)
    skin = {(root.name, place) for root in found for place in root.skin}
    assert skin == {(name, place) for place in drawing.places for name in atlas.places[place].roots}
    pain = {(root.name, place) for root in found for place in root.pain}
    assert pain == {(name, place) for place in drawing.places for name in pain_roots_of(atlas, place)}


def test_where_the_pain_of_a_root_is_felt_is_not_called_its_skin(atlas: Atlas) -> None:
    found = {root.name: root for root in assess(atlas, _drawing("outer_thigh"), "patient").roots}
    assert (found["L5"].skin, found["L5"].pain) == ((), ("outer_thigh",))
    assert (found["L2"].skin, found["L2"].pain) == (("outer_thigh",), ())
    assert root(atlas, found["L5"]) == "its pain may be felt at outer thigh."
    both = next(each for each in assess(atlas, _drawing("calf"), "patient").roots if each.name == "S1")
    assert root(atlas, both) == "mostly the skin of calf. Its pain may be felt at calf."


def test_a_place_that_no_route_knows_has_no_roots_of_pain(atlas: Atlas) -> None:
    assert pain_roots_of(atlas, "belly") == frozenset()
    assert pain_roots_of(atlas, "deep_buttock") == {"L5", "S1"}


# ---- what else hurts there -----------------------------------------------------------------------------


@pytest.mark.parametrize("register", REGISTERS)
def test_for_piriformis_the_roots_s1_and_l5_are_among_the_first(atlas: Atlas, register: Register) -> None:
    others = also_hurts_there(atlas, "piriformis", register)
    assert {"root_s1", "root_l5"} <= {other.pattern.id for other in others[:4]}
    assert others[0].pattern.id == "root_s1"


@pytest.mark.parametrize("register", REGISTERS)
def test_those_that_share_most_places_come_first_and_none_is_its_own(atlas: Atlas, register: Register) -> None:
    for region in atlas.regions:
        others = also_hurts_there(atlas, region, register)
        counts = [len(other.shared) for other in others]
        assert counts == sorted(counts, reverse=True)
        assert all(counts)
        for other in others:
            assert region not in other.pattern.regions
            assert set(other.shared) <= {*other.pattern.main, *other.pattern.sometimes}
            assert register == "clinician" or other.pattern.grade != "D" or other.pattern.for_patients


def test_a_region_that_only_a_route_names_is_compared_at_the_places_of_the_route(atlas: Atlas) -> None:
    assert patterns_of(atlas, "tibialis_anterior", "clinician") == ()
    others = {other.pattern.id: other.shared for other in also_hurts_there(atlas, "tibialis_anterior", "patient")}
    assert others == {"fibular_knee": ("outer_shin",), "root_l5": ("outer_shin",)}


def test_to_share_a_place_is_mutual(atlas: Atlas) -> None:
    for region in atlas.regions:
        for other in also_hurts_there(atlas, region, "clinician"):
            for pattern in patterns_of(atlas, region, "clinician"):
                common = {*pattern.main, *pattern.sometimes} & {*other.pattern.main, *other.pattern.sometimes}
                for there in other.pattern.regions if common else ():
                    if there in pattern.regions:
                        continue
                    back = {found.pattern.id: found for found in also_hurts_there(atlas, there, "clinician")}
                    assert common <= set(other.shared), (region, other.pattern.id)
                    assert common <= set(back[pattern.id].shared), (region, there)


def test_the_patterns_of_a_region_are_those_that_name_it(atlas: Atlas) -> None:
    assert [pattern.id for pattern in patterns_of(atlas, "gluteus_medius", "clinician")] == [
        "gluteus_medius", "gluteal_tendon",
    ]  # fmt: skip
    assert [pattern.id for pattern in patterns_of(atlas, "gluteus_medius", "patient")] == ["gluteal_tendon"]
    assert patterns_of(atlas, "patella", "clinician") == ()
