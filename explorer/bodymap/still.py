"""The picture for paper: a window on a plate, with parts painted in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor

from PIL import Image, ImageDraw, ImageOps

from explorer.bodymap.look import Theme
from explorer.bodymap.plates import nerve_glow
from explorer.bodymap.shapes import Target
from explorer.bodymap.skin import Skin, beside, skin_plate
from explorer.content import Atlas
from explorer.content.geometry import Picture, Point, Polygons
from explorer.content.models import Layer, Side, View

GROUND = (250, 248, 244)
CHOSEN = (15, 107, 112)
CHOSEN_ON_DARK = (120, 214, 219)  # skin; light enough to be told from it in print without colour
PAINT_ALPHA = 190
JPEG_QUALITY = 90
AS_IT_IS = Skin()
SMOOTH = 2  # drawn so much larger, then shrunk, so that edges are smooth


@dataclass(frozen=True)
class Shot:
    """One of the painted pictures. ``side`` chooses which lateral view."""

    view: View
    layer: Layer
    side: Side = "right"

    @property
    def mirrored(self) -> bool:
        """Whether it is the mirror image of the plate, which shows the right side."""
        return self.view == "lateral" and self.side == "left"

    @property
    def seen(self) -> str:
        """From where the body is seen: ``posterior``, ``anterior``, ``lateral_right``, ``lateral_left``."""
        return f"{self.view}_{self.side}" if self.view == "lateral" else self.view


@dataclass(frozen=True)
class Window:
    """The part of a picture that is shown: from its top left corner (mm), at ``scale`` px per mm, ``size`` px large."""

    left: float
    top: float
    scale: float
    size: tuple[int, int]

    def at(self, point: Point) -> Point:
        """Where a point (mm) lies in the window (px)."""
        return (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale


def painted(
    atlas: Atlas, shot: Shot, chosen: Iterable[Target], window: Window, skin: Skin = AS_IT_IS, *,
    veil: float = 0,
) -> Image.Image:  # fmt: skip
    """What a window shows of the body on ivory ground, with the chosen parts painted in. RGB.

    ``veil`` (0 to 1) is how much the rest pales, so that the paint stands out, in print without colour too. The nerve
    glows through the surface; where it hurts says nothing of it, so not through the skin.
    """
    body = _body(atlas, shot, window, skin)
    if shot.layer == "surface":
        body.alpha_composite(light(atlas, shot, window))
    ground = Image.new("RGB", body.size, GROUND)
    shown = Image.composite(body.convert("RGB"), ground, body.getchannel("A").point(lambda alpha: alpha * (1 - veil)))
    paint = _paint(chosen, window, CHOSEN_ON_DARK if theme_of(shot, skin) == "dark" else CHOSEN)
    shown.paste(paint, mask=paint)
    keep_within(shown, atlas, shot, window, skin)
    return shown


def theme_of(shot: Shot, skin: Skin) -> Theme:
    """Whether what is drawn lies on light or on dark."""
    return skin.tint.theme if shot.layer == "skin" else "light"


def keep_within(picture: Image.Image, atlas: Atlas, shot: Shot, window: Window, skin: Skin) -> None:
    """Take off a picture of the skin what reaches out of the chosen outline: all is drawn for one model."""
    if shot.layer == "skin":
        out = beside(atlas, shot.view, skin.body, mirrored=shot.mirrored)
        picture.paste(GROUND, mask=inside(out, window).reduce(SMOOTH))


def jpeg(picture: Image.Image) -> bytes:
    """A picture as JPEG that prints well."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def light(atlas: Atlas, shot: Shot, window: Window) -> Image.Image:
    """The course of the nerve as a window shows it: a yellow light on nothing. RGBA."""
    glow = nerve_glow(atlas.plate(shot.view, "nerve"))
    return _seen(glow, atlas.geometry.pictures[shot.view], window, mirrored=shot.mirrored)


def _seen(plate: Image.Image, picture: Picture, window: Window, *, mirrored: bool) -> Image.Image:
    """The part of a plate, of any resolution, that a window shows."""
    per_mm = plate.width / (picture.u[1] - picture.u[0])
    wide, high = (length / window.scale for length in window.size)
    left = -(window.left + wide) if mirrored else window.left
    x, y = (left - picture.u[0]) * per_mm, (picture.v[1] - window.top) * per_mm
    box = (max(0.0, x), max(0.0, y), min(plate.width, x + wide * per_mm), min(plate.height, y + high * per_mm))
    near = (floor(box[0]), floor(box[1]), ceil(box[2]), ceil(box[3]))  # only this much is worth converting
    within = (box[0] - near[0], box[1] - near[1], box[2] - near[0], box[3] - near[1])
    part = plate.crop(near).convert("RGBA")
    seen = part.resize(window.size, Image.Resampling.BICUBIC, box=within, reducing_gap=2.0)
    return ImageOps.mirror(seen) if mirrored else seen


def _body(atlas: Atlas, shot: Shot, window: Window, skin: Skin) -> Image.Image:
    is_skin = shot.layer == "skin"
    with Image.open(skin_plate(atlas, shot.view, skin.body) if is_skin else atlas.plate(shot.view, shot.layer)) as file:
        body = _seen(file, atlas.geometry.pictures[shot.view], window, mirrored=shot.mirrored)
    return skin.tint.applied(body) if is_skin else body


def _paint(chosen: Iterable[Target], window: Window, colour: tuple[int, int, int]) -> Image.Image:
    paint = Image.new("RGBA", (window.size[0] * SMOOTH, window.size[1] * SMOOTH))
    draw = ImageDraw.Draw(paint)
    for target in chosen:
        paint.paste((*colour, PAINT_ALPHA), mask=inside(target.polygons, window))
        for ring in rings_in(target.polygons, window):
            draw.line([*ring, ring[0]], fill=(*colour, 255), width=round(SMOOTH * max(2, window.scale)))
    return paint.reduce(SMOOTH)


def inside(polygons: Polygons, window: Window) -> Image.Image:
    """Where an outline is in a window, ``SMOOTH`` times as large: white on black, holes left out."""
    mask = Image.new("L", (window.size[0] * SMOOTH, window.size[1] * SMOOTH))
    draw = ImageDraw.Draw(mask)
    for rings in polygons:
        for i, ring in enumerate(rings_in((rings,), window)):
            draw.polygon(ring, fill=0 if i else 255)
    return mask


def rings_in(polygons: Polygons, window: Window) -> Iterator[list[Point]]:
    """The rings of an outline as they lie in a window, in px, ``SMOOTH`` times as large."""
    for rings in polygons:
        for ring in rings:
            yield [(x * SMOOTH, y * SMOOTH) for x, y in map(window.at, ring)]
