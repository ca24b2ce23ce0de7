"""The skin as a still picture: the whole body from behind and from the front, what hurts, and one overlay."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from PIL import Image, ImageDraw
from PIL.ImageColor import getrgb

from explorer.bodymap.marked import LETTERS, VEILS, Mark, Panel, arranged, font_of, numbered, printed
from explorer.bodymap.overlay import LABEL_GROUND, LABEL_INK, NERVE, OFTEN, REFERRAL, SOMETIMES, Patch, Tone, patches
from explorer.bodymap.shapes import Target, is_at, targets
from explorer.bodymap.skin import Skin
from explorer.bodymap.still import (
    AS_IT_IS,
    GROUND,
    SMOOTH,
    Shot,
    Window,
    inside,
    keep_within,
    light,
    painted,
    rings_in,
    theme_of,
)
from explorer.content import Atlas
from explorer.content.geometry import Point
from explorer.content.models import SIDES
from explorer.content.speech import Speech

BACK_AND_FRONT = (Shot("posterior", "skin"), Shot("anterior", "skin"))
FROM_THE_SIDE = tuple(Shot("lateral", "skin", side) for side in SIDES)

EDGE_MM = 2.5
DASH_MM = (9.0, 6.0)  # a stroke, and the gap after it
DISC = 0.64  # diameter of the disc under a name, in diameters of a badge
LEGEND: Mapping[str, Tone] = {"often": OFTEN, "sometimes": SOMETIMES}  # by how often it is felt there
LEGEND_ROW = 2.0  # height of the legend in heights of its letters


def skin_picture(
    atlas: Atlas, marks: Sequence[Mark], size: tuple[int, int], overlay: str | None = None, skin: Skin = AS_IT_IS
) -> Image.Image:
    """The skin from behind and from the front with pain places painted in and numbered. RGB, ``size`` (px).

    Each mark is painted and numbered wherever it is seen; for one that is seen from neither there is a panel from its
    side. ``overlay`` (``nerve``, ``dermatomes`` or ``referral:<area>``) lies above the paint. Raises KeyError when no
    pain place has the name of a mark, and for an unknown overlay.
    """
    legend = _legend(size, atlas.speech) if (overlay or "").startswith(REFERRAL) else Image.new("RGB", (size[0], 0))
    room = (size[0], size[1] - legend.height)
    panels = panels_of(atlas, marks, room, overlay)
    picture = Image.new("RGB", size, GROUND)
    drawn = [_drawn(atlas, panel, overlay, skin) for panel in panels]
    picture.paste(printed(panels, drawn, room, atlas.speech))
    picture.paste(legend, (0, room[1]))
    return picture


def overlay_picture(atlas: Atlas, overlay: str, size: tuple[int, int], skin: Skin = AS_IT_IS) -> Image.Image:
    """An overlay alone on the skin, from behind and from the front. RGB, ``size`` (px)."""
    return skin_picture(atlas, (), size, overlay, skin)


# --- where everything goes ----------------------------------------------------------------------------------------


def panels_of(atlas: Atlas, marks: Sequence[Mark], size: tuple[int, int], overlay: str | None) -> tuple[Panel, ...]:
    """Where the panels and badges go. Pure: nothing is drawn."""
    found = {shot: _seen(atlas, shot, marks) for shot in _shots(atlas, marks)}
    whole = [atlas.geometry.pictures[shot.view].v for shot in found]
    names = {shot: [patch.label_point for patch in _patches(atlas, shot, overlay) if patch.name] for shot in found}
    return arranged(atlas, found, whole, size, names)


def _shots(atlas: Atlas, marks: Sequence[Mark]) -> tuple[Shot, ...]:
    """From behind, from the front, and from the sides for what is seen from neither."""
    hidden = [mark for mark in marks if not any(_seen(atlas, shot, [mark]) for shot in BACK_AND_FRONT)]
    sides = {shot: _seen(atlas, shot, hidden) for shot in FROM_THE_SIDE}
    for mark in hidden:
        if not any(mark in seen for seen in sides.values()):
            raise KeyError(mark.location)
    return *BACK_AND_FRONT, *(shot for shot, seen in sides.items() if seen)


def _seen(atlas: Atlas, shot: Shot, marks: Iterable[Mark]) -> dict[Mark, Target]:
    places = targets(atlas, shot.view, shot.layer, shot.side)
    return {mark: target for mark in marks for target in places if is_at(target, mark.at)}


def _patches(atlas: Atlas, shot: Shot, overlay: str | None) -> tuple[Patch, ...]:
    return patches(atlas, overlay, shot.view, shot.side) if overlay else ()


# --- drawing ------------------------------------------------------------------------------------------------------


def _drawn(atlas: Atlas, panel: Panel, overlay: str | None, skin: Skin) -> Image.Image:
    chosen = [badges.target for badges in panel.badges]
    picture = painted(atlas, panel.shot, chosen, panel.window, skin, veil=VEILS[theme_of(panel.shot, skin)])
    shown = _patches(atlas, panel.shot, overlay)
    above = light(atlas, panel.shot, panel.window) if overlay == NERVE else _areas(shown, panel.window)
    picture.paste(above, mask=above)
    keep_within(picture, atlas, panel.shot, panel.window, skin)
    _names(picture, shown, panel)
    return numbered(picture, panel)


def _areas(shown: Sequence[Patch], window: Window) -> Image.Image:
    """Areas in their tones with their edges, on nothing. RGBA."""
    drawn = Image.new("RGBA", (window.size[0] * SMOOTH, window.size[1] * SMOOTH))
    for patch in shown:
        colour = (*getrgb(patch.tone.colour)[:3], round(255 * patch.tone.opacity))
        drawn.paste(colour, mask=inside(patch.polygons, window))
    draw = ImageDraw.Draw(drawn)
    for patch in shown:
        width = round(SMOOTH * max(1.5, EDGE_MM * window.scale))
        for start, end in _strokes(patch, window):
            draw.line([start, end], fill=patch.tone.edge, width=width)
    return drawn.reduce(SMOOTH)


def _strokes(patch: Patch, window: Window) -> Iterator[tuple[Point, Point]]:
    """The edge of a patch, stroke by stroke."""
    stroke, gap = (length * window.scale * SMOOTH for length in DASH_MM)
    for ring in rings_in(patch.polygons, window):
        yield from _dashes(ring, stroke, gap if patch.tone.dashed else 0.0)


def _dashes(ring: Sequence[Point], stroke: float, gap: float) -> Iterator[tuple[Point, Point]]:
    """The strokes along a ring. One that meets a corner goes on behind it."""
    gone = 0.0
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        length = math.dist(a, b)
        for i in range(math.floor(gone / (stroke + gap)), math.ceil((gone + length) / (stroke + gap))):
            start, end = max(gone, i * (stroke + gap)), min(gone + length, i * (stroke + gap) + stroke)
            if start < end:
                yield _between(a, b, (start - gone) / length), _between(a, b, (end - gone) / length)
        gone += length


def _between(a: Point, b: Point, part: float) -> Point:
    return a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part


def _names(picture: Image.Image, shown: Iterable[Patch], panel: Panel) -> None:
    """Names on discs, so that they can be read on a strip of any colour."""
    draw = ImageDraw.Draw(picture)
    for patch in (patch for patch in shown if patch.name):
        at = panel.window.at(patch.label_point)
        draw.circle(at, panel.diameter * DISC / 2, fill=LABEL_GROUND, outline=LABEL_INK)
        draw.text(at, patch.name, LABEL_INK, font_of(round(panel.diameter * DISC * 0.58)), anchor="mm")


def _legend(size: tuple[int, int], speech: Speech) -> Image.Image:
    """What the two tones of a referral area mean, in a row as wide as the picture. RGB."""
    entries = [(tone, speech.say(f"body.felt.{often}")) for often, tone in LEGEND.items()]
    texts = [text for _, text in entries]
    letters = size[1] / LETTERS
    letters = int(letters * min(1, 0.94 * size[0] / sum(_legend_lengths(texts, letters))))
    row = Image.new("RGB", (size[0], math.ceil(letters * LEGEND_ROW)), GROUND)
    lengths = _legend_lengths(texts, letters)
    x = (size[0] - sum(lengths)) / 2
    for (tone, text), length in zip(entries, lengths, strict=True):
        low, high = row.height * 0.25, row.height * 0.75
        box = ((x, low), (x + letters * 1.6, low), (x + letters * 1.6, high), (x, high))
        sample = _areas([Patch("", tone, ((box,),), box[0])], Window(0, row.height, 1, row.size))
        row.paste(sample, mask=sample)
        ImageDraw.Draw(row).text((x + letters * 2, row.height / 2), text, LABEL_INK, font_of(letters), anchor="lm")
        x += length
    return row


def _legend_lengths(texts: Iterable[str], letters: float) -> list[float]:
    """The length (px) of each entry: sample, gap, words, gap."""
    return [letters * 3 + font_of(int(letters)).getlength(text) for text in texts]
