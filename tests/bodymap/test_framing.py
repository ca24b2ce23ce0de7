"""Going to a region from the list: a picture that shows it, close enough to see it."""

from __future__ import annotations

import pytest

from explorer.bodymap import focus_for, picture_for, picture_of_most, pictures_of, targets
from explorer.bodymap.shapes import Target
from explorer.content import Atlas
from explorer.content.models import FOCUSES, LAYERS, VIEWS, Focus

pytestmark = pytest.mark.shipped

NAME_MM = 20  # a name may stand just outside the slice: the fibula's does, at the ankle


def test_a_picture_that_shows_the_region_well_is_kept(atlas: Atlas) -> None:
    for region in atlas.regions:
        shown = {(view, layer): visible for view, layer, visible in pictures_of(atlas, region)}
        for picture, visible in shown.items():
            if visible >= 0.5 * max(shown.values()):
                assert picture_for(atlas, region, *picture)[:2] == picture


def test_otherwise_the_list_leads_to_another_layer_or_else_to_the_picture_that_shows_most(atlas: Atlas) -> None:
    turned = 0
    for region in atlas.regions:
        shown = {(view, layer): visible for view, layer, visible in pictures_of(atlas, region)}
        good = {picture: visible for picture, visible in shown.items() if visible >= 0.5 * max(shown.values())}
        for here in ((view, layer) for view in VIEWS for layer in LAYERS):
            there = picture_for(atlas, region, *here)[:2]
            assert there in good, f"{region} is hardly seen in {there}"
            if here not in good:
                of_view = {picture: visible for picture, visible in good.items() if picture[0] == here[0]}
                assert shown[there] == max((of_view or shown).values())
                turned += there[0] != here[0]
    assert turned > len(atlas.regions)


def test_a_pain_place_is_seen_on_the_skin_of_the_present_view_where_it_has_one(atlas: Atlas) -> None:
    for place in atlas.places.values():
        views = [beneath.view for beneath in place.beneath]
        for view, layer in ((view, layer) for view in VIEWS for layer in LAYERS):
            there = view if view in views else views[0]
            assert picture_for(atlas, place.id, view, layer) == (there, "skin", place.area)


def test_the_focus_of_a_region_shows_most_of_it_and_no_other_focus_shows_more(atlas: Atlas) -> None:
    for region in atlas.regions:
        for view, layer, _ in pictures_of(atlas, region):
            focus = focus_for(atlas, [region], view, layer)
            if focus == "whole":
                continue
            target = next(target for target in targets(atlas, view, layer, "right") if target.id == region)
            parts = {other: _part_shown(atlas, other, target) for other in FOCUSES if other != "whole"}
            assert parts[focus] == max(parts.values()) > 0.6, f"{region} ({view}, {layer}): {focus}"
            _assert_name_near_slice(atlas, focus, target)


def _part_shown(atlas: Atlas, focus: Focus, target: Target) -> float:
    """How much of the height of a target lies in the slice of a focus."""
    heights = [v for rings in target.polygons for ring in rings for _, v in ring]
    low, high, area = min(heights), max(heights), atlas.areas[focus]
    return (min(high, area.top_mm) - max(low, area.bottom_mm)) / (high - low)


def _assert_name_near_slice(atlas: Atlas, focus: Focus, target: Target) -> None:
    area, height = atlas.areas[focus], target.label_point[1]
    assert area.bottom_mm - NAME_MM <= height <= area.top_mm + NAME_MM, f"{target.id}: its name is out of {focus}"


def test_short_regions_are_shown_close_and_long_ones_whole(atlas: Atlas) -> None:
    assert focus_for(atlas, ["piriformis"], "posterior", "deep") == "buttock"
    assert focus_for(atlas, ["soleus"], "posterior", "deep") == "calf"
    assert focus_for(atlas, ["achilles_tendon"], "posterior", "surface") == "calf"
    assert focus_for(atlas, ["sole"], "posterior", "surface") == "foot"
    assert focus_for(atlas, ["iliotibial_tract"], "lateral", "surface") == "whole"


def test_a_picture_that_does_not_show_the_region_is_looked_at_whole(atlas: Atlas) -> None:
    assert focus_for(atlas, ["piriformis"], "anterior", "skin") == "whole"


def test_the_picture_of_most_is_one_that_no_other_picture_of_muscles_beats(atlas: Atlas) -> None:
    for regions in ({"soleus", "gastrocnemius"}, {"quadriceps", "sartorius"}, {"iliotibial_tract"}, {"lumbar_spine"}):
        shown = {
            (view, layer): len(regions & {target.id for target in targets(atlas, view, layer, "right")})
            for view in VIEWS
            for layer in LAYERS
            if layer in ("surface", "deep")
        }
        assert shown[picture_of_most(atlas, regions, VIEWS)] == max(shown.values()), regions
        assert picture_of_most(atlas, regions, ["lateral"])[0] == "lateral"
