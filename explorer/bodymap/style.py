"""The interactive picture as a value: one MapLibre style for every view, side and layer of the body.

Sources and layers have names, and each layer says in its ``metadata`` what it is for, so that the script in the
browser neither counts layers nor takes names apart. The colours of a theme, the tone of the skin and the shown overlay
are values of the style's ``state``: the script sets them. What a shape is (chosen, lit, marked, off limits, dimmed,
under the pointer) is its feature state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, get_args

from explorer.bodymap.frame import MIDDLE_MM, MM_PER_DEGREE, corners, zoom
from explorer.bodymap.framing import pictures_for
from explorer.bodymap.look import (
    CHOSEN_OPACITY,
    CLOSEST_PX_PER_MM,
    FONT,
    PALETTES,
    SIDE_CENTRE_MM,
)
from explorer.bodymap.overlay import LABEL_GROUND, LABEL_INK
from explorer.bodymap.pictures import PICTURES, BodyPicture
from explorer.bodymap.plates import GLOW_REDUCE
from explorer.bodymap.shapes import targets
from explorer.bodymap.skin import TINTS, tones
from explorer.content import Atlas
from explorer.content.geometry import PX_PER_MM, Picture
from explorer.content.models import FOCUSES, LAYERS, REGISTERS, Layer, Register, ShapeSide

Address = Callable[[str], str]
Json = dict[str, Any]

# The ghost is one figure in one frame (mm) in every view: atlas/ghost.json.
GHOST_U, GHOST_V = (-330.0, 330.0), (-6.0, 1730.0)
GHOST_PX_PER_MM = 1.5
ZONES_NAMED_FROM = 0.8  # px per mm: from afar the names of the keep-off zones would lie on top of each other
# The whole person, with room for words over the head.
WHOLE_MM = (-25.0, 1715.0)
# Behind words and keep-off zones: skin is of any tone, and red must stand out on it.
VEIL_OPACITY: Mapping[Layer, float] = {"skin": 0.7, "surface": 0.6, "deep": 0.6, "nerve": 0.6}
HOVER_OPACITY, OFF_OPACITY, DIMMED_OPACITY = 0.2, 0.7, 0.35
SKIN_EDGE_OPACITY = 0.4  # people must see what on the skin can be tapped
HATCH = "hatch"  # the script draws this pattern
NO_OVERLAY = "none"


def map_style(atlas: Atlas, address: Address) -> Json:
    """The picture of an atlas as a MapLibre style. Pure and JSON-able.

    ``address`` gives the URL of an asset; nothing else in the style leads anywhere. Lengths in ``metadata`` are mm.
    """
    return {
        "version": 8,
        "name": "body",
        "metadata": _metadata(atlas, address),
        "state": _state(),
        "sources": dict(_sources(atlas, address)),
        "layers": list(_layers(atlas)),
    }


# --- sources --------------------------------------------------------------------------------------------------


def _sources(atlas: Atlas, address: Address) -> Iterator[tuple[str, Json]]:
    for picture in PICTURES:
        frame = atlas.geometry.pictures[picture.view]
        ground = corners(frame, mirrored=picture.mirrored)
        ghost = corners(frame.model_copy(update={"u": GHOST_U, "v": GHOST_V}), mirrored=picture.mirrored)
        yield f"{picture.name}/ghost", _image(address(f"ghost/{picture.view}.webp"), ghost)
        yield f"{picture.name}/surface/ghost", _image(address(f"ghost/{picture.view}_legs.webp"), ghost)
        yield f"{picture.name}/glow", _image(address(f"glow/{picture.view}.webp"), ground)
        yield f"{picture.name}/female/ghost", _image(address(f"ghost/{picture.view}_female.webp"), ghost)
        yield f"{picture.name}/female/plate", _image(address(f"plates/{picture.view}_skin_female.webp"), ground)
        yield f"{picture.name}/female/beside", _shapes(address(f"beside/{picture.slug}_female.json"))
        for layer in LAYERS:
            yield f"{picture.name}/{layer}/plate", _image(address(f"plates/{picture.view}_{layer}.webp"), ground)
            yield f"{picture.name}/{layer}/shapes", _shapes(address(f"shapes/{picture.slug}_{layer}.json"), "location")
        yield f"{picture.name}/overlay", _shapes(address(f"overlay/{picture.slug}.json"))
        yield f"{picture.name}/keep_off", _shapes(address(f"keep_off/{picture.slug}.json"), "location")
    yield "names", {"type": "geojson", "data": {"type": "FeatureCollection", "features": []}}


def _image(url: str, place: list[tuple[float, float]]) -> Json:
    return {"type": "image", "url": url, "coordinates": [list(corner) for corner in place]}


def _shapes(url: str, name: str | None = None) -> Json:
    return {"type": "geojson", "data": url, **({"promoteId": name} if name else {})}


# --- layers, from the bottom up -------------------------------------------------------------------------------


def _layers(atlas: Atlas) -> Iterator[Json]:
    yield _layer("ground", "background", {"background-color": _colour("ground")}, role="ground")
    for picture in PICTURES:
        yield from _body(picture, atlas.geometry.pictures[picture.view])
    veil = {"background-color": _colour("ground"), "background-opacity": _colour("veil")}
    yield _layer("veil", "background", veil, role="veil")
    for picture in PICTURES:
        yield from _answering(atlas, picture)
        yield from _laid_over(picture)
        yield _beside(picture)
    yield from _names()


def _body(picture: BodyPicture, frame: Picture) -> Iterator[Json]:
    """The painted body: first the ghost of the whole person, then the plates. The female one is a skin alone."""
    name = picture.name
    ghost = _dots((GHOST_U[1] - GHOST_U[0], GHOST_V[1] - GHOST_V[0]), GHOST_PX_PER_MM)
    plate = _dots((frame.u[1] - frame.u[0], frame.v[1] - frame.v[0]), PX_PER_MM)
    female: Json = {"picture": name, "layer": "skin", "body": "female"}
    yield _raster(f"{name}/ghost", ghost, picture=name, body="male", role="ghost")
    yield _raster(f"{name}/female/ghost", ghost, **female, role="ghost")
    yield _raster(f"{name}/surface/ghost", ghost, picture=name, layer="surface", role="ghost")
    for layer in LAYERS:
        tint = _TINT if layer == "skin" else {}
        yield _raster(f"{name}/{layer}/plate", plate, tint, picture=name, layer=layer, body="male", role="plate")
    yield _raster(f"{name}/female/plate", plate, _TINT, **female, role="plate")


def _dots(size_mm: tuple[float, float], px_per_mm: float) -> Json:
    """How large an image is, so that the script can ask for no more dots than the screen has."""
    return {"size": [round(length * px_per_mm) for length in size_mm], "px_per_mm": px_per_mm}


def _answering(atlas: Atlas, picture: BodyPicture) -> Iterator[Json]:
    """What can be tapped, and the light of the nerve over it."""
    name = picture.name
    for layer in LAYERS:
        of: Json = {"picture": name, "layer": layer}
        groups = {target.group == "nerve" for target in targets(atlas, picture.view, layer, picture.side)}
        for nerves in sorted(groups):
            role = "nerves" if nerves else "shapes"
            chosen = ["==" if nerves else "!=", ["get", "group"], "nerve"]
            yield _of_source(f"{name}/{layer}/{role}", f"{name}/{layer}/shapes", _FILL, only=chosen, role=role, **of)
    frame = atlas.geometry.pictures[picture.view]
    light = _dots((frame.u[1] - frame.u[0], frame.v[1] - frame.v[0]), PX_PER_MM / GLOW_REDUCE)
    yield _raster(f"{name}/glow", light, picture=name, role="glow")
    for layer in LAYERS:
        edge = {**_EDGE, "line-opacity": _edge_opacity(layer)}
        yield _of_source(
            f"{name}/{layer}/edges", f"{name}/{layer}/shapes", edge, picture=name, layer=layer, role="edges"
        )


def _laid_over(picture: BodyPicture) -> Iterator[Json]:
    """Overlays of the skin, and above them the zones to keep off. None of them takes a tap."""
    name = picture.name
    shown = ["==", ["get", "overlay"], ["global-state", "overlay"]]
    for part, paint, dashed in (("fill", _PATCH, None), ("edge", _PATCH_EDGE, False), ("dashes", _PATCH_DASHES, True)):
        some = shown if dashed is None else ["all", shown, ["==", ["get", "dashed"], dashed]]
        yield _of_source(f"{name}/overlay/{part}", f"{name}/overlay", paint, only=some, picture=name, role="overlay")
    for part, paint in (("tint", _ZONE_TINT), ("hatch", _ZONE_HATCH), ("edge", _ZONE_EDGE)):
        only: list[Any] | None = None if part == "edge" else ["!", ["get", "conditional"]]
        yield _of_source(f"{name}/keep_off/{part}", f"{name}/keep_off", paint, only=only, picture=name, role="keep_off")


def _beside(picture: BodyPicture) -> Json:
    """The places are those of one model: what of them lies beside the female outline is covered."""
    cover: Json = {"fill-color": _colour("ground")}
    return _of_source(
        f"{picture.name}/female/beside", f"{picture.name}/female/beside", cover,
        picture=picture.name, layer="skin", body="female", role="beside",
    )  # fmt: skip


def _names() -> Iterator[Json]:
    """Words on the picture. The script writes them into their source, in the words of the reader."""
    disc = {"circle-color": LABEL_GROUND, "circle-radius": 10.5, "circle-stroke-color": LABEL_INK,
            "circle-stroke-width": 1}  # fmt: skip
    yield _of_source("names/discs", "names", disc, only=_kind("patch"), role="overlay")
    on_disc = {"text-color": LABEL_INK}
    yield _words("names/patches", "patch", 12, on_disc, role="overlay", always=True)
    halo = {"text-color": _colour("ink"), "text-halo-color": _colour("ground"), "text-halo-width": 1.8}
    yield _words("names/parts", "part", 13, halo, role="names")
    zones = _words("names/zones", "zone", 13, halo, role="keep_off")
    yield {**zones, "minzoom": round(zoom(ZONES_NAMED_FROM), 2)}


def _words(name: str, kind: str, size: int, paint: Json, *, role: str, always: bool = False) -> Json:
    layout = {"text-field": ["get", "name"], "text-font": FONT.split(", "), "text-size": size, "text-padding": 1,
              "text-max-width": 7, "symbol-sort-key": ["get", "rank"],
              **({"text-allow-overlap": True} if always else {})}  # fmt: skip
    return _of_source(name, "names", paint, only=_kind(kind), layout=layout, role=role, names=kind)


def _kind(kind: str) -> list[Any]:
    return ["==", ["get", "kind"], kind]


def _raster(name: str, dots: Json, tint: Json | None = None, **metadata: str) -> Json:
    return _layer(name, "raster", {"raster-fade-duration": 0, **(tint or {})}, source=name, **metadata, **dots)


def _of_source(
    name: str, source: str, paint: Json, *, only: list[Any] | None = None, layout: Json | None = None, **metadata: Any
) -> Json:
    kind = "symbol" if layout else next(iter(paint)).partition("-")[0]
    more = {"filter": only} if only else {}
    return _layer(name, kind, paint, source=source, **metadata) | more | ({"layout": layout} if layout else {})


def _layer(name: str, kind: str, paint: Json, *, source: str | None = None, **metadata: Any) -> Json:
    return {
        "id": name,
        "type": kind,
        **({"source": source} if source else {}),
        "metadata": {"picture": None, "layer": None, "body": None, **metadata},
        "paint": paint,
    }


# --- paint ----------------------------------------------------------------------------------------------------


def _colour(name: str) -> list[str]:
    """A value of the style's state: a colour of the theme, or a number."""
    return ["global-state", name]


