"""Points on the body to click, chosen from the geometry and never by hand."""

from __future__ import annotations

import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

from explorer.bodymap.frame import points as outline_points
from explorer.bodymap.shapes import Target, targets
from explorer.content import Atlas
from explorer.content.models import Layer, Side, View

PX_PER_MM = 2
EDGE_MM = 2.5  # neighbours may overlap by under 1 mm, and with the whole body in view a pixel is about 2 mm
DEPTHS_MM = (20, 12, 8, 5, EDGE_MM)


@dataclass(frozen=True)
class BodyPoint:
    """A point in mm and what a click there must open."""

    u: float
    v: float
    id: str
    side: str


def body_points(
    atlas: Atlas, view: View, layer: Layer, side: Side, count: int, edge_mm: float = EDGE_MM
) -> list[BodyPoint]:
    """``count`` points, spread over as many different targets as there are, each well inside what is visible of it."""
    shown, owners, chance = _drawn(atlas, view, layer, side)
    found: list[BodyPoint] = []
    order = list(range(len(shown)))
    chance.shuffle(order)
    for turn in range(4):
        for index in order:
            if len(found) < count and (point := _inside(owners, index, shown[index], edge_mm, chance)):
                found.append(point)
        if len(found) >= count or turn == 3:
            break
    return found


def point_in_each(atlas: Atlas, view: View, layer: Layer, side: Side) -> list[BodyPoint]:
    """A point in every target, as deep inside what is visible of it as ``DEPTHS_MM`` allow."""
    shown, owners, chance = _drawn(atlas, view, layer, side)
    return [_deep_inside(owners, index, target, chance) for index, target in enumerate(shown)]


def _deep_inside(owners: _Owners, index: int, target: Target, chance: random.Random) -> BodyPoint:
    return next(point for edge in DEPTHS_MM if (point := _inside(owners, index, target, edge, chance)))


def _drawn(atlas: Atlas, view: View, layer: Layer, side: Side) -> tuple[tuple[Target, ...], _Owners, random.Random]:
    """The targets of a picture, which of them is where, and the dice for it: the same in every run."""
    picture = atlas.geometry.pictures[view]
    shown = targets(atlas, view, layer, side)
    owners = _owners(picture.u, picture.v, shown, mirrored=view == "lateral" and side == "left")
    return shown, owners, random.Random(f"{view}/{layer}/{side}")


class _Owners:
    """For every grid cell the target that is topmost there: index + 1, or 0."""

    def __init__(self, image: Image.Image, left: float, top: float) -> None:
        self.image, self.left, self.top = image, left, top

    def at(self, u: float, v: float) -> int:
        x, y = round((u - self.left) * PX_PER_MM), round((self.top - v) * PX_PER_MM)
        inside = 0 <= x < self.image.width and 0 <= y < self.image.height
        return self.image.getpixel((x, y)) if inside else 0


def _owners(us: tuple[float, float], vs: tuple[float, float], shown: tuple[Target, ...], *, mirrored: bool) -> _Owners:
    left = -us[1] if mirrored else us[0]
    size = (round((us[1] - us[0]) * PX_PER_MM), round((vs[1] - vs[0]) * PX_PER_MM))
    image = Image.new("L", size)
    for index, target in enumerate(shown, 1):
        mask = Image.new("1", size)
        draw = ImageDraw.Draw(mask)
        for rings in target.polygons:
            for hole, ring in enumerate(rings):
                draw.polygon(
                    [((u - left) * PX_PER_MM, (vs[1] - v) * PX_PER_MM) for u, v in ring], fill=0 if hole else 1
                )
        image.paste(index, mask=mask)
    return _Owners(image, left, vs[1])


def _inside(owners: _Owners, index: int, target: Target, edge: float, chance: random.Random) -> BodyPoint | None:
    us, vs = zip(*outline_points(target.polygons), strict=True)
    for _ in range(300):
        u, v = chance.uniform(min(us), max(us)), chance.uniform(min(vs), max(vs))
        around = [(u + a * edge, v + b * edge) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        if all(owners.at(*point) == index + 1 for point in around):
            return BodyPoint(u, v, target.id, target.side)
    return None
