"""Where it is: geometry, plates, the interactive figure, the still picture."""

from explorer.bodymap.figure import Click, Scene, figure, read_click
from explorer.bodymap.framing import focus_for, picture_for, picture_of_most
from explorer.bodymap.marked import Mark, described, marked
from explorer.bodymap.shapes import pictures_of, targets
from explorer.bodymap.skin import SkinScene, read_place, skin_figure
from explorer.bodymap.skin_still import overlay_picture, skin_picture
from explorer.bodymap.still import still

__all__ = [
    "Click",
    "Mark",
    "Scene",
    "SkinScene",
    "described",
    "figure",
    "focus_for",
    "marked",
    "overlay_picture",
    "picture_for",
    "picture_of_most",
    "pictures_of",
    "read_click",
    "read_place",
    "skin_figure",
    "skin_picture",
    "still",
    "targets",
]
