"""To name a place never makes a rule weaker at what lies there: only elsewhere one may go gently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.care.screening import Answers, ConditionSite, screen
from explorer.content import Atlas
from explorer.content.location import Location
from explorer.content.models import FAMILIES, ShapeSide
from tests.care.oracle import CONDITIONS, LOCAL, PLACES, SAME_AS_FLAG, SIDES, without_sides
from tests.laws import law
from tests.shipped.grid import Cells, cells, union
from tests.shipped.table import items

pytestmark = pytest.mark.shipped

lawful, slowly = law(250), law(30)
LAYERS = ("surface", "deep", "nerve")
LEAST_MM2 = 100  # a square centimetre
NO_STOP = tuple(key for key in CONDITIONS if key not in SAME_AS_FLAG)
SITES = st.builds(ConditionSite, st.sampled_from(LOCAL), st.sampled_from(PLACES), st.sampled_from(SIDES))


def _drawn_under(atlas: Atlas, place: str) -> set[str]:
    """What the outlines show under a place in any view, counted anew."""
    found = set()
    for view, outline in atlas.geometry.places[place].items():
        here = cells(outline.polygons)
        for region, shape in _shapes(atlas, view):
            if (here & shape).area >= LEAST_MM2:
                found.add(region)
    return found


def _shapes(atlas: Atlas, view: str) -> Iterator[tuple[str, Cells]]:
    """What each layer of a view shows of each region on the right and in the middle."""
    picture = next(each for key, each in atlas.geometry.pictures.items() if key == view)
    for name in LAYERS:
        own: dict[str, list[Cells]] = {}
        for shape in next(shapes for key, shapes in picture.layers.items() if key == name):
            if shape.id in atlas.region_of:
                own.setdefault(atlas.region_of[shape.id], []).append(cells(shape.polygons))
        yield from ((region, union(parts)) for region, parts in own.items())


@pytest.mark.slow
def test_every_region_that_the_outlines_show_under_a_place_in_any_view_is_under_it(atlas: Atlas) -> None:
    tried = 0
    for place in atlas.places.values():
        missing = _drawn_under(atlas, place.id) - place.under
        assert not missing, f"data/places.yaml: {place.id}: add to edges: {sorted(missing)}"
        tried += len(place.under)
    assert tried > 200


def test_what_no_outline_shows_but_lies_there_is_under_a_place(atlas: Atlas) -> None:
    expected = {
        "heel_sole": {"sole"}, "sit_bone": {"biceps_femoris", "semitendinosus", "semimembranosus"},
        "outer_thigh": {"tensor_fasciae_latae"}, "inner_shin": {"tibialis_posterior"},
    }  # fmt: skip
    for place, regions in expected.items():
        assert regions <= atlas.places[place].under, f"data/places.yaml: {place}: add to also"


def test_nothing_stands_twice_under_a_place(atlas: Atlas) -> None:
    for place in atlas.places.values():
        drawn = {region for each in place.beneath for region in each.regions}
        assert not drawn & {*place.also, *place.edges}, place.id
        assert not set(place.also) & set(place.edges), place.id


def _locations(region: str, side: ShapeSide) -> Iterator[str]:
    sides: tuple[ShapeSide, ...] = ("midline",) if region in without_sides() else ("left", "right")
    for each in sides:
        if side in (each, "midline") or each == "midline":
            yield str(Location(region, each))


@lawful
@given(site=SITES, others=st.frozensets(st.sampled_from(NO_STOP), max_size=3))
def test_a_named_place_is_as_strict_at_what_lies_there_as_no_place_at_all(
    atlas: Atlas, site: ConditionSite, others: frozenset[str]
) -> None:
    anywhere = Answers(conditions=others | {site.condition})
    named = replace(anywhere, sites=frozenset({site}))
    before, after = screen(atlas, anywhere), screen(atlas, named)
    for region in atlas.places[site.place].under:
        for location in _locations(region, site.side):
            for item in items(atlas):
                assert after.at(item, location).action == before.at(item, location).action, (location, item.id)
            for family in FAMILIES:
                here = after.regions.get(location, after.families).get(family, after.families[family])
                assert here.action == before.families[family].action, (location, family)


@slowly
@given(site=SITES, others=st.frozensets(st.sampled_from(NO_STOP), max_size=3))
def test_a_named_place_loosens_only_what_lies_elsewhere_and_only_to_go_gently(
    atlas: Atlas, site: ConditionSite, others: frozenset[str]
) -> None:
    anywhere = Answers(conditions=others | {site.condition})
    before, after = screen(atlas, anywhere), screen(atlas, replace(anywhere, sites=frozenset({site})))
    there = {where for region in atlas.places[site.place].under for where in _locations(region, site.side)}
    for region in atlas.regions:
        for location in _locations(region, "midline"):
            for item in items(atlas):
                was, now = (verdict.at(item, location).action for verdict in (before, after))
                assert now == was or (location not in there and (was, now) == ("avoid_locally", "modify")), location
