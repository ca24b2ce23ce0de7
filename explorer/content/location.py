"""A part of the body on a side, as the map, verdicts and plans name it: ``<region or pain place>:<side>``."""

from __future__ import annotations

import re
from typing import NamedTuple

from explorer.content.models import ShapeSide

_FORM = re.compile(r"([a-z][a-z0-9_]*):(left|right|midline)")


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
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(f"{text[:80]!r} is no location; its form is <region or place>:<left|right|midline>")
        return cls(found[1], found[2])  # type: ignore[arg-type]  # one of the three

    @classmethod
    def read(cls, told: object) -> Location | None:
        """The location that somebody tells, who may tell anything; None for what is none."""
        try:
            return cls.parse(told) if isinstance(told, str) else None
        except ValueError:
            return None
