"""The map of the skin: pain places to tap, those that hurt painted in, and one overlay above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from explorer.bodymap.figure import (
    CHOSEN_OPACITY,
    PALETTES,
    PARTS,
    Scene,
    Theme,
    clickable,
    glow,
    mounted,
    multipolygon,
    plate,
    read_click,
    spots,
    words,
)
from explorer.bodymap.overlay import LABEL_GROUND, LABEL_INK, NERVE, REFERRAL, Patch, Tone, patches
from explorer.bodymap.shapes import is_at, targets
from explorer.content import Atlas
from explorer.content.geometry import Polygons
from explorer.content.models import ShapeSide, Side, View

EDGE_PX, PATCH_EDGE_PX, MARKED_EDGE_PX = 1.2, 1.5, 3.0
EDGE_OPACITY = 0.55
DISC_PX = 10.5  # radius of the disc under the name of a strip


@dataclass(frozen=True)
class SkinScene:
    """All that the map of the skin depends on. Equal scenes give the same figure.

    ``side`` chooses the lateral view. ``marked`` are the locations (``<place>:<left|right|midline>``) that hurt.
    ``overlay`` is ``nerve``, ``dermatomes`` or ``referral:<area>``.
    """

    view: View = "posterior"
    side: Side = "right"
    marked: tuple[str, ...] = ()
    overlay: str | None = None
    theme: Theme = "light"
    height_px: int = 680


def skin_figure(atlas: Atlas, scene: SkinScene) -> go.Figure:
    """The map of a scene as a figure. Pure: the same scene gives the same figure.

    It holds the plate of the skin alone, so it is small and quick to mount.
    """
    base = Scene(scene.view, scene.side, "skin", theme=scene.theme, height_px=scene.height_px)
    ground = [plate(atlas, base, "skin"), *_paint(atlas, scene), _edges(atlas, scene)]
    above = [*_overlay(atlas, base, scene), *_marked_edges(atlas, scene), *_names(_patches(atlas, scene))]
    picture = mounted(atlas, base, [clickable(atlas, base, PARTS[0])], [*ground, *above])
    if (scene.overlay or "").startswith(REFERRAL):
        picture.add_annotation(_legend(scene.theme))
    return picture


def read_place(points: Sequence[Mapping[str, Any]]) -> tuple[str, ShapeSide] | None:
    """The pain place and its side in a selection that this map reports, or None when nothing was hit."""
    click = read_click(points)
    return (click.id, click.side) if click and click.layer == "skin" else None


# --- map layers: they lie above the places but never take a pointer -----------------------------------------------


def _edges(atlas: Atlas, scene: SkinScene) -> dict[str, Any]:
    """The edges of all places, so that people see what can be tapped."""
    outlines = (target.polygons for target in targets(atlas, scene.view, "skin", scene.side))
    return _line(outlines, LABEL_INK, EDGE_PX, opacity=EDGE_OPACITY)


def _paint(atlas: Atlas, scene: SkinScene) -> Iterator[dict[str, Any]]:
    """What hurts, painted in.

    Not as selected points: the map takes a tap on the only selected one for a tap on nothing, and with a tap on
    another it lets go of all others.
    """
    if found := _marked(atlas, scene):
        colour = PALETTES[scene.theme].chosen
        yield {**_fill(Tone(colour, CHOSEN_OPACITY, colour), found), "below": "traces"}


def _marked_edges(atlas: Atlas, scene: SkinScene) -> Iterator[dict[str, Any]]:
    """What hurts keeps its edge when an overlay lies on it."""
    if found := _marked(atlas, scene):
        yield _line(found, PALETTES[scene.theme].chosen, MARKED_EDGE_PX)


def _marked(atlas: Atlas, scene: SkinScene) -> list[Polygons]:
    shown = targets(atlas, scene.view, "skin", scene.side)
    return [target.polygons for target in shown if any(is_at(target, at) for at in scene.marked)]


def _patches(atlas: Atlas, scene: SkinScene) -> tuple[Patch, ...]:
    return patches(atlas, scene.overlay, scene.view, scene.side) if scene.overlay else ()


def _overlay(atlas: Atlas, base: Scene, scene: SkinScene) -> Iterator[dict[str, Any]]:
    shown = _patches(atlas, scene)
    if scene.overlay == NERVE:
        yield {**glow(atlas, base), "below": ""}
    for tone in dict.fromkeys(patch.tone for patch in shown):
        yield _fill(tone, (patch.polygons for patch in shown if patch.tone == tone))
    for colour, dashed in dict.fromkeys((patch.tone.edge, patch.tone.dashed) for patch in shown):
        outlines = (p.polygons for p in shown if (p.tone.edge, p.tone.dashed) == (colour, dashed))
        yield _line(outlines, colour, PATCH_EDGE_PX, dash=(2.5, 1.5) if dashed else ())


def _fill(tone: Tone, outlines: Iterable[Polygons]) -> dict[str, Any]:
    return {"sourcetype": "geojson", "source": multipolygon(outlines), "type": "fill", "below": "",
            "color": tone.colour, "opacity": tone.opacity}  # fmt: skip


def _names(shown: Iterable[Patch]) -> Iterator[dict[str, Any]]:
    """Names on discs: they can be read on a strip of any colour, and where it is thinner than they are."""
    named = [(patch.name, patch.label_point) for patch in shown if patch.name]
    if named:
        disc = {"sourcetype": "geojson", "source": spots(named), "type": "circle", "below": ""}
        yield {**disc, "color": LABEL_INK, "circle": {"radius": DISC_PX + 1}}
        yield {**disc, "color": LABEL_GROUND, "circle": {"radius": DISC_PX}}
        yield words(named, LABEL_INK)


def _line(
    outlines: Iterable[Polygons], colour: str, width_px: float, *, opacity: float = 1, dash: Sequence[float] = ()
) -> dict[str, Any]:
    return {"sourcetype": "geojson", "source": multipolygon(outlines), "type": "line", "below": "", "color": colour,
            "opacity": opacity, "line": {"width": width_px, **({"dash": dash} if dash else {})}}  # fmt: skip


def _legend(theme: Theme) -> dict[str, Any]:
    """What the two tones of a referral area mean. They differ in their edge too."""
    palette = PALETTES[theme]
    text = "<b>Felt here</b><br>solid: often<br>dashed: sometimes"
    return {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top", "align": "left",
            "showarrow": False, "borderpad": 5, "bgcolor": palette.ground, "opacity": 0.9, "text": text,
            "font": {"size": 13, "color": palette.ink}}  # fmt: skip
