"""What can be laid over the skin: the course of the nerve, the strips of the nerve roots, where an ache is felt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from explorer.bodymap.frame import placed, placed_point, sides_shown
from explorer.content import Atlas
from explorer.content.geometry import Outline, Point, Polygons
from explorer.content.models import Side, View

NERVE, DERMATOMES, REFERRAL = "nerve", "dermatomes", "referral:"

LABEL_INK, LABEL_GROUND = "#23282D", "#FAF8F4"  # on any plate, so the same in light and dark


@dataclass(frozen=True)
class Tone:
    """How a patch is drawn. ``opacity`` 0 to 1 is that of its fill."""

    colour: str
    opacity: float
    edge: str
    dashed: bool = False


# Dark and light by turns, so that strips that touch differ for the colour-blind and in print too.
STRIPS: Mapping[str, Tone] = {
    "L3": Tone("#3F5F9E", 0.7, LABEL_INK),
    "L4": Tone("#E4F0D0", 0.7, LABEL_INK),
    "L5": Tone("#B04A7A", 0.7, LABEL_INK),
    "S1": Tone("#A9CDF2", 0.7, LABEL_INK),
    "S2": Tone("#463C32", 0.7, LABEL_INK),
}
OFTEN = Tone("#5E3A87", 0.6, "#3A2258")
SOMETIMES = Tone("#5E3A87", 0.22, "#3A2258", dashed=True)


@dataclass(frozen=True)
class Patch:
    """One area of an overlay on one side, as it stands in a picture. ``name`` is written on it. Lengths in mm."""

    name: str
    tone: Tone
    polygons: Polygons
    label_point: Point


def patches(atlas: Atlas, overlay: str, view: View, side: Side = "right") -> tuple[Patch, ...]:
    """The areas of an overlay in a view on both sides, the last on top; none for the nerve, which is a light.

    ``overlay`` is ``nerve``, ``dermatomes`` or ``referral:<area>``; KeyError for anything else. ``side`` chooses the
    lateral view.
    """
    return tuple(
        Patch(name, tone, placed(view, outline.polygons, on, side), placed_point(view, outline.label_point, on, side))
        for name, tone, outlines in _areas(atlas, overlay)
        if (outline := outlines.get(view))
        for on in sides_shown(view, side, outline.side)
    )


def _areas(atlas: Atlas, overlay: str) -> Iterator[tuple[str, Tone, Mapping[View, Outline]]]:
    """Every area of an overlay with its tone and what is written on it."""
    geometry = atlas.geometry
    if overlay == DERMATOMES:
        for root, outlines in geometry.dermatomes.items():
            yield root, STRIPS[root], outlines
    elif overlay.startswith(REFERRAL):
        area = overlay.removeprefix(REFERRAL)
        yield "", SOMETIMES, geometry.referral_sometimes.get(area, {})
        yield "", OFTEN, geometry.referral[area]
    elif overlay != NERVE:
        raise KeyError(overlay)
