"""A place with its side, in words."""

from __future__ import annotations

from explorer.content.models import AnySide

SIDES: dict[AnySide, str] = {"left": "left side", "right": "right side", "midline": "", "both": "both sides"}
SHOWN: dict[AnySide, str] = {side: f"Shown on the {side} side." for side in ("left", "right")}  # words of a picture


def where(name: str, side: AnySide) -> str:
    """A place with its side, if it has one: ``Calf, left side``."""
    return ", ".join(part for part in (name, SIDES[side]) if part)
