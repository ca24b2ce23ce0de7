"""The skin that one may choose: whose outline, and in which tone. The places on it stay the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from PIL import Image

from explorer.bodymap.frame import mirror
from explorer.bodymap.look import Theme
from explorer.content import Atlas
from explorer.content.folders import shipped
from explorer.content.geometry import VIEW_IN_FILES, Polygons
from explorer.content.models import View

Body = Literal["male", "female"]
SkinTone = Literal["neutral", "light", "medium", "dark"]
BODIES: tuple[Body, ...] = get_args(Body)
SKIN_TONES: tuple[SkinTone, ...] = get_args(SkinTone)

AS_PAINTED = (199, 159, 131)  # the middle of the painted skin


@dataclass(frozen=True)
class Skin:
    """Whose outline the skin has, and its tone."""

    body: Body = "male"
    skin_tone: SkinTone = "neutral"

    @property
    def tint(self) -> Tint:
        """What its tone does to the painted skin."""
        return TINTS[self.skin_tone]


@dataclass(frozen=True)
class Tint:
    """How the painted skin becomes one of a tone: the numbers of a raster layer of MapLibre.

    ``saturation`` is -1 to 1; black becomes ``darkest`` and white ``brightest`` (0 to 1). What is drawn on the skin has
    the colours of ``theme``.
    """

    saturation: float = 0.0
    darkest: float = 0.0
    brightest: float = 1.0
    theme: Theme = "light"

    def matrix(self) -> tuple[tuple[float, ...], ...]:
        """What MapLibre does to red, green and blue (0 to 1): for each its part of the three, and what is added."""
        more = 1 / (1.001 - self.saturation) - 1 if self.saturation > 0 else self.saturation
        reach = self.brightest - self.darkest
        return tuple(
            (*(reach * ((1 + more if of == to else 0) - more / 3) for of in range(3)), self.darkest) for to in range(3)
        )

    def applied(self, picture: Image.Image) -> Image.Image:
        """A painted skin in this tone. RGBA."""
        rows = ((*parts, added * 255) for *parts, added in self.matrix())
        toned = picture.convert("RGB").convert("RGB", tuple(value for row in rows for value in row))
        toned.putalpha(picture.getchannel("A"))
        return toned

    def of(self, colour: tuple[int, int, int]) -> str:
        """What a colour becomes."""
        mixed = (sum(part * value for part, value in zip(row, (*colour, 255), strict=True)) for row in self.matrix())
        return "#" + "".join(f"{min(255, max(0, round(value))):02X}" for value in mixed)


TINTS: Mapping[SkinTone, Tint] = {
    "neutral": Tint(-0.6, 0.06),
    "light": Tint(-0.12, 0.26),
    "medium": Tint(0.16, brightest=0.74),
    "dark": Tint(0.25, brightest=0.5, theme="dark"),
}


def tones() -> dict[str, dict[str, Any]]:
    """What a script needs to know of each tone: its tint, the same as a matrix of SVG, and a sample of it."""
    return {
        tone: {"tint": asdict(tint), "matrix": _svg(tint), "sample": tint.of(AS_PAINTED)}
        for tone, tint in TINTS.items()
    }


def _svg(tint: Tint) -> str:
    rows = [(*parts, 0, added) for *parts, added in tint.matrix()]
    return " ".join(f"{value:.4g}" for row in (*rows, (0, 0, 0, 1, 0)) for value in row)


# --- the files ------------------------------------------------------------------------------------------------


def picture_file(atlas: Atlas, name: str) -> Path:
    """A picture beside the plates. A folder of plates from elsewhere may lack it; ours fits, the frame is the same."""
    own = atlas.images / name
    return own if own.is_file() else shipped("images") / name


def skin_plate(atlas: Atlas, view: View, body: Body) -> Path:
    """The painted skin of a body."""
    if body == "male":
        return atlas.plate(view, "skin")
    return picture_file(atlas, f"plate_{VIEW_IN_FILES[view]}_skin_{body}.webp")


def beside(atlas: Atlas, view: View, body: Body, *, mirrored: bool) -> Polygons:
    """What lies close beside a body (mm), where the places of the one model may reach out of it."""
    if body == "male":
        return ()
    file = picture_file(atlas, f"beside_{body}.json")
    found = _read(file, file.stat().st_mtime_ns)[VIEW_IN_FILES[view]]
    return mirror(found) if mirrored else found


@lru_cache(maxsize=2)
def _read(file: Path, written: int) -> Mapping[str, Polygons]:
    views = json.loads(file.read_bytes())["views"]
    return {
        view: tuple(tuple(tuple((u, v) for u, v in ring) for ring in rings) for rings in found["polygons"])
        for view, found in views.items()
    }
