"""A part of the body on a side, as the map, verdicts and plans name it: ``<region or pain place>:<side>``."""

from __future__ import annotations

from typing import NamedTuple, get_args

from explorer.content.models import ShapeSide


class Location(NamedTuple):
    """A region or pain place, on the person's own left or right or in the middle."""

    id: str
    side: ShapeSide

    def __str__(self) -> str:
        """``<id>:<side>``."""
        return f"{self.id}:{self.side}"

    @classmethod
    def parse(cls, text: str) -> Location:
        """The location that a text names. Raises ValueError for any other text."""
        found, colon, side = text.rpartition(":")
        if not (found and colon) or side not in get_args(ShapeSide):
            raise ValueError(f"{text!r} is no location; its form is <region or place>:<left|right|midline>")
        return cls(found, side)  # type: ignore[arg-type]  # one of the three
