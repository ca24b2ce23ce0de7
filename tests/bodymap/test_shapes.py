"""What can be clicked: every outline belongs to one target, and the list knows the same ids as the map."""

from __future__ import annotations

from collections import Counter

import pytest

from explorer.bodymap import pictures_of, targets
from explorer.content import Atlas
from explorer.content.models import LAYERS, VIEWS, Layer, Side, View
from tests.bodymap.body import EVERY, drawn, flip, holds
from tests.shipped.table import table

pytestmark = pytest.mark.shipped

SILENT = ("mid_back", "belly", "inner_thigh", "front_knee")  # the places to which no route of the table leads


@pytest.mark.parametrize(("view", "side", "layer"), EVERY)
def test_every_outline_belongs_to_one_target_of_the_region_that_owns_it(
    atlas: Atlas, view: View, side: Side, layer: Layer
) -> None:
    expected = Counter(
        (entry.location, polygon) for entry in drawn(atlas, view, side, layer) for polygon in entry.polygons
    )
    found = targets(atlas, view, layer, side)
    assert Counter((target.location, polygon) for target in found for polygon in target.polygons) == expected
    assert len({target.location for target in found}) == len(found)


@pytest.mark.parametrize("view", ["posterior", "anterior"])
@pytest.mark.parametrize("layer", LAYERS)
def test_every_right_target_has_a_mirrored_left_twin(atlas: Atlas, view: View, layer: Layer) -> None:
    found = {target.location: target for target in targets(atlas, view, layer, "right")}
    rights = {target.id for target in found.values() if target.side == "right"}
    assert rights == {target.id for target in found.values() if target.side == "left"}
    for key in rights:
        right, left = found[f"{key}:right"], found[f"{key}:left"]
        assert left.polygons == flip(right.polygons)
        assert left.label_point == (-right.label_point[0], right.label_point[1])


@pytest.mark.parametrize("layer", LAYERS)
def test_the_lateral_left_is_the_mirror_of_the_lateral_right(atlas: Atlas, layer: Layer) -> None:
    right, left = (targets(atlas, "lateral", layer, side) for side in ("right", "left"))
    assert [t.polygons for t in left] == [flip(t.polygons) for t in right]
    assert [t.id for t in left] == [t.id for t in right]
    assert {t.side for t in right} <= {"right", "midline"}
    assert {t.side for t in left} <= {"left", "midline"}


@pytest.mark.parametrize(("view", "side", "layer"), EVERY)
def test_a_name_stands_inside_the_target_it_names(atlas: Atlas, view: View, side: Side, layer: Layer) -> None:
    outside = [t.location for t in targets(atlas, view, layer, side) if not holds(t.polygons, *t.label_point)]
    assert not outside, f"move the label_point of {outside} in data/atlas/ into its shape ({view}, {layer})"


def test_the_skin_shows_the_pain_places_and_each_of_them_in_some_view(atlas: Atlas) -> None:
    shown = [target for view in VIEWS for target in targets(atlas, view, "skin", "right")]
    assert {target.kind for target in shown} == {"place"}
    assert {target.id for target in shown} == set(atlas.places)
    named = {place for row in table("pain_routing_ids") for place in row["zones"].split()}
    assert {*named, *SILENT} <= set(atlas.places)


def test_the_list_and_the_map_hold_the_same_regions(atlas: Atlas) -> None:
    inner = [layer for layer in LAYERS if layer != "skin"]
    on_map = {t.id for view in VIEWS for layer in inner for t in targets(atlas, view, layer, "right")}
    assert on_map == set(atlas.regions)


def test_pictures_of_a_region_are_those_that_show_a_target_of_it(atlas: Atlas) -> None:
    found = {(region, view, layer) for region in atlas.regions for view, layer, _ in pictures_of(atlas, region)}
    shown = {
        (target.id, view, layer)
        for view in VIEWS
        for layer in LAYERS
        for target in targets(atlas, view, layer, "right")
        if target.kind == "region"
    }
    assert found == shown
    assert all(visible > 0 for region in atlas.regions for *_, visible in pictures_of(atlas, region))
