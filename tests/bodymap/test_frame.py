"""From millimetres to the map: sides, mirror and scale."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.bodymap.frame import corners, lonlat, mirror, placed, sides_shown, zoom
from explorer.content.geometry import Picture

MM = st.floats(-1000, 1300, allow_nan=False)
RING = st.lists(st.tuples(MM, MM), min_size=3, max_size=6).map(tuple)
POLYGONS = st.lists(st.lists(RING, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)
PICTURE = Picture(u=(-100, 300), v=(-5, 1180), layers={})


@given(u=MM, v=MM)
def test_a_body_point_comes_back_from_the_map_to_a_hundredth_of_a_millimetre(u: float, v: float) -> None:
    lon, lat = lonlat(u, v)
    assert lon * 10_000 == pytest.approx(u, abs=0.01)
    assert lat * 10_000 + 600 == pytest.approx(v, abs=0.01)


@given(px_per_mm=st.floats(0.05, 20))
def test_zoom_gives_the_wanted_pixels_per_millimetre(px_per_mm: float) -> None:
    width_of_world_px = 512 * 2 ** zoom(px_per_mm)
    assert width_of_world_px / 360 / 10_000 == pytest.approx(px_per_mm)


@given(polygons=POLYGONS)
def test_mirror_is_its_own_inverse_and_keeps_heights(polygons: tuple) -> None:
    there = mirror(polygons)
    assert mirror(there) == polygons
    for before, after in zip(_points(polygons), _points(there), strict=True):
        assert after == (-before[0], before[1])


def _points(polygons: tuple) -> list[tuple[float, float]]:
    return [point for rings in polygons for ring in rings for point in ring]


@pytest.mark.parametrize("view", ["posterior", "anterior"])
@given(polygons=POLYGONS, shown=st.sampled_from(["left", "right"]))
def test_only_the_left_twin_is_mirrored_from_behind_and_from_the_front(view: str, polygons: tuple, shown: str) -> None:
    assert sides_shown(view, shown, "right") == ("right", "left")
    assert sides_shown(view, shown, "midline") == ("midline",)
    assert placed(view, polygons, "left", shown) == mirror(polygons)
    assert placed(view, polygons, "right", shown) == placed(view, polygons, "midline", shown) == polygons


@given(polygons=POLYGONS)
def test_the_lateral_left_mirrors_everything_the_midline_too(polygons: tuple) -> None:
    for on in ("left", "midline"):
        assert placed("lateral", polygons, on, "left") == mirror(polygons)
    for on in ("right", "midline"):
        assert placed("lateral", polygons, on, "right") == polygons
    assert sides_shown("lateral", "left", "right") == ("left",)
    assert sides_shown("lateral", "right", "right") == ("right",)


def test_corners_go_clockwise_from_top_left_and_a_mirrored_plate_runs_the_other_way() -> None:
    assert corners(PICTURE) == [lonlat(-100, 1180), lonlat(300, 1180), lonlat(300, -5), lonlat(-100, -5)]
    assert corners(PICTURE, mirrored=True) == [(-lon, lat) for lon, lat in corners(PICTURE)]


def test_the_whole_body_fits_where_the_map_hardly_bends() -> None:
    _, lat = lonlat(0, 1200)
    assert 1 / math.cos(math.radians(lat)) - 1 < 2e-6
