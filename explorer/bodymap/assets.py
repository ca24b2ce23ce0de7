"""The files that the interactive picture is made of, by name: plates, ghost, glow, outlines, and the style itself."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from explorer.bodymap.frame import MIDDLE_MM, MM_PER_DEGREE, placed, sides_shown
from explorer.bodymap.overlay import DERMATOMES, REFERRAL, Patch, patches
from explorer.bodymap.pictures import PICTURES, BodyPicture
from explorer.bodymap.plates import nerve_glow
from explorer.bodymap.shapes import Target, area, targets
from explorer.bodymap.skin import beside, picture_file, skin_plate
from explorer.bodymap.style import Address, map_style
from explorer.content import Atlas
from explorer.content.geometry import VIEW_IN_FILES, Point, Polygons
from explorer.content.location import Location
from explorer.content.models import LAYERS, VIEWS, Layer, View
from explorer.content.once import once

STYLE = "map/style.json"
FEMALE_SKIN = "skin_female"
DECIMALS = 5  # of a degree: 0.1 mm, as fine as the outlines are
MEDIA_TYPES = {".json": "application/json", ".webp": "image/webp"}

Json = dict[str, Any]


def asset_ids() -> tuple[str, ...]:
    """The names of all assets."""
    return (STYLE, *_images(), *_outlines())


def media_type(asset_id: str) -> str:
    """What kind of file an asset is."""
    return MEDIA_TYPES[Path(asset_id).suffix]


def asset(atlas: Atlas, asset_id: str, address: Address = str) -> bytes:
    """The bytes of an asset, made once for each atlas. Raises KeyError for a name that is none.

    ``address`` gives the URL of an asset; only the style holds any.
    """
    if asset_id == STYLE:
        return _json(map_style(atlas, address))
    if asset_id not in asset_ids():
        raise KeyError(asset_id)
    return _made(atlas, asset_id)


@once
def _made(atlas: Atlas, asset_id: str) -> bytes:
    folder, _, name = asset_id.partition("/")
    stem = name.partition(".")[0]
    if folder in ("plates", "ghost", "glow"):
        return _image(atlas, folder, stem)
    return _json(_collection(_features(atlas, folder, stem)))


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# --- images ---------------------------------------------------------------------------------------------------


def _images() -> Iterator[str]:
    for view in VIEWS:
        yield from (f"plates/{view}_{layer}.webp" for layer in LAYERS)
        yield from (f"ghost/{view}.webp", f"ghost/{view}_legs.webp", f"glow/{view}.webp")
        yield from (f"plates/{view}_{FEMALE_SKIN}.webp", f"ghost/{view}_female.webp")


def _image(atlas: Atlas, folder: str, stem: str) -> bytes:
    view, part = _view_and_part(stem)
    if folder == "plates" and part == FEMALE_SKIN:
        return skin_plate(atlas, view, "female").read_bytes()
    if folder == "plates":
        return atlas.plate(view, part).read_bytes()  # type: ignore[arg-type]  # a layer: the name is one of ours
    return _ghost(atlas, view, part) if folder == "ghost" else _glow(atlas, view)


def _view_and_part(stem: str) -> tuple[View, str]:
    view = next(view for view in VIEWS if stem.startswith(view))
    return view, stem.removeprefix(view).removeprefix("_")


def _ghost(atlas: Atlas, view: View, part: str) -> bytes:
    return picture_file(atlas, f"ghost_{VIEW_IN_FILES[view]}{f'_{part}' if part else ''}.webp").read_bytes()


def _glow(atlas: Atlas, view: View) -> bytes:
    plate = atlas.plate(view, "nerve")
    return _glow_of(plate, plate.stat().st_mtime_ns)


@lru_cache(maxsize=len(VIEWS))  # of all contents with the same plates: to make them takes longer than all the rest
def _glow_of(plate: Path, written: int) -> bytes:
    buffer = io.BytesIO()
    nerve_glow(plate).save(buffer, "WEBP", quality=70, method=4)
    return buffer.getvalue()


# --- outlines as GeoJSON --------------------------------------------------------------------------------------


def _outlines() -> Iterator[str]:
    for picture in PICTURES:
        yield from (f"shapes/{picture.slug}_{layer}.json" for layer in LAYERS)
        yield from (f"keep_off/{picture.slug}.json", f"overlay/{picture.slug}.json")
        yield f"beside/{picture.slug}_female.json"


def _features(atlas: Atlas, folder: str, stem: str) -> Iterable[Json]:
    picture = next(picture for picture in PICTURES if stem.startswith(picture.slug))
    if folder == "keep_off":
        return _keep_off(atlas, picture)
    if folder == "overlay":
        return _overlays(atlas, picture)
    if folder == "beside":
        return [_feature({"at": [0, 0]}, beside(atlas, picture.view, "female", mirrored=picture.mirrored))]
    layer: Layer = stem.rpartition("_")[2]  # type: ignore[assignment]  # the name is one of ours
    return map(_of_target, targets(atlas, picture.view, layer, picture.side))


def _of_target(target: Target) -> Json:
    """A target. Its ``at`` is where its name goes."""
    said = {"location": target.location, "group": target.group, "area": round(area(target.polygons))}
    return _feature({**said, "at": _position(target.label_point)}, target.polygons)


def _keep_off(atlas: Atlas, picture: BodyPicture) -> Iterator[Json]:
    """The zones, each once for each side. What is kept off under a condition only is not filled."""
    for zone, outlines in atlas.geometry.keep_off.items():
        if outline := outlines.get(picture.view):
            for on in sides_shown(picture.view, picture.side, outline.side):
                said = {
                    "location": str(Location(zone, on)),
                    "zone": zone,
                    "conditional": bool(atlas.keep_off[zone].only_if),
                }
                point = placed(picture.view, (((outline.label_point,),),), on, picture.side)[0][0][0]
                shown = placed(picture.view, outline.polygons, on, picture.side)
                yield _feature({**said, "at": _position(point)}, shown)


def _overlays(atlas: Atlas, picture: BodyPicture) -> Iterator[Json]:
    for overlay in (DERMATOMES, *(f"{REFERRAL}{key}" for key in atlas.geometry.referral)):
        for patch in patches(atlas, overlay, picture.view, picture.side):
            yield _of_patch(overlay, patch)


def _of_patch(overlay: str, patch: Patch) -> Json:
    tone = {"colour": patch.tone.colour, "opacity": patch.tone.opacity, "edge": patch.tone.edge}
    said = {"overlay": overlay, "name": patch.name, "dashed": patch.tone.dashed, **tone}
    return _feature({**said, "at": _position(patch.label_point)}, patch.polygons)


def _collection(features: Iterable[Json]) -> Json:
    return {"type": "FeatureCollection", "features": list(features)}


def _feature(properties: Json, polygons: Polygons) -> Json:
    coordinates = [[[_position(point) for point in (*ring, ring[0])] for ring in rings] for rings in polygons]
    geometry = {"type": "MultiPolygon", "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _position(point: Point) -> list[float]:
    u, v = point
    return [round(u / MM_PER_DEGREE, DECIMALS), round((v - MIDDLE_MM) / MM_PER_DEGREE, DECIMALS)]