def _is(*states: str) -> list[Any]:
    """Whether a shape is in one of these states."""
    return ["any", *(["boolean", ["feature-state", state], False] for state in states)]


_TINT: Json = {
    "raster-saturation": _colour("saturation"),
    "raster-brightness-min": _colour("darkest"),
    "raster-brightness-max": _colour("brightest"),
}
_PAINTED = _is("chosen", "lit", "marked")
_FILL: Json = {
    "fill-color": ["case", _is("off"), _colour("off"), _is("dimmed"), _colour("ground"), _colour("chosen")],
    "fill-opacity": [
        "case", _is("off"), OFF_OPACITY, _PAINTED, CHOSEN_OPACITY, _is("hover"), HOVER_OPACITY,
        _is("dimmed"), DIMMED_OPACITY, 0,
    ],
    "fill-antialias": False,  # the edge has a layer of its own
}  # fmt: skip
_EDGE: Json = {
    "line-color": _colour("line"),
    "line-width": ["case", _is("chosen", "marked"), 2, _PAINTED, 1.5, 1],
}
_PATCH: Json = {"fill-color": ["get", "colour"], "fill-opacity": ["get", "opacity"]}
_PATCH_EDGE: Json = {"line-color": ["get", "edge"], "line-width": 1.5}
_PATCH_DASHES: Json = {**_PATCH_EDGE, "line-dasharray": [2.5, 1.5]}
_ZONE_TINT: Json = {"fill-color": _colour("keep_off"), "fill-opacity": ["case", _is("shown"), 0.1, 0]}
_ZONE_HATCH: Json = {"fill-pattern": HATCH, "fill-opacity": ["case", _is("shown"), 0.55, 0]}
_ZONE_EDGE: Json = {
    "line-color": _colour("keep_off"),
    "line-width": 2.2,
    "line-dasharray": [3, 1.5],
    "line-opacity": ["case", _is("shown"), 1, 0],
}


