"""The interactive picture: values in, a Plotly figure out.

Raster plates lie below, polygons that can be clicked lie above. One figure holds all four layers of a view, so
that peeling happens in the browser at once and keeps the zoom. Within one trace the first polygon under the
pointer takes the click, across traces the last trace does; so each trace lists its shapes topmost first, and
the nerves of a layer come in a trace after its muscles and bones.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

import plotly.graph_objects as go

from explorer.bodymap.frame import corners, lonlat, placed, sides_shown, zoom
from explorer.bodymap.plates import glow_uri, plate_uri
from explorer.bodymap.shapes import Target, area, targets
from explorer.content import Atlas
from explorer.content.geometry import Outline, Polygons
from explorer.content.models import LAYERS, Focus, Layer, Register, Side, View

Theme = Literal["light", "dark"]

# A phone is 390 px wide: at 1.9 px per mm it shows half of the hips, which is what one side needs.
CLOSEST_PX_PER_MM = 1.9
FILL = 0.97
FONT = "Source Sans, sans-serif"  # comes with the app; nothing is fetched from elsewhere
SIDE_CENTRE_MM = 80
AIR_MM = (1150, 800)  # how far one can pan past the body, across and up

REST_OPACITY = 0.01  # the plate shows through; a fully transparent shape would take no click
CHOSEN_OPACITY = 0.62


@dataclass(frozen=True)
class Palette:
    """Colours of one theme."""

    ground: str
    ink: str
    chosen: str
    keep_off: str
    button: str
    button_ink: str
    line: str
    off: str


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette("#FAF8F4", "#23282D", "#0F8B92", "#B3261E", "#FFFFFF", "#23282D", "#CFC9BD", "#8C8A85"),
    "dark": Palette("#14181C", "#ECE8E0", "#19B5BE", "#FF6B60", "#E6E2D9", "#23282D", "#4A535B", "#5A6067"),
}

LAYER_NAMES: Mapping[Layer, str] = {"skin": "Skin", "surface": "Surface", "deep": "Deep", "nerve": "Nerve"}
SIDE_WORDS: Mapping[str, str] = {"left": "left side", "right": "right side", "midline": "middle"}


@dataclass(frozen=True)
class Scene:
    """All that a picture depends on. Equal scenes give the same figure.

    ``chosen`` is the location (``<id>:<side>``) to paint at the start, chosen outside the picture. ``lit`` are regions
    to paint on both sides. ``keep_off`` shows the keep-off zones from the start, ``zones`` only these ones.
    ``off`` are locations that are off limits, to be covered in grey.
    """

    view: View = "posterior"
    side: Side = "right"
    layer: Layer = "surface"
    focus: Focus = "whole"
    chosen: str | None = None
    lit: tuple[str, ...] = ()
    keep_off: bool = False
    zones: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    theme: Theme = "light"
    register: Register = "patient"
    height_px: int = 680


@dataclass(frozen=True)
class Part:
    """One trace of clickable shapes: the muscles and bones of a layer, or its nerves."""

    layer: Layer
    nerves: bool

    def holds(self, target: Target) -> bool:
        """Whether a target of this part's layer belongs to this part."""
        return (target.group == "nerve") is self.nerves


PARTS: tuple[Part, ...] = tuple(
    Part(layer, nerves) for layer in LAYERS for nerves in (False, True) if not (layer == "skin" and nerves)
)


def figure(atlas: Atlas, scene: Scene) -> go.Figure:
    """The picture of a scene as a figure. Pure: the same scene gives the same figure."""
    picture = mounted(atlas, scene, [clickable(atlas, scene, part) for part in PARTS], _layers(atlas, scene))
    return picture.update_layout(updatemenus=_switches(scene))


def mounted(
    atlas: Atlas, scene: Scene, traces: Sequence[go.Choroplethmap], layers: Sequence[Mapping[str, Any]]
) -> go.Figure:
    """Traces and map layers in the frame that all our maps have: camera, colours, the person's own sides."""
    picture = go.Figure(traces)
    palette = PALETTES[scene.theme]
    return picture.update_layout(
        map=_map(atlas, scene, layers),
        height=scene.height_px,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor=palette.ground,
        font={"family": FONT, "size": 13, "color": palette.ink},
        hoverlabel={"bgcolor": palette.ink, "font": {"color": palette.ground, "size": 14}, "bordercolor": palette.ink},
        clickmode="event+select",
        showlegend=False,
        annotations=_side_words(scene),
        shapes=[_words_without_map(palette)],
    )


_PLAIN = "{}[]:,"  # characters of JSON that a data URI may hold as they are

