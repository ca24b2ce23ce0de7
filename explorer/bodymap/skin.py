"""The map of the skin: pain places to tap, and one overlay above them.

What hurts is painted in by the page, so that the map stays as it is from tap to tap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from explorer.bodymap.figure import (
    PALETTES,
    PARTS,
    REST_OPACITY,
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
from explorer.bodymap.shapes import targets
from explorer.content import Atlas
from explorer.content.geometry import Polygons
from explorer.content.models import ShapeSide, Side, View

EDGE_PX, PATCH_EDGE_PX = 1.2, 1.5
EDGE_OPACITY = 0.55
DISC_PX = 10.5  # radius of the disc under the name of a strip


@dataclass(frozen=True)
class SkinScene:
    """All that the map of the skin depends on. Equal scenes give the same figure.

    ``side`` chooses the lateral view. ``overlay`` is ``nerve``, ``dermatomes`` or ``referral:<area>``.
    """

    view: View = "posterior"
    side: Side = "right"
    overlay: str | None = None
    theme: Theme = "light"
    height_px: int = 680

    @property
    def name(self) -> str:
        """What tells its figure from another: the figure's ``meta``."""
        return f"{self.view} {self.side} {self.overlay} {self.theme}"


def skin_figure(atlas: Atlas, scene: SkinScene) -> go.Figure:
    """The map of a scene as a figure. Pure: the same scene gives the same figure.

    It holds the plate of the skin alone, so it is small and quick to mount.
    """
    base = Scene(scene.view, scene.side, "skin", theme=scene.theme, height_px=scene.height_px)
    ground = [plate(atlas, base, "skin"), _edges(atlas, scene)]
    above = [*_overlay(atlas, base, scene), *_names(_patches(atlas, scene))]
    # The page paints what hurts. The map's own highlight would stay on a place whose mark is taken off.
    places = clickable(atlas, base, PARTS[0]).update(selected_marker_opacity=REST_OPACITY)
    picture = mounted(atlas, base, [places], [*ground, *above]).update_layout(meta=scene.name)
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
    """What the two tones of a referral area mean. They differ in their edge too. There is room beside the feet."""
    palette = PALETTES[theme]
    text = "<b>Felt here</b><br>solid: often<br>dashed: sometimes"
    return {"xref": "paper", "yref": "paper", "x": 0, "y": 0.06, "xanchor": "left", "yanchor": "bottom",
            "align": "left", "showarrow": False, "borderpad": 5, "bgcolor": palette.ground, "opacity": 0.9,
            "text": text, "font": {"size": 13, "color": palette.ink}}  # fmt: skip