def _edge_opacity(layer: Layer) -> list[Any]:
    return ["case", _PAINTED, 1, _is("hover"), 0.8, SKIN_EDGE_OPACITY if layer == "skin" else 0]


def _state() -> Json:
    palette, tint = PALETTES["light"], TINTS["neutral"]
    values = {
        **asdict(palette), "line": palette.ink, "veil": VEIL_OPACITY["surface"], "overlay": NO_OVERLAY,
        "saturation": tint.saturation, "darkest": tint.darkest, "brightest": tint.brightest,
    }  # fmt: skip
    return {name: {"default": value} for name, value in values.items()}


# --- what the script needs beside the style -------------------------------------------------------------------


def _metadata(atlas: Atlas, address: Address) -> Json:
    return {
        "pictures": {picture.name: _picture(atlas, picture, address) for picture in PICTURES},
        "areas": {area.id: {"bottom": area.bottom_mm, "top": area.top_mm} for area in atlas.areas.values()},
        "frame": {"mm_per_degree": MM_PER_DEGREE, "middle_mm": MIDDLE_MM, "whole": list(WHOLE_MM),
                  "ghost": {"u": list(GHOST_U), "v": list(GHOST_V)},
                  "closest": CLOSEST_PX_PER_MM, "side_centre": SIDE_CENTRE_MM, "zones_named_from": ZONES_NAMED_FROM},
        "palettes": {theme: asdict(palette) for theme, palette in PALETTES.items()},
        "tones": tones(),
        "veils": dict(VEIL_OPACITY),
        "names": {register: _called(atlas, register) for register in REGISTERS},
        "words": _said(atlas),
        "focuses": list(FOCUSES),
        "places": sorted(atlas.places),
        "middle": sorted(atlas.in_the_middle),
        "list": [*_listed(atlas)],
        "keep_off": {region.id: list(region.keep_off) for region in atlas.regions.values() if region.keep_off},
    }  # fmt: skip


