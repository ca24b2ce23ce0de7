"""From millimetres to the map and back.

The map library thinks in longitude and latitude. The body is laid on the equator at 10 m of map for each
millimetre of body, so that the map's own distortion stays below 0.0002 %.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from explorer.content.geometry import Picture, Point, Polygons
from explorer.content.models import ShapeSide, Side, View

MM_PER_DEGREE = 10_000
MIDDLE_MM = 600
TILE_PX = 512


def lonlat(u: float, v: float) -> tuple[float, float]:
    """Map position of a point in mm."""
    return round(u / MM_PER_DEGREE, 6), round((v - MIDDLE_MM) / MM_PER_DEGREE, 6)


def zoom(px_per_mm: float) -> float:
    """The map's zoom level at which one millimetre takes ``px_per_mm`` pixels."""
    return math.log2(px_per_mm * MM_PER_DEGREE * 360 / TILE_PX)


def mirror(polygons: Polygons) -> Polygons:
    """The same outline on the other side of the body."""
    return tuple(tuple(tuple((-u, v) for u, v in ring) for ring in polygon) for polygon in polygons)


def sides_shown(view: View, side: Side, shape_side: str) -> tuple[ShapeSide, ...]:
    """On which sides a shape of the files appears in a picture. The lateral view shows one side only."""
    if shape_side == "midline":
        return ("midline",)
    return (side,) if view == "lateral" else ("right", "left")


def placed(view: View, polygons: Polygons, on: ShapeSide, shown: Side) -> Polygons:
    """A shape of the files (mm, right side) as it stands in the picture for side ``on``.

    In the lateral view of the left side everything is mirrored, the midline too.
    """
    flipped = shown == "left" if view == "lateral" else on == "left"
    return mirror(polygons) if flipped else polygons


def placed_point(view: View, point: Point, on: ShapeSide, shown: Side) -> Point:
    """The same of one point."""
    return placed(view, (((point,),),), on, shown)[0][0][0]


def corners(picture: Picture, *, mirrored: bool = False) -> list[tuple[float, float]]:
    """Where the corners of a plate lie on the map, clockwise from top left."""
    left, right = (-picture.u[0], -picture.u[1]) if mirrored else picture.u
    bottom, top = picture.v
    return [lonlat(left, top), lonlat(right, top), lonlat(right, bottom), lonlat(left, bottom)]


def points(polygons: Polygons) -> Iterator[tuple[float, float]]:
    """All points of an outline in mm."""
    return (point for polygon in polygons for ring in polygon for point in ring)
