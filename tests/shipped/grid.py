"""Areas, counted on a grid of 1 mm: raw outlines and the plainest arithmetic, nothing of ``bodymap``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from explorer.content import Atlas
from explorer.content.geometry import Outline, Point, Polygon, Polygons, Ring
from explorer.content.models import View

LEFTMOST_MM = -400


@dataclass(frozen=True)
class Cells:
    """The squares of 1 mm whose middle is inside an outline: for each row (mm above the sole) one bit a column."""

    rows: dict[int, int]

    @property
    def area(self) -> int:
        """How many there are (mm²)."""
        return sum(bits.bit_count() for bits in self.rows.values())

    def __or__(self, other: Cells) -> Cells:
        return self._with(other, lambda own, theirs: own | theirs)

    def __and__(self, other: Cells) -> Cells:
        return self._with(other, lambda own, theirs: own & theirs)

    def __sub__(self, other: Cells) -> Cells:
        return self._with(other, lambda own, theirs: own & ~theirs)

    def between(self, bottom_mm: float, top_mm: float) -> Cells:
        """Those in a slice of the body."""
        return Cells({row: bits for row, bits in self.rows.items() if bottom_mm <= row + 0.5 <= top_mm})

    def _with(self, other: Cells, join: Callable[[int, int], int]) -> Cells:
        rows = self.rows.keys() | other.rows.keys()
        return Cells({row: join(self.rows.get(row, 0), other.rows.get(row, 0)) for row in rows})


def union(parts: Iterable[Cells]) -> Cells:
    """What is in any of them."""
    whole = Cells({})
    for part in parts:
        whole |= part
    return whole


def cells(polygons: Polygons) -> Cells:
    """What is inside of polygons and in none of their holes."""
    return union(Cells(_rows(rings)) for rings in polygons)


def on_both_sides(outline: Outline, view: View) -> Cells:
    """A zone as a view shows it: from behind and from the front with its twin on the left."""
    here = cells(outline.polygons)
    if view == "lateral" or outline.side == "midline":
        return here
    twin = tuple(tuple(tuple((-u, v) for u, v in ring) for ring in rings) for rings in outline.polygons)
    return here | cells(twin)


def skin(atlas: Atlas, view: View) -> Cells:
    """The outline of the whole body."""
    return union(cells(shape.polygons) for shape in atlas.geometry.pictures[view].layers["skin"])


def _rows(rings: Polygon) -> dict[int, int]:
    """Row by row, inside is between each odd crossing of an edge and the next one; so holes are left open."""
    crossings: dict[int, list[float]] = {}
    for ring in rings:
        for row, u in _crossings(ring):
            crossings.setdefault(row, []).append(u)
    return {row: _bits(sorted(found)) for row, found in crossings.items()}


def _crossings(ring: Ring) -> Iterator[tuple[int, float]]:
    for (u1, v1), (u2, v2) in _edges(ring):
        for row in range(ceil(min(v1, v2) - 0.5), ceil(max(v1, v2) - 0.5)):
            yield row, u1 + (row + 0.5 - v1) / (v2 - v1) * (u2 - u1)


def _edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _bits(crossings: list[float]) -> int:
    columns = [ceil(u - 0.5) - LEFTMOST_MM for u in crossings]
    return sum((1 << right) - (1 << left) for left, right in zip(columns[::2], columns[1::2], strict=True))