# --- shapes that can be clicked -------------------------------------------------------------------------------


def clickable(atlas: Atlas, scene: Scene, part: Part) -> go.Choroplethmap:
    """The trace of a part: its shapes topmost first, with their names, what is chosen painted."""
    shown = [t for t in reversed(targets(atlas, scene.view, part.layer, scene.side)) if part.holds(t)]
    locations = [target.location for target in shown]
    palette = PALETTES[scene.theme]
    return go.Choroplethmap(
        geojson=_geojson_uri(shown),
        locations=locations,
        featureidkey="id",
        z=[1] * len(locations),
        text=[target_name(atlas, target, scene.register) for target in shown],
        customdata=[SIDE_WORDS[target.side] for target in shown],
        hovertemplate="<b>%{text}</b><br>%{customdata}<extra></extra>",
        colorscale=[[0, palette.chosen], [1, palette.chosen]],
        showscale=False,
        marker={"opacity": REST_OPACITY, "line": {"width": 1.5, "color": palette.ink}},
        selected={"marker": {"opacity": CHOSEN_OPACITY}},
        unselected={"marker": {"opacity": REST_OPACITY}},
        selectedpoints=_painted(scene, locations),
        visible=part.layer == scene.layer,
        name=f"{part.layer}/{'nerves' if part.nerves else 'body'}",
    )


def _painted(scene: Scene, locations: Sequence[str]) -> list[int] | None:
    """Where the locations to paint stand in a trace. What lies in the middle is the same from either side."""
    middle = f"{(scene.chosen or '').rpartition(':')[0]}:midline"
    painted = {scene.chosen, middle, *(f"{region}:{side}" for region in scene.lit for side in SIDE_WORDS)}
    return [at for at, location in enumerate(locations) if location in painted] or None


def target_name(atlas: Atlas, target: Target, register: Register) -> str:
    """What a target is called in the words of a reader."""
    if target.kind == "place":
        return atlas.places[target.id].name
    return atlas.regions[target.id].called(register)


def _geojson_uri(shown: Sequence[Target]) -> str:
    """The outlines as a data URI.

    As text they pass through every rerun untouched; as nested lists they would be copied and walked point by point.
    """
    return "data:application/json," + quote(json.dumps(_geojson(shown), separators=(",", ":")), safe=_PLAIN)


def _geojson(shown: Sequence[Target]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "id": target.location,
            "properties": {},
            "geometry": {"type": "MultiPolygon", "coordinates": _coordinates(target.polygons)},
        }
        for target in shown
    ]
    return {"type": "FeatureCollection", "features": features}


def _coordinates(polygons: Polygons) -> list[list[list[tuple[float, float]]]]:
    """Polygons in mm as map positions, every ring closed."""
    return [[[lonlat(*point) for point in (*ring, ring[0])] for ring in rings] for rings in polygons]


# --- words on the picture -------------------------------------------------------------------------------------


def _labels(atlas: Atlas, scene: Scene, layer: Layer) -> dict[str, Any]:
    """Names on one side of the body (and the middle), largest first, so that the small give way."""
    shown = [t for t in targets(atlas, scene.view, layer, scene.side) if t.side in (scene.side, "midline")]
    shown.sort(key=lambda target: -area(target.polygons))
    named = [(target_name(atlas, target, scene.register), target.label_point) for target in shown]
    return words(named, PALETTES[scene.theme].ink, _UNREAD, visible=layer == scene.layer)


def _keep_off_names(atlas: Atlas, scene: Scene) -> dict[str, Any]:
    zones = [(zone, outline) for zone, outline in _keep_off(atlas, scene) if outline.side in ("midline", "right")]
    points = [placed(scene.view, (((o.label_point,),),), _on(scene, o), scene.side)[0][0][0] for _, o in zones]
    named = [(atlas.keep_off[zone].name, point) for (zone, _), point in zip(zones, points, strict=True)]
    return words(named, PALETTES[scene.theme].ink, visible=_keep_off_named(scene))


def _keep_off_named(scene: Scene) -> bool:
    """Whether the zones have room for their names; from afar these would lie on top of each other."""
    return scene.keep_off and scene.focus != "whole"


def _on(scene: Scene, outline: Outline) -> Literal["left", "right", "midline"]:
    return "midline" if outline.side == "midline" else scene.side


_READ, _UNREAD = "{name}", ""  # what a layer of words writes at each point: the name of the point, or nothing


