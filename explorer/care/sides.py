"""A place with its side: one by one, and in words."""

from __future__ import annotations

from explorer.content.models import SIDES, AnySide, ShapeSide
from explorer.content.speech import Speech


def sides_of(side: AnySide) -> tuple[ShapeSide, ...]:
    """One side after the other; ``both`` are two."""
    return SIDES if side == "both" else (side,)


def where(speech: Speech, name: str, side: AnySide) -> str:
    """A place with its side, if it has one: ``Calf, left side``."""
    return name if side == "midline" else speech.say(f"side.{side}", name=name)


def shown(speech: Speech, side: AnySide) -> str:
    """On which side a picture shows it; nothing where there is none."""
    return speech.say(f"side.shown.{side}") if side in ("left", "right") else ""
