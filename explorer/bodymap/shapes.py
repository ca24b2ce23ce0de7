"""What can be clicked in each picture: the shapes of the geometry joined to the regions that own them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from explorer.bodymap.frame import placed, placed_point, sides_shown
from explorer.content import Atlas
from explorer.content.geometry import Point, Polygons, Shape
from explorer.content.location import Location
from explorer.content.models import LAYERS, VIEWS, Layer, ShapeSide, Side, View

Kind = Literal["region", "place"]


@dataclass(frozen=True)
class Target:
    """One thing to click: all visible parts of a region, or of a pain place, on one side. Polygons in mm."""

    kind: Kind
    id: str
    side: ShapeSide
    group: str
    polygons: Polygons
    label_point: Point

    @property
    def location(self) -> str:
        """The name by which the map knows this target."""
        return str(Location(self.id, self.side))


def is_at(target: Target, location: Location) -> bool:
    """Whether a target is what a location names. What lies in the middle of one view has a side in another."""
    on_side = target.side == location.side or "midline" in (target.side, location.side)
    return target.id == location.id and on_side


def targets(atlas: Atlas, view: View, layer: Layer, side: Side) -> tuple[Target, ...]:
    """All targets of one picture in drawing order, the last on top. ``side`` matters in the lateral view."""
    return tuple(_places(atlas, view, side) if layer == "skin" else _regions(atlas, view, layer, side))


def _places(atlas: Atlas, view: View, side: Side) -> Iterator[Target]:
    for place, outlines in atlas.geometry.places.items():
        if outline := outlines.get(view):
            for on in sides_shown(view, side, outline.side):
                yield Target(
                    "place", place, on, "skin",
                    placed(view, outline.polygons, on, side), placed_point(view, outline.label_point, on, side),
                )  # fmt: skip


def _regions(atlas: Atlas, view: View, layer: Layer, side: Side) -> Iterator[Target]:
    """A region is drawn where the topmost of its structures is drawn."""
    owned: dict[str, list[Shape]] = {}
    for shape in atlas.geometry.pictures[view].layers[layer]:
        region = atlas.region_of[shape.id]
        owned[region] = [*owned.pop(region, []), shape]
    for region, shapes in owned.items():
        largest = max(shapes, key=lambda shape: area(shape.polygons))
        for on in sides_shown(view, side, largest.side):
            polygons = tuple(part for shape in reversed(shapes) for part in placed(view, shape.polygons, on, side))
            yield Target(
                "region", region, on, largest.group, polygons, placed_point(view, largest.label_point, on, side)
            )


def area(polygons: Polygons) -> float:
    """Area in mm2, holes taken off."""
    return sum(abs(_ring_area(rings[0])) - sum(abs(_ring_area(hole)) for hole in rings[1:]) for rings in polygons)


def _ring_area(ring: Iterable[Point]) -> float:
    points = tuple(ring)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, (*points[1:], points[0]), strict=True)) / 2


def pictures_of(atlas: Atlas, region: str) -> tuple[tuple[View, Layer, float], ...]:
    """Every view and layer that shows a region, with the visible area in mm2 on one side."""
    wanted = set(atlas.regions[region].structures)
    found = []
    for view in VIEWS:
        for layer in LAYERS:
            shapes = atlas.geometry.pictures[view].layers[layer]
            visible = sum(area(shape.polygons) for shape in shapes if shape.id in wanted)
            if visible:
                found.append((view, layer, visible))
    return tuple(found)