def _picture(atlas: Atlas, picture: BodyPicture, address: Address) -> Json:
    frame = atlas.geometry.pictures[picture.view]
    left, right = (-frame.u[1], -frame.u[0]) if picture.mirrored else frame.u
    shapes = {layer: address(f"shapes/{picture.slug}_{layer}.json") for layer in LAYERS}
    return {
        "view": picture.view, "side": picture.side, "u": [left, right], "v": list(frame.v),
        "directions": list(picture.directions), "right": picture.right, "shapes": shapes,
        "keep_off": address(f"keep_off/{picture.slug}.json"), "overlay": address(f"overlay/{picture.slug}.json"),
        "beside": address(f"beside/{picture.slug}_female.json"),
    }  # fmt: skip


def _called(atlas: Atlas, register: Register) -> Mapping[str, str]:
    """What the regions, the pain places and the keep-off zones are called in the words of a reader."""
    regions = {region.id: region.called(register) for region in atlas.regions.values()}
    places = {place.id: place.name for place in atlas.places.values()}
    return {**regions, **places, **{zone.id: zone.name for zone in atlas.keep_off.values()}}


def _listed(atlas: Atlas) -> Iterator[Json]:
    """What can be found by name: every region by both its names, and every pain place; and in which pictures."""
    for region in atlas.regions.values():
        yield _entry(atlas, region.id, f"{region.plain_name} ({region.name})")
    for place in atlas.places.values():
        yield _entry(atlas, place.id, atlas.say("body.on_skin", place=place.name))


def _entry(atlas: Atlas, part: str, text: str) -> Json:
    pictures = [[*picture, focus] for picture, focus in pictures_for(atlas, part).items()]
    return {"id": part, "text": text, "pictures": pictures}


def _said(atlas: Atlas) -> Json:
    """The words on the picture and its controls: phrases as they are named, those that belong together in one."""
    speech, found = atlas.speech, Json()
    for name, said in speech.page("map").items():
        group, _, each = name.rpartition(".")
        (found.setdefault(group, {}) if group else found)[each] = said
    areas = {area.id: area.name for area in atlas.areas.values()}
    return {**found, "areas": areas, "side_of": {side: speech.say(f"body.side.{side}") for side in get_args(ShapeSide)}}
