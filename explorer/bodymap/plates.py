"""The painted plates, ready for the map and for still pictures."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from explorer.content.models import VIEWS

NERVE_YELLOW = (242, 183, 5)
GLOW_REDUCE = 3  # the glow is soft, so a third of the plate's resolution (1 px per mm) is plenty


def nerve_glow(nerve_plate: Path) -> Image.Image:
    """The nerve of a nerve plate as light: a wide faint halo and a bright thread. 1 px per mm, RGBA."""
    return _glow_of(nerve_plate, nerve_plate.stat().st_mtime_ns)


@lru_cache(maxsize=len(VIEWS))  # to make it takes as long as all the rest of a still picture
def _glow_of(nerve_plate: Path, written: int) -> Image.Image:
    with Image.open(nerve_plate) as plate:
        red, _, blue, alpha = plate.convert("RGBA").reduce(GLOW_REDUCE).split()
    # Only the nerve is yellow: much red, little blue. Bone is nearly grey.
    yellow = ImageChops.subtract(red, blue).point(lambda value: 255 if value > 85 else 0)
    thread = ImageChops.multiply(yellow, alpha).filter(ImageFilter.GaussianBlur(0.8))
    halo = thread.filter(ImageFilter.GaussianBlur(5)).point(lambda value: min(255, value * 2) * 0.5)
    light = ImageChops.lighter(thread.point(lambda value: value * 0.85), halo)
    glow = Image.new("RGBA", light.size, NERVE_YELLOW)
    glow.putalpha(light)
    return glow
