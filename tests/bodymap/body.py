"""What the tests know of the body by themselves: raw outlines and the plainest arithmetic, nothing of ``bodymap``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.content import Atlas
from explorer.content.geometry import Point, Polygons, Ring
from explorer.content.models import LAYERS, VIEWS, Layer, Side, View

# Every picture that one can open. Only the lateral view is another picture for the other side.
PICTURES: tuple[tuple[View, Side], ...] = (*((view, "right") for view in VIEWS), ("lateral", "left"))
EVERY: tuple[tuple[View, Side, Layer], ...] = tuple((view, side, layer) for view, side in PICTURES for layer in LAYERS)


@dataclass(frozen=True)
class Drawn:
    """One outline as it stands in a picture, and the location that must answer for it."""

    location: str
    polygons: Polygons


def drawn(atlas: Atlas, view: View, side: Side, layer: Layer) -> tuple[Drawn, ...]:
    """Everything in a picture in atlas order, the last on top."""
    return tuple(_drawn(atlas, view, side, layer))


def _drawn(atlas: Atlas, view: View, side: Side, layer: Layer) -> Iterator[Drawn]:
    for owner, polygons, on in _outlines(atlas, view, layer):
        if view == "lateral":
            placed = flip(polygons) if side == "left" else polygons
            yield Drawn(f"{owner}:{'midline' if on == 'midline' else side}", placed)
        else:
            yield Drawn(f"{owner}:{on}", polygons)
            if on == "right":
                yield Drawn(f"{owner}:left", flip(polygons))


def _outlines(atlas: Atlas, view: View, layer: Layer) -> Iterator[tuple[str, Polygons, str]]:
    if layer == "skin":
        for place, outlines in atlas.geometry.places.items():
            if view in outlines:
                yield place, outlines[view].polygons, outlines[view].side
        return
    for shape in atlas.geometry.pictures[view].layers[layer]:
        owners = [region.id for region in atlas.regions.values() if shape.id in region.structures]
        assert len(owners) == 1, f"{shape.id} must be in the structures of one region, not of {owners}"
        yield owners[0], shape.polygons, shape.side


def flip(polygons: Polygons) -> Polygons:
    return tuple(tuple(tuple((-u, v) for u, v in ring) for ring in rings) for rings in polygons)


def holds(polygons: Polygons, u: float, v: float) -> bool:
    """Whether a point lies inside and in no hole."""
    return any(_in(rings[0], u, v) and not any(_in(hole, u, v) for hole in rings[1:]) for rings in polygons)


def _in(ring: Ring, u: float, v: float) -> bool:
    inside = False
    for (u1, v1), (u2, v2) in edges(ring):
        if (v1 > v) != (v2 > v) and u < u1 + (v - v1) / (v2 - v1) * (u2 - u1):
            inside = not inside
    return inside


def edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def near_edge(polygons: Polygons, u: float, v: float, mm: float) -> bool:
    """Whether any edge comes as near as ``mm``."""
    return any(_near(a, b, u, v, mm) for rings in polygons for ring in rings for a, b in edges(ring))


def _near(a: Point, b: Point, u: float, v: float, mm: float) -> bool:
    (u1, v1), (u2, v2) = a, b
    if min(u1, u2) - mm > u or max(u1, u2) + mm < u or min(v1, v2) - mm > v or max(v1, v2) + mm < v:
        return False
    along_u, along_v = u2 - u1, v2 - v1
    length = along_u**2 + along_v**2
    part = max(0.0, min(1.0, ((u - u1) * along_u + (v - v1) * along_v) / length)) if length else 0.0
    return (u1 + part * along_u - u) ** 2 + (v1 + part * along_v - v) ** 2 <= mm**2