def words(
    named: Sequence[tuple[str, tuple[float, float]]], ink: str, text: str = _READ, *, visible: bool = True
) -> dict[str, Any]:
    """Names as a map layer: it lies above the shapes but never takes a pointer, and is no work while hidden.

    ``text`` says whether the names are written. Hiding them by opacity would not do: unseen, they would still push
    others away. Without an empty icon, one would be fetched from elsewhere. No weight of the font is passed on.
    """
    symbol = {"icon": "", "text": text, "textfont": {"size": 14, "color": ink}}
    return {"sourcetype": "geojson", "source": spots(named), "type": "symbol", "symbol": symbol,
            "visible": visible, "below": ""}  # fmt: skip


def spots(named: Iterable[tuple[str, tuple[float, float]]]) -> dict[str, Any]:
    """Named points in mm as one source of a map layer."""
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Point", "coordinates": lonlat(*point)}}
        for name, point in named
    ]
    return {"type": "FeatureCollection", "features": features}


def _words_without_map(palette: Palette) -> dict[str, Any]:
    """Words that lie under the map: seen while it loads, and where the browser cannot draw it."""
    text = "The picture comes in a moment.<br>If it does not, switch on “Still picture” below."
    return {"type": "rect", "xref": "paper", "yref": "paper", "x0": 0.1, "x1": 0.9, "y0": 0.4, "y1": 0.6,
            "layer": "below", "line": {"width": 0},
            "label": {"text": text, "font": {"size": 16, "color": palette.ink}}}  # fmt: skip


def _side_words(scene: Scene) -> list[dict[str, Any]]:
    """The person's own left and right (or back and front), as directions that hold however the map is moved."""
    palette = PALETTES[scene.theme]
    style = {"xref": "paper", "yref": "paper", "y": 0.0, "yanchor": "bottom", "showarrow": False, "borderpad": 5,
             "bgcolor": palette.ground, "opacity": 0.9, "font": {"size": 14, "color": palette.ink}}  # fmt: skip
    left, right = _directions(scene)
    words = [
        {**style, "x": 0.0, "xanchor": "left", "text": f"◂ <b>{left}</b>"},
        {**style, "x": 1.0, "xanchor": "right", "text": f"<b>{right}</b> ▸"},
    ]
    whole = {
        **style,
        "x": 0.5,
        "xanchor": "center",
        "y": 1.0,
        "yanchor": "top",
        "text": f"<b>your {scene.side} side</b>",
    }
    return [*words, whole] if scene.view == "lateral" else words


def _directions(scene: Scene) -> tuple[str, str]:
    if scene.view == "lateral":
        return ("back", "front") if scene.side == "right" else ("front", "back")
    return ("your left", "your right") if scene.view == "posterior" else ("your right", "your left")


# --- the ground: plates, glow, keep-off zones -----------------------------------------------------------------


