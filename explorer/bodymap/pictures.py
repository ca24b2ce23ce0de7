"""The pictures of the body that one can open: from behind, from the front, and from either side."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.content.models import Side, View


@dataclass(frozen=True)
class BodyPicture:
    """One picture. Only the lateral view is another picture for the other side: the mirror image."""

    view: View
    side: Side = "right"

    @property
    def name(self) -> str:
        """How the map names it: ``posterior``, ``anterior``, ``lateral:right``, ``lateral:left``."""
        return f"{self.view}:{self.side}" if self.view == "lateral" else self.view

    @property
    def slug(self) -> str:
        """The same for names of files."""
        return self.name.replace(":", "_")

    @property
    def mirrored(self) -> bool:
        """Whether it is the mirror image of the plate, which shows the right side."""
        return self.view == "lateral" and self.side == "left"

    @property
    def directions(self) -> tuple[str, str]:
        """What lies toward the left and the right edge of the picture."""
        if self.view == "lateral":
            return ("back", "front") if self.side == "right" else ("front", "back")
        return ("your_left", "your_right") if self.view == "posterior" else ("your_right", "your_left")

    @property
    def right(self) -> int:
        """Where the person's right side is: 1 at positive ``u``, -1 at negative ``u``, 0 when seen from the side."""
        return {"posterior": 1, "anterior": -1, "lateral": 0}[self.view]


PICTURES: tuple[BodyPicture, ...] = (
    BodyPicture("posterior"),
    BodyPicture("anterior"),
    BodyPicture("lateral", "right"),
    BodyPicture("lateral", "left"),
)
