"""The painted plates, ready for the map and for still pictures."""

from __future__ import annotations

import io
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

NERVE_YELLOW = (242, 183, 5)
GLOW_REDUCE = 3  # the glow is soft, so a third of the plate's resolution (1 px per mm) is plenty


@lru_cache(maxsize=32)
def plate_uri(file: Path) -> str:
    """A plate as a data URI, so that it travels within the figure and asks no other host."""
    return _uri(file.read_bytes())


@lru_cache(maxsize=8)
def glow_uri(nerve_plate: Path) -> str:
    """The course of the nerve as a soft yellow light, as a data URI. Made from the nerve plate."""
    buffer = io.BytesIO()
    nerve_glow(nerve_plate).save(buffer, "WEBP", quality=70, method=2)
    return _uri(buffer.getvalue())


def nerve_glow(nerve_plate: Path) -> Image.Image:
    """The nerve of a nerve plate as light: a wide faint halo and a bright thread. 1 px per mm, RGBA."""
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


def _uri(data: bytes) -> str:
    return f"data:image/webp;base64,{b64encode(data).decode()}"
