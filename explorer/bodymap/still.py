"""The picture without a map: a plate with regions painted in. For paper, and where the browser has no WebGL."""

from __future__ import annotations

from collections.abc import Collection

from PIL import Image, ImageDraw, ImageOps

from explorer.bodymap.plates import nerve_glow
from explorer.bodymap.shapes import Target, targets
from explorer.content import Atlas
from explorer.content.geometry import PX_PER_MM
from explorer.content.models import Layer, Side, View

GROUND = (250, 248, 244)
CHOSEN = (15, 107, 112)
PAINT_ALPHA = 150


def still(
    atlas: Atlas, view: View, layer: Layer, regions: Collection[str], size: tuple[int, int], side: Side = "right"
) -> Image.Image:
    """A plate with regions painted in, fitted into ``size`` (width, height in px) on ivory ground. RGB.

    ``regions`` are region or place ids, or ``<id>:<side>`` for one side only. ``side`` chooses the lateral view.
    """
    mirrored = view == "lateral" and side == "left"
    with Image.open(atlas.plate(view, layer)) as file:
        plate = file.convert("RGBA").reduce(_reduction(file.size, size))
    if layer in ("skin", "surface"):
        plate.alpha_composite(nerve_glow(atlas.plate(view, "nerve")).resize(plate.size))
    if mirrored:
        plate = ImageOps.mirror(plate)
    chosen = [t for t in targets(atlas, view, layer, side) if t.id in regions or t.location in regions]
    plate.alpha_composite(_paint(atlas, view, chosen, plate.size, mirrored=mirrored))
    ground = Image.new("RGBA", plate.size, GROUND)
    ground.alpha_composite(plate)
    return ImageOps.pad(ground.convert("RGB"), size, color=GROUND)


def _reduction(plate: tuple[int, int], size: tuple[int, int]) -> int:
    """By how much a plate may shrink before painting, so that it is still at least as large as asked for."""
    return max(1, min(plate[0] // size[0], plate[1] // size[1]))


def _paint(
    atlas: Atlas, view: View, chosen: Collection[Target], size: tuple[int, int], *, mirrored: bool
) -> Image.Image:
    picture = atlas.geometry.pictures[view]
    scale = PX_PER_MM * size[0] / picture.plate_size[0]
    left = -picture.u[1] if mirrored else picture.u[0]
    paint = Image.new("RGBA", size)
    draw = ImageDraw.Draw(paint)
    for target in chosen:
        for rings in target.polygons:
            for i, ring in enumerate(rings):
                points = [((u - left) * scale, (picture.v[1] - v) * scale) for u, v in ring]
                draw.polygon(points, fill=(0, 0, 0, 0) if i else (*CHOSEN, PAINT_ALPHA))
                draw.line([*points, points[0]], fill=(*CHOSEN, 255), width=max(2, round(scale)))
    return paint