def _map(atlas: Atlas, scene: Scene, layers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    picture = atlas.geometry.pictures[scene.view]
    closest, (u, v) = _camera(atlas, scene)
    lon, lat = lonlat(u, v)
    west, south = lonlat(-AIR_MM[0], picture.v[0] - AIR_MM[1])
    east, north = lonlat(AIR_MM[0], picture.v[1] + AIR_MM[1])
    return {
        "style": _style(scene.theme),
        "center": {"lon": lon, "lat": lat},
        "zoom": zoom(closest),
        "bounds": {"west": west, "east": east, "south": south, "north": north},
        "layers": layers,
    }


def _layers(atlas: Atlas, scene: Scene) -> list[dict[str, Any]]:
    """What lies under the shapes, then what lies over them. The switches count on this order."""
    under = [*_plates(atlas, scene), glow(atlas, scene), *_veils(scene)]
    labels = [_labels(atlas, scene, layer) for layer in LAYERS]
    over = [*_keep_off_layers(atlas, scene), *labels, _keep_off_names(atlas, scene)]
    return [*under, *over, *_zones_of_choice(atlas, scene), *_off_limits(atlas, scene)]


def _style(theme: Theme) -> str:
    """An empty map style that asks no other host for anything. As text: the map library can then update it."""
    ground = {"id": "ground", "type": "background", "paint": {"background-color": PALETTES[theme].ground}}
    return "data:application/json," + quote(json.dumps({"version": 8, "sources": {}, "layers": [ground]}))


def _camera(atlas: Atlas, scene: Scene) -> tuple[float, tuple[float, float]]:
    """Scale in px per mm and the point in mm to look at."""
    picture = atlas.geometry.pictures[scene.view]
    focus = atlas.areas[scene.focus]
    bottom = picture.v[0] if focus.bottom_mm is None else focus.bottom_mm
    top = picture.v[1] if focus.top_mm is None else focus.top_mm
    scale = min(FILL * scene.height_px / (top - bottom), CLOSEST_PX_PER_MM)
    across = 0.0 if scene.focus in ("whole", "low_back") or scene.view == "lateral" else _side_centre(scene)
    return scale, (across, (bottom + top) / 2)


def _side_centre(scene: Scene) -> float:
    at_plus_u = (scene.side == "right") == (scene.view == "posterior")
    return SIDE_CENTRE_MM if at_plus_u else -SIDE_CENTRE_MM


def _plates(atlas: Atlas, scene: Scene) -> list[dict[str, Any]]:
    return [{**plate(atlas, scene, layer), "visible": layer == scene.layer} for layer in LAYERS]


def plate(atlas: Atlas, scene: Scene, layer: Layer) -> dict[str, Any]:
    """The painted plate of a layer as a map layer."""
    place = corners(atlas.geometry.pictures[scene.view], mirrored=_mirrored(scene))
    return _image(plate_uri(atlas.plate(scene.view, layer)), place)


def glow(atlas: Atlas, scene: Scene) -> dict[str, Any]:
    """The nerve's course as a map layer."""
    place = corners(atlas.geometry.pictures[scene.view], mirrored=_mirrored(scene))
    return _image(glow_uri(atlas.plate(scene.view, "nerve")), place)


def _image(source: str, place: list[tuple[float, float]]) -> dict[str, Any]:
    return {"sourcetype": "image", "source": source, "coordinates": place, "below": "traces"}


def _mirrored(scene: Scene) -> bool:
    return scene.view == "lateral" and scene.side == "left"


def _veils(scene: Scene) -> list[dict[str, Any]]:
    """A thin veil of the ground's colour: on it, labels and keep-off zones can be read over any muscle."""
    edge = ((-2000.0, -2000.0), (2000.0, -2000.0), (2000.0, 3000.0), (-2000.0, 3000.0))
    veil = {
        "sourcetype": "geojson", "source": multipolygon([((edge,),)]), "type": "fill", "below": "traces",
        "color": PALETTES[scene.theme].ground, "opacity": 0.6, "visible": False,
    }  # fmt: skip
    return [veil, {**veil, "visible": scene.keep_off}]


def _keep_off(atlas: Atlas, scene: Scene) -> list[tuple[str, Outline]]:
    found = ((zone, outlines.get(scene.view)) for zone, outlines in atlas.geometry.keep_off.items())
    return [(zone, outline) for zone, outline in found if outline]


def _keep_off_layers(atlas: Atlas, scene: Scene) -> list[dict[str, Any]]:
    """Keep-off zones as map layers: they lie above the shapes but never take a pointer."""
    return _outlined(atlas, scene, atlas.keep_off, visible=scene.keep_off)


def _zones_of_choice(atlas: Atlas, scene: Scene) -> list[dict[str, Any]]:
    """The keep-off zones of what is chosen: always drawn."""
    return _outlined(atlas, scene, scene.zones, visible=True) if scene.zones else []


def _outlined(atlas: Atlas, scene: Scene, zones: Collection[str], *, visible: bool) -> list[dict[str, Any]]:
    base = {"sourcetype": "geojson", "visible": visible, "below": "", "color": PALETTES[scene.theme].keep_off}
    always = [zone for zone in zones if not atlas.keep_off[zone].only_if]
    return [
        {**base, "source": multipolygon(_outlines(atlas, scene, always)), "type": "fill", "opacity": 0.25},
        {**base, "source": multipolygon(_outlines(atlas, scene, zones)), "type": "line",
         "line": {"width": 2.5, "dash": [3, 1.5]}},
    ]  # fmt: skip


def _outlines(atlas: Atlas, scene: Scene, zones: Collection[str]) -> list[Polygons]:
    return [
        placed(scene.view, outline.polygons, on, scene.side)
        for zone, outline in _keep_off(atlas, scene)
        for on in sides_shown(scene.view, scene.side, outline.side)
        if zone in zones
    ]


def _off_limits(atlas: Atlas, scene: Scene) -> list[dict[str, Any]]:
    """A grey cover over what is off limits, one for each layer; none when nothing is."""
    cover = {"sourcetype": "geojson", "type": "fill", "below": "", "opacity": 0.7, "color": PALETTES[scene.theme].off}
    return [
        {**cover, "source": multipolygon(_covered(atlas, scene, layer)), "visible": layer == scene.layer}
        for layer in (LAYERS if scene.off else ())
    ]


def _covered(atlas: Atlas, scene: Scene, layer: Layer) -> list[Polygons]:
    shown = targets(atlas, scene.view, layer, scene.side)
    return [target.polygons for target in shown if target.kind == "region" and target.location in scene.off]


def multipolygon(outlines: Iterable[Polygons]) -> dict[str, Any]:
    """Outlines in mm as one source of a map layer."""
    coordinates = [polygon for outline in outlines for polygon in _coordinates(outline)]
    return {"type": "MultiPolygon", "coordinates": coordinates}


# --- switches that work in the browser ------------------------------------------------------------------------

_GLOW_AT = len(LAYERS)
_VEILS_AT = {"labels": _GLOW_AT + 1, "keep_off": _GLOW_AT + 2}
_KEEP_OFF_AT = (_GLOW_AT + 3, _GLOW_AT + 4)
_LABELS_AT = range(_GLOW_AT + 5, _GLOW_AT + 5 + len(LAYERS))
_KEEP_OFF_NAMES_AT = _LABELS_AT.stop


def _switches(scene: Scene) -> list[dict[str, Any]]:
    palette = PALETTES[scene.theme]
    style = {"type": "buttons", "bgcolor": palette.button, "bordercolor": palette.line, "borderwidth": 1,
             "font": {"size": 14, "color": palette.button_ink}, "pad": {"l": 4, "r": 4, "t": 4, "b": 4},
             "yanchor": "top"}  # fmt: skip
    peel = {**style, "x": 0, "xanchor": "left", "y": 1, "direction": "down", "showactive": True,
            "active": LAYERS.index(scene.layer), "buttons": [_peel(layer, scene) for layer in LAYERS]}  # fmt: skip
    toggles = ((_toggle_glow(), True), (_toggle_labels(), False), (_toggle_keep_off(), scene.keep_off))
    right = {**style, "x": 1, "xanchor": "right", "showactive": True}
    rows = [
        {**right, "y": 1 - i * 42 / scene.height_px, "active": 0 if on else -1, "buttons": [toggle]}
        for i, (toggle, on) in enumerate(toggles)
    ]
    return [peel, *rows]


def _peel(layer: Layer, scene: Scene) -> dict[str, Any]:
    """Show one layer: its plate, its shapes, its cover and (when names are on) its names."""
    shapes = [part.layer == layer for part in PARTS]
    plates_and_names = {
        f"map.layers[{i}].visible": other == layer
        for start in _starts_of_layers(scene)
        for i, other in enumerate(LAYERS, start)
    }
    traces = list(range(len(PARTS)))
    return {"label": LAYER_NAMES[layer], "method": "update", "args": [{"visible": shapes}, plates_and_names, traces]}


def _starts_of_layers(scene: Scene) -> list[int]:
    """Where in the map's layers a run of one for each layer of the body starts."""
    covers = _KEEP_OFF_NAMES_AT + 1 + (2 if scene.zones else 0)
    return [0, _LABELS_AT.start, *([covers] if scene.off else [])]


def _toggle_glow() -> dict[str, Any]:
    return _toggle("Nerve glow", *_showing(_GLOW_AT))


def _toggle_labels() -> dict[str, Any]:
    """Write names in all layers; only those of the layer that is shown are seen."""
    on, off = _showing(_VEILS_AT["labels"])
    names = [f"map.layers[{i}].symbol.text" for i in _LABELS_AT]
    return _toggle("Names", on | dict.fromkeys(names, _READ), off | dict.fromkeys(names, _UNREAD))


def _toggle_keep_off() -> dict[str, Any]:
    return _toggle("Keep-off", *_showing(_VEILS_AT["keep_off"], *_KEEP_OFF_AT, _KEEP_OFF_NAMES_AT))


def _showing(*layers: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The changes that show and that hide map layers."""
    names = [f"map.layers[{i}].visible" for i in layers]
    return dict.fromkeys(names, True), dict.fromkeys(names, False)


def _toggle(label: str, on: dict[str, Any], off: dict[str, Any]) -> dict[str, Any]:
    return {"label": label, "method": "relayout", "args": [on], "args2": [off]}


# --- reading a click ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Click:
    """What a click on the picture hit."""

    id: str
    side: Literal["left", "right", "midline"]
    layer: Layer


def read_click(points: Sequence[Mapping[str, Any]]) -> Click | None:
    """The click in a selection that the map reports, or None when it hit nothing (empty ground, a second click)."""
    for point in points:
        identifier, _, side = str(point.get("location", "")).rpartition(":")
        part = point.get("curve_number", -1)
        if identifier and side in ("left", "right", "midline") and isinstance(part, int) and 0 <= part < len(PARTS):
            return Click(identifier, side, PARTS[part].layer)  # type: ignore[arg-type]
    return None
