"""How the body looks on a screen: colours of each theme, how close one can look, and the words on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]

# A phone is 390 px wide: at 1.9 px per mm it shows half of the hips, which is what one side needs.
CLOSEST_PX_PER_MM = 1.9
SIDE_CENTRE_MM = 80
CHOSEN_OPACITY = 0.62
FONT = "Source Sans, sans-serif"  # comes with the app; nothing is fetched from elsewhere


@dataclass(frozen=True)
class Palette:
    """Colours of one theme."""

    ground: str
    ink: str
    chosen: str
    keep_off: str
    off: str


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette("#FAF8F4", "#23282D", "#0F8B92", "#B3261E", "#8C8A85"),
    "dark": Palette("#14181C", "#ECE8E0", "#19B5BE", "#FF6B60", "#5A6067"),
}
