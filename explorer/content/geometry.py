"""The outlines of the body: what can be clicked in each picture, and the zones on the skin.

All lengths are millimetres. In each view ``u`` runs across and ``v`` up from the sole. The person's right
side is at positive ``u`` from behind and at negative ``u`` from the front; the lateral view shows the right
side with the front at positive ``u``. The files hold the right side and the midline; the left is mirrored.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from explorer.content.models import LAYERS, VIEWS, Layer, View
from explorer.content.problems import ContentError, Problem, short

MAX_BYTES = 96_000_000
PX_PER_MM = 3
VIEW_IN_FILES: dict[View, str] = {"posterior": "posterior", "lateral": "lateral_right", "anterior": "anterior"}

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
Polygons = tuple[Polygon, ...]

# What can go wrong while walking parsed JSON that is not an atlas geometry.
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


def _tuples(value: Any) -> Any:
    """JSON lists as tuples, so that nothing loaded can be changed."""
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


class Geometry(BaseModel):
    """Base of the geometry models. Files may hold more than is used here."""

    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class Shape(Geometry):
    """The visible part of one structure in one picture. Polygons in mm, each an outer ring and its holes."""

    id: str
    label: str
    group: Literal["muscle", "fascia", "tendon", "bone", "disc", "nerve", "skin"]
    side: Literal["right", "midline"]
    polygons: Annotated[Polygons, BeforeValidator(_tuples)]
    label_point: Annotated[Point, BeforeValidator(_tuples)]


class Outline(Geometry):
    """The outline of a zone on the skin in one view."""

    side: Literal["right", "midline"]
    polygons: Annotated[Polygons, BeforeValidator(_tuples)]
    label_point: Annotated[Point, BeforeValidator(_tuples)]


class Picture(Geometry):
    """One view of the body: its frame in mm, and the shapes of each layer in drawing order, last on top."""

    u: tuple[float, float]
    v: tuple[float, float]
    layers: dict[Layer, tuple[Shape, ...]]

    @property
    def plate_size(self) -> tuple[int, int]:
        """Width and height in pixels that a plate of this view must have."""
        return round((self.u[1] - self.u[0]) * PX_PER_MM), round((self.v[1] - self.v[0]) * PX_PER_MM)


class BodyGeometry(Geometry):
    """All outlines. Zones, places, skin strips and areas give their outline in each view that shows them.

    ``referral`` is where an ache of a muscle is usually felt, ``referral_sometimes`` where less often.
    """

    structures: dict[str, str]
    pictures: dict[View, Picture]
    keep_off: dict[str, dict[View, Outline]]
    places: dict[str, dict[View, Outline]]
    dermatomes: dict[str, dict[View, Outline]] = {}
    referral: dict[str, dict[View, Outline]] = {}
    referral_sometimes: dict[str, dict[View, Outline]] = {}


def read_geometry(folder: Path, name: str) -> BodyGeometry:
    """Read ``map.json`` and ``zones.json``. Raises ContentError when a file is missing or malformed."""
    body = _read_json(folder / "map.json", f"{name}/map.json")
    zones = _read_json(folder / "zones.json", f"{name}/zones.json")
    try:
        pictures = {view: _picture(body["views"][VIEW_IN_FILES[view]]) for view in VIEWS}
        structures = {key: value["label"] for key, value in body["structures"].items()}
        outlines = BodyGeometry(structures=structures, pictures=pictures, keep_off={}, places={})
    except _MALFORMED as error:
        raise ContentError([_shape_problem(f"{name}/map.json", error)]) from None
    try:
        found = {
            "keep_off": _zones(zones["keep_off"]),
            "places": _zones(zones["pain_zones"]),
            "dermatomes": _zones(zones.get("dermatomes", [])),
            "referral": _zones(zones.get("referral", []), "main"),
            "referral_sometimes": _zones(zones.get("referral", []), "sometimes"),
        }
        BodyGeometry(structures={}, pictures={}, **found)
    except _MALFORMED as error:
        raise ContentError([_shape_problem(f"{name}/zones.json", error)]) from None
    return outlines.model_copy(update=found)


def _picture(raw: dict[str, Any]) -> Picture:
    layers = {layer: tuple(Shape(**shape) for shape in raw["layers"][layer]) for layer in LAYERS}
    return Picture(u=tuple(raw["u"]), v=tuple(raw["v"]), layers=layers)


def _zones(raw: list[dict[str, Any]], part: str = "views") -> dict[str, dict[View, Outline]]:
    """A zone's side stands on the zone itself, or on each of its views when it differs between them."""
    return {
        zone["id"]: {
            view: Outline(**{"side": zone.get("side"), **zone[part][key]})
            for view, key in VIEW_IN_FILES.items()
            if key in zone[part]
        }
        for zone in raw
    }


def _read_json(file: Path, name: str) -> Any:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise ContentError([Problem(name, 1, 1, "", f"the file is larger than {MAX_BYTES:,} bytes")])
        return json.loads(file.read_bytes())
    except OSError as error:
        raise ContentError([Problem(name, 1, 1, "", f"the file cannot be read: {error.strerror}")]) from None
    except json.JSONDecodeError as error:
        raise ContentError([Problem(name, error.lineno, error.colno, "", f"not JSON: {error.msg}")]) from None
    except (ValueError, RecursionError):
        raise ContentError([Problem(name, 1, 1, "", "not JSON: unreadable characters, numbers or nesting")]) from None


def _shape_problem(name: str, error: Exception) -> Problem:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        where, what = ".".join(str(step) for step in first["loc"]), first["msg"]
        return Problem(name, 1, 1, where, f"not an atlas geometry: {what[0].lower()}{what[1:]}")
    what = f"missing {error}" if isinstance(error, KeyError) else short(error)
    return Problem(name, 1, 1, "", f"not an atlas geometry: {what}")
