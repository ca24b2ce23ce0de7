"""What lies under each pain place: the table that people read is the one that the geometry gives."""

from __future__ import annotations

import pytest

from explorer.bodymap.beneath import mask, regions_at_the_edges, regions_under
from explorer.content import Atlas
from explorer.content.models import View

pytestmark = pytest.mark.shipped

REMEDY = "run `python -m explorer.bodymap.beneath` and write what it says to data/places.yaml"


@pytest.mark.slow
def test_the_table_of_regions_under_each_place_is_that_of_the_geometry(atlas: Atlas) -> None:
    wrong = []
    for place in atlas.places.values():
        table = {beneath.view: beneath.regions for beneath in place.beneath}
        found = {view: regions_under(atlas, place.id, view) for view in atlas.geometry.places[place.id]}
        wrong += [f"{place.id}: {table} is in the table, {found} in the geometry"] if table != found else []
    assert not wrong, "\n".join([REMEDY, *wrong])


@pytest.mark.slow
def test_the_regions_at_the_edges_of_each_place_are_those_that_the_geometry_gives(atlas: Atlas) -> None:
    wrong = [
        f"{place.id}: {place.edges} is in the table, {found} in the geometry"
        for place in atlas.places.values()
        if set(place.edges) != set(found := regions_at_the_edges(atlas, place.id))
    ]
    assert not wrong, "\n".join([REMEDY, *wrong])


def test_nerves_close_the_list_under_a_place_and_nothing_is_told_twice(atlas: Atlas) -> None:
    for place in atlas.places.values():
        for beneath in place.beneath:
            of_nerve = [atlas.regions[region].nerve_relation.kind == "is" for region in beneath.regions]
            assert of_nerve == sorted(of_nerve), f"{place.id} ({beneath.view}): nerves close the list; {REMEDY}"
            assert len(set(beneath.regions)) == len(beneath.regions)


@pytest.mark.parametrize("view", ["posterior", "anterior"])
def test_a_mask_counts_one_cell_for_each_square_millimetre_and_leaves_holes_open(atlas: Atlas, view: View) -> None:
    square = ((10.0, 100.0), (59.0, 100.0), (59.0, 149.0), (10.0, 149.0))
    hole = ((20.0, 110.0), (29.0, 110.0), (29.0, 119.0), (20.0, 119.0))
    picture = atlas.geometry.pictures[view]
    assert mask(picture, ((square,),)).histogram()[-1] == 2500
    assert mask(picture, ((square, hole),)).histogram()[-1] == 2400
