"""Where to look to see a region or pain place: the view, the layer and how close."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from explorer.bodymap.frame import points
from explorer.bodymap.shapes import pictures_of
from explorer.content import Atlas
from explorer.content.models import FOCUSES, Focus, Layer, View
from explorer.content.once import once

GOOD_ENOUGH = 0.5  # stay in a picture that shows at least half of what the best one shows
TOO_LONG_MM = 420
MUSCLES: tuple[Layer, ...] = ("surface", "deep")


@once
def pictures_for(atlas: Atlas, part: str) -> Mapping[tuple[View, Layer], Focus]:
    """The pictures that show a region or pain place well, the best first, and how close to look in each."""
    if part in atlas.places:
        place = atlas.places[part]
        return {(beneath.view, "skin"): place.area for beneath in place.beneath}
    shown = {(view, layer): visible for view, layer, visible in pictures_of(atlas, part)}
    enough = GOOD_ENOUGH * max(shown.values())
    best_first = sorted(shown, key=lambda picture: -shown[picture])
    return {picture: focus_for(atlas, [part], *picture) for picture in best_first if shown[picture] >= enough}


@once
def where_seen(atlas: Atlas, part: str) -> frozenset[tuple[View, Layer]]:
    """The pictures that show anything of a region or pain place."""
    if part in atlas.places:
        return frozenset(pictures_for(atlas, part))
    return frozenset((view, layer) for view, layer, _ in pictures_of(atlas, part))


def picture_for(atlas: Atlas, part: str, view: View, layer: Layer) -> tuple[View, Layer, Focus]:
    """Where to see a region or pain place: the present picture or view if that shows it well, else the best."""
    good = pictures_for(atlas, part)
    of_view = (picture for picture in good if picture[0] == view)
    found = (view, layer) if (view, layer) in good else next(of_view, next(iter(good)))
    return *found, good[found]


def picture_of_most(atlas: Atlas, regions: Collection[str], views: Iterable[View]) -> tuple[View, Layer]:
    """The picture of muscles that shows most of these regions; the first view and the surface when it is a tie."""
    pictures: list[tuple[View, Layer]] = [(view, layer) for view in views for layer in MUSCLES]
    return max(pictures, key=lambda picture: len(_shown(atlas, *picture) & set(regions)))


def _shown(atlas: Atlas, view: View, layer: Layer) -> set[str]:
    return {atlas.region_of[shape.id] for shape in atlas.geometry.pictures[view].layers[layer]}


def focus_for(atlas: Atlas, regions: Iterable[str], view: View, layer: Layer) -> Focus:
    """How close to look at regions: their own part of the body, or all of it when they are longer than that."""
    own = {structure for region in regions for structure in atlas.regions[region].structures}
    heights = [
        v for shape in atlas.geometry.pictures[view].layers[layer] if shape.id in own for _, v in points(shape.polygons)
    ]
    if not heights or max(heights) - min(heights) > TOO_LONG_MM:
        return "whole"
    low, high = min(heights), max(heights)
    return max((focus for focus in FOCUSES if focus != "whole"), key=lambda focus: _fit(atlas, focus, low, high))


def _fit(atlas: Atlas, focus: Focus, low: float, high: float) -> tuple[float, float]:
    """How much of a stretch of the body (mm) a focus shows, then how near to its middle."""
    bottom, top = atlas.areas[focus].bottom_mm or 0.0, atlas.areas[focus].top_mm or 0.0
    return min(high, top) - max(low, bottom), -abs(low + high - bottom - top)
